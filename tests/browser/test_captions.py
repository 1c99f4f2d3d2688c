"""A caption while it is written: what is said under it, and what its buttons do."""

import pytest
from playwright.sync_api import expect

from articles.models import PhotoUse
from photos.credits import credit_of
from photos.models import Photo
from tests import factories as make
from tests.browser.test_journey import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PART = "[data-caption-act=part]"
DESCRIBE = "[data-caption-act=alt_text]"


def credited():
    photo = Photo.objects.with_credit().get()
    return photo.caption, credit_of(photo).printed, photo.alt_text


def lines(page, field):
    return page.locator(f"#{field}_said .caption-said__line")


def open_photo(page, photo, by=None):
    sign_in(page, by or make.editor())
    page.goto(f"/admin/photos/photo/{photo.pk}/change/")


def test_the_credit_and_the_names_are_told_under_the_box_and_parted_by_a_button(browse):
    make.organisation("Báo Quảng Minh", code="QMG")
    page = browse()
    open_photo(page, make.awaiting_photo("Bến cá", creators=[], alt_text=""))

    page.fill("#id_caption", "Ông Trần Văn Bảy về bến. (Ảnh: Lê Nam - Hà Mi/QMG)")
    expect(lines(page, "id_caption")).to_have_text(
        [
            "Đã hiểu: người chụp Lê Nam, Hà Mi, nguồn QMG.",
            "“Trần Văn Bảy” chưa có trong danh sách tên đã biết.",
            "Chưa có mô tả ảnh: hãy tả những gì thấy trong ảnh.",
        ]
    )
    status = page.locator("#id_caption_said [role=status]")
    expect(status).to_have_attribute("aria-live", "polite")
    page.click(PART)
    expect(page.locator("#id_caption")).to_have_value("Ông Trần Văn Bảy về bến.")
    expect(page.locator("#id_creators-0-name")).to_have_value("Lê Nam")
    expect(page.locator("#id_creators-1-name")).to_have_value("Hà Mi")
    page.click(DESCRIBE)
    expect(page.locator("#id_alt_text")).to_have_value("Ông Trần Văn Bảy về bến.")
    expect(lines(page, "id_caption").last).to_contain_text("Mô tả ảnh còn giống chú thích")
    page.fill("#id_alt_text", "Người đàn ông bước xuống tàu")
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert credited() == (
        "Ông Trần Văn Bảy về bến.",
        "Ảnh: Lê Nam - Hà Mi/QMG",
        "Người đàn ông bước xuống tàu",
    )


def test_what_somebody_typed_is_replaced_only_when_they_say_so(browse):
    page = browse()
    open_photo(page, make.awaiting_photo("Bến cá", alt_text="Ba chiếc tàu"))
    asked = []

    def answer(yes):
        def on(dialog):
            asked.append(dialog.message)
            dialog.accept() if yes else dialog.dismiss()

        page.once("dialog", on)

    page.fill("#id_caption", "Tàu về. Ảnh: Lê Nam")
    expect(lines(page, "id_caption").first).to_contain_text("Ảnh: Thanh Vân")
    answer(yes=False)
    page.click(PART)
    answer(yes=False)
    page.click(DESCRIBE)
    expect(page.locator("#id_caption")).to_have_value("Tàu về. Ảnh: Lê Nam")
    expect(page.locator("#id_alt_text")).to_have_value("Ba chiếc tàu")
    answer(yes=True)
    page.click(PART)
    expect(page.locator("#id_caption")).to_have_value("Tàu về.")
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert len(asked) == 3
    assert credited() == ("Tàu về.", "Ảnh: Lê Nam", "Ba chiếc tàu")


def test_in_the_list_under_a_story_and_in_the_dialog_of_its_editor(browse):
    article = make.story(shown=[make.awaiting_photo("Bến cá")])
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    text = page.frame_locator(".cke_wysiwyg_frame")

    page.fill("#id_photo_uses-0-caption", "Bến cá Cửa Lạch vào vụ mới")
    expect(lines(page, "id_photo_uses-0-caption")).to_have_text(["Chú thích trùng với tít bài."])
    page.fill("#id_photo_uses-0-caption", "Tàu về. (Ảnh: Thanh Vân)")
    expect(lines(page, "id_photo_uses-0-caption").first).to_contain_text("lặp lại trong chú thích")
    page.click(f"#id_photo_uses-0-caption_said {PART}")
    expect(page.locator("#id_photo_uses-0-caption")).to_have_value("Tàu về.")

    text.locator("figure").dblclick()
    page.fill("#desk-photo [name=own]", "Cá lên bờ. Ảnh: Lê Nam")
    expect(lines(page, "desk-photo-own")).to_contain_text(["nhưng ảnh đã ghi nguồn"])
    page.fill("#desk-photo [name=own]", "Cá lên bờ. Ảnh: Thanh Vân")
    page.click(f"#desk-photo {PART}")
    expect(page.locator("#desk-photo [name=own]")).to_have_value("Cá lên bờ.")
    page.click("#desk-photo [data-do=caption]")
    page.click(".submit-row input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert PhotoUse.objects.get().caption == "Cá lên bờ."


def test_in_the_form_of_many_photos(browse):
    provider = make.organisation("Báo Quảng Minh", code="QMG")
    photos = [make.awaiting_photo(f"Ảnh {number}", creators=[]) for number in range(2)]
    page = browse()
    sign_in(page, make.UserFactory(role="photo_editor"))
    page.goto(f"/admin/photos/photo/together/?photos={photos[0].pk},{photos[1].pk}")

    page.fill("#id_caption", "Ngày hội ở Cửa Lạch. Ảnh tư liệu: Lê Nam/QMG")
    page.click(PART)

    expect(page.locator("#id_caption")).to_have_value("Ngày hội ở Cửa Lạch.")
    expect(page.locator("#id_creator_names")).to_have_value("Lê Nam")
    expect(page.locator("#id_provider")).to_have_value(str(provider.pk))
    expect(page.locator("#id_kind")).to_have_value("archive")


def test_of_a_new_picture_beside_the_text(browse):
    page = browse()
    sign_in(page, make.editor())
    page.goto(f"/admin/articles/article/{make.story().pk}/change/")
    page.click(".cke_button__insertphoto")

    page.fill("#desk-library [name=caption]", "Tàu về. Ảnh: Lê Nam/XYZ")
    page.click(f"#desk-library {PART}")

    expect(page.locator("#desk-library [name=caption]")).to_have_value("Tàu về.")
    expect(page.locator("#desk-library [name=credit]")).to_have_value("Ảnh: Lê Nam/XYZ")
