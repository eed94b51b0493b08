"""A page that finds papers: the list on the left, the paper and what can be done with it on the right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.numbered import NumberedModel, NumberedView
from batikpos.ui.theme import BLACK, GAP, MARGIN, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.paperview import PaperView
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.sheetpile import SheetPile
from batikpos.ui.widgets.words import fill, label, rule
from batikpos.values import frozen

COLUMNS = 2
"""Of buttons under a paper; the first row holds what is done most."""

_PAPER, _NARROW_PAPER = 456, 388
_WIDE = 1200
"""From so many pixels on, the paper is shown dot for dot."""

_ROOMY = 1000
"""From so many pixels on, the field to search in stands beside the title."""


Told = Callable[[Translate], str]
"""Says in whatever language the window speaks what is to be handed over."""


@frozen
class Headed:
    """What a page is called, what may be searched for there, and what its list and paper are."""

    title: str
    search: str
    search_name: str
    list_name: str
    paper_name: str
    key: str = ""


@frozen
class PaperAct:
    """A button under the paper: `asked` is emitted with what is shown, where it `can` be done to it."""

    title: str
    kind: Kind
    asked: SignalInstance
    can: Callable[[Any], bool]


class FoundPage(QWidget):
    """Searches by words; one of what is found is shown as its paper, with the acts that fit it."""

    left = Signal()

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tr = tr
        self._shown: object | None = None
        self._sheets = SheetPile(self)
        self._sheets.emptied.connect(self._uncovered)
        self._scanned = ""
        self._buttons: dict[Button, Callable[[Any], bool]] = {}
        self._told: Told | None = None
        self._given = label("", 28, BLACK, theme_now().good, wraps=True)
        self._warned = label("", 16, colour=theme_now().danger, wraps=True)
        for said in (self._given, self._warned):
            said.setContentsMargins(margins(MARGIN, 8, MARGIN, 4))
            said.hide()

    def build(
        self,
        headed: Headed,
        list_: NumberedView,
        acts: Sequence[PaperAct],
        *,
        over_list: QWidget | None = None,
        under_list: QWidget | None = None,
        over_paper: Sequence[QWidget] = (),
    ) -> None:
        """Lay the page out around its list; what stands over or under it is the page's own."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list = list_
        row.addLayout(self._find_side(headed, over_list, under_list), 1)
        row.addWidget(self._paper_side(headed, acts, (self._given, self._warned, *over_paper)))
        self._message = MessageStrip(self, self._stack, self._tr(N_("Close")))

    @property
    def is_asked(self) -> bool:
        """Whether a sheet over the page asks something."""
        return self._sheets.top is not None

    def scan(self, code: str) -> None:
        """Look for what was scanned, as soon as what is asked is answered."""
        if self._sheets.top is None:
            self.field.setText(self.words_of(code))
            self.field.selectAll()
        else:
            self._scanned = code
            said = self._tr(N_("{code} is looked for when this is answered."))
            self._sheets.top.tell(said.format(code=self.words_of(code)))

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the page, for the help over it."""
        return (
            Part(N_("Type or scan what you look for"), "", (self.field,)),
            Part(N_("Tap one: its nota stands beside"), "", (self._stack,)),
            Part(N_("The nota, as it was printed"), "", (self._paper.viewport(),)),
            Part(N_("What can be done with it"), "", tuple(self._buttons)),
        )

    def typed(self) -> tuple[Any, ...]:
        """Say what is looked for, and what is to be handed over."""
        return (self.field.text(), self._told, "" if self._warned.isHidden() else self._warned.text())

    def type_again(self, words: str, told: Told | None = None, warned: str = "") -> None:
        """Go on looking for it; what is to be handed over stays, in the words of now."""
        self.field.setText(words)
        self.say_given(told, warned)

    def words_of(self, code: str) -> str:
        """Say what to look for when a code was scanned."""
        return code.strip()

    def open_sheet(self, sheet: Sheet) -> None:
        """Open a sheet over the page."""
        self._sheets.open(sheet)

    def refuse(self, error: PosError) -> None:
        """Say a mishap, on the sheet where one is open."""
        QApplication.beep()
        text = error.message(language_of(self._tr))
        if self._sheets.top is not None:
            self._sheets.top.say_fault(text)
        else:
            self.say(text)

    def say(self, text: str) -> None:
        """Tell what was done, or went wrong, for a while."""
        self._message.say(text)

    def say_given(self, told: Told | None, warned: str = "") -> None:
        """Say large what is to be handed over now, and under it what to think of; None for nothing."""
        self._told = told
        said = "" if told is None else told(self._tr)
        for words, text in ((self._given, said), (self._warned, warned)):
            words.setText(text)
            words.setVisible(bool(text))

    def show_paper(self, shown: object, png: bytes) -> None:
        """Show what was found, as its paper."""
        self._shown = shown
        for button, can in self._buttons.items():
            button.setEnabled(can(shown))
        picture = QPixmap()
        picture.loadFromData(png, "PNG")
        self._paper.show_picture(picture)

    def show_nothing(self) -> None:
        """Show no paper: nothing can be done."""
        self._shown = None
        self._paper.show_picture(QPixmap())
        for button in self._buttons:
            button.setEnabled(False)

    def show_list(self, model: NumberedModel, number: str, nothing: str) -> None:
        """Show what was found, `number` chosen where it is among it; `nothing` said where there is none."""
        has_rows = model.rowCount() > 0
        self._stack.setCurrentWidget(self._list if has_rows else self._empty)
        self._empty.setText(nothing)
        if not has_rows:
            self.show_nothing()
        elif model.place_of(number) >= 0:
            self._list.pick(number)
        else:
            self._list.setCurrentIndex(model.index(0))

    def take_first(self) -> None:
        """Choose the first of what was found."""
        if self._list.model().rowCount():
            self._list.setCurrentIndex(self._list.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Empty the search with Esc, and go back with the next."""
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._list.setFocus()
            self.take_first()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the paper less room where there is little."""
        super().resizeEvent(event)
        is_wide = self.width() >= px(_WIDE)
        self._side.setFixedWidth(min(px(_PAPER if is_wide else _NARROW_PAPER), self.width() // 2))
        if self.width() >= px(_ROOMY):
            self._head.addWidget(self.field, 0, 1)
        else:
            self._head.addWidget(self.field, 1, 0, 1, 3)

    def _find_side(
        self, headed: Headed, over_list: QWidget | None, under_list: QWidget | None
    ) -> QVBoxLayout:
        tr = self._tr
        side = QVBoxLayout()
        side.setContentsMargins(margins(MARGIN, 12, MARGIN, 0))
        side.setSpacing(px(10))
        self._head = QGridLayout()
        self._head.setSpacing(px(GAP))
        self.field = SearchField(tr(headed.search), tr(headed.search_name), tr(N_("Clear")), key=headed.key)
        back = Button(tr(N_("Back to selling")))
        back.clicked.connect(self.left)
        self._head.setColumnStretch(1, 1)
        self._head.addWidget(label(tr(headed.title), 28, BLACK), 0, 0)
        self._head.addWidget(self.field, 0, 1)
        self._head.addWidget(back, 0, 2)
        side.addLayout(self._head)
        if over_list is not None:
            side.addWidget(over_list)
        self._empty = label("", 18, colour=theme_now().ink_2, align=Qt.AlignmentFlag.AlignHCenter, wraps=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        side.addWidget(self._stack, 1)
        if under_list is not None:
            side.addWidget(under_list)
        side.addSpacing(px(GAP))
        return side

    def _paper_side(self, headed: Headed, acts: Sequence[PaperAct], over_paper: Sequence[QWidget]) -> QWidget:
        self._side = QWidget()
        fill(self._side, theme_now().paper)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        for part in over_paper:
            side.addWidget(part)
        self._paper = PaperView(self._tr(headed.paper_name))
        side.addWidget(self._paper, 1)
        side.addWidget(rule())
        side.addLayout(self._acts(acts))
        return self._side

    def _acts(self, acts: Sequence[PaperAct]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(margins(MARGIN, 10, MARGIN, 10))
        grid.setSpacing(px(GAP))
        for n, act in enumerate(acts):
            button = Button(self._tr(act.title), act.kind)
            button.setFixedHeight(tall(PAY if n < COLUMNS else 52))
            button.setEnabled(False)
            button.clicked.connect(partial(self.ask, act.asked))
            self._buttons[button] = act.can
            grid.addWidget(button, n // COLUMNS, n % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

    def ask(self, asked: SignalInstance) -> None:
        """Ask for an act on what is shown, where nothing else is asked."""
        if self._shown is not None and not self.is_asked:
            asked.emit(self._shown)

    def _uncovered(self) -> None:
        self.field.setFocus()
        if self._scanned:
            code, self._scanned = self._scanned, ""
            self.scan(code)
