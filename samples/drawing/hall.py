"""A conference hall: stage, curtain, rows of delegates seen from behind."""

from random import Random

from PIL import Image

from .canvas import SCALE, Canvas, mix
from .shapes import person


def curtain(canvas: Canvas, x0: float, x1: float, top: float, foot: float, colour: str) -> None:
    x = x0
    while x < x1:
        width = canvas.rng.uniform(26, 44)
        light = mix(colour, "#ff9d7a", canvas.rng.uniform(0.10, 0.24))
        canvas.panel(
            x, top, width, foot - top, mix(light, "#2a0508", 0.3), mix(light, "#2a0508", 0.1)
        )
        canvas.panel(
            x + width * 0.62,
            top,
            width * 0.38,
            foot - top,
            mix(colour, "#1c0408", 0.55),
            mix(colour, "#1c0408", 0.35),
        )
        x += width


def drum(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Draw a bronze drum instead of words: the wall says "assembly" and needs no font."""
    rings = [(168, "#e7bf6a"), (156, "#a9752f"), (142, "#e0b25c"), (96, "#a9752f"), (84, "#ecc878")]
    for share, colour in rings:
        canvas.oval(x, y, radius * share / 168, radius * share / 168, colour)
    half = radius * 78 / 168
    box = [(x - half) * SCALE, (y - half) * SCALE, (x + half) * SCALE, (y + half) * SCALE]
    for n in range(14):
        canvas.pen.pieslice(box, n * 360 / 14, n * 360 / 14 + 12, fill="#9c6a2a")


def conference_hall(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#3b2a24"), (0.5, "#8a6a4c"), (1, "#3a2820")])
    canvas.shade([(0, 0), (2400, 0), (2060, 210), (340, 210)], "#2a201d", "#6d5240")
    for row, y in enumerate((40, 92, 136, 172)):
        for n in range(7):
            x = 1200 + (n - 3) * (330 - row * 26)
            canvas.glow(x, y, 120 - row * 16, "#ffe2a8", 0.85, 44 - row * 6)
            canvas.oval(x, y, 34 - row * 5, 9 - row, "#fff6dd")
    canvas.shade([(0, 0), (340, 210), (340, 1010), (0, 1160)], "#7a5a3e", "#4a3325")
    canvas.shade([(2400, 0), (2060, 210), (2060, 1010), (2400, 1160)], "#80603f", "#4a3325")
    for n in range(6):
        x = 20 + n * 58
        lift = x * 0.62
        for side in (x, 2400 - x - 22):
            canvas.panel(side, 60 + lift, 22, 980 - lift * 0.75, "#a67f55", "#5c4230")
    curtain(canvas, 340, 2060, 210, 930, "#a3202a")
    canvas.glow(1200, 480, 900, "#ffcf96", 0.35, 460)
    canvas.panel(340, 196, 1720, 54, "#d8a64f", "#8c5a24")
    curtain(canvas, 340, 2060, 250, 318, "#7d1620")
    drum(canvas, 1200, 490, 168)
    canvas.shade([(250, 930), (2150, 930), (2330, 1030), (70, 1030)], "#c99763", "#9b6a40")
    canvas.panel(70, 1030, 2260, 54, "#6e4428", "#3c2417")
    for n in range(9):
        x = 620 + n * 145
        person(
            canvas, x, 960, 300, rng.choice(["#26344e", "#2e2f38", "#35506b", "#efe9df", "#3a4a3f"])
        )
    canvas.panel(540, 850, 1320, 28, "#f7efdf", "#d8c5a2")
    canvas.panel(556, 878, 1288, 112, "#8f2430", "#571018")
    for n in range(9):
        x = 620 + n * 145
        canvas.rect(x - 32, 826, 64, 26, "#fbf8f0", 3)
        canvas.stroke([(x + 44, 850), (x + 36, 806)], 3, "#2b2b30")
        canvas.oval(x + 35, 803, 6, 8, "#1d1d22")
    for n in range(64):
        x = 560 + n * 20
        bloom = rng.choice(["#f3b43f", "#e8554d", "#f7e8d0", "#e57ba0"])
        canvas.oval(x + rng.uniform(-5, 5), 1006 + rng.uniform(-8, 8), 19, 13, "#3f6b43")
        canvas.oval(x + rng.uniform(-8, 8), 996 + rng.uniform(-8, 8), 11, 9, bloom)
    canvas.shade([(366, 820), (492, 820), (510, 1000), (348, 1000)], "#b98350", "#5f3a20")
    canvas.rect(356, 808, 146, 18, "#d8a468", 4)
    person(canvas, 430, 880, 240, "#2b3d5c")
    canvas.shade([(366, 826), (492, 826), (510, 1000), (348, 1000)], "#b98350", "#5f3a20")
    canvas.shade([(0, 1084), (2400, 1084), (2400, 1600), (0, 1600)], "#6e3a31", "#241413")
    coats = ["#2a3550", "#e9e3d8", "#3b3f4a", "#41597a", "#5b4a40", "#efefef", "#7c2d36", "#2f4b45"]
    for row in range(5):
        scale = 0.62 + row * 0.26
        y = 1112 + row * 98 + row * row * 6
        step = 112 * scale
        start = rng.uniform(-step, 0)
        for n in range(int(2400 / step) + 2):
            x = start + n * step
            # The aisle down the middle leads to the stage.
            if abs(x - 1200) < 80 * scale:
                continue
            coat = mix(rng.choice(coats), "#140d10", 0.12 * row)
            w = 44 * scale
            if rng.random() < 0.9:
                canvas.oval(x, y + 34 * scale, w, 46 * scale, coat)
                canvas.rect(x - 9 * scale, y - 22 * scale, 18 * scale, 30 * scale, "#c0906e")
                canvas.oval(x, y - 36 * scale, 21 * scale, 26 * scale, "#1e1a1e")
                canvas.oval(x + 12 * scale, y - 46 * scale, 6 * scale, 9 * scale, "#4a3d3a")
            red = mix("#a02b35", "#12080c", 0.1 + 0.11 * row)
            canvas.rect(x - w * 1.05, y + 12 * scale, w * 2.1, 120 * scale, red, 20 * scale)
            canvas.rect(
                x - w * 0.9, y + 17 * scale, w * 1.8, 10 * scale, mix(red, "#ff9a80", 0.3), 5
            )
    canvas.veil(1100, 1600, "#160b10", 0, 0.5)
    return canvas.finish()
