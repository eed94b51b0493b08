"""Closing the till: a blind count by denomination, then the Z and the difference, then sending."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import DENOMINATIONS, Till, counted_cash
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.sync.push import Synced
from batikpos.ui.theme import BLACK, BOLD, GAP, font, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.words import colour_label, label, rule

RARE = 75_000


class CountPage(QWidget):
    """Counts the drawer, note by note, before anybody says what should be in it."""

    confirmed = Signal(object)
    left = Signal()
    x_asked = Signal()
    check_asked = Signal()

    def __init__(self, tr: Translate, counts: Mapping[int, int]) -> None:
        super().__init__()
        self._tr = tr
        self._fields: dict[int, QLineEdit] = {}
        self._sums = {note: label(size=18, align=Qt.AlignmentFlag.AlignRight) for note in DENOMINATIONS}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(48, 20, 48, 24))
        outer.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Close the till")), 28, BLACK))
        head.addStretch()
        self._unchecked = Button()
        self._unchecked.set_dot(theme_now().attention)
        self._unchecked.clicked.connect(self.check_asked)
        self._unchecked.hide()
        head.addWidget(self._unchecked)
        outer.addLayout(head)
        outer.addWidget(
            label(
                tr(N_("Count every note and coin in the drawer, the float included.")),
                16,
                colour=theme_now().ink_2,
            )
        )
        columns = QHBoxLayout()
        columns.setSpacing(px(64))
        notes = [n for n in DENOMINATIONS if n != RARE]
        for part in (notes[:5], [*notes[5:]]):
            columns.addLayout(self._column(part), 1)
        self.setFocusProxy(self._fields[DENOMINATIONS[0]])
        outer.addLayout(columns)
        outer.addStretch()
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        outer.addWidget(self._fault)
        outer.addWidget(rule())
        outer.addLayout(self._foot())
        for note, pieces in counts.items():
            self._fields[note].setText(str(pieces) if pieces else "")
        self._show_sum()

    def counts(self) -> dict[int, int]:
        """Say what was counted so far."""
        return {note: int(field.text() or 0) for note, field in self._fields.items()}

    def show_unchecked(self, unchecked: Sequence[object]) -> None:
        """Say how many payments nobody has seen in the app yet; they hold up no close."""
        said = self._tr(N_("{count} not checked yet")).format(count=len(unchecked))
        self._unchecked.set_words(said)
        self._unchecked.setVisible(bool(unchecked))

    def say(self, text: str) -> None:
        """Say why the till was not closed; the count stays as it is."""
        self._fault.setText(text)
        self._fault.show()

    def _column(self, notes: list[int]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(GAP))
        grid.setVerticalSpacing(px(10))
        for row, note in enumerate(notes):
            field = QLineEdit()
            field.setFont(font(20, BOLD))
            field.setAlignment(Qt.AlignmentFlag.AlignCenter)
            field.setValidator(QIntValidator(0, 99_999, field))
            field.setFixedSize(px(84), px(52))
            field.setPlaceholderText("0")
            field.setAccessibleName(Rupiah(note).bare())
            field.textChanged.connect(self._show_sum)
            field.returnPressed.connect(self.focusNextChild)
            minus, plus = Button("\N{MINUS SIGN}"), Button("+")
            for button, by, name in ((minus, -1, N_("less")), (plus, 1, N_("more"))):
                button.setFixedSize(px(52), px(52))
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.setAccessibleName(f"{self._tr(name)} {Rupiah(note).bare()}")
                button.clicked.connect(partial(self._step, note, by))
            self._fields[note] = field
            grid.addWidget(label(Rupiah(note).bare(), 20, BOLD, align=Qt.AlignmentFlag.AlignRight), row, 0)
            grid.addWidget(label("x", 16, colour=theme_now().ink_2), row, 1)
            for column, part in enumerate((minus, field, plus), 2):
                grid.addWidget(part, row, column)
            grid.addWidget(self._sums[note], row, 5)
        grid.setColumnMinimumWidth(0, px(90))
        grid.setColumnStretch(5, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        back = Button(self._tr(N_("Back to selling")))
        back.setFixedHeight(px(60))
        back.clicked.connect(self.left)
        x_slip = Button(self._tr(N_("Print so far (X)")))
        x_slip.setFixedHeight(px(60))
        x_slip.clicked.connect(self.x_asked)
        self._confirm = Button(self._tr(N_("Confirm the count")), Kind.PRIMARY)
        self._confirm.setFixedHeight(px(60))
        self._confirm.clicked.connect(lambda: self.confirmed.emit(self.counts()))
        self._sum = label("Rp0", 40, BLACK, align=Qt.AlignmentFlag.AlignRight)
        foot.addWidget(back)
        foot.addWidget(x_slip)
        foot.addStretch()
        foot.addWidget(label(self._tr(N_("Counted")), 20, BOLD))
        foot.addWidget(self._sum)
        foot.addSpacing(px(24))
        foot.addWidget(self._confirm)
        return foot

    def _step(self, note: int, by: int) -> None:
        field = self._fields[note]
        field.setText(str(max(0, int(field.text() or 0) + by)))

    def _show_sum(self) -> None:
        for note, pieces in self.counts().items():
            self._sums[note].setText(Rupiah(note * pieces).bare() if pieces else "")
        if hasattr(self, "_sum"):
            self._sum.setText(str(counted_cash(self.counts())))


class ClosedPage(QWidget):
    """Shows the Z of the day and sends it, until the centre has proved that it holds the same."""

    send_asked = Signal()
    reopened = Signal()

    def __init__(self, tr: Translate, till: Till, hash_: bytes, *, has_centre: bool) -> None:
        super().__init__()
        self._tr = tr
        theme, figures = theme_now(), till.figures
        outer = QHBoxLayout(self)
        outer.setContentsMargins(margins(48, 24, 48, 24))
        outer.setSpacing(px(48))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(px(8))
        right.setSpacing(px(12))
        left.addWidget(label(tr(N_("The till is closed")), 28, BLACK))
        left.addWidget(label(f"{till.number} · {hash_.hex()[:16]}", 16, colour=theme.ink_2))
        left.addSpacing(px(8))
        rows = [
            (tr(N_("Sales")), str(figures.sales)),
            (tr(N_("List price")), figures.gross.bare()),
            (tr(N_("Discount")), (-figures.discount).bare()),
            (tr(N_("Total")), str(figures.total)),
            *((tr(TENDERS[TenderKind(kind)]), amount.bare()) for kind, amount in figures.by_tender.items()),
            (tr(N_("Float")), till.float_.bare()),
            (tr(N_("Expected cash")), figures.expected_cash.bare()),
            (tr(N_("Counted cash")), (till.counted or ZERO).bare()),
        ]
        grid = QGridLayout()
        grid.setVerticalSpacing(px(6))
        for n, (word, figure) in enumerate(rows):
            weight = BOLD if word == tr(N_("Total")) else font(18).weight()
            grid.addWidget(label(word, 18, weight), n, 0)
            grid.addWidget(label(figure, 18, weight, align=Qt.AlignmentFlag.AlignRight), n, 1)
        left.addLayout(grid)
        left.addStretch()
        difference = figures.difference or ZERO
        right.addWidget(label(tr(N_("Cash difference")), 18, colour=theme.ink_2))
        colour = theme.danger if difference else theme.good
        right.addWidget(label(str(difference), 48, BLACK, colour))
        said = N_("The drawer holds exactly what it should.")
        if difference:
            short = N_("There is less in the drawer than there should be.")
            said = short if difference < ZERO else N_("There is more in the drawer than there should be.")
        right.addWidget(label(tr(said), 16, colour=theme.ink_2, wraps=True))
        right.addSpacing(px(20))
        self._state = label("", 18, BOLD, wraps=True)
        self._bar = QProgressBar()
        self._bar.setFixedHeight(px(18))
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._send = Button(tr(N_("Send the day")), Kind.PRIMARY)
        self._send.setFixedHeight(px(60))
        self._send.clicked.connect(self.send_asked)
        self._send.setEnabled(has_centre)
        if not has_centre:
            self._state.setText(tr(N_("No centre is set: the organizer takes this day along.")))
        again = Button(tr(N_("Open the till again")))
        again.clicked.connect(self.reopened)
        self._note = label("", 16, colour=theme.danger, wraps=True)
        for part in (self._state, self._bar, self._send, again, self._note):
            right.addWidget(part)
        right.addStretch()
        outer.addLayout(left, 1)
        outer.addLayout(right, 1)

    def say(self, text: str) -> None:
        """Say something beside the day itself, such as a copy that could not be made."""
        self._note.setText(text)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how much of the day the centre holds."""
        self._send.setEnabled(False)
        self._bar.show()
        self._bar.setRange(0, max(whole, 1))
        self._bar.setValue(done)
        colour_label(self._state, theme_now().ink)
        self._state.setText(self._tr(N_("Sending: {done} of {whole}")).format(done=done, whole=whole))

    def show_sent(self, done: Synced) -> None:
        """Say that both hold the same, or that they do not."""
        theme = theme_now()
        if done.is_equal:
            said = self._tr(N_("All sent: {last} of {last}, proven the same ({head})."))
            self._state.setText(said.format(last=done.last, head=done.head.hex()[:8]))
            colour_label(self._state, theme.good)
            self._send.setText(self._tr(N_("Sent")))
            return
        self.show_failed(
            self._tr(N_("The centre holds something else. Nothing was lost; tell the organizer."))
        )

    def show_failed(self, text: str) -> None:
        """Say why it was not sent; it can be sent again."""
        self._state.setText(text)
        colour_label(self._state, theme_now().danger)
        self._bar.hide()
        self._send.setText(self._tr(N_("Send again")))
        self._send.setEnabled(True)
