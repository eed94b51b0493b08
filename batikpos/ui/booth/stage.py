"""What stands on the booth's window: one page under the bar, and how it is built anew."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import Translate, translator
from batikpos.services.desk import Desk
from batikpos.store.tills import OpenDay
from batikpos.ui.register import Register
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Tasks
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.writing import Writing


@runtime_checkable
class TakesPayKeys(Protocol):
    """A page where a pay key pays."""

    def pay_key(self, place: int) -> None:
        """Take a pay key: 0 exact, 1 to 3 the suggested notes."""


@runtime_checkable
class Speaks(Protocol):
    """A page with a place for what went wrong."""

    def say(self, text: str) -> None:
        """Say it."""


@runtime_checkable
class Tells(Protocol):
    """A page that says, in the same place, what is waited for."""

    def tell(self, text: str) -> None:
        """Say it calmly."""


@runtime_checkable
class OpensSheets(Protocol):
    """A page that keeps the sheets over it in their order."""

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the page."""


@runtime_checkable
class KeepsTyped(Protocol):
    """A page on which somebody types: built anew, it goes on with that."""

    def typed(self) -> tuple[Any, ...]:
        """Say what was typed and chosen."""

    def type_again(self, *typed: Any) -> None:  # noqa: ANN401 - each page knows what it has
        """Take it, as the page before said it."""


@runtime_checkable
class KeepsFirst(Protocol):
    """A page that keeps what was typed on it before it is left."""

    def leave(self) -> None:
        """Keep it, and go; stay where it is refused."""


class Stage(QObject):
    """Shows one page after the other; whoever shows one says how it is made again, in other words or colours.

    `register` is there from signing in on, `till` while one is known to be open. `left` is a page's end: the
    sale screen comes back. `fault` says why goods may go into no basket just now; None where they may;
    `refused` tells what was said to be wrong, whatever page it was said on. What was answered on a page, and
    must not be changed or left while it is written, lets the stage `wait` until it may `go_on`.
    """

    page_changed = Signal(object)
    left = Signal()
    refused = Signal(object)

    def __init__(self, shell: Shell, desk: Desk, tasks: Tasks) -> None:
        super().__init__(shell)
        self.shell, self.desk, self.tasks = shell, desk, tasks
        self.register: Register | None = None
        self.till: OpenDay | None = None
        self.page: QWidget | None = None
        self.fault: Callable[[], PosError | None] = _none
        self._again: Callable[[], None] = self.left.emit
        self._writing = Writing(shell)
        self._writing.takes_long.connect(self._tell)

    @property
    def words(self) -> Translate:
        """Translate into the booth's language."""
        return translator(self.desk.settings.language)

    def show(self, page: QWidget, again: Callable[[], None]) -> None:
        """Show a page; `again` builds it anew, with what was typed or chosen on it."""
        self.tasks.went_on.emit()
        self._again = again
        self.page = page
        self.tasks.trail.note(f"page {type(page).__name__}")
        self.shell.show_page(page)
        self.page_changed.emit(page)

    def show_again(self) -> None:
        """Build anew what is shown: the words, colours or sizes are others now, what was typed is not."""
        if self.page is not None:
            self.way_back()()

    def way_back(self) -> Callable[[], None]:
        """Return the way back to the page that is shown, as it is now, from one that is opened over it."""
        before = self.page
        typed = before.typed() if isinstance(before, KeepsTyped) else ()
        return partial(self._build, self._again, type(before), typed)

    def _build(self, again: Callable[[], None], kind: type, typed: tuple[Any, ...]) -> None:
        again()
        if isinstance(self.page, KeepsTyped) and type(self.page) is kind:
            self.page.type_again(*typed)

    @property
    def is_waiting(self) -> bool:
        """Say whether what was answered is being written."""
        return self._writing.is_on

    def wait(self, said: str) -> None:
        """Stay as it is, page and bar; `said` tells what is waited for, should it take long."""
        self._writing.begin(said, *self.shell.parts)

    def go_on(self) -> None:
        """Go on: it is written, or was not."""
        if self.is_waiting:
            self._writing.end()
            self._tell("")

    def _tell(self, text: str) -> None:
        if isinstance(self.page, Tells):
            self.page.tell(text)

    def leave(self) -> None:
        """Leave the page that is shown, as its own way back does."""
        if isinstance(self.page, KeepsFirst):
            self.page.leave()
        else:
            self.left.emit()

    def say(self, error: PosError) -> None:
        """Say what went wrong on the page that is shown."""
        if isinstance(self.page, Speaks):
            self.page.say(error.message(self.desk.settings.language))
        QApplication.beep()
        self.refused.emit(error)

    def take_pay_key(self, place: int) -> None:
        """Give a pay key to the page that is shown."""
        if isinstance(self.page, TakesPayKeys):
            self.page.pay_key(place)


def _none() -> None:
    """Find no fault."""
