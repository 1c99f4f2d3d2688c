import io
import json
import os
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from photos import services, tasks, xmp
from photos.embedded import xmp as embedded_xmp
from photos.models import CreditKind, PhotoCreator, Rendition
from photos.pictures import take
from photos.renditions import WIDTHS, facts_key, public_files
from photos.renditions import make as make_files
from tests import factories as make

pytestmark = pytest.mark.django_db

EXIFTOOL = shutil.which("exiftool")
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def filled(file, **kwargs):
    kwargs.setdefault("provider", make.organisation("Báo Quảng Mây", code="QMG"))
    return services.fill(make.awaiting_photo(**kwargs), take(file, name="anh.jpg"))


def camera_picture():
    """A picture with all that a camera and an agency write into it."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET maker"
    exif[0x9286] = b"SECRET comment"
    exif[0x8825] = {1: "N", 2: (16.0, 3.0, 0.0), 3: "E", 4: (108.0, 12.0, 0.0)}
    return make.jpeg(
        800,
        600,
        exif=exif,
        comment="SECRET remark",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET</x:xmpmeta>",
    )


def stored():
    """Return the bytes of each rendition."""
    found = {}
    for row in Rendition.objects.all():
        with row.file.open("rb") as file:
            found[row.file.name] = file.read()
    return found


def sizes(files):
    """Of the whole pictures."""
    return [(f["format"], f["width"], f["height"]) for f in files if not f["crop"]]


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (2000, [320, 640, 1024, 1600]),
        (1600, [320, 640, 1024, 1600]),
        (1000, [320, 640]),
        (320, [320]),
        (200, [200]),
    ],
)
def test_files_are_made_in_three_formats_and_nothing_is_enlarged(width, widths):
    files = public_files(filled(make.jpeg(width, width // 2)))

    assert sizes(files) == [
        (format, size, size // 2) for format in ["avif", "jpeg", "webp"] for size in widths
    ]
    kept = stored()
    for file in files:
        with Image.open(io.BytesIO(kept[file["path"]])) as image:
            assert (image.format.lower(), *image.size) == (
                file["format"],
                file["width"],
                file["height"],
            )


def crops(files):
    return {f["crop"]: (f["width"], f["height"]) for f in files if f["crop"]}


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3000, 2000), {"16x9": (1200, 675), "1x1": (1200, 1200), "4x3": (1200, 900)}),
        ((2000, 3000), {"16x9": (1200, 675), "1x1": (1200, 1200), "4x3": (1200, 900)}),
        ((800, 500), {"16x9": (800, 450), "1x1": (500, 500), "4x3": (667, 500)}),
        ((3000, 300), {"16x9": (533, 300), "1x1": (300, 300), "4x3": (400, 300)}),
    ],
)
def test_crops_are_made_in_two_formats_and_nothing_is_enlarged(size, expected):
    files = public_files(filled(make.jpeg(*size)))

    assert crops(files) == expected
    assert [f["format"] for f in files if f["crop"]] == ["jpeg", "webp"] * 3


@pytest.mark.parametrize(
    ("focal", "colour"), [((0.0, 0.5), "red"), ((1.0, 0.5), "blue"), ((0.1, 0.0), "red")]
)
def test_the_crop_keeps_the_focal_point(focal, colour):
    image = Image.new("RGB", (900, 300), "blue")
    image.paste("red", (0, 0, 450, 300))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95)
    buffer.seek(0)
    photo = filled(buffer, focal_x=focal[0], focal_y=focal[1])

    [square] = [f for f in public_files(photo) if (f["crop"], f["format"]) == ("1x1", "jpeg")]

    with Image.open(io.BytesIO(stored()[square["path"]])) as crop:
        red, _green, blue = crop.getpixel((150, 150))
    assert ("red" if red > blue else "blue") == colour


def test_very_flat_picture_keeps_a_height():
    assert sizes(public_files(filled(make.jpeg(2000, 2))))[0] == ("avif", 320, 1)


def test_names_are_random_and_public(settings):
    files = public_files(filled(make.jpeg()))

    assert {len(file["path"]) for file in files} == {
        len(f"anh/{'0' * 32}.jpg"),
        len(f"anh/{'0' * 32}.webp"),
        len(f"anh/{'0' * 32}.avif"),
    }
    assert all((settings.MEDIA_ROOT / file["path"]).is_file() for file in files)
    assert len({file["path"] for file in files}) == len(files) == 12


def test_files_are_made_once(django_assert_num_queries):
    photo = filled(make.jpeg())
    first = public_files(photo)

    with django_assert_num_queries(3):  # creators, people shown, files
        second = public_files(photo)

    assert second == first


CHANGES = {
    "caption": lambda photo: photo.__class__.objects.filter(pk=photo.pk).update(caption="Khác"),
    "creator": lambda photo: photo.creators.update(name="Đỗ Mây"),
    "one more creator": lambda photo: PhotoCreator.objects.create(photo=photo, name="Đỗ Mây"),
    "provider": lambda photo: photo.__class__.objects.filter(pk=photo.pk).update(provider=None),
    "terms": lambda photo: photo.__class__.objects.filter(pk=photo.pk).update(usage_terms="Nội bộ"),
    "who is in it": lambda photo: photo.subjects.add(make.person("Đỗ Mây", page="public")),
    "focal point": lambda photo: photo.__class__.objects.filter(pk=photo.pk).update(focal_x=0.2),
    "kind": lambda photo: photo.__class__.objects.filter(pk=photo.pk).update(kind="archive"),
}


@pytest.mark.parametrize("change", list(CHANGES.values()), ids=list(CHANGES))
def test_corrected_facts_make_new_files_under_new_names(change):
    photo = filled(make.jpeg())
    before = public_files(photo)

    change(photo)
    photo = photo.__class__.objects.get(pk=photo.pk)
    after = public_files(photo)

    assert sizes(after) == sizes(before)
    assert not {file["path"] for file in after} & {file["path"] for file in before}
    # The old ones stay: an edition may still show them.
    assert Rendition.objects.count() == len(before) + len(after)


def test_facts_that_are_not_in_the_file_make_no_new_files():
    photo = filled(make.jpeg())
    key = facts_key(photo)

    photo.alt_text, photo.place, photo.instructions = "Lúa chín", "Cửa Lạch", "Gọi trước"
    photo.save()

    assert facts_key(photo) == key


def test_files_carry_caption_creator_and_credit():
    photo = filled(
        make.jpeg(400, 300), caption="Lúa <chín> & gặt", creators=["Thanh Vân", "Đỗ Mây"]
    )

    public_files(photo)

    for data in stored().values():
        with Image.open(io.BytesIO(data)) as image:
            packet = image.info["xmp"].decode()
        root = ElementTree.fromstring(packet)  # noqa: S314  our own
        texts = {
            name: [item.text for item in root.findall(f".//{name}//rdf:li", NAMESPACES)]
            for name in ["dc:creator", "dc:description", "dc:rights"]
        }
        assert texts == {
            "dc:creator": ["Thanh Vân", "Đỗ Mây"],
            "dc:description": ["Lúa <chín> & gặt"],
            "dc:rights": ["Thanh Vân - Đỗ Mây/QMG"],
        }
        assert root.findtext(".//photoshop:Credit", namespaces=NAMESPACES) == (
            "Thanh Vân - Đỗ Mây/QMG"
        )


def test_files_name_who_has_a_page_and_nobody_who_is_protected():
    photo = filled(make.jpeg(400, 300), kind="ai", usage_terms="Một lần")
    photo.subjects.add(
        make.person("Đỗ Mây", page="public"),
        make.person("Vũ An", page="none"),
        make.person("Lê Đạo", page="public", is_protected=True),
    )

    public_files(photo)

    for data in stored().values():
        with Image.open(io.BytesIO(data)) as image:
            packet = image.info["xmp"].decode()
        root = ElementTree.fromstring(packet)  # noqa: S314  our own
        names = root.findall(".//Iptc4xmpExt:PersonInImage//rdf:li", NAMESPACES)
        assert [name.text for name in names] == ["Đỗ Mây"]
        assert "Một lần" in packet
        assert "digitalsourcetype/trainedAlgorithmicMedia<" in packet


def test_files_carry_nothing_of_the_camera():
    photo = filled(camera_picture())
    with photo.original.open("rb") as file:
        assert b"SECRET" in file.read()

    public_files(photo)

    for data in stored().values():
        assert b"SECRET" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert dict(image.getexif()) == {}
            assert image.info.keys() & {"exif", "comment", "icc_profile", "photoshop"} == set()


@pytest.mark.skipif(
    EXIFTOOL is None and not os.environ.get("CI"), reason="exiftool is not installed"
)
def test_files_read_by_another_programme(tmp_path, settings):
    settings.PHOTO_RIGHTS_URL = settings.PHOTO_LICENSOR_URL = "https://bao.example/anh/"
    public_files(filled(camera_picture(), creators=["Thanh Vân"], caption="Mùa gặt"))
    for number, (name, data) in enumerate(stored().items()):
        (tmp_path / f"{number}.{name.rpartition('.')[2]}").write_bytes(data)

    done = subprocess.run(
        [EXIFTOOL, "-json", "-G1", "-all", str(tmp_path)],
        capture_output=True,
        check=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )

    rows = json.loads(done.stdout)
    assert len(rows) == 12
    for row in rows:
        written = {key: value for key, value in row.items() if key.startswith("XMP-")}
        written.pop("XMP-x:XMPToolkit", None)
        assert written == {
            "XMP-plus:LicensorURL": "https://bao.example/anh/",
            "XMP-xmpRights:WebStatement": "https://bao.example/anh/",
            "XMP-dc:Creator": "Thanh Vân",
            "XMP-dc:Description": "Mùa gặt",
            "XMP-dc:Rights": "Thanh Vân/QMG",
            "XMP-photoshop:Credit": "Thanh Vân/QMG",
        }
        groups = {key.partition(":")[0] for key in row}
        assert groups & {"IFD0", "IFD1", "ExifIFD", "GPS", "IPTC", "ICC_Profile"} == set()
        assert not any("Warning" in key or "Comment" in key for key in row)


def test_every_width_is_a_step_up():
    assert sorted(set(WIDTHS)) == WIDTHS


def test_a_letter_that_xml_cannot_hold_does_not_cost_the_credit():
    packet = xmp.packet(
        {"dc:description": "Mùa\x0b gặt \x01& \ud800<b>", "dc:creator": ["Vân\x00"]}
    )

    found = {field: proposal["value"] for field, proposal in embedded_xmp.read(packet)}
    assert found == {"caption": "Mùa gặt & <b>", "creators": ["Vân"]}


def test_a_new_picture_is_prepared_in_the_background():
    photo = filled(make.jpeg())
    [waiting] = DBTaskResult.objects.all()

    tasks.prepare.call(*waiting.args_kwargs["args"])

    assert (waiting.task_path, waiting.queue_name) == ("photos.tasks.prepare", "pictures")
    assert Rendition.objects.filter(facts_key=facts_key(photo)).count() == 12
    tasks.prepare.call(photo.pk)
    assert Rendition.objects.count() == 12


def test_nothing_is_prepared_of_what_is_gone_awaiting_or_taken_down():
    photo = filled(make.jpeg())
    type(photo).objects.update(taken_down_at=timezone.now(), taken_down_by=make.managing_editor())

    for number in [photo.pk, make.awaiting_photo().pk, 0]:
        tasks.prepare.call(number)

    assert not Rendition.objects.exists()


def test_nothing_is_prepared_before_there_is_a_credit():
    photo = services.fill(make.awaiting_photo(creators=[]), take(make.jpeg()))
    speaking = services.fill(
        make.awaiting_photo(creators=[], kind=CreditKind.READER), take(make.jpeg(colour="red"))
    )

    for one in [photo, speaking]:
        tasks.prepare.call(one.pk)
    found = set(Rendition.objects.values_list("photo", flat=True))
    PhotoCreator.objects.create(photo=photo, name="Thanh Vân")
    tasks.prepare.call(photo.pk)

    assert found == {speaking.pk}
    assert Rendition.objects.filter(photo=photo).count() == 12


def test_two_who_make_the_same_files_at_once_end_with_one_set():
    photo = filled(make.jpeg())
    first = make_files(photo, facts_key(photo))

    second = make_files(photo, facts_key(photo))

    assert second == first
    assert len(list((settings.MEDIA_ROOT / "anh").iterdir())) == len(first)
