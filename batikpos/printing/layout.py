"""From a document to lines of fixed width: the only place that wraps, pads or replaces characters."""

import unicodedata
from collections.abc import Iterator
from typing import assert_never

from batikpos.paper.document import Align, Blank, Block, Document, Pair, Picture, Qr, Rule, Text
from batikpos.paper.picture import rows_of
from batikpos.values import frozen

_PLAIN = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{VULGAR FRACTION ONE HALF}": "1/2",
        "\N{NO-BREAK SPACE}": " ",
        "\N{MIDDLE DOT}": "-",
        "\N{EURO SIGN}": "EUR",
        "\t": " ",
        "\n": " ",
    }
)


@frozen
class Line:
    """One printed line, at most as wide as the paper; `tall` is double height."""

    text: str
    bold: bool = False
    tall: bool = False


@frozen
class Code:
    """A QR code in the middle of the paper."""

    payload: str


@frozen
class Raster:
    """A drawing in the middle of the paper: rows of dots, eight a byte, `width` of them counting."""

    width: int
    rows: tuple[bytes, ...]


Part = Line | Code | Raster
"""What a paper consists of, from top to bottom."""


def lay_out(document: Document, columns: int) -> tuple[Part, ...]:
    """Set a document in `columns` characters. Every back end prints exactly these lines."""
    return tuple(line for block in document.blocks for line in _lines(block, columns))


def plain(text: str) -> str:
    """Reduce a text to what any printer can print: ASCII without control characters."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_PLAIN))
    return "".join(
        c if " " <= c <= "~" else "?"
        for c in text
        if not (unicodedata.combining(c) or unicodedata.category(c) in {"Cc", "Cf"})
    )


def _lines(block: Block, columns: int) -> Iterator[Part]:
    match block:
        case Text(text, align, bold, hang):
            for line in _wrapped(plain(text), columns, hang):
                yield Line((line.center(columns) if align is Align.CENTRE else line).rstrip(), bold)
        case Pair(left, right, bold, tall):
            yield from _pair(plain(left), plain(right), columns, bold=bold, tall=tall)
        case Rule():
            yield Line("-" * columns)
        case Blank():
            yield Line("")
        case Qr(payload):
            yield Code(payload)
        case Picture(width, _):
            yield Raster(width, rows_of(block))
        case _:
            assert_never(block)


def _pair(left: str, right: str, columns: int, *, bold: bool, tall: bool) -> Iterator[Line]:
    """Put a figure flush right on the last line of its words, or on its own line where it must."""
    room = columns - len(right) - 1
    words = _wrapped(left, columns, len(left) - len(left.lstrip()) + 2)
    if len(words[-1]) > room:
        words = _wrapped(left, max(room, columns // 2), len(left) - len(left.lstrip()) + 2)
    for line in words[:-1]:
        yield Line(line, bold, tall)
    if len(words[-1]) <= room:
        yield Line(words[-1] + right.rjust(columns - len(words[-1])), bold, tall)
        return
    yield Line(words[-1], bold, tall)
    for line in _wrapped(right, columns, 0):
        yield Line(line.rjust(columns), bold, tall)


def _wrapped(text: str, columns: int, hang: int) -> list[str]:
    """Wrap by words; a word longer than the line is broken; nothing is ever cut off."""
    indent = " " * min(len(text) - len(text.lstrip()), columns // 2)
    hang = min(hang, columns // 2)
    lines: list[str] = []
    line, is_fresh = indent, True
    for word in text.split():
        rest = word
        if not is_fresh and len(line) + 1 + len(rest) <= columns:
            line += " " + rest
            continue
        if not is_fresh:
            lines.append(line)
            line = " " * hang
        while len(line) + len(rest) > columns:
            taken = columns - len(line)
            lines.append(line + rest[:taken])
            rest, line = rest[taken:], " " * hang
        line, is_fresh = line + rest, False
    return [*lines, line]
