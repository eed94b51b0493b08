"""Motifs laid out on a square: kawung, truntum, ceplok and nitik."""

from collections.abc import Iterable

from motifs.canvas import Canting, Cloth
from motifs.colours import Colour, Dye
from motifs.parts import bloom, leaf, plain, sprinkle
from motifs.plan import Plan
from motifs.shapes import Point, lozenge, oval, petal


def kawung(plan: Plan) -> Cloth:
    """Draw four ovals round a point, with seeds."""
    size = plan.size(34, 38) if "picis" in plan.motif.lower() else plan.size(50, 72)
    return kawung_of(size, plan.dye, plan.pick("style", 4))


def kawung_of(size: int, bath: Dye, style: int) -> Cloth:
    """Draw kawung in one of its kinds: on the diagonal or upright, with other seeds and crosses."""
    pen = plain(bath, size, 60)
    diagonal = style in (0, 2)
    crossings = [(0, 0), (30, 30)] if diagonal else [(0, 0)]
    reach, start, fruit = (21.2, 0.125, (18.6, 10.2)) if diagonal else (30.0, 0.0, (26.0, 14.4))
    for cross_x, cross_y in crossings:
        for i, ray in enumerate(pen.at(cross_x, cross_y).ring(4, start)):
            if diagonal or i in (0, 1):
                _kawung_fruit(ray.at(reach, 0), bath, fruit, style)
        for ray in pen.at(cross_x, cross_y).ring(4, start + 0.125):
            _kawung_star(ray.at(30 if diagonal else 42.4, 0), bath, style, fruit[1] / 10)
        pen.at(cross_x, cross_y).fill(lozenge(3.2, 3.2), bath.accent)
    return pen.cloth


def truntum(plan: Plan) -> Cloth:
    """Draw eight-rayed stars, scattered evenly like a night sky."""
    size = plan.size(48, 66)
    cloth = Cloth(size, size, plan.dye.ground)
    if plan.pick("dust", 2):
        sprinkle(cloth, plan.dye.dust, size / 8)
    truntum_on(cloth, plan.dye, size / 56, plan.pick("style", 3))
    return cloth


def truntum_on(cloth: Cloth, bath: Dye, scale: float, style: int) -> None:
    """Set the stars and what lies between them."""
    pen = Canting(cloth, scale=scale)
    for x, y in ((0, 0), (28, 28)):
        here = pen.at(x, y)
        here.dot(0, 0, 19 if style != 1 else 17, bath.ground)
        for i, ray in enumerate(here.ring(8)):
            ray.fill(petal(20 if i % 2 == 0 else 15.5, 5.2, 1.2), bath.main)
            ray.at(0, 0, 1 / 16).dot(13.5, 0, 1.3, bath.mid)
        here.dot(0, 0, 5.4, bath.ground)
        here.dot(0, 0, 3.9, bath.accent)
    for x, y in ((28, 0), (0, 28)):
        here = pen.at(x, y)
        here.dot(0, 0, 8, bath.ground)
        if style == 0:
            for ray in here.ring(4):
                ray.fill(petal(8, 5, 1.2), bath.mid)
        elif style == 1:
            here.fill(lozenge(6.5, 6.5), bath.mid)
            here.fill(lozenge(3, 3), bath.ground)
        else:
            here.dot(0, 0, 4.6, bath.mid)
            here.dot(0, 0, 2.2, bath.ground)


def ceplok(plan: Plan) -> Cloth:
    """Draw lozenges with a four-petalled flower in each."""
    size = plan.size(52, 64)
    return ceplok_of(size, plan.dye)


def ceplok_of(size: int, bath: Dye) -> Cloth:
    """Draw ceplok at a size of its own."""
    pen = plain(bath, size, 58)
    half = 29.0
    for x, y in ((0.0, 0.0), (half, half)):
        here = pen.at(x, y)
        here.edge(lozenge(half, half), 3.4, bath.main)
        here.edge(lozenge(half - 5.5, half - 5.5), 1.4, bath.mid)
    for x, y in ((0.0, 0.0), (half, half)):
        here = pen.at(x, y)
        for ray in here.ring(4):
            ray.fill(petal(17, 11.5, 1.15), bath.main)
            ray.fill(petal(12, 4.6, 1.15), bath.mid)
            ray.at(0, 0, 0.125).line([(3, 0), (9.5, 0)], 1.6, bath.mid)
            ray.at(0, 0, 0.125).dot(11.4, 0, 1.7, bath.accent)
        here.dot(0, 0, 3.6, bath.ground)
        here.dot(0, 0, 2.4, bath.accent)
    for x, y in ((half, 0.0), (0.0, half)):
        pen.at(x, y).fill(lozenge(4.6, 4.6), bath.accent)
    return pen.cloth


