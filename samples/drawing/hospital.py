"""A provincial hospital in the morning: white wings, glass, garden, an ambulance."""

from random import Random

from PIL import Image

from .canvas import Canvas
from .shapes import person, ridge, tree


def _wing(canvas: Canvas, x: float, y: float, width: float, floors: int, foot: float) -> None:
    rng = canvas.rng
    height = (foot - y) / floors
    canvas.panel(x, y, width, foot - y, "#fbfaf4", "#dfe4df")
    for floor in range(floors):
        top = y + floor * height
        canvas.panel(x + 20, top + height * 0.24, width - 40, height * 0.5, "#8fc8d2", "#4f93a6")
        bays = round(width / 74)
        for n in range(bays):
            px = x + 20 + n * (width - 40) / bays
            if rng.random() < 0.3:
                canvas.panel(
                    px, top + height * 0.24, (width - 40) / bays, height * 0.5, "#e9f4ec", "#b6d8da"
                )
            canvas.rect(px, top + height * 0.24, 7, height * 0.5, "#f5f6f0")
        canvas.rect(x - 8, top + height * 0.8, width + 16, 11, "#ffffff")
        canvas.rect(x, top + height * 0.8 + 11, width, 7, "#9fb3b855")
    canvas.rect(x - 14, y - 18, width + 28, 24, "#e9efe9", 3)
    canvas.rect(x - 14, y + 2, width + 28, 6, "#2f8f86")


def hospital_morning(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#66b3cf"), (0.32, "#b9e0e0"), (0.58, "#fdf3d9"), (1, "#fdf3d9")])
    canvas.glow(2050, 360, 800, "#fff8da", 0.9)
    for cx, cy in [(380, 250), (1200, 170), (1800, 300)]:
        for n in range(8):
            canvas.glow(cx + (n - 4) * 70, cy + rng.uniform(-18, 18), 150, "#ffffff", 0.7, 60)
    canvas.shade(ridge(canvas, 1000, 430), "#9cc4bd", "#dbe8d0")
    canvas.shade(ridge(canvas, 1020, 240), "#7bae96", "#bcd6ac")
    _wing(canvas, 120, 560, 760, 5, 1140)
    _wing(canvas, 1520, 560, 760, 5, 1140)
    canvas.shade([(880, 470), (960, 500), (960, 1140), (880, 1140)], "#b9c6c4", "#9fb0ae")
    _wing(canvas, 860, 400, 680, 7, 1140)
    canvas.panel(1080, 400, 240, 740, "#a9dbe0", "#4a90a4")
    for n in range(15):
        canvas.rect(1080, 430 + n * 48, 240, 5, "#e8f4f0")
    for n in range(5):
        canvas.rect(1080 + n * 59, 400, 5, 740, "#e8f4f0")
    canvas.fill([(1080, 400), (1200, 400), (1100, 1140), (1080, 1140)], "#ffffff30")
    canvas.rect(1110, 236, 180, 150, "#fbfaf4", 14)
    canvas.rect(1182, 258, 36, 106, "#2f9f8a", 6)
    canvas.rect(1147, 293, 106, 36, "#2f9f8a", 6)
    canvas.shade([(0, 1140), (2400, 1140), (2400, 1600), (0, 1600)], "#c9d3c4", "#8f9a94")
    canvas.shade([(0, 1150), (900, 1150), (560, 1330), (0, 1380)], "#a9cf7f", "#6fa857")
    canvas.shade([(1500, 1150), (2400, 1150), (2400, 1380), (1840, 1330)], "#a9cf7f", "#6fa857")
    canvas.shade([(940, 1150), (1460, 1150), (1900, 1600), (500, 1600)], "#e4e2d4", "#b5b5aa")
    for n in range(6):
        y = 1180 + (n / 6) ** 1.5 * 420
        canvas.rect(1192 - n * 3, y, 16 + n * 6, 14 + n * 8, "#ffffffaa", 3)
    for x in (960, 1420):
        canvas.panel(x, 1000, 24, 160, "#f5f5ee", "#c9d0c9")
    canvas.shade([(900, 984), (1500, 984), (1540, 1010), (860, 1010)], "#ffffff", "#cfe0da")
    canvas.rect(860, 1010, 680, 16, "#2f8f86")
    canvas.panel(1060, 1030, 280, 112, "#cdeaea", "#7fb8c0")
    for n in range(5):
        canvas.rect(1060 + n * 69, 1030, 5, 112, "#f5f5ee")
    x, y = 1560, 1330
    canvas.glow(x + 170, y + 6, 330, "#4a524c", 0.7, 34)
    canvas.shade(
        [
            (x, y - 170),
            (x + 250, y - 170),
            (x + 320, y - 90),
            (x + 350, y - 76),
            (x + 350, y - 22),
            (x, y - 22),
        ],
        "#ffffff",
        "#d3dbd8",
    )
    canvas.shade(
        [(x + 240, y - 152), (x + 254, y - 152), (x + 306, y - 92), (x + 240, y - 92)],
        "#8fc0cc",
        "#4f8698",
    )
    canvas.panel(x + 150, y - 150, 74, 56, "#8fc0cc", "#4f8698")
    canvas.rect(x, y - 78, 350, 20, "#d8483c")
    canvas.rect(x + 52, y - 146, 14, 54, "#d8483c")
    canvas.rect(x + 32, y - 126, 54, 14, "#d8483c")
    canvas.rect(x + 150, y - 186, 60, 18, "#3f7fd0", 6)
    canvas.glow(x + 180, y - 178, 90, "#6fb0ff", 0.7)
    for wheel in (74, 274):
        canvas.oval(x + wheel, y - 20, 34, 34, "#23282c")
        canvas.oval(x + wheel, y - 20, 15, 15, "#aab4b6")
    for tx, foot, size in [
        (130, 1300, 560),
        (420, 1235, 320),
        (2260, 1310, 600),
        (1990, 1240, 330),
    ]:
        canvas.glow(tx + 30, foot, size * 0.4, "#3f5a38", 0.6, size * 0.07)
        tree(canvas, tx, foot, size, "#5fa05a", "#5c4a38")
    for n in range(90):
        side = n % 2
        px = rng.uniform(30, 640) if side else rng.uniform(1800, 2370)
        py = rng.uniform(1330, 1376)
        canvas.oval(px, py, 20, 15, "#4f8f4a")
        canvas.oval(px + 4, py - 8, 8, 7, rng.choice(["#f3d04a", "#e8607a", "#ffffff", "#f08a3a"]))
    for px, py, h, coat, legs in [
        (1010, 1270, 170, "#ffffff", "#f0f4f2"),
        (1085, 1275, 165, "#8fd0c4", "#6fb8ac"),
        (860, 1390, 220, "#c85a4a", ""),
        (760, 1405, 205, "#e6c88a", ""),
        (1350, 1230, 145, "#ffffff", "#e8eeee"),
        (1290, 1490, 270, "#5a7fae", ""),
    ]:
        canvas.glow(px + 16, py, h * 0.36, "#4a524c", 0.6, h * 0.05)
        person(canvas, px, py, h, coat, "", legs)
    return canvas.finish("#fff4e2")
