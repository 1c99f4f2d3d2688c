"""
The canvas every sample picture is drawn on: twice the promised size, halved at the end.

Coordinates are pixels of the finished picture. Colours are "#rrggbb" or "#rrggbbaa"; an alpha
is mixed with what lies below. Everything is Pillow's own; nothing reads a font or the clock.
"""

from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

SCALE = 2
WIDTH = 2400
CLASSIC = 1600  # 3:2
WIDE = 1350  # 16:9

Point = tuple[float, float]
Stops = list[tuple[float, str]]


def mix(first: str, second: str, share: float) -> str:
    """Return the colour `share` of the way (0 to 1) from the first to the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def clear(colour: str, alpha: float) -> str:
    """Return the colour with an alpha of 0 to 1."""
    return f"{colour[:7]}{round(max(0.0, min(1.0, alpha)) * 255):02x}"


def column(stops: Stops, size: tuple[int, int]) -> Image.Image:
    """Paint a vertical gradient; stops are (0 to 1 from the top, colour)."""
    steps = 256
    strip = Image.new("RGB", (1, steps))
    for row in range(steps):
        at = row / (steps - 1)
        lower = max((s for s in stops if s[0] <= at), key=lambda s: s[0], default=stops[0])
        upper = min((s for s in stops if s[0] >= at), key=lambda s: s[0], default=stops[-1])
        span = upper[0] - lower[0]
        share = (at - lower[0]) / span if span else 0.0
        strip.putpixel((0, row), ImageColor.getrgb(mix(lower[1], upper[1], share)))
    return strip.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size, Image.Resampling.BOX)


class Canvas:
    def __init__(
        self, rng: Random, stops: Stops, height: int = CLASSIC, *, width: int = WIDTH
    ) -> None:
        self.rng = rng
        self.width, self.height = width, height
        self.image = column(stops, (width * SCALE, height * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def fill(self, points: list[Point], colour: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def rect(self, x: float, y: float, w: float, h: float, colour: str, radius: float = 0) -> None:
        box = (x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1)
        if radius:
            self.pen.rounded_rectangle(box, radius * SCALE, fill=colour)
            return
        self.pen.rectangle(box, fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(box, fill=colour)

    def stroke(self, points: list[Point], width: float, colour: str) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def shade(self, points: list[Point], top: str, bottom: str, alpha: float = 1.0) -> None:
        """Fill a polygon with a vertical gradient over its own height."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        left, right = (f(p[0] for p in scaled) for f in (min, max))
        upper, lower = (f(p[1] for p in scaled) for f in (min, max))
        left, upper = int(max(left, 0)), int(upper)
        size = (int(min(right, self.width * SCALE)) - left + 1, int(lower) - upper + 1)
        if size[0] < 1 or size[1] < 1:
            return
        mask = Image.new("L", size)
        shifted = [(x - left, y - upper) for x, y in scaled]
        ImageDraw.Draw(mask).polygon(shifted, fill=round(alpha * 255))
        self.image.paste(column([(0, top), (1, bottom)], size), (left, upper), mask)

    def panel(self, x: float, y: float, w: float, h: float, top: str, bottom: str) -> None:
        self.shade([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], top, bottom)

    def glow(
        self, x: float, y: float, rx: float, colour: str, alpha: float = 1.0, ry: float = 0
    ) -> None:
        """Lay a soft round light (or, in a dark colour, a soft shadow)."""
        size = (round(rx * 2 * SCALE), round((ry or rx) * 2 * SCALE))
        mask = ImageChops.invert(Image.radial_gradient("L"))
        # The built-in gradient ends at the corner of its square: cut it to the circle, and ease it.
        mask = mask.point(lambda v: round(255 * alpha * (max(0, v - 75) / 180) ** 1.7))
        mask = mask.resize(size, Image.Resampling.BICUBIC)
        corner = (round(x * SCALE - size[0] / 2), round(y * SCALE - size[1] / 2))
        self.image.paste(ImageColor.getrgb(colour[:7]), (*corner, *_far(corner, size)), mask)

    def veil(self, y0: float, y1: float, colour: str, top: float, bottom: float) -> None:
        """Lay haze over the whole width, its alpha running from `top` to `bottom`."""
        size = (self.image.width, round((y1 - y0) * SCALE))
        ramp = Image.linear_gradient("L").point(
            lambda v: round(255 * (top + (bottom - top) * v / 255))
        )
        mask = ramp.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size)
        corner = (0, round(y0 * SCALE))
        self.image.paste(ImageColor.getrgb(colour), (*corner, *_far(corner, size)), mask)

    def soften(self) -> None:
        """Let what was drawn so far lie a little out of focus."""
        small = self.image.reduce(4).filter(ImageFilter.GaussianBlur(3))
        self.image.paste(small.resize(self.image.size, Image.Resampling.BICUBIC))

    def mirror(self, horizon: float, tint: Stops, strength: float, to: float = 0) -> None:
        """Paint water from the horizon down, mirroring what stands above it."""
        top = round(horizon * SCALE)
        size = (self.image.width, round((to or self.height) * SCALE) - top)
        reach = min(size[1], top)
        above = self.image.crop((0, top - reach, size[0], top)).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )
        soft = above.resize((size[0] // 24, max(2, reach // 60)), Image.Resampling.BOX)
        water = column(tint, size)
        soft = soft.resize((size[0], reach), Image.Resampling.BICUBIC)
        part = Image.blend(water.crop((0, 0, size[0], reach)), soft, strength)
        water.paste(part, (0, 0))
        self.image.paste(water, (0, top))

    def ripples(
        self, y0: float, y1: float, colour: str, count: int, alpha: float, reach: float = 90
    ) -> None:
        """Scatter flat strokes on water, finer towards y0 (the far side)."""
        for _ in range(count):
            depth = self.rng.random() ** 1.5
            y = y0 + (y1 - y0) * depth
            length = reach * (0.15 + depth) * self.rng.uniform(0.4, 1.6)
            x = self.rng.uniform(-50, self.width + 50)
            tint = clear(colour, alpha * self.rng.uniform(0.3, 1))
            self.oval(x, y, length, 0.6 + 3.2 * depth, tint)

    def finish(self, warmth: str = "#ffe7c4") -> Image.Image:
        """Halve the picture, and give it a slight vignette, a common light and grain."""
        image = self.image.reduce(SCALE)
        wash = Image.new("RGB", image.size, warmth)
        image = Image.blend(image, ImageChops.multiply(image, wash), 0.18)
        edge = Image.radial_gradient("L").point(lambda v: max(0, v - 110) // 3)
        image.paste((14, 16, 28), (0, 0), edge.resize(image.size, Image.Resampling.BICUBIC))
        return ImageChops.soft_light(image, self._grain(image.size))

    def _grain(self, size: tuple[int, int]) -> Image.Image:
        # effect_noise() cannot be seeded; a tile from our own generator can.
        tile = Image.frombytes("L", (600, 600), self.rng.randbytes(360_000))
        tile = tile.filter(ImageFilter.GaussianBlur(0.7)).point(lambda v: 128 + (v - 128) // 4)
        noise = Image.new("L", size, 128)
        for x in range(0, size[0], 600):
            for y in range(0, size[1], 600):
                noise.paste(tile, (x, y))
        return Image.merge("RGB", [noise] * 3)


def _far(corner: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    return corner[0] + size[0], corner[1] + size[1]
