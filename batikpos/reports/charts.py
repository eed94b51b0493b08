"""Charts on paper: where each bar lies is arithmetic, and drawn only afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib import colors

from batikpos.i18n import Translate
from batikpos.reports.amounts import short
from batikpos.reports.page import INK, RULE, SECOND, SOGAN, Words

REPORTED = colors.HexColor("#D9A441")
"""What is only reported is paler than what is proven, and has an edge."""

_FOOT, _HEAD, _SIDE = 14.0, 6.0, 44.0
"""Points for the words under the bars, the room above them, the amounts beside them."""

_STEPS = (1, 2, 5, 10)
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle in shares of the chart's width and height; `is_proven` says which of the two it shows."""

    left: float
    foot: float
    width: float
    height: float
    is_proven: bool


def round_top(highest: int) -> tuple[int, int]:
    """Say where the scale ends and in which steps: round amounts, at most five of them."""
    if highest <= 0:
        return 1, 1
    power = 10 ** (len(str(highest)) - 1)
    for scale in (power // 10 or 1, power):
        for step in _STEPS:
            count = -(-highest // (step * scale))
            if count <= MOST_LINES:
                return count * step * scale, step * scale
    return highest, highest


def bars_of(values: Sequence[tuple[int, int]], top: int) -> tuple[Bar, ...]:
    """Place bars side by side: (proven, reported) on top of each other; what is negative has no bar."""
    slot = 1 / max(len(values), 1)
    width = slot * 0.62
    found = []
    for n, (proven, reported) in enumerate(values):
        left, foot = n * slot + (slot - width) / 2, 0.0
        for amount, is_proven in ((proven, True), (reported, False)):
            height = max(amount, 0) / top
            if height:
                found.append(Bar(left, foot, width, height, is_proven))
            foot += height
    return tuple(found)


def column_chart(
    names: Sequence[str],
    values: Sequence[tuple[int, int]],
    words: Words,
    size: tuple[float, float],
    tr: Translate,
) -> Drawing:
    """Draw columns with a scale of rupiah at their left."""
    top, step = round_top(max((proven + reported for proven, reported in values), default=0))
    width, height = size
    drawing = Drawing(width, height)
    wide, high = width - _SIDE, height - _FOOT - _HEAD
    for amount in range(0, top + 1, step):
        y = _FOOT + high * amount / top
        drawing.add(Line(_SIDE, y, width, y, strokeColor=RULE, strokeWidth=0.5))
        drawing.add(
            String(
                _SIDE - 4,
                y - 2.5,
                short(amount, tr),
                fontName=words.font,
                fontSize=7,
                fillColor=SECOND,
                textAnchor="end",
            )
        )
    for bar in bars_of(values, top):
        fill = SOGAN if bar.is_proven else REPORTED
        drawing.add(
            Rect(
                _SIDE + bar.left * wide,
                _FOOT + bar.foot * high,
                bar.width * wide,
                bar.height * high,
                fillColor=fill,
                strokeColor=None if bar.is_proven else SOGAN,
                strokeWidth=0.5,
            )
        )
    slot = wide / max(len(names), 1)
    for n, name in enumerate(names):
        drawing.add(
            String(
                _SIDE + (n + 0.5) * slot,
                3,
                name,
                fontName=words.font,
                fontSize=7,
                fillColor=INK,
                textAnchor="middle",
            )
        )
    return drawing


def share_bar(part: int, whole: int, width: float, height: float = 5) -> Drawing:
    """Draw a share as a bar on its ground."""
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=RULE, strokeColor=None))
    if whole > 0 and part > 0:
        drawing.add(Rect(0, 0, width * min(part / whole, 1), height, fillColor=SOGAN, strokeColor=None))
    return drawing
