"""Charts as rectangles, lines and words: one geometry that the screen and the paper draw alike.

Lengths are in whatever unit the page has; y grows downwards. Whoever draws says how wide its words are.
What is proven is filled, what only was reported is hollow: they are told apart without colours, too.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import partial

from batikpos.domain.board import HourRow
from batikpos.domain.money import Rupiah
from batikpos.i18n import N_, Translate
from batikpos.values import frozen

AIR = 0.6
"""Between words and what they stand beside, in heights of a line of words."""

GAP = 0.28
"""Of the room of a bar that stays free beside it."""

THICKEST = 3.2
"""Heights of a line of words that no bar is thicker than."""


FOR_BARS = 0.25
"""Of the width that level bars need; where amounts leave less, they are written shorter."""


class Shade(Enum):
    """What a rectangle stands for."""

    PROVEN = "proven"
    REPORTED = "reported"


class Anchor(Enum):
    """Which point of words is where they stand."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@frozen
class Rect:
    """A rectangle by its left upper corner."""

    x: float
    y: float
    width: float
    height: float
    shade: Shade


@frozen
class Rule:
    """A line, level or upright; the axis itself is heavier than what helps reading it."""

    x: float
    y: float
    to_x: float
    to_y: float
    is_axis: bool = False


@frozen
class Words:
    """Words on a base line; the heavier are figures, the lighter say what figures are of."""

    x: float
    y: float
    text: str
    anchor: Anchor
    is_heavy: bool = False


@frozen
class Page:
    """What is drawn on: its size, the height of a line of words, and how wide light and heavy words are.

    Amounts are written as `tr` speaks.
    """

    width: float
    height: float
    line: float
    light: Callable[[str], float]
    heavy: Callable[[str], float]
    tr: Translate

    @property
    def air(self) -> float:
        """Say how far words keep from what they stand beside."""
        return AIR * self.line


@frozen
class Chart:
    """What is to be drawn, in this order: lines, rectangles, words."""

    rules: tuple[Rule, ...]
    rects: tuple[Rect, ...]
    words: tuple[Words, ...]


@frozen
class Group:
    """What one bar stands for."""

    name: str
    proven: Rupiah
    reported: Rupiah

    @property
    def parts(self) -> tuple[tuple[int, Shade], ...]:
        """Say what the bar is made of, from the axis on."""
        both = ((self.proven.amount, Shade.PROVEN), (self.reported.amount, Shade.REPORTED))
        return tuple(part for part in both if part[0])


_UNITS = ((10**9, N_("Rp{figure} bn")), (10**6, N_("Rp{figure} m")), (10**3, N_("Rp{figure} k")))


