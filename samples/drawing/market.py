"""A covered market: awnings, hanging lamps, stalls heaped with fruit and fish."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .shapes import person


def _heap(
    canvas: Canvas, x: float, y: float, width: float, colours: list[str], size: float
) -> None:
    rng = canvas.rng
    canvas.glow(x, y + size, width * 0.62, "#2a1710", 0.6, size * 1.1)
    rows = 4
    for row in range(rows):
        count = int((width / size) * (1 - row * 0.2) / 1.5)
        for n in range(count):
            px = x + (n - (count - 1) / 2) * size * 1.5 + rng.uniform(-2, 2)
            py = y - row * size * 0.95
            tint = rng.choice(colours)
            canvas.oval(px, py, size, size * 0.94, mix(tint, "#2a1010", 0.28))
            canvas.oval(px - size * 0.12, py - size * 0.14, size * 0.82, size * 0.76, tint)
            canvas.oval(px - size * 0.34, py - size * 0.4, size * 0.2, size * 0.15, "#ffffff70")
    basket = [
        (x - width * 0.56, y - size * 0.2),
        (x + width * 0.56, y - size * 0.2),
        (x + width * 0.45, y + size * 2.1),
        (x - width * 0.45, y + size * 2.1),
    ]
    canvas.shade(basket, "#d6a663", "#8a5a2e")
    for n in range(1, 4):
        ry = y - size * 0.2 + n * size * 0.55
        canvas.stroke(
            [(x - width * (0.56 - n * 0.027), ry), (x + width * (0.56 - n * 0.027), ry)],
            3,
            "#7a4c26aa",
        )


def _awning(
    canvas: Canvas, x: float, y: float, width: float, drop: float, colours: tuple[str, str]
) -> None:
    stripes = 8
    step = width / stripes
    for n in range(stripes):
        a, b = x + n * step, x + (n + 1) * step
        tint = colours[n % 2]
        top_a, top_b = x + width * 0.06 + n * step * 0.88, x + width * 0.06 + (n + 1) * step * 0.88
        canvas.shade(
            [(top_a, y), (top_b, y), (b, y + drop), (a, y + drop)],
            mix(tint, "#fff2cc", 0.2),
            mix(tint, "#38140c", 0.15),
        )
        scallop = [
            (a + step * t / 8, y + drop + math.sin(t / 8 * math.pi) * step * 0.28) for t in range(9)
        ]
        canvas.fill([(a, y + drop - 1), *scallop, (b, y + drop - 1)], mix(tint, "#38140c", 0.12))


def market_stalls(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#2f2a3a"), (0.3, "#7a5348"), (0.55, "#f2c088"), (1, "#6a4434")])
    canvas.glow(1200, 700, 900, "#ffe6b4", 0.85, 480)
    for n in range(8):
        share = n / 7
        y, half = 600 - 640 * share, 240 + 1260 * share
        canvas.stroke(
            [
                (1200 - half, y + 240 * (1 - share)),
                (1200, y - 40),
                (1200 + half, y + 240 * (1 - share)),
            ],
            8 + 26 * share,
            mix("#c99a6c", "#221a22", share),
        )
    canvas.shade([(960, 860), (1440, 860), (2500, 1600), (-100, 1600)], "#e2b183", "#5a3a30")
    for _ in range(200):
        depth = rng.random() ** 0.7
        canvas.rect(
            1200 + rng.uniform(-1, 1) * (220 + depth * 900),
            870 + depth * 720,
            20 + depth * 70,
            3 + depth * 8,
            rng.choice(["#ffe0b022", "#2a181422"]),
            3,
        )
    fruit = [
        ["#e8502f", "#d83a2c", "#f07a3a"],
        ["#f2a22f", "#f4b84a", "#e88a22"],
        ["#8fb83f", "#a9cc55", "#6f9f38"],
        ["#c7355a", "#a82a50", "#d85a78"],
        ["#f0d04a", "#e8bf3a", "#f7e07a"],
        ["#7a4a8a", "#5f3a78", "#94629f"],
        ["#cfdde0", "#aebfc6", "#e6eef0"],
    ]
    for depth in range(5):
        s = 0.34 + 0.22 * depth**1.15
        y = 850 + 116 * depth**1.18
        for side in (-1, 1):
            cx = 1200 + side * (330 + 130 * depth**1.1)
            width = 440 * s * 1.5
            tall = 470 * s
            canvas.panel(
                cx - width * 0.5,
                y - tall,
                width,
                tall,
                mix("#5a3a34", "#e8b07c", 0.55 - 0.12 * depth),
                "#3a2420",
            )
            for edge in (-0.47, 0.47):
                canvas.panel(
                    cx + width * edge - 6 * s,
                    y - tall * 1.32,
                    12 * s,
                    tall * 1.4,
                    "#8a5a38",
                    "#4a2c1e",
                )
            seller = rng.choice(["#b23a48", "#2f6b6b", "#5a4a8a", "#d98a3a", "#e8e0d0"])
            person(
                canvas,
                cx - side * width * 0.04,
                y + 8,
                360 * s,
                seller,
                rng.choice(["", "#eedba8"]),
            )
            canvas.panel(cx - width * 0.5, y - 122 * s, width, 190 * s, "#a9693c", "#5a341f")
            canvas.rect(cx - width * 0.52, y - 130 * s, width * 1.04, 16 * s, "#d9a468", 4)
            for n in range(3):
                kinds = fruit[(depth * 2 + n + (3 if side > 0 else 0)) % len(fruit)]
                _heap(canvas, cx + (n - 1) * width * 0.31, y - 158 * s, width * 0.27, kinds, 16 * s)
            for n in range(2):
                kinds = fruit[(depth + n * 3 + (1 if side > 0 else 4)) % len(fruit)]
                _heap(canvas, cx + (n - 0.5) * width * 0.46, y - 6 * s, width * 0.36, kinds, 19 * s)
            stripes = [
                ("#d8443a", "#fbf0da"),
                ("#2f7f7a", "#fbf0da"),
                ("#e0a030", "#fbf0da"),
                ("#3f6aa0", "#fbf0da"),
            ][(depth + (side > 0)) % 4]
            _awning(canvas, cx - width * 0.58, y - tall * 1.44, width * 1.16, tall * 0.3, stripes)
            lamp = (cx - side * width * 0.2, y - tall * 0.98)
            canvas.glow(*lamp, 300 * s, "#ffdf9a", 0.8)
            canvas.fill(
                [
                    (lamp[0] - 26 * s, lamp[1]),
                    (lamp[0] - 9 * s, lamp[1] - 26 * s),
                    (lamp[0] + 9 * s, lamp[1] - 26 * s),
                    (lamp[0] + 26 * s, lamp[1]),
                ],
                "#3a2a28",
            )
            canvas.oval(lamp[0], lamp[1] + 5 * s, 15 * s, 15 * s, "#fff8e0")
        canvas.veil(500, y + 60, "#f6c890", 0, 0.13 - 0.025 * depth)
        for walker in range(2 if depth < 3 else 0):
            x = 1130 + walker * (150 + 40 * depth) + rng.uniform(-60, 20) - 60 * depth
            foot = y + 60 + 30 * depth
            canvas.glow(x + 10, foot, 120 * s, "#2a1710", 0.6, 16 * s)
            person(
                canvas,
                x,
                foot,
                350 * s,
                rng.choice(["#2f4a6b", "#f1ede0", "#a83f4a", "#4f7f5a", "#d9a83a"]),
                rng.choice(["", "", "#efdcaa"]),
            )
    canvas.veil(0, 380, "#1b1624", 0.5, 0)
    return canvas.finish()
