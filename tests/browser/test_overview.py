"""The numbers of the overview move while its page is open, and only while somebody looks."""

import re

import pytest
from playwright.sync_api import expect

from articles import workflow
from articles.models import ArticleStatus
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TURN = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def submit(article):
    by, revision = article.created_by, article.last_revision
    workflow.move(article, ArticleStatus.SUBMITTED, by=by, revision=revision)


def test_a_story_that_is_submitted_appears_without_loading_the_page(browse):
    first, second = make.story(headline="Bến cá"), make.story(headline="Chợ phiên")
    submit(first)
    page = browse()
    asked = []
    page.on("request", lambda r: asked.append(r.url) if "/article/overview/" in r.url else None)
    sign_in(page, make.editor())
    state = page.locator("#day-state")
    expect(state).to_have_text(re.compile(r"^Số liệu lúc \d\d:\d\d$"))
    page.evaluate("window.isSame = true")

    page.evaluate(TURN, True)
    submit(second)
    hidden = len(asked)
    page.get_by_role("link", name="Bến cá").first.focus()
    page.evaluate(TURN, False)

    expect(page.locator("#day-waiting")).to_contain_text("2")
    expect(page.locator("[data-part=main]")).to_contain_text("Chợ phiên")
    expect(page.locator("#day-said")).to_have_text("chờ biên tập: 2")
    # The keyboard stays where it was, on the same page.
    assert page.evaluate("document.activeElement.textContent") == "Bến cá"
    assert (page.evaluate("window.isSame"), hidden, len(asked)) == (True, 1, 2)


def test_who_is_signed_out_is_told_and_asked_no_more(browse):
    page = browse()
    sign_in(page, make.UserFactory())
    page.context.clear_cookies()

    page.evaluate(TURN, False)

    expect(page.locator("#day-state")).to_have_text("Bạn đã đăng xuất: hãy tải lại trang.")
    expect(page.locator("#day-said")).to_have_text("Bạn đã đăng xuất: hãy tải lại trang.")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_its_screen(browse, width):
    submit(make.story(headline="Bến cá" + "a" * 120))
    page = browse(width=width)

    sign_in(page, make.managing_editor())

    assert page.evaluate("document.documentElement.scrollWidth") == width
