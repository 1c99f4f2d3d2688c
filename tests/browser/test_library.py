"""Many pictures at once into the library: one that fails does not stop the rest."""

import pytest
from playwright.sync_api import expect

from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) {
    data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
  }
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
}"""


def test_pictures_are_dropped_and_one_that_fails_does_not_stop_the_rest(browse):
    page = browse(refusals=("status of 422",))
    sign_in(page, make.UserFactory(role="photo_editor"))
    page.goto("/admin/photos/photo/")
    expect(page.locator(".desk-uploads__zone")).to_be_visible()
    pictures = [make.jpeg(400, 300, colour).getvalue() for colour in ["teal", "tomato"]]

    page.evaluate(
        DROP,
        [
            ["ben-1.jpg", list(pictures[0])],
            ["hong.jpg", list(b"khong phai anh")],
            ["ben-2.jpg", list(pictures[1])],
        ],
    )

    expect(page.locator(".desk-upload.is-done")).to_have_count(2)
    refused = page.locator(".desk-upload.is-refused")
    expect(refused.locator(".desk-upload__name")).to_have_text("hong.jpg")
    expect(refused.locator(".desk-upload__told")).to_have_text(
        "Tệp này không phải ảnh JPEG, PNG hay WebP, hoặc đã bị hỏng."
    )
    # Sent again it would be refused again.
    expect(refused.get_by_role("button")).to_have_count(0)
    assert sorted(Photo.objects.values_list("source_file_name", flat=True)) == [
        "ben-1.jpg",
        "ben-2.jpg",
    ]

    page.locator(".desk-uploads__together").click()
    expect(page.locator(".together__photo")).to_have_count(2)
    page.fill("#id_place", "Cửa Lạch")
    page.get_by_role("button", name="Xem trước thay đổi").click()
    expect(page.locator(".together__change ins")).to_have_text(["Cửa Lạch", "Cửa Lạch"])
    page.get_by_role("button", name="Lưu các thay đổi này").click()
    expect(page.locator(".messagelist")).to_contain_text("Đã sửa 2 ảnh.")
    assert set(Photo.objects.values_list("place", flat=True)) == {"Cửa Lạch"}


def test_who_was_signed_out_is_told_and_loses_nothing(browse):
    page = browse(refusals=("status of 403",))
    sign_in(page, make.UserFactory(role="photo_editor"))
    page.goto("/admin/photos/photo/")
    expect(page.locator(".desk-uploads__zone")).to_be_visible()
    page.context.clear_cookies()

    page.set_input_files(
        ".desk-uploads__input",
        [{"name": "ben.jpg", "mimeType": "image/jpeg", "buffer": make.jpeg().getvalue()}],
    )

    refused = page.locator(".desk-upload.is-refused")
    expect(refused.locator(".desk-upload__told")).to_contain_text("Không mất gì")
    expect(refused.get_by_role("button")).to_have_text("Thử lại")
    assert not Photo.objects.exists()
