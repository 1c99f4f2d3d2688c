"""Things that stand in more than one picture: hills, karst, trees, people, boats."""

import math

from .canvas import SCALE, Canvas, Point, clear, mix


def ridge(canvas: Canvas, base: float, height: float, waves: int = 4) -> list[Point]:
    """Return a closed outline of soft hills standing on the bottom edge of the picture."""
    phases = [(canvas.rng.uniform(0, math.tau), canvas.rng.uniform(0.6, 1.4)) for _ in range(waves)]
    line = []
    for x in range(-20, canvas.width + 40, 20):
        rise = sum(
            math.sin(x / canvas.width * math.tau * (n + 0.7) * speed + phase) / (n + 1)
            for n, (phase, speed) in enumerate(phases)
        )
        line.append((x, base - height * (0.5 + rise / 3)))
    return [(-20, canvas.height), *line, (canvas.width + 20, canvas.height)]


def karst(
    canvas: Canvas, x: float, base: float, width: float, height: float, colours: tuple[str, str]
) -> None:
    """Draw one limestone tower with a lit right flank; colours are its top and its foot."""
    rng = canvas.rng
    lean, blunt = rng.uniform(-0.14, 0.14), rng.uniform(2.2, 4.2)
    wobble = [(rng.uniform(0, math.tau), rng.uniform(5, 13)) for _ in range(3)]
    outline = []
    for step in range(61):
        t = step / 60 * 2 - 1
        rise = (1 - abs(t) ** blunt) ** 0.62
        rough = sum(math.sin(t * speed + phase) for phase, speed in wobble) * 0.022
        jag = rng.uniform(-0.012, 0.012)
        px = x + t * width / 2 + lean * width * rise
        outline.append((px, base - height * max(0.0, rise * (1 + rough + jag))))
    canvas.shade(outline, *colours)
    crest = outline[24:]
    inner = [
        (px - width * rng.uniform(0.10, 0.26) * (0.35 + i / len(crest)), py + height * 0.05)
        for i, (px, py) in enumerate(crest)
    ]
    lit = mix(colours[0], "#ffe9c9", 0.32)
    canvas.shade(crest + [(px, min(py, base)) for px, py in inner[::-1]], lit, colours[1], 0.55)
    for _ in range(int(width / 22)):
        at = rng.randrange(8, 52)
        px, py = outline[at]
        top = py + (base - py) * rng.uniform(0.08, 0.5)
        reach = (base - top) * rng.uniform(0.15, 0.4)
        canvas.stroke(
            [(px, top), (px + rng.uniform(-8, 8), top + reach)],
            rng.uniform(2, 5),
            clear(mix(colours[0], "#0c1c24", 0.5), 0.22),
        )


def tree(canvas: Canvas, x: float, foot: float, size: float, leaf: str, trunk: str) -> None:
    rng = canvas.rng
    canvas.fill(
        [
            (x - size * 0.05, foot),
            (x - size * 0.025, foot - size * 0.6),
            (x + size * 0.025, foot - size * 0.6),
            (x + size * 0.06, foot),
        ],
        trunk,
    )
    for layer in range(4):
        tint = mix(mix(leaf, "#10261f", 0.34), mix(leaf, "#fff1b8", 0.22), layer / 3)
        for _ in range(13):
            angle, far = rng.uniform(0, math.tau), rng.random() ** 0.6
            spread = size * (0.36 - layer * 0.045)
            px = x + math.cos(angle) * spread * far + layer * size * 0.02
            py = foot - size * (0.72 + layer * 0.03) + math.sin(angle) * spread * 0.66 * far
            canvas.oval(px, py, size * (0.13 - layer * 0.02), size * (0.11 - layer * 0.017), tint)


def person(
    canvas: Canvas, x: float, foot: float, height: float, coat: str, hat: str = "", legs: str = ""
) -> None:
    """Draw a small standing figure; `hat` draws a nón lá in that colour."""
    h, shade = height, mix(coat, "#101820", 0.22)
    legs = legs or "#2c3242"
    stride = canvas.rng.uniform(0.03, 0.07) * h
    for side, tone in ((-1, mix(legs, "#000000", 0.25)), (1, legs)):
        hip, heel = x + side * h * 0.045, x + side * (h * 0.03 + stride)
        canvas.fill(
            [
                (hip - h * 0.05, foot - h * 0.47),
                (hip + h * 0.05, foot - h * 0.47),
                (heel + h * 0.028, foot),
                (heel - h * 0.028, foot),
            ],
            tone,
        )
        canvas.oval(heel + h * 0.012, foot, h * 0.042, h * 0.018, "#1c1a1e")
    swing = canvas.rng.uniform(-0.02, 0.05) * h
    for side, tone in ((-1, shade), (1, mix(coat, "#ffffff", 0.08))):
        shoulder, hand = x + side * h * 0.105, x + side * (h * 0.15 + swing)
        arm = [(shoulder, foot - h * 0.77), (hand, foot - h * 0.6), (hand, foot - h * 0.46)]
        canvas.oval(hand, foot - h * 0.44, h * 0.026, h * 0.03, "#cf9c78")
        canvas.stroke(arm, h * 0.062, tone)
    canvas.rect(x - h * 0.03, foot - h * 0.88, h * 0.06, h * 0.1, "#c08b68")
    canvas.shade(
        [
            (x - h * 0.07, foot - h * 0.82),
            (x + h * 0.07, foot - h * 0.82),
            (x + h * 0.13, foot - h * 0.78),
            (x + h * 0.105, foot - h * 0.42),
            (x - h * 0.105, foot - h * 0.42),
            (x - h * 0.13, foot - h * 0.78),
        ],
        mix(coat, "#ffffff", 0.1),
        shade,
    )
    canvas.oval(x, foot - h * 0.91, h * 0.068, h * 0.085, "#d9a883")
    if hat:
        brim = foot - h * 0.92
        peak = [(x - h * 0.17, brim), (x, brim - h * 0.14), (x + h * 0.17, brim)]
        canvas.fill(peak, hat)
        canvas.fill([peak[1], peak[2], (x + h * 0.02, brim)], mix(hat, "#8a6a3a", 0.28))
        return
    box = [x - h * 0.078, foot - h * 1.008, x + h * 0.078, foot - h * 0.85]
    canvas.pen.pieslice([v * SCALE for v in box], 170, 370, fill="#231f24")


