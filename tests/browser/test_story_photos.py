"""Photos in the editor: chosen from the library, uploaded, moved, replaced, filled."""

import base64

import pytest
from playwright.sync_api import expect

from articles.models import Article
from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The photo in the list below the text.
ROW = ".desk-photo-use[data-photo-key]"
DROP = """(figure, base) => {
  const bytes = Uint8Array.from(atob(base), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "anh.jpg", { type: "image/jpeg" }));
  const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files });
  figure.dispatchEvent(event);
}"""


@pytest.fixture
def write(browse):
    def open_story(article):
        page = browse()
        sign_in(page, make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        text = page.frame_locator(".cke_wysiwyg_frame")
        text.locator("p").last.click()
        page.keyboard.press("Control+End")
        page.wait_for_load_state("networkidle")
        return page, text

    return open_story


def save(page):
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def shown():
    return [(use.photo.caption, use.caption) for use in Article.objects.get().photo_uses.all()]


def test_photos_are_chosen_from_the_library_without_diacritics(write):
    make.photo("Chợ nổi", colour="red")
    make.photo("Bến cá buổi sớm")
    page, text = write(make.story())

    page.keyboard.press("Alt+Shift+P")
    page.fill("#desk-library [name=q]", "ben ca")
    expect(page.locator(".desk-library__photo")).to_have_count(1)
    page.click(".desk-library__photo")
    page.click("#desk-library [data-do=choose]")
    expect(text.locator("figure img")).to_be_visible()
    save(page)

    assert shown() == [("Bến cá buổi sớm", "")]
    expect(text.locator("figure .desk-photo__caption")).to_have_text("Bến cá buổi sớm")


def test_a_picture_is_uploaded_in_place(write, tmp_path):
    picture = tmp_path / "anh.jpg"
    picture.write_bytes(make.jpeg().read())
    page, text = write(make.story())

    page.click(".cke_button__insertphoto")
    page.set_input_files("#desk-library [name=file]", picture)
    page.fill("#desk-library [name=caption]", "Tàu về bến.")
    page.fill("#desk-library [name=credit]", "Thanh Vân/QMG")
    page.click(".desk-library__upload button")
    expect(text.locator("figure .desk-photo__credit")).to_have_text("Ảnh: Thanh Vân/QMG")
    save(page)

    assert shown() == [("Tàu về bến.", "")]


def test_a_photo_is_captioned_for_the_story_replaced_and_moved(write):
    make.photo("Chợ nổi", colour="red")
    page, text = write(make.story(shown=[make.photo("Bến cá")]))

    text.locator("figure").dblclick()
    page.fill("#desk-photo [name=own]", "Bến cá sáng nay")
    page.click("#desk-photo [data-do=caption]")
    expect(text.locator("figure .desk-photo__caption")).to_have_text("Bến cá sáng nay")
    page.once("dialog", lambda dialog: dialog.accept())
    text.locator("figure").dblclick()
    page.click("#desk-photo [data-do=replace]")
    page.locator(".desk-library__photo", has_text="Chợ nổi").dblclick()
    expect(page.locator("#desk-library")).not_to_be_visible()
    expect(page.locator(ROW)).to_contain_text("Chợ nổi")
    text.locator("figure").dblclick()
    page.click("#desk-photo [data-do=up]")
    save(page)

    assert shown() == [("Chợ nổi", "Bến cá sáng nay")]
    assert Article.objects.get().body.startswith("<figure")


def test_a_file_dropped_on_an_awaiting_photo_is_its_picture(write):
    page, text = write(make.story(shown=[make.awaiting_photo("Bến cá")]))
    figure = text.locator("figure")
    expect(figure.locator(".desk-photo__awaiting")).to_be_visible()

    figure.evaluate(DROP, base64.b64encode(make.jpeg().read()).decode())

    expect(figure.locator("img")).to_be_visible()
    expect(page.locator(ROW).locator("img")).to_be_visible()
    expect(page.locator(ROW)).not_to_contain_text("Chưa có tệp ảnh")
    assert not Photo.objects.get().is_awaiting


def test_a_file_that_we_have_joins_its_photo_and_keeps_the_storys_caption(write):
    make.photo("Trong kho")
    page, text = write(make.story(shown=[make.awaiting_photo("Trong bài")]))
    page.once("dialog", lambda dialog: dialog.accept())
    figure = text.locator("figure")

    figure.evaluate(DROP, base64.b64encode(make.jpeg().read()).decode())
    expect(figure.locator("img")).to_be_visible()
    save(page)

    assert shown() == [("Trong kho", "Trong bài")]
    assert "số" in Photo.objects.get(is_awaiting=True).instructions


def test_a_pasted_picture_is_uploaded_and_another_sites_is_told(write):
    page, text = write(make.story())
    data = base64.b64encode(make.jpeg().read()).decode()

    pasted = f'<p>Chữ dán.</p><img src="data:image/jpeg;base64,{data}"><img src="https://x.vn/a">'
    page.evaluate("html => CKEDITOR.instances.id_body.execCommand('paste', html)", pasted)
    expect(text.locator("figure img")).to_be_visible()
    expect(page.locator(".cke_notification_warning")).to_contain_text("ảnh của trang khác")
    save(page)

    assert shown() == [("", "")]


def test_several_are_inserted_beside_one_another_and_move_by_key(write):
    make.photo("Bến cá")
    make.photo("Chợ nổi", colour="red")
    page, text = write(make.story())

    page.click(".cke_button__insertphoto")
    page.locator(".desk-library__photo", has_text="Bến cá").click()
    page.locator(".desk-library__photo", has_text="Chợ nổi").click()
    page.click("#desk-library [data-do=choose]")
    captions = text.locator(".desk-photo__caption")
    expect(captions).to_have_text(["Bến cá", "Chợ nổi"])
    text.locator("figure").last.click()
    page.keyboard.press("Alt+ArrowUp")
    expect(captions).to_have_text(["Chợ nổi", "Bến cá"])
    save(page)

    assert '></figure><figure data-photo="' in Article.objects.get().body


def test_one_after_another_stand_below_one_another_and_one_writes_on(write):
    for caption, colour in [("Bến cá", "navy"), ("Chợ nổi", "red"), ("Đồi chè", "green")]:
        make.photo(caption, colour=colour)
    page, text = write(make.story())

    def insert(caption):
        page.click(".cke_button__insertphoto")
        page.locator(".desk-library__photo", has_text=caption).click()
        page.click("#desk-library [data-do=choose]")
        expect(text.locator(".desk-photo__caption", has_text=caption)).to_be_visible()

    insert("Bến cá")
    insert("Đồi chè")
    page.keyboard.type("Viết tiếp.")
    text.locator("figure").first.click()
    insert("Chợ nổi")

    expect(text.locator(".desk-photo__caption")).to_have_text(["Bến cá", "Chợ nổi", "Đồi chè"])
    expect(text.locator("figure, p").last).to_have_text("Viết tiếp.")