def short_rupiah(amount: int, tr: Translate) -> str:
    """Write an amount as short as it is exact: Rp5 jt, Rp1,5 jt, Rp250 rb, Rp2 M, -Rp50 rb."""
    sign, size = "-" if amount < 0 else "", abs(amount)
    for unit, word in _UNITS:
        if size >= unit and size % (unit // 100) == 0:
            whole, part = divmod(size * 100 // unit, 100)
            decimals = f",{part:02}".rstrip("0").rstrip(",")
            return sign + tr(word).format(figure=f"{whole}{decimals}")
    return str(Rupiah(amount))


def rounded_rupiah(amount: int, tr: Translate) -> str:
    """Write an amount in three figures, which may be rounded: Rp42,3 jt."""
    size = abs(amount)
    step = 10 ** max(0, len(str(size)) - 3)
    return short_rupiah((size + step // 2) // step * step * (-1 if amount < 0 else 1), tr)


def nice_ticks(low: int, high: int, most: int) -> tuple[int, ...]:
    """Divide an axis from `low` (0 or less) to `high` (0 or more) into at most `most` even steps.

    Steps are 1, 2 or 5 with zeros; the first tick is at or under `low`, the last at or over `high`.
    """
    if low == high:
        return (0, 1)
    step, n = 1, 0
    while -(-high // step) - low // step > max(most, 2):
        n += 1
        step = (1, 2, 5)[n % 3] * 10 ** (n // 3)
    return tuple(range(low // step * step, -(-high // step) * step + step, step))


def hour_groups(hours: Iterable[HourRow]) -> tuple[Group, ...]:
    """Make a bar of each hour."""
    return tuple(Group(str(row.hour), row.proven, row.reported) for row in hours)


def columns(groups: Sequence[Group], page: Page, legend: tuple[str, str]) -> Chart:
    """Draw upright bars side by side, on an axis in nice steps; the highest says what it comes to."""
    top = _legend_height(page, legend) + page.line + page.air
    foot = page.height - page.line - page.air
    if not groups or foot - top < page.line:
        return Chart((), (), ())
    highs, lows = [_reach(of, 1) for of in groups], [_reach(of, -1) for of in groups]
    ticks = nice_ticks(min(lows), max(highs), int((foot - top) / (2 * page.line)))
    labels = [short_rupiah(tick, page.tr) for tick in ticks]
    left = max(page.light(label) for label in labels) + page.air
    scale = (foot - top) / (ticks[-1] - ticks[0])

    def y_of(amount: int) -> float:
        return foot - (amount - ticks[0]) * scale

    rules = [Rule(left, y_of(tick), page.width, y_of(tick), tick == 0) for tick in ticks]
    words = [
        Words(left - page.air / 2, y_of(tick) + page.line / 3, label, Anchor.END)
        for tick, label in zip(ticks, labels, strict=True)
    ]
    room = (page.width - left) / len(groups)
    thick = min(room * (1 - GAP), THICKEST * page.line)
    every = _every(groups, page, room)
    rects: list[Rect] = []
    for n, of in enumerate(groups):
        middle = left + (n + 0.5) * room
        ends = {1: 0, -1: 0}
        for amount, shade in of.parts:
            way = 1 if amount > 0 else -1
            begins, ends[way] = ends[way], ends[way] + amount
            upper, lower = sorted((y_of(begins), y_of(ends[way])))
            rects.append(Rect(middle - thick / 2, upper, thick, lower - upper, shade))
        if n % every == 0:
            words.append(Words(middle, page.height - page.air / 2, of.name, Anchor.MIDDLE))
    peak = highs.index(max(highs))
    if highs[peak]:
        said = _amounts(groups[peak], partial(rounded_rupiah, tr=page.tr))
        half = page.heavy(said) / 2
        middle = min(max(left + (peak + 0.5) * room, left + half), page.width - half)
        base = y_of(highs[peak]) - page.air / 2
        crossed = [rule.y for rule in rules if base - page.line < rule.y < base]
        base = min([base, *(y - page.air / 4 for y in crossed)])
        words.append(Words(middle, base, said, Anchor.MIDDLE, is_heavy=True))
    return _with_legend(Chart(tuple(rules), tuple(rects), tuple(words)), page, legend)


def rows(groups: Sequence[Group], page: Page, legend: tuple[str, str]) -> Chart:
    """Draw level bars one under the other, each with its name before it and its amounts behind."""
    top = _legend_height(page, legend)
    if not groups or page.height - top < page.line * len(groups):
        return Chart((), (), ())
    left = max(page.light(of.name) for of in groups) + page.air
    said = [_amounts(of, lambda amount: str(Rupiah(amount))) for of in groups]
    if _room_before(said, page) < left + page.width * FOR_BARS:
        said = [_amounts(of, partial(rounded_rupiah, tr=page.tr)) for of in groups]
    right = _room_before(said, page)
    scale = max(right - left, 0.0) / (max(1, *(_reach(of, 1) for of in groups)))
    room = (page.height - top) / len(groups)
    thick = min(room * (1 - GAP), THICKEST * page.line / 2)
    rects: list[Rect] = []
    words: list[Words] = []
    for n, of in enumerate(groups):
        middle, x = top + (n + 0.5) * room, left
        base = middle + page.line / 3
        words.append(Words(0, base, of.name, Anchor.START))
        for amount, shade in of.parts:
            length = max(amount, 0) * scale
            if length:
                rects.append(Rect(x, middle - thick / 2, length, thick, shade))
            x += length
        words.append(Words(page.width, base, said[n], Anchor.END, is_heavy=True))
    axis = Rule(left, top, left, page.height, is_axis=True)
    return _with_legend(Chart((axis,), tuple(rects), tuple(words)), page, legend)


def _amounts(of: Group, write: Callable[[int], str]) -> str:
    """Say what is proven, and what is reported beside it: one sum is never made of them."""
    return " + ".join(write(amount) for amount, _ in of.parts) or write(0)


def _room_before(said: Iterable[str], page: Page) -> float:
    """Say how far bars may reach before amounts behind them."""
    return page.width - max(page.heavy(text) for text in said) - page.air


def _reach(of: Group, way: int) -> int:
    """Say how far a bar reaches up (1) or down (-1)."""
    return sum(amount for amount, _ in of.parts if amount * way > 0)


def _every(groups: Sequence[Group], page: Page, room: float) -> int:
    """Say that every so-many-th name is written, so that none touches the next."""
    widest = max(page.light(of.name) for of in groups) + page.air
    return max(1, -int(-widest // room))


def _legend_height(page: Page, legend: tuple[str, str]) -> float:
    return page.line + page.air if any(legend) else 0.0


def _with_legend(chart: Chart, page: Page, legend: tuple[str, str]) -> Chart:
    """Say above the bars what filled and hollow ones are."""
    rects, words, x = list(chart.rects), list(chart.words), 0.0
    size = page.line * 0.7
    for name, shade in zip(legend, (Shade.PROVEN, Shade.REPORTED), strict=True):
        if name:
            rects.append(Rect(x, page.line * 0.15, size, size, shade))
            words.append(Words(x + size + page.air / 2, page.line * 0.8, name, Anchor.START))
            x += size + page.air * 2 + page.light(name)
    return Chart(chart.rules, tuple(rects), tuple(words))
