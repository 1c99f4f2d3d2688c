"""Captions and pictures that are pasted into a story, and files dropped on its list of photos."""

import base64

import pytest
from playwright.sync_api import expect

from articles.models import Article
from photos.credits import credit_of
from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in
from tests.browser.test_story_photos import DROP, save, write  # noqa: F401  a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GIF = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'


def paste(page, html):
    page.evaluate("html => CKEDITOR.instances.id_body.execCommand('paste', html)", html)


def stored():
    """Return the caption, credit and caption for the story of each photo, and the plain text."""
    article = Article.objects.get()
    uses = article.photo_uses.select_related("photo__provider__organisation")
    body = article.body
    for use in uses:
        body = body.replace(f'<figure data-photo="{use.key}"></figure>', "[ảnh]")
    return [(u.photo.caption, credit_of(u.photo).printed, u.caption) for u in uses], body


def under_the_photo(write, photo):  # noqa: F811
    """Open a story with `photo` in its middle, the cursor in an empty line under it."""
    article = make.story(shown=[photo])
    Article.objects.update(body=f"{article.body}<p>Sau.</p>")
    page, text = write(article)
    for key in ["Home", "Enter", "ArrowUp"]:
        page.keyboard.press(key)
    return page, text


def jpeg():
    return base64.b64encode(make.jpeg().read()).decode()


def test_a_pasted_caption_under_a_photo_is_offered_and_becomes_its_caption(write):  # noqa: F811
    page, text = under_the_photo(write, make.photo("Bến cá", creators=[]))

    paste(page, "<p>Tàu về bến sáng nay. (Ảnh: Lê Nam)</p>")
    offer = page.locator(".desk-offer")
    expect(offer.get_by_role("status")).to_contain_text("Đã hiểu: người chụp Lê Nam.")
    # Reachable without a mouse: the first Tab leads out of the text.
    page.keyboard.press("Tab")
    expect(offer.get_by_role("button", name="Dùng làm chú thích ảnh")).to_be_focused()
    page.keyboard.press("Enter")
    expect(offer).to_have_count(0)
    expect(text.locator("figure .desk-photo__caption")).to_contain_text("Tàu về bến sáng nay.")
    save(page)

    assert stored() == (
        [("Bến cá", "Ảnh: Lê Nam", "Tàu về bến sáng nay.")],
        "<p>Tàu về sớm hơn mọi năm.</p>[ảnh]<p>Sau.</p>",
    )


def test_it_is_never_forced_and_asked_once(write):  # noqa: F811
    page, _text = under_the_photo(write, make.photo("Bến cá"))

    paste(page, "<p>Tàu về bến. (Ảnh: Thanh Vân)</p>")
    page.get_by_role("button", name="Để nguyên trong bài").click()
    expect(page.locator(".desk-offer")).to_have_count(0)
    page.keyboard.press("Control+End")
    paste(page, "Hết.")
    page.wait_for_timeout(500)
    expect(page.locator(".desk-offer")).to_have_count(0)
    save(page)

    caption = "<p>Tàu về bến. (Ảnh: Thanh Vân)</p>"
    assert stored()[1] == f"<p>Tàu về sớm hơn mọi năm.</p>[ảnh]{caption}<p>Sau.Hết.</p>"


