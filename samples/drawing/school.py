"""A school yard on a flag morning: yellow building, flag, trees, pupils in rows."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, Point
from .shapes import person, ridge, tree


def _star(x: float, y: float, radius: float) -> list[Point]:
    return [
        (
            x + math.sin(n * math.pi / 5) * radius * (1 if n % 2 == 0 else 0.39),
            y - math.cos(n * math.pi / 5) * radius * (1 if n % 2 == 0 else 0.39),
        )
        for n in range(10)
    ]


def _flag(canvas: Canvas, x: float, y: float, width: float) -> None:
    height = width * 2 / 3
    wave = [(x + width * t / 20, math.sin(t / 20 * 7) * height * 0.06 * t / 20) for t in range(21)]
    outline = [(px, y + dy) for px, dy in wave] + [(px, y + height + dy) for px, dy in wave[::-1]]
    canvas.shade(outline, "#e5332a", "#c3221f")
    canvas.fill(_star(x + width / 2, y + height / 2, height * 0.3), "#ffd83b")


def school_yard(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#4fa3d1"), (0.35, "#a9d8e6"), (0.6, "#f4efd9"), (1, "#f4efd9")])
    canvas.glow(420, 260, 800, "#fff8dc", 0.7)
    for cx, cy in [(500, 330), (1750, 230), (2150, 420), (1050, 190)]:
        for n in range(7):
            canvas.glow(
                cx + (n - 3) * 62, cy - 26 * math.cos((n - 3) / 2.4), 150, "#ffffff", 0.75, 78
            )
    canvas.shade(ridge(canvas, 960, 420), "#8fbcb4", "#cfe0c8")
    canvas.shade(ridge(canvas, 990, 220), "#6fa58a", "#b3cfa0")
    canvas.panel(250, 560, 1900, 560, "#f6cf6a", "#e2ab4b")
    canvas.shade([(210, 566), (330, 440), (2070, 440), (2190, 566)], "#c65a3f", "#9c3f30")
    for n in range(105):
        x = 330 + n * 16.6
        canvas.stroke([(x, 442), (210 + n * 18.9, 566)], 2, "#7c2c2466")
    canvas.rect(200, 560, 2000, 20, "#fdf3d8")
    for floor in range(2):
        y = 600 + floor * 268
        canvas.panel(262, y, 1876, 190, "#b98a45", "#d3a255")
        for n in range(11):
            x = 300 + n * 166
            canvas.panel(x, y + 22, 62, 168, "#2f7f86", "#1f5a63")
            canvas.rect(x + 29, y + 22, 4, 168, "#174a52")
            canvas.panel(x + 74, y + 40, 66, 88, "#dff3ef", "#8ec4c8")
            canvas.rect(x + 105, y + 40, 4, 88, "#2f7f86")
            canvas.rect(x + 74, y + 82, 66, 4, "#2f7f86")
        for n in range(12):
            canvas.panel(254 + n * 171, y - 6, 22, 250, "#fff6dc", "#e9cf95")
        canvas.rect(254, y + 186, 1892, 12, "#fff6dc")
        for n in range(78):
            canvas.rect(262 + n * 24.2, y + 130, 6, 58, "#fff6dcdd")
        canvas.rect(254, y + 126, 1892, 9, "#fffaea")
        canvas.rect(240, y + 232, 1920, 30, "#f9e2a4")
    canvas.shade([(0, 1120), (2400, 1120), (2400, 1600), (0, 1600)], "#e0bf94", "#b98763")
    for n in range(9):
        y = 1120 + (n / 8) ** 1.6 * 480
        canvas.stroke([(0, y), (2400, y)], 1 + n * 0.4, "#8f634655")
    for n in range(-14, 15):
        canvas.stroke([(1200 + n * 95, 1120), (1200 + n * 260, 1600)], 2, "#8f634640")
    for x, size in [(110, 820), (2310, 860), (330, 520), (2080, 500)]:
        canvas.glow(x + 40, 1190 + size * 0.1, size * 0.5, "#4f3a30", 0.5, size * 0.09)
        tree(canvas, x, 1180 + size * 0.1, size, "#4f8f45", "#5c4030")
        for _ in range(int(size / 14)):
            angle, far = rng.uniform(0, math.tau), rng.random() ** 0.5
            px, py = (
                x + math.cos(angle) * size * 0.36 * far,
                1180 - size * 0.66 + math.sin(angle) * size * 0.24 * far,
            )
            canvas.oval(
                px, py, size * 0.016, size * 0.013, rng.choice(["#f0532f", "#e83b2c", "#ff7a45"])
            )
    canvas.shade([(1080, 1176), (1320, 1176), (1370, 1220), (1030, 1220)], "#f7ead0", "#d9bd92")
    canvas.panel(1030, 1220, 340, 26, "#c99f74", "#a37a55")
    canvas.panel(1192, 210, 16, 980, "#f4f4f0", "#9aa0a4")
    canvas.oval(1200, 206, 14, 14, "#f0c24a")
    _flag(canvas, 1208, 224, 330)
    for row in range(4):
        h = 118 + row * 34
        y = 1300 + row * 84
        for n in range(20):
            x = 1200 + (n - 9.5) * (92 + row * 19)
            if abs(n - 9.5) < 1.6:
                continue
            canvas.glow(x + 14, y, h * 0.34, "#5c4030", 0.6, h * 0.05)
            person(
                canvas,
                x + rng.uniform(-6, 6),
                y,
                h * rng.uniform(0.94, 1.04),
                "#fbfaf4",
                "",
                rng.choice(["#1f3358", "#26406b"]),
            )
            canvas.fill(
                [(x - h * 0.05, y - h * 0.8), (x + h * 0.05, y - h * 0.8), (x, y - h * 0.66)],
                "#d9302a",
            )
    return canvas.finish()