def ceplok_sukowati(plan: Plan) -> Cloth:
    """Draw round rosettes and eight-pointed stars by turns."""
    bath = plan.dye
    pen = plain(bath, plan.size(68, 78), 72)
    wheel, star = pen.at(0, 0), pen.at(36, 36)
    wheel.edge(oval(0, 0, 24.5, 24.5), 3, bath.main)
    wheel.dots(oval(0, 0, 20, 20)[::4], 1.1, bath.mid)
    bloom(wheel, bath, 16.5, 8)
    for ray in star.ring(4):
        ray.fill([(0, 0), (9, -9), (25, 0), (9, 9)], bath.main)
        ray.fill([(8, 0), (11, -4.4), (19, 0), (11, 4.4)], bath.mid)
        leaf(ray.at(6, 0, 0.125), bath, 15, bath.mid)
    star.fill(lozenge(9, 9), bath.ground)
    star.fill(lozenge(6.4, 6.4), bath.accent)
    star.dot(0, 0, 2.2, bath.ground)
    for ray in pen.at(36, 0).ring(2, 0.25) + pen.at(0, 36).ring(2):
        ray.dot(4.4, 0, 2.0, bath.accent)
        ray.dot(8.8, 0, 1.3, bath.mid)
    return pen.cloth


def nitik(plan: Plan) -> Cloth:
    """Draw flowers made of nothing but small squares, like weaving."""
    bath = plan.dye
    pen = plain(bath, plan.size(56, 64), 56)
    for x, y in ((0, 0), (28, 28)):
        for ray in pen.at(x, y).ring(4):
            _squares(ray, ((8, 0), (12, 0), (8, -4), (8, 4), (12, -4), (12, 4), (16, 0)), bath.main)
            _squares(ray, ((6.6, 6.6), (20, 0)), bath.mid)
        _squares(pen.at(x, y), ((2, 2), (2, -2), (-2, 2), (-2, -2)), bath.accent)
    for x, y in ((28, 0), (0, 28)):
        _squares(pen.at(x, y), ((0, 0), (4, 4), (4, -4), (-4, 4), (-4, -4)), bath.mid)
    return pen.cloth


def _kawung_fruit(pen: Canting, bath: Dye, half: Point, style: int) -> None:
    """Draw one of the four fruits."""
    wide, high = half
    pen.fill(oval(0, 0, wide, high), bath.main)
    if style in (0, 3):
        pen.edge(oval(0, 0, wide * 0.74, high * 0.66), high * 0.13, bath.mid)
    else:
        pen.fill(oval(0, 0, wide * 0.70, high * 0.60), bath.mid)
    for side in (-1, 1):
        pen.fill(oval(side * wide * 0.34, 0, wide * 0.16, high * 0.2), bath.deep)


def _kawung_star(pen: Canting, bath: Dye, style: int, scale: float) -> None:
    """Fill the four-pointed ground between the fruits."""
    if style in (0, 1):
        for ray in pen.ring(4, 0.125):
            ray.fill(petal(5.4 * scale, 2.6 * scale), bath.mid)
    else:
        pen.dots([(3 * scale, 0), (-3 * scale, 0), (0, 3 * scale), (0, -3 * scale)], 1.1 * scale, bath.mid)
    pen.dot(0, 0, 1.3 * scale, bath.accent)


def _squares(pen: Canting, points: Iterable[Point], colour: Colour) -> None:
    """Set small squares, upright on their place."""
    for x, y in points:
        pen.at(x, y).fill([(-1.6, -1.6), (1.6, -1.6), (1.6, 1.6), (-1.6, 1.6)], colour)
