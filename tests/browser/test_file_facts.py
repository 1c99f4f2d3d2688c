"""The buttons beside what a photo's file says: into the boxes, never unasked over typed words."""

import pytest
from playwright.sync_api import expect

from photos.credits import credit_of
from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in
from tests.photos.test_choosing import SAID

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browse):
    make.person("Đỗ Mây")
    make.organisation("Báo Quảng Minh", code="QMG")
    photo = make.photo("", creators=[], credit_as_written="")
    Photo.objects.update(embedded=SAID)
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/photos/photo/{photo.pk}/change/")
    return page


def press(page, key):
    page.click(f'button[name=_use][value="{key}"]')


def test_each_source_has_its_own_button_and_typed_words_are_asked_about(page):
    asked = []

    press(page, "caption:1")
    expect(page.locator("#id_caption")).to_have_value("Tàu về")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    press(page, "caption:0")
    expect(page.locator("#id_caption")).to_have_value("Tàu về")
    page.once("dialog", lambda dialog: dialog.accept())
    press(page, "caption:0")
    expect(page.locator("#id_caption")).to_have_value("Tàu về bến.")

    assert asked == ["Mục này đã có nội dung khác. Thay bằng thông tin trong tệp?"]
    # Nothing is kept before the form is saved.
    assert Photo.objects.get().caption == ""


def test_all_of_it_goes_into_what_is_empty(page):
    page.fill("#id_place", "Bến Cửa Lạch")

    press(page, "all")
    expect(page.locator(".desk-embedded__told")).to_have_text("Đã điền. Lưu ảnh để giữ lại.")
    expect(page.locator("#id_taken_at_0")).to_have_value("17/11/2026")
    press(page, "all")
    expect(page.locator(".desk-embedded__told")).to_have_text("Không còn mục nào trống để điền.")
    page.click(".submit-row input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    photo = Photo.objects.with_credit().get()
    assert (photo.caption, photo.place) == ("Tàu về bến.", "Bến Cửa Lạch")
    assert credit_of(photo).printed == "Ảnh chụp màn hình: Lê Đạo - Vũ An/QMG"
    assert [person.name for person in photo.subjects.all()] == ["Đỗ Mây"]
