"""A document as a picture, dot for dot as a thermal printer sets it."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image

from batikpos.printing.escpos import DOTS
from batikpos.printing.layout import Code, Line, Part, Raster
from batikpos.printing.qr import qr_modules
from batikpos.resources import RESOURCES

_CELL = (12, 24)
"""Dots of a character of font A."""
_MARGIN = 24


def to_image(lines: Sequence[Part], columns: int) -> Image.Image:
    """Draw the lines in black on white, one bit a dot."""
    width = DOTS[columns]
    height = sum(_height(line, width) for line in lines)
    page = Image.new("1", (width + 2 * _MARGIN, height + 2 * _MARGIN), 1)
    y = _MARGIN
    for line in lines:
        part = _drawn(line, width)
        page.paste(part, (_MARGIN + (width - part.width) // 2, y))
        y += _height(line, width)
    return page


def to_png(lines: Sequence[Part], columns: int) -> bytes:
    """Draw the lines as a PNG file."""
    out = BytesIO()
    to_image(lines, columns).save(out, "PNG")
    return out.getvalue()


def _height(line: Part, width: int) -> int:
    match line:
        case Line():
            return _CELL[1] * (2 if line.tall else 1)
        case Code():
            return width // 2
        case Raster(_, rows):
            return len(rows)


def _drawn(line: Part, width: int) -> Image.Image:
    match line:
        case Line():
            return _line(line, width)
        case Code():
            return _code(line, width)
        case Raster():
            return picture_of(line)


def picture_of(raster: Raster) -> Image.Image:
    """Draw a raster by itself, black on white."""
    whole = (len(raster.rows[0]) * 8, len(raster.rows))
    dots = Image.frombytes("1", whole, bytes(byte ^ 0xFF for row in raster.rows for byte in row))
    return dots.crop((0, 0, raster.width, whole[1]))


@cache
def _letters() -> Image.Image:
    """Load the letters: ASCII from the space on, a row of cells regular and one bold."""
    with Image.open(RESOURCES / "paper" / "letters.png") as opened:
        return opened.convert("1")


def _line(line: Line, width: int) -> Image.Image:
    """Set a line in cells as a printer's font A."""
    wide, high = _CELL
    row, letters = Image.new("1", (width, high), 1), _letters()
    top = high if line.bold else 0
    for n, letter in enumerate(line.text):
        left = (ord(letter) - ord(" ")) * wide
        row.paste(letters.crop((left, top, left + wide, top + high)), (n * wide, 0))
    return row.resize((width, 2 * high), Image.Resampling.NEAREST) if line.tall else row


def code_png(payload: str, module: int = 6) -> bytes:
    """Draw a QR code alone as a PNG file, so many dots a module."""
    out = BytesIO()
    _modules(payload, module).save(out, "PNG")
    return out.getvalue()


def _code(line: Code, width: int) -> Image.Image:
    return _modules(line.payload, max(1, width // 2 // len(qr_modules(line.payload))))


def _modules(payload: str, scale: int) -> Image.Image:
    modules = qr_modules(payload)
    side = len(modules)
    small = Image.new("1", (side, side), 1)
    small.putdata([0 if dark else 1 for row in modules for dark in row])
    return small.resize((side * scale, side * scale), Image.Resampling.NEAREST)
