"""
How long the sweep over photos takes, and how much memory.

    python -m bench.check_photos [--photos 5000] [--database sqlite|postgresql|both]

Each photo has an original, a small picture and eighteen public files of 100 bytes; every second
one is shown by an edition. One file in a hundred is without a row, one row in a hundred without
its small picture. The sweep only looks; growth is that of the largest memory of the process.
"""

import argparse
import datetime
import resource
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import databases

LIMIT_MB = 40
FILES = 18


def main() -> int:
    parser = databases.parser_for(__doc__)
    parser.add_argument("--photos", type=int, default=5000)
    return databases.run("bench.check_photos", parser.parse_args(), measure)


def measure(options: argparse.Namespace) -> int:
    from django.db import connection

    from articles.findings import FindingKind
    from articles.sweeping import check

    if connection.vendor == "sqlite":
        # What is mapped of the database's own file is no memory of the sweep's.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
    fill(10)
    # Of any age: nothing is being uploaded here.
    at_once = datetime.timedelta(0)
    found = list(check(older_than=at_once))
    for start in range(0, options.photos, 500):
        fill(min(500, options.photos - start))
    before, began = peak(), time.perf_counter()
    counts = dict.fromkeys(FindingKind.values, 0)
    for finding in check(older_than=at_once):
        counts[finding.kind] += 1
    seconds, growth = time.perf_counter() - began, peak() - before
    told = ", ".join(f"{kind} {count}" for kind, count in counts.items() if count)
    print(f"{options.database}, {options.photos:,} photos, {options.photos * (FILES + 2):,} files")
    print(f"  {seconds:.1f} s, {growth:.0f} MB more memory; found: {told}")
    hundredth = options.photos // 100
    expected = {FindingKind.LOST_PREVIEW: hundredth, FindingKind.ORPHAN: hundredth}
    is_right = not found and counts == dict.fromkeys(FindingKind.values, 0) | expected
    return int(not is_right or growth > LIMIT_MB)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(count: int) -> None:
    """Put `count` photos, their files and an edition that shows every second one there."""
    from django.conf import settings

    from articles.models import EditionPhoto
    from photos.models import Photo, Rendition
    from tests import factories as make

    edition = make.published()
    public, private = Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT)
    photos = Photo.objects.bulk_create(
        Photo(
            is_awaiting=False,
            original=f"originals/{secrets.token_hex(16)}.jpg",
            preview=f"previews/{secrets.token_hex(16)}.jpg",
            checksum=secrets.token_hex(32),
            width=1,
            height=1,
        )
        for _ in range(count)
    )
    rows = [row for photo in photos for row in renditions_of(photo)]
    Rendition.objects.bulk_create(rows, batch_size=500)
    EditionPhoto.objects.bulk_create(
        EditionPhoto(
            edition=edition,
            photo=photo,
            key=f"{photo.pk}",
            position=0,
            checksum=photo.checksum,
            facts_key=photo.checksum,
            credit="Ảnh: BNH",
            files=[as_file(row) for row in rows[number * FILES : (number + 1) * FILES]],
        )
        for number, photo in enumerate(photos)
        if number % 2
    )
    for number, photo in enumerate(photos):
        write(private / photo.original.name)
        if number % 100 != 99:
            write(private / photo.preview.name)
        else:
            write(public / f"anh/{secrets.token_hex(16)}.jpg")
    for row in rows:
        write(public / row.file.name)


def renditions_of(photo) -> Iterator:
    from photos.models import Rendition

    for number in range(FILES):
        yield Rendition(
            photo=photo,
            facts_key=photo.checksum,
            format="jpeg",
            width=number + 1,
            height=1,
            file=f"anh/{secrets.token_hex(16)}.jpg",
        )


def as_file(row) -> dict:
    file = {"path": row.file.name, "format": row.format, "crop": row.crop}
    return {**file, "width": row.width, "height": row.height}


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 100)


if __name__ == "__main__":
    sys.exit(main())
