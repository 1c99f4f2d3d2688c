"""Suggestions are reached by keyboard and by pointer; without a script the form works as ever."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.axe import faults_here

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper():
    who = make.person("Lê Văn Bến")
    sea = make.SectionFactory(name="Kinh tế biển", slug="kinh-te-bien")
    edition = make.published(
        headline="Bến cá Cửa Lạch vào vụ mới",
        lead="Ông Lê Văn Bến cho biết bến cá đón tàu từ sáng sớm.",
        section=sea,
    )
    make.published(headline="Bến xe khách thêm chuyến dịp cuối năm", section=sea)
    return who, edition


def test_suggestions_are_chosen_by_keyboard(browse, paper):
    _who, edition = paper
    page = browse()
    page.goto("/tim-kiem/")
    field, options = page.locator("#q"), page.locator(".suggestions [role=option]")

    field.press_sequentially("ben")
    expect(options).to_have_text(
        [
            "Lê Văn Bến Nhân vật",
            "Bến xe khách thêm chuyến dịp cuối năm Bài",
            "Bến cá Cửa Lạch vào vụ mới Bài",
        ]
    )
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    # Up from the first is the field again, and up from there the last.
    field.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    field.press("ArrowUp")
    field.press("Enter")

    page.wait_for_url(f"**{edition.path}")


def test_escape_closes_and_enter_searches_for_what_was_typed(browse, paper):
    page = browse(width=360)
    page.goto("/tim-kiem/")
    field = page.locator("#q")

    field.press_sequentially("ben ca")
    expect(page.locator(".suggestions [role=option]")).to_have_count(2)
    field.press("Escape")
    expect(page.locator(".suggestions [role=option]")).to_have_count(0)
    expect(field).to_have_value("ben ca")
    field.press("Enter")

    page.wait_for_url("**/tim-kiem/?q=ben+ca*")
    expect(page.locator(".found .card__link").first).to_have_text("Bến cá Cửa Lạch vào vụ mới")


def test_a_suggestion_is_chosen_by_pointer(browse, paper):
    who, _edition = paper
    page = browse()
    page.goto("/tim-kiem/")
    page.locator("#q").press_sequentially("le van")

    page.get_by_role("option", name="Lê Văn Bến").click()

    page.wait_for_url(f"**{who.get_absolute_url()}")


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_search_have_no_fault_and_fit(chromium, live_server, paper, width):
    context = chromium.new_context(base_url=live_server.url, bypass_csp=True)
    page, found, wide = context.new_page(), [], []
    for query in ["", "?q=ben&tu=99", f"?q=ben&ten={paper[0].pk}", "?q=bem+ca", "?q=ben"]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/tim-kiem/{query}")
        wide.append(page.evaluate("document.documentElement.scrollWidth"))
        found += faults_here(page, query)
    page.locator("#q").fill("ben ")
    page.locator(".suggestions [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    found += faults_here(page, "suggestions")
    context.close()

    assert found == []
    assert wide == [width] * 5
