"""
A story page on first visit, on a cheap phone: when it is there, what moves, what it weighs.

    python -m bench.first_visit [--address http://127.0.0.1:8000] [--runs 5] [--path /muc/bai-1/]

Chromium reads the running demo through a proxy that compresses as a web server does, told by CDP to
wait 150 ms for an answer, to load 1.6 Mbit/s and to compute four times slower; 360 px wide, nothing
cached. Largest Contentful Paint is the median of the runs; layout shift the worst of them.
"""

import argparse
import gzip
import re
import statistics
import sys
import threading
import urllib.request
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.chromium import ARGUMENTS, executable

LATENCY_MS, BITS_A_SECOND, CPU_SLOWER, WIDTH = 150, 1_600_000, 4, 360
KB = 1024
LIMITS = {"LCP (s)": 1.8, "CLS": 0.0, "html": 15 * KB, "css": 8 * KB, "javascript": 5 * KB}
# As deploy/nginx.conf says it.
TEXT = re.compile(r"text/|javascript|json|xml|svg")
LEVEL = 5
OBSERVE = """
window.seen = {lcp: 0, cls: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.lcp = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.cls += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--path", help="a story; without it the first one with a picture")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        figures = measure(browser, options.address, options.path, options.runs)
        browser.close()
    return report(figures, options.runs)


def measure(browser, address: str, path: str | None = None, runs: int = 5) -> dict[str, float]:
    """Return {"LCP (s)", "CLS"} and compressed bytes by kind, of all that the first visit loads."""
    path = path or a_story(address)
    with compressing(address) as (proxy, sent):
        visits = []
        for _ in range(runs):
            sent.clear()
            visits.append(visit(browser, f"{proxy}{path}"))
    weights: Counter[str] = Counter()
    for kind, size in sent:
        weights[kind] += size
    return {
        "LCP (s)": statistics.median(seen["lcp"] for seen in visits) / 1000,
        "CLS": max(seen["cls"] for seen in visits),
        **{kind: weights[kind] for kind in ["html", "css", "javascript", "other"]},
    }


def a_story(address: str) -> str:
    with urllib.request.urlopen(f"{address}/") as response:  # noqa: S310  the demo's own address
        front = response.read().decode()
    for path in dict.fromkeys(re.findall(r'href="(/[a-z-]+/[a-z0-9-]+-\d+/)"', front)):
        with urllib.request.urlopen(f"{address}{path}") as response:  # noqa: S310
            if b'fetchpriority="high"' in response.read():
                return path
    raise RuntimeError("no story on the front page shows a picture")


def visit(browser, address: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": WIDTH, "height": 740}, locale="vi-VN")
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    cdp.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BITS_A_SECOND / 8,
            "uploadThroughput": BITS_A_SECOND / 8,
        },
    )
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="load")
    # What is painted last is told a moment after.
    page.wait_for_timeout(1000)
    seen = page.evaluate("window.seen")
    context.close()
    return seen


@contextmanager
def compressing(address: str):
    """Yield the address of a proxy before `address`, and the list of (kind, bytes) it sent."""
    sent: list[tuple[str, int]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            with urllib.request.urlopen(f"{address}{self.path}") as answer:  # noqa: S310
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            if TEXT.search(kind):
                body = gzip.compress(body, LEVEL)
                self.send_header("Content-Encoding", "gzip")
            sent.append((kind_of(kind), len(body)))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", sent
    finally:
        server.shutdown()
        server.server_close()


def kind_of(content_type: str) -> str:
    return next((kind for kind in ["html", "css", "javascript"] if kind in content_type), "other")


def report(figures: dict[str, float], runs: int) -> int:
    print(f"first visit, median of {runs}:")
    for name, value in figures.items():
        limit = f"  (at most {LIMITS[name]:,})" if name in LIMITS else ""
        print(f"  {name:<11} {value:,.2f}{limit}")
    return int(any(figures[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
