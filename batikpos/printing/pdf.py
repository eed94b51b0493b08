"""A document as a PDF page as wide as the paper roll."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from batikpos.printing.escpos import DOTS
from batikpos.printing.layout import Code, Line, Part, Raster
from batikpos.printing.qr import qr_modules

_PAPER_MM = {32: 58, 42: 80, 48: 80}
_MARGIN = 4 * mm
_ADVANCE = 0.6
"""Width of a Courier character over its size."""


def to_pdf(lines: Sequence[Part], columns: int, *, title: str) -> bytes:
    """Draw the lines, each as text that can be searched and copied."""
    width = _PAPER_MM[columns] * mm
    size = (width - 2 * _MARGIN) / (columns * _ADVANCE)
    pitch, code_size, dot = size * 1.25, width / 2, (width - 2 * _MARGIN) / DOTS[columns]
    height = 2 * _MARGIN + sum(_height(line, pitch, code_size, dot) for line in lines)
    out = BytesIO()
    # invariant: the same nota is the same file, to the byte
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setTitle(title)
    canvas.setCreator("BatikPOS")
    y = height - _MARGIN
    for line in lines:
        y -= _height(line, pitch, code_size, dot)
        match line:
            case Code(payload):
                _draw_dots(canvas, qr_modules(payload), ((width - code_size) / 2, y), code_size)
            case Raster(dots, _):
                across = dots * dot
                _draw_dots(canvas, _raster_rows(line), ((width - across) / 2, y), across)
            case Line() if line.text:
                _draw_line(canvas, line, y + pitch * 0.25, size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _height(line: Part, pitch: float, code_size: float, dot: float) -> float:
    match line:
        case Line():
            return pitch * 2 if line.tall else pitch
        case Code():
            return code_size
        case Raster(_, rows):
            return len(rows) * dot


def _draw_line(canvas: Canvas, line: Line, y: float, size: float) -> None:
    text = canvas.beginText()
    text.setFont("Courier-Bold" if line.bold else "Courier", size)
    text.setTextTransform(1, 0, 0, 2 if line.tall else 1, _MARGIN, y)
    text.textOut(line.text)
    canvas.drawText(text)


def _raster_rows(raster: Raster) -> list[list[bool]]:
    wide = len(raster.rows[0]) * 8
    bits = [f"{int.from_bytes(row, 'big'):0{wide}b}"[: raster.width] for row in raster.rows]
    return [[bit == "1" for bit in row] for row in bits]


def _draw_dots(
    canvas: Canvas, rows: Sequence[Sequence[bool]], at: tuple[float, float], across: float
) -> None:
    """Draw dark dots, those side by side as one: no hair of light between them on any screen."""
    side = across / len(rows[0])
    x, y = at[0], at[1] + len(rows) * side
    path = canvas.beginPath()
    for n, row in enumerate(rows, 1):
        column = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                path.rect(x + column * side, y - n * side, length * side, side)
            column += length
    canvas.drawPath(path, stroke=0, fill=1)
