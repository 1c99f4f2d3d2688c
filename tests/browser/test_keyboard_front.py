"""The front page is arranged with a keyboard alone, with script and without."""

import pytest
from playwright.sync_api import expect

from articles import arranging
from articles.front import Chosen
from articles.models import FrontArrangement
from tests import factories as make
from tests.browser.keys import does, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOARD = "/admin/articles/frontarrangement/"


def button(act: str) -> str:
    return f"button[name=_do][value='{act}']"


@does("front page", "front page: put back")
def test_an_editor_searches_places_orders_looks_and_saves(sit):
    one, two = (
        make.published(headline=word, lead=word).article_id for word in ["Bến cá", "Chợ phiên"]
    )
    keys = sit(make.editor(), BOARD)
    page = keys.page

    keys.enter(button("choose:lead"))
    keys.here("[name=q]")
    keys.type("ben ca")
    expect(page.locator(button(f"put:{two}"))).to_have_count(0)
    keys.enter(button(f"put:{one}"))
    expect(page.locator("input[name=lead]")).to_have_value(str(one))
    keys.not_lost()
    keys.write("[name=lead-until]", "01/01/2027 06:00")
    keys.enter(button("down:lead"))
    expect(page.locator("input[name=side-1]")).to_have_value(str(one))
    keys.here(button("down:side-1"))
    expect(page.locator("[name=side-1-until]")).to_have_value("01/01/2027 06:00")
    keys.write("[name=side-1-until]", " ")
    keys.write("[name=q]", "cho")
    expect(page.locator(button(f"put:{two}"))).to_have_count(1)
    keys.select("[name=into]", "lead")
    keys.enter(button(f"put:{two}"))
    expect(page.locator("input[name=lead]")).to_have_value(str(two))
    frame = page.frame_locator("iframe")
    expect(frame.locator(".card--lead .card__link")).to_have_text("Chợ phiên")
    unsaved = FrontArrangement.objects.count()
    keys.go(button("save"))
    expect(page.locator(".messagelist .success")).to_be_visible()

    keys.enter(button("clear:lead"))
    expect(page.locator("input[name=lead]")).to_have_count(0)
    keys.not_lost()
    keys.go(button("save"))
    keys.go("a[href$='/earlier/']")
    keys.go(page.locator("#result_list th a").last)
    keys.go("a[href$='?from=1']")
    keys.go(button("save"))

    assert unsaved == 0
    assert arranging.of(arranging.current()) == {"lead": Chosen(two), "side-1": Chosen(one)}
    assert FrontArrangement.objects.count() == 3


def test_the_same_without_script(chromium, live_server):
    one = make.published(headline="Bến cá").article_id
    context = chromium.new_context(java_script_enabled=False, locale="vi")
    sign_in(context, make.editor(), live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}{BOARD}")

    page.fill("[name=q]", "ben ca")
    page.press("[name=q]", "Enter")
    page.press(button(f"put:{one}"), "Enter")
    page.press(button("down:lead"), "Enter")
    page.press(button("save"), "Enter")

    assert arranging.of(arranging.current()) == {"side-1": Chosen(one)}
    context.close()
