"""A lighthouse on a headland at blue hour, its beam over the sea."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, clear, mix
from .shapes import karst


def lighthouse(rng: Random) -> Image.Image:
    canvas = Canvas(
        rng, [(0, "#14284e"), (0.3, "#35608a"), (0.5, "#9fb4b8"), (0.62, "#f4c9a0"), (1, "#f4c9a0")]
    )
    canvas.glow(500, 990, 1100, "#ffd9a8", 0.7, 330)
    for _ in range(120):
        x, y = rng.uniform(0, 2400), rng.uniform(0, 520)
        canvas.oval(x, y, 1.3, 1.3, mix("#6f8fc0", "#ffffff", rng.random()))
    for _ in range(18):
        canvas.glow(
            rng.uniform(0, 2400),
            rng.uniform(420, 900),
            rng.uniform(260, 620),
            rng.choice(["#f6c4a0", "#5f7f9f", "#e8d8c8"]),
            0.42,
            rng.uniform(14, 36),
        )
    for x, w, h in [(150, 300, 190), (420, 240, 120), (900, 380, 240), (1180, 240, 140)]:
        karst(canvas, x, 1002, w, h, ("#4f7088", "#b9b0a8"))
    canvas.veil(860, 1000, "#f4cfae", 0, 0.5)
    canvas.mirror(1000, [(0, "#e3c4aa"), (0.25, "#5f8a9c"), (1, "#123450")], 0.4)
    canvas.ripples(1006, 1600, "#ffe9cc", 560, 0.4)
    canvas.ripples(1040, 1600, "#0f2c48", 380, 0.32, 130)
    lamp = (1756, 372)
    for spread, alpha in ((130, 0.16), (80, 0.2), (38, 0.3)):
        canvas.fill(
            [lamp, (-40, 330 - spread), (-40, 330 + spread * 1.5)], clear("#fff0bc", alpha * 0.6)
        )
        canvas.fill(
            [lamp, (2440, 420 - spread * 0.4), (2440, 420 + spread * 0.55)],
            clear("#fff0bc", alpha * 0.6),
        )
    head = [
        (2400, 820),
        (2250, 850),
        (2100, 838),
        (1960, 872),
        (1800, 866),
        (1640, 892),
        (1530, 930),
        (1440, 1010),
        (1370, 1080),
        (1300, 1180),
        (1240, 1240),
        (1330, 1300),
        (2400, 1420),
    ]
    canvas.shade(head, "#3f6250", "#16242e")
    for _ in range(46):
        x = rng.uniform(1340, 2400)
        y = rng.uniform(max(960, 2420 - x * 0.9), 1250)
        s = rng.uniform(20, 90)
        rock = [
            (x, y),
            (x + s * 0.3, y - s * 0.7),
            (x + s * 0.8, y - s * 0.5),
            (x + s, y + s * 0.2),
            (x + s * 0.4, y + s * 0.35),
        ]
        canvas.shade(rock, mix("#8f8a82", "#27404a", rng.random()), "#1a2a34", 0.75)
    for _ in range(240):
        x = rng.uniform(1520, 2400)
        y = 905 - (x - 1520) * 0.09 + rng.uniform(-14, 80)
        canvas.stroke(
            [(x, y), (x + rng.uniform(4, 14), y - rng.uniform(10, 26))],
            3,
            rng.choice(["#6f8f5a", "#4a7050", "#9aa868"]),
        )
    canvas.panel(1900, 742, 250, 126, "#f1e6cf", "#a8a090")
    canvas.shade([(1876, 746), (1926, 672), (2124, 672), (2174, 746)], "#b9503f", "#7a322c")
    for n in range(3):
        canvas.panel(1926 + n * 76, 778, 42, 50, "#ffe09a", "#f0aa58")
        canvas.glow(1947 + n * 76, 803, 80, "#ffd08a", 0.5)
    x = lamp[0]
    tower = [(x - 52, 440), (x + 52, 440), (x + 92, 880), (x - 92, 880)]
    canvas.shade(tower, "#fbf6ea", "#c8c4bc")
    for n in (0, 2):
        a, b = 0.12 + n * 0.22, 0.12 + (n + 1) * 0.22
        band = [
            (x - 52 - 40 * a, 440 + 440 * a),
            (x + 52 + 40 * a, 440 + 440 * a),
            (x + 52 + 40 * b, 440 + 440 * b),
            (x - 52 - 40 * b, 440 + 440 * b),
        ]
        canvas.shade(band, "#d8483c", "#b0342f")
    canvas.shade(
        [(x + 14, 440), (x + 52, 440), (x + 92, 880), (x + 26, 880)], "#1f2f48", "#1f2f48", 0.3
    )
    for y in (540, 650, 760):
        canvas.rect(x - 13, y, 26, 44, "#ffd98a", 12)
    canvas.panel(x - 76, 424, 152, 20, "#3a4a5c", "#22303f")
    for n in range(11):
        canvas.rect(x - 74 + n * 14.4, 392, 4, 34, "#3a4a5c")
    canvas.rect(x - 78, 388, 156, 6, "#4a5c70")
    canvas.panel(x - 42, 326, 84, 98, "#fff3c4", "#ffd27a")
    for n in range(5):
        canvas.rect(x - 42 + n * 20, 326, 4, 98, "#33424f")
    canvas.pen.pieslice([(x - 54) * 2, 266 * 2, (x + 54) * 2, 386 * 2], 180, 360, fill="#b0342f")
    canvas.stroke([(x, 268), (x, 226)], 5, "#33424f")
    canvas.glow(*lamp, 420, "#fff2c0", 1)
    canvas.oval(*lamp, 22, 22, "#fffdf0")
    for _ in range(150):
        t = rng.random()
        px, py = 1235 + 1165 * t, 1240 + 150 * t + rng.uniform(-12, 30)
        w = rng.uniform(14, 70)
        foam = [(px + w * s / 6, py - math.sin(s / 6 * math.pi) * w * 0.16) for s in range(7)]
        canvas.stroke(foam, rng.uniform(2, 6), "#eef4f0" + rng.choice(["55", "88", "aa"]))
    canvas.ripples(1330, 1600, "#ffe9cc", 150, 0.34, 130)
    return canvas.finish("#f4ecea")
