"""A face and its hair. Nobody's likeness."""

from .canvas import mix
from .figure import INK, Figure, both, mirrored, smooth


def head(figure: Figure) -> None:
    _face(figure)
    (_parted_hair if figure.look.in_ao_dai else _short_hair)(figure)
    if figure.look.has_glasses:
        _glasses(figure)


def neck(figure: Figure) -> None:
    skin, half = figure.look.skin, 0.15 if figure.look.in_ao_dai else 0.19
    figure.edges(
        [(-half, -0.25), (half, -0.25), (half + 0.02, 0.3), (-half - 0.02, 0.3)],
        mix(skin, "#5b2a20", 0.42),
        mix(skin, "#5b2a20", 0.04),
    )


def _face(figure: Figure) -> None:
    skin, is_broad = figure.look.skin, not figure.look.in_ao_dai
    dark, jaw = mix(skin, "#6b2f22", 0.26), 0.285 if is_broad else 0.245
    for side in (-1, 1):
        figure.oval(side * 0.36, -0.43, 0.055, 0.1, mix(skin, "#6b2f22", 0.16))
        figure.oval(side * 0.362, -0.42, 0.026, 0.06, dark)
    right = [(0, -0.95), (0.2, -0.92), (0.33, -0.76), (0.365, -0.5), (0.34, -0.28)]
    right += [(jaw, -0.13), (0.12, -0.012), (0.0, 0.0)]
    outline = smooth(figure.at(both(right)))
    figure.canvas.shade(outline, mix(skin, "#fff0dc", 0.22), skin)
    # The light comes from the left: a soft edge of shade down the right of the face.
    shaded = [(0.22, -0.9), (0.33, -0.76), (0.365, -0.5), (0.34, -0.28), (jaw, -0.13)]
    shaded += [(0.12, -0.012), (0.02, 0.0), (0.17, -0.16), (0.26, -0.4), (0.27, -0.66)]
    figure.curve(shaded, dark, alpha=0.42)
    for side in (-1, 1):
        [(x, y)] = figure.at([(side * 0.21, -0.27)])
        figure.canvas.glow(x, y, 0.12 * figure.head, "#d9705c", 0.3 if is_broad else 0.5)
    _features(figure, dark)


def _features(figure: Figure, dark: str) -> None:
    is_broad, skin = not figure.look.in_ao_dai, figure.look.skin
    brow = mix(figure.look.grey or figure.look.hair, figure.look.hair, 0.7)
    for side in (-1, 1):
        arch = [(0.075, -0.555), (0.15, -0.585), (0.235, -0.55)]
        figure.line(mirrored(arch, side), 0.03 if is_broad else 0.017, brow)
        almond = [(0.085, -0.442), (0.14, -0.478), (0.2, -0.468), (0.225, -0.44), (0.15, -0.42)]
        figure.curve(mirrored(almond, side), "#fbf4ea")
        figure.oval(side * 0.152, -0.449, 0.031, 0.031, "#2d1f1c")
        figure.oval(side * 0.152 - 0.011, -0.46, 0.009, 0.009, "#ffffff")
        lid = [(0.08, -0.442), (0.14, -0.482), (0.2, -0.472), (0.232, -0.442)]
        figure.line(mirrored(lid, side), 0.014 if is_broad else 0.019, INK)
    figure.line([(0.035, -0.44), (0.045, -0.34), (0.062, -0.275)], 0.012, mix(dark, skin, 0.4))
    figure.line([(-0.055, -0.262), (0, -0.245), (0.06, -0.265)], 0.017, dark)
    if is_broad:
        figure.line([(-0.12, -0.168), (0, -0.138), (0.12, -0.17)], 0.02, "#8a3f35")
        figure.line([(-0.05, -0.096), (0, -0.09), (0.05, -0.096)], 0.014, dark)
        return
    lips = [(-0.115, -0.168), (-0.035, -0.176), (0, -0.168), (0.035, -0.176), (0.115, -0.168)]
    figure.curve([*lips, (0.055, -0.122), (0, -0.108), (-0.055, -0.122)], "#c25a57")
    figure.line([(-0.112, -0.167), (0, -0.142), (0.112, -0.167)], 0.009, "#7d2d30")


