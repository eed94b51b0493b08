"""The motifs of Sangiran's fossils: bones, shells and ancient elephants."""

import math

from motifs.canvas import Canting, Cloth
from motifs.colours import Colour, Dye
from motifs.parang import mlinjon, slanted
from motifs.parts import leaf, sprinkle
from motifs.plan import Plan
from motifs.shapes import Path2, blade, smooth, spiral

ELEPHANT: Path2 = [
    (13, 30), (18, 18), (26, 11), (33, 15), (42, 9), (52, 7), (66, 11), (80, 16), (88, 26), (90, 40),
    (89, 56), (90, 68), (77, 68), (76, 56), (71, 47), (60, 49), (51, 49), (50, 58), (51, 68), (38, 68),
    (37, 56), (32, 46), (25, 41), (20, 47), (17, 58), (10, 64), (3, 60), (5, 55), (10, 57), (12, 50),
    (12, 40),
]  # fmt: skip
"""A stegodon of Sangiran that walks to the left, in a field of 92 by 70."""


def tulang(plan: Plan) -> Cloth:
    """Draw slanting rows of fossil bones and shells, the bone parang of Sangiran."""
    bath = plan.dye
    pen, step = slanted(plan.size(66, 78), bath.ground)
    for i in range(4):
        here = pen.at((i + 0.5) * step / 2, 0)
        if i % 2 and plan.pick("shells", 2):
            _shell(here, bath, step * 0.25)
            continue
        turned = here.at(0, 0, 0.19)
        _bone(turned, step * 0.70, step * 0.17, bath.main)
        turned.line([(-step * 0.17, 0), (step * 0.17, 0)], step * 0.035, bath.mid)
        here.dots(
            [(step * 0.25, -step * 0.16), (step * 0.25, 0), (step * 0.25, step * 0.16)], step * 0.03, bath.mid
        )
    mlinjon(pen, bath, step, 3)
    return pen.cloth


def gajah(plan: Plan) -> Cloth:
    """Draw ancient elephants that walk among ammonites."""
    bath = plan.dye
    scale = plan.size(96, 108) / 100
    cloth = Cloth(round(132 * scale), round(172 * scale), bath.ground)
    sprinkle(cloth, bath.dust, 9)
    home = Canting(cloth, scale=scale)
    other = home.at(66, 86)
    _elephant(home.at(10, 6), bath)
    _elephant(other.at(102, 6).flipped.at(0, 0, 0.5), bath)
    for pen in (home, other):
        pen.dot(120, 20, 15, bath.ground)
        _shell(pen.at(120, 20), bath, 15)
        sprig = pen.at(120, 68)
        for turn in (-0.45, -0.35, -0.25, -0.15, -0.05):
            leaf(sprig.at(0, 0, turn), bath, 17, bath.mid)
        sprig.dot(0, 0, 3.2, bath.accent)
    return cloth


def _elephant(pen: Canting, bath: Dye) -> None:
    """Draw the ancient elephant with its long tusks."""
    body = smooth(ELEPHANT, closed=True)
    pen.edge(body, 5, bath.ground)
    pen.fill(body, bath.main)
    back = smooth(
        [(40, 14), (52, 12), (66, 16), (79, 21), (84, 32), (80, 42), (62, 43), (46, 42)], closed=True
    )
    pen.edge(back, 1.8, bath.deep)
    for i in range(4):
        pen.line(smooth([(50 + i * 8, 18), (48 + i * 8, 27), (52 + i * 8, 37)]), 2, bath.mid)
        pen.dot(54.5 + i * 8, 26, 1.5, bath.deep)
    ear = smooth([(27, 17), (36, 17), (40, 25), (37, 36), (31, 34), (28, 26)], closed=True)
    pen.outlined(ear, bath.mid, 1.8, bath.deep)
    pen.dot(21, 24, 1.8, bath.deep)
    tusk = smooth([(22, 36), (16, 45), (5, 48), (-5, 42), (-8, 31), (-3, 23), (3, 25)])
    pen.line(tusk, 6.6, bath.ground)
    pen.fill(blade(tusk, lambda t: 5.6 * (1 - t) + 1.2), bath.accent)
    pen.line(smooth([(91, 30), (96, 38), (95, 48)]), 2, bath.main)
    pen.dot(95, 49, 2, bath.accent)


def _shell(pen: Canting, bath: Dye, radius: float) -> None:
    """Draw an ammonite."""
    coil = [(r_x, r_y) for r_x, r_y in spiral(radius * 0.10, radius * 0.80, 2.4)]
    pen.fill(blade(coil, lambda t: radius * (0.12 + 0.40 * t)), bath.main)
    pen.line(coil[: len(coil) * 3 // 5], radius * 0.05, bath.main)
    for i in range(14, len(coil), 4):
        share = i / (len(coil) - 1)
        x, y = coil[i]
        size = math.hypot(x, y)
        half = radius * (0.12 + 0.40 * share) * 0.36 / size
        pen.line(
            [(x * (1 - half), y * (1 - half)), (x * (1 + half), y * (1 + half))], radius * 0.055, bath.deep
        )
    pen.dot(0, 0, radius * 0.1, bath.accent)


def _bone(pen: Canting, length: float, width: float, colour: Colour) -> None:
    """Draw a long bone round the origin."""
    half = length / 2 - width * 0.55
    pen.fill(
        blade(
            [(half * (2 * i / 16 - 1), 0) for i in range(17)], lambda t: width * (0.62 + 1.3 * (t - 0.5) ** 2)
        ),
        colour,
    )
    for x in (-half, half):
        for y in (-0.36, 0.36):
            pen.dot(x, y * width, width * 0.44, colour)
