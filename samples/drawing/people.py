"""The people who are seen near: none of them exists."""

from .canvas import Canvas
from .clothes import ao_dai, suit
from .figure import Figure, Look
from .head import head, long_hair, neck

SECRETARY = Look(skin="#d9a47c", hair="#2b2728", coat="#22304c", accent="#9c2430", grey="#8f8b88")
CHAIRMAN = Look(
    skin="#cf9870",
    hair="#1c191b",
    coat="#4a4f59",
    accent="#2f5f8f",
    has_glasses=True,
    parting=-1,
    breadth=1.06,
)
DEPUTY = Look(skin="#e3b28d", hair="#221a1b", coat="#1f7a78", accent="#f2c9c0", in_ao_dai=True)


def bust(canvas: Canvas, x: float, chin: float, size: float, look: Look) -> Figure:
    """Draw somebody down to the waist; `size` is the height of the head."""
    figure = Figure(canvas, x, chin, size, look)
    if look.in_ao_dai:
        long_hair(figure)
        neck(figure)
        ao_dai(figure)
    else:
        suit(figure)
    head(figure)
    return figure
