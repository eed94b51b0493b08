"""Cloths put together out of others: a map of islands, and sewn remnants."""

import math
from collections.abc import Iterable, Sequence

from motifs.canvas import HEIGHT, WIDTH, Canting, Cloth
from motifs.colours import Dye
from motifs.geometric import ceplok_of, kawung_of, truntum_on
from motifs.parang import parang_on, slanted
from motifs.parts import bloom
from motifs.plan import Plan
from motifs.shapes import Path2, Point, along


def sekar_jagad(plan: Plan) -> Cloth:
    """Draw a map of the world's flowers: no two neighbouring islands are filled alike."""
    bath = plan.dye
    cloth = Cloth(WIDTH // 2, HEIGHT, bath.ground)
    fillings = _fillings(bath)
    columns, rows = 4, 4
    seeds = [
        (
            (i + 0.5 * (j % 2) + 0.25 + 0.42 * plan.unit(f"x{i},{j}")) * cloth.width / columns,
            (j + 0.25 + 0.42 * plan.unit(f"y{i},{j}")) * cloth.height / rows,
        )
        for j in range(rows)
        for i in range(columns)
    ]
    first = plan.pick("first", len(fillings))
    for i, seed in enumerate(seeds):
        shore = _island(seed, seeds, cloth)
        filling = (first + i * 5 + i // columns) % len(fillings)
        cloth.lay(fillings[filling], shore)
        Canting(cloth).edge(shore, 4.6, bath.ground)
        Canting(cloth).edge(shore, 2.4, bath.main)
    return cloth


def patchwork(plan: Plan) -> Cloth:
    """Sew remnants of several cloths together."""
    bath = plan.dye
    side = plan.size(56, 64)
    fillings = _fillings(bath)
    columns, rows = 6, 2
    cloth = Cloth(side * columns, side * rows, bath.ground)
    first = plan.pick("first", len(fillings))
    for i in range(columns):
        for j in range(rows):
            x, y = float(i * side), float(j * side)
            square = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            cloth.lay(fillings[(first + i + 2 * j) % len(fillings)], square)
    pen = Canting(cloth)
    for k in range(columns * rows * 2):
        i, j, upright = k % columns, k // columns % rows, k // (columns * rows)
        seam = [(i * side, j * side), ((i + 1 - upright) * side, (j + upright) * side)]
        pen.line(seam, 4.0, bath.ground)
        for x, y in along([(float(a), float(b)) for a, b in seam], side / 8):
            pen.at(x, y, 0.25 * upright).line([(-1.8, 0), (1.8, 0)], 1.5, bath.accent)
    return cloth


def _fillings(bath: Dye) -> list[Cloth]:
    """Give small patterns for the patches of one cloth."""
    light, strong = bath.turned, Dye(bath.accent, bath.deep, bath.mid, bath.mid, bath.accent)
    stars = Cloth(28, 28, light.ground)
    truntum_on(stars, light, 0.5, 0)
    slant, step = slanted(44, bath.ground)
    parang_on(slant, bath, step, 2)
    scales = Cloth(16, 16, bath.ground)
    for x, y in ((0, 16), (8, 8), (0, 0)):
        for radius, colour in ((8.0, bath.main), (6.0, bath.ground), (3.2, bath.mid)):
            Canting(scales).dot(x, y, radius, colour)
    flowers = Cloth(26, 26, strong.ground)
    for x, y in ((0, 0), (13, 13)):
        bloom(Canting(flowers, x, y), strong, 8, 5)
    return [kawung_of(30, bath, 1), stars, slant.cloth, flowers, ceplok_of(34, light), scales]


def _island(seed: Point, seeds: Sequence[Point], cloth: Cloth) -> Path2:
    """Outline what lies nearer to one seed than to any other, softened and drawn in a little."""
    wide, high = float(cloth.width), float(cloth.height)
    shape = [
        (seed[0] + x, seed[1] + y) for x, y in ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
    ]
    for x, y in seeds:
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                other = (x + i * wide, y + j * high)
                if other != seed:
                    shape = _nearer(shape, seed, other)
    middle_x, middle_y = (sum(p[k] for p in shape) / len(shape) for k in (0, 1))
    for _ in range(3):
        shape = _rounded(shape)
    return [(middle_x + (x - middle_x) * 0.95, middle_y + (y - middle_y) * 0.95) for x, y in shape]


def _nearer(shape: Path2, here: Point, there: Point) -> Path2:
    """Cut off of a convex shape what lies nearer to there than to here."""

    def excess(point: Point) -> float:
        return math.dist(point, here) ** 2 - math.dist(point, there) ** 2

    kept: Path2 = []
    for first, second in _edges(shape):
        a, b = excess(first), excess(second)
        if a <= 0:
            kept.append(first)
        if a * b < 0:
            t = a / (a - b)
            kept.append((first[0] + (second[0] - first[0]) * t, first[1] + (second[1] - first[1]) * t))
    return kept


def _rounded(shape: Path2) -> Path2:
    """Cut every corner once."""
    cut: Path2 = []
    for (x0, y0), (x1, y1) in _edges(shape):
        cut += [
            (x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25),
            (x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75),
        ]
    return cut


def _edges(shape: Path2) -> Iterable[tuple[Point, Point]]:
    """Pair every corner with the next, and the last with the first."""
    return zip(shape, [*shape[1:], *shape[:1]], strict=True)
