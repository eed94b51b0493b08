"""Barcode and price labels for the pieces of a booth: A4 sheets of common sizes, and 58 mm rolls.

EAN-13 where the barcode is one, Code 128 for every other. On a roll a bar is whole dots of the printer,
for only such bars come out as they are meant.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, ClassVar

from reportlab.graphics.barcode import code128, eanbc
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from batikpos.domain.barcode import ean13_holds, looks_like_ean13
from batikpos.domain.catalogue import UNCOUNTED, Catalogue, Item
from batikpos.domain.errors import PosError
from batikpos.domain.quantity import Unit
from batikpos.domain.wording import DYES_SHORT, TECHNIQUES_SHORT
from batikpos.i18n import N_, Translate
from batikpos.reports.fonts import drawable, embedded_fonts
from batikpos.values import frozen


class BarcodeTooLong(PosError):
    """A code whose bars would be too thin to be read on a label of this size."""

    code: ClassVar[str] = "barcode_too_long"
    text: ClassVar[str] = N_("The code {barcode} of {sku} is too long for this label. Choose a wider sheet.")
    sku: str
    barcode: str


@frozen
class Sheet:
    """A sheet of labels, in millimetres: the page, how many across and down, each label, the edges.

    `margin` is what stays white inside a label: more where labels reach the sheet's edge, for few printers
    do. `dots` is how many dots a printer sets on a millimetre where bars must be whole dots, else 0.
    """

    page: tuple[float, float]
    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0
    margin: float = 2.0
    dots: float = 0


_A4 = (A4[0] / mm, A4[1] / mm)
_ROLL_DOTS = 203 / 25.4
"""Dots on a millimetre of a label printer: 203 on an inch, as nearly all of them have."""
SHEETS = {
    "a4-24": Sheet(_A4, 3, 8, 70, 37, 0, 0.5, margin=4.5),
    "a4-40": Sheet(_A4, 4, 10, 48.5, 25.4, 8, 21.5),
    "a4-14": Sheet(_A4, 2, 7, 99.1, 38.1, 4.65, 15.15, gap=2.5),
    "a4-65": Sheet(_A4, 5, 13, 38.1, 21.2, 4.75, 10.7, gap=2.5),
    "roll-58": Sheet((464 / _ROLL_DOTS, 320 / _ROLL_DOTS), 1, 1, 48, 38, 5, 1, dots=_ROLL_DOTS),
}
"""Sizes that shops sell: so many on a sheet of A4; or one at a time from a 58 mm roll."""

FIRST = "a4-24"
THINNEST = 0.19
"""Millimetres of a bar that a cheap scanner still reads."""
_QUIET_EAN, _QUIET_128 = 18, 20
"""Light modules beside a code, both sides together."""
_EAN_MODULES = 95


def of_pieces(items: Iterable[Item]) -> list[Item]:
    """Name an item once for each piece that was received; cloth by the metre, or not counted, once."""
    counted = [(i, i.stock if i.unit is Unit.PIECE and i.stock != UNCOUNTED else 1) for i in items]
    return [item for item, pieces in counted for _ in range(pieces)]


def to_labels(
    items: Sequence[Item], catalogue: Catalogue, sheet: str, tr: Translate, *, skip: int = 0
) -> bytes:
    """Set one label for each item, the first `skip` places left for a sheet begun. Raises: BarcodeTooLong."""
    of = SHEETS[sheet]
    out = BytesIO()
    canvas = Canvas(out, pagesize=(of.page[0] * mm, of.page[1] * mm), invariant=1)
    canvas.setTitle(tr(N_("Price labels")))
    canvas.setCreator("BatikPOS")
    for place, item in enumerate(items, skip):
        at = place % (of.across * of.down)
        if place > skip and not at:
            canvas.showPage()
        row, column = divmod(at, of.across)
        x = of.left + column * (of.width + of.gap)
        y = of.page[1] - of.top - (row + 1) * of.height
        producer = catalogue.producer(item.producer)
        _label(canvas, of, (x, y), item, producer.name, tr)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _label(
    canvas: Canvas, of: Sheet, at: tuple[float, float], item: Item, producer: str, tr: Translate
) -> None:
    """Set a label: name, what it is, its code, price and size, producer; all inside its edges."""
    font, bold = embedded_fonts()
    x, y = at
    size = min(9.0, of.height * 0.24)
    inside = (of.width - 2 * of.margin) * mm
    said = (TECHNIQUES_SHORT[item.technique], DYES_SHORT[item.dye])
    made = ", ".join(tr(word) for word in said if word)
    top = y + of.height - of.margin
    for line in _fitted(drawable(item.name, bold), bold, size, inside, 2):
        top -= size * 0.36
        _text(canvas, bold, size, x + of.margin, top, line)
    for line in _fitted(drawable(f"{made} - {producer}", font), font, size * 0.8, inside, 1):
        top -= size * 0.36
        _text(canvas, font, size * 0.8, x + of.margin, top, line)
    foot = y + of.margin
    _text(
        canvas,
        bold,
        size * 1.35,
        x + of.margin,
        foot,
        f"{item.price}{'/m' if item.unit is Unit.METRE else ''}",
    )
    for line in _fitted(item.size, font, size, inside / 2, 1):
        canvas.setFont(font, size)
        canvas.drawRightString((x + of.width - of.margin) * mm, foot * mm, line)
    low = foot + size * 0.55
    _barcode(canvas, of, item, (x, low), top - low - 1.5)


def _text(canvas: Canvas, font: str, size: float, x: float, y: float, text: str) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x * mm, y * mm, text)


def _barcode(canvas: Canvas, of: Sheet, item: Item, at: tuple[float, float], height: float) -> None:
    """Draw an item's code in the middle of its label, its digits under it. Raises: BarcodeTooLong."""
    value = item.barcode or item.sku
    font, _ = embedded_fonts()
    under = min(6.5, height * 0.8)
    bars = (height - under * 0.4) * mm
    room = of.width - 2 * of.margin
    code: Any
    if looks_like_ean13(value) and ean13_holds(value):
        module = _module(of, room / (_EAN_MODULES + _QUIET_EAN), item, value)
        code = eanbc.Ean13BarcodeWidget(value, barWidth=module * mm, barHeight=bars, humanReadable=0, quiet=0)
        width = _EAN_MODULES * module
        drawing = Drawing(width * mm, bars)
        drawing.add(code)
        drawing.drawOn(canvas, _middle(of, at[0], width) * mm, (at[1] + under * 0.4) * mm)
    else:
        modules = code128.Code128(value, barWidth=1, quiet=0).width
        module = _module(of, room / (modules + _QUIET_128), item, value)
        code = code128.Code128(value, barWidth=module * mm, barHeight=bars, quiet=0)
        code.drawOn(canvas, _middle(of, at[0], modules * module) * mm, (at[1] + under * 0.4) * mm)
    canvas.setFont(font, under)
    canvas.drawCentredString((at[0] + of.width / 2) * mm, at[1] * mm, value)


def _middle(of: Sheet, x: float, width: float) -> float:
    """Say where a code begins that stands in the middle of its label, on a whole dot of the printer."""
    left = x + (of.width - width) / 2
    return round(left * of.dots) / of.dots if of.dots else left


def _module(of: Sheet, most: float, item: Item, value: str) -> float:
    """Choose how wide the thinnest bar is, in millimetres. Raises: BarcodeTooLong."""
    width = min(most, 0.33)
    if of.dots:
        width = int(width * of.dots) / of.dots
    if width < THINNEST:
        raise BarcodeTooLong(item.sku, value)
    return width


def _fitted(text: str, font: str, size: float, room: float, lines: int) -> Iterable[str]:
    """Wrap words into so many lines; where they are too many, the last says so by three dots."""
    words, found = text.split(), [""]
    for word in words:
        longer = f"{found[-1]} {word}".strip()
        if stringWidth(longer, font, size) <= room or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        found = found[:lines]
        found[-1] += "..."
    while found and stringWidth(found[-1], font, size) > room and len(found[-1]) > len("..."):
        found[-1] = found[-1].removesuffix("...")[:-1] + "..."
    return found
