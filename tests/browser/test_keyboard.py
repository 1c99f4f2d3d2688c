"""The way of a story without a mouse: signing in, writing, and the buttons under it."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import factories as make
from tests.articles.desk import address
from tests.browser.test_journey import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STEPS = 250


def tab_to(page, wanted: str) -> None:
    """Press Tab until what has the focus is `wanted`, and that can be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            edge = "getComputedStyle(document.activeElement).boxShadow"
            shown = page.evaluate(f"() => [{outline}, {edge}]")
            assert shown != ["none", "none"]
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def test_a_reporter_signs_in_writes_and_submits_by_keys_alone(browse):
    article = make.story()
    page = browse()
    page.goto(address(article))
    page.keyboard.type(article.created_by.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#user-tools").wait_for()
    page.wait_for_load_state("networkidle")

    tab_to(page, "#id_lead")
    page.keyboard.press("Control+A")
    page.keyboard.type("Viết bằng bàn phím.")
    tab_to(page, "button[name=_act][value=submit]")
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist .success")).to_be_visible()
    stored = Article.objects.get()
    assert (stored.lead, stored.status) == ("Viết bằng bàn phím.", "submitted")
