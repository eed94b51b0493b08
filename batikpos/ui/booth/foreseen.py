"""What a first letter would bring: its words are set while nothing else is done, for it is the slowest."""

from collections.abc import Callable, Iterable, Iterator
from string import ascii_lowercase, digits

from PySide6.QtCore import QObject, QTimer

from batikpos.domain.garment import Garment
from batikpos.ui.booth.cardface import CardFace

LETTERS = ascii_lowercase + digits

CARDS = 40
"""So many cards are in sight at most on most screens."""

_REST_MS = 1_000
"""So long after the cards came or became others, somebody typed or scrolled, nothing is foreseen."""

_STEP_MS, _FEW = 40, 8
"""So often so many cards are written: some milliseconds, of which nobody notices anything."""


class Foreseen(QObject):
    """Writes the words of the cards that each letter finds, and again when those are forgotten."""

    def __init__(self, face: CardFace, find: Callable[[str], Iterable[Garment]], parent: QObject) -> None:
        super().__init__(parent)
        self._face, self._find = face, find
        self._left: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        face.forgot.connect(self.begin)
        self.begin()

    @property
    def is_done(self) -> bool:
        """Say whether all letters were looked at."""
        return not self._timer.isActive()

    def begin(self) -> None:
        """Look at all letters anew, after a rest."""
        self._left = self._write_all()
        self._timer.start(_REST_MS)

    def rest(self) -> None:
        """Let what is done now be done first."""
        if not self.is_done:
            self._timer.start(_REST_MS)

    def _go_on(self) -> None:
        self._timer.setInterval(_STEP_MS)
        for _ in range(_FEW):
            if next(self._left, self) is self:
                self._timer.stop()
                return

    def _write_all(self) -> Iterator[None]:
        for letter in LETTERS:
            for garment in self._find(letter):
                if self._face.foresee(garment):
                    yield
            yield