def _short_hair(figure: Figure) -> None:
    hair, grey = figure.look.hair, figure.look.grey
    for side in (-1, 1):
        temple = [(0.33, -0.82), (0.385, -0.66), (0.378, -0.5), (0.348, -0.46), (0.325, -0.62)]
        temple += [(0.29, -0.75)]
        figure.curve(mirrored(temple, side), grey or hair)
    crown = [(0.33, -0.76), (0.37, -0.78), (0.355, -0.89), (0.26, -1.0), (0.06, -1.055)]
    crown += [(-0.18, -1.035), (-0.33, -0.94), (-0.378, -0.8), (-0.36, -0.74)]
    crown += [(-0.315, -0.77), (-0.2, -0.82), (0.0, -0.815), (0.17, -0.86), (0.26, -0.8)]
    part = figure.look.parting
    figure.curve(mirrored(crown, part), mix(hair, "#8d8074", 0.2), hair)
    sheen = mix(hair, grey or "#c9b8a6", 0.5 if grey else 0.22)
    for lift in (0, 0.045, 0.09):
        strand = [(0.17, -0.91 - lift / 2), (0, -0.885 - lift), (-0.27 + lift, -0.85 - lift)]
        figure.line(mirrored(strand, part), 0.009, sheen)


def long_hair(figure: Figure) -> None:
    hair = figure.look.hair
    right = [(0, -1.0), (0.3, -0.96), (0.43, -0.76), (0.46, -0.4), (0.49, 0.02), (0.4, 0.24)]
    figure.curve(both([*right, (0.15, 0.22)]), mix(hair, "#6d5a52", 0.12), hair)


def _parted_hair(figure: Figure) -> None:
    hair = figure.look.hair
    left = [(0.1, -0.93), (0.07, -1.06), (-0.1, -1.07), (-0.3, -1.0), (-0.43, -0.8)]
    left += [(-0.46, -0.42), (-0.47, 0.0), (-0.38, 0.1), (-0.35, -0.1), (-0.365, -0.42)]
    left += [(-0.3, -0.66), (-0.12, -0.83)]
    right = [(0.07, -0.92), (0.07, -1.06), (0.17, -1.06), (0.31, -0.99), (0.43, -0.8)]
    right += [(0.46, -0.42), (0.47, 0.0), (0.38, 0.1), (0.35, -0.1), (0.365, -0.42)]
    right += [(0.32, -0.64), (0.21, -0.8)]
    light = mix(hair, "#8a6f62", 0.24)
    figure.curve(left, light, hair)
    figure.curve(right, light, hair)
    for lift in (0.0, 0.07):
        strand = [(0.0, -0.98 - lift / 3), (-0.22, -0.9 - lift), (-0.36, -0.68 - lift)]
        figure.line(strand, 0.008, mix(hair, "#b79a88", 0.34))
    for side in (-1, 1):
        figure.oval(side * 0.358, -0.285, 0.022, 0.026, "#f7efe0")


def _glasses(figure: Figure) -> None:
    frame = "#3a2f2c"
    for side in (-1, 1):
        box = [(0.05, -0.52), (0.15, -0.535), (0.262, -0.52), (0.268, -0.44), (0.23, -0.365)]
        box += [(0.1, -0.365), (0.055, -0.43)]
        lens = mirrored(box, side)
        figure.curve(lens, "#eaf3f6", alpha=0.16)
        ring = smooth(figure.at(lens))
        figure.canvas.stroke([*ring, *ring[:2]], 0.014 * figure.head, frame)
        figure.line([(side * 0.264, -0.49), (side * 0.352, -0.5)], 0.013, frame)
    figure.line([(-0.052, -0.46), (0, -0.48), (0.052, -0.46)], 0.013, frame)
