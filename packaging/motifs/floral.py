"""Motifs of plants: vines, bouquets, the lotus of Sukowati and the rice of Dewi Sri."""

import math

from motifs.canvas import Canting, Cloth
from motifs.colours import Dye
from motifs.parts import bloom, curl, dusted, leaf
from motifs.plan import Plan
from motifs.shapes import TURN, along, blade, petal, smooth, spiral


def vine(plan: Plan) -> Cloth:
    """Draw lung-lungan: vines that run on in waves with leaves, curls and flowers."""
    bath = plan.dye
    home = dusted(bath, plan.size(112, 128), 120, 0.78, gap=7.5)
    rows = [home.at(0, 0), home.at(60, 46.8)]
    for pen in rows:
        pen.line([(4 * i, 13 * math.sin(i * TURN / 30)) for i in range(31)], 3.4, bath.main)
    for pen in rows:
        _vine_branch(pen.at(0, 0), bath)
        _vine_branch(pen.at(60, 0).flipped, bath)
    return home.cloth


def buketan(plan: Plan) -> Cloth:
    """Draw bouquets in the manner of the north coast."""
    bath = plan.dye
    home = dusted(bath, plan.size(104, 116), 90, 0.82, gap=9, radius=0.8)
    for pen in (home.at(0, -2), home.at(45, 34.9)):
        stem = smooth([(-6, 30), (0, 16), (-2, 0)])
        pen.line(stem, 2.6, bath.mid)
        for turn, length in ((0.03, 31), (0.47, 31), (0.12, 28), (0.38, 28), (-0.34, 36), (-0.16, 36)):
            leaf(pen.at(0, 4, turn), bath, length, bath.mid)
        for flower_x, flower_y, radius, petals in (
            (-19, -9, 9, 5),
            (19, -7, 9, 5),
            (2, -22, 8, 5),
            (0, 0, 14, 8),
        ):
            flower = pen.at(flower_x, flower_y, 0.05)
            flower.dot(0, 0, radius + 1.5, bath.ground)
            bloom(flower, bath, radius, petals)
        pen.dots([(-10, -24), (14, -19), (-27, 6), (27, 8)], 2.1, bath.accent)
    return home.cloth


def bunga(plan: Plan) -> Cloth:
    """Draw the flower of Sukowati: a lotus seen from the side, rising out of its leaves."""
    bath = plan.dye
    home = dusted(bath, plan.size(76, 86), 70, 0.9)
    for x, y in ((0, 0), (35, 31.5)):
        pen = home.at(x, y)
        pen.dot(0, 0, 20, bath.ground)
        for side in pen.at(0, 9).sides:
            curl(side, 27, 3, bath.mid)
        for turn, length, colour in (
            (-0.07, 19, bath.mid), (-0.43, 19, bath.mid), (-0.13, 22, bath.main), (-0.37, 22, bath.main),
            (-0.19, 24, bath.mid), (-0.31, 24, bath.mid), (-0.25, 26, bath.main),
        ):  # fmt: skip
            pen.at(0, 9, turn).outlined(petal(length, 11, 1.1), colour, 1.3, bath.ground)
        pen.at(0, 9, -0.25).line([(8, 0), (18, 0)], 1.8, bath.deep)
        pen.dot(0, 9, 4.5, bath.main)
        pen.dot(0, 9, 2.8, bath.accent)
        pen.dots([(-9, -20), (0, -23), (9, -20)], 1.6, bath.accent)
    return home.cloth


def dewi_sri(plan: Plan) -> Cloth:
    """Draw sheaves of bending rice, for the goddess of rice."""
    bath = plan.dye
    home = dusted(bath, plan.size(82, 92), 88)
    for x, y in ((0, 0), (44, 44)):
        pen = home.at(x, y)
        for side in pen.sides:
            _rice(side.at(1, 22, -0.02), bath, 42)
            _rice(side.at(2, 22, 0.07), bath, 33)
            leaf(side.at(2, 20, -0.05), bath, 26, bath.mid)
        leaf(pen.at(0, 16, -0.25), bath, 25, bath.mid)
        pen.dots([(0, -15), (0, -20)], 1.6, bath.accent)
        pen.fill([(-7, 15), (7, 15), (4.5, 20), (7, 27), (-7, 27), (-4.5, 20)], bath.main)
        pen.line([(-4.5, 20), (4.5, 20)], 2.4, bath.accent)
    return home.cloth


def _vine_branch(pen: Canting, bath: Dye) -> None:
    """Draw the branch that rolls up in one bow of a vine, round its flower."""
    roll = [(32 + x, -22 + y) for x, y in spiral(24, 17, 0.86, 0.40 * TURN)]
    branch = smooth([(-4, -2), (3, -6), roll[0]])[:-1] + roll
    for x, y, turn, length in (
        (14, -38, -0.36, 15), (27, -45, -0.24, 16), (44, -42, -0.11, 16), (53, -28, 0.03, 14),
        (9, -6, 0.14, 13),
    ):  # fmt: skip
        leaf(pen.at(x, y, turn), bath, length, bath.mid)
    pen.fill(blade(branch, lambda t: 3.6 - 1.8 * t), bath.main)
    pen.dot(*roll[-1], 2.8, bath.accent)
    bloom(pen.at(32, -22), bath, 13.5, 8)


def _rice(pen: Canting, bath: Dye, length: float) -> None:
    """Draw an ear of rice that bends under its grains."""
    bend = ((0, 0), (0.06, -0.5), (0.26, -0.84), (0.56, -0.86), (0.74, -0.66))
    stem = smooth([(x * length, y * length) for x, y in bend])
    pen.line(stem, length * 0.04, bath.mid)
    grain = petal(length * 0.21, length * 0.12)
    for i, (x, y) in enumerate(along(stem, length * 0.125)[3:]):
        for turn in (-0.08 + 0.055 * i, -0.34 + 0.055 * i):
            pen.at(x, y, turn).outlined(grain, bath.main, length * 0.022, bath.ground)
    pen.at(*stem[-1], 0.2).fill(grain, bath.accent)
