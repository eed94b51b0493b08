"""A document as a PDF page as wide as the paper roll."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from batikpos.printing.layout import Code, Line
from batikpos.printing.qr import qr_modules

_PAPER_MM = {32: 58, 42: 80, 48: 80}
_MARGIN = 4 * mm
_ADVANCE = 0.6
"""Width of a Courier character over its size."""


def to_pdf(lines: Sequence[Line | Code], columns: int, *, title: str) -> bytes:
    """Draw the lines, each as text that can be searched and copied."""
    width = _PAPER_MM[columns] * mm
    size = (width - 2 * _MARGIN) / (columns * _ADVANCE)
    pitch, code_size = size * 1.25, width / 2
    height = 2 * _MARGIN + sum(_height(line, pitch, code_size) for line in lines)
    out = BytesIO()
    # invariant: the same nota is the same file, to the byte
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setTitle(title)
    canvas.setCreator("BatikPOS")
    y = height - _MARGIN
    for line in lines:
        y -= _height(line, pitch, code_size)
        if isinstance(line, Code):
            _draw_code(canvas, line.payload, (width - code_size) / 2, y, code_size)
        elif line.text:
            _draw_line(canvas, line, y + pitch * 0.25, size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _height(line: Line | Code, pitch: float, code_size: float) -> float:
    if isinstance(line, Code):
        return code_size
    return pitch * 2 if line.tall else pitch


def _draw_line(canvas: Canvas, line: Line, y: float, size: float) -> None:
    text = canvas.beginText()
    text.setFont("Courier-Bold" if line.bold else "Courier", size)
    text.setTextTransform(1, 0, 0, 2 if line.tall else 1, _MARGIN, y)
    text.textOut(line.text)
    canvas.drawText(text)


def _draw_code(canvas: Canvas, payload: str, x: float, y: float, size: float) -> None:
    modules = qr_modules(payload)
    side = size / len(modules)
    path = canvas.beginPath()
    for row, bits in enumerate(modules):
        for column, is_dark in enumerate(bits):
            if is_dark:
                path.rect(x + column * side, y + size - (row + 1) * side, side, side)
    canvas.drawPath(path, stroke=0, fill=1)
