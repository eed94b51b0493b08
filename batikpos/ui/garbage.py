"""Garbage is looked for on the GUI thread alone.

Python looks for circles of objects in whatever thread makes the next one, and ends there what it finds. A
window's object that a lane ends takes the program down, sooner or later and without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 1000
"""How often it is asked whether there is enough to look through."""

_ENOUGH = gc.get_threshold()
"""So much of each generation, by Python's own measure."""


class Collector(QObject):
    """Looks for garbage where the window lives; no other thread does any more, for good.

    Whoever reads much switches it off for as long as usual: `gc.disable()`.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.set_threshold(0)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        full = [age for age, count in enumerate(gc.get_count()) if count > _ENOUGH[age]]
        if full and gc.isenabled():
            gc.collect(full[-1])
