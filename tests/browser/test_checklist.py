"""The checklist follows the writing, and each line leads to what mends it."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_story(page, article, user):
    sign_in(page, user)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.locator(".desk-names__state")).to_have_text("Đã cập nhật")
    return page.locator("#desk-checklist")


def test_it_follows_the_writing_and_leads_to_the_field(browse):
    article = make.story(shown=[make.photo()])
    page = browse()
    box = open_story(page, article, article.created_by)
    expect(box).to_contain_text("Đã đủ")

    page.fill("#id_lead", "")
    page.select_option("#id_section", "")
    expect(box.locator("li")).to_have_text(
        ["Tin, bài chưa có sapo.", "Tin, bài chưa có chuyên mục."], timeout=5000
    )

    box.get_by_text("chưa có sapo").click()
    expect(page.locator("#id_lead")).to_be_focused()
    page.keyboard.type("Sapo.")
    expect(box.locator("li")).to_have_count(1, timeout=5000)


def test_a_link_that_leads_nowhere_leads_into_the_text(browse):
    article = make.story(body='<p>Xem <a href="/khong-co/">ở đây</a>.</p>')
    page = browse()
    box = open_story(page, article, make.editor())

    box.get_by_text("/khong-co/").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Thêm ")

    text = page.frame_locator(".cke_wysiwyg_frame").locator("body")
    expect(text).to_contain_text("Thêm")
