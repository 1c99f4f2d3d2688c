"""
What a browser loads of a page, in bytes before compression.

    python -m bench.weight [--address http://127.0.0.1:8000]

Reads the running demo: every story on its front page, and the style sheets.
"""

import argparse
import re
import sys
import urllib.request

HTML_LIMIT, CSS_LIMIT = 40 * 1024, 25 * 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    address = parser.parse_args().address
    front = load(address, "/").decode()
    stories = sorted(set(re.findall(r'href="(/[a-z-]+/[a-z0-9-]+-\d+/)"', front)))
    sizes = {path: len(load(address, path)) for path in stories}
    heaviest = max(sizes, key=lambda path: sizes[path])
    css = sum(
        len(load(address, path))
        for path in re.findall(r'href="([^"]+\.css)"', load(address, heaviest).decode())
    )
    print(f"{len(sizes)} stories, the heaviest {sizes[heaviest]:,} bytes: {heaviest}")
    print(f"CSS of a story page: {css:,} bytes")
    return int(sizes[heaviest] > HTML_LIMIT or css > CSS_LIMIT)


def load(address: str, path: str) -> bytes:
    with urllib.request.urlopen(address + path) as response:  # noqa: S310  the demo's own address
        return response.read()


if __name__ == "__main__":
    sys.exit(main())
