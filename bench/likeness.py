"""
How well pictures are known again, on the drawn samples: `python -m bench.likeness [--photos N]`.

Each sample is changed in ways a desk sends it (size, quality, colour, crops at nine places drawn
by lot) and looked up. With --photos, so many more of random looks stand beside them, for the time
of a look-up.
Everything runs in a database in memory, or in the empty one that DATABASE_URL names.
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
# Another database: one that may be filled, as `python -m tests.postgres` lends it.
os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or "sqlite://:memory:"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="only every n-th change is looked up")
    options = parser.parse_args()
    start_django()
    for name, value in measure(options.photos, options.every).items():
        print(f"{name}: {value}")


def start_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def measure(others: int, every: int = 1) -> dict[str, str]:
    from photos import likeness
    from photos.models import Fingerprint
    from samples import drawing

    images = {name: small(drawing.draw(name)) for name in drawing.SCENES}
    owners = {}
    for number, (name, image) in enumerate(images.items()):
        owners[name] = photo = row(number)
        likeness.remember(photo, jpeg(image))
    fill(others, each=round(Fingerprint.objects.count() / len(images)))
    found: dict[str, list[bool]] = {}
    false, times, cpus = 0, [], []
    for name, image in images.items():
        for change, preview in itertools.islice(changes(image), 0, None, every):
            start, cpu = time.perf_counter(), time.process_time()
            likes = {like.photo.pk for like in likeness.find(picture(preview))}
            times.append(time.perf_counter() - start)
            cpus.append(time.process_time() - cpu)
            found.setdefault(change, []).append(owners[name].pk in likes)
            false += len(likes - {owners[name].pk})
    return {
        **{change: f"{sum(hits)} of {len(hits)} found" for change, hits in found.items()},
        "false matches": f"{false} in {len(times)} look-ups",
        "look-up, CPU of this process": f"median {statistics.median(cpus) * 1000:.1f} ms, "
        f"longest {max(cpus) * 1000:.1f} ms",
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
    rng = random.Random(4)
    for area, _place in itertools.product((0.9, 0.8, 0.7, 0.6, 0.5), range(9)):
        across, down = rng.random(), rng.random()
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


def fill(count: int, each: int) -> None:
    """Write `count` photos of random looks, `each` of them, by the database itself."""
    from django.db import connection

    from photos.models import Photo

    for start in range(0, count, 1000):
        Photo.objects.bulk_create(
            Photo(is_awaiting=False, original="o", preview="p", checksum="x", width=1, height=1)
            for _ in range(start, min(count, start + 1000))
        )
    postgresql = connection.vendor == "postgresql"
    band = "floor(random() * 65536)::int" if postgresql else "random() & 65535"
    number = (
        "generate_series(1, %s) AS n"
        if postgresql
        else "(WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < %s) "
        "SELECT n FROM n)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO photos_fingerprint (photo_id, down, band_0, band_1, band_2, band_3) "
            # Only the words above stand in it.
            f"SELECT id, {band}, {band}, {band}, {band}, {band} FROM photos_photo, {number} "
            "WHERE checksum = 'x'",
            [each],
        )
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
