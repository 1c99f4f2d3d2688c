"""Highland slopes: terraced rice in gold, and tea in rows with pickers."""

import math
from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .shapes import person, ridge, tree


def _far_hills(canvas: Canvas, colours: list[str], base: float) -> None:
    for n, colour in enumerate(colours):
        canvas.shade(
            ridge(canvas, base + n * 75, 300 - n * 40), colour, mix(colour, "#f2ead0", 0.55)
        )
        canvas.veil(base + n * 75 - 150, base + n * 75 + 60, "#f6efdc", 0, 0.45)


def _house(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.glow(x, y, size, "#2c2a18", 0.5, size * 0.16)
    for leg in (-0.4, -0.13, 0.13, 0.4):
        canvas.rect(x + size * leg - 3, y - size * 0.2, 7, size * 0.2, "#4a3022")
    canvas.panel(x - size * 0.48, y - size * 0.5, size * 0.96, size * 0.32, "#a97448", "#6f4529")
    canvas.rect(x - size * 0.1, y - size * 0.46, size * 0.2, size * 0.28, "#3b2418")
    canvas.shade(
        [
            (x - size * 0.64, y - size * 0.46),
            (x - size * 0.34, y - size * 0.88),
            (x + size * 0.34, y - size * 0.88),
            (x + size * 0.64, y - size * 0.46),
        ],
        "#9a7b55",
        "#5b452f",
    )


def terraced_fields(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#6fa8c8"), (0.25, "#bfdcdc"), (0.42, "#fbeccb"), (1, "#fbeccb")])
    canvas.glow(1850, 330, 900, "#fff4cf", 0.9)
    _far_hills(canvas, ["#a9c3c8", "#86aaa6", "#6a9683"], 560)
    levels = 17
    for n in range(levels):
        depth = n / (levels - 1)
        base = 700 + 950 * depth**1.25
        swing, phase = 60 + 90 * depth, n * 0.42
        top = []
        for x in range(-20, 2440, 20):
            slope = 150 * math.sin(x / 2400 * 3.4 + 0.5) * (1 - depth * 0.5)
            top.append(
                (
                    x,
                    base
                    - slope
                    + swing * 0.5 * math.sin(x / 380 + phase)
                    + swing * 0.25 * math.sin(x / 170 + phase * 2.3),
                )
            )
        gold = mix(
            "#e9c95e",
            rng.choice(["#8fb04a", "#d9a83c", "#f0d878", "#b9bd4e"]),
            rng.uniform(0.2, 0.9),
        )
        gold = mix("#f1e2a8", gold, 0.45 + 0.55 * depth)
        canvas.shade(
            [*top, (2440, 1700), (-20, 1700)], mix(gold, "#fff3b4", 0.2), mix(gold, "#3a4a1c", 0.45)
        )
        lip = 6 + 16 * depth
        canvas.fill([*top, *[(x, y + lip) for x, y in top[::-1]]], mix(gold, "#fff6c8", 0.45))
        wall = [(x, y + lip) for x, y in top]
        canvas.fill(
            [*wall, *[(x, y + lip * 0.55) for x, y in wall[::-1]]], mix("#5c6a2c", gold, 0.3)
        )
        for _ in range(int(150 + 160 * depth)):
            x, y = rng.choice(top)
            x, y = x + rng.uniform(-10, 10), y + lip * 1.8 + rng.uniform(0, 20 + 70 * depth)
            canvas.stroke(
                [(x, y), (x + rng.uniform(-3, 3), y - 5 - 11 * depth)],
                2 + depth,
                mix(gold, rng.choice(["#fff2b0", "#6d7a2a"]), 0.4) + "99",
            )
        if n in (3, 6, 9):
            for _ in range(3):
                x, y = rng.choice(top[8:-8])
                tree(canvas, x + 100, y + 14, 70 + 130 * depth, "#4f7f4c", "#4a3524")
            x, y = top[(n * 31) % 90 + 12]
            _house(canvas, x, y + 18, 70 + 150 * depth)
        if n in (11, 13):
            for shift in (0, 90, 200):
                x, y = top[(n * 17) % 60 + 20]
                person(
                    canvas,
                    x + shift,
                    y + 40,
                    100 + 60 * depth,
                    rng.choice(["#2b3560", "#8f2f45", "#24465a"]),
                    "#eedba4",
                )
    return canvas.finish()


def tea_hills(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#88b8c4"), (0.3, "#dcebdc"), (0.45, "#fff2d2"), (1, "#fff2d2")])
    canvas.glow(560, 420, 900, "#fff6d8", 0.95)
    _far_hills(canvas, ["#b0ccc4", "#8fb8a4", "#6fa286"], 580)
    for cx, top, half, drop in [
        (1950, 700, 1300, 800),
        (300, 760, 1350, 860),
        (1300, 960, 1750, 800),
    ]:
        hill = [
            (
                cx + half * math.cos(a / 40 * math.pi + math.pi),
                top + drop - drop * math.sin(a / 40 * math.pi),
            )
            for a in range(41)
        ]
        canvas.shade(hill, "#7fae5a", "#2f5f38")
        rows = 20
        for n in range(1, rows):
            share = n / rows
            line = []
            for step in range(91):
                t = step / 45 - 1
                x = cx + t * half * (0.22 + 0.78 * share**0.7)
                y = (
                    top
                    + 26
                    + (drop * 0.98) * (share**1.25) * (0.72 + 0.28 * t * t)
                    + 16 * math.sin(step / 9 + n)
                )
                line.append((x, y))
            width = 12 + 34 * share
            canvas.stroke([(x, y + width * 0.55) for x, y in line], width * 0.7, "#234a2ecc")
            canvas.stroke(line, width, mix("#8fbf5c", "#4f8a45", share))
            canvas.stroke(
                [(x, y - width * 0.26) for x, y in line],
                width * 0.36,
                mix("#c6df84", "#8cc062", share),
            )
            for _ in range(70):
                x, y = rng.choice(line)
                canvas.oval(
                    x + rng.uniform(-14, 14),
                    y + rng.uniform(-0.5, 0.3) * width,
                    5 + 5 * share,
                    4 + 3 * share,
                    rng.choice(["#d5ea9255", "#1f492b66"]),
                )
        canvas.veil(top - 60, top + 90, "#fff4d8", 0, 0.24)
        canvas.veil(top + 90, top + 330, "#fff4d8", 0.24, 0)
    for x, y, h, coat in [
        (820, 1260, 250, "#8f2f45"),
        (1060, 1290, 262, "#2b3560"),
        (1330, 1235, 240, "#24606a"),
        (1930, 1120, 170, "#8f2f45"),
        (2070, 1140, 175, "#2f4370"),
        (420, 1130, 165, "#b0532f"),
    ]:
        person(canvas, x, y, h, coat, "#f0dfae")
        canvas.panel(x + h * 0.1, y - h * 0.72, h * 0.17, h * 0.26, "#c79a5c", "#7f5a30")
        for n in range(7):
            canvas.oval(
                x - h * 0.3 + n * h * 0.1,
                y - h * 0.06,
                h * 0.1,
                h * 0.12,
                rng.choice(["#6fa84f", "#5b9446", "#86ba5a"]),
            )
    tree(canvas, 2240, 1330, 560, "#5d9450", "#4f3a28")
    return canvas.finish()
