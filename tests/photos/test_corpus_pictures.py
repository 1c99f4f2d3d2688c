"""Hostile and broken pictures; collected only where NEWSROOM_CORPUS is set."""

import os
import resource
from pathlib import Path

import pytest

from photos import pictures
from photos.decoding import opening

IMAGES = Path(os.environ["NEWSROOM_CORPUS"]) / "images"
FILES = sorted(path for path in IMAGES.rglob("*") if path.is_file())
MADE = {"widths": [320, 640], "crops": {"1x1": [1, 1]}, "focal": [0.5, 0.5], "xmp": ""}
EXTENSIONS = {"jpg": ".jpg", "jpeg": ".jpg", "png": ".png", "webp": ".webp"}

# Pillow warns of what it mends; an answer is what we are after.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def read(path):
    """Return the picture, or None where it was refused."""
    with path.open("rb") as file:
        try:
            return pictures.take(file)
        except pictures.PictureRefused:
            return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_picture_is_kept_or_refused_within_a_second(path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    picture = read(path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1
    if picture is not None:
        # What was let in is delivered: its preview shows that it can be.
        answer, files = pictures.in_child("make", picture.data, **MADE)
        assert {file["width"] for file in answer["files"]} <= {1, *range(picture.width + 1)}
        assert all(map(len, files))
        assert picture.extension in EXTENSIONS.values()
        assert 0 < picture.width <= opening.MAX_SIDE


def test_corpus_is_whole():
    kept = [path for path in FILES if read(path) is not None]

    assert len(FILES) > 200
    assert 40 < len(kept) < len(FILES) / 2
    # By what is in it, never by its name: but no SVG, HTML or GIF is let in.
    assert {path.suffix.lower().lstrip(".") for path in kept} <= EXTENSIONS.keys()


def told(name):
    with (IMAGES / "vietnamese-iptc" / f"{name}.jpg").open("rb") as file:
        return pictures.take(file).embedded


def test_vietnamese_in_every_place_a_file_has_for_it_is_the_same():
    names = ["iim_utf8_marked", "iim_utf8_unmarked", "xmp_only", "exif_only"]

    captions = [told(name)["caption"] for name in names]

    assert len({one["value"] for [one] in captions}) == 1
    assert [one["source"] for [one] in captions] == ["IIM", "IIM", "XMP", "EXIF"]
    assert not any(one["is_guessed"] for [one] in captions)


def test_old_encodings_are_guessed_and_say_so():
    for name in ["iim_cp1258", "iim_latin1"]:
        assert all(one["is_guessed"] for said in told(name).values() for one in said)
        assert "�" not in str(told(name))


def test_places_that_contradict_each_other_are_all_kept_by_trust():
    assert [one["source"] for one in told("conflict")["caption"]] == ["XMP", "IIM", "EXIF"]