def junk(canvas: Canvas, x: float, y: float, size: float, sail: str, hull: str) -> None:
    """Draw a junk with three battened sails, its waterline at y."""
    s = size
    canvas.glow(x, y + s * 0.05, s * 0.75, "#10222c", 0.4, s * 0.1)
    for dx, width, height in [(-0.34, 0.26, 0.62), (-0.02, 0.36, 0.86), (0.33, 0.24, 0.56)]:
        foot, top = y - s * 0.16, y - s * (0.16 + height)
        mast = x + s * dx
        canvas.stroke([(mast, y - s * 0.1), (mast, top - s * 0.05)], s * 0.014, hull)
        luff = [(mast - s * width * 0.30, foot), (mast - s * width * 0.12, top)]
        leech = [
            (mast + s * width * (0.42 + 0.20 * math.sin(t * math.pi)), top + (foot - top) * t)
            for t in (0.06, 0.25, 0.5, 0.75, 1)
        ]
        canvas.shade(luff + leech, mix(sail, "#ffe3b0", 0.3), mix(sail, "#3a1414", 0.25))
        for rib in range(1, 6):
            ry = top + (foot - top) * rib / 6
            share = rib / 6
            canvas.stroke(
                [
                    (mast - s * width * (0.12 + 0.18 * share), ry),
                    (mast + s * width * (0.42 + 0.20 * math.sin(share * math.pi)), ry - s * 0.012),
                ],
                s * 0.006,
                clear("#3a1410", 0.45),
            )
    body = [
        (x - s * 0.60, y - s * 0.17),
        (x - s * 0.36, y - s * 0.11),
        (x + s * 0.34, y - s * 0.11),
        (x + s * 0.62, y - s * 0.22),
        (x + s * 0.50, y),
        (x - s * 0.46, y),
    ]
    canvas.shade(body, mix(hull, "#d99a62", 0.3), mix(hull, "#000000", 0.35))
    canvas.panel(x - s * 0.2, y - s * 0.16, s * 0.4, s * 0.06, "#e8c48e", mix(hull, "#000000", 0.1))


def trawler(canvas: Canvas, x: float, y: float, size: float, hull: str, facing: int = 1) -> None:
    """Draw a wooden fishing boat with cabin, mast and flags, its waterline at y."""
    s, f = size, facing

    def at(dx: float, dy: float) -> Point:
        return x + s * dx * f, y + s * dy

    canvas.glow(x, y + s * 0.03, s * 0.7, "#0c2430", 0.5, s * 0.08)
    canvas.shade(
        [at(-0.5, -0.16), at(0.3, -0.16), at(0.6, -0.31), at(0.47, 0), at(-0.46, 0)],
        mix(hull, "#ffffff", 0.12),
        mix(hull, "#06121c", 0.4),
    )
    canvas.fill(
        [
            at(-0.5, -0.16),
            at(0.3, -0.16),
            at(0.6, -0.31),
            at(0.595, -0.28),
            at(0.3, -0.13),
            at(-0.5, -0.13),
        ],
        "#f1e3c2",
    )
    canvas.fill([at(-0.478, -0.05), at(0.5, -0.05), at(0.47, 0), at(-0.46, 0)], "#8c2f2a")
    canvas.fill([at(-0.36, -0.16), at(-0.36, -0.40), at(-0.02, -0.40), at(0.03, -0.16)], "#f2ead6")
    canvas.fill([at(-0.40, -0.40), at(-0.40, -0.44), at(0.02, -0.44), at(0.0, -0.40)], "#c2553d")
    for dx in (-0.32, -0.22, -0.12):
        canvas.fill(
            [at(dx, -0.35), at(dx + 0.07, -0.35), at(dx + 0.07, -0.27), at(dx, -0.27)], "#2f5566"
        )
    canvas.stroke([at(0.14, -0.16), at(0.14, -0.72)], s * 0.016, "#4a3527")
    canvas.stroke([at(0.14, -0.68), at(0.56, -0.30)], s * 0.005, "#4a352799")
    canvas.stroke([at(0.14, -0.68), at(-0.38, -0.44)], s * 0.005, "#4a352799")
    canvas.stroke([at(-0.30, -0.44), at(-0.30, -0.60)], s * 0.01, "#4a3527")
    canvas.fill(
        [at(-0.30, -0.60), at(-0.44, -0.585), at(-0.43, -0.525), at(-0.30, -0.53)], "#d0342c"
    )
    for dx in (0.2, 0.27, 0.34):
        canvas.oval(*at(dx, -0.19), s * 0.03, s * 0.03, "#e9b44c")
