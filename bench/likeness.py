"""
How well pictures are known again, on the drawn samples: `python -m bench.likeness [--photos N]`.

Each sample is changed in ways a desk sends it (size, quality, colour, crops at nine places) and
looked up. With --photos, so many more of random looks stand beside them, for the time of a look-up.
Everything runs in a database in memory.
"""

import argparse
import hashlib
import io
import itertools
import os
import random
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ["DATABASE_URL"] = "sqlite://:memory:"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=0)
    options = parser.parse_args()
    start_django()
    for name, value in measure(options.photos).items():
        print(f"{name}: {value}")


def start_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def measure(others: int) -> dict[str, str]:
    from photos import likeness
    from samples import drawing

    images = {name: small(drawing.draw(name)) for name in drawing.SCENES}
    owners = {}
    for number, (name, image) in enumerate(images.items()):
        owners[name] = photo = row(number)
        likeness.remember(photo, jpeg(image))
    fill(others)
    found: dict[str, list[bool]] = {}
    false, times = 0, []
    for name, image in images.items():
        for change, preview in changes(image):
            start = time.perf_counter()
            likes = {like.photo.pk for like in likeness.find(picture(preview))}
            times.append(time.perf_counter() - start)
            found.setdefault(change, []).append(owners[name].pk in likes)
            false += len(likes - {owners[name].pk})
    return {
        **{change: f"{sum(hits)} of {len(hits)} found" for change, hits in found.items()},
        "false matches": f"{false} in {len(times)} look-ups",
        "look-up": f"median {statistics.median(times) * 1000:.1f} ms, "
        f"longest {max(times) * 1000:.1f} ms, {others + len(images)} photos",
    }


def small(image):
    image = image.convert("RGB")
    image.thumbnail((640, 640))
    return image


def changes(image):
    from PIL import ImageEnhance

    yield "half the size", jpeg(image.resize((image.width // 2, image.height // 2)))
    yield "a third of the size", jpeg(image.resize((image.width // 3, image.height // 3)))
    yield "quality 30", jpeg(image, 30)
    yield "brighter by 15 %", jpeg(ImageEnhance.Brightness(image).enhance(1.15))
    yield "paler by 30 %", jpeg(ImageEnhance.Color(image).enhance(0.7))
    for area, across, down in itertools.product(
        (0.9, 0.8, 0.7, 0.6, 0.5), (0, 0.3, 1), (0, 0.6, 1)
    ):
        width, height = (int(side * area**0.5) for side in image.size)
        left, top = int((image.width - width) * across), int((image.height - height) * down)
        part = image.crop((left, top, left + width, top + height))
        yield f"crop to {area:.0%}", jpeg(part)


def jpeg(image, quality=85) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def picture(preview: bytes):
    from photos.pictures import Picture

    checksum = hashlib.sha256(preview).hexdigest()
    return Picture(preview, checksum, ".jpg", 1, 1, preview, "")


def row(number: int):
    from photos.models import Photo

    return Photo.objects.create(
        is_awaiting=False, original="o", preview="p", checksum=f"{number:064}", width=1, height=1
    )


def fill(count: int) -> None:
    from photos.models import Fingerprint, Photo

    rng = random.Random(4)
    for start in range(0, count, 1000):
        photos = Photo.objects.bulk_create(
            Photo(is_awaiting=False, original="o", preview="p", checksum="x", width=1, height=1)
            for _ in range(start, min(count, start + 1000))
        )
        Fingerprint.objects.bulk_create(
            Fingerprint(photo=photo, **{f"band_{n}": rng.getrandbits(16) for n in range(4)})
            for photo in photos
            for _ in range(37)
        )


if __name__ == "__main__":
    main()
