"""Motifs that stand in rows: meander, slats, triangles, flames and woven stripes."""

import math

from motifs.canvas import HEIGHT, Canting, Cloth
from motifs.colours import mix
from motifs.parts import band, bloom, leaf, plain
from motifs.plan import Plan
from motifs.shapes import TURN, Path2, lozenge, smooth

FLAME: Path2 = [
    (-12, 30), (-16, 16), (-9, 3), (-8, -10), (3, -36), (2, -16), (8, -5), (16, 14), (13, 30), (0, 38),
]  # fmt: skip
"""A tongue of fire 32 wide and 74 high."""


def banji(plan: Plan) -> Cloth:
    """Draw rows of an interlocking meander."""
    bath = plan.dye
    unit = 4.0 + 0.5 * plan.pick("unit", 3)
    cloth = Cloth(round(8 * unit), round(20 * unit), bath.ground)
    pen = Canting(cloth, scale=unit)
    for y, colour in ((1.0, bath.main), (11.0, bath.mid)):
        row = pen.at(0, y)
        key = [(0, 6), (0, 0), (6, 0), (6, 4), (3, 4), (3, 2.2)]
        row.line(key, 1.0, colour)
        row.line([(0, 6), (8, 6)], 1.0, colour)
        row.line([(8, 6), (8, 0)], 1.0, colour)
    for y in (8.9, 18.9):
        for x in (1.0, 5.0):
            pen.at(x, y).fill(lozenge(0.75, 0.75), bath.accent)
            pen.at(x + 2, y).dot(0, 0, 0.4, bath.main)
    return cloth


def galaran(plan: Plan) -> Cloth:
    """Draw upright waving slats with dots between."""
    bath = plan.dye
    pen = plain(bath, plan.size(50, 60), 54)
    for x, colour, width in ((0.0, bath.main, 5.0), (27.0, bath.mid, 3.4)):
        wave = [(x + 4.5 * math.sin(i * TURN / 27), 2.0 * i) for i in range(-2, 30)]
        for offset in (-7.5, 7.5):
            pen.line([(px + offset, py) for px, py in wave], 1.6, bath.main)
        pen.line(wave, width, colour)
        pen.dots(wave[2:29:3], 1.0, bath.deep)
        gap = [(px + 13.5, py) for px, py in wave]
        for i, (px, py) in enumerate(gap[2:29:3]):
            pen.at(px, py).fill(
                lozenge(2.2, 3.4) if i % 3 == 0 else lozenge(1.2, 1.2),
                bath.accent if i % 3 == 0 else bath.mid,
            )
    return pen.cloth


def tumpal(plan: Plan) -> Cloth:
    """Draw rows of tall triangles that face each other, with a field of small flowers."""
    bath = plan.dye
    wide = plan.size(44, 50)
    cloth = Cloth(wide, HEIGHT, bath.ground)
    pen = Canting(cloth)
    for base, up in ((84.0, -1.0), (88.0, 1.0)):
        band(pen, wide, base, 3.0, bath.main)
        tip = base + up * 66
        triangle = [(0.0, base + up * 4), (wide / 2, tip), (float(wide), base + up * 4)]
        pen.fill(triangle, bath.main)
        inner = [(7.0, base + up * 8), (wide / 2, tip - up * 16), (wide - 7.0, base + up * 8)]
        pen.fill(inner, bath.deep if bath.deep != bath.main else bath.ground)
        pen.edge(
            [
                (wide / 2 + (x - wide / 2) * 0.7, base + up * 10 + (y - base - up * 8) * 0.74)
                for x, y in inner
            ],
            1.4,
            bath.mid,
        )
        here = pen.at(wide / 2, base + up * 18, 0.25 * up)
        bloom(here, bath, 6.5, 6)
        leaf(here.at(8, 0), bath, 16, bath.mid)
        bloom(pen.at(0, tip), bath, 9, 8)
        pen.dots([(0, base + up * (26 + 8 * i)) for i in range(3)], 1.7, bath.accent)
    for x in range(4):
        pen.dot((x + 0.5) * wide / 4, 86, 1.2, bath.accent)
        pen.dot((x + 0.5) * wide / 4, 0, 1.6, bath.mid)
    return cloth


def modang(plan: Plan) -> Cloth:
    """Draw tongues of fire that reach into each other."""
    bath = plan.dye
    home = plain(bath, plan.size(40, 46), 44, 2)
    for x, y in ((0, 0), (22, 44)):
        pen = home.at(x, y)
        for scale, colour in ((1.0, bath.main), (0.72, bath.ground), (0.52, bath.mid)):
            pen.fill([(x * scale, 16 + (y - 16) * scale) for x, y in smooth(FLAME, closed=True)], colour)
        pen.dot(0, 19, 4, bath.main)
        pen.dot(0, 19, 2.2, bath.accent)
        pen.dots([(10, -10), (13, -17), (12, -25), (-10, -20), (-9, -28)], 1.2, bath.mid)
    return home.cloth


def lurik(plan: Plan) -> Cloth:
    """Draw woven stripes, for what is no batik at all."""
    bath = plan.dye
    wide = plan.size(56, 72)
    cloth = Cloth(wide, 4, bath.ground)
    pen = Canting(cloth, angle=TURN / 4, mirror=-1.0)
    thin = [(x, 2.0, bath.main) for x in (0.20, 0.26, 0.64, 0.70)]
    wider = [(0.08, 5.0, bath.mid), (0.45, 9.0, bath.deep), (0.45, 2.2, bath.accent), (0.84, 4.0, bath.mid)]
    for x, width, colour in thin + wider:
        pen.line([(-8, x * wide), (12, x * wide)], width, colour)
    Canting(cloth).line([(-2, 2), (wide + 2, 2)], 0.7, mix(bath.ground, bath.dust, 0.5))
    return cloth
