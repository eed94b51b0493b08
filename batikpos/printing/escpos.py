"""A document as the bytes that cheap thermal printers understand.

Only commands that clones take: raster images in slices small enough for any buffer, ASCII text,
Chinese mode off. Sources: Epson's ESC/POS reference, and what 58 mm clones were seen to obey.
"""

from collections.abc import Iterator, Sequence

from batikpos.printing.layout import Code, Line, Part, Raster
from batikpos.printing.qr import qr_modules

START = b"\x1b@\x1c.\x1bt\x00"
"""Reset, Chinese mode off, code page 0."""

CUT = b"\x1dV\x01"
SLICE_ROWS = 24
CENTRED, LEFT = b"\x1ba\x01", b"\x1ba\x00"
LARGEST_MODULE = 6
"""Dots of a QR code's module: three quarters of a millimetre, for the camera of any phone."""
_REAL_TIME = (0x04, 0x05, 0x14)

PULSE = b"\x1bp\x00\x19\xfa"
"""Opens the drawer on pin 2: 50 ms on, 500 ms off."""

DOTS = {32: 384, 42: 512, 48: 576}
"""Dots across a paper of so many columns: a character of font A is 12 dots wide."""


def to_escpos(lines: Sequence[Part], columns: int, *, has_cutter: bool) -> bytes:
    """Write the lines for a printer; where it has no cutter, feed to the tear bar instead."""
    body = b"".join(_part(line, columns) for line in lines)
    return START + body + b"\n" * 4 + (CUT if has_cutter else b"")


def _part(part: Part, columns: int) -> bytes:
    match part:
        case Line():
            return _line(part)
        case Code(payload):
            return _code(payload, columns)
        case Raster(_, rows):
            return _centred(rows)


def _line(line: Line) -> bytes:
    text = line.text.encode("ascii") + b"\n"
    if line.tall:
        text = b"\x1d!\x01" + text + b"\x1d!\x00"
    if line.bold:
        text = b"\x1bE\x01" + text + b"\x1bE\x00"
    return text


def _code(payload: str, columns: int) -> bytes:
    """Draw a QR code no wider than it is, and let the printer centre it: a third fewer bytes."""
    modules = qr_modules(payload)
    scale = max(1, min(LARGEST_MODULE, DOTS[columns] * 2 // 3 // len(modules)))
    width = -(-len(modules) * scale // 8)
    return _centred([packed for row in modules for packed in [_packed(row, scale, width)] * scale])


def _centred(rows: Sequence[bytes]) -> bytes:
    return CENTRED + b"".join(_slices(rows, len(rows[0]))) + LEFT


def _packed(row: tuple[bool, ...], scale: int, width: int) -> bytes:
    bits = "".join(("1" if module else "0") * scale for module in row)
    return int(bits.ljust(width * 8, "0"), 2).to_bytes(width, "big")


def _slices(rows: Sequence[bytes], width: int) -> Iterator[bytes]:
    for at in range(0, len(rows), SLICE_ROWS):
        part = rows[at : at + SLICE_ROWS]
        head = b"\x1dv0\x00" + bytes((width % 256, width // 256, len(part) % 256, len(part) // 256))
        yield head + without_real_time(b"".join(part))


def without_real_time(raster: bytes) -> bytes:
    """Add a dot where raster data would read as a real-time command (DLE EOT, DLE ENQ, DLE DC4)."""
    data = bytearray(raster)
    for i in range(len(data) - 1):
        if data[i] == 0x10 and data[i + 1] in _REAL_TIME:  # noqa: PLR2004 - DLE
            data[i] = 0x30
    return bytes(data)
