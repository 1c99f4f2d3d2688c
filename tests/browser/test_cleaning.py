"""Text from Word, Google Docs and Zalo, by the clipboard and the keys: what a story keeps."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import factories as make
from tests.browser.clipboard import paste
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = Path(__file__).with_name("pasted")
PRICES = (
    "<table><tbody><tr><td><strong>Loại</strong></td><td>Giá</td></tr>"
    "<tr><td>Tươi</td><td>60.000 đồng</td></tr></tbody></table>"
    '<p>Xem <a href="https://example.org/gia">bảng giá</a>.</p>'
)
BEGINNING = (
    "<h2>Mùa sứa ở Bến Ngân</h2>"
    "<p><strong>Ngư dân</strong> ra biển từ <em>ba giờ</em> sáng.</p><h2>Giá tăng</h2>"
)
KEPT = {
    "word": f"{BEGINNING}<h3>Ở chợ</h3>"
    "<ul><li>Sứa tươi<ul><li>Loại một</li></ul></li><li>Sứa muối</li></ul>"
    f"<p>Ba bước:</p><ol><li>Rửa</li><li>Ướp</li></ol>{PRICES}",
    "docs": f"{BEGINNING}<ul><li>Sứa tươi<ul><li>Loại một</li></ul></li>"
    f"<li><strong>Sứa muối</strong></li></ul>{PRICES}",
    "zalo": "<p>Ngư dân Bến Ngân trúng mùa sứa 😀</p>"
    "<p>Sáng nay 12 tàu về bến, mỗi tàu hơn một tấn.</p>"
    "<p>Giá 60.000 đồng một ký.</p><p>Ảnh em gửi sau nhé</p>",
}


@pytest.fixture
def write(browse):
    """Open a story for writing, the cursor at the end of its text."""

    def open_story(body="", shown=()):
        article = make.story(body=body, shown=shown)
        page = browse()
        sign_in(page, make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.wait_for_load_state("networkidle")
        page.evaluate("CKEDITOR.instances.id_body.focus()")
        page.keyboard.press("Control+End")
        return page

    return open_story


def kept(page):
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    return Article.objects.get().body


def text_of(page):
    return page.frame_locator(".cke_wysiwyg_frame").locator("body")


@pytest.mark.parametrize("program", KEPT)
def test_of_what_a_program_copies_the_text_and_its_order_are_kept(write, program):
    page = write("<p></p>")

    paste(page, (PASTED / f"{program}.html").read_text(encoding="utf-8"), "chữ")
    expect(text_of(page)).to_contain_text("sứa")
    # Nothing that was no picture is told of as one.
    expect(page.locator(".cke_notification")).to_have_count(0)

    assert kept(page) == KEPT[program]


def test_plain_lines_become_paragraphs(write):
    page = write("<p></p>")

    paste(page, text="Một dòng\nHai dòng\n\nBa dòng")

    assert kept(page) == "<p>Một dòng</p><p>Hai dòng</p><p>Ba dòng</p>"


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("<div><span>giữa câu</span></div>", "<p>Tàu về giữa câu</p>"),
        ('<b style="font-weight:normal" id="docs-internal-guid-1">giữa</b>', "<p>Tàu về giữa</p>"),
        (
            '<span style="font-weight:700"><i>rõ</i></span>',
            "<p>Tàu về <strong><em>rõ</em></strong></p>",
        ),
        ('<img alt="🎣" src="/x.png"><a href="javascript:x()">gỡ</a>', "<p>Tàu về 🎣gỡ</p>"),
        (
            '<a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">đây</a>',
            '<p>Tàu về <a href="https://example.org/a">đây</a></p>',
        ),
        ('<span style="display:none">ẩn</span>hiện', "<p>Tàu về hiện</p>"),
        ("<script>x</script><style>y</style>chữ", "<p>Tàu về chữ</p>"),
    ],
)
def test_a_piece_of_a_line_goes_on_in_the_line(write, pasted, stands):
    page = write("<p>Tàu về&nbsp;</p>")
    page.keyboard.type(" ")

    paste(page, pasted, "chữ")

    assert kept(page).replace("  ", " ") == stands


def test_a_link_to_us_is_kept_as_its_path(write):
    edition = make.published(headline="Bến cá vào vụ")
    page = write("<p>Xem</p>")
    page.keyboard.type(" ")

    origin = page.evaluate("location.origin")
    paste(page, f'<a href="{origin}{edition.path}">ở đây</a> hôm nay', "ở đây hôm nay")
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    body = Article.objects.exclude(pk=edition.article_id).get().body
    assert body == f'<p>Xem <a href="{edition.path}">ở đây</a> hôm nay</p>'


def test_a_caption_from_word_under_a_photo_is_offered_as_its_caption(write):
    page = write(shown=[make.photo("Bến cá", creators=[])])
    article = Article.objects.get()
    Article.objects.update(body=f"{article.body}<p>Sau.</p>")
    page.reload()
    page.wait_for_load_state("networkidle")
    text_of(page).locator("p").last.click()
    for key in ["Home", "Enter", "ArrowUp"]:
        page.keyboard.press(key)

    paste(
        page,
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
        "<p class=MsoNormal align=center style='text-align:center'><i><span lang=VI>Tàu về bến "
        "sáng nay. (Ảnh: Lê Nam)<o:p></o:p></span></i></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<!--EndFragment--></body></html>",
        "chữ",
    )

    offer = page.locator(".desk-offer")
    expect(offer.get_by_role("status")).to_contain_text("Đã hiểu: người chụp Lê Nam.")
