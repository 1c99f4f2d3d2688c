"""Three portraits of people who do not exist, each in a place of its own."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .figure import smooth
from .people import CHAIRMAN, DEPUTY, SECRETARY, bust
from .shapes import karst

WIDTH, HEIGHT = 1600, 2000  # 4:5, as the page of a person shows it


def portrait_secretary(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#b98d62"), (1, "#5e3c2a")], HEIGHT, width=WIDTH)
    canvas.glow(360, 560, 1000, "#ffe6bd", 0.8)
    _shelves(canvas, 960)
    canvas.soften()
    canvas.glow(860, 1300, 760, "#2a160c", 0.45)
    bust(canvas, 730, 1110, 680, SECRETARY)
    return canvas.finish()


def portrait_chairman(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#9cc3d6"), (0.5, "#f3e4cc"), (1, "#5d8f9c")], HEIGHT, width=WIDTH)
    canvas.glow(330, 470, 620, "#fff6dc", 0.9)
    canvas.panel(0, 1060, WIDTH, 940, "#a9cfd0", "#3f7482")
    towers = [(90, 330, 470), (420, 240, 270), (1130, 300, 420), (1490, 420, 700)]
    for x, width, height in towers:
        karst(canvas, x, 1070, width, height, ("#5f8791", "#8fb3b4"))
    canvas.soften()
    # The frame of a window, and its sill.
    for x in (0, 610, 1570):
        canvas.panel(x, 0, 44, HEIGHT, "#f4ead8", "#b9a285")
    canvas.panel(0, 250, WIDTH, 30, "#f4ead8", "#d2bd9d")
    canvas.soften()
    bust(canvas, 870, 1130, 740, CHAIRMAN)
    return canvas.finish()


def portrait_deputy(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#c98a72"), (1, "#7a3f3c")], HEIGHT, width=WIDTH)
    canvas.oval(800, 760, 660, 660, "#f6dcb8")
    canvas.oval(800, 760, 600, 600, "#fbeacb")
    _leaves(canvas)
    canvas.soften()
    canvas.glow(1000, 1500, 800, "#4a1f22", 0.4)
    bust(canvas, 800, 1080, 640, DEPUTY)
    return canvas.finish()


def _shelves(canvas: Canvas, left: float) -> None:
    rng = canvas.rng
    canvas.panel(left, 0, WIDTH - left, HEIGHT, "#4a2f20", "#2c1b13")
    for row in range(6):
        foot = 330 + row * 350
        x = left + 36.0
        while x < WIDTH:
            width, height = rng.uniform(34, 66), rng.uniform(200, 275)
            tint = rng.choice(["#8c2f2a", "#2f4f63", "#b88a3c", "#3f5a44", "#d8c8a4", "#5a3a4a"])
            canvas.panel(x, foot - height, width, height, tint, mix(tint, "#160d0a", 0.4))
            canvas.rect(x, foot - height * 0.82, width, 12, mix(tint, "#ffe2a4", 0.5))
            x += width + 5
        canvas.panel(left, foot, WIDTH - left, 30, "#9a6a43", "#6a452b")


def _leaves(canvas: Canvas) -> None:
    """Draw a plant on each side: slender leaves that fan out of a foot below the picture."""
    rng = canvas.rng
    for foot, side in ((150, -1), (1450, 1)):
        for n in range(11):
            lean = (n - 3.5) / 7 + rng.uniform(-0.05, 0.05)
            length = rng.uniform(820, 1180) * (1 - abs(lean) * 0.3)
            x, y = foot + side * math.sin(lean) * length, 2060 - math.cos(lean) * length
            half = length * 0.06
            middle = foot + side * math.sin(lean * 0.7) * length * 0.55
            height = 2060 - math.cos(lean * 0.7) * length * 0.55
            green = mix("#2b5f49", "#86ad66", rng.random())
            leaf = [(foot, 2060.0), (middle - half, height), (x, y), (middle + half, height)]
            canvas.shade(smooth(leaf), mix(green, "#f4ecc0", 0.2), mix(green, "#10261f", 0.3))
            rib = smooth([(foot, 2060), (middle, height), (x, y)], closed=False)
            canvas.stroke(rib, 5, mix(green, "#f4ecc0", 0.3))
