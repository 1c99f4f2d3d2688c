"""What a reader does with a story: looks at its pictures, passes it on, prints it."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = """navigator.share = data => { window.shared = data; return Promise.resolve(); }"""


@pytest.fixture
def story():
    make.person("Lê Văn Đạo")
    return make.published(
        lead="Ông Lê Văn Đạo dự hội nghị.",
        shown=[make.photo("Bến cá buổi sớm"), make.photo("Chợ nổi"), make.photo("Đồi chè")],
    )


def test_pictures_open_large_by_the_keyboard_with_caption_and_credit(browse, story):
    page = browse()
    page.goto(story.path)
    viewer, words = page.locator(".viewer"), page.locator(".viewer__words")
    links = page.locator(".photo__open")
    expect(viewer).to_be_hidden()

    links.nth(1).focus()
    page.keyboard.press("Enter")
    expect(viewer).to_be_visible()
    expect(words.locator(".photo__caption")).to_have_text("Chợ nổi")
    expect(words.locator(".photo__credit")).to_have_text("Ảnh: Thanh Vân")
    expect(words.locator(".photo__credit")).to_be_in_viewport()
    expect(page.locator(".viewer__count")).to_have_text("2/3")
    assert page.locator(".viewer__image").get_attribute("src") == links.nth(1).evaluate(
        "a => a.href"
    )
    # The whole picture: nothing of it is cut.
    expect(page.locator(".viewer__image")).to_have_css("object-fit", "contain")

    page.keyboard.press("ArrowRight")
    expect(words.locator(".photo__caption")).to_have_text("Đồi chè")
    page.keyboard.press("ArrowRight")
    expect(words.locator(".photo__caption")).to_have_text("Bến cá buổi sớm")
    page.keyboard.press("ArrowLeft")
    expect(words.locator(".photo__caption")).to_have_text("Đồi chè")

    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    # Focus is where the reader has got to.
    expect(links.nth(2)).to_be_focused()


def test_a_finger_goes_from_picture_to_picture(chromium, live_server, story):
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    hand = context.new_cdp_session(page)
    page.goto("/")
    page.goto(story.path)
    caption = page.locator(".viewer__words .photo__caption")

    def move(right, down=0, fingers=1):
        for kind, part in [("touchStart", 0), *[("touchMove", n / 4) for n in range(5)]]:
            points = [
                {"x": 180 + right * part, "y": 300 + down * part + 60 * one, "id": one}
                for one in range(fingers)
            ]
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    page.evaluate(
        "addEventListener('touchmove', event => { window.ours = event.defaultPrevented; })"
    )
    page.locator(".photo__open").first.tap()
    expect(caption).to_have_text("Bến cá buổi sớm")
    shown = []
    for stroke in [(-170,), (-170,), (170,), (20,), (-60, 200), (-170, 0, 2), (170,)]:
        move(*stroke)
        page.wait_for_timeout(100)
        shown.append((caption.text_content(), page.evaluate("window.ours")))
    address = page.url
    context.close()

    # A small move and one down leave it, and so do two fingers, which are the browser's.
    assert shown == [
        *[("Chợ nổi", True), ("Đồi chè", True), ("Chợ nổi", True)],
        *[("Chợ nổi", True), ("Chợ nổi", True), ("Chợ nổi", False)],
        ("Bến cá buổi sớm", True),
    ]
    # Nor did the browser go back to the page before.
    assert address.endswith(story.path)


def test_the_page_of_photos_opens_them_large_with_caption_and_credit(browse, story):
    page = browse(width=360)
    page.goto(story.path)
    page.get_by_role("link", name="Xem riêng bộ ảnh").click()
    expect(page).to_have_url(re.compile(f"{story.path}anh/$"))
    links, words = page.locator(".photo__open"), page.locator(".viewer__words")

    links.nth(1).click()
    page.keyboard.press("ArrowRight")

    expect(words).to_have_text(re.compile(r"Đồi chè\s+Ảnh: Thanh Vân"))
    expect(words).to_be_in_viewport()
    expect(page.locator(".viewer__count")).to_have_text("3/3")
    page.keyboard.press("Escape")
    expect(links.nth(2)).to_be_focused()


# Of every picture in the room: its address and where it stands.
PICTURES = """() => [...document.querySelectorAll(".viewer img")].map(img => {
    const { x, y, width, height } = img.getBoundingClientRect();
    return [img.src, [x, y, width, height]];
})"""
BACKGROUND = (11, 14, 16)


def is_empty(page) -> bool:
    """Look at the upper half of the room: no property tells what a browser goes on showing."""
    room = page.locator(".viewer__picture").screenshot(type="png")
    with Image.open(BytesIO(room)) as picture:
        there = (picture.width // 2, picture.height // 4)
        return picture.convert("RGB").getpixel(there) == BACKGROUND


def test_no_picture_stands_above_the_words_of_another(browse, story):
    page = browse()
    page.goto(story.path)
    words, told = page.locator(".viewer__words"), page.locator(".viewer__told")
    first, second, third = page.locator(".photo__open").evaluate_all("all => all.map(a => a.href)")
    held = []
    page.route(second, lambda route: held.append(route))
    page.locator(".photo__open").first.click()
    page.locator(".viewer__image").evaluate("img => img.decode()")
    [(shown, place)] = page.evaluate(PICTURES)
    assert shown == first
    assert not is_empty(page)
    expect(told).to_have_text("")

    page.keyboard.press("ArrowRight")

    # At once, not when something is loaded.
    assert is_empty(page)
    assert page.evaluate(PICTURES) == [[second, place]]
    expect(words.locator(".photo__caption")).to_have_text("Chợ nổi")
    expect(told).to_have_text("Đang tải ảnh…")
    assert is_empty(page)

    [route] = held
    route.continue_()
    expect(told).to_have_text("")
    assert not is_empty(page)
    assert page.evaluate(PICTURES) == [[second, place]]

    # Who goes on before it has come gets neither it nor what is said of it.
    page.route(third, lambda route: held.append(route))
    page.keyboard.press("ArrowRight")
    expect(told).to_have_text("Đang tải ảnh…")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    expect(told).to_have_text("")
    assert page.evaluate(PICTURES) == [[first, place]]


def test_a_picture_that_does_not_come_is_said_and_can_be_asked_for_again(browse, story):
    page = browse(refusals=("ERR_FAILED",))
    page.goto(story.path)
    told = page.locator(".viewer__told")
    second = page.locator(".photo__open").nth(1).evaluate("a => a.href")
    page.route(second, lambda route: route.abort())

    page.locator(".photo__open").nth(1).click()

    expect(told).to_have_text("Không tải được ảnh. Bạn hãy kiểm tra kết nối mạng rồi mở lại ảnh.")
    expect(told).to_be_in_viewport()
    assert page.evaluate(PICTURES) == []
    expect(page.locator(".viewer__words .photo__credit")).to_have_text("Ảnh: Thanh Vân")

    page.unroute(second)
    page.keyboard.press("Escape")
    expect(page.locator(".photo__open").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".viewer__image").evaluate("img => img.decode()")
    expect(page.locator(".viewer__image")).to_be_visible()
    expect(told).to_have_text("")


def test_a_picture_opened_as_soon_as_another_is_closed_stays(browse, story):
    page = browse()
    page.goto(story.path)
    page.locator(".photo__open").first.click()

    page.evaluate("""() => {
        document.querySelector(".viewer").close();
        document.querySelectorAll(".photo__open")[1].click();
    }""")

    page.wait_for_timeout(200)
    expect(page.locator(".viewer")).to_be_visible()
    expect(page.locator(".viewer__image")).to_be_visible()
    expect(page.locator(".viewer .photo__caption")).to_have_text("Chợ nổi")


def test_without_the_script_a_picture_is_a_link_and_no_button_is_dead(chromium, live_server, story):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(story.path)

    expect(page.locator(".share button").first).to_be_hidden()
    expect(page.locator(".share a")).to_have_text(["Facebook", "Zalo"])
    page.locator(".photo__open").first.click()

    assert page.url.endswith(".jpg")
    context.close()


def test_the_link_is_copied_and_it_is_said(browse, story):
    page = browse()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(story.path)

    page.get_by_role("button", name="Sao chép liên kết").click()

    expect(page.get_by_role("status")).to_have_text("Đã sao chép liên kết.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://bao.example{story.path}"


def test_the_device_shares_where_it_can_and_only_there(browse, story):
    page = browse()
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(story.path)
    button = page.get_by_role("button", name="Ứng dụng khác…")
    expect(page.get_by_role("button", name="Sao chép liên kết")).to_be_visible()
    expect(button).to_be_hidden()

    page.add_init_script(DEVICE)
    page.goto(story.path)
    button.click()

    assert page.evaluate("window.shared") == {
        "title": story.headline,
        "url": f"https://bao.example{story.path}",
    }


REFUSAL = "Trình duyệt không cho phép. Bạn hãy tự sao chép địa chỉ:"


def test_where_the_browser_refuses_it_is_said_and_the_address_is_there_to_copy(browse, story):
    page = browse()
    page.add_init_script("""
        navigator.clipboard.writeText = async () => {
            if (!window.isAllowed) throw new DOMException("no", "NotAllowedError");
        };
        navigator.share = async () => { throw new DOMException("no", window.why); };
    """)
    page.goto(story.path)
    told = page.get_by_role("status")
    address = page.get_by_role("textbox", name="Địa chỉ bài viết")
    copy = page.get_by_role("button", name="Sao chép liên kết")
    device = page.get_by_role("button", name="Ứng dụng khác…")
    expect(address).to_be_hidden()

    # Changed their mind, or pressed twice.
    for why in ["AbortError", "InvalidStateError"]:
        page.evaluate("why => { window.why = why; }", why)
        device.click()
        page.wait_for_timeout(150)
        expect(told).to_have_text("")
        expect(address).to_be_hidden()

    for button in [copy, device]:
        page.evaluate("() => { window.isAllowed = false; window.why = 'NotAllowedError'; }")
        button.click()
        expect(told).to_have_text(REFUSAL)
        expect(address).to_be_focused()
        assert page.evaluate("getSelection().toString()") == f"https://bao.example{story.path}"

        page.evaluate("() => { window.isAllowed = true; }")
        copy.click()
        expect(told).to_have_text("Đã sao chép liên kết.")
        expect(address).to_be_hidden()


def test_where_the_browser_can_neither_copy_nor_share_the_address_stands_there(browse, story):
    page = browse()
    page.add_init_script("""
        for (const name of ["clipboard", "share"]) {
            Object.defineProperty(navigator, name, { value: undefined });
        }
    """)

    page.goto(story.path)

    address = page.get_by_role("textbox", name="Địa chỉ bài viết")
    expect(address).to_have_value(f"https://bao.example{story.path}")
    assert page.get_by_role("button", name="Sao chép liên kết").count() == 0


def test_on_paper_stand_the_story_its_credits_and_its_address_alone(browse, story):
    page = browse()
    page.goto(story.path)

    page.emulate_media(media="print", color_scheme="dark")

    for shown in ["h1", ".masthead__today", ".photo__credit", ".story__times", ".story__address"]:
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".story__address")).to_have_text(f"https://bao.example{story.path}")
    for hidden in ["nav", "form", ".share", ".latest", ".masthead__search", ".footer__parts"]:
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
