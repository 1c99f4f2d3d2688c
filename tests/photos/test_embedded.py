"""What files say of themselves: read, understood, and never believed over a person."""

import io

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from photos import embedded, proposals, services
from photos.credits import credit_of
from photos.embedded import iim, xmp
from photos.models import Photo
from photos.pictures import take
from tests import factories as make

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 photoshop:City="Cửa Lạch" photoshop:Country="Việt Nam">
{properties}
</rdf:Description></rdf:RDF></x:xmpmeta>"""
SPOKEN = """<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Tàu về bến (Ảnh: QMG)</rdf:li>
</rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Lê Đạo</rdf:li><rdf:li>Vũ An</rdf:li></rdf:Seq></dc:creator>
<ext:PersonInImage><rdf:Bag><rdf:li>Đỗ Mây</rdf:li><rdf:li>Ai Đó</rdf:li></rdf:Bag>
</ext:PersonInImage>
<photoshop:DateCreated>2026-11-17T08:30:00+07:00</photoshop:DateCreated>"""


def packet(properties=SPOKEN):
    return XMP.format(properties=properties).encode()


def data_set(number, data, record=2):
    return b"\x1c" + bytes([record, number]) + len(data).to_bytes(2, "big") + data


def with_iim(*data_sets):
    """Return a JPEG with IIM data sets, as Photoshop keeps them (8BIM 0x0404)."""
    block = b"".join(data_sets)
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block
    resource += b"\0" * (len(resource) % 2)
    app13 = b"Photoshop 3.0\0" + resource
    jpeg = make.jpeg(40, 20).getvalue()
    return jpeg[:2] + b"\xff\xed" + (len(app13) + 2).to_bytes(2, "big") + app13 + jpeg[2:]


def said(data):
    """Return {field: [(value, source, is_guessed)]} of a file."""
    return {
        field: [tuple(one.values()) for one in found]
        for field, found in take(io.BytesIO(data)).embedded.items()
    }


def test_xmp_is_read():
    assert said(make.jpeg(40, 20, xmp=packet()).getvalue()) == {
        "caption": [("Tàu về bến (Ảnh: QMG)", "XMP", False)],
        "creators": [(["Lê Đạo", "Vũ An"], "XMP", False)],
        "people": [(["Đỗ Mây", "Ai Đó"], "XMP", False)],
        "place": [("Cửa Lạch, Việt Nam", "XMP", False)],
        "taken_at": [("2026-11-17T08:30:00+07:00", "XMP", False)],
    }


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_xmp_of_every_format(format):
    buffer = io.BytesIO()
    options = {"xmp": packet()}
    if format == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet().decode())
        options = {"pnginfo": info}
    Image.new("RGB", (8, 8)).save(buffer, format, **options)

    assert said(buffer.getvalue())["creators"] == [(["Lê Đạo", "Vũ An"], "XMP", False)]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "<",
        "<x",
        "no xml",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>',
        "<a>" * 100_000,
        "\ud800<x/>",
    ],
)
def test_xmp_that_is_no_xmp_says_nothing(broken):
    assert list(xmp.read(broken)) == []


def test_iim_is_read_with_and_without_its_mark():
    words = [data_set(120, "Tàu về bến".encode()), data_set(80, "Lê Đạo".encode())]
    expected = {
        "caption": [("Tàu về bến", "IIM", False)],
        "creators": [(["Lê Đạo"], "IIM", False)],
    }

    assert said(with_iim(*words)) == expected
    assert said(with_iim(data_set(90, b"\x1b%G", record=1), *words)) == expected


def test_iim_of_an_old_programme_is_guessed_and_told():
    vietnamese = "Tàu về bến cảng trong mưa".encode("cp1258", "replace")

    french = said(with_iim(data_set(120, "Été à la plage".encode("latin-1"))))
    guessed = said(with_iim(data_set(120, vietnamese), data_set(80, b"L\xea \xd0\xe0o")))

    assert french == {"caption": [("Été à la plage", "IIM", True)]}
    assert guessed["creators"][0][0] == ["Lê Đào"]
    assert guessed["caption"][0][1:] == ("IIM", True)


def test_a_credit_of_34_bytes_that_iim_cut_in_a_letter_is_read():
    cut = "Nguyễn Thị Thanh Hương / QMG".encode()[:32]

    assert iim.decode("Hương ở bến".encode()[:-3], True, "cp1252") == ("Hương ở b", True)
    assert said(with_iim(data_set(90, b"\x1b%G", record=1), data_set(110, cut)))["credit"]


def test_exif_is_read_in_utf_8_and_with_the_zone_of_the_paper():
    exif = Image.Exif()
    exif[0x010E] = "Tàu về bến".encode()
    exif[0x013B] = "Lê Đạo;Vũ An".encode()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:17 08:30:00"

    assert said(make.jpeg(40, 20, exif=exif).getvalue()) == {
        "caption": [("Tàu về bến", "EXIF", False)],
        "creators": [(["Lê Đạo", "Vũ An"], "EXIF", False)],
        "taken_at": [("2026-11-17T08:30:00+07:00", "EXIF", False)],
    }


@pytest.mark.parametrize(
    "moment",
    [
        "0000:00:00 00:00:00",
        "0001:01:01 00:00:00",
        "9999:12:31 23:59:59",
        "hôm qua",
        "2026:13:45 99:99:99",
        "",
    ],
)
def test_a_clock_that_was_never_set_says_nothing(moment):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = moment

    assert said(make.jpeg(40, 20, exif=exif).getvalue()) == {}


@pytest.mark.parametrize(
    "tags",
    [
        {"xmp": packet("<photoshop:DateCreated>0001-01-01T00:00:00+14:00</photoshop:DateCreated>")},
        {"xmp": packet("<photoshop:DateCreated>9999-12-31T23:59:59-12:00</photoshop:DateCreated>")},
        {"iim": {"2:55": [b"00010101".hex()], "2:60": [b"000000+1400".hex()]}},
    ],
)
def test_a_year_no_clock_can_hold_says_nothing(tags):
    whole = {"exif": {}, "iim": tags.get("iim", {}), "xmp": tags.get("xmp", b"").decode()}

    assert "taken_at" not in embedded.read(whole)


def test_where_they_disagree_both_are_kept_and_where_they_agree_one():
    exif = Image.Exif()
    exif[0x010E] = "Tàu ra khơi".encode()
    exif[0x013B] = "Lê Đạo;Vũ An".encode()

    found = said(make.jpeg(40, 20, exif=exif, xmp=packet()).getvalue())

    assert found["caption"] == [
        ("Tàu về bến (Ảnh: QMG)", "XMP", False),
        ("Tàu ra khơi", "EXIF", False),
    ]
    assert found["creators"] == [(["Lê Đạo", "Vũ An"], "XMP", False)]


def test_hostile_values_are_cleaned_and_cut():
    tags = {
        "exif": {"ImageDescription": "a\x00b\x1b[31m\u202e" + "c" * 9000},
        "iim": {"2:25": ["\u00e0".encode().hex()] * 50},
        "xmp": "",
    }

    found = embedded.read(tags)

    caption = found["caption"][0]["value"]
    assert len(caption) == embedded.FIELDS["caption"]
    assert caption.isprintable()
    assert found["keywords"][0]["value"] == ["à"] * 20


@pytest.mark.parametrize("data", [b"\x1c\x02\x78\xff\xff", b"\x1c", b"", b"\x00" * 100])
def test_broken_iim_is_no_reason_to_refuse(data):
    assert said(with_iim(data)) == {}


def test_a_position_is_not_read():
    gps = ImageFileDirectory_v2()
    gps[1], gps[2] = "N", (16.0, 3.0, 0.0)
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 3.0, 0.0)})

    assert said(make.jpeg(40, 20, exif=exif).getvalue()) == {}


@pytest.mark.django_db
def test_the_file_fills_what_is_empty_and_stores_no_credit_twice():
    make.person("Đỗ Mây")
    photo = services.fill(
        Photo.objects.create(), take(make.jpeg(40, 20, xmp=packet()), name="DSC_1.jpg")
    )

    filled = proposals.fill_from_file(photo)

    photo.refresh_from_db()
    assert filled == ["credit", "caption", "place", "taken_at"]
    assert photo.caption == "Tàu về bến"
    assert photo.provider.name == "QMG"
    assert [creator.name for creator in photo.creators.all()] == ["Lê Đạo", "Vũ An"]
    assert photo.credit_as_written == "(Ảnh: QMG)"
    # Who is shown is for a person to say, also where one record alone bears the name.
    assert list(photo.subjects.all()) == []
    assert proposals.fill_from_file(photo) == []


@pytest.mark.django_db
def test_the_file_changes_nothing_that_a_person_wrote():
    photo = make.awaiting_photo("Chú thích của phóng viên", place="Bến Ngân", creators=["Bảo An"])
    services.fill(photo, take(make.jpeg(40, 20, xmp=packet())))

    filled = proposals.fill_from_file(photo)

    photo.refresh_from_db()
    assert filled == ["taken_at"]
    assert (photo.caption, photo.place) == ("Chú thích của phóng viên", "Bến Ngân")
    assert [creator.name for creator in photo.creators.all()] == ["Bảo An"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("caption", "line", "kept", "printed"),
    [
        ("Bến cá (Ảnh: Thanh Vân).", "QMG", "Bến cá", "Ảnh: Thanh Vân/QMG"),
        ("Bến cá. Ảnh: Thanh Vân/QMG", "QMG", "Bến cá.", "Ảnh: Thanh Vân/QMG"),
        ("Bến cá. Ảnh: Thanh Vân", "Lê Nam/QMG", None, "Ảnh: Lê Nam/QMG"),
        ("Bến cá. Ảnh: Thanh Vân/TTXVN", "QMG", None, "Ảnh: QMG"),
        ("Bến cá. Ảnh: Thanh Vân/TTXVN", "", "Bến cá.", "Ảnh: Thanh Vân/TTXVN"),
        ("Bến cá (Ảnh tư liệu)", "QMG", None, "Ảnh: QMG"),
    ],
)
def test_nothing_of_a_credit_in_the_files_caption_is_lost(caption, line, kept, printed):
    data_sets = [data_set(120, caption.encode())]
    data_sets += [data_set(110, line.encode())] if line else []
    photo = services.fill(Photo.objects.create(), take(io.BytesIO(with_iim(*data_sets))))

    proposals.fill_from_file(photo)

    photo = Photo.objects.with_credit().get()
    assert (photo.caption, credit_of(photo).printed) == (kept or caption, printed)


@pytest.mark.django_db
def test_a_credit_in_the_files_caption_stays_beside_another():
    photo = make.awaiting_photo("", creators=["Đỗ Mây"])
    caption = "Bến cá. Ảnh: Lê Nam/TTXVN"
    services.fill(photo, take(io.BytesIO(with_iim(data_set(120, caption.encode())))))

    proposals.fill_from_file(photo)

    photo = Photo.objects.with_credit().get()
    assert (photo.caption, credit_of(photo).printed) == (caption, "Ảnh: Đỗ Mây")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source_type", "kind"),
    [("trainedAlgorithmicMedia", "ai"), ("screenCapture", "screenshot"), ("digitalCapture", None)],
)
def test_how_it_was_made_is_the_kind(source_type, kind):
    uri = f"http://cv.iptc.org/newscodes/digitalsourcetype/{source_type}"
    properties = f"<ext:DigitalSourceType>{uri}</ext:DigitalSourceType>"
    photo = services.fill(Photo.objects.create(), take(make.jpeg(40, 20, xmp=packet(properties))))

    proposals.fill_from_file(photo)

    assert Photo.objects.get().kind == (kind or "unknown")


@pytest.mark.django_db
def test_upload_in_the_admin_fills_and_shows_what_the_file_says(client):
    client.force_login(make.UserFactory(role="photo_editor"))
    upload = make.jpeg(40, 20, xmp=packet())
    upload.name = "DSC_1.jpg"
    form = {
        "caption": "Bến cá",
        "kind": "unknown",
        "medium": "photo",
        "file": upload,
        "focal_x": "0.5",
        "focal_y": "0.5",
        "creators-TOTAL_FORMS": "0",
        "creators-INITIAL_FORMS": "0",
        "portraits-TOTAL_FORMS": "0",
        "portraits-INITIAL_FORMS": "0",
    }

    response = client.post("/admin/photos/photo/add/", form, follow=True)

    photo = Photo.objects.get()
    page = client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode()
    assert "Đã điền từ tệp ảnh: ghi nguồn ảnh, nơi chụp, chụp lúc." in response.content.decode()
    assert photo.caption == "Bến cá"
    assert "Tàu về bến (Ảnh: QMG)" in page
    assert "08:30, 17/11/2026" in page
    assert "DSC_1.jpg" in page
