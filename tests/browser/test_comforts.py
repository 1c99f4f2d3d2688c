"""While a story is written: lengths, how it looks in lists, and the keys."""

import re

import pytest
from playwright.sync_api import expect

from articles import lengths, storytemplates
from articles.models import Article
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


# Keys


def focus_text(page):
    page.evaluate("CKEDITOR.instances.id_body.focus()")


@pytest.mark.parametrize("where", ["text", "field"])
def test_saving_by_the_keys_in_the_text_and_outside(write, where):
    page = write(make.story())

    page.fill("#id_headline", "Tít mới")
    if where == "text":
        focus_text(page)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert Article.objects.get().headline == "Tít mới"
    assert page.url.endswith("/change/")


def test_submitting_by_the_keys_is_the_button_and_nothing_else(write):
    article = make.story()
    page = write(article, user=article.created_by)

    focus_text(page)
    page.keyboard.press("Alt+Shift+G")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().status == "submitted"

    # There is no such button any more. Keys are heard once their help is offered.
    expect(page.get_by_role("button", name="Phím tắt")).to_be_visible()
    page.keyboard.press("Alt+Shift+G")
    expect(page.locator(".desk-writing-state__kept")).to_have_text("Chưa làm được bước này.")
    assert Article.objects.get().status == "submitted"


@pytest.mark.parametrize("where", ["text", "field"])
def test_preview_and_photos_by_the_keys(write, where):
    page = write(make.story())
    if where == "text":
        focus_text(page)
    else:
        page.focus("#id_lead")

    page.keyboard.press("Alt+Shift+P")
    expect(page.get_by_role("dialog", name="Kho ảnh")).to_be_visible()
    page.keyboard.press("Escape")
    with page.context.expect_page() as opened:
        page.keyboard.press("Alt+Shift+V")

    assert opened.value.url.endswith("/preview/")


@pytest.mark.parametrize("where", ["text", "field"])
def test_the_preview_says_what_was_typed_and_not_saved(write, where):
    page = write(make.story(lead="Sapo đã lưu."))
    # The browser keeps what was typed, once it has seen the form as it was.
    page.locator(".desk-writing-state__kept").wait_for(state="attached")

    def told():
        with page.context.expect_page() as opened:
            page.keyboard.press("Alt+Shift+V")
        opened.value.wait_for_load_state()
        sentences = opened.value.locator(".desk-preview [role=status]").all_inner_texts()
        opened.value.close()
        return sentences

    page.focus("#id_lead")
    before = told()
    if where == "text":
        page.evaluate("CKEDITOR.instances.id_body.insertText('thêm ')")
    else:
        page.fill("#id_lead", "Sapo gõ thêm.")
    typed = told()
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.get_by_role("button", name="Phím tắt")).to_be_visible()
    page.wait_for_load_state("networkidle")

    sentence = "Chữ bạn gõ thêm chưa lưu nên chưa có ở đây: hãy lưu, rồi tải lại trang này."
    assert (before, typed, told()) == ([], [sentence], [])


def test_the_help_lists_the_keys_and_a_question_mark_in_a_field_is_typed(write):
    page = write(make.story(headline="Tít"))
    dialog = page.get_by_role("dialog", name="Phím tắt")

    page.focus("#id_headline")
    page.keyboard.press("End")
    page.keyboard.type("?")
    expect(page.locator("#id_headline")).to_have_value("Tít?")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Phím tắt").focus()
    page.keyboard.type("?")
    expect(dialog).to_be_visible()

    keys = [row.inner_text().split("\t")[0] for row in dialog.locator("tbody tr").all()]
    assert keys == [
        "Ctrl+S",
        "Alt+Shift+G",
        "Alt+Shift+V",
        "Alt+Shift+P",
        "Ctrl+K",
        "Ctrl+B",
        "Ctrl+I",
        "@",
        "Alt+Shift+A",
        "Alt+Shift+N",
        "?",
    ]


def test_the_buttons_say_their_keys(write):
    page = write(make.story())
    told = {
        ".submit-row [name=_continue]": "(Ctrl+S)",
        "[name=_act][value=submit]": "(Alt+Shift+G)",
        "[data-preview]": "(Alt+Shift+V)",
        ".cke_button__insertphoto": "(Alt+Shift+P)",
        ".cke_button__storylink": "(Ctrl+K)",
    }

    for selector, key in told.items():
        title = page.get_attribute(selector, "title")
        assert title.endswith(key)
        assert title.count("(") == 1
    assert page.get_attribute("[data-preview]", "aria-keyshortcuts") == "Alt+Shift+V"


def test_who_may_only_read_has_no_key_for_saving(write):
    story = make.story()
    page = write(story, user=make.UserFactory(role="photo_editor"))

    page.keyboard.press("Control+s")
    page.wait_for_timeout(300)

    assert Article.objects.get().version == story.version
    expect(page.locator(".messagelist")).to_have_count(0)


# Templates


def test_what_a_template_asks_for_is_chosen_by_a_click_and_written_over(write):
    page = write(make.story(body="<p>Mưa ở [[nơi nào]], ngày [[ngày]].</p>"))
    text = page.frame_locator(".cke_wysiwyg_frame").locator("body")
    marked = "() => [...CSS.highlights.get('desk-placeholder') || []].map(String)"
    frame = page.locator(".cke_wysiwyg_frame").element_handle().content_frame()
    frame.wait_for_function(f"() => ({marked})().length === 2")

    box = frame.evaluate(
        """() => {
          const [range] = CSS.highlights.get('desk-placeholder');
          const { x, y, width, height } = range.getBoundingClientRect();
          return [x + width / 2, y + height / 2];
        }"""
    )
    text.click(
        position={
            "x": box[0] - text.evaluate("b => b.getBoundingClientRect().x"),
            "y": box[1] - text.evaluate("b => b.getBoundingClientRect().y"),
        }
    )
    page.keyboard.type("Bến Ngân")

    expect(text).to_have_text("Mưa ở Bến Ngân, ngày [[ngày]].")
    frame.wait_for_function(f"() => ({marked})().join() === '[[ngày]]'")
    expect(page.locator("#desk-checklist")).to_contain_text(
        "Còn chỗ phải viết: “[[ngày]]”.", timeout=5000
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_the_cards_of_templates_fit_the_screen(browse, width):
    storytemplates.load()
    page = browse(width=width)
    sign_in(page, make.UserFactory())
    page.goto("/admin/articles/article/add/")

    for card in page.locator("div.desk-templates label").all():
        box = card.bounding_box()
        assert box["x"] + box["width"] <= width
    page.get_by_text("Tin buồn").click()
    page.fill("#id_headline", "Tin")
    page.click("[name=_save]")

    expect(page.locator("#id_lead")).to_have_value(re.compile("thương tiếc"))
    assert Article.objects.get().headline == "Tin"
