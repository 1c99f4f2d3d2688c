"""How a person seen near is measured and drawn: the pen of heads and clothes."""

import dataclasses
from collections.abc import Iterable

from .canvas import Canvas, Point

INK = "#2a1d1c"


@dataclasses.dataclass(frozen=True)
class Look:
    skin: str
    hair: str
    coat: str
    # Of a tie; an áo dài has none, and its flowers have this colour.
    accent: str
    in_ao_dai: bool = False
    has_glasses: bool = False
    # Colour of the temples.
    grey: str = ""
    # On which side the hair is parted, and how broad somebody is built.
    parting: int = 1
    breadth: float = 1


def smooth(points: list[Point], *, closed: bool = True, steps: int = 10) -> list[Point]:
    """Return a curve through the points (Catmull-Rom), as a polygon of `steps` to a point."""
    around = [points[0], *points, points[-1]]
    if closed:
        around = [points[-1], *points, points[0], points[1]]
    curve = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(steps):
            t = step / steps
            weights = (
                -t / 2 + t * t - t**3 / 2,
                1 - 2.5 * t * t + 1.5 * t**3,
                t / 2 + 2 * t * t - 1.5 * t**3,
                -t * t / 2 + t**3 / 2,
            )
            near = list(zip(weights, (a, b, c, d), strict=True))
            curve.append((sum(w * p[0] for w, p in near), sum(w * p[1] for w, p in near)))
    return curve if closed else [*curve, points[-1]]


def both(points: list[Point]) -> list[Point]:
    """Close the outline of a right half, drawn from the top down, by its mirror image."""
    return [*points, *mirrored(points[::-1])]


def mirrored(points: Iterable[Point], side: int = -1) -> list[Point]:
    """Return the points on the left (-1) or as they are (1)."""
    return [(side * dx, dy) for dx, dy in points]


class Figure:
    """
    Somebody from the waist up, facing us.

    Measures are heads: 0, 0 is the chin, 0, -1 the crown.
    """

    def __init__(self, canvas: Canvas, x: float, chin: float, head: float, look: Look) -> None:
        self.canvas, self.look = canvas, look
        self.x, self.chin, self.head = x, chin, head

    def at(self, points: Iterable[Point]) -> list[Point]:
        across = self.head * self.look.breadth
        return [(self.x + dx * across, self.chin + dy * self.head) for dx, dy in points]

    def curve(self, points: list[Point], top: str, bottom: str = "", alpha: float = 1) -> None:
        self.canvas.shade(smooth(self.at(points)), top, bottom or top, alpha)

    def edges(self, points: list[Point], top: str, bottom: str = "", alpha: float = 1) -> None:
        self.canvas.shade(self.at(points), top, bottom or top, alpha)

    def line(self, points: list[Point], width: float, colour: str) -> None:
        curve = smooth(self.at(points), closed=False)
        self.canvas.stroke(curve, width * self.head, colour)
        for x, y in (curve[0], curve[-1]):
            self.canvas.oval(x, y, width * self.head / 2, width * self.head / 2, colour)

    def oval(self, dx: float, dy: float, rx: float, ry: float, colour: str) -> None:
        [(x, y)] = self.at([(dx, dy)])
        self.canvas.oval(x, y, rx * self.head, ry * self.head, colour)