def test_a_pasted_picture_takes_its_caption_along_and_one_of_another_site_is_awaited(
    write,  # noqa: F811
):
    page, text = write(make.story())

    paste(
        page,
        f'<figure><img src="data:image/jpeg;base64,{jpeg()}"><figcaption>Tàu về bến. '
        "(Ảnh: Lê Nam)</figcaption></figure><p>Ở giữa.</p>"
        '<p><img src="https://x.vn/a.jpg"></p><p>Cá lên bờ. <em>(Ảnh: Hà Mi)</em></p>',
    )
    expect(text.locator("figure img")).to_have_count(1)
    expect(text.locator(".desk-photo__awaiting")).to_have_count(1)
    expect(page.locator(".cke_notification_warning")).to_contain_text("ảnh của trang khác")
    # No empty figure or line is left where a picture stood.
    expect(text.locator("figure:not([data-photo])")).to_have_count(0)
    expect(text.locator("p")).to_have_text(["Tàu về sớm hơn mọi năm.", "Ở giữa."])
    save(page)

    photos, body = stored()
    assert sorted(photos) == [
        ("Cá lên bờ.", "Ảnh: Hà Mi", ""),
        ("Tàu về bến.", "Ảnh: Lê Nam", ""),
    ]
    assert body == "<p>Tàu về sớm hơn mọi năm.</p>[ảnh]<p>Ở giữa.</p>[ảnh]"
    assert Photo.objects.get(is_awaiting=True).caption == "Cá lên bờ."


def test_a_moving_picture_is_refused_by_what_it_is(write):  # noqa: F811
    page, text = write(make.story())

    paste(page, f"<p>Chữ dán.</p>{GIF}")

    told = page.locator(".cke_notification_warning")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("Không dán được ảnh loại này (chẳng hạn GIF)")
    expect(text.locator("figure")).to_have_count(0)


def test_a_file_dropped_on_a_row_is_the_picture_that_it_awaits(write):  # noqa: F811
    page, text = write(make.story(shown=[make.awaiting_photo("Bến cá")]))
    row = page.locator("#photo_uses-0")

    row.evaluate(DROP, jpeg())

    expect(row.locator(".desk-photo-use img")).to_be_visible()
    expect(text.locator("figure img")).to_be_visible()
    photo = Photo.objects.get()
    assert (photo.is_awaiting, photo.source_file_name) == (False, "anh.jpg")


def test_a_file_dropped_on_the_row_of_another_photo_asks_and_replaces_it(write):  # noqa: F811
    before = make.photo("Chợ nổi", colour="red")
    page, text = write(make.story(shown=[before]))
    page.fill("#id_photo_uses-0-caption", "Riêng cho bài")
    row = page.locator("#photo_uses-0")
    asked = []

    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    row.evaluate(DROP, jpeg())
    assert [Photo.objects.get(), asked] == [before, ["Thay ảnh ở dòng này bằng tệp vừa thả?"]]

    page.once("dialog", lambda dialog: dialog.accept())
    row.evaluate(DROP, jpeg())
    after = row.locator(".desk-photo-use img")
    expect(after).not_to_have_attribute("src", before.get_preview_url())
    expect(text.locator("figure img")).not_to_have_attribute("src", before.get_preview_url())
    save(page)

    use = Article.objects.get().photo_uses.get()
    assert (use.photo, use.caption) == (Photo.objects.latest("pk"), "Riêng cho bài")
    assert use.photo != before


def test_a_picture_we_have_joins_the_row_and_the_caption_that_waited_stays(write):  # noqa: F811
    make.photo("Trong kho")
    page, _text = write(make.story(shown=[make.awaiting_photo("Trong bài")]))
    page.once("dialog", lambda dialog: dialog.accept())

    page.locator("#photo_uses-0").evaluate(DROP, jpeg())
    expect(page.locator("#id_photo_uses-0-caption")).to_have_value("Trong bài")
    save(page)

    assert stored()[0] == [("Trong kho", "Ảnh: Thanh Vân", "Trong bài")]


def test_a_file_that_is_no_picture_is_told_in_the_row(browse):
    page = browse(refusals=("status of 422",))
    sign_in(page, make.editor())
    article = make.story(shown=[make.awaiting_photo("Bến cá")])
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.wait_for_load_state("networkidle")
    row = page.locator("#photo_uses-0")

    row.evaluate(DROP, base64.b64encode(b"khong").decode())

    expect(row.get_by_role("status").first).to_contain_text("không phải ảnh JPEG, PNG hay WebP")
    expect(row.locator("progress")).to_be_hidden()
    assert Photo.objects.get().is_awaiting
