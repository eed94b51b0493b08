"""A watch on the window's own patience: how long it answered nothing, and after which act."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from batikpos.ui.trail import Trail
from batikpos.values import frozen

BEAT_MS = 50
FINE_MS = 10
"""How often it beats where the gaps are written down: a gap is no longer than what made it, and this."""

LONG_MS = 100


@frozen
class Gap:
    """Milliseconds from one beat to the next, the beat's own time with them, and what was done before."""

    ms: float
    during: str


class Watchdog(QObject):
    """Beats every 50 ms in the window's own loop; a beat that comes late was held up by something.

    With a file it beats every 10 ms, and each gap is a line of JSON there as soon as it is over.
    """

    def __init__(
        self,
        parent: QObject,
        trail: Trail | None = None,
        *,
        file: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._trail, self._file, self._clock = trail or Trail(), file, clock
        self._gaps: list[Gap] = []
        self._beat_at = clock()
        beat = QTimer(self, interval=BEAT_MS if file is None else FINE_MS)
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.timeout.connect(self._beat)
        beat.start()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """List what took longer than 100 ms, in the order it happened."""
        return tuple(self._gaps)

    def _beat(self) -> None:
        now = self._clock()
        gap = Gap(round((now - self._beat_at) * 1000, 1), self._trail.last)
        self._beat_at = now
        if gap.ms <= LONG_MS:
            return
        self._gaps.append(gap)
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(gap)) + "\n")
