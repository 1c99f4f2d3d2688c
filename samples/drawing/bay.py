"""A karst bay with junks: at dawn, and by day."""

from random import Random

from PIL import Image

from .canvas import Canvas, clear, mix
from .shapes import junk, karst

HORIZON = 940


def _bay(rng: Random, sky: list, haze: str, near: str, sun: tuple, sails: list) -> Image.Image:
    canvas = Canvas(rng, sky)
    sun_x, sun_y, light = sun
    canvas.glow(sun_x, sun_y, 1000, light, 0.75)
    canvas.glow(sun_x, sun_y, 330, "#fff3d6", 0.85)
    canvas.oval(sun_x, sun_y, 62, 62, "#fff6e2")
    for _ in range(16):
        x, y = rng.uniform(0, 2400), rng.uniform(120, 560)
        canvas.glow(x, y, rng.uniform(240, 620), "#fff0dc", 0.2, rng.uniform(12, 38))
    for depth in range(4):
        share = (depth + 1) / 4
        tone = mix(haze, near, share**1.5)
        for _ in range(10 - depth * 2):
            x = rng.uniform(-100, 2500)
            # The middle stays open: the eye follows the light to the horizon.
            if depth > 1 and 760 < x < 1820:
                x += 1100 if x > 1290 else -900
            size = rng.uniform(0.7, 1.2)
            foot = mix(tone, haze, 0.55)
            height = (150 + 430 * share**1.4) * size
            karst(canvas, x, HORIZON + 2, (200 + 300 * share) * size, height, (tone, foot))
        canvas.veil(HORIZON - 210, HORIZON, haze, 0, 0.5 - 0.09 * depth)
    tint = [
        (0, mix(haze, "#ffffff", 0.12)),
        (0.35, mix(haze, near, 0.38)),
        (1, mix(near, "#06202c", 0.45)),
    ]
    canvas.mirror(HORIZON, tint, 0.5)
    canvas.glow(sun_x, HORIZON + 120, 190, "#fff0cf", 0.65, 420)
    canvas.ripples(HORIZON + 6, 1600, "#fff3da", 620, 0.34)
    canvas.ripples(HORIZON + 60, 1600, mix(near, "#06202c", 0.5), 420, 0.3, 120)
    for x, y, size, sail in sails:
        junk(canvas, x, y, size, sail, "#4b2c22")
        canvas.glow(x, y + size * 0.22, size * 0.45, mix(sail, near, 0.5), 0.4, size * 0.3)
    canvas.ripples(1150, 1600, clear("#fff3da", 1), 120, 0.3, 120)
    for _ in range(7):
        x, y, w = rng.uniform(1200, 1700), rng.uniform(330, 520), rng.uniform(9, 20)
        canvas.stroke([(x - w, y - w * 0.4), (x, y), (x + w, y - w * 0.5)], 2.6, "#3d4658")
    return canvas.finish()


def karst_bay_dawn(rng: Random) -> Image.Image:
    sky = [(0, "#4d6a94"), (0.22, "#8f94b4"), (0.42, "#edb09c"), (0.56, "#fbd9a6"), (1, "#fbe3b8")]
    sails = [
        (1010, 1010, 150, "#b2543c"),
        (700, 1200, 430, "#a8412f"),
        (1700, 1075, 230, "#c0694a"),
    ]
    return _bay(rng, sky, "#f0c3a6", "#2c4658", (1330, 770, "#ffd08a"), sails)


def karst_bay_day(rng: Random) -> Image.Image:
    sky = [(0, "#3f8fc0"), (0.3, "#86c1dc"), (0.56, "#dcebe6"), (1, "#e8f1ea")]
    sails = [
        (1480, 1020, 170, "#c8763d"),
        (1640, 1225, 420, "#d08a3e"),
        (820, 1085, 230, "#b6552f"),
    ]
    return _bay(rng, sky, "#bfd9d6", "#2c6a58", (820, 250, "#ffffff"), sails)
