"""The cloth, one repeat that runs on over its own edges, and the canting that draws on it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from motifs.colours import Colour
from motifs.shapes import TURN, Path2, Point, oval

WIDTH, HEIGHT = 344, 172
OVERSAMPLING = 4


class Cloth:
    """One repeat of a cloth: whatever leaves it on one side comes in again on the other."""

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        """Take a piece of cloth of that ground, measured in pixels of the finished picture."""
        self.width = width
        self.height = height
        self.image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), ground)
        self.pen = ImageDraw.Draw(self.image)

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

    def _copies(self, points: Sequence[Point], reach: float) -> Iterable[Path2]:
        """Repeat a shape wherever the repeats around this one would put it."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        for i in _shifts(min(xs) - reach, max(xs) + reach, self.width):
            for j in _shifts(min(ys) - reach, max(ys) + reach, self.height):
                yield [
                    ((x + i * self.width) * OVERSAMPLING, (y + j * self.height) * OVERSAMPLING)
                    for x, y in points
                ]


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

    @property
    def sides(self) -> "tuple[Canting, Canting]":
        """The same place as it is, and with left and right exchanged."""
        return self, self.at(0, 0, 0.5).flipped

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

    def outlined(self, points: Sequence[Point], colour: Colour, width: float, border: Colour) -> None:
        """Paint an area and draw its edge over it."""
        self.fill(points, colour)
        self.edge(points, width, border)

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Set a dot."""
        self.fill(oval(x, y, radius, radius), colour)

    def dots(self, points: Iterable[Point], radius: float, colour: Colour) -> None:
        """Set cecek, the small dots that fill and follow."""
        for x, y in points:
            self.dot(x, y, radius, colour)


def spread(cloth: Cloth, width: int, height: int, start: tuple[int, int]) -> Image.Image:
    """Lay a repeat side by side over a larger area."""
    field = Image.new("RGB", (width, height))
    for x in range(-start[0], width, cloth.image.width):
        for y in range(-start[1], height, cloth.image.height):
            field.paste(cloth.image, (x, y))
    return field


def _shifts(low: float, high: float, period: int) -> range:
    """Say by how many periods a stretch can be moved and still touch the first one."""
    return range(math.ceil(-high / period), math.floor((period - low) / period) + 1)
