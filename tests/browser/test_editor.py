"""CKEditor as a field of the desk: Vietnamese, as high as its text, dark where the desk is."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEIGHTS = """() => {
  const frame = document.querySelector(".cke_wysiwyg_frame");
  return [frame.offsetHeight, frame.contentDocument.documentElement.scrollHeight];
}"""
COLOUR = "body => getComputedStyle(body).backgroundColor"


@pytest.fixture
def story():
    text = "".join(f"<p>Đoạn thứ {number} của bài.</p>" for number in range(40))
    return make.story(body=text, shown=[make.photo()])


def open_story(page, story):
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    body = page.frame_locator(".cke_wysiwyg_frame").locator("body")
    expect(body.locator("figure img")).to_be_visible()
    return body


def test_the_field_is_as_high_as_its_text_the_second_time_too(browse, story):
    page = browse()
    sign_in(page, make.editor())

    for _ in range(2):
        open_story(page, story)

        page.wait_for_function(
            f"() => (([shown, whole]) => shown >= whole && whole > 1500)(({HEIGHTS})())"
        )


def test_the_field_speaks_vietnamese(browse, story):
    page = browse()
    sign_in(page, make.editor())
    open_story(page, story)

    page.click(".cke_combo__format a")
    formats = page.frame_locator(".cke_combopanel__format iframe").locator("li")
    expect(formats).to_have_text(["Bình thường (P)", "Tít phụ", "Tít nhỏ"])
    page.keyboard.press("Escape")
    page.click(".cke_button__table")
    expect(page.get_by_text("Số hàng")).to_be_visible()

    assert page.get_attribute(".cke_wysiwyg_frame", "title") == "Nội dung tin, bài"
    assert page.get_attribute(".cke_button__removeformat", "title") == "Xóa định dạng"


def test_the_text_is_dark_where_the_desk_is(browse, story):
    page = browse(scheme="dark")
    sign_in(page, make.editor())
    body = open_story(page, story)

    colours = [body.evaluate(COLOUR)]
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    expect(page.frame_locator(".cke_wysiwyg_frame").locator("html")).to_have_attribute(
        "data-theme", "light"
    )
    colours.append(body.evaluate(COLOUR))

    assert colours == ["rgb(18, 18, 18)", "rgb(255, 255, 255)"]


def put_cursor_into(page, number):
    page.evaluate(
        """number => {
          const editor = CKEDITOR.instances.id_body;
          editor.focus();
          const range = editor.createRange();
          range.selectNodeContents(editor.editable().getElementsByTag("p").getItem(number));
          editor.getSelection().selectRanges([range]);
        }""",
        number,
    )


def choose_format(page, name):
    page.click(".cke_combo__format a")
    page.frame_locator(".cke_combopanel__format iframe").get_by_text(name).click()


def test_what_the_buttons_write_is_kept(browse):
    body = "".join(f"<p>{word}</p>" for word in ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy"])
    article = make.story(body=body)
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.wait_for_function("() => CKEDITOR.instances.id_body.status === 'ready'")
    text = page.frame_locator(".cke_wysiwyg_frame").locator("body")
    acts = ["bold", "italic", "blockquote", "bulletedlist", "numberedlist"]

    # From the last to the first: a list takes its paragraph away.
    for number, name in reversed(list(enumerate(acts))):
        put_cursor_into(page, number)
        page.click(f".cke_button__{name}")
        expect(page.locator(f".cke_button__{name}")).to_have_class(re.compile("cke_button_on"))
    last = text.locator("p").count() - 1
    put_cursor_into(page, last)
    choose_format(page, "Tít nhỏ")
    put_cursor_into(page, last - 1)
    choose_format(page, "Tít phụ")
    page.keyboard.press("Control+End")
    page.click(".cke_button__table")
    page.click(".cke_dialog_ui_button_ok")
    expect(text.locator("table")).to_have_count(1)
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    row = "<tr><td> </td><td> </td></tr>"
    assert Article.objects.get().body.replace("<td></td>", "<td> </td>") == (
        "<p><strong>một</strong></p><p><em>hai</em></p><blockquote><p>ba</p></blockquote>"
        "<ul><li>bốn</li></ul><ol><li>năm</li></ol><h2>sáu</h2><h3>bảy</h3>"
        f"<table><tbody>{row * 3}</tbody></table>"
    )


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_buttons_stay_in_sight_and_the_text_has_the_width(browse, story, width):
    page = browse(width=width)
    sign_in(page, make.editor())
    open_story(page, story)

    page.evaluate("document.querySelector('.cke_contents').scrollIntoView()")
    page.evaluate("scrollBy(0, 600)")

    box = page.locator(".cke_top").bounding_box()
    assert box["y"] == 0
    # On a phone less than a fifth of the screen.
    assert box["height"] < 160
    assert page.locator(".cke").bounding_box()["width"] >= min(width - 40, 600)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


PRESSED_WHILE_IT_COMES = """addEventListener("DOMContentLoaded", () => {
  const press = () => {
    if (!sessionStorage.pressed) {
      sessionStorage.pressed = 1;
      document.querySelector("button[name=_act][value=publish]").click();
    }
  };
  if (window.CKEDITOR) {
    CKEDITOR.instances.id_body.on("%s", press, null, null, %d);
  }
})"""


@pytest.mark.parametrize("moment", [("loaded", 1), ("contentDom", 1), ("contentDom", 999)])
def test_a_story_sent_before_its_field_stands_is_sent_as_it_was(browse, moment):
    story = make.approved(shown=[make.photo()], section=make.SectionFactory())
    body = story.body
    page = browse()
    sign_in(page, make.editor())
    page.add_init_script(PRESSED_WHILE_IT_COMES % moment)

    page.goto(f"/admin/articles/article/{story.pk}/change/")

    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.body == body
    assert story.editions.count() == 1


def test_what_is_written_is_sent_where_the_editor_never_said_that_it_stands(browse):
    story = make.story(body="<p>Cũ.</p>")
    page = browse()
    sign_in(page, make.editor())
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => window.CKEDITOR &&
          CKEDITOR.instances.id_body.on("dataReady", event => event.stop(), null, null, 998))"""
    )
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    text = page.frame_locator(".cke_wysiwyg_frame").locator("body")

    text.click()
    page.keyboard.press("Home")
    page.keyboard.type("Mới. ")
    page.click(".submit-row input[name=_continue]")

    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert "Mới." in story.body
