import datetime
import re

import pytest
import time_machine
from axes.models import AccessAttempt
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html

from accounts import second_factor
from accounts.views import KEY
from tests import factories as make
from tests.accounts.factor import (
    ENTER,
    MANAGE,
    SET_UP,
    by_password,
    code,
    code_of,
    on,
    sign_in,
    wrong,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/?status__exact=draft"
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def needed(settings):
    settings.NEWSROOM_SECOND_FACTOR = ["managing_editor"]


@pytest.fixture
def chief(needed):
    user = make.managing_editor(username="thuky")
    on(user)
    return user


def errors(response):
    root = html.fromstring(response.content.decode())
    return [" ".join(one.text_content().split()) for one in root.find_class("errorlist")]


def codes_on(response):
    root = html.fromstring(response.content.decode())
    return root.xpath("//*[@class='factor__codes']//code/text()")


def test_it_is_set_up_at_the_first_sign_in(client, needed):
    user = make.managing_editor(username="thuky")
    asked = by_password(client, user, next=LIST)
    first = client.get(asked.url)
    page = client.get(first.url)
    key = client.session[KEY]
    root = html.fromstring(page.content.decode())
    hidden = root.xpath("//input[@name='next']/@value")[0]
    session = client.session.session_key

    done = client.post(reverse(SET_UP), {"code": code_of(key), "next": hidden})

    assert first.url.startswith(reverse(SET_UP))
    assert hidden == LIST
    assert len(codes_on(done)) == 10
    assert html.fromstring(done.content.decode()).xpath(
        "//a[contains(@class,'factor__go')]/@href"
    ) == [LIST]
    assert done["Cache-Control"].count("no-store") == 1
    assert client.session.session_key != session
    assert KEY not in client.session
    assert TOTPDevice.objects.get(user=user).key == key
    assert client.get(LIST).status_code == 200


def test_the_page_shows_the_key_as_picture_and_text_under_a_strict_policy(client, needed):
    user = make.managing_editor(username="thuky")
    by_password(client, user)

    page = client.get(reverse(SET_UP))

    root = html.fromstring(page.content.decode())
    secret = root.find_class("factor__secret")[0].text_content().replace(" ", "")
    app = TOTPDevice(user=user, key=client.session[KEY])
    assert f"secret={secret}&" in app.config_url
    assert "B%C3%A1o%20Ng%C3%A2n%20H%E1%BA%A3i" in app.config_url
    [image] = root.xpath("//div[@class='factor__image']/svg")
    assert image.xpath("./title/text()") == ["Mã QR cho ứng dụng xác thực"]
    assert root.xpath("//*[@style]") == []
    assert "unsafe" not in page["Content-Security-Policy"]


def test_a_key_is_of_one_session(client, needed):
    user = make.managing_editor()
    by_password(client, user)
    client.get(reverse(SET_UP))
    first = client.session[KEY]
    again = client.get(reverse(SET_UP))
    same = client.session[KEY]

    client.logout()
    by_password(client, user)
    client.get(reverse(SET_UP))

    assert again.status_code == 200
    assert same == first != client.session[KEY]
    assert not TOTPDevice.objects.exists()


def test_a_wrong_code_sets_up_nothing(client, needed):
    user = make.managing_editor()
    by_password(client, user)
    client.get(reverse(SET_UP))
    key = client.session[KEY]

    other = client.post(reverse(SET_UP), {"code": code_of(second_factor.new_key())})
    none = client.post(reverse(SET_UP), {"code": "abc"})

    assert errors(other) == [
        "Mã này không phải của mã QR ở trên. Đồng hồ điện thoại có đúng giờ không? Hãy thử mã kế "
        "tiếp."
    ]
    assert errors(none) == ["Mã xác thực có sáu chữ số; mã dự phòng có mười chữ và số."]
    assert client.session[KEY] == key
    assert not TOTPDevice.objects.exists()


def test_signing_in_with_a_code_leads_where_one_was_going(client, chief):
    asked = by_password(client, chief, next=LIST)
    first = client.get(asked.url)
    session = client.session.session_key
    token = client.cookies["csrftoken"].value
    given = code(chief)

    done = client.post(first.url, {"code": f" {given[:3]} {given[3:]} ", "next": LIST})

    assert first.url.startswith(reverse(ENTER))
    assert (done.status_code, done.url) == (302, LIST)
    assert client.session.session_key != session
    assert client.cookies["csrftoken"].value != token
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x()"])
def test_no_code_leads_out_of_the_house(client, chief, elsewhere):
    by_password(client, chief)

    done = client.post(reverse(ENTER), {"code": code(chief), "next": elsewhere})

    assert (done.status_code, done.url) == (302, "/admin/")


def test_a_wrong_code_lets_nobody_in_and_makes_wait(client, chief, clock):
    by_password(client, chief)

    first = client.post(reverse(ENTER), {"code": wrong(chief)})
    second = client.post(reverse(ENTER), {"code": code(chief)})
    clock.shift(2)
    third = client.post(reverse(ENTER), {"code": code(chief)})

    assert errors(first) == [
        "Mã này sai hoặc đã dùng rồi. Hãy gõ mã đang hiện; đồng hồ điện thoại phải chạy đúng giờ."
    ]
    assert errors(second) == ["Vừa có mã sai. Hãy đợi 2 giây rồi thử lại."]
    assert third.status_code == 302


def test_ten_wrong_codes_lock_the_account_as_wrong_passwords_do(client, chief, clock):
    by_password(client, chief)
    answers = []
    for _ in range(10):
        answers.append(client.post(reverse(ENTER), {"code": wrong(chief)}).status_code)
        clock.shift(600)
        AccessAttempt.objects.update(attempt_time=NOON + datetime.timedelta(days=1))

    right = client.post(reverse(ENTER), {"code": code(chief)})
    password = by_password(client, chief)

    assert answers == [200] * 9 + [429]
    assert (right.status_code, password.status_code) == (429, 429)


def test_a_right_code_ends_the_count(client, chief, clock):
    by_password(client, chief)
    client.post(reverse(ENTER), {"code": wrong(chief)})
    clock.shift(2)

    client.post(reverse(ENTER), {"code": code(chief)})

    assert not AccessAttempt.objects.exists()


def test_a_recovery_code_signs_in_and_says_how_many_are_left(client, needed):
    user = make.managing_editor()
    codes = on(user)
    by_password(client, user)

    done = client.post(reverse(ENTER), {"code": codes[0].upper()}, follow=True)

    assert [str(message) for message in done.context["messages"]] == ["Bạn còn 9 mã dự phòng."]
    assert done.status_code == 200


def test_the_session_of_one_person_opens_nothing_for_another(client, needed):
    first, second = make.managing_editor(), make.managing_editor()
    on(first)
    on(second)
    sign_in(client, first)
    assert client.get("/admin/").status_code == 200

    by_password(client, second)

    assert client.get("/admin/").url.startswith(reverse(ENTER))


def test_who_owes_it_may_sign_out_or_in_as_somebody_else(client, chief):
    by_password(client, chief)
    again = client.get(reverse("admin:login"))
    other = by_password(client, make.editor())
    index = client.get("/admin/")
    by_password(client, chief)

    out = client.post(reverse("admin:logout"))

    assert again.url == reverse(ENTER)
    assert (other.status_code, index.status_code) == (302, 200)
    assert out.status_code == 200
    assert "_auth_user_id" not in client.session


def test_nobody_is_asked_before_the_password(client, chief):
    answers = [client.get(reverse(name)) for name in [ENTER, SET_UP, MANAGE]]

    assert [answer.url.partition("?")[0] for answer in answers] == [reverse("admin:login")] * 3


def test_a_person_turns_it_on_and_off_where_the_role_leaves_it_free(client, needed, clock):
    user = make.editor()
    client.force_login(user)
    page = client.get(reverse(SET_UP)).content.decode()
    client.post(reverse(SET_UP), {"code": code_of(client.session[KEY])})
    is_on = second_factor.is_on(user)
    clock.shift(60)

    refused = client.post(reverse(MANAGE), {"act": "off", "code": wrong(user)})
    clock.shift(5)
    done = client.post(reverse(MANAGE), {"act": "off", "code": code(user)}, follow=True)

    assert "factor__out" not in page
    assert is_on
    assert len(errors(refused)) == 1
    assert [str(message) for message in done.context["messages"]] == ["Đã tắt xác thực hai lớp."]
    assert not second_factor.is_on(user)
    assert client.get("/admin/").status_code == 200


def test_nobody_turns_it_off_whose_role_needs_it(client, chief):
    sign_in(client, chief)
    page = client.get(reverse(MANAGE)).content.decode()

    forged = client.post(reverse(MANAGE), {"act": "off", "code": code(chief)}, follow=True)

    assert re.findall(r'name="act" value="(\w+)"', page) == ["codes"]
    assert [str(message) for message in forged.context["messages"]] == [
        "Vai trò của bạn bắt buộc có xác thực hai lớp nên không tắt được."
    ]
    assert second_factor.is_on(chief)


def test_new_recovery_codes_need_a_code(client, chief, clock):
    sign_in(client, chief)
    without = client.post(reverse(MANAGE), {"act": "codes"})
    clock.shift(60)

    done = client.post(reverse(MANAGE), {"act": "codes", "code": code(chief)})

    assert codes_on(without) == []
    assert len(codes_on(done)) == 10


def test_moving_to_another_phone_needs_a_code_of_the_one_until_now(client, chief, clock):
    sign_in(client, chief)
    old = TOTPDevice.objects.get(user=chief).key
    client.get(reverse(SET_UP))
    key = client.session[KEY]
    without = client.post(reverse(SET_UP), {"code": code_of(key)})
    forged = client.post(reverse(SET_UP), {"code": code_of(key), "current": wrong(chief)})
    kept = TOTPDevice.objects.get(user=chief).key
    clock.shift(60)

    done = client.post(reverse(SET_UP), {"code": code_of(key), "current": code(chief)})

    assert [len(errors(answer)) for answer in [without, forged]] == [1, 1]
    assert kept == old
    assert TOTPDevice.objects.get(user=chief).key == key
    assert len(codes_on(done)) == 10
    assert client.get("/admin/").status_code == 200


def test_a_managing_editor_resets_it_and_the_person_is_told(client, needed):
    user, chief = make.managing_editor(), make.managing_editor(full_name="Mai Thanh Nhã")
    on(user)
    on(chief)
    sign_in(client, chief)
    accounts = reverse("admin:accounts_user_changelist")
    marks = {row.pk: row.has_second_factor for row in client.get(accounts).context["cl"].queryset}
    data = {"action": "reset_second_factors", "_selected_action": [user.pk, chief.pk]}
    done = client.post(accounts, data, follow=True)
    history = client.get(reverse("admin:accounts_user_history", args=[user.pk])).content.decode()
    client.logout()
    by_password(client, user)

    page = client.get(reverse(SET_UP)).content.decode()

    assert marks == {user.pk: True, chief.pk: True}
    assert [str(message) for message in done.context["messages"]] == [
        "Của chính bạn thì đổi ở trang Xác thực hai lớp, bằng một mã xác thực.",
        "Đã đặt lại xác thực hai lớp của 1 người. Vai trò nào bắt buộc thì cài đặt lại ở lần đăng "
        "nhập tới.",
    ]
    assert "xác thực hai lớp (đã đặt lại)" in history
    assert "Xác thực hai lớp của bạn đã được Mai Thanh Nhã đặt lại lúc 19:00, 02/03/2026." in page


def test_a_reset_closes_what_is_open(client, needed):
    user = make.managing_editor()
    on(user)
    sign_in(client, user)

    second_factor.reset(user, by=None)

    assert client.get("/admin/").url.startswith(reverse(SET_UP))


@pytest.mark.parametrize("role", ["reporter", "photo_editor", "editor"])
def test_others_are_refused_the_reset(client, role):
    user = make.UserFactory()
    on(user)
    client.force_login(make.UserFactory(role=role))
    data = {"action": "reset_second_factors", "_selected_action": [user.pk]}

    answer = client.post(reverse("admin:accounts_user_changelist"), data)

    assert answer.status_code == 403
    assert second_factor.is_on(user)
