"""A city by night: a cable-stayed bridge and its lights in the river. 16:9."""

from random import Random

from PIL import Image

from .canvas import WIDE, Canvas, mix
from .shapes import karst, ridge

WATER = 860


def _pylon(canvas: Canvas, x: float, deck: float) -> None:
    top = deck - 560
    for n in range(1, 15):
        reach = n * 42
        peak = top + 30 + (14 - n) * 10
        for side in (-1, 1):
            hue = mix("#ffcf7a", "#7ad8ff", n / 14)
            canvas.stroke([(x, peak), (x + side * reach, deck)], 5, hue + "38")
            canvas.stroke([(x, peak), (x + side * reach, deck)], 1.8, hue + "dd")
    for side in (-1, 1):
        leg = [
            (x - 9, top),
            (x + 9, top),
            (x + side * 52 + 11, deck),
            (x + side * 40 + 9, WATER + 6),
            (x + side * 40 - 9, WATER + 6),
            (x + side * 52 - 11, deck),
        ]
        canvas.shade(leg, "#fff1cf", "#8f7a8a")
    canvas.panel(x - 52, deck - 200, 104, 14, "#fff1cf", "#cfae9a")
    canvas.glow(x, top, 130, "#ff6a4a", 0.8)
    canvas.oval(x, top - 4, 7, 7, "#ff8a6a")
    canvas.glow(x, deck - 200, 330, "#ffd99a", 0.4)


def night_bridge(rng: Random) -> Image.Image:
    canvas = Canvas(
        rng,
        [(0, "#0a1130"), (0.35, "#1d2a5c"), (0.56, "#5f4a82"), (0.64, "#d8848a"), (1, "#d8848a")],
        WIDE,
    )
    canvas.glow(1500, 850, 1300, "#f0a08a", 0.5, 330)
    for _ in range(190):
        x, y = rng.uniform(0, 2400), rng.uniform(0, 480)
        r = rng.choice([1, 1, 1.4, 2])
        canvas.oval(x, y, r, r, mix("#8f9ad0", "#ffffff", rng.random()))
    canvas.glow(420, 210, 210, "#dfe6ff", 0.5)
    canvas.oval(420, 210, 50, 50, "#f6f2e2")
    for n, x in enumerate((60, 330, 2200, 2380, 1960)):
        karst(canvas, x, WATER, 340, 260 + 50 * (n % 3), ("#2b2f60", "#6f5580"))
    canvas.shade(ridge(canvas, WATER, 90), "#2a2a58", "#5a4a78")
    for layer in range(3):
        x = -40.0
        while x < 2440:
            w = rng.uniform(46, 116)
            h = rng.uniform(60, 190 + 90 * layer) * (0.55 + 0.45 * abs(x - 1200) / 1200)
            body = mix("#4a4478", "#141a3c", layer / 2)
            canvas.panel(x, WATER - h, w, h, body, mix(body, "#c07a80", 0.16))
            for wx in range(int(x) + 8, int(x + w) - 10, 15):
                for wy in range(int(WATER - h) + 10, WATER - 14, 18):
                    if rng.random() < 0.36:
                        canvas.rect(
                            wx,
                            wy,
                            7,
                            9,
                            rng.choice(["#ffd98a", "#ffc061", "#fff0c8", "#9fd8ff"]) + "dd",
                        )
            if rng.random() < 0.12:
                canvas.glow(x + w / 2, WATER - h, 60, "#ff5a5a", 0.8)
            x += w + rng.uniform(0, 26)
    deck = 742
    for x in (760, 1640):
        _pylon(canvas, x, deck)
    canvas.panel(-20, deck, 2440, 30, "#f0cfa8", "#54486c")
    canvas.rect(-20, deck - 8, 2440, 8, "#ffe6b6")
    for n in range(42):
        x = n * 60 - 10
        canvas.stroke([(x, deck - 6), (x, deck - 52)], 3, "#cdb6ac")
        canvas.glow(x, deck - 54, 46, "#ffe2a0", 0.85)
        canvas.oval(x, deck - 54, 4, 4, "#fff8e4")
    for _ in range(34):
        x = rng.uniform(0, 2400)
        red = rng.random() < 0.5
        canvas.rect(x, deck - 20, 26, 12, "#232848", 4)
        canvas.glow(x + (0 if red else 26), deck - 14, 26, "#ff5038" if red else "#fff2c8", 1)
    for x in (180, 1200, 2180):
        canvas.panel(x - 20, deck + 28, 40, WATER - deck - 24, "#8a7488", "#4a4068")
    canvas.mirror(WATER, [(0, "#4a3f70"), (0.4, "#1c2450"), (1, "#090e28")], 0.62)
    for _ in range(150):
        x, y = rng.uniform(0, 2400), WATER + 8
        tint = rng.choice(["#ffd07a", "#ffb45c", "#ffe8b8", "#7ac8ff", "#ff7a6a"])
        canvas.glow(
            x,
            y + rng.uniform(40, 210),
            rng.uniform(5, 16),
            tint,
            rng.uniform(0.25, 0.6),
            rng.uniform(60, 240),
        )
    canvas.ripples(WATER + 4, WIDE, "#0b1030", 620, 0.5, 110)
    canvas.ripples(WATER + 4, WIDE, "#ffdca0", 260, 0.3, 70)
    for x, y, w in [(980, 1060, 260), (2010, 1150, 330)]:
        canvas.glow(x, y + 8, w * 0.8, "#050818", 0.7, 24)
        canvas.shade(
            [(x - w * 0.5, y - 34), (x + w * 0.56, y - 46), (x + w * 0.44, y), (x - w * 0.42, y)],
            "#4a3a58",
            "#171a38",
        )
        canvas.panel(x - w * 0.36, y - 82, w * 0.66, 46, "#ffe0a0", "#f0a860")
        for n in range(9):
            canvas.rect(x - w * 0.36 + n * w * 0.0735, y - 82, 5, 46, "#3a2a44")
        canvas.rect(x - w * 0.42, y - 94, w * 0.78, 13, "#c9483f", 4)
        canvas.glow(x, y - 50, w * 0.7, "#ffd08a", 0.4)
        canvas.glow(x, y + 70, w * 0.4, "#ffc878", 0.5, 90)
    return canvas.finish("#f3e4e8")
