"""A count of notes and coins, row by row: for the float in the morning and the drawer in the evening."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from batikpos.domain.money import Rupiah
from batikpos.domain.till import DENOMINATIONS, counted_cash
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BOLD, TARGET, font, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

RARE = 75_000
"""A note of 2020 that is seldom seen: its row is shown when somebody asks for it."""

MOST = 99_999
"""So many pieces of one note at most."""

_SPLIT, _WIDE = 5, 7
"""So many rows stand in the first column; so many cells a row has, with the empty one behind it."""


class CountGrid(QWidget):
    """Two columns of notes with how many there are of each, or one; `finished` is Enter on the last.

    `gap` is what the rows are apart, in pixels at 100 %.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, tr: Translate, counts: Mapping[int, int], *, gap: int = 4) -> None:
        super().__init__()
        self._tr, self._gap = tr, gap
        self._fields: dict[int, QLineEdit] = {}
        self._sums = {note: label(size=18, align=Qt.AlignmentFlag.AlignRight) for note in DENOMINATIONS}
        self._is_narrow: bool | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        outer.addLayout(self._grid)
        self._make_rows()
        self._lay(is_narrow=True)
        self._narrow = self._grid.minimumSize().width()
        self._lay(is_narrow=False)
        self._wide = self._grid.minimumSize().width()
        self.setFocusProxy(self._fields[DENOMINATIONS[0]])
        for field in self._fields.values():
            field.textChanged.connect(self._show_sums)
        self.take(counts)

    def take(self, counts: Mapping[int, int]) -> None:
        """Take a count that was begun."""
        for note, pieces in counts.items():
            self._fields[note].setText(str(pieces) if pieces else "")
        for part in self._rare:
            part.setVisible(bool(counts.get(RARE)))
        self._other.setVisible(not counts.get(RARE))
        self._show_sums()

    def counts(self) -> dict[int, int]:
        """Say what was counted so far."""
        return {note: int(self._fields[note].text() or 0) for note in DENOMINATIONS}

    def set_gap(self, gap: int) -> None:
        """Put the rows so many pixels at 100 % apart."""
        self._gap = gap
        self._grid.setVerticalSpacing(px(gap))

    @property
    def counted(self) -> Rupiah:
        """Add up what was counted so far."""
        return counted_cash(self.counts())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need the width of one column."""
        return QSize(self._narrow, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the second column under the first where there is no room beside it."""
        super().resizeEvent(event)
        self._lay(is_narrow=self.width() < self._wide)

    def _make_rows(self) -> None:
        """Make a row for each note; the seldom one is shown when it is asked for."""
        self._rows = {note: self._row(note) for note in DENOMINATIONS}
        self._rare = self._rows[RARE]
        self._other = Button(self._tr(N_("Other: the note of 75.000")))
        self._other.setFixedHeight(tall(TARGET))
        self._other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._other.clicked.connect(self._show_rare)

    def _lay(self, *, is_narrow: bool) -> None:
        """Lay the rows out in two columns or in one; the seldom note comes under the first of them."""
        if is_narrow is self._is_narrow:
            return
        self._is_narrow = is_narrow
        grid = self._grid
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(self._gap))
        notes = [note for note in DENOMINATIONS if note != RARE]
        columns = [[*notes, RARE], []] if is_narrow else [[*notes[:_SPLIT], RARE], notes[_SPLIT:]]
        for column, part in enumerate(columns):
            first = column * _WIDE
            for row, note in enumerate(part):
                for n, widget in enumerate(self._rows[note]):
                    grid.addWidget(widget, row, first + n)
            grid.setColumnMinimumWidth(first, px(80) if part else 0)
            grid.setColumnMinimumWidth(first + _WIDE - 2, px(92) if part else 0)
            grid.setColumnStretch(first + _WIDE - 1, 1 if part else 0)
        under = len(columns[0]) - 1
        grid.addWidget(self._other, under, 0, 1, _WIDE - 1, Qt.AlignmentFlag.AlignLeft)

    def _row(self, note: int) -> list[QWidget]:
        field = QLineEdit()
        field.setFont(font(20, BOLD))
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.setValidator(_validator(field))
        field.setFixedSize(px(84), tall(TARGET))
        field.setPlaceholderText("0")
        field.setAccessibleName(Rupiah(note).bare())
        field.returnPressed.connect(partial(self._go_on, note))
        minus, plus = Button("\N{MINUS SIGN}"), Button("+")
        for button, by, name in ((minus, -1, N_("less")), (plus, 1, N_("more"))):
            button.setFixedSize(tall(TARGET), tall(TARGET))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(f"{self._tr(name)} {Rupiah(note).bare()}")
            button.clicked.connect(partial(self._step, note, by))
        self._fields[note] = field
        word = label(Rupiah(note).bare(), 20, BOLD, align=Qt.AlignmentFlag.AlignRight)
        return [word, label("x", 16, colour=theme_now().ink_2), minus, field, plus, self._sums[note]]

    def _go_on(self, note: int) -> None:
        """Go to the next row that is shown."""
        fields = [field for field in self._fields.values() if field.isVisible()]
        after = fields[fields.index(self._fields[note]) + 1 :]
        if after:
            after[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _step(self, note: int, by: int) -> None:
        field = self._fields[note]
        field.setText(str(min(MOST, max(0, int(field.text() or 0) + by))))

    def _show_rare(self) -> None:
        self._other.hide()
        for part in self._rare:
            part.show()
        self._fields[RARE].setFocus()

    def _show_sums(self) -> None:
        for note, pieces in self.counts().items():
            self._sums[note].setText(Rupiah(note * pieces).bare() if pieces else "")
        self.changed.emit()


def _validator(field: QLineEdit) -> QRegularExpressionValidator:
    """Take digits, or none: a field without any lets Enter go on too, as a validator of numbers would not."""
    return QRegularExpressionValidator(QRegularExpression(rf"[0-9]{{0,{len(str(MOST))}}}"), field)


class CountSheet(Sheet):
    """Asks for a float note by note."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        counts: Mapping[int, int],
        *,
        answer: Callable[[Mapping[int, int]], None],
    ) -> None:
        super().__init__(
            window,
            tr(N_("Count the float by notes")),
            confirm=tr(N_("Take {amount}")),
            leave=tr(N_("Cancel")),
            width=820,
        )
        self._tr, self._answer = tr, answer
        self._grid = CountGrid(tr, counts)
        self._grid.changed.connect(self._show_sum)
        self._grid.finished.connect(self.confirm_button.setFocus)
        self.add(self._grid)
        self.confirmed.connect(self._confirmed)
        self._show_sum()

    def open(self) -> None:
        """Open on the first note."""
        super().open()
        self._grid.setFocus()

    def enter(self) -> None:
        """Confirm by Enter only where its button has the keyboard: in a field it goes to the next row."""
        if self.confirm_button.hasFocus():
            self.confirm()

    def _show_sum(self) -> None:
        self.confirm_button.setText(self._tr(N_("Take {amount}")).format(amount=self._grid.counted))

    def _confirmed(self) -> None:
        self._answer(self._grid.counts())
        self.close_sheet()
