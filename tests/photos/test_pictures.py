import hashlib
import io

import pytest
from PIL import Image, ImageCms

from photos import pictures
from photos.decoding import opening
from tests import factories as make

ORIENTATION = 0x0112


def encoded(image, format, **kwargs):
    buffer = io.BytesIO()
    image.save(buffer, format, **kwargs)
    buffer.seek(0)
    return buffer


def turned(orientation):
    """A camera's picture, 40 × 20 as stored, whose left half is red."""
    image = Image.new("RGB", (40, 20), "blue")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return encoded(image, "JPEG", exif=exif, quality=95)


def test_take_returns_what_is_kept():
    file = make.jpeg(300, 200)
    data = file.getvalue()

    assert pictures.take(file, name="anh/DSC 01.jpg") == pictures.Picture(
        data=data,
        checksum=hashlib.sha256(data).hexdigest(),
        extension=".jpg",
        width=300,
        height=200,
        preview=pictures.in_child("look", data)[1][0],
        name="DSC 01.jpg",
    )


@pytest.mark.parametrize(("format", "extension"), list(opening.FORMATS.items()))
def test_take_goes_by_the_content(format, extension):
    picture = pictures.take(encoded(Image.new("RGB", (8, 4)), format))

    assert (picture.extension, picture.width, picture.height) == (extension, 8, 4)


@pytest.mark.parametrize(
    ("orientation", "size"),
    [(1, (40, 20)), (3, (40, 20)), (5, (20, 40)), (6, (20, 40)), (7, (20, 40)), (8, (20, 40))],
)
def test_size_is_that_of_the_picture_as_looked_at(orientation, size):
    picture = pictures.take(turned(orientation))

    assert (picture.width, picture.height) == size
    assert opening.decode(picture.data, 640).size == size


@pytest.mark.parametrize(
    ("orientation", "red"), [(1, (5, 10)), (3, (35, 10)), (6, (10, 5)), (8, (10, 35))]
)
def test_decode_turns_the_picture_upright(orientation, red):
    image = opening.decode(turned(orientation).getvalue(), 640)

    level, _green, blue = image.getpixel(red)
    assert level > 200 > 50 > blue


REFUSED = {
    "text": lambda: io.BytesIO("Không phải ảnh".encode()),
    "nothing": io.BytesIO,
    "svg": lambda: io.BytesIO(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    "gif": lambda: encoded(Image.new("P", (9, 9)), "GIF"),
    "bmp": lambda: encoded(Image.new("RGB", (9, 9)), "BMP"),
    "tiff": lambda: encoded(Image.new("RGB", (9, 9)), "TIFF"),
    "half a jpeg": lambda: io.BytesIO(make.jpeg(quality=95).getvalue()[:3000]),
    "half a png": lambda: io.BytesIO(
        encoded(Image.effect_noise((300, 300), 90), "PNG").getvalue()[:3000]
    ),
    "moving": lambda: encoded(
        Image.new("RGB", (9, 9), "red"),
        "WEBP",
        save_all=True,
        append_images=[Image.new("RGB", (9, 9), "blue")],
    ),
    "too wide": lambda: encoded(Image.new("1", (opening.MAX_SIDE + 1, 1)), "PNG"),
    "too many pixels": lambda: encoded(Image.new("1", (8000, 8000)), "PNG"),
    "a bomb": lambda: encoded(Image.new("1", (20_000, 20_000)), "PNG"),
    "too many bytes": lambda: io.BytesIO(bytes(pictures.MAX_BYTES + 1)),
}


@pytest.mark.parametrize("file", list(REFUSED.values()), ids=list(REFUSED))
def test_take_refuses(file):
    with pytest.raises(pictures.PictureRefused, match=r"\.$|: \d"):
        pictures.take(file())


def test_transparent_picture_stands_on_white():
    png = encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG")

    image = opening.decode(png.getvalue(), 640)

    assert (image.mode, image.getpixel((1, 1))) == ("RGB", (255, 255, 255))


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_every_mode_becomes_rgb(mode):
    image = opening.decode(encoded(Image.new(mode, (4, 4)), "JPEG").getvalue(), 640)

    assert (image.mode, image.size) == ("RGB", (4, 4))


def test_broken_colour_profile_is_no_reason_to_refuse():
    jpeg = make.jpeg(40, 20, icc_profile=b"not a profile")

    assert opening.decode(jpeg.getvalue(), 640).mode == "RGB"


def test_colours_are_brought_to_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    jpeg = make.jpeg(40, 20, "steelblue", icc_profile=lab, quality=100)

    red, green, blue = opening.decode(jpeg.getvalue(), 640).getpixel((5, 5))

    assert max(abs(red - 70), abs(green - 130), abs(blue - 180)) <= 3
