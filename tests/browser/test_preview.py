"""A version in the width of a phone and a computer, and behind a link."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARK = "BẢN XEM TRƯỚC – chưa xuất bản, không phổ biến"


def test_the_frame_is_a_phone_and_a_computer_by_the_keyboard(browse):
    article = make.story(shown=[make.photo()])
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/articles/article/{article.pk}/preview/")
    shown = page.frame_locator("iframe")
    expect(shown.locator(".draft-mark")).to_have_text(MARK)

    def width():
        return shown.locator("body").evaluate("() => innerWidth")

    on_phone = width()
    page.get_by_label("Điện thoại").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Máy tính")).to_be_checked()
    page.wait_for_function("document.querySelector('iframe').clientWidth > 1000")

    assert on_phone == 390
    assert width() >= 1100
    picture = shown.locator("article img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("frames[0].document.querySelector('article img').naturalWidth > 0")


def test_a_link_in_the_frame_opens_beside_the_desk(browse):
    make.person("Lê Văn Đạo")
    make.published(lead="Ông Lê Văn Đạo mở hội.")
    article = make.story(lead="Ông Lê Văn Đạo dự hội nghị.")
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/articles/article/{article.pk}/preview/")

    with page.context.expect_page() as opened:
        page.frame_locator("iframe").locator(".story__lead a").click()

    opened.value.wait_for_load_state()
    assert "/nhan-vat/" in opened.value.url
    assert page.url.endswith("/preview/")


def test_a_guest_reads_by_the_link_until_it_is_revoked(browse):
    article = make.story(shown=[make.photo()])
    desk, guest = browse(), browse(width=360, scheme="dark", refusals=("status of 404",))
    sign_in(desk, make.editor())
    desk.goto(f"/admin/articles/article/{article.pk}/links/")
    desk.click("text=Tạo liên kết")
    # The paper's own address stands in it; the server of this test has another.
    address = "/xem-truoc/" + desk.input_value("#desk-link").partition("/xem-truoc/")[2]

    guest.goto(address)
    expect(guest.locator("h1")).to_have_text(article.headline)
    expect(guest.locator(".draft-mark")).to_have_text(MARK)
    guest.mouse.wheel(0, 5_000)
    expect(guest.locator(".draft-mark")).to_be_in_viewport()
    assert guest.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert guest.context.cookies() == []

    desk.click("button:has-text('Thu hồi')")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    guest.goto(address)
    expect(guest.locator("h1")).to_have_text("Không tìm thấy trang")
