"""While a story is written: lengths, how it looks in lists, and the keys."""

import pytest
from playwright.sync_api import expect

from articles import lengths
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXTS = ["Một – hai, ba … “bốn”", " Xuống\ndòng\u00a0rồi 12% ", "- • 😀", "", "a\u0301b ①"]
COUNT = """async ([module, texts]) => {
  const { words } = await import(module);
  return texts.map(words);
}"""


@pytest.fixture
def write(browse):
    def open_story(article, *, user=None, **kwargs):
        page = browse(**kwargs)
        sign_in(page, user or make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.wait_for_load_state("networkidle")
        return page

    return open_story


# Lengths


def test_the_browser_counts_as_the_checklist_does(write):
    page = write(make.story())
    module = page.get_attribute("script[src*='desk/measure/measure']", "src")

    counted = page.evaluate(COUNT, [module.replace("measure.js", "count.js"), TEXTS])

    assert counted == [lengths.words(text) for text in TEXTS]


def test_lengths_follow_the_writing(write):
    page = write(make.story(headline="Tít", lead="Sapo.", body="<p>Một hai</p><p>ba</p>"))
    headline, lead, text = (page.locator(".desk-measure").nth(n) for n in range(3))

    expect(text).to_have_text("4 chữ · đọc khoảng 1 phút")
    page.fill("#id_headline", "a" * 91)
    page.fill("#id_lead", "một " * 441)
    expect(headline).to_have_text(
        "91 ký tự, nên dưới 90. Dài quá: danh sách tin sẽ cắt bớt hoặc đẩy tin sau xuống."
    )
    expect(lead).to_have_class("desk-measure is-long")
    page.evaluate("CKEDITOR.instances.id_body.insertText('thêm chữ ')")

    expect(text).to_have_text("446 chữ · đọc khoảng 2 phút")


# Lists


def test_how_it_looks_in_lists_follows_the_writing_and_tells_what_is_cut(write):
    page = write(make.story(lead="Sapo ngắn.", shown=[make.photo()]))
    told = page.locator("#desk-cards output")

    page.get_by_text("Xem thử tít và sapo").click()
    expect(told).to_have_text(
        [
            "Tít: 1 dòng. Sapo hiện đủ.",
            "Tít: 2 dòng. Sapo không hiện.",
            "Tít: 1 dòng. Sapo hiện đủ.",
        ]
    )
    page.fill("#id_lead", "Sapo dài hơn chỗ có. " * 30)
    page.fill("#id_headline", "Tít dài hơn chỗ có " * 8)

    expect(told.nth(0)).to_contain_text("Sapo bị cắt.")
    expect(told.nth(2)).to_have_text("Tít: 2 dòng. Tít bị cắt. Sapo bị cắt.")
    frame = page.frame_locator("#desk-cards iframe").nth(0)
    expect(frame.locator(".card__credit")).to_have_text("Ảnh: Thanh Vân")
    # The picture of the photo, and nothing to be clicked away to.
    assert frame.locator(".card__image").evaluate("image => image.naturalWidth > 0")
    assert frame.locator("body").get_attribute("inert") is not None


def test_the_photo_that_is_ticked_leads_at_once(write):
    page = write(make.story(shown=[make.photo(), make.photo(colour="red")]))
    page.get_by_text("Xem thử tít và sapo").click()
    image = page.frame_locator("#desk-cards iframe").nth(2).locator("img")
    before = image.get_attribute("src")

    page.check("#id_photo_uses-1-leads")

    expect(image).not_to_have_attribute("src", before)
