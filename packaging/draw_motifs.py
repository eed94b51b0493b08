"""Draw a picture of the cloth for every article of the sample fair's catalogue.

python3 packaging/draw_motifs.py       draws resources/fair/pictures/<SKU>.png anew

The motif comes from the article's own text; colours, scale and filling come from a SHA-256 of its SKU,
so that running this again writes the same bytes. The sizes of one garment are cut from one bolt: they
share colours and scale, and each SKU shows another place of it.
"""

import argparse
import csv
import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "fair" / "catalogue.csv"
PICTURES = ROOT / "resources" / "fair" / "pictures"

WIDTH, HEIGHT = 344, 172
OVERSAMPLING = 4
MOST_COLOURS = 64
SEASON = "sragen-925"
"""Goes into every hash: another season, other cloths. This one lets neighbours differ the most."""

Point = tuple[float, float]
Path2 = list[Point]
Colour = tuple[int, int, int]
TURN = 2 * math.pi


# Colours


def rgb(text: str) -> Colour:
    """Read a colour written as six hexadecimal digits."""
    red, green, blue = bytes.fromhex(text)
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; share is how much of the second goes in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Dye:
    """The five colours of one cloth."""

    ground: Colour
    main: Colour
    mid: Colour
    accent: Colour
    deep: Colour

    @property
    def dust(self) -> Colour:
        """What the dots that fill the ground are drawn with."""
        return mix(self.ground, self.mid, 0.6)

    @property
    def turned(self) -> "Dye":
        """The same bath with ground and line exchanged."""
        return Dye(self.main, self.ground, mix(self.mid, self.ground, 0.35), self.deep, self.main)

    @property
    def colours(self) -> list[Colour]:
        """Every flat colour a motif may use, once each."""
        return list(dict.fromkeys((self.ground, self.main, self.mid, self.accent, self.deep, self.dust)))


def dye(ground: str, main: str, mid: str, accent: str, deep: str) -> Dye:
    """Mix a dye from written colours."""
    return Dye(rgb(ground), rgb(main), rgb(mid), rgb(accent), rgb(deep))


SOGAN = (
    dye("6B3E12", "F6EEDF", "D39A58", "F2C46B", "4E2C0B"),
    dye("4E2C0B", "F0DDB8", "B87333", "F6EEDF", "35200A"),
    dye("8A5220", "FBF1DD", "E2B173", "3A1F08", "4E2C0B"),
)
WULUNG = (dye("1B1410", "EBD3A4", "B87333", "F6EEDF", "3A1F08"),)
MORI_SOGAN = (
    dye("F6EEDF", "6B3E12", "B87333", "1F3A6E", "F6EEDF"),
    dye("F3E6CB", "4E2C0B", "C28240", "8E4A1B", "F3E6CB"),
)
INDIGO = (
    dye("1F3A6E", "F6EEDF", "7F9FD2", "F2B95A", "16294F"),
    dye("16294F", "DCE6F5", "5F86C6", "F6EEDF", "0F1C38"),
    dye("2D5090", "F8F3E8", "A5BEE6", "16294F", "1F3A6E"),
)
MORI_INDIGO = (dye("F6EEDF", "1F3A6E", "6688C4", "B87333", "F6EEDF"),)
INDIGO_SECANG = (dye("1F3A6E", "F6EEDF", "D9805F", "F0B9A0", "16294F"),)
BIRON = (
    dye("F3E6CB", "1F3A6E", "A9642A", "6B3E12", "F3E6CB"),
    dye("1F3A6E", "F3E6CB", "C98A45", "E8B45E", "16294F"),
)
RED = (
    dye("8E1B1B", "F8ECD6", "E0A060", "F2C04E", "5A0E0E"),
    dye("F6EEDF", "8E1B1B", "C9824A", "1F3A6E", "F6EEDF"),
)
GREEN = (
    dye("23413A", "E3EEDF", "8DB59D", "F2B95A", "152A25"),
    dye("F3EFDD", "23413A", "6F9A7E", "A33A24", "F3EFDD"),
)


# The item and what its hash decides


