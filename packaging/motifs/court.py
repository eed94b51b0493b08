"""The winged cloths of the court: the sido lattices, wahyu and semen."""

from motifs.canvas import Canting, Cloth
from motifs.colours import Dye
from motifs.parts import bloom, curl, dusted, feathers, garuda, leaf, sprinkle
from motifs.plan import Plan
from motifs.shapes import lozenge, oval, petal, smooth


def sidomukti(plan: Plan) -> Cloth:
    """Draw a lozenge lattice with wings and flowers by turns."""
    bath = plan.dye
    wide = plan.size(104, 116)
    pen = _lattice(plan, wide, round(wide * 0.76))
    cell = pen.at(0, 0)
    garuda(cell.at(0, -3), bath, 37)
    flower = pen.at(pen.cloth.width / 2, pen.cloth.height / 2)
    for i, ray in enumerate(flower.ring(4)):
        leaf(ray.at(7, 0), bath, 32 if i % 2 == 0 else 22, bath.mid)
        for side in (-0.09, 0.09):
            leaf(ray.at(5, 0, side), bath, 21, bath.main)
    flower.dot(0, 0, 13, bath.ground)
    bloom(flower, bath, 12.5, 8)
    for pen_here, reach in ((cell, 0.30), (flower, 0.32)):
        for ray in pen_here.ring(4, 0.125):
            ray.dot(wide * reach * 0.86, 0, 1.5, bath.accent)
            ray.dot(wide * reach * 0.72, 0, 1.1, bath.mid)
    return pen.cloth


def sidoluhur(plan: Plan) -> Cloth:
    """Draw a lozenge lattice with single wings and eight-rayed rosettes."""
    bath = plan.dye
    wide = plan.size(92, 102)
    pen = _lattice(plan, wide, wide)
    cell, other = pen.at(0, 0), pen.at(wide / 2, wide / 2)
    for half in cell.ring(2):
        garuda(half.at(0, -17), bath, 25)
    for i, ray in enumerate(other.ring(8)):
        leaf(ray.at(10, 0), bath, 26 if i % 2 == 0 else 17, bath.main if i % 2 == 0 else bath.mid)
    other.edge(oval(0, 0, 12, 12), 2, bath.mid)
    bloom(other, bath, 10, 6)
    return pen.cloth


def sidomulyo(plan: Plan) -> Cloth:
    """Draw a lozenge lattice of scrolls, fans and small flowers: the masterpiece is the densest."""
    bath = plan.dye
    wide = plan.size(106, 114)
    pen = _lattice(plan, wide, round(wide * 0.8))
    cell, other = pen.at(0, 0), pen.at(pen.cloth.width / 2, pen.cloth.height / 2)
    for side in cell.sides:
        feathers(side.at(5, 7), bath, 25, 6)
        curl(side.at(2, 9, 0.06), 24, 2.6, bath.mid)
    bloom(cell.at(0, 12), bath, 8.5, 8)
    cell.dots([(0, -26), (0, -20), (0, -14)], 1.8, bath.accent)
    for side in other.ring(2):
        curl(side.at(6, 3), 30, 3, bath.main)
        curl(side.at(6, -3).flipped, 30, 3, bath.main)
        leaf(side.at(0, 0, 0.25), bath, 27, bath.mid)
        side.dots([(-9, 20), (9, 20)], 1.8, bath.accent)
    other.dot(0, 0, 9.5, bath.ground)
    bloom(other, bath, 9, 8)
    return pen.cloth


def wahyu(plan: Plan) -> Cloth:
    """Draw a crown held by two wings, descending among tendrils."""
    bath = plan.dye
    home = dusted(bath, plan.size(100, 112), 104, gap=7)
    for x, y in ((0, 0), (52, 52)):
        pen = home.at(x, y)
        frame = smooth(
            [(0, -44), (22, -22), (43, 0), (22, 19), (0, 27), (-22, 19), (-43, 0), (-22, -22)], closed=True
        )
        pen.outlined(frame, bath.ground, 3.6, bath.main)
        pen.edge([(px * 0.88, py * 0.88 - 0.6) for px, py in frame], 1.4, bath.mid)
        for side in pen.sides:
            feathers(side.at(5, 13), bath, 24, 5)
        for turn, length in ((-0.32, 17), (-0.18, 17), (-0.25, 25)):
            pen.at(0, -10, turn).fill(petal(length, 8.5, 0.9), bath.main)
            pen.at(0, -10, turn).line([(4, 0), (length * 0.7, 0)], 1.6, bath.mid)
        pen.fill([(-9, -10), (9, -10), (6, 1), (-6, 1)], bath.mid)
        pen.dots([(-5, -6), (0, -6), (5, -6)], 1.7, bath.accent)
        bloom(pen.at(0, 13), bath, 7.5, 6)
    return home.cloth


def semen(plan: Plan) -> Cloth:
    """Draw wings, mountains and sprouting trees on an open ground."""
    bath = plan.dye
    home = dusted(bath, plan.size(116, 124), 120, 0.82, gap=7.5)
    garuda(home.at(0, 2), bath, 39)
    _tree(home.at(60, 49.2), bath)
    _mountain(home.at(60, -6), bath)
    _mountain(home.at(0, 43), bath)
    return home.cloth


def _lattice(plan: Plan, wide: int, high: int) -> Canting:
    """Draw the lozenge lattice of the sido cloths; cells lie round the corner and round the middle."""
    bath = plan.dye
    cloth = Cloth(wide, high, bath.ground)
    if "mulyo" in plan.motif.lower() or plan.pick("dust", 2):
        sprinkle(cloth, bath.dust)
    pen = Canting(cloth)
    for x, y in ((0.0, 0.0), (wide / 2, high / 2)):
        here = pen.at(x, y)
        here.edge(lozenge(wide / 2, high / 2), 6.2, bath.main)
        here.edge(lozenge(wide / 2, high / 2), 2.2, bath.deep)
    for x, y in ((wide / 2, 0.0), (0.0, high / 2)):
        knot = pen.at(x, y)
        for ray in knot.ring(4):
            ray.fill(petal(9, 6.5, 1.3), bath.main)
        knot.dot(0, 0, 2.6, bath.accent)
    return pen


def _mountain(pen: Canting, bath: Dye) -> None:
    """Draw a meru: three peaks, the sacred mountain."""
    for x, y, radius in ((0, -2, 10), (-10, 4, 9), (10, 4, 9), (0, 8, 8)):
        for size, colour in ((1.16, bath.ground), (1.0, bath.main), (0.66, bath.ground), (0.44, bath.mid)):
            arch = [(-1.0, 0.75), (-0.86, 0.0), (0.0, -1.2), (0.86, 0.0), (1.0, 0.75)]
            pen.fill(smooth([(x + radius * size * px, y + radius * size * py) for px, py in arch]), colour)
    for turn in (-0.33, -0.25, -0.17):
        pen.at(0, -13, turn).fill(petal(9, 4.5), bath.accent)


def _tree(pen: Canting, bath: Dye) -> None:
    """Draw a tree of life with curls at its foot."""
    pen.line([(0, -20), (0, 22)], 3, bath.mid)
    for side in pen.sides:
        curl(side.at(0, 20, -0.02), 31, 3.4, bath.main)
        for y, turn, length, colour in (
            (8, -0.02, 24, bath.mid),
            (2, -0.09, 27, bath.main),
            (-8, -0.15, 20, bath.mid),
        ):
            leaf(side.at(1, y, turn), bath, length, colour)
    pen.dot(0, -18, 11, bath.ground)
    bloom(pen.at(0, -18), bath, 10.5, 8)
