"""A football match by floodlight, seen from high in the stand."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, Point, mix

FAR, NEAR = 640, 1330


def _at(u: float, v: float) -> Point:
    """Map the pitch (u along, v away from the near line, both 0 to 1) to the picture."""
    depth = 1 - v
    y = FAR + (NEAR - FAR) * depth**1.25
    half = 900 + 560 * depth**1.25
    return 1200 + (u - 0.5) * 2 * half, y


def _line(canvas: Canvas, points: list[tuple[float, float]], width: float = 6) -> None:
    canvas.stroke([_at(u, v) for u, v in points], width, "#f2f7ea")


def _stand(canvas: Canvas, top: float, foot: float, colours: list[str]) -> None:
    rng = canvas.rng
    canvas.shade([(0, top), (2400, top), (2400, foot), (0, foot)], "#2a3350", "#46526e")
    rows = 15
    for row in range(rows):
        share = row / rows
        y = top + (foot - top) * share
        size = 6 + share * 4
        for n in range(int(2400 / (size * 2.2)) + 1):
            if n % 27 == 13 or rng.random() < 0.08:
                continue
            x = n * size * 2.2 + rng.uniform(-2, 2)
            coat = rng.choice(colours)
            canvas.oval(x, y + size, size * 0.95, size, mix(coat, "#1a2138", 0.42 - 0.3 * share))
            canvas.oval(x, y - size * 0.2, size * 0.5, size * 0.6, mix("#d6a580", "#1a2138", 0.35))


def _player(canvas: Canvas, u: float, v: float, shirt: str, shorts: str) -> None:
    rng = canvas.rng
    x, y = _at(u, v)
    h = 62 + 52 * (1 - v)
    for angle in (0.35, 2.7):
        canvas.oval(x + math.cos(angle) * h * 0.42, y + h * 0.03, h * 0.42, h * 0.05, "#12351f66")
    stride = rng.uniform(0.10, 0.24) * h
    for side in (-1, 1):
        knee = (x + side * stride * 0.7, y - h * 0.26)
        canvas.stroke([(x, y - h * 0.44), knee, (x + side * stride, y)], h * 0.085, "#c99470")
        canvas.stroke([(x, y - h * 0.46), knee], h * 0.13, shorts)
    reach = rng.uniform(0.12, 0.22) * h
    for side in (-1, 1):
        canvas.stroke(
            [
                (x + side * h * 0.09, y - h * 0.78),
                (x + side * reach, y - h * 0.62),
                (x + side * reach * 1.1, y - h * 0.5),
            ],
            h * 0.07,
            "#c99470",
        )
        canvas.stroke(
            [(x + side * h * 0.09, y - h * 0.78), (x + side * reach, y - h * 0.66)], h * 0.09, shirt
        )
    canvas.rect(x - h * 0.13, y - h * 0.84, h * 0.26, h * 0.4, shirt, h * 0.07)
    canvas.oval(x, y - h * 0.93, h * 0.075, h * 0.09, "#c99470")
    canvas.oval(x, y - h * 0.965, h * 0.075, h * 0.06, "#1c1a20")


def football_pitch(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#141b3c"), (0.2, "#333f72"), (0.33, "#b0707a"), (1, "#b0707a")])
    for _ in range(14):
        canvas.glow(
            rng.uniform(0, 2400),
            rng.uniform(120, 330),
            rng.uniform(240, 560),
            rng.choice(["#d88a84", "#56608f"]),
            0.4,
            26,
        )
    home = ["#e0403a", "#e8584a", "#c92f32", "#f0c24a", "#f4efe6", "#d83a3a"]
    _stand(canvas, 330, 560, [*home, "#4a76b0", "#7b8496"])
    canvas.panel(0, 292, 2400, 34, "#dfe5ef", "#8791a8")
    for n in range(11):
        canvas.panel(n * 238, 320, 14, 240, "#8791a8", "#56617c")
    for n in range(40):
        colour = ["#1f4f9a", "#e8ecf2", "#c9342f", "#f0b93a", "#1f7a5a"][n % 5]
        canvas.panel(n * 60, 562, 60, 34, mix(colour, "#ffffff", 0.12), colour)
    canvas.shade([(0, 596), (2400, 596), (2400, 1600), (0, 1600)], "#b9573f", "#8a3c33")
    margin = [(-0.045, 1.06), (1.045, 1.06), (1.05, -0.08), (-0.05, -0.08)]
    canvas.shade([_at(u, v if v < 1 else 1) for u, v in margin], "#4a9c4c", "#3a8a3f")
    for n in range(16):
        if n % 2:
            continue
        a, b = n / 16, (n + 1) / 16
        canvas.shade([_at(a, 1), _at(b, 1), _at(b, 0), _at(a, 0)], "#6bb75a", "#55a84c")
    _line(canvas, [(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)])
    _line(canvas, [(0.5, 0), (0.5, 1)])
    circle = [
        (0.5 + 0.087 * math.cos(a / 20 * math.pi), 0.5 + 0.135 * math.sin(a / 20 * math.pi))
        for a in range(41)
    ]
    _line(canvas, circle)
    for side in (0, 1):

        def u(distance: float, side: int = side) -> float:
            return distance if side == 0 else 1 - distance

        _line(canvas, [(u(0), 0.21), (u(0.157), 0.21), (u(0.157), 0.79), (u(0), 0.79)])
        _line(canvas, [(u(0), 0.37), (u(0.052), 0.37), (u(0.052), 0.63), (u(0), 0.63)])
        arc = [
            (u(0.105 + 0.087 * math.cos(a / 10)), 0.5 + 0.135 * math.sin(a / 10))
            for a in range(-9, 10)
        ]
        _line(canvas, [p for p in arc if (p[0] - u(0.157)) * (1 if side == 0 else -1) >= -0.003], 5)
        near, far = _at(u(0), 0.445), _at(u(0), 0.555)
        back = -46 if side == 0 else 46
        net = [
            (near[0], near[1] - 92),
            (far[0], far[1] - 84),
            (far[0] + back, far[1] - 50),
            (near[0] + back, near[1] - 54),
        ]
        canvas.fill(net, "#ffffff3a")
        canvas.fill(
            [net[3], net[2], (far[0] + back, far[1]), (near[0] + back, near[1])], "#ffffff30"
        )
        for t in range(8):
            s = t / 7
            px, py = near[0] + (far[0] - near[0]) * s, near[1] + (far[1] - near[1]) * s
            canvas.stroke(
                [(px, py - 92 + 8 * s), (px + back, py - 54 + 4 * s), (px + back, py)],
                1.5,
                "#ffffff88",
            )
        canvas.stroke([near, (near[0], near[1] - 92), (far[0], far[1] - 84), far], 8, "#ffffff")
    red = [
        (0.30, 0.5),
        (0.41, 0.76),
        (0.43, 0.24),
        (0.57, 0.58),
        (0.66, 0.78),
        (0.70, 0.36),
        (0.77, 0.55),
        (0.83, 0.42),
        (0.62, 0.14),
        (0.20, 0.66),
    ]
    blue = [
        (0.90, 0.60),
        (0.86, 0.34),
        (0.81, 0.68),
        (0.74, 0.22),
        (0.73, 0.70),
        (0.60, 0.40),
        (0.53, 0.82),
        (0.47, 0.50),
        (0.36, 0.36),
        (0.965, 0.5),
    ]
    team = [(*p, "#d8352f", "#f4f1e8") for p in red] + [(*p, "#f4f4f2", "#24407a") for p in blue]
    team += [(0.03, 0.5, "#e6b52c", "#20242c"), (0.68, 0.5, "#1b1d22", "#1b1d22")]
    for player in sorted(team, key=lambda p: -p[1]):
        _player(canvas, *player)
    bx, by = _at(0.795, 0.50)
    canvas.oval(bx + 6, by + 3, 14, 4, "#12351f88")
    canvas.oval(bx, by - 10, 11, 11, "#ffffff")
    canvas.oval(bx - 2, by - 11, 4, 4, "#2a2d33")
    for x in (200, 2200):
        canvas.panel(x - 7, 60, 14, 240, "#a7b0c4", "#5a6480")
        canvas.rect(x - 92, 36, 184, 84, "#39425f", 8)
        for n in range(10):
            canvas.oval(x - 70 + (n % 5) * 35, 58 + (n // 5) * 40, 13, 13, "#ffffff")
        canvas.glow(x, 80, 560, "#fff7dc", 0.85)
    canvas.glow(1200, 980, 1500, "#fffbe0", 0.22, 560)
    for row in range(3):
        s = 74 + row * 34
        for n in range(int(2400 / (s * 1.5)) + 2):
            x, y = n * s * 1.5 + rng.uniform(-14, 14) - 20, 1440 + row * 74 + rng.uniform(-12, 12)
            coat = mix(rng.choice(home), "#10142a", 0.5 + row * 0.08)
            if rng.random() < 0.2:
                canvas.stroke(
                    [(x + s * 0.4, y + s * 0.4), (x + s * 0.5, y - s * 0.9)], s * 0.17, coat
                )
            canvas.oval(x, y + s * 0.75, s * 0.62, s * 0.66, coat)
            canvas.oval(x, y, s * 0.28, s * 0.33, "#17161f")
    return canvas.finish("#fff0dc")
