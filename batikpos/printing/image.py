"""A document as a picture, dot for dot as a thermal printer sets it."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from batikpos.printing.escpos import DOTS
from batikpos.printing.layout import Code, Line, Part, Raster
from batikpos.printing.qr import qr_modules

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


def _line(line: Line, width: int) -> Image.Image:
    """Set a line in Pillow's built-in 6 by 11 bitmap font, doubled: the cell of a printer's font A."""
    font = ImageFont.load_default_imagefont()
    small = Image.new("1", (width // 2, _CELL[1] // 2), 1)
    draw = ImageDraw.Draw(small)
    for i, character in enumerate(line.text):
        draw.text((i * _CELL[0] // 2, 0), character, 0, font=font)
    full = small.resize((width, _CELL[1] * (2 if line.tall else 1)), Image.Resampling.NEAREST)
    if line.bold:
        shifted = Image.new("1", full.size, 1)
        shifted.paste(full, (1, 0))
        full = Image.frombytes(
            "1", full.size, bytes(a & b for a, b in zip(full.tobytes(), shifted.tobytes(), strict=True))
        )
    return full


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
