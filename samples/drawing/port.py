"""A fishing port: boats at the quay in the morning, and setting out in the evening."""

from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .shapes import karst, person, ridge, trawler

HULLS = ["#1f6f8b", "#2b8a6e", "#1d4e7a", "#a33b32", "#2f7f9a", "#3c6e47"]


def fishing_port(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#5aa6c8"), (0.28, "#a9d4d8"), (0.5, "#fdebc8"), (1, "#fdebc8")])
    canvas.glow(520, 420, 900, "#fff3cf", 0.8)
    for _ in range(12):
        canvas.glow(
            rng.uniform(0, 2400), rng.uniform(90, 430), rng.uniform(200, 520), "#ffffff", 0.4, 34
        )
    canvas.shade(ridge(canvas, 760, 260), "#93b9bf", "#cfdcd2")
    for x, w, h in [(1750, 300, 330), (2010, 260, 250), (2260, 340, 400)]:
        karst(canvas, x, 770, w, h, ("#6d9aa3", "#a9c6c0"))
    canvas.shade(ridge(canvas, 770, 120), "#6f9d98", "#b5cdbd")
    for n in range(46):
        x = n * 54 + rng.uniform(-14, 14)
        h = rng.uniform(34, 92)
        canvas.panel(
            x,
            775 - h,
            rng.uniform(34, 56),
            h,
            rng.choice(["#f2ddba", "#e7c9a4", "#dfe3d8", "#e9b48c"]),
            "#c9b394",
        )
        canvas.rect(x - 4, 775 - h - 12, 56, 14, rng.choice(["#b9583f", "#a84c3a", "#7f8f96"]), 2)
    canvas.veil(560, 775, "#fbeed3", 0, 0.35)
    canvas.mirror(772, [(0, "#cfe3d8"), (0.4, "#6fb0b4"), (1, "#1f6474")], 0.42)
    canvas.ripples(780, 1600, "#fffbe8", 500, 0.36)
    for n, (y, size) in enumerate([(830, 210), (900, 270), (985, 340)]):
        step = size * 1.32
        start = rng.uniform(-150, 0)
        for i in range(int(2600 / step) + 1):
            trawler(
                canvas,
                start + i * step,
                y + rng.uniform(-10, 10),
                size * rng.uniform(0.92, 1.06),
                HULLS[(i * 5 + n * 2) % 6],
                1 if (i + n) % 3 else -1,
            )
        canvas.veil(560, y + 10, "#fdf0d2", 0, 0.12)
    for x, y, size, hull, facing in [
        (1880, 1190, 640, "#1f6f8b", -1),
        (720, 1215, 720, "#a33b32", 1),
    ]:
        trawler(canvas, x, y, size, hull, facing)
        canvas.glow(x, y + 70, size * 0.5, hull, 0.4, 70)
    canvas.ripples(1080, 1400, "#fffbe8", 190, 0.4, 120)
    canvas.shade([(0, 1370), (2400, 1310), (2400, 1600), (0, 1600)], "#d7c4a4", "#8d7a68")
    canvas.shade([(0, 1370), (2400, 1310), (2400, 1332), (0, 1394)], "#f3e5c8", "#c9b592")
    for x in range(140, 2400, 420):
        y = 1368 - x * 0.025
        canvas.rect(x, y - 34, 30, 44, "#4d4a4c", 8)
        canvas.oval(x + 15, y - 34, 24, 9, "#66625f")
    for _ in range(30):
        x, y = rng.uniform(900, 2350), rng.uniform(1425, 1545)
        tint = rng.choice(["#3f8fb0", "#d7583c", "#e9b23f", "#5fa06a"])
        canvas.glow(x + 52, y + 46, 90, "#3c322c", 0.5, 20)
        canvas.panel(x, y, 104, 44, tint, mix(tint, "#14202a", 0.35))
        canvas.oval(x + 52, y, 52, 13, mix(tint, "#14202a", 0.5))
        for _ in range(9):
            canvas.oval(
                x + rng.uniform(14, 90),
                y + rng.uniform(-8, 4),
                13,
                4,
                rng.choice(["#dfe8ea", "#b9cdd4", "#f4f6f2"]),
            )
    for x, y, h, coat, hat in [
        (320, 1500, 330, "#c4483f", "#eed9a0"),
        (470, 1520, 345, "#2f6b78", "#f0deac"),
        (820, 1490, 335, "#3f4f78", ""),
        (1180, 1440, 300, "#e4e0d2", "#eed9a0"),
        (1560, 1430, 300, "#d98a3a", "#eed9a0"),
        (2120, 1420, 305, "#5a7f57", ""),
    ]:
        canvas.glow(x + 20, y, h * 0.4, "#3c322c", 0.6, h * 0.06)
        person(canvas, x, y, h, coat, hat)
    return canvas.finish()


def boats_at_sunset(rng: Random) -> Image.Image:
    canvas = Canvas(
        rng,
        [(0, "#2b2f5c"), (0.25, "#7a4a78"), (0.42, "#e0704f"), (0.55, "#ffc56e"), (1, "#ffc56e")],
    )
    canvas.glow(1500, 800, 1200, "#ffb25c", 0.8)
    canvas.glow(1500, 800, 300, "#fff0be", 0.9)
    canvas.oval(1500, 800, 105, 105, "#fff2cc")
    for _ in range(22):
        canvas.glow(
            rng.uniform(0, 2400),
            rng.uniform(150, 640),
            rng.uniform(260, 620),
            rng.choice(["#ff9a5c", "#5a3a70", "#ffc98a"]),
            0.4,
            rng.uniform(14, 34),
        )
    for x, w, h in [
        (120, 420, 300),
        (420, 300, 200),
        (2180, 420, 330),
        (2400, 380, 230),
        (1960, 220, 120),
    ]:
        karst(canvas, x, 872, w, h, ("#5c3a5e", "#c06a5c"))
    canvas.veil(700, 872, "#ffb070", 0, 0.4)
    canvas.mirror(870, [(0, "#ffbe78"), (0.3, "#b85a5c"), (1, "#26264e")], 0.5)
    canvas.glow(1500, 1150, 210, "#ffe3a0", 0.75, 520)
    canvas.ripples(876, 1600, "#ffe6b0", 700, 0.4)
    canvas.ripples(940, 1600, "#241f47", 380, 0.34, 130)
    for x, y, size in [
        (700, 905, 120),
        (1010, 925, 160),
        (1930, 955, 210),
        (1240, 1010, 290),
        (640, 1190, 620),
    ]:
        trawler(canvas, x, y, size, mix("#2a2748", "#7a3f50", rng.random() * 0.5))
        canvas.glow(x - size * 0.05, y - size * 0.35, size * 0.3, "#ffd98a", 0.35)
        for n in range(9):
            canvas.oval(
                x - size * (0.6 + n * 0.1),
                y + n * size * 0.006,
                size * 0.09,
                2 + size * 0.006,
                "#ffe9c060",
            )
    for _ in range(12):
        x, y, w = rng.uniform(700, 1900), rng.uniform(420, 680), rng.uniform(10, 24)
        canvas.stroke([(x - w, y - w * 0.45), (x, y), (x + w, y - w * 0.5)], 3, "#38264a")
    canvas.ripples(1220, 1600, "#ffd9a0", 120, 0.4, 130)
    return canvas.finish("#ffdcb8")
