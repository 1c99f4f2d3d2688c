"""A boat builder's shed by the water: a wooden hull on the slip, ribs, planks, craftsmen."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .shapes import karst, person


def boat_yard(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#7fb6c8"), (0.3, "#cfe3da"), (0.5, "#fdeccb"), (1, "#fdeccb")])
    canvas.glow(620, 520, 900, "#fff3cf", 0.9)
    for x, w, h in [
        (180, 330, 330),
        (520, 260, 220),
        (1020, 360, 300),
        (1400, 280, 210),
        (2250, 380, 340),
    ]:
        karst(canvas, x, 872, w, h, ("#7fa4a2", "#c3d3c2"))
    canvas.veil(640, 872, "#fbeed3", 0, 0.45)
    canvas.mirror(870, [(0, "#cfe0d0"), (0.4, "#7fb2b0"), (1, "#3f7f88")], 0.45, 1130)
    canvas.ripples(876, 1120, "#fffbe8", 240, 0.4)
    canvas.shade(
        [(0, 1100), (900, 1070), (2400, 1090), (2400, 1600), (0, 1600)], "#e2bf8e", "#8a5f40"
    )
    for _ in range(700):
        x, y = rng.uniform(0, 2400), rng.uniform(1130, 1600)
        canvas.stroke(
            [(x, y), (x + rng.uniform(-16, 16), y + rng.uniform(-5, 5))],
            rng.uniform(2, 4),
            rng.choice(["#fff0c866", "#6f472f55", "#f6d79a88"]),
        )
    canvas.glow(1240, 1385, 1050, "#3a2418", 0.75, 90)
    for n in range(6):
        x = 640 + n * 225
        canvas.panel(x - 36, 1250, 72, 132, "#8a5f3a", "#4a2f1e")
        canvas.panel(x - 70, 1366, 140, 26, "#a9794a", "#5c3c24")

    def sheer(t: float) -> tuple[float, float]:
        return 330 + 1790 * t, 940 - 210 * (2 * t - 0.86) ** 2 * (1.5 if t > 0.43 else 1.1)

    def keel(t: float) -> tuple[float, float]:
        return 520 + 1390 * t, 1290 - 120 * abs(2 * t - 0.9) ** 3

    inside = [sheer(t / 40) for t in range(41)]
    bottom = [keel(t / 40) for t in range(41)]
    for n in range(1, 25):
        t = n / 25
        (ax, ay), (bx, by) = sheer(t), keel(t)
        rib = [
            (
                bx + (ax - bx) * s / 12 + 26 * math.sin(s / 12 * math.pi),
                by + (ay - 70 - by) * s / 12,
            )
            for s in range(13)
        ]
        canvas.stroke(rib, 22, mix("#8a5a34", "#5c3a22", n % 2 * 0.5))
        canvas.stroke([(x - 5, y) for x, y in rib], 7, "#d3a062")
    canvas.shade([*inside, *bottom[::-1]], "#d99f5c", "#6b4226")
    canvas.shade([sheer(1), (1990, 1130), keel(1)], "#c98f50", "#6b4226")
    planks = 9
    for p in range(1, planks):
        share = p / planks
        seam = []
        for t in range(41):
            (ax, ay), (bx, by) = sheer(t / 40), keel(t / 40)
            seam.append((ax + (bx - ax) * share, ay + (by - ay) * share))
        canvas.stroke(seam, 5, "#4a2a18aa")
        canvas.stroke([(x, y + 5) for x, y in seam], 3, "#f6cf9055")
        for _ in range(26):
            x, y = rng.choice(seam)
            canvas.oval(x + rng.uniform(-20, 20), y + 16, 3, 3, "#4a2a18aa")
        # A few planks are new wood, still pale.
        if p in (2, 3, 5):
            a = rng.randrange(4, 22)
            part = seam[a : a + 12]
            canvas.fill([*part, *[(x - 4, y + 34) for x, y in part[::-1]]], "#f2cd8e70")
    canvas.stroke(inside, 24, "#7a4a2a")
    canvas.stroke([(x, y - 8) for x, y in inside], 8, "#eebf7c")
    canvas.stroke(bottom, 26, "#4a2c1c")
    canvas.stroke([sheer(1), (1990, 1130), keel(1)], 30, "#5c3822")
    canvas.oval(1925, 905, 40, 27, "#fbf3de")
    canvas.oval(1934, 907, 19, 19, "#23201f")
    canvas.oval(1940, 902, 6, 6, "#ffffff")
    for x in (700, 1130, 1560):
        for side in (-70, 70):
            canvas.stroke([(x + side, 1400), (x + side * 0.86, 985)], 12, "#c9995c")
        for n in range(6):
            canvas.stroke([(x - 66, 1360 - n * 66), (x + 66, 1360 - n * 66)], 9, "#a9793f")
    for x, y, h, coat, hat in [
        (980, 935, 215, "#2f5f78", "#f0dcaa"),
        (1390, 930, 210, "#a83f3a", ""),
        (1290, 1420, 290, "#d98a3a", ""),
        (860, 1425, 285, "#3f6a58", "#f0dcaa"),
        (2080, 1440, 300, "#394f78", "#efd9a4"),
    ]:
        canvas.glow(x + 16, y, h * 0.36, "#3a2418", 0.55, h * 0.05)
        person(canvas, x, y, h, coat, hat)
    shed = mix("#6b4a34", "#201410", 0.45)
    canvas.shade([(0, 0), (2400, 0), (2400, 130), (1200, 250), (0, 130)], "#3a2620", shed)
    for n in range(15):
        x = n * 172
        canvas.stroke(
            [(x, 0), (1200 + (x - 1200) * 0.88, 240 - abs(x - 1200) * 0.1)], 15, "#8a6244"
        )
    canvas.stroke([(0, 140), (1200, 262), (2400, 140)], 26, "#7a5238")
    for x in (70, 2330):
        canvas.panel(x - 34, 120, 68, 1330, "#8a6042", "#4a3022")
        canvas.panel(x - 34, 120, 18, 1330, "#c08f60", "#6b462e")
    for n in range(7):
        y = 1540 - n * 26
        canvas.shade(
            [(90, y), (620 - n * 14, y - 34), (620 - n * 14, y - 12), (90, y + 22)],
            mix("#f0c888", "#b98650", n % 3 / 3),
            "#8a5c34",
        )
    canvas.veil(0, 420, "#2a1a14", 0.35, 0)
    return canvas.finish()
