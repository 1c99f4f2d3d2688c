"""The lead photo in the list under a story, and in its editor."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, PhotoUse
from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BADGE = ".desk-photo__lead"


@pytest.fixture
def write(browse):
    def open_story(article):
        page = browse()
        sign_in(page, make.editor())
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        text = page.frame_locator(".cke_wysiwyg_frame")
        text.locator("p").last.click()
        page.wait_for_load_state("networkidle")
        return page, text

    return open_story


def save(page):
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def lead():
    return list(PhotoUse.objects.filter(is_lead=True).values_list("photo__caption", flat=True))


def two():
    return make.story(shown=[make.photo("Bến cá"), make.photo("Chợ nổi", colour="red")])


def test_the_list_lets_one_photo_lead_by_the_keyboard(write):
    page, text = write(two())
    boxes = page.locator("input[name$=-leads]:visible")

    boxes.first.focus()
    page.keyboard.press("Space")
    expect(text.locator("figure").first.locator(BADGE)).to_have_text("Ảnh chính")
    boxes.nth(1).focus()
    page.keyboard.press("Space")

    expect(boxes.first).not_to_be_checked()
    expect(text.locator("figure").last.locator(BADGE)).to_be_visible()
    expect(text.locator(BADGE)).to_have_count(1)
    save(page)
    assert lead() == ["Chợ nổi"]
    expect(text.locator("figure").last.locator(BADGE)).to_be_visible()
    # The mark is only shown: the text keeps none of it.
    assert "Ảnh chính" not in Article.objects.get().body


def test_the_dialog_of_a_photo_ticks_the_list(write):
    page, text = write(two())

    text.locator("figure").last.dblclick()
    page.check("#desk-photo [name=leads]")
    href = page.get_attribute("#desk-photo [data-for=focal]", "href")
    page.click("#desk-photo .desk-library__head button")

    photo = Photo.objects.get(caption="Chợ nổi")
    assert href == f"/admin/photos/photo/{photo.pk}/change/#focal"
    expect(page.locator("input[name$=-leads]:visible").nth(1)).to_be_checked()
    save(page)
    assert lead() == ["Chợ nổi"]


def test_a_photo_just_inserted_leads_before_it_has_a_row(write):
    make.photo("Đò ngang", colour="green")
    page, text = write(two())
    page.locator("input[name$=-leads]:visible").first.check()

    page.locator("#cke_id_body").evaluate(
        "() => CKEDITOR.instances.id_body.execCommand('insertphoto')"
    )
    page.locator(".desk-library__photo", has_text="Đò ngang").dblclick()
    text.locator("figure", has_text="Đò ngang").dblclick()
    page.check("#desk-photo [name=leads]")
    page.click("#desk-photo .desk-library__head button")

    expect(text.locator("figure", has_text="Đò ngang").locator(BADGE)).to_be_visible()
    expect(page.locator("input[name$=-leads]:visible").first).not_to_be_checked()
    save(page)
    assert lead() == ["Đò ngang"]


def test_a_lead_photo_taken_out_of_the_text_leads_no_more(write):
    page, text = write(two())
    page.locator("input[name$=-leads]:visible").nth(1).check()

    text.locator("figure").last.dblclick()
    page.click("#desk-photo [data-do=remove]")
    save(page)

    assert lead() == []
