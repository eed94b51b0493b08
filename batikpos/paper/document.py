"""A document: blocks in reading order, which know neither paper width nor printer."""

import json
from dataclasses import fields
from enum import StrEnum
from typing import Any

from batikpos.values import frozen


class Align(StrEnum):
    """Where a text stands on its line."""

    LEFT = "left"
    CENTRE = "centre"


@frozen
class Text:
    """Words, wrapped where the paper ends; continued lines are indented by `hang` columns."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    hang: int = 0


@frozen
class Pair:
    """Words on the left, a figure flush right; `tall` is double height."""

    left: str
    right: str
    bold: bool = False
    tall: bool = False


@frozen
class Rule:
    """A line across the paper."""


@frozen
class Blank:
    """An empty line."""


@frozen
class Qr:
    """A QR code of a text."""

    payload: str


@frozen
class Picture:
    """A drawing in black and white, `width` dots across; `bits` holds its rows (`paper/picture.py`)."""

    width: int
    bits: str


Block = Text | Pair | Rule | Blank | Qr | Picture

_TYPES: dict[str, type[Block]] = {t.__name__.lower(): t for t in (Text, Pair, Rule, Blank, Qr, Picture)}
_NAMES = {kind: name for name, kind in _TYPES.items()}
_FIELDS = {kind: tuple(f.name for f in fields(kind)) for kind in _NAMES}
_ENCODER = json.JSONEncoder(ensure_ascii=False)


@frozen
class Document:
    """A whole paper, set as wide as the paper is, but where `columns` names a width whatever the paper.

    Only a test page does so: it shows how wide the paper is. `language` is what it is written in.
    """

    title: str
    blocks: tuple[Block, ...]
    columns: int = 0
    language: str = ""

    def to_json(self) -> str:
        """Write it down, to be printed later or again exactly as it was."""
        blocks = [[_NAMES[type(b)], *[getattr(b, f) for f in _FIELDS[type(b)]]] for b in self.blocks]
        content: dict[str, Any] = {"title": self.title, "blocks": blocks}
        also = {"columns": self.columns, "language": self.language}
        return _ENCODER.encode(content | {name: value for name, value in also.items() if value})


def document_from_json(text: str) -> Document:
    """Read a stored document."""
    content: dict[str, Any] = json.loads(text)
    blocks = tuple(_block(kind, values) for kind, *values in content["blocks"])
    return Document(content["title"], blocks, content.get("columns", 0), content.get("language", ""))


def _block(kind: str, values: list[Any]) -> Block:
    named = dict(zip(_FIELDS[_TYPES[kind]], values, strict=True))
    if "align" in named:
        named["align"] = Align(named["align"])
    return _TYPES[kind](**named)
