"""
What a 24-megapixel picture costs: the first small one, then all public files.

    python -m bench.pictures [--times 100] [--megapixels 24]

Wall time of the first includes starting the decoder's process. The naive way (each file made of
the full picture) runs in the same run, for the ratio. CPU of children; peak from ru_maxrss.
"""

import argparse
import io
import random
import resource
import statistics
import sys
import time

from PIL import Image

from photos.decoding import making, opening
from photos.decoding.process import run

ASKED = {
    "widths": [320, 640, 1024, 1600],
    "crops": {"16x9": [16, 9], "4x3": [4, 3], "1x1": [1, 1]},
    "focal": [0.5, 0.5],
    "xmp": "",
}
LIMITS = {"first": 0.4, "cpu": 3.0, "peak": 300.0, "ratio": 4.0, "growth": 20.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--megapixels", type=float, default=24)
    options = parser.parse_args()
    found = measure(options.megapixels, options.times)
    for name, value in found.items():
        print(f"{name}: {value:.2f} (limit {LIMITS[name]})")
    is_fast = all(found[name] <= LIMITS[name] for name in LIMITS if name != "ratio")
    return int(not is_fast or found["ratio"] < LIMITS["ratio"])


def measure(megapixels: float, times: int) -> dict[str, float]:
    """Return seconds (first: median wall; cpu), MiB (peak of a child, growth of us), ratio."""
    data = picture(megapixels)
    firsts = []
    for _ in range(5):
        start = time.perf_counter()
        run("look", data)
        firsts.append(time.perf_counter() - start)
    cpu = spent_by_children(lambda: run("make", data, **ASKED))
    start = time.process_time()
    naive(data)
    slow = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    before = resident()
    for _ in range(times):
        run("look", data)
    return {
        "first": statistics.median(firsts),
        "cpu": cpu,
        "peak": peak,
        "ratio": slow / cpu,
        "growth": resident() - before,
    }


def picture(megapixels: float) -> bytes:
    """Return a JPEG with detail in it: flat colour would cost nothing."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    random.seed(11)
    grain = Image.effect_noise((height // 2, height // 3), 70).convert("RGB")
    buffer = io.BytesIO()
    whole = grain.resize((height * 3 // 2, height), Image.Resampling.BICUBIC)
    whole.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def naive(data: bytes) -> None:
    """Each file of the full picture, in the codecs' own settings."""
    for width in ASKED["widths"]:
        for format in making.WRITTEN:
            with opening.opened(data) as image:
                small = image.convert("RGB")
                small = small.resize((width, width * 2 // 3), Image.Resampling.LANCZOS)
                small.save(io.BytesIO(), format)


def spent_by_children(work) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def resident() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1024 / 1024


if __name__ == "__main__":
    sys.exit(main())
