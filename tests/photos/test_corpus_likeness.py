"""Of real and odd pictures only those that are one picture are told alike."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from photos import likeness, pictures, services
from photos.models import Photo
from tests import factories as make

pytestmark = pytest.mark.django_db

FOLDER = Path(os.environ["NEWSROOM_CORPUS"]) / "images"
# Shades of 255, on average: what re-encoding changes in one picture.
SAME = 12


def taken():
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix.lower() not in {".jpg", ".jpeg", ".png", ".webp"}:
            continue
        try:
            with path.open("rb") as file:
                picture = pictures.take(file, name=path.name)
        except pictures.PictureRefused:
            continue
        if min(picture.width, picture.height) >= 100:
            yield picture


def small(picture):
    with Image.open(io.BytesIO(picture.preview)) as image:
        return image.convert("L").resize((32, 32))


def apart(one, other):
    return ImageStat.Stat(ImageChops.difference(small(one), small(other))).mean[0]


def test_only_one_picture_is_told_alike():
    seen = {}
    for picture in taken():
        photo = services.fill(make.awaiting_photo(creators=[]), picture)
        seen[photo.pk] = picture

    wrong = [
        (picture.name, seen[like.photo.pk].name)
        for pk, picture in seen.items()
        for like in likeness.find(picture, besides=Photo(pk=pk))
        if not like.is_same_file and apart(picture, seen[like.photo.pk]) > SAME
    ]

    assert (len(seen) > 20, wrong) == (True, [])
