"""Words in one face, measured and set once: the same ones come again and again, and setting them is dear."""

import re
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QStaticText

from batikpos.ui.theme import SMALLEST, font, px
from batikpos.values import frozen

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_WORD = re.compile(r"[^ -]*[ -]|[^ -]+")
"""A word with what parts it from the next: a line may end with a hyphen."""

_APART = 8
"""By this part of a line's height, at most, a word is wider or narrower beside others than by itself."""

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

    def fits(self, words: str, width: int) -> bool:
        """Say whether words fit into a width: set together only where each by itself leaves it open."""
        parts = _WORD.findall(words)
        if words not in self._wide and len(parts) > 1:
            about, spare = sum(map(self.width, parts)), len(parts) * max(2, self.height // _APART)
            if not about - spare <= width < about + spare:
                return about <= width
        return self.width(words) <= width

    def cut(self, words: str, width: int) -> str:
        """Leave out visibly what does not fit into a width."""
        if self.fits(words, width):
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
        if first and not of.fits((first + word).rstrip(), width):
            break
        first += word
    first, rest = first.rstrip(), text[len(first) :]
    if not rest:
        return [of.cut(first, width)]
    if kept and rest.endswith(kept) and not of.fits(rest, width):
        head = rest.removesuffix(kept).rstrip()
        room = width - of.width(f" {kept}")
        return [of.cut(first, width), f"{of.cut(head, room)} {kept}"]
    return [of.cut(line, width) for line in (first, rest)]


@frozen
class FittedWords:
    """What is shown of a text, in which face, and how large it is there (pixels)."""

    shown: str
    face: QFont
    width: float
    height: float


def fitted(text: str, of: QFont, room: float) -> FittedWords:
    """Set a text smaller where there is too little room for it, and only then shorten it."""
    return _fit(text, of.pixelSize(), of.weight(), room, px(SMALLEST))


@lru_cache(maxsize=_KEPT)
def _fit(text: str, pixels: int, weight: QFont.Weight, room: float, least: int) -> FittedWords:
    """Fit a text once: a button is painted whenever something opens or closes over it."""
    while True:
        face = _face(pixels, weight)
        metrics = QFontMetricsF(face)
        if not text or pixels <= least or metrics.horizontalAdvance(text) <= room:
            break
        pixels -= 1
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 1)
    return FittedWords(shown, face, metrics.horizontalAdvance(shown), metrics.height())


def width_of(text: str, of: QFont) -> int:
    """Say how wide a text is, in pixels."""
    return _advance(text, of.pixelSize(), of.weight()) if text else 0


@lru_cache(maxsize=_KEPT)
def _advance(text: str, pixels: int, weight: QFont.Weight) -> int:
    """Measure a text once: a layout asks each button how large it is several times."""
    return QFontMetrics(_face(pixels, weight)).horizontalAdvance(text)


def _face(pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(font(SMALLEST, weight))
    made.setPixelSize(pixels)
    return made
