"""Text that was never saved is offered, the newest first, and no answer drops another text."""

import datetime
import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import ArticleStatus, AutosaveDraft, Presence
from tests import factories as make
from tests.articles.desk import address
from tests.browser.test_journey import sign_in
from tests.browser.test_writing import OFFER, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = datetime.timedelta(hours=1)


def kept_at_the_newsroom(article, lead, *, ago):
    AutosaveDraft.objects.create(
        article=article,
        user=article.created_by,
        fields={"lead": lead},
        read_version=1,
        saved_at=timezone.now() - ago,
    )


def left_in_the_browser(page, article, lead, *, ago):
    copy = {"fields": {"lead": lead}, "read_version": 1, "at": f"{timezone.now() - ago:%FT%TZ}"}
    sign_in(page, article.created_by)
    page.evaluate(
        "([key, copy]) => localStorage.setItem(key, copy)",
        [f"desk-typed-{article.pk}-{article.created_by_id}", json.dumps(copy)],
    )


def come_back(page, article):
    page.goto("about:blank")
    page.goto(address(article))
    page.locator(OFFER).wait_for()


def told(page):
    return page.locator(f"{OFFER} dd").text_content()


def answer(page, name):
    page.locator(OFFER).get_by_role("button", name=name).click()


def test_the_newest_is_offered_first_and_then_the_other(browse):
    article = make.story(lead="Đã lưu.")
    kept_at_the_newsroom(article, "Gõ lúc 11 giờ.", ago=HOUR)
    page = browse()
    left_in_the_browser(page, article, "Gõ lúc 10 giờ.", ago=2 * HOUR)

    come_back(page, article)
    first = told(page)
    answer(page, "Lấy lại")
    second = told(page)
    answer(page, "Bỏ")
    expect(page.locator(OFFER)).to_be_hidden()
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()

    assert (first, second) == ("Gõ lúc 11 giờ.", "Gõ lúc 10 giờ.")
    assert page.input_value("#id_lead") == "Gõ lúc 11 giờ."
    assert AutosaveDraft.objects.get().fields["lead"] == "Gõ lúc 11 giờ."


def test_throwing_the_newest_away_leaves_the_other(browse):
    article = make.story(lead="Đã lưu.")
    kept_at_the_newsroom(article, "Gõ lúc 10 giờ.", ago=2 * HOUR)
    page = browse()
    left_in_the_browser(page, article, "Gõ lúc 11 giờ.", ago=HOUR)

    come_back(page, article)
    first = told(page)
    answer(page, "Bỏ")
    come_back(page, article)

    assert (first, told(page)) == ("Gõ lúc 11 giờ.", "Gõ lúc 10 giờ.")
    assert AutosaveDraft.objects.get().fields == {"lead": "Gõ lúc 10 giờ."}


def test_what_is_typed_beside_an_offer_takes_nothing_from_it(browse):
    article = make.story(lead="Đã lưu.")
    kept_at_the_newsroom(article, "Gõ hôm qua.", ago=HOUR)
    page = browse()
    sign_in(page, article.created_by)
    come_back(page, article)
    for lead in ["Gõ thêm một.", "Gõ thêm hai."]:
        page.fill("#id_lead", lead)
        page.wait_for_timeout(800)
        come_back(page, article)

    offered = [told(page)]
    page.fill("#id_lead", "Gõ thêm ba.")
    answer(page, "Lấy lại")
    offered.append(told(page))
    for _ in range(2):
        answer(page, "Bỏ")
        offered.append(told(page))
    answer(page, "Bỏ")
    expect(page.locator(OFFER)).to_be_hidden()

    assert offered == ["Gõ thêm hai.", "Gõ thêm ba.", "Gõ thêm một.", "Gõ hôm qua."]
    assert page.input_value("#id_lead") == "Gõ thêm hai."


def test_over_a_refused_form_nothing_older_is_offered_and_it_is_kept_at_once(browse):
    article = make.story(lead="Đã lưu.")
    kept_at_the_newsroom(article, "Gõ hôm qua.", ago=HOUR)
    page = browse()
    sign_in(page, article.created_by)
    come_back(page, article)
    page.fill("#id_lead", "Gõ hôm nay.")
    page.fill("#id_story_on", "99/99/2025")

    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.locator(".errornote").wait_for()
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()

    expect(page.locator(OFFER)).to_be_hidden()
    assert page.input_value("#id_lead") == "Gõ hôm nay."
    assert AutosaveDraft.objects.get().fields["lead"] == "Gõ hôm nay."


def test_an_offer_is_told_to_who_does_not_see_it(browse):
    article = make.story(lead="Đã lưu.")
    kept_at_the_newsroom(article, "Gõ hôm qua.", ago=HOUR)
    page = browse()
    sign_in(page, article.created_by)

    come_back(page, article)

    status = page.locator(OFFER).get_by_role("status")
    expect(status).to_contain_text("chưa lưu")


def test_a_note_that_goes_with_a_button_is_kept_until_it_has_gone(browse):
    article = make.in_status(ArticleStatus.IN_REVIEW)
    page = opened(browse(), article, make.managing_editor())
    page.fill("textarea[name=note]", "Thiếu nguồn.")
    page.get_by_text("Đã giữ nội dung bạn gõ").wait_for()

    come_back(page, article)
    answer(page, "Lấy lại")
    taken = page.input_value("textarea[name=note]")
    page.fill("textarea[name=note]", "")
    page.fill("[name=embargo_note]", "Họp báo.")
    page.fill("[name=embargo_until]", "17/11/2055 06:00")
    page.locator("[name=_act][value=embargo]").click()
    page.locator(".messagelist .success").wait_for()
    page.wait_for_timeout(1500)

    assert taken == "Thiếu nguồn."
    assert page.input_value("[name=embargo_note]") == ""
    expect(page.locator(OFFER)).to_be_hidden()


def test_the_pen_does_not_lie_there_while_a_page_is_saved_and_comes_back(browse):
    article = make.story()
    page = opened(browse(), article, article.created_by)
    before = once(lambda: Presence.objects.filter(has_pen=True).first(), page)

    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.locator(".messagelist .success").wait_for()
    page.wait_for_timeout(1000)
    after = Presence.objects.get()
    page.goto("about:blank")

    # Who says goodbye has another row when they are back.
    assert (after.pk, after.has_pen) == (before.pk, True)
    assert once(lambda: not Presence.objects.exists(), page)


def once(asked, page):
    for _ in range(100):
        if answer := asked():
            return answer
        page.wait_for_timeout(100)
    raise AssertionError("It did not come to be.")
