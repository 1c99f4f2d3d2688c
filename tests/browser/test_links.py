"""Links in a story's text: to own stories by search and by address, and elsewhere."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from articles import publishing
from articles.models import Article
from tests import factories as make
from tests.browser.clipboard import paste
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def write(browse):
    """Open a story for writing, the cursor at the end of its text."""

    def open_story(body="<p>Tàu về sớm</p>", *, user=None):
        article = make.story(body=body, headline="Tít của bài")
        page = browse()
        sign_in(page, user or make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        text = page.frame_locator(".cke_wysiwyg_frame").locator("body")
        text.locator("p").last.click()
        page.keyboard.press("Control+End")
        page.wait_for_load_state("networkidle")
        return page, text

    return open_story


def saved(page):
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    return Article.objects.get(headline="Tít của bài").body


def out(headline="Bến cá vào vụ mới", *, at=HOUR):
    return make.published(headline=headline, now=timezone.now() - at)


def test_an_own_story_is_searched_for_and_linked_by_keys_alone(write):
    first, second = out("Bến cá vào vụ mới", at=2 * HOUR), out("Bến cá thông đường")
    page, _text = write()

    page.keyboard.press("Shift+Control+ArrowLeft")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Liên kết")
    expect(dialog.get_by_role("combobox")).to_have_value("sớm")
    page.keyboard.type("ben ca")
    expect(dialog.get_by_role("option")).to_contain_text([second.headline, first.headline])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.keyboard.type(" Hết")

    link = f'<a href="{first.path}">sớm</a>'
    assert saved(page) == f"<p>Tàu về {link} Hết</p>"


def test_without_chosen_words_the_headline_is_put_in(write):
    edition = out()
    page, _text = write()

    page.click(".cke_button__storylink")
    page.locator("#desk-link").get_by_role("option", name=edition.headline).click()
    page.keyboard.type(" và nữa")

    link = f'<a href="{edition.path}">{edition.headline}</a>'
    assert saved(page) == f"<p>Tàu về sớm{link} và nữa</p>"


def test_an_address_elsewhere_is_linked_and_taken_away_again(write):
    page, text = write()
    page.keyboard.press("Shift+Control+ArrowLeft")
    page.keyboard.press("Control+k")
    page.keyboard.type("vi.wikipedia.org/wiki/Mưa")
    expect(page.locator("#desk-link").get_by_role("option")).to_contain_text("Địa chỉ ngoài báo")
    page.keyboard.press("Enter")

    expect(text.locator("a")).to_have_text("sớm")
    assert saved(page) == '<p>Tàu về <a href="https://vi.wikipedia.org/wiki/Mưa">sớm</a></p>'

    text.locator("a").dblclick()
    dialog = page.get_by_role("dialog", name="Liên kết")
    expect(dialog.get_by_role("combobox")).to_have_value("https://vi.wikipedia.org/wiki/Mưa")
    dialog.get_by_role("button", name="Bỏ liên kết").click()

    assert saved(page) == "<p>Tàu về sớm</p>"


def test_enter_takes_no_story_of_the_list_before(write):
    first, _second = out("Bến cá vào vụ mới", at=2 * HOUR), out("Bến cá thông đường")
    page, text = write()
    dialog = page.get_by_role("dialog", name="Liên kết")
    option = dialog.get_by_role("option")

    # An address leads to one place: Enter waits for it.
    for address, href in [(first.path, first.path), ("https://example.org/x",) * 2]:
        page.keyboard.press("Control+k")
        expect(option).to_have_count(2)
        page.keyboard.insert_text(address)
        page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
        expect(text.locator("a").last).to_have_attribute("href", href)
    # Words may find another story than was meant: it is to be seen first.
    page.keyboard.press("Control+k")
    expect(option).to_have_count(2)
    held = []
    page.route("**/linking/?q=vao*", lambda route: held.append(route))
    page.keyboard.insert_text("vao vu")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    expect(option).to_have_count(0)
    held[0].continue_()
    expect(option).to_have_count(1)
    page.keyboard.press("Enter")

    expect(text.locator("a")).to_have_count(3)
    expect(text.locator("a").last).to_have_attribute("href", first.path)


def test_enter_that_ends_a_composed_word_takes_nothing(write):
    out()
    page, text = write()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Liên kết")
    expect(dialog.get_by_role("option")).to_have_count(1)

    dialog.get_by_role("combobox").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True}
    )

    expect(dialog).to_be_visible()
    expect(text.locator("a")).to_have_count(0)


def test_a_story_that_is_not_out_yet_is_told(write):
    article = make.approved(headline="Bến mai lên trang")
    publishing.publish(
        article,
        revision=article.approved_revision,
        by=make.editor(),
        at=timezone.now() + HOUR,
    )
    page, _text = write()

    page.keyboard.press("Control+k")
    page.keyboard.type("mai len trang")
    expect(page.locator("#desk-link").get_by_role("option")).to_contain_text("lên trang lúc")
    page.keyboard.press("Enter")

    expect(page.locator("#desk-checklist")).to_contain_text("mới lên trang", timeout=5000)


def test_escape_leaves_the_text_as_it_was(write):
    out()
    page, text = write()

    page.keyboard.press("Control+k")
    expect(page.locator("#desk-link").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Liên kết")).to_be_hidden()
    page.keyboard.type(" Hết")

    expect(text.locator("p")).to_have_text("Tàu về sớm Hết")


def test_a_pasted_address_of_ours_is_its_story(write):
    edition = out()
    page, text = write()

    old = f"{settings.SITE_URL}/muc-cu/tit-cu-{edition.article_id}/?utm_source=zalo"
    paste(page, text=old)

    expect(text.locator("a")).to_have_text(edition.headline)
    link = f'<a href="{edition.path}">{edition.headline}</a>'
    assert saved(page) == f"<p>Tàu về sớm{link}</p>"


def test_a_pasted_address_of_ours_that_leads_nowhere_is_told(write):
    page, text = write()

    paste(page, text=f"{settings.SITE_URL}/tin/nhap-999/")

    expect(page.locator(".cke_notification_warning")).to_contain_text("Bạn đọc không mở được")
    expect(text.locator("a")).to_have_count(1)


def test_an_address_that_is_pasted_over_words_links_them(write):
    page, _text = write()
    page.keyboard.press("Shift+Control+ArrowLeft")

    paste(page, text="https://example.org/x")

    assert saved(page) == '<p>Tàu về <a href="https://example.org/x">sớm</a></p>'


def test_with_a_photo_chosen_there_is_nothing_to_link(write):
    photo = make.photo()
    page, text = write()
    article = Article.objects.get()
    use = article.photo_uses.create(photo=photo)
    Article.objects.update(body=f'<p>Trước.</p><figure data-photo="{use.key}"></figure>')
    page.reload()

    text.locator("figure").click()
    page.keyboard.press("Control+k")
    page.wait_for_timeout(300)

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(text.locator("figure")).to_have_count(1)
