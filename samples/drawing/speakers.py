"""Somebody speaks at a lectern: in the red hall of a conference, and in the council's chamber."""

from random import Random

from PIL import Image

from .canvas import Canvas, mix
from .figure import Figure, Look
from .hall import curtain, drum
from .people import DEPUTY, SECRETARY, bust

BLOOMS = ["#f3b43f", "#e8554d", "#f7e8d0", "#e57ba0"]


def speaker_in_hall(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#3b1014"), (1, "#2a1012")])
    curtain(canvas, -20, 2420, 0, 1600, "#a3202a")
    canvas.glow(1350, 560, 1200, "#ffcf96", 0.5, 900)
    drum(canvas, 560, 430, 270)
    canvas.veil(0, 420, "#2a0508", 0.55, 0)
    _table(canvas, -40, 1010, 820)
    canvas.soften()
    canvas.glow(1480, 760, 620, "#2a0508", 0.45, 700)
    _speaker(canvas, 1460, 600, 330, SECRETARY)
    _lectern(canvas, 1460, 1050, "#9a6236")
    _audience(canvas, 1300, 1460)
    return canvas.finish()


def speaker_in_chamber(rng: Random) -> Image.Image:
    canvas = Canvas(rng, [(0, "#6b4a31"), (0.6, "#a77b50"), (1, "#4a3222")])
    for n in range(32):
        tone = mix("#b58657", "#7c5635", rng.random())
        canvas.panel(n * 76, 0, 74, 1600, mix(tone, "#ffdfae", 0.1), mix(tone, "#2a1a12", 0.35))
        canvas.panel(n * 76 + 62, 0, 12, 1600, "#5a3c27", "#2e1d14")
    for x in (300, 1430, 2290):
        canvas.glow(x, 330, 420, "#ffe3ad", 0.9, 520)
        canvas.rect(x - 34, 250, 68, 170, "#fff3d4", 18)
    drum(canvas, 1890, 430, 220)
    _table(canvas, 1330, 1010, 1140)
    canvas.soften()
    canvas.glow(880, 560, 900, "#ffe6b8", 0.45, 760)
    canvas.glow(900, 800, 560, "#3a2416", 0.4, 640)
    _speaker(canvas, 880, 600, 320, DEPUTY)
    _lectern(canvas, 880, 1050, "#7c4a2c")
    _audience(canvas, 1320, 880)
    return canvas.finish()


def _table(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw who presides, far enough away to have no face."""
    rng = canvas.rng
    for n in range(int(width / 250)):
        px = x + 150 + n * 250
        coat = rng.choice(["#26344e", "#35506b", "#efe9df", "#3a4a3f"])
        canvas.oval(px, y, 92, 150, coat)
        canvas.rect(px - 20, y - 170, 40, 60, "#b88563")
        canvas.oval(px, y - 205, 47, 58, "#d4a27c")
        canvas.oval(px, y - 240, 50, 34, "#211c1f")
        if rng.random() < 0.4:
            for side in (-1, 1):
                canvas.oval(px + side * 44, y - 196, 16, 62, "#211c1f")
    canvas.panel(x, y, width, 44, "#f7efdf", "#d8c5a2")
    canvas.panel(x + 14, y + 44, width - 28, 600, "#8f2430", "#4a0d15")
    for n in range(int(width / 34)):
        canvas.oval(x + n * 34, y + 40 + rng.uniform(-14, 14), 26, 20, "#3f6b43")
        canvas.oval(x + n * 34, y + 22 + rng.uniform(-14, 14), 17, 14, rng.choice(BLOOMS))


def _speaker(canvas: Canvas, x: float, chin: float, head: float, look: Look) -> None:
    figure = bust(canvas, x, chin, head, look)
    light, dark = mix(look.coat, "#ffffff", 0.1), mix(look.coat, "#0a0c14", 0.3)
    width, out = (0.27, 0.66) if look.in_ao_dai else (0.34, 0.8)
    for side, tone in ((-1, light), (1, mix(light, dark, 0.45))):
        elbow, wrist = (side * (out + 0.2), 1.14), (side * 0.5, 1.22)
        figure.line([(side * out, 0.6), (side * (out + 0.13), 0.88), elbow], width, tone)
        figure.line([elbow, (side * 0.74, 1.22), wrist], width * 0.82, mix(tone, dark, 0.2))
        if not look.in_ao_dai:
            figure.line([(side * 0.43, 1.22), (side * 0.41, 1.22)], width * 0.66, "#f4f5f8")
        _hand(figure, side)


def _hand(figure: Figure, side: int) -> None:
    """Draw a hand that rests on the paper."""
    tone = mix(figure.look.skin, "#fff0dc", 0.12 if side < 0 else 0)
    figure.line([(side * 0.36, 1.22), (side * 0.26, 1.24)], 0.16, tone)
    for n in range(4):
        knuckle, tip = 1.175 + n * 0.04, 1.2 + n * 0.042
        figure.line(
            [(side * 0.26, knuckle), (side * (0.12 + abs(n - 1.4) * 0.02), tip)], 0.047, tone
        )
    gap = mix(figure.look.skin, "#6b2f22", 0.35)
    for n in range(3):
        y = 1.208 + n * 0.04
        figure.line([(side * 0.25, y), (side * 0.15, y + 0.012)], 0.008, gap)


def _lectern(canvas: Canvas, x: float, y: float, wood: str) -> None:
    rng = canvas.rng
    for side in (-1, 1):
        stem = [(x + side * 190, y + 10), (x + side * 170, y - 130), (x + side * 96, y - 215)]
        canvas.stroke(stem, 9, "#2b2b30")
        canvas.oval(x + side * 88, y - 226, 24, 30, "#1d1d22")
        canvas.oval(x + side * 88 - 7, y - 236, 7, 9, "#5a5a62")
    front = [(x - 400, y), (x + 400, y), (x + 350, 1620), (x - 350, 1620)]
    canvas.shade(front, mix(wood, "#ffd9a0", 0.16), mix(wood, "#1c0f0a", 0.5))
    inner = [(x - 330, y + 90), (x + 330, y + 90), (x + 295, 1620), (x - 295, 1620)]
    canvas.shade(inner, mix(wood, "#1c0f0a", 0.2), mix(wood, "#1c0f0a", 0.6))
    drum(canvas, x, y + 300, 130)
    canvas.panel(x - 440, y - 18, 880, 46, mix(wood, "#ffe2b4", 0.5), mix(wood, "#ffd9a0", 0.1))
    canvas.panel(x - 150, y - 34, 300, 20, "#fffdf6", "#dcd6c8")
    for n in range(150):
        share = n / 149 * 2 - 1
        px, py = x + share * 400, y + 60 + rng.uniform(-34, 40) * (1.2 - abs(share))
        canvas.oval(px, py + 14, 26, 20, mix("#3f6b43", "#1f3d2c", rng.random()))
    for n in range(90):
        share = n / 89 * 2 - 1
        px, py = x + share * 380, y + 48 + rng.uniform(-34, 34) * (1.2 - abs(share))
        bloom = rng.choice(BLOOMS)
        canvas.oval(px, py, 20, 17, mix(bloom, "#7a1f2a", 0.2))
        canvas.oval(px - 3, py - 4, 13, 11, bloom)


def _audience(canvas: Canvas, y: float, aisle: float) -> None:
    """Draw the first rows from behind, in the dark of the hall."""
    rng = canvas.rng
    coats = ["#1d2438", "#3a3a44", "#2a3c50", "#40332e", "#4a1f28", "#5a5a60"]
    for row in range(2):
        size = 1.15 + row * 0.45
        x = rng.uniform(-120, 0)
        while x < 2500:
            # Nobody sits between us and the lectern.
            if row == 0 and abs(x - aisle) < 240:
                x += 60
                continue
            top = y + row * 160 + rng.uniform(-22, 22)
            coat = mix(rng.choice(coats), "#0c080b", 0.3 + row * 0.25)
            hair = rng.choice(["#131013", "#1a1315", "#201d21"])
            skin = mix("#7d5745", "#0c080b", row * 0.3)
            has_long_hair = rng.random() < 0.35
            canvas.oval(x, top + 205 * size, 118 * size, 120 * size, mix(coat, "#ffb98a", 0.14))
            canvas.oval(x, top + 210 * size, 116 * size, 120 * size, coat)
            canvas.rect(x - 25 * size, top + 50 * size, 50 * size, 60 * size, skin)
            for side in (-1, 1):
                canvas.oval(x + side * 54 * size, top + 30 * size, 9 * size, 16 * size, skin)
            if has_long_hair:
                canvas.rect(x - 62 * size, top, 124 * size, 118 * size, hair, 40 * size)
            canvas.oval(x, top + 12 * size, 58 * size, 66 * size, mix(hair, "#ffb98a", 0.16))
            canvas.oval(x, top + 17 * size, 57 * size, 67 * size, hair)
            x += rng.uniform(205, 250) * size
    canvas.veil(y + 40, 1600, "#0d070a", 0, 0.6)
