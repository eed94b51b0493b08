"""Words in one face, measured and set once: the same ones come again and again, and setting them is dear."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_WORD = re.compile(r"[^ -]*[ -]|[^ -]+")
"""A word with what parts it from the next: a line may end with a hyphen."""

_KEPT = 2_000
"""Of so many words is known how wide they are, and half as many are kept set."""


class Lettering:
    """One face: how wide words are in it, what of them fits, and the words ready to be painted; in pixels."""

    def __init__(self, face: QFont) -> None:
        self.face = face
        self._metrics = QFontMetrics(face)
        self.height, self.ascent = self._metrics.height(), self._metrics.ascent()
        self.descent = self._metrics.descent()
        self._wide: dict[str, int] = {}
        self._set: dict[str, QStaticText] = {}

    def width(self, words: str) -> int:
        """Say how wide words are."""
        if words not in self._wide:
            if len(self._wide) >= _KEPT:
                self._wide.clear()
            self._wide[words] = self._metrics.horizontalAdvance(words)
        return self._wide[words]

    def cut(self, words: str, width: int) -> str:
        """Leave out visibly what does not fit into a width."""
        if self.width(words) <= width:
            return words
        return self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)

    def set(self, words: str) -> QStaticText:
        """Set words for good."""
        if words not in self._set:
            if len(self._set) >= _KEPT // 2:
                self._set.clear()
            static = QStaticText(words)
            static.setTextFormat(Qt.TextFormat.PlainText)
            self._set[words] = static
        return self._set[words]


def two_lines(of: Lettering, text: str, width: int, *, kept: str = "") -> list[str]:
    """Break a text into at most two lines; what does not fit is left out visibly, never what is `kept`."""
    first = ""
    for word in _WORD.findall(text):
        if first and of.width((first + word).rstrip()) > width:
            break
        first += word
    first, rest = first.rstrip(), text[len(first) :]
    if not rest:
        return [of.cut(first, width)]
    if kept and rest.endswith(kept) and of.width(rest) > width:
        head = rest.removesuffix(kept).rstrip()
        room = width - of.width(f" {kept}")
        return [of.cut(first, width), f"{of.cut(head, room)} {kept}"]
    return [of.cut(line, width) for line in (first, rest)]
