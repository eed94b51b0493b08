"""Parts that several motifs share: grounds, flowers, leaves, tendrils, wings and stripes."""

import math

from motifs.canvas import Canting, Cloth
from motifs.colours import Colour, Dye
from motifs.shapes import TURN, blade, oval, petal, smooth, spiral


def plain(bath: Dye, width: int, units: float, shape: float = 1.0) -> Canting:
    """Take an empty cloth, shape times as high as wide, and a pen for which it is so many units wide."""
    return Canting(Cloth(width, round(width * shape), bath.ground), scale=width / units)


def dusted(
    bath: Dye, width: int, units: float, shape: float = 1.0, *, gap: float = 8.0, radius: float = 0.9
) -> Canting:
    """Take a cloth as plain does, its ground filled with cecek."""
    pen = plain(bath, width, units, shape)
    sprinkle(pen.cloth, bath.dust, gap, radius)
    return pen


def sprinkle(cloth: Cloth, colour: Colour, gap: float = 8.0, radius: float = 0.9) -> None:
    """Fill a ground with staggered cecek that run on over the repeat's edges."""
    columns, rows = max(1, round(cloth.width / gap)), 2 * max(1, round(cloth.height / gap / 2))
    wide, high = cloth.width / columns, cloth.height / rows
    pen = Canting(cloth)
    pen.dots(
        (((i + 0.5 * (j % 2)) * wide, j * high) for i in range(columns) for j in range(rows)), radius, colour
    )


def bloom(pen: Canting, bath: Dye, radius: float, petals: int, colour: Colour | None = None) -> None:
    """Draw an open flower."""
    for ray in pen.ring(petals):
        ray.fill(petal(radius, radius * 4.2 / petals, 1.35), colour or bath.main)
        ray.line([(radius * 0.42, 0), (radius * 0.72, 0)], radius * 0.07, bath.deep)
    pen.dot(0, 0, radius * 0.34, bath.deep if colour is None else bath.ground)
    pen.dot(0, 0, radius * 0.24, bath.accent)


def leaf(pen: Canting, bath: Dye, length: float, colour: Colour) -> None:
    """Draw a leaf with its vein."""
    shape = petal(length, length * 0.46, 0.8)
    pen.edge(shape, length * 0.13, bath.ground)
    pen.fill(shape, colour)
    pen.line([(length * 0.15, 0), (length * 0.72, 0)], length * 0.06, bath.ground)


def curl(pen: Canting, length: float, width: float, colour: Colour) -> None:
    """Draw a tendril that rolls up at its end."""
    roll = [
        (x + length * 0.6, y - length * 0.28)
        for x, y in reversed(spiral(1.0, length * 0.28, 1.25, 0.25 * TURN))
    ]
    stem = [*smooth([(0, 0), (length * 0.3, length * 0.08), roll[0]]), *roll]
    pen.fill(blade(stem, lambda t: width * (1.15 - 0.7 * t)), colour)
    pen.dot(*roll[-1], width * 0.8, colour)


def feathers(pen: Canting, bath: Dye, length: float, count: int) -> None:
    """Draw a lar: one wing, opening upwards and outwards from its root."""
    for i in reversed(range(count)):
        share = i / (count - 1)
        feather = pen.at(length * 0.10 * share, 0, -0.25 + 0.235 * share)
        reach = length * (0.74 + 0.26 * math.sin(math.pi * (0.3 + 0.5 * share)))
        shape = petal(reach, length * 0.27, 1.6)
        feather.outlined(shape, bath.main, length * 0.045, bath.ground)
        feather.line([(reach * 0.35, 0), (reach * 0.74, 0)], length * 0.05, bath.mid)
        feather.dot(reach * 0.85, 0, length * 0.035, bath.deep)
    root = oval(length * 0.10, -length * 0.06, length * 0.22, length * 0.19)
    pen.outlined(root, bath.mid, length * 0.045, bath.ground)
    pen.dot(length * 0.10, -length * 0.06, length * 0.075, bath.accent)


def garuda(pen: Canting, bath: Dye, length: float) -> None:
    """Draw a sawat: two wings and a tail."""
    for side in pen.sides:
        feathers(side.at(length * 0.12, length * 0.18), bath, length * 0.86, 5)
    for turn in (0.32, 0.18, 0.25):
        tail = pen.at(0, length * 0.12, turn)
        tail.outlined(petal(length * 0.62, length * 0.24, 1.4), bath.mid, length * 0.04, bath.ground)
        tail.dot(length * 0.42, 0, length * 0.04, bath.main)
    pen.outlined(oval(0, 0, length * 0.13, length * 0.24), bath.main, length * 0.04, bath.ground)
    pen.dot(0, -length * 0.04, length * 0.06, bath.accent)


def band(pen: Canting, length: float, offset: float, width: float, colour: Colour) -> None:
    """Draw a straight stripe along x, a little longer than the stretch that repeats."""
    pen.line([(-1.0, offset), (length + 1.0, offset)], width, colour)
