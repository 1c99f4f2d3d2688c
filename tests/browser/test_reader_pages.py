"""Every page of readers, on a phone, a tablet and a desk, light and dark, and at twice the size."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import previews
from articles.models import Author
from public.errors import bad_request, forged, server_error, storage_away
from tests import factories as make
from tests.browser import desk_pages
from tests.browser.axe import faults, faults_here

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

# Words on which a picture lies, and fields in which few letters are seen.
LAID_OVER = """() => {
  const boxOf = one => one.getBoundingClientRect();
  const pictures = [...document.querySelectorAll("main img")].map(boxOf);
  return [...document.querySelectorAll("main :is(h1, h2, h3, p, figcaption)")]
    .filter(one => one.checkVisibility() && pictures.some(({ left, right, top, bottom }) => {
      const words = document.createRange();
      words.selectNodeContents(one);
      return [...words.getClientRects()].some(line =>
        line.left < right - 1 && line.right > left + 1
          && line.top < bottom - 1 && line.bottom > top + 1);
    }))
    .map(one => one.textContent.trim().slice(0, 40));
}"""
NARROW = """() => [...document.querySelectorAll("main input, main select")]
  .filter(one => one.checkVisibility() && one.type !== "hidden")
  .filter(one => one.clientWidth < 6 * parseFloat(getComputedStyle(one).fontSize))
  .map(one => one.name)"""

# Links that a press does not reach: the link of another story lies over them.
COVERED = """() => [...document.querySelectorAll(".masthead__name, .card__headline a")]
  .filter(link => {
    link.scrollIntoView({ block: "center" });
    const { left, top, width, height } = link.getClientRects()[0];
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return there && !link.contains(there);
  })
  .map(link => link.textContent)"""


def in_topic(topic, headline: str, section):
    article = make.story(headline=headline, section=section)
    article.topics.add(topic)
    return make.republished(article)


@pytest.fixture
def addresses():
    paper = desk_pages.paper()
    article, path = paper["article"], paper["edition"].path
    topic = make.TopicFactory(name="Kinh tế biển", slug="kinh-te-bien")
    earlier, running = [
        in_topic(topic, f"Vụ cá: ngày thứ {day}", paper["section"]) for day in ["nhất", "hai"]
    ]
    make.corrected(earlier)
    _link, token = previews.make(article.last_revision, by=make.editor(), days=3)
    day = timezone.localdate()
    return {
        "front": "/",
        "section": "/kinh-te-bien/",
        "story": path,
        "running": running.path,
        "corrected": earlier.path,
        "withdrawn": paper["withdrawn"].path,
        "galleries": "/anh/",
        "gallery": f"{path}anh/",
        "topic": "/chu-de/kinh-te-bien/",
        "author": f"/tac-gia/x-{Author.objects.first().pk}/",
        "archive": "/luu-tru/",
        "year": f"/luu-tru/{day:%Y}/",
        "month": f"/luu-tru/{day:%Y/%m}/",
        "day": f"/luu-tru/{day:%Y/%m/%d}/",
        "person": paper["person"].get_absolute_url(),
        "organisation": paper["office"].get_absolute_url(),
        "people": "/nhan-vat/",
        "organisations": "/to-chuc/",
        "search": "/tim-kiem/?q=ben",
        "found nothing": "/tim-kiem/?q=bem+ca",
        "endless search": f"/tim-kiem/?q={'b' * 4000}",
        "corrections": "/cai-chinh/",
        "about": "/gioi-thieu/",
        "contact": "/lien-he/",
        "missing": "/khong-co-trang-nay/",
        "preview": f"/xem-truoc/{token}/",
    }


def test_nothing_stands_outside_the_screen_or_covers_or_crowds(browse, addresses):
    page = browse(refusals=("status of 404", "status of 410"))

    found = {}
    for name, address in addresses.items():
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            told = {
                "over": page.evaluate(OVER),
                "unsized": page.evaluate(UNSIZED),
                "crowded": page.evaluate(CROWDED),
                "covered": page.evaluate(COVERED),
            }
            if any(told.values()):
                found[name, width] = told

    assert found == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_letters_of_twice_the_size_are_read_too(browse, addresses, width):
    page = browse(width=width, refusals=("status of 404", "status of 410"))

    found = {}
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        checks = {"over": OVER, "covered": COVERED, "laid over": LAID_OVER, "narrow": NARROW}
        told = {check: page.evaluate(script) for check, script in checks.items()}
        if any(told.values()):
            found[name] = told

    assert found == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_comes(browse, addresses, width):
    page = browse(width=width)

    moved = {}
    for name in ["front", "section", "story", "corrected", "person"]:
        page.goto(addresses[name])
        page.wait_for_load_state("networkidle")
        moved[name] = page.evaluate(SHIFT)

    assert moved == dict.fromkeys(moved, 0)


def test_axe_finds_no_fault_in_light_and_dark(chromium, live_server, addresses, rf):
    context = chromium.new_context(base_url=live_server.url, locale="vi-VN", bypass_csp=True)
    page = context.new_page()

    found = [fault for address in addresses.values() for fault in faults(page, address)]
    for answer in [server_error(rf.get("/")), forged(rf.get("/")), storage_away()]:
        page.set_content(answer.content.decode())
        found += faults_here(page, str(answer.status_code))
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
