"""A document as plain text."""

from collections.abc import Sequence

from batikpos.printing.layout import Line, Part


def to_text(lines: Sequence[Part]) -> str:
    """Write the lines; a logo leaves none, nor a QR code, whose text stands under it anyway."""
    return "".join(f"{line.text}\n" for line in lines if isinstance(line, Line))
