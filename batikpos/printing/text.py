"""A document as plain text."""

from collections.abc import Sequence

from batikpos.printing.layout import Code, Line


def to_text(lines: Sequence[Line | Code]) -> str:
    """Write the lines; a QR code, whose text stands under it anyway, leaves none."""
    return "".join(f"{line.text}\n" for line in lines if isinstance(line, Line))