@dataclass(frozen=True)
class Plan:
    """What decides how one article is drawn."""

    sku: str
    bolt: str
    motif: str
    dyes: tuple[Dye, ...]

    def pick(self, purpose: str, count: int) -> int:
        """Choose one of count possibilities for the whole bolt, always the same one."""
        digest = hashlib.sha256(f"{SEASON}|{self.bolt}|{purpose}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % count

    def size(self, smallest: int, largest: int) -> int:
        """Choose the width of the repeat: an even number of pixels."""
        return smallest + 2 * self.pick("size", (largest - smallest) // 2 + 1)

    def unit(self, purpose: str) -> float:
        """Choose a number from 0 to 1."""
        return self.pick(purpose, 1001) / 1000

    @property
    def dye(self) -> Dye:
        """The colours of the bolt."""
        return self.dyes[self.pick("dye", len(self.dyes))]

    @property
    def cut(self) -> Point:
        """Where on the repeat the picture begins: this is the SKU's own."""
        digest = hashlib.sha256(f"{SEASON}|{self.sku}|cut".encode()).digest()
        return digest[0] / 256, digest[1] / 256


def dyes_for(row: dict[str, str]) -> tuple[Dye, ...]:
    """Say which baths an article can have come from: natural dyes give no bright red or green."""
    detail, name = row["dye_detail"].lower(), row["name_id"].lower()
    indigo = "indigo" in detail and "indigosol" not in detail
    soga = row["dye_class"] == "alam" or detail == "soga sintetis"
    mixed = row["dye_class"] == "campuran" or (indigo and "soga" in detail)
    cases = (
        ("latar putih" in name, MORI_INDIGO + MORI_SOGAN),
        (indigo and "secang" in detail, INDIGO_SECANG),
        (mixed, BIRON),
        (indigo, INDIGO + MORI_INDIGO),
        ("sogan" in name, SOGAN),
        (soga, SOGAN + WULUNG + MORI_SOGAN),
    )
    synthetic = SOGAN[:2] + WULUNG + MORI_SOGAN[:1] + INDIGO[:2] + MORI_INDIGO + RED * 2 + GREEN
    return next((baths for fits, baths in cases if fits), synthetic)


def plan_for(row: dict[str, str]) -> Plan:
    """Read one row of the catalogue."""
    return Plan(sku=row["sku"], bolt=row["variant_group"], motif=row["motif"], dyes=dyes_for(row))


# Shapes, in their own coordinates


def oval(x: float, y: float, wide: float, high: float) -> Path2:
    """Outline an ellipse by its half-axes."""
    return [(x + wide * math.cos(a * TURN / 56), y + high * math.sin(a * TURN / 56)) for a in range(56)]


def petal(length: float, width: float, belly: float = 1.0) -> Path2:
    """Outline a leaf from the origin along x; a belly over 1 moves its widest place to the tip."""
    steps = [i / 20 for i in range(21)]
    upper = [(length * t, -width / 2 * math.sin(math.pi * t**belly)) for t in steps]
    return upper + [(x, -y) for x, y in reversed(upper)]


def lozenge(wide: float, high: float) -> Path2:
    """Outline a lozenge round the origin by its half-diagonals."""
    return [(wide, 0), (0, high), (-wide, 0), (0, -high)]


def smooth(points: Sequence[Point], *, closed: bool = False) -> Path2:
    """Run a soft curve through the points."""
    count = len(points)
    curve: Path2 = []
    for i in range(count if closed else count - 1):
        around = [
            points[(i + k) % count] if closed else points[min(max(i + k, 0), count - 1)]
            for k in (-1, 0, 1, 2)
        ]
        curve += [_catmull(around, step / 10) for step in range(10)]
    return curve if closed else [*curve, points[-1]]


def _catmull(around: Sequence[Point], t: float) -> Point:
    """Give the point at t between the second and the third of four."""
    weights = (
        -0.5 * t + t * t - 0.5 * t**3,
        1 - 2.5 * t * t + 1.5 * t**3,
        0.5 * t + 2 * t * t - 1.5 * t**3,
        -0.5 * t * t + 0.5 * t**3,
    )
    return (
        sum(w * p[0] for w, p in zip(weights, around, strict=True)),
        sum(w * p[1] for w, p in zip(weights, around, strict=True)),
    )


def blade(spine: Sequence[Point], width: Callable[[float], float]) -> Path2:
    """Outline a ribbon along a spine, its width given from 0 at the root to 1 at the tip."""
    left: Path2 = []
    right: Path2 = []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        before, after = spine[max(i - 1, 0)], spine[min(i + 1, last)]
        run, rise = after[0] - before[0], after[1] - before[1]
        half = width(i / last) / 2 / (math.hypot(run, rise) or 1)
        left.append((x - rise * half, y + run * half))
        right.append((x + rise * half, y - run * half))
    return left + right[::-1]


def spiral(inner: float, outer: float, turns: float, start: float = 0.0) -> Path2:
    """Wind from the inside outwards."""
    steps = max(12, round(turns * 32))
    return [
        (
            (inner + (outer - inner) * i / steps) * math.cos(start + turns * TURN * i / steps),
            (inner + (outer - inner) * i / steps) * math.sin(start + turns * TURN * i / steps),
        )
        for i in range(steps + 1)
    ]


def along(path: Sequence[Point], gap: float) -> Path2:
    """Set points at even distances along a path."""
    left = gap / 2
    found: Path2 = []
    for (x0, y0), (x1, y1) in pairwise(path):
        length = math.hypot(x1 - x0, y1 - y0)
        while length and left <= length:
            found.append((x0 + (x1 - x0) * left / length, y0 + (y1 - y0) * left / length))
            left += gap
        left -= length
    return found


# The cloth and the canting


class Cloth:
    """One repeat of a cloth: whatever leaves it on one side comes in again on the other."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        """Take a piece of cloth of that ground, measured in pixels of the finished picture."""
        self.width = width
        self.height = height
        self.image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), ground)
        self.pen = ImageDraw.Draw(self.image)

    def _copies(self, points: Sequence[Point], reach: float) -> Iterable[Path2]:
        """Repeat a shape wherever the repeats around this one would put it."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        for i in _shifts(min(xs) - reach, max(xs) + reach, self.width):
            for j in _shifts(min(ys) - reach, max(ys) + reach, self.height):
                yield [
                    ((x + i * self.width) * OVERSAMPLING, (y + j * self.height) * OVERSAMPLING)
                    for x, y in points
                ]

    def fill(self, points: Sequence[Point], colour: Colour) -> None:
        """Paint an area."""
        for copy in self._copies(points, 0):
            self.pen.polygon(copy, fill=colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a line with round ends and joints."""
        radius = width * OVERSAMPLING / 2
        for copy in self._copies(points, width):
            self.pen.line(copy, fill=colour, width=max(1, round(2 * radius)))
            for x, y in copy:
                self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def lay(self, other: "Cloth", mask: Sequence[Point]) -> None:
        """Paint an area with another cloth's pattern."""
        field = spread(other, self.image.width, self.image.height, (0, 0))
        stencil = Cloth(self.width, self.height, (0, 0, 0))
        stencil.fill(mask, (255, 255, 255))
        self.image.paste(field, (0, 0), stencil.image.convert("L"))


def _shifts(low: float, high: float, period: int) -> range:
    """Say by how many periods a stretch can be moved and still touch the first one."""
    return range(math.ceil(-high / period), math.floor((period - low) / period) + 1)


def spread(cloth: Cloth, width: int, height: int, start: tuple[int, int]) -> Image.Image:
    """Lay a repeat side by side over a larger area."""
    field = Image.new("RGB", (width, height))
    for x in range(-start[0], width, cloth.image.width):
        for y in range(-start[1], height, cloth.image.height):
            field.paste(cloth.image, (x, y))
    return field


@dataclass(frozen=True)
class Canting:
    """Draws on a cloth from a place, in a direction and at a scale of its own."""

    cloth: Cloth
    x: float = 0.0
    y: float = 0.0
    angle: float = 0.0
    scale: float = 1.0
    mirror: float = 1.0

    def place(self, points: Iterable[Point]) -> Path2:
        """Carry points from here to the cloth."""
        cos, sin = math.cos(self.angle) * self.scale, math.sin(self.angle) * self.scale
        return [
            (self.x + cos * x - sin * y * self.mirror, self.y + sin * x + cos * y * self.mirror)
            for x, y in points
        ]

    def at(self, x: float, y: float, turn: float = 0.0, scale: float = 1.0) -> "Canting":
        """Go to another place, turned by a share of a full turn."""
        ((there_x, there_y),) = self.place([(x, y)])
        angle = self.angle + turn * TURN * self.mirror
        return replace(self, x=there_x, y=there_y, angle=angle, scale=self.scale * scale)

    @property
    def flipped(self) -> "Canting":
        """The same place with y the other way round."""
        return replace(self, mirror=-self.mirror)

    def ring(self, count: int, start: float = 0.0) -> "list[Canting]":
        """Look from here in count directions."""
        return [self.at(0, 0, start + i / count) for i in range(count)]

    def fill(self, points: Sequence[Point], colour: Colour) -> None:
        """Paint an area."""
        self.cloth.fill(self.place(points), colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a line."""
        self.cloth.line(self.place(points), width * self.scale, colour)

    def edge(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Draw a closed line."""
        self.line([*points, points[0]], width, colour)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Set a dot."""
        self.fill(oval(x, y, radius, radius), colour)

    def dots(self, points: Iterable[Point], radius: float, colour: Colour) -> None:
        """Set cecek, the small dots that fill and follow."""
        for x, y in points:
            self.dot(x, y, radius, colour)


def sprinkle(cloth: Cloth, colour: Colour, gap: float = 8.0, radius: float = 0.9) -> None:
    """Fill a ground with staggered cecek that run on over the repeat's edges."""
    columns, rows = max(1, round(cloth.width / gap)), 2 * max(1, round(cloth.height / gap / 2))
    wide, high = cloth.width / columns, cloth.height / rows
    pen = Canting(cloth)
    pen.dots(
        (((i + 0.5 * (j % 2)) * wide, j * high) for i in range(columns) for j in range(rows)), radius, colour
    )


# Parts that several motifs share


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


def feathers(pen: Canting, bath: Dye, length: float, count: int) -> None:
    """Draw a lar: one wing, opening upwards and outwards from its root."""
    for i in reversed(range(count)):
        share = i / (count - 1)
        feather = pen.at(length * 0.10 * share, 0, -0.25 + 0.235 * share)
        reach = length * (0.74 + 0.26 * math.sin(math.pi * (0.3 + 0.5 * share)))
        shape = petal(reach, length * 0.27, 1.6)
        feather.fill(shape, bath.main)
        feather.edge(shape, length * 0.045, bath.ground)
        feather.line([(reach * 0.35, 0), (reach * 0.74, 0)], length * 0.05, bath.mid)
        feather.dot(reach * 0.85, 0, length * 0.035, bath.deep)
    pen.fill(oval(length * 0.10, -length * 0.06, length * 0.22, length * 0.19), bath.mid)
    pen.edge(oval(length * 0.10, -length * 0.06, length * 0.22, length * 0.19), length * 0.045, bath.ground)
    pen.dot(length * 0.10, -length * 0.06, length * 0.075, bath.accent)


def garuda(pen: Canting, bath: Dye, length: float) -> None:
    """Draw a sawat: two wings and a tail."""
    for side in (pen, pen.at(0, 0, 0.5).flipped):
        feathers(side.at(length * 0.12, length * 0.18), bath, length * 0.86, 5)
    for turn in (0.32, 0.18, 0.25):
        tail = pen.at(0, length * 0.12, turn)
        tail.fill(petal(length * 0.62, length * 0.24, 1.4), bath.mid)
        tail.edge(petal(length * 0.62, length * 0.24, 1.4), length * 0.04, bath.ground)
        tail.dot(length * 0.42, 0, length * 0.04, bath.main)
    pen.fill(oval(0, 0, length * 0.13, length * 0.24), bath.main)
    pen.edge(oval(0, 0, length * 0.13, length * 0.24), length * 0.04, bath.ground)
    pen.dot(0, -length * 0.04, length * 0.06, bath.accent)


def curl(pen: Canting, length: float, width: float, colour: Colour) -> None:
    """Draw a tendril that rolls up at its end."""
    roll = [
        (x + length * 0.6, y - length * 0.28)
        for x, y in reversed(spiral(1.0, length * 0.28, 1.25, 0.25 * TURN))
    ]
    stem = [*smooth([(0, 0), (length * 0.3, length * 0.08), roll[0]]), *roll]
    pen.fill(blade(stem, lambda t: width * (1.15 - 0.7 * t)), colour)
    pen.dot(*roll[-1], width * 0.8, colour)


def shell(pen: Canting, bath: Dye, radius: float) -> None:
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


def bone(pen: Canting, length: float, width: float, colour: Colour) -> None:
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


ELEPHANT: Path2 = [
    (13, 30), (18, 18), (26, 11), (33, 15), (42, 9), (52, 7), (66, 11), (80, 16), (88, 26), (90, 40),
    (89, 56), (90, 68), (77, 68), (76, 56), (71, 47), (60, 49), (51, 49), (50, 58), (51, 68), (38, 68),
    (37, 56), (32, 46), (25, 41), (20, 47), (17, 58), (10, 64), (3, 60), (5, 55), (10, 57), (12, 50),
    (12, 40),
]  # fmt: skip
"""A stegodon of Sangiran that walks to the left, in a field of 92 by 70."""


def elephant(pen: Canting, bath: Dye) -> None:
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
    pen.fill(ear, bath.mid)
    pen.edge(ear, 1.8, bath.deep)
    pen.dot(21, 24, 1.8, bath.deep)
    tusk = smooth([(22, 36), (16, 45), (5, 48), (-5, 42), (-8, 31), (-3, 23), (3, 25)])
    pen.line(tusk, 6.6, bath.ground)
    pen.fill(blade(tusk, lambda t: 5.6 * (1 - t) + 1.2), bath.accent)
    pen.line(smooth([(91, 30), (96, 38), (95, 48)]), 2, bath.main)
    pen.dot(95, 49, 2, bath.accent)


def rice(pen: Canting, bath: Dye, length: float) -> None:
    """Draw an ear of rice that bends under its grains."""
    bend = ((0, 0), (0.06, -0.5), (0.26, -0.84), (0.56, -0.86), (0.74, -0.66))
    stem = smooth([(x * length, y * length) for x, y in bend])
    pen.line(stem, length * 0.04, bath.mid)
    grain = petal(length * 0.21, length * 0.12)
    for i, (x, y) in enumerate(along(stem, length * 0.125)[3:]):
        for turn in (-0.08 + 0.055 * i, -0.34 + 0.055 * i):
            pen.at(x, y, turn).fill(grain, bath.main)
            pen.at(x, y, turn).edge(grain, length * 0.022, bath.ground)
    pen.at(*stem[-1], 0.2).fill(grain, bath.accent)


def band(pen: Canting, length: float, offset: float, width: float, colour: Colour) -> None:
    """Draw a straight stripe along x, a little longer than the stretch that repeats."""
    pen.line([(-1.0, offset), (length + 1.0, offset)], width, colour)


# Motifs: each gives one repeat


def kawung(plan: Plan) -> Cloth:
    """Draw four ovals round a point, with seeds."""
    size = plan.size(34, 38) if "picis" in plan.motif.lower() else plan.size(50, 72)
    return kawung_of(size, plan.dye, plan.pick("style", 4))


def kawung_of(size: int, bath: Dye, style: int) -> Cloth:
    """Draw kawung in one of its kinds: on the diagonal or upright, with other seeds and crosses."""
    cloth = Cloth(size, size, bath.ground)
    pen = Canting(cloth, scale=size / 60)
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
    return cloth


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


def _slanted(size: int, ground: Colour) -> tuple[Canting, float]:
    """Give a pen that runs up the diagonal of a repeat, and how far the bands lie apart."""
    return Canting(Cloth(size, size, ground), angle=-TURN / 8), size / math.sqrt(2)


def _mlinjon(pen: Canting, bath: Dye, step: float, count: int) -> None:
    """Draw the row of lozenges between two bands of a parang."""
    thick = step * 0.055
    for row in (0.5, -0.5):
        for offset in (-0.115, 0.115):
            band(pen, 2 * step, (row + offset) * step, thick, bath.main)
    for i in range(2 * count):
        pen.at((i + 0.5) * step / count, step / 2).fill(
            lozenge(step * min(0.36 / count, 0.11), step * 0.068), bath.accent if i % 2 else bath.mid
        )


def parang(plan: Plan) -> Cloth:
    """Draw slanting bands of interlocked blades with mlinjon between; how large says which parang."""
    kind = plan.motif.lower()
    size, count = plan.size(62, 72), 3
    if "barong" in kind:
        size, count = 98, 3
    elif "klitik" in kind:
        size, count = 44, 2
    pen, step = _slanted(size, plan.dye.ground)
    _parang_on(pen, plan.dye, step, count)
    if "kusumo" in kind:
        _kusumo(pen, plan.dye, step)
    return pen.cloth


def _parang_on(pen: Canting, bath: Dye, step: float, count: int) -> None:
    """Draw the blades and the mlinjon of a parang."""
    period, high = step / count, step * 0.76
    for i in range(2 * count):
        here = pen.at((i + 0.5) * period, 0)
        _parang_blade(here, bath, period, high)
    _mlinjon(pen, bath, step, count)


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


def parang_gading(plan: Plan) -> Cloth:
    """Draw slanting rows of tusks, the parang of Sangiran."""
    bath = plan.dye
    pen, step = _slanted(plan.size(72, 82), bath.ground)
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
    _mlinjon(pen, bath, step, 3)
    return pen.cloth


def tulang(plan: Plan) -> Cloth:
    """Draw slanting rows of fossil bones and shells, the bone parang of Sangiran."""
    bath = plan.dye
    pen, step = _slanted(plan.size(66, 78), bath.ground)
    for i in range(4):
        here = pen.at((i + 0.5) * step / 2, 0)
        if i % 2 and plan.pick("shells", 2):
            shell(here, bath, step * 0.25)
            continue
        turned = here.at(0, 0, 0.19)
        bone(turned, step * 0.70, step * 0.17, bath.main)
        turned.line([(-step * 0.17, 0), (step * 0.17, 0)], step * 0.035, bath.mid)
        here.dots(
            [(step * 0.25, -step * 0.16), (step * 0.25, 0), (step * 0.25, step * 0.16)], step * 0.03, bath.mid
        )
    _mlinjon(pen, bath, step, 3)
    return pen.cloth


def gajah(plan: Plan) -> Cloth:
    """Draw ancient elephants that walk among ammonites."""
    bath = plan.dye
    scale = plan.size(96, 108) / 100
    cloth = Cloth(round(132 * scale), round(172 * scale), bath.ground)
    sprinkle(cloth, bath.dust, 9)
    home = Canting(cloth, scale=scale)
    other = home.at(66, 86)
    elephant(home.at(10, 6), bath)
    elephant(other.at(102, 6).flipped.at(0, 0, 0.5), bath)
    for pen in (home, other):
        pen.dot(120, 20, 15, bath.ground)
        shell(pen.at(120, 20), bath, 15)
        sprig = pen.at(120, 68)
        for turn in (-0.45, -0.35, -0.25, -0.15, -0.05):
            leaf(sprig.at(0, 0, turn), bath, 17, bath.mid)
        sprig.dot(0, 0, 3.2, bath.accent)
    return cloth


def truntum(plan: Plan) -> Cloth:
    """Draw eight-rayed stars, scattered evenly like a night sky."""
    size = plan.size(48, 66)
    cloth = Cloth(size, size, plan.dye.ground)
    if plan.pick("dust", 2):
        sprinkle(cloth, plan.dye.dust, size / 8)
    _truntum_on(cloth, plan.dye, size / 56, plan.pick("style", 3))
    return cloth


def _truntum_on(cloth: Cloth, bath: Dye, scale: float, style: int) -> None:
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
    cloth = Cloth(size, size, bath.ground)
    pen = Canting(cloth, scale=size / 58)
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
    return cloth


def ceplok_sukowati(plan: Plan) -> Cloth:
    """Draw round rosettes and eight-pointed stars by turns."""
    bath = plan.dye
    size = plan.size(68, 78)
    cloth = Cloth(size, size, bath.ground)
    pen = Canting(cloth, scale=size / 72)
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
    return cloth


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
    for half in (cell, cell.at(0, 0, 0.5)):
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
    for side in (cell, cell.at(0, 0, 0.5).flipped):
        feathers(side.at(5, 7), bath, 25, 6)
        curl(side.at(2, 9, 0.06), 24, 2.6, bath.mid)
    bloom(cell.at(0, 12), bath, 8.5, 8)
    cell.dots([(0, -26), (0, -20), (0, -14)], 1.8, bath.accent)
    for side in (other, other.at(0, 0, 0.5)):
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
    wide = plan.size(100, 112)
    scale = wide / 104
    cloth = Cloth(wide, wide, bath.ground)
    sprinkle(cloth, bath.dust, 7)
    for x, y in ((0, 0), (52, 52)):
        pen = Canting(cloth, scale=scale).at(x, y)
        frame = smooth(
            [(0, -44), (22, -22), (43, 0), (22, 19), (0, 27), (-22, 19), (-43, 0), (-22, -22)], closed=True
        )
        pen.fill(frame, bath.ground)
        pen.edge(frame, 3.6, bath.main)
        pen.edge([(px * 0.88, py * 0.88 - 0.6) for px, py in frame], 1.4, bath.mid)
        for side in (pen, pen.at(0, 0, 0.5).flipped):
            feathers(side.at(5, 13), bath, 24, 5)
        for turn, length in ((-0.32, 17), (-0.18, 17), (-0.25, 25)):
            pen.at(0, -10, turn).fill(petal(length, 8.5, 0.9), bath.main)
            pen.at(0, -10, turn).line([(4, 0), (length * 0.7, 0)], 1.6, bath.mid)
        pen.fill([(-9, -10), (9, -10), (6, 1), (-6, 1)], bath.mid)
        pen.dots([(-5, -6), (0, -6), (5, -6)], 1.7, bath.accent)
        bloom(pen.at(0, 13), bath, 7.5, 6)
    return cloth


def semen(plan: Plan) -> Cloth:
    """Draw wings, mountains and sprouting trees on an open ground."""
    bath = plan.dye
    wide = plan.size(116, 124)
    cloth = Cloth(wide, round(wide * 0.82), bath.ground)
    sprinkle(cloth, bath.dust, 7.5)
    home = Canting(cloth, scale=wide / 120)
    garuda(home.at(0, 2), bath, 39)
    _tree(home.at(60, 49.2), bath)
    _mountain(home.at(60, -6), bath)
    _mountain(home.at(0, 43), bath)
    return cloth


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
    for side in (pen, pen.at(0, 0, 0.5).flipped):
        curl(side.at(0, 20, -0.02), 31, 3.4, bath.main)
        for y, turn, length, colour in (
            (8, -0.02, 24, bath.mid),
            (2, -0.09, 27, bath.main),
            (-8, -0.15, 20, bath.mid),
        ):
            leaf(side.at(1, y, turn), bath, length, colour)
    pen.dot(0, -18, 11, bath.ground)
    bloom(pen.at(0, -18), bath, 10.5, 8)


def vine(plan: Plan) -> Cloth:
    """Draw lung-lungan: vines that run on in waves with leaves, curls and flowers."""
    bath = plan.dye
    wide = plan.size(112, 128)
    cloth = Cloth(wide, round(wide * 0.78), bath.ground)
    sprinkle(cloth, bath.dust, 7.5)
    home = Canting(cloth, scale=wide / 120)
    rows = [home.at(0, 0), home.at(60, 46.8)]
    for pen in rows:
        pen.line([(4 * i, 13 * math.sin(i * TURN / 30)) for i in range(31)], 3.4, bath.main)
    for pen in rows:
        _vine_branch(pen.at(0, 0), bath)
        _vine_branch(pen.at(60, 0).flipped, bath)
    return cloth


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


def buketan(plan: Plan) -> Cloth:
    """Draw bouquets in the manner of the north coast."""
    bath = plan.dye
    wide = plan.size(104, 116)
    cloth = Cloth(wide, round(wide * 0.82), bath.ground)
    sprinkle(cloth, bath.dust, 9, 0.8)
    home = Canting(cloth, scale=wide / 90)
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
    return cloth


def bunga(plan: Plan) -> Cloth:
    """Draw the flower of Sukowati: a lotus seen from the side, rising out of its leaves."""
    bath = plan.dye
    wide = plan.size(76, 86)
    cloth = Cloth(wide, round(wide * 0.9), bath.ground)
    sprinkle(cloth, bath.dust, 8)
    home = Canting(cloth, scale=wide / 70)
    for x, y in ((0, 0), (35, 31.5)):
        pen = home.at(x, y)
        pen.dot(0, 0, 20, bath.ground)
        for side in (pen.at(0, 9), pen.at(0, 9, 0.5).flipped):
            curl(side, 27, 3, bath.mid)
        for turn, length, colour in (
            (-0.07, 19, bath.mid), (-0.43, 19, bath.mid), (-0.13, 22, bath.main), (-0.37, 22, bath.main),
            (-0.19, 24, bath.mid), (-0.31, 24, bath.mid), (-0.25, 26, bath.main),
        ):  # fmt: skip
            shape = petal(length, 11, 1.1)
            pen.at(0, 9, turn).fill(shape, colour)
            pen.at(0, 9, turn).edge(shape, 1.3, bath.ground)
        pen.at(0, 9, -0.25).line([(8, 0), (18, 0)], 1.8, bath.deep)
        pen.dot(0, 9, 4.5, bath.main)
        pen.dot(0, 9, 2.8, bath.accent)
        pen.dots([(-9, -20), (0, -23), (9, -20)], 1.6, bath.accent)
    return cloth


def dewi_sri(plan: Plan) -> Cloth:
    """Draw sheaves of bending rice, for the goddess of rice."""
    bath = plan.dye
    wide = plan.size(82, 92)
    cloth = Cloth(wide, wide, bath.ground)
    sprinkle(cloth, bath.dust, 8)
    home = Canting(cloth, scale=wide / 88)
    for x, y in ((0, 0), (44, 44)):
        pen = home.at(x, y)
        for side in (pen, pen.at(0, 0, 0.5).flipped):
            rice(side.at(1, 22, -0.02), bath, 42)
            rice(side.at(2, 22, 0.07), bath, 33)
            leaf(side.at(2, 20, -0.05), bath, 26, bath.mid)
        leaf(pen.at(0, 16, -0.25), bath, 25, bath.mid)
        pen.dots([(0, -15), (0, -20)], 1.6, bath.accent)
        pen.fill([(-7, 15), (7, 15), (4.5, 20), (7, 27), (-7, 27), (-4.5, 20)], bath.main)
        pen.line([(-4.5, 20), (4.5, 20)], 2.4, bath.accent)
    return cloth


def nitik(plan: Plan) -> Cloth:
    """Draw flowers made of nothing but small squares, like weaving."""
    bath = plan.dye
    size = plan.size(56, 64)
    cloth = Cloth(size, size, bath.ground)
    pen = Canting(cloth, scale=size / 56)
    for x, y in ((0, 0), (28, 28)):
        for ray in pen.at(x, y).ring(4):
            _squares(ray, ((8, 0), (12, 0), (8, -4), (8, 4), (12, -4), (12, 4), (16, 0)), bath.main)
            _squares(ray, ((6.6, 6.6), (20, 0)), bath.mid)
        _squares(pen.at(x, y), ((2, 2), (2, -2), (-2, 2), (-2, -2)), bath.accent)
    for x, y in ((28, 0), (0, 28)):
        _squares(pen.at(x, y), ((0, 0), (4, 4), (4, -4), (-4, 4), (-4, -4)), bath.mid)
    return cloth


def _squares(pen: Canting, points: Iterable[Point], colour: Colour) -> None:
    """Set small squares, upright on their place."""
    for x, y in points:
        pen.at(x, y).fill([(-1.6, -1.6), (1.6, -1.6), (1.6, 1.6), (-1.6, 1.6)], colour)


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
    wide = plan.size(50, 60)
    cloth = Cloth(wide, wide, bath.ground)
    pen = Canting(cloth, scale=wide / 54)
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
    return cloth


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


FLAME: Path2 = [
    (-12, 30), (-16, 16), (-9, 3), (-8, -10), (3, -36), (2, -16), (8, -5), (16, 14), (13, 30), (0, 38),
]  # fmt: skip
"""A tongue of fire 32 wide and 74 high."""


def modang(plan: Plan) -> Cloth:
    """Draw tongues of fire that reach into each other."""
    bath = plan.dye
    wide = plan.size(40, 46)
    cloth = Cloth(wide, wide * 2, bath.ground)
    home = Canting(cloth, scale=wide / 44)
    for x, y in ((0, 0), (22, 44)):
        pen = home.at(x, y)
        for scale, colour in ((1.0, bath.main), (0.72, bath.ground), (0.52, bath.mid)):
            pen.fill([(x * scale, 16 + (y - 16) * scale) for x, y in smooth(FLAME, closed=True)], colour)
        pen.dot(0, 19, 4, bath.main)
        pen.dot(0, 19, 2.2, bath.accent)
        pen.dots([(10, -10), (13, -17), (12, -25), (-10, -20), (-9, -28)], 1.2, bath.mid)
    return cloth


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


# Cloths put together out of others


def _fillings(bath: Dye) -> list[Cloth]:
    """Give small patterns for the patches of one cloth."""
    light, strong = bath.turned, Dye(bath.accent, bath.deep, bath.mid, bath.mid, bath.accent)
    stars = Cloth(28, 28, light.ground)
    _truntum_on(stars, light, 0.5, 0)
    slant, step = _slanted(44, bath.ground)
    _parang_on(slant, bath, step, 2)
    scales = Cloth(16, 16, bath.ground)
    for x, y in ((0, 16), (8, 8), (0, 0)):
        for radius, colour in ((8.0, bath.main), (6.0, bath.ground), (3.2, bath.mid)):
            Canting(scales).dot(x, y, radius, colour)
    flowers = Cloth(26, 26, strong.ground)
    for x, y in ((0, 0), (13, 13)):
        bloom(Canting(flowers, x, y), strong, 8, 5)
    return [kawung_of(30, bath, 1), stars, slant.cloth, flowers, ceplok_of(34, light), scales]


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
    for first, second in zip(shape, [*shape[1:], *shape[:1]], strict=True):
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
    for (x0, y0), (x1, y1) in zip(shape, [*shape[1:], *shape[:1]], strict=True):
        cut += [
            (x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25),
            (x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75),
        ]
    return cut


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


# From motif to file

MOTIFS: tuple[tuple[str, Callable[[Plan], Cloth]], ...] = (
    ("parang gading", parang_gading),
    ("tulang", tulang),
    ("gajah", gajah),
    ("parang", parang),
    ("kawung", kawung),
    ("truntum", truntum),
    ("ceplok sukowati", ceplok_sukowati),
    ("ceplok", ceplok),
    ("sidomukti", sidomukti),
    ("sidoluhur", sidoluhur),
    ("sidomulyo", sidomulyo),
    ("wahyu", wahyu),
    ("semen", semen),
    ("sekar jagad", sekar_jagad),
    ("lung", vine),
    ("buketan", buketan),
    ("bunga", bunga),
    ("dewi sri", dewi_sri),
    ("nitik", nitik),
    ("banji", banji),
    ("galaran", galaran),
    ("tumpal", tumpal),
    ("modang", modang),
    ("campuran", patchwork),
)
"""What a motif's text says, and who draws it; the first that fits is taken."""


def motif_for(plan: Plan) -> Callable[[Plan], Cloth]:
    """Find who draws an article; what has no known motif is woven in stripes."""
    text = plan.motif.lower()
    return next((draw for word, draw in MOTIFS if word in text), lurik)


def picture(plan: Plan) -> Image.Image:
    """Draw an article's cloth, cut to the size of its card."""
    cloth = motif_for(plan)(plan)
    across, down = plan.cut
    start = (round(across * cloth.width) * OVERSAMPLING, round(down * cloth.height) * OVERSAMPLING)
    field = spread(cloth, WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING, start)
    small = field.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return small.quantize(palette=palette(plan.dye.colours), dither=Image.Dither.NONE)


def palette(colours: Sequence[Colour]) -> Image.Image:
    """Give a palette of the flat colours and of the steps that smooth the edges between any two."""
    steps = (0.25, 0.5, 0.75)
    blends = [mix(a, b, step) for a, b in combinations(colours, 2) for step in steps]
    entries = list(dict.fromkeys([*colours, *blends]))[:MOST_COLOURS]
    holder = Image.new("P", (1, 1))
    holder.putpalette([channel for entry in entries for channel in entry])
    return holder


def main(argv: Sequence[str] | None = None) -> int:
    """Draw every article of a catalogue."""
    parser = argparse.ArgumentParser(description="Draw the cloth of every article of a catalogue.")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="the catalogue to read")
    parser.add_argument("--out", type=Path, default=PICTURES, help="the folder to write to")
    arguments = parser.parse_args(argv)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with arguments.catalogue.open(encoding="utf-8", newline="") as lines:
        plans = [plan_for(row) for row in csv.DictReader(lines)]
    for plan in plans:
        picture(plan).save(arguments.out / f"{plan.sku}.png", optimize=True)
    print(f"{len(plans)} pictures in {arguments.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
