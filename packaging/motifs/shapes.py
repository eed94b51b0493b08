"""Outlines and curves, in coordinates of their own."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Path2 = list[Point]
TURN = 2 * math.pi


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
