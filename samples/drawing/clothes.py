"""What people wear on great days: a suit with a tie, or an áo dài."""

from .canvas import mix
from .figure import INK, Figure, both, mirrored, smooth
from .head import neck


def suit(figure: Figure) -> None:
    coat, accent = figure.look.coat, figure.look.accent
    dark, light = mix(coat, "#0a0c14", 0.45), mix(coat, "#ffffff", 0.1)
    right = [(0.2, 0.12), (0.48, 0.26), (0.78, 0.36), (0.94, 0.58)]
    right += [(1.0, 1.1), (1.0, 1.6), (0.6, 1.7)]
    figure.canvas.shade(smooth(figure.at(both(right)), steps=8), light, dark)
    neck(figure)
    shirt = [(-0.2, 0.08), (0, 0.27), (0.2, 0.08), (0.3, 0.4), (0, 1.3), (-0.3, 0.4)]
    figure.edges(shirt, "#ffffff", "#dfe3ea")
    figure.edges([(0.0, 0.27), (0.2, 0.08), (0.3, 0.4), (0, 1.3)], "#b9c0cc", alpha=0.5)
    figure.edges([(-0.07, 0.27), (0.07, 0.27), (0.05, 0.4), (-0.05, 0.4)], mix(accent, INK, 0.2))
    blade = [(-0.05, 0.4), (0.05, 0.4), (0.115, 1.1), (0, 1.3), (-0.115, 1.1)]
    figure.edges(blade, accent, mix(accent, INK, 0.35))
    for n in range(5):
        y, half = 0.5 + n * 0.14, 0.058 + n * 0.014
        figure.line([(-half, y + 0.05), (half, y - 0.03)], 0.011, mix(accent, "#ffe8c8", 0.42))
    for side in (-1, 1):
        flap = [(0.185, -0.01), (0.215, 0.08), (0.235, 0.2), (0.15, 0.4), (0.0, 0.26)]
        flap += [(0.12, 0.15)]
        tone = ("#ffffff", "#eceff4") if side < 0 else ("#e6eaf0", "#d3d9e2")
        figure.edges(mirrored(flap, side), *tone)
        lapel = [(0.205, 0.09), (0.27, 0.12), (0.4, 0.44), (0.33, 0.5), (0.46, 0.58), (0, 1.5)]
        lapel += [(0.16, 0.8), (0.235, 0.35)]
        tones = (mix(coat, "#ffffff", 0.17), mix(coat, "#ffffff", 0.06))
        if side > 0:
            tones = (mix(coat, "#ffffff", 0.09), coat)
        figure.edges(mirrored(lapel, side), *tones)
        seam = [(0.8, 0.98), (0.78, 1.3), (0.8, 1.6)]
        figure.line(mirrored(seam, side), 0.014, dark)


def ao_dai(figure: Figure) -> None:
    coat, accent = figure.look.coat, figure.look.accent
    dark, light = mix(coat, "#0a0c14", 0.38), mix(coat, "#ffffff", 0.16)
    right = [(0.17, 0.2), (0.4, 0.31), (0.64, 0.4), (0.79, 0.62)]
    right += [(0.84, 1.1), (0.84, 1.6), (0.5, 1.7)]
    figure.canvas.shade(smooth(figure.at(both(right)), steps=8), light, dark)
    # A standing collar, and the closing that runs from it to under the arm.
    collar = [(-0.165, 0.09), (0, 0.15), (0.165, 0.09)]
    below = [(0.205, 0.27), (0, 0.36), (-0.205, 0.27)]
    figure.edges([*collar, *below], mix(coat, "#ffffff", 0.26), coat)
    figure.line(collar, 0.016, mix(accent, "#ffffff", 0.2))
    figure.line([(0.02, 0.35), (0.26, 0.5), (0.5, 0.86)], 0.012, dark)
    for side in (-1, 1):
        seam = [(0.66, 0.9), (0.66, 1.3), (0.64, 1.6)]
        figure.line(mirrored(seam, side), 0.014, dark)
    for dx, dy, size in [(-0.42, 0.72, 0.1), (-0.16, 0.98, 0.12), (0.36, 1.16, 0.11)]:
        _lotus(figure, dx, dy, size, accent)


def _lotus(figure: Figure, dx: float, dy: float, size: float, colour: str) -> None:
    for lean in (-1, 1, -0.5, 0.5, 0):
        tip = (dx + lean * size, dy - size * (1.1 - abs(lean) * 0.55))
        wide = (dx + lean * size * 0.75 + size * 0.26, dy - size * 0.3)
        slim = (dx + lean * size * 0.75 - size * 0.26, dy - size * 0.3)
        tone = mix(colour, "#ffffff", 0.3 * (1 - abs(lean)))
        figure.curve([tip, wide, (dx, dy + size * 0.2), slim], tone, alpha=0.85)
