"""The photo desk without a mouse."""

import pytest
from playwright.sync_api import expect

from articles.models import Fix
from photos.models import Photo, PhotoJoining
from tests import factories as make
from tests.browser.keys import does

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHOTOS = "/admin/photos/photo/"
DONE = ".messagelist .success"


def choose_file(keys, wanted, path):
    keys.to(wanted)
    with keys.page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(path)


@pytest.fixture
def pictures(tmp_path):
    def made(*colours):
        paths = [tmp_path / f"{colour}.jpg" for colour in colours]
        for path, colour in zip(paths, colours, strict=True):
            path.write_bytes(make.jpeg(colour=colour).read())
        return paths

    return made


@does("upload photos", "edit many", "action: edit_together")
def test_photos_are_uploaded_and_edited_together(sit, pictures):
    keys = sit(make.UserFactory(role="photo_editor"), PHOTOS)
    page = keys.page

    choose_file(keys, ".desk-uploads__input", pictures("teal", "gold"))
    expect(page.locator(".desk-upload.is-done")).to_have_count(2)
    keys.go(".desk-uploads__together")
    keys.write("#id_place", "Cửa Lạch")
    keys.go("input.default[type=submit]")
    keys.go("button[name=confirmed]")
    page.goto(PHOTOS)
    for box in page.locator("input.action-select").all():
        keys.tick(box)
    keys.select("select[name=action]", "edit_together")
    keys.go("button[name=index]")
    keys.write("#id_place", "Bến Ngân")
    keys.go("input.default[type=submit]")
    keys.go("button[name=confirmed]")

    assert list(Photo.objects.values_list("place", flat=True)) == ["Bến Ngân"] * 2


@does("correct a credit everywhere", "replace a file", "take a photo down")
def test_a_photo_that_readers_see_is_corrected_replaced_and_taken_down(sit, pictures):
    photo = make.photo("Chợ phien", colour="navy")
    make.published(shown=[photo])
    keys = sit(make.managing_editor(), f"{PHOTOS}{photo.pk}/change/")
    page = keys.page

    keys.write("[name=creators-0-name]", "Hải Đăng")
    keys.go(".submit-row input[name=_continue]")
    keys.write("#correction_reason", "Sai tên tác giả.")
    keys.go(".submit-row input[type=submit]")
    page.goto(f"{PHOTOS}{photo.pk}/change/")
    keys.go(page.locator("a[href$='/replace/']"))
    choose_file(keys, "input[type=file]", pictures("teal"))
    keys.write("[name=reason]", "Nét hơn.")
    keys.go(".submit-row input[type=submit]")
    replaced = Photo.objects.get(pk=photo.pk).checksum
    page.goto(f"{PHOTOS}{photo.pk}/change/")
    keys.go(page.locator("a[href$='/take-down/']"))
    keys.write("[name=reason]", "Gia đình yêu cầu.")
    keys.go(".submit-row input[type=submit]")

    photo.refresh_from_db()
    assert photo.creators.get().name == "Hải Đăng"
    assert (replaced != "", photo.is_taken_down) == (True, True)
    assert Fix.objects.filter(photo=photo).count() >= 2


@does("join photos", "undo joining", "two different pictures")
def test_two_photos_become_one_and_two_again(sit):
    make.photo("Bến cá buổi sớm", colour="gold")
    make.photo("Cá về bến", colour="gold", creators=["Hải Đăng"])
    keys = sit(make.editor(), f"{PHOTOS}alike/")
    page = keys.page

    keys.go(page.locator(".ran__acts a").first)
    keys.go(".submit-row input[type=submit]")
    keys.go(".submit-row input[type=submit]")
    joining = PhotoJoining.objects.get()
    page.goto(f"{PHOTOS}{joining.kept_id}/change/")
    keys.go("button[form^='undo-joining-']")
    page.goto(f"{PHOTOS}alike/")
    keys.go(page.locator("form[action$='/apart/'] button").first)

    joining.refresh_from_db()
    assert joining.undone_at is not None
    expect(page.locator(".alike-pair")).to_have_count(0)
