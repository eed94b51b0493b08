"""The places a till has besides the sale screen: each is shown from the menu, and leads back to selling."""

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from batikpos.store.tills import OpenDay
from batikpos.ui.booth.menu import MenuPage, Place, places_of
from batikpos.ui.booth.stage import Stage


class Places(QObject):
    """Opens a place over the sale screen; the pages themselves are loaded when the first is asked for."""

    close_asked = Signal()
    help_asked = Signal()
    change_asked = Signal()
    practice_asked = Signal()
    practice_ended = Signal()
    worn = Signal(str, str)
    settings_changed = Signal(object)
    told = Signal(str)
    handed_over = Signal()
    printer_tried = Signal(object)
    renewed = Signal(object, object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._rooms: Any = None
        self._acts = {
            Place.CASHIER: self.change_asked,
            Place.HELP: self.help_asked,
            Place.CLOSE: self.close_asked,
            Place.PRACTISE: self.practice_asked,
            Place.END_PRACTICE: self.practice_ended,
        }

    @property
    def rooms(self) -> Any:  # noqa: ANN401 - of a module that is loaded only now
        """Return the pages, loaded by now."""
        if self._rooms is None:
            module = importlib.import_module("batikpos.ui.booth.rooms")
            self._rooms = module.Rooms(self._stage)
            self._rooms.worn.connect(self.worn)
            self._rooms.settings_changed.connect(self.settings_changed)
            self._rooms.told.connect(self.told)
            self._rooms.printer_tried.connect(self.printer_tried)
            self._rooms.renewed.connect(self.renewed)
            self._rooms.centre.written.connect(self.handed_over)
        return self._rooms

    def is_of_till(self, page: QWidget | None) -> bool:
        """Say whether a page shows, or changes, what is in the open till."""
        return self._rooms is not None and bool(self._rooms.is_of_till(page))

    def open_menu(self) -> None:
        """Show what else the till can do."""
        if self._stage.register is None:
            return
        page = MenuPage(self._stage.words, places_of(self._stage.desk.books))
        page.chosen.connect(self.open)
        page.left.connect(self._stage.left)
        self._stage.show(page, self.open_menu)

    def begin_with_printer(self) -> None:
        """Ask for the printer, as the last step of the first run."""
        if self._stage.register is not None:
            self.rooms.begin_with_printer(self._stage.register)

    def open_printer(self) -> None:
        """Open the printer over whatever is shown, and come back to that: a count goes on as it was."""
        if self._stage.register is not None:
            back = partial(self._come_back, self._stage.till, self._stage.way_back())
            self.rooms.open_printer(self._stage.register, back=back)

    def _come_back(self, till: OpenDay | None, back: Callable[[], None]) -> None:
        """Come back to what was shown, unless the till was opened or closed elsewhere meanwhile."""
        if self._stage.till == till:
            back()
        else:
            self._stage.left.emit()

    def open(self, place: Place) -> None:
        """Open a place, once somebody is signed in."""
        register = self._stage.register
        if register is None:
            return
        if place in self._acts:
            self._acts[place].emit()
        else:
            self.rooms.open(place, register)
