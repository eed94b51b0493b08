"""Parang: slanting bands of blades or tusks, with a row of lozenges between."""

import math

from motifs.canvas import Canting, Cloth
from motifs.colours import Colour, Dye
from motifs.parts import band, bloom
from motifs.plan import Plan
from motifs.shapes import TURN, along, blade, lozenge, smooth


def parang(plan: Plan) -> Cloth:
    """Draw slanting bands of interlocked blades with mlinjon between; how large says which parang."""
    kind = plan.motif.lower()
    size, count = plan.size(62, 72), 3
    if "barong" in kind:
        size, count = 98, 3
    elif "klitik" in kind:
        size, count = 44, 2
    pen, step = slanted(size, plan.dye.ground)
    parang_on(pen, plan.dye, step, count)
    if "kusumo" in kind:
        _kusumo(pen, plan.dye, step)
    return pen.cloth


def parang_gading(plan: Plan) -> Cloth:
    """Draw slanting rows of tusks, the parang of Sangiran."""
    bath = plan.dye
    pen, step = slanted(plan.size(72, 82), bath.ground)
    period = step / 2
    for i in range(4):
        here = pen.at((i + 0.5) * period, 0)
        tusk = smooth([(-22, 15), (-12, 15), (2, 9), (10, -3), (8, -14), (-2, -16), (-5, -9)])
        tusk = [(x * period / 27, y * step / 52) for x, y in tusk]
        here.fill(blade(tusk, lambda t: period * (0.44 * (1 - t) ** 0.8 + 0.07)), bath.main)
        here.line(tusk[6:36], period * 0.07, bath.mid)
        for x, y in (tusk[2], tusk[5]):
            here.line([(x, y - period * 0.14), (x, y + period * 0.14)], period * 0.06, bath.deep)
        here.dot(period * 0.1, -step * 0.16, period * 0.085, bath.accent)
    mlinjon(pen, bath, step, 3)
    return pen.cloth


def parang_on(pen: Canting, bath: Dye, step: float, count: int) -> None:
    """Draw the blades and the mlinjon of a parang."""
    period, high = step / count, step * 0.76
    for i in range(2 * count):
        here = pen.at((i + 0.5) * period, 0)
        _parang_blade(here, bath, period, high)
    mlinjon(pen, bath, step, count)


def slanted(size: int, ground: Colour) -> tuple[Canting, float]:
    """Give a pen that runs up the diagonal of a repeat, and how far the bands lie apart."""
    return Canting(Cloth(size, size, ground), angle=-TURN / 8), size / math.sqrt(2)


def mlinjon(pen: Canting, bath: Dye, step: float, count: int) -> None:
    """Draw the row of lozenges between two bands of a parang."""
    thick = step * 0.055
    for row in (0.5, -0.5):
        for offset in (-0.115, 0.115):
            band(pen, 2 * step, (row + offset) * step, thick, bath.main)
    for i in range(2 * count):
        pen.at((i + 0.5) * step / count, step / 2).fill(
            lozenge(step * min(0.36 / count, 0.11), step * 0.068), bath.accent if i % 2 else bath.mid
        )


def _parang_blade(pen: Canting, bath: Dye, period: float, high: float) -> None:
    """Draw one blade: an S whose two heads lean on the neighbours."""
    half = [(0.0, 0.0), (0.20, -0.12), (0.36, -0.26), (0.26, -0.42), (0.0, -0.42), (-0.10, -0.32)]
    spine = smooth(
        [
            *[(-x * period, -y * high) for x, y in reversed(half[1:])],
            *[(x * period, y * high) for x, y in half],
        ]
    )
    pen.fill(blade(spine, lambda t: period * (0.30 + 0.22 * math.sin(math.pi * t) ** 2)), bath.main)
    for x, y in (spine[0], spine[-1]):
        pen.dot(x, y, period * 0.15, bath.main)
    core = spine[12:-12]
    pen.line(core, period * 0.09, bath.mid)
    gap = [(0.5 * period + x * 0.55, y * 0.55) for x, y in spine[16:-16]]
    pen.dots(along(gap, period * 0.2), period * 0.045, bath.mid)


def _kusumo(pen: Canting, bath: Dye, step: float) -> None:
    """Set a flower on the mlinjon of a parang kusumo."""
    for i in range(2):
        here = pen.at(i * step, step / 2)
        here.dot(0, 0, step * 0.2, bath.ground)
        bloom(here, bath, step * 0.19, 6)
