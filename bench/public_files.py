"""
Whether every public picture carries its credit, and nothing of the camera.

    python -m bench.public_files [--folder media/anh]

Reads all files of the folder with exiftool (Debian: libimage-exiftool-perl): after `make demo`
the renditions of all samples. Ends with 1 if one file is wrong.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys

NEEDED = {
    "credit": "XMP-photoshop:Credit",
    "creator": "XMP-dc:Creator",
    "copyright": "XMP-dc:Rights",
    "caption": "XMP-dc:Description",
    "web statement": "XMP-xmpRights:WebStatement",
}
# By groups of exiftool, and by words in names of tags.
FORBIDDEN_GROUPS = {"IFD0", "IFD1", "ExifIFD", "GPS", "IPTC", "MakerNotes", "Photoshop"}
FORBIDDEN_WORDS = ["GPS", "SerialNumber", "OwnerName", "Thumbnail", "MakerNote"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("media/anh"))
    folder = parser.parse_args().folder
    done = subprocess.run(
        ["exiftool", "-json", "-G1", "-all", "-r", str(folder)],
        capture_output=True,
        check=True,
    )
    rows = json.loads(done.stdout or "[]")
    found: collections.Counter[str] = collections.Counter()
    for row in rows:
        found.update(name for name, tag in NEEDED.items() if row.get(tag))
        told = [key for key in row if is_forbidden(key)]
        found["forbidden"] += bool(told)
        if told:
            print(row["SourceFile"], told)
    for name in NEEDED:
        print(f"{name}: {found[name]} of {len(rows)}")
    print(f"GPS, serial number, owner, thumbnail, maker note: {found['forbidden']} of {len(rows)}")
    # "Ảnh tư liệu" is a whole credit that names nobody.
    is_whole = all(found[name] == len(rows) for name in NEEDED if name != "creator")
    return int(not rows or not is_whole or found["forbidden"] > 0)


def is_forbidden(key: str) -> bool:
    group, _, name = key.partition(":")
    return group in FORBIDDEN_GROUPS or any(word in name for word in FORBIDDEN_WORDS)


if __name__ == "__main__":
    sys.exit(main())
