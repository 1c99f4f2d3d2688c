"""
How long each picture of a folder takes to be taken or refused: decoder's process included.

    python -m bench.hostile FOLDER
"""

import argparse
import sys
import time
from pathlib import Path

LIMIT = 1.0


def main() -> int:
    import django

    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("folder", type=Path)
    django.setup()
    times = {path: spend(path) for path in sorted(parser.parse_args().folder.rglob("*"))}
    files = {path: found for path, found in times.items() if found is not None}
    longest = max(files, key=lambda path: files[path][0])
    taken = sum(is_taken for _seconds, is_taken in files.values())
    print(f"{len(files)} files: {taken} taken, {len(files) - taken} refused")
    print(f"longest, {longest.name}: {files[longest][0]:.2f} s (at most {LIMIT:.0f})")
    return int(files[longest][0] > LIMIT)


def spend(path: Path) -> tuple[float, bool] | None:
    """Return seconds by the clock, and whether the picture was taken; None for a folder."""
    from django.core.files import File

    from photos.pictures import PictureRefused, take

    if not path.is_file():
        return None
    start = time.perf_counter()
    with path.open("rb") as file:
        try:
            take(File(file), name=path.name)
        except PictureRefused:
            return time.perf_counter() - start, False
    return time.perf_counter() - start, True


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    sys.exit(main())
