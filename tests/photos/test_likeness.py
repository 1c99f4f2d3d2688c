import io

import pytest
from django.core.management import call_command
from PIL import ImageEnhance

from photos import likeness, pictures, services
from photos.models import Fingerprint, Photo
from samples import drawing
from tests import factories

pytestmark = pytest.mark.django_db


def picture(image, quality=90):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    file.seek(0)
    return pictures.take(file, name="anh.jpg")


@pytest.fixture(scope="module")
def port():
    image = drawing.draw("fishing_port").convert("RGB")
    image.thumbnail((800, 800))
    return image


def cropped(image, share):
    width, height = int(image.width * share), int(image.height * share)
    return image.crop((0, 0, width, height))


def stored(image):
    return services.fill(factories.awaiting_photo(), picture(image))


def found(image, quality=90):
    return [like.photo for like in likeness.find(picture(image, quality))]


def test_same_file_is_found(port):
    photo = stored(port)

    assert likeness.find(picture(port)) == [likeness.Likeness(photo, True, 1.0)]


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((300, 300 * image.height // image.width)),
        lambda image: ImageEnhance.Brightness(image).enhance(1.15),
        lambda image: cropped(image, 0.95),
        lambda image: cropped(image, 0.79),
        lambda image: image.crop((65, 45, 65 + image.width * 3 // 4, 45 + image.height * 3 // 4)),
    ],
    ids=["smaller", "brighter", "crop_90", "crop_62", "crop_56_within"],
)
def test_same_picture_otherwise_is_found(port, change):
    photo = stored(port)

    likes = likeness.find(picture(change(port)))

    assert [(like.photo, like.is_same_file) for like in likes] == [(photo, False)]


def test_lower_quality_is_found(port):
    photo = stored(port)

    assert found(port, quality=30) == [photo]


def test_another_picture_is_not_found(port):
    stored(port)
    other = drawing.draw("old_street").convert("RGB")

    assert found(other) == []


def test_plain_surfaces_are_not_alike():
    services.fill(factories.awaiting_photo(), pictures.take(factories.jpeg(colour="red")))
    blue = pictures.take(factories.jpeg(colour="blue"))

    assert likeness.find(blue) == []


def test_photo_itself_is_left_out(port):
    photo = stored(port)

    assert likeness.find(picture(port), besides=photo) == []


def test_new_file_takes_the_place_of_the_old_look(port):
    photo = stored(port)
    other = picture(drawing.draw("old_street").convert("RGB"))

    services.fill(photo, other)

    assert found(port) == []
    assert likeness.find(other) == [likeness.Likeness(photo, True, 1.0)]


def test_a_look_without_its_other_half_is_found_if_it_is_near(port):
    photo = stored(port)
    Fingerprint.objects.update(down=None)

    assert found(port, quality=30) == [photo]


def test_command_notes_the_other_half_of_old_looks(port, capsys):
    stored(port)
    looks = set(Fingerprint.objects.values_list("band_0", "down"))
    Fingerprint.objects.update(down=None)

    call_command("fingerprint_photos")

    assert set(Fingerprint.objects.values_list("band_0", "down")) == looks
    assert capsys.readouterr().out.split() == ["1"]


def test_command_notes_old_photos_once(port, capsys):
    photo = stored(port)
    factories.awaiting_photo()
    looks = set(map(str, Fingerprint.objects.all()))
    Fingerprint.objects.all().delete()

    call_command("fingerprint_photos")
    call_command("fingerprint_photos")

    assert set(map(str, Fingerprint.objects.all())) == looks
    assert Photo.objects.exclude(fingerprints=None).distinct().get() == photo
    assert capsys.readouterr().out.split() == ["1", "0"]
