"""Three portraits of people who do not exist."""

from random import Random

from PIL import Image

from .canvas import Canvas, Stops, mix
from .figure import Look
from .people import CHAIRMAN, DEPUTY, SECRETARY, bust

WIDTH, HEIGHT = 1600, 2000  # 4:5, as the page of a person shows it


def _portrait(rng: Random, look: Look, wall: Stops, light: str) -> Image.Image:
    canvas = Canvas(rng, wall, HEIGHT, width=WIDTH)
    canvas.glow(560, 640, 1100, light, 0.75)
    canvas.glow(980, 1240, 760, mix(wall[-1][1], "#000000", 0.4), 0.4)
    bust(canvas, 800, 1080, 700, look)
    return canvas.finish()


def portrait_secretary(rng: Random) -> Image.Image:
    return _portrait(rng, SECRETARY, [(0, "#b98d62"), (1, "#5e3c2a")], "#ffe6bd")


def portrait_chairman(rng: Random) -> Image.Image:
    return _portrait(rng, CHAIRMAN, [(0, "#7fa3b4"), (1, "#2f4a5a")], "#e9f5f2")


def portrait_deputy(rng: Random) -> Image.Image:
    return _portrait(rng, DEPUTY, [(0, "#e0b592"), (1, "#94574a")], "#fff0d6")
