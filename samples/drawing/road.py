"""A coast road under a storm: dark cloud, slanting rain, bent palms, wet asphalt."""

import math
from random import Random

from PIL import Image

from .canvas import SCALE, Canvas, mix
from .shapes import ridge


def _palm(canvas: Canvas, x: float, foot: float, size: float) -> None:
    top = (x + size * 0.30, foot - size)
    trunk = [(x + size * 0.30 * (t / 10) ** 2, foot - size * t / 10) for t in range(11)]
    canvas.stroke(trunk, size * 0.045, "#2b2a2e")
    for n in range(9):
        angle = -0.9 + n * 0.24
        reach = size * canvas.rng.uniform(0.38, 0.55)
        frond = []
        for t in range(9):
            share = t / 8
            px = top[0] + math.cos(angle * 0.8) * reach * share
            py = top[1] + math.sin(angle) * reach * share * 0.7 + share**2 * reach * 0.28
            frond.append((px, py))
        canvas.stroke(frond, size * 0.014, "#233a36")
        for px, py in frond[1:]:
            canvas.stroke(
                [(px, py), (px + reach * 0.13, py + reach * 0.12)], size * 0.012, "#2b4a42"
            )


def _truck(canvas: Canvas, x: float, y: float, s: float) -> None:
    canvas.glow(x, y + s * 0.05, s * 0.9, "#10161c", 0.7, s * 0.14)
    canvas.panel(x - s * 0.42, y - s * 0.92, s * 0.84, s * 0.5, "#dfe6e6", "#9fb0b4")
    canvas.panel(x - s * 0.4, y - s * 0.6, s * 0.8, s * 0.56, "#2f6f8a", "#1c4658")
    canvas.panel(x - s * 0.33, y - s * 0.55, s * 0.66, s * 0.22, "#c9dbe0", "#5c7c88")
    canvas.rect(x - s * 0.43, y - s * 0.12, s * 0.86, s * 0.1, "#1b2a33", s * 0.02)
    for side in (-0.3, 0.3):
        canvas.rect(x + s * side - s * 0.08, y - s * 0.06, s * 0.16, s * 0.12, "#15171a", s * 0.02)
        canvas.oval(x + s * side, y - s * 0.19, s * 0.06, s * 0.05, "#fff4cf")
        canvas.glow(x + s * side, y - s * 0.19, s * 0.5, "#fff0c0", 0.9)
        canvas.glow(x + s * side, y + s * 0.35, s * 0.14, "#ffe9b0", 0.6, s * 0.55)


def storm_road(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#232c38"), (0.3, "#4a5a66"), (0.52, "#a9b4aa"), (1, "#a9b4aa")])
    canvas.glow(1500, 800, 900, "#f3e6bd", 0.6, 260)
    for _ in range(110):
        depth = rng.random()
        tint = mix("#1f2733", rng.choice(["#6d7d88", "#3a4653", "#88949a"]), depth)
        canvas.glow(
            rng.uniform(-200, 2600),
            40 + depth * 520 + rng.uniform(-60, 60),
            rng.uniform(190, 480),
            tint,
            0.5,
            rng.uniform(60, 150),
        )
    canvas.shade(ridge(canvas, 860, 330), "#5b6d74", "#93a29f")
    canvas.shade(ridge(canvas, 880, 170), "#42565a", "#74867f")
    canvas.mirror(865, [(0, "#8fa09c"), (0.4, "#4f6a70"), (1, "#25383f")], 0.3)
    for _ in range(130):
        depth = rng.random() ** 1.4
        y, x = 872 + depth * 420, rng.uniform(0, 1100)
        w = 30 + depth * 170
        crest = [(x + w * t / 8, y - math.sin(t / 8 * math.pi) * (2 + 6 * depth)) for t in range(9)]
        canvas.stroke(crest, 1.5 + depth * 4, "#e6efe9" + ("66" if depth < 0.5 else "99"))
    canvas.shade(
        [(2400, 700), (2050, 800), (1650, 862), (1500, 880), (2400, 1300)], "#3f5248", "#26352f"
    )
    canvas.shade([(1500, 872), (2400, 1120), (2400, 1460)], "#3a4c42", "#222f2b")
    canvas.shade(
        [(1440, 872), (1530, 872), (2400, 1390), (2400, 1600), (140, 1600)], "#5b6468", "#2b3136"
    )
    canvas.shade([(1440, 872), (1428, 872), (-60, 1600), (140, 1600)], "#c9cbc2", "#8d918c")
    for n in range(15):
        share = (n / 15) ** 1.9
        x, y = 1434 - share * 1330, 872 + share * 700
        s = 5 + 120 * share
        canvas.panel(
            x - s * 0.3, y - s, s * 0.3, s * 1.02, "#f1efe4" if n % 2 else "#c4473a", "#8b8d88"
        )
    for n in range(13):
        a, b = (n / 13) ** 2.1, ((n + 0.55) / 13) ** 2.1

        def lane(share: float, side: float) -> tuple[float, float]:
            return 1484 - share * 190 + side * (2 + share * 26), 872 + share * 728

        canvas.fill([lane(a, -1), lane(a, 1), lane(b, 1), lane(b, -1)], "#e8dfb8cc")
    for _ in range(26):
        depth = rng.random()
        y = 960 + depth * 620
        canvas.oval(
            1480 - depth * 120 + rng.uniform(-1, 1) * (60 + depth * 900),
            y,
            60 + depth * 200,
            4 + depth * 16,
            "#b8c6c82e",
        )
    for x, foot, size in [(1700, 930, 240), (1850, 985, 340), (2050, 1080, 500), (2290, 1230, 760)]:
        _palm(canvas, x, foot, size)
    _truck(canvas, 1640, 1110, 210)
    x, y = 1010, 1440
    canvas.glow(x, y, 190, "#12181d", 0.7, 28)
    canvas.oval(x, y - 34, 16, 40, "#17191c")
    canvas.panel(x - 34, y - 150, 68, 84, "#8e2f2c", "#5a1f20")
    canvas.oval(x, y - 62, 13, 9, "#ff5a3c")
    canvas.glow(x, y - 62, 80, "#ff4a30", 0.8)
    canvas.shade(
        [
            (x, y - 330),
            (x + 60, y - 290),
            (x + 105, y - 90),
            (x + 40, y - 110),
            (x - 50, y - 96),
            (x - 92, y - 86),
            (x - 55, y - 290),
        ],
        "#f2c53d",
        "#c58a22",
    )
    canvas.oval(x, y - 340, 40, 44, "#e7ecec")
    canvas.oval(x, y - 326, 36, 30, "#c3cccc")
    canvas.veil(740, 868, "#c3cac0", 0, 0.3)
    canvas.veil(868, 1120, "#c3cac0", 0.3, 0)
    for _ in range(1500):
        depth = rng.random()
        px, py = rng.uniform(-200, 2500), rng.uniform(-100, 1600)
        reach = 26 + 90 * depth
        start, end = (px * SCALE, py * SCALE), ((px - reach * 0.34) * SCALE, (py + reach) * SCALE)
        canvas.pen.line(
            [start, end], fill=(226, 236, 238, round(26 + 54 * depth)), width=2 + round(2 * depth)
        )
    for _ in range(260):
        depth = rng.random()
        canvas.oval(
            1440 - depth * 200 + rng.uniform(-1, 1) * (40 + depth * 950),
            900 + depth * 690,
            4 + 16 * depth,
            1.5 + 5 * depth,
            "#e8f0f050",
        )
    return canvas.finish("#e6eef2")
