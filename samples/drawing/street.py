"""An old street at dusk: tiled roofs, yellow walls, paper lanterns."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .shapes import person


def _house(canvas: Canvas, x: float, width: float, eave: float, foot: float, wall: str) -> None:
    rng = canvas.rng
    roof = rng.choice(["#8e4a35", "#7d4234", "#6f4038"])
    ridge = eave - rng.uniform(120, 170)
    canvas.panel(
        x, eave, width, foot - eave, mix(wall, "#fff0c8", 0.12), mix(wall, "#5a3320", 0.38)
    )
    for _ in range(5):
        px = rng.uniform(x, x + width)
        canvas.glow(
            px, rng.uniform(eave + 60, foot), rng.uniform(40, 110), mix(wall, "#3f2a20", 0.5), 0.4
        )
    canvas.shade(
        [(x - 22, eave), (x + 34, ridge), (x + width - 34, ridge), (x + width + 22, eave)],
        mix(roof, "#e0a077", 0.2),
        mix(roof, "#200f10", 0.25),
    )
    for n in range(int(width / 17)):
        share = n / (width / 17)
        top, low = x + 34 + share * (width - 68), x - 22 + share * (width + 44)
        canvas.stroke([(top, ridge + 3), (low, eave)], 4, mix(roof, "#1c0c0e", 0.45) + "aa")
    canvas.rect(x + 26, ridge - 10, width - 52, 15, mix(roof, "#22100f", 0.5), 6)
    canvas.rect(x - 24, eave - 4, width + 48, 13, mix(roof, "#22100f", 0.55))
    bays = max(2, round(width / 150))
    middle = eave + (foot - eave) * 0.5
    for n in range(bays):
        cx = x + width * (n + 0.5) / bays
        half = width / bays * 0.29
        glowing = rng.random() < 0.7
        shutter = rng.choice(["#2f5a5a", "#44604a", "#5b4030"])
        canvas.rect(
            cx - half - 8, eave + 66, half * 2 + 16, middle - eave - 120, mix(wall, "#fff5dc", 0.4)
        )
        if glowing:
            canvas.panel(cx - half, eave + 74, half * 2, middle - eave - 136, "#ffd98e", "#f2a552")
        canvas.panel(
            cx - half,
            eave + 74,
            half * (0.7 if glowing else 2),
            middle - eave - 136,
            shutter,
            mix(shutter, "#101010", 0.3),
        )
        canvas.panel(
            cx - half * 1.15,
            middle + 92,
            half * 2.3,
            foot - middle - 92,
            "#ffcf85" if glowing else "#4a3024",
            "#b8652f" if glowing else "#2c1b16",
        )
        for leaf in (-1.15, 0.55):
            canvas.panel(
                cx + half * leaf, middle + 92, half * 0.6, foot - middle - 92, "#5d3b28", "#33201a"
            )
    canvas.shade(
        [
            (x - 26, middle + 58),
            (x, middle + 4),
            (x + width, middle + 4),
            (x + width + 26, middle + 58),
        ],
        mix(roof, "#e0a077", 0.1),
        mix(roof, "#200f10", 0.4),
    )
    canvas.rect(x - 28, middle + 54, width + 56, 12, "#3a201c")


def _lanterns(canvas: Canvas, y0: float, y1: float, sag: float, count: int, size: float) -> None:
    def line(t: float) -> tuple[float, float]:
        return -60 + 2520 * t, y0 + (y1 - y0) * t + math.sin(t * math.pi) * sag

    canvas.stroke([line(n / 40) for n in range(41)], 3, "#2d1f22")
    colours = ["#e2432f", "#f0a02f", "#d8365f", "#e86a2e", "#f2c24a", "#3f8f86"]
    for n in range(count):
        x, y = line((n + 0.5) / count)
        colour = colours[n % len(colours)]
        s = size * canvas.rng.uniform(0.85, 1.15)
        canvas.stroke([(x, y), (x, y + s * 0.5)], 2, "#2d1f22")
        cy = y + s * 1.2
        canvas.glow(x, cy, s * 3.1, mix(colour, "#ffd080", 0.5), 0.55)
        canvas.oval(x, cy, s * 0.78, s * 0.72, colour)
        canvas.oval(x, cy, s * 0.46, s * 0.69, mix(colour, "#ffe2a0", 0.4))
        canvas.oval(x, cy, s * 0.18, s * 0.67, mix(colour, "#fff4d0", 0.75))
        for dy in (-0.74, 0.62):
            canvas.rect(x - s * 0.3, cy + s * dy, s * 0.6, s * 0.14, "#5a2a1c", 3)
        canvas.stroke([(x, cy + s * 0.7), (x, cy + s * 1.4)], 4, "#c98a2e")


def old_street(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#2f3f6b"), (0.3, "#8a6f92"), (0.55, "#f0a882"), (1, "#f6c795")])
    canvas.glow(1200, 760, 1000, "#ffd9a0", 0.7, 520)
    for x, width, eave in [(900, 210, 640), (1105, 200, 610), (1300, 230, 655)]:
        _house(canvas, x, width, eave, 1150, "#d9a868")
    canvas.veil(480, 1150, "#f3b98c", 0.5, 0.42)
    for x, width, eave, wall in [(560, 350, 540, "#e0a94e"), (1500, 360, 520, "#d99a4c")]:
        _house(canvas, x, width, eave, 1200, wall)
    canvas.veil(420, 1200, "#f0b088", 0.12, 0.2)
    for x, width, eave, wall in [(-60, 610, 400, "#e3ae45"), (1880, 600, 380, "#c9d0b0")]:
        _house(canvas, x, width, eave, 1270, wall)
    road = [
        (0, 1270),
        (560, 1200),
        (900, 1150),
        (1500, 1150),
        (1860, 1200),
        (2400, 1270),
        (2400, 1600),
        (0, 1600),
    ]
    canvas.shade(road, "#c98f6a", "#4a3a40")
    for _ in range(420):
        depth = rng.random() ** 0.7
        y = 1165 + depth * 435
        x = 1200 + rng.uniform(-1, 1) * (340 + depth * 1100)
        w = 16 + depth * 54
        canvas.rect(x, y, w, 4 + depth * 12, rng.choice(["#f6c08c22", "#2a202822", "#ffe2b020"]), 4)
    canvas.glow(1200, 1260, 700, "#ffd79a", 0.55, 150)
    for x, y, h, coat, hat in [
        (1120, 1190, 105, "#b23a48", "#e8d29a"),
        (1185, 1188, 112, "#f1ede0", ""),
        (1370, 1205, 120, "#39536e", ""),
        (820, 1290, 210, "#2f5d62", "#e9d6a2"),
        (1590, 1330, 250, "#f4efe2", ""),
        (1700, 1335, 235, "#c44a3d", "#ecd9a6"),
    ]:
        canvas.glow(x, y + 2, h * 0.5, "#1f1820", 0.6, h * 0.09)
        person(canvas, x, y, h, coat, hat)
    _lanterns(canvas, 610, 590, 60, 19, 21)
    _lanterns(canvas, 420, 470, 110, 13, 34)
    _lanterns(canvas, 250, 170, 190, 9, 56)
    canvas.veil(0, 420, "#232a52", 0.4, 0)
    return canvas.finish()
