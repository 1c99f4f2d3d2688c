"""A credit typed at the end of a caption."""

import pytest
from django.urls import reverse

from photos import typed
from photos.credits import credit_of
from photos.models import Photo
from photos.searching import matching
from photos.typed import Outcome
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db


def settled(photo):
    outcome = typed.settle(photo).outcome
    photo = Photo.objects.with_credit().get(pk=photo.pk)
    return outcome, photo.caption, credit_of(photo).printed


def test_photo_without_credit_takes_it_off_its_caption():
    make.organisation("Báo Quảng Minh", code="QMG")

    found = settled(Photo.objects.create(caption="Cầu mới. (Ảnh: Thanh Vân/QMG)"))

    assert found == (Outcome.TAKEN, "Cầu mới.", "Ảnh: Thanh Vân/QMG")


def test_a_creator_that_was_read_is_found_without_diacritics():
    photo = Photo.objects.create(caption="Cầu mới. (Ảnh: Thanh Vân)")

    typed.settle(photo)

    assert list(matching(Photo.objects.all(), "thanh van")) == [photo]


def test_the_same_credit_is_dropped_from_the_caption():
    provider = make.organisation("Thông tấn xã Việt Nam", code="TTXVN")
    photo = Photo.objects.create(
        caption="Cầu mới. Ảnh: Lê Nam/Thông tấn xã Việt Nam", provider=provider, kind="agency"
    )
    photo.creators.create(name="LÊ NAM")

    assert settled(photo) == (Outcome.DROPPED, "Cầu mới.", "Ảnh: LÊ NAM/TTXVN")


def test_the_own_provinces_body_is_the_same_by_its_local_name(settings):
    settings.NEWSROOM_PROVINCE = "Ngân Hải"
    bodies = {
        name: make.organisation(f"Công an tỉnh {name}", province=make.province(name))
        for name in ["Bến Mây", "Ngân Hải"]
    }
    for body in bodies.values():
        make.alias(body, "Công an tỉnh", is_local=True)

    photo = Photo.objects.create(caption="Bến. Ảnh: Công an tỉnh", provider=bodies["Ngân Hải"])

    assert settled(photo) == (Outcome.DROPPED, "Bến.", "Ảnh: Công an tỉnh Ngân Hải")


@pytest.mark.parametrize("words", ["Ảnh: Hà Mi", "Ảnh: Lê Nam/TTXVN", "Ảnh tư liệu: Lê Nam"])
def test_another_credit_changes_nothing(words):
    photo = Photo.objects.create(caption=f"Cầu mới. {words}")
    photo.creators.create(name="Lê Nam")

    assert settled(photo) == (Outcome.DIFFERS, f"Cầu mới. {words}", "Ảnh: Lê Nam")


def test_a_caption_without_credit_stays():
    photo = Photo.objects.create(caption="Triển lãm có 50 ảnh. Ảnh đẹp nhất là của anh Nam.")
    photo.creators.create(name="Lê Nam")

    assert settled(photo) == (Outcome.NOTHING, photo.caption, "Ảnh: Lê Nam")


def add(client, caption, **more):
    client.force_login(make.editor())
    url = reverse("admin:photos_photo_add")
    values = values_of(client.get(url)) | {"caption": caption} | more
    page = client.post(url, values, follow=True)
    return [str(message) for message in page.context["messages"]]


def test_form_says_what_it_understood(client):
    told = add(client, "Cầu mới. Ảnh: Lê Nam/TTXVN")

    assert "Đã hiểu: người chụp Lê Nam, nguồn TTXVN." in told
    assert Photo.objects.get().caption == "Cầu mới."


def test_form_tells_of_two_credits_and_keeps_both(client):
    told = add(client, "Cầu mới. Ảnh: Lê Nam", kind="archive")

    asked = "Chú thích kết thúc bằng “Ảnh: Lê Nam”, nhưng ảnh đã ghi nguồn “Ảnh tư liệu”."
    assert sum(sentence.startswith(asked) for sentence in told) == 1
    # Once: the checks of captions would say it in their own words.
    assert not any("lặp lại trong chú thích" in sentence for sentence in told)
    assert Photo.objects.get().caption == "Cầu mới. Ảnh: Lê Nam"


def test_form_warns_of_a_caption_and_saves_it(client):
    told = add(client, "Ông Trần Văn Bảy ra bến.")

    assert "“Trần Văn Bảy” chưa có trong danh sách tên đã biết." in told
    assert "Chưa có mô tả ảnh: hãy tả những gì thấy trong ảnh." in told
    assert Photo.objects.get().caption == "Ông Trần Văn Bảy ra bến."
