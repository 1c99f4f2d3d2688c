"""
The process that decodes: `python -m photos.decoding.child`, one picture and it ends.

In: a line of JSON ({"task", …its arguments}), then the bytes of the file. Out: a line of
JSON ({"answer", "sizes"} or {"refused", "details"}), then the files one after the other.
"""

import json
import resource
import sys
from collections.abc import Callable

from PIL import AvifImagePlugin, Image, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

from photos.decoding import making
from photos.decoding.opening import Refused

# All that Pillow loads late is there before files cannot be opened any more.
LOADED = (AvifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
Image.preinit()
TASKS: dict[str, Callable[..., making.Answer]] = {"look": making.look, "make": making.make}
# A 60-megapixel PNG with transparency takes 240 MB before it is made small.
MEMORY = 1200 * 1024 * 1024
SECONDS = 30


def limit() -> None:
    """From here on: so much memory and time, no file written, none opened, no process begun."""
    for what, most in [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
    ]:
        if what == resource.RLIMIT_AS and sys.platform == "darwin":
            # Not to be had there: a developer's machine lives with the limit of time.
            continue
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    limit()
    data = sys.stdin.buffer.read()
    blobs: list[bytes] = []
    try:
        answer, blobs = TASKS[asked.pop("task")](data, **asked)
        head = {"answer": answer, "sizes": [len(blob) for blob in blobs]}
    except Refused as refused:
        head = {"refused": refused.code, "details": refused.details}
    except MemoryError:
        head = {"refused": "too_large", "details": {}}
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    for blob in blobs:
        out.write(blob)
    out.flush()


if __name__ == "__main__":
    main()
