"""Faults that a window can be opened with: what looks for them must find them, or it finds nothing."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from batikpos.ui import scanner
from batikpos.ui.taps import Taps


def plant_typing() -> None:
    """Take every scan for typing."""
    scanner.SHORTEST = 1_000


def plant_repeats() -> None:
    """Take each repeat of a held key for a press of its own."""

    def fresh(_of: scanner.Scanner, _event: QKeyEvent) -> bool:
        return True

    setattr(scanner.Scanner, "_hold", fresh)  # noqa: B010 - as above


def plant_bareness() -> None:
    """Let every tap through to whatever lies there."""

    def bare(_of: Taps, _under: QWidget | None) -> bool:
        return True

    setattr(Taps, "_is_for", bare)  # noqa: B010 - as above


FAULTS: dict[str, Callable[[], None]] = {
    "typing": plant_typing,
    "repeats": plant_repeats,
    "bare": plant_bareness,
}
