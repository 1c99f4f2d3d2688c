"""CKEditor as a field of the desk: Vietnamese, as high as its text, dark where the desk is."""

import pytest
from playwright.sync_api import expect

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
    assert page.get_attribute(".cke_button__unlink", "title") == "Xóa liên kết"


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
