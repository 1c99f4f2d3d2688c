"""Oyster rafts in a quiet bay, rows of floats running to the karst; growers in sampans."""

from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .shapes import karst, person


def _sampan(canvas: Canvas, x: float, y: float, size: float, coats: list[str]) -> None:
    for n, coat in enumerate(coats):
        person(
            canvas,
            x + (n - (len(coats) - 1) / 2) * size * 0.46,
            y - size * 0.02,
            size * 0.5,
            coat,
            "#f0dcaa",
        )
    canvas.glow(x, y + size * 0.1, size * 0.7, "#0e3038", 0.55, size * 0.09)
    hull = [
        (x - size * 0.66, y - size * 0.13),
        (x - size * 0.4, y - size * 0.05),
        (x + size * 0.4, y - size * 0.05),
        (x + size * 0.66, y - size * 0.15),
        (x + size * 0.48, y + size * 0.07),
        (x - size * 0.48, y + size * 0.07),
    ]
    canvas.shade(hull, "#a8693c", "#4a2a1c")
    for n in range(5):
        canvas.oval(
            x - size * 0.2 + n * size * 0.1, y - size * 0.06, size * 0.06, size * 0.035, "#8f9690"
        )


def oyster_rafts(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#7fa9b8"), (0.28, "#c9dcd4"), (0.46, "#fbe9cf"), (1, "#fbe9cf")])
    canvas.glow(700, 400, 1000, "#fff3d8", 0.85)
    for layer, (tone, count) in enumerate([("#a9c3c2", 9), ("#7fa5a4", 7), ("#4f7f7c", 4)]):
        for _ in range(count):
            x = rng.uniform(-60, 2460)
            if layer == 2 and 500 < x < 1700:
                x += 1000 if x > 1100 else -700
            size = rng.uniform(0.75, 1.2)
            karst(
                canvas,
                x,
                702,
                (210 + 90 * layer) * size,
                (180 + 110 * layer) * size,
                (tone, mix(tone, "#f3e6cf", 0.55)),
            )
        canvas.veil(480, 702, "#fbeed6", 0, 0.42 - 0.1 * layer)
    canvas.mirror(700, [(0, "#d3ded0"), (0.25, "#86b3ac"), (1, "#1f5a62")], 0.46)
    canvas.ripples(706, 1600, "#fffaea", 520, 0.34)

    def spot(u: float, depth: float) -> tuple[float, float]:
        # Rows meet at one point on the horizon, so the rafts lead the eye out to sea.
        return 1150 + u * (90 + 1750 * depth), 724 + 876 * depth

    steps = 30
    for lane in (-1.15, -0.72, -0.3, 0.12, 0.54, 0.96):
        for n in range(steps):
            depth = ((n + 0.6) / steps) ** 1.9
            if lane in (-0.3, 0.12) and depth > 0.42:
                continue
            a, b = spot(lane, depth), spot(lane + 0.27, depth)
            r = 3 + 25 * depth
            canvas.stroke([a, b], 2 + 11 * depth, mix("#c9a878", "#6b4a30", depth))
            floats = 5
            for f in range(floats + 1):
                x = a[0] + (b[0] - a[0]) * f / floats
                canvas.oval(x, a[1] + r * 0.85, r * 1.5, r * 0.4, "#12404866")
                tint = (
                    rng.choice(["#2f6f9a", "#2a86a8", "#e98a3a", "#245a86"])
                    if (n + f) % 9
                    else "#f2f0e4"
                )
                canvas.oval(x, a[1], r, r * 0.82, mix(tint, "#0c2a38", 0.3))
                canvas.oval(x - r * 0.08, a[1] - r * 0.1, r * 0.88, r * 0.68, tint)
                canvas.oval(x - r * 0.3, a[1] - r * 0.38, r * 0.32, r * 0.18, "#ffffff77")
        for edge in (0, 0.135, 0.27):
            top = 1 if lane not in (-0.3, 0.12) else 0.42
            canvas.stroke([spot(lane + edge, 0.004), spot(lane + edge, top)], 3, "#7a5638aa")
    hut = (1760, 800)
    canvas.glow(hut[0], hut[1] + 8, 200, "#12404a", 0.6, 22)
    canvas.panel(hut[0] - 130, hut[1] - 10, 260, 16, "#b98a58", "#6b4a30")
    canvas.panel(hut[0] - 90, hut[1] - 100, 180, 92, "#5fa0a8", "#3a707c")
    canvas.shade(
        [
            (hut[0] - 122, hut[1] - 96),
            (hut[0] - 66, hut[1] - 150),
            (hut[0] + 66, hut[1] - 150),
            (hut[0] + 122, hut[1] - 96),
        ],
        "#c8674a",
        "#8f3f30",
    )
    canvas.rect(hut[0] - 18, hut[1] - 78, 40, 70, "#2c3f48")
    _sampan(canvas, 720, 880, 200, ["#c8503f"])
    _sampan(canvas, 1180, 1235, 560, ["#b2453c", "#2f5f78"])
    canvas.ripples(1000, 1600, "#fffaea", 130, 0.3, 120)
    for _ in range(9):
        x, y, w = rng.uniform(300, 1500), rng.uniform(200, 430), rng.uniform(10, 22)
        canvas.stroke([(x - w, y - w * 0.5), (x, y), (x + w, y - w * 0.45)], 2.6, "#4a5a60")
    return canvas.finish()
