"""Every page of readers, on a phone, a tablet and a desk, light and dark, and at twice the size."""

import pytest
from playwright.sync_api import expect

from articles import previews
from public.errors import bad_request, server_error
from tests import factories as make
from tests.browser import desk_pages
from tests.browser.axe import faults_now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# 640 points wide at 200 % are 320 of a page's own.
WIDTHS = [320, 360, 768, 1280]
OVER = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !one.closest(".sections, .skip-link, .visually-hidden, table"))
  .map(one => one.className || one.tagName)"""
SHIFT = """() => new Promise(resolve => {
  let shift = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shift), 300);
})"""
# The viewer's own picture has a size when it has a picture.
UNSIZED = """() => [...document.querySelectorAll("img:not(.viewer__image)")]
  .filter(image => !image.getAttribute("width") || !image.getAttribute("height")).length"""
# The marks over a letter and below it, against the line they have.
CROWDED = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  return [...document.querySelectorAll("h1, h2, h3, .card__headline, .latest__link, .prose p")]
    .map(one => {
      const look = getComputedStyle(one);
      pen.font = `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
      const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } =
        pen.measureText("ẾỄẲẪỮỰẶỘạịụỵg");
      return [one.className || one.tagName, up + down, parseFloat(look.lineHeight)];
    })
    .filter(([, needed, line]) => needed > line);
}"""


@pytest.fixture
def addresses():
    paper = desk_pages.paper()
    _link, token = previews.make(paper["article"].last_revision, by=make.editor(), days=3)
    return {
        "front": "/",
        "section": "/kinh-te-bien/",
        "story": paper["edition"].path,
        "withdrawn": paper["withdrawn"].path,
        "person": paper["person"].get_absolute_url(),
        "organisation": paper["office"].get_absolute_url(),
        "corrections": "/cai-chinh/",
        "missing": "/khong-co-trang-nay/",
        "preview": f"/xem-truoc/{token}/",
    }


def test_nothing_stands_outside_the_screen_or_moves_or_crowds(browse, addresses):
    page = browse(refusals=("status of 404", "status of 410"))

    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in addresses.items():
            page.goto(address)
            page.wait_for_load_state("networkidle")
            told = {
                "over": page.evaluate(OVER),
                "shift": page.evaluate(SHIFT),
                "unsized": page.evaluate(UNSIZED),
                "crowded": page.evaluate(CROWDED),
            }
            if any(told.values()):
                found[name, width] = told

    assert found == {}


def test_axe_finds_no_fault_in_light_and_dark(chromium, live_server, addresses):
    context = chromium.new_context(base_url=live_server.url, locale="vi-VN", bypass_csp=True)
    page = context.new_page()

    found = []
    for name, address in addresses.items():
        page.goto(address)
        for scheme, width in [("light", 1280), ("dark", 360)]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found += faults_now(page, f"{name} ({scheme})", {})
    context.close()

    assert found == []


def test_an_error_of_ours_has_the_dress_of_the_paper(browse, rf):
    page = browse(width=360)
    page.goto("/")

    for answer in [server_error(rf.get("/")), bad_request(rf.get("/"), ValueError())]:
        page.set_content(answer.content.decode())
        page.wait_for_load_state("networkidle")

        expect(page.locator(".masthead__name")).to_have_text("Báo Ngân Hải")
        expect(page.locator("main form[action='/tim-kiem/'] input")).to_be_visible()
        expect(page.locator("main a")).to_have_attribute("href", "/")
        assert page.evaluate(OVER) == []
