"""A hand on the booth's window: scans, taps, presses and reads what stands there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Item
from batikpos.services.desk import Desk
from batikpos.store.sales import KeptSale, list_sales
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.booth.flow import BoothFlow
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.register import Register
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.sheet import Sheet

PIN = "1234"
FAST, SLOW = 5, 200
"""Milliseconds from one key to the next, of a scanner and of a person."""

LEFT = Qt.MouseButton.LeftButton
NOTHING = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class BoothWindow:
    """The window of one booth, with a clock for its keys. `taps` and `keys` count what the hand did."""

    qtbot: QtBot
    shell: Shell
    flow: BoothFlow
    desk: Desk
    taps: int = field(default=0, init=False)
    keys: int = field(default=0, init=False)
    now: int = field(default=1_000, init=False)

    def __post_init__(self) -> None:
        """Give the keys times of our own: those of QTest are the machine's, which may be busy."""
        self.flow.scanner._clock = lambda: self.now

    # What is there.

    @property
    def sale_page(self) -> SalePage:
        """Return the sale screen, which must be shown."""
        page = self.page(SalePage)
        assert page is not None, f"not the sale screen: {self.words()}"
        return page

    @property
    def register(self) -> Register:
        """Return the register of whoever is signed in."""
        register = self.flow._register
        assert register is not None
        return register

    @property
    def cart(self) -> Cart:
        """Return the open basket."""
        return self.register.cart

    @property
    def basket(self) -> dict[str, int]:
        """Say what is in the open basket."""
        return {line.item.sku: line.quantity.size for line in self.cart.lines}

    @property
    def sheet(self) -> Sheet | None:
        """Return the sheet that covers the window, the uppermost where one lies over another."""
        return next((s for s in reversed(self.shell.findChildren(Sheet)) if s.isVisible()), None)

    def page(self, kind: type[W]) -> W | None:
        """Return the page of a kind, where it is shown."""
        return next((p for p in self.shell.findChildren(kind) if p.isVisible()), None)

    def sales(self) -> tuple[KeptSale, ...]:
        """List what the store holds."""
        with self.desk.store.reading() as tx:
            return list_sales(tx)

    def items(self, which: Callable[[Item], bool] = lambda _item: True) -> list[Item]:
        """List the goods that cards are shown for."""
        return [item for item in self.desk.catalogue.items if which(item)]

    def words(self) -> str:
        """Return every word that can be read in the window."""
        labels = [w.text() for w in self.shell.findChildren(QLabel) if w.isVisible()]
        shown = [w for w in self.shell.findChildren(QAbstractButton) if w.isVisible()]
        buttons = [f"{w.text()}\n{w.accessibleName()}".strip() for w in shown]
        fields = [w.text() for w in self.shell.findChildren(QLineEdit) if w.isVisible()]
        return "\n".join(labels + buttons + fields)

    # What is done.

    def scan(self, code: str) -> None:
        """Type a code as fast as a scanner, with Enter behind it; a page that is new is painted before."""
        QApplication.processEvents()
        for letter in code:
            self.now += FAST
            strike(self.shell, letter)
        self.now += FAST
        QTest.keyClick(self.shell.windowHandle(), Qt.Key.Key_Return)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
        """Press a key, as long after the last one as a hand takes; wait until the window has it."""
        self.now += SLOW
        self.keys += 1
        QTest.keyClick(self.shell.windowHandle(), key, modifiers)
        self.wait(lambda: not self.flow.scanner._held)

    def tap_card(self, item: Item, *, twice: bool = False) -> None:
        """Tap an item's card, or double-tap it."""
        view = self.shell.findChild(QListView)
        assert view is not None
        model = view.model()
        assert isinstance(model, CardModel)
        index = model.place(item.sku)
        view.scrollTo(index)
        at = view.visualRect(index).center()
        if twice:
            self.double_tap(view.viewport(), at)
        else:
            self.tap(view.viewport(), at)

    def button(self, name: str) -> QPushButton:
        """Wait for the button that says `name`, on the sheet where one is open, and return it."""
        self.wait(lambda: bool(self._buttons(name)))
        return self._buttons(name)[0]

    def press(self, name: str) -> None:
        """Press the button that says `name`, as soon as it can be pressed."""
        self.wait(lambda: any(button.isEnabled() for button in self._buttons(name)))  # of the page of now
        self.bring_into_sight(self.button(name))
        self.tap(self.button(name))

    def bring_into_sight(self, widget: QWidget) -> None:
        """Push what a widget lies in, as a finger does, until it is to be seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()

    def tap(self, at: QWidget, place: QPoint | None = None) -> None:
        """Tap the middle of a widget, or a place on it."""
        QTest.mouseClick(self.shell.windowHandle(), LEFT, NOTHING, self._on_window(at, place))
        self.taps += 1

    def double_tap(self, at: QWidget, place: QPoint | None = None) -> None:
        """Tap twice, quickly: a press, a release, a double click and a release, as from a hand."""
        QTest.mouseDClick(self.shell.windowHandle(), LEFT, NOTHING, self._on_window(at, place))
        self.taps += 2

    def fill(self, name: str, text: str) -> None:
        """Type into the field of a name, in place of what stands there.

        The only field of a sheet must have the keyboard by itself; any other gets it by a tap.
        """
        self.wait(lambda: bool(self._fields(name)))
        field_ = self._fields(name)[0]
        if self.shell.focusWidget() is not field_:
            inside = self.sheet
            others = inside.findChildren(QLineEdit) if inside is not None else []
            shown = [f for f in others if f.isVisible()]
            assert shown != [field_], f"the keyboard is not at “{name}” but at {self.shell.focusWidget()}"
            self.bring_into_sight(field_)
            self.tap(field_)
        assert self.shell.focusWidget() is field_, f"a tap does not bring the keyboard to “{name}”"
        field_.selectAll()
        QTest.keyClicks(field_, text)

    def _on_window(self, at: QWidget, place: QPoint | None) -> QPoint:
        for _ in range(3):  # what holds a part is laid out after it
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return at.mapTo(self.shell, place or at.rect().center())

    def _buttons(self, name: str) -> list[QPushButton]:
        inside: QWidget = self.sheet or self.shell
        return [b for b in inside.findChildren(QPushButton) if b.isVisible() and name in _names(b)]

    def _fields(self, name: str) -> list[QLineEdit]:
        inside: QWidget = self.sheet or self.shell
        return [f for f in inside.findChildren(QLineEdit) if f.isVisible() and f.accessibleName() == name]

    # What is waited for.

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(until, timeout=60_000)

    def wait_for(self, kind: type[W]) -> W:
        """Wait for a page or sheet and return it."""
        self.wait(lambda: self.page(kind) is not None)
        page = self.page(kind)
        assert page is not None
        return page

    def wait_for_sale_screen(self) -> SalePage:
        """Wait for the sale screen with its stock counted."""
        page = self.wait_for(SalePage)
        self.wait(lambda: self.register._stock.is_counted)
        return page

    def wait_for_sales(self, count: int) -> tuple[KeptSale, ...]:
        """Wait until so many sales are on disk, and the register is ready for the next."""
        self.wait(lambda: len(self.sales()) >= count and not self.register.is_paying)
        return self.sales()

    def wait_for_words(self, words: str) -> None:
        """Wait until something can be read."""
        try:
            self.wait(lambda: words in self.words())
        except QtTimeout:
            pytest.fail(f"never said: “{words}”; said: {self.words()}")

    def wait_for_store(self) -> None:
        """Wait until all that was asked of the store so far is answered, and taken in."""
        answered: list[None] = []
        self.flow._tasks.run(Lane.STORE, lambda: None, done=answered.append, is_asked=False)
        self.wait(lambda: bool(answered))

    @contextmanager
    def busy_store(self) -> Iterator[None]:
        """Keep the store's lane at other work meanwhile: what is asked of it waits."""
        with busy(self.flow._tasks):
            yield


@contextmanager
def busy(tasks: Tasks, lane: Lane = Lane.STORE) -> Iterator[None]:
    """Keep a lane at other work meanwhile."""
    is_over = Event()
    tasks.run(lane, is_over.wait, is_asked=False)
    try:
        yield
    finally:
        is_over.set()


def strike(window: QWidget, letter: str, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
    """Press the key of a letter at the window itself, where the keyboard comes in."""
    QTest.keyClick(window.windowHandle(), letter, modifiers)  # type: ignore[call-overload]  # letters are taken too


def _names(button: QPushButton) -> tuple[str, str]:
    return button.text(), button.accessibleName()
