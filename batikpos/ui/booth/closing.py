"""The closed till: the Z and the difference, and the ways to the organizer."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till
from batikpos.domain.wording import TENDERS, payment_words
from batikpos.i18n import N_, Translate
from batikpos.sync.mark import Synced
from batikpos.ui.sending import say_sent
from batikpos.ui.theme import BLACK, BOLD, font, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.panel import Panel, in_the_middle
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import colour_label, label

CLOSED_WIDTH = 1180
"""Pixels at 100 % that the page fills at most."""


def paid_down_rows(paid_down: Mapping[str, Rupiah], tr: Translate) -> Iterator[tuple[str, str]]:
    """Say what was paid down for orders, where anything was."""
    for kind, amount in paid_down.items():
        yield payment_words(TenderKind(kind), tr, is_deposit=True), amount.bare()


class ClosedPage(QWidget):
    """Shows the Z of the day, and both ways to the organizer: sent until proven the same, or on a stick.

    Where no centre is set the stick is the way; of practice (not `is_real`) nothing goes anywhere.
    """

    send_asked = Signal()
    stick_asked = Signal()
    centre_asked = Signal()
    reopened = Signal()

    def __init__(
        self, tr: Translate, till: Till, hash_: bytes, *, has_centre: bool, is_real: bool = True
    ) -> None:
        super().__init__()
        self._tr = tr
        day, drawer = Panel(), Panel()
        day.box.addWidget(label(tr(N_("The till is closed")), 28, BLACK))
        said = tr(N_("{number} · proof code {code}")).format(number=till.number, code=hash_.hex()[:16])
        day.box.addWidget(label(said, 16, colour=theme_now().ink_2, wraps=True))
        day.box.addSpacing(px(8))
        day.box.addLayout(_figures(till, tr))
        self._fill_drawer(drawer.box, till.figures.difference or ZERO)
        self._fill_sending(drawer.box, has_centre=has_centre, is_real=is_real)
        pair = QWidget()
        pair.setMaximumWidth(px(CLOSED_WIDTH))
        side_by_side = QHBoxLayout(pair)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(px(24))
        for panel in (day, drawer):
            panel.box.addStretch()
            side_by_side.addWidget(panel, 1)
        outer = QVBoxLayout(self)
        outer.addWidget(scrolling(in_the_middle(pair)))

    def _fill_drawer(self, box: QVBoxLayout, difference: Rupiah) -> None:
        """Say what is short or over."""
        theme, tr = theme_now(), self._tr
        box.setSpacing(px(12))
        box.addWidget(label(tr(N_("Cash difference")), 18, colour=theme.ink_2))
        box.addWidget(label(str(difference), 48, BLACK, theme.danger if difference else theme.good))
        said = N_("The drawer holds exactly what it should.")
        if difference:
            short = N_("There is less in the drawer than there should be.")
            said = short if difference < ZERO else N_("There is more in the drawer than there should be.")
        box.addWidget(label(tr(said), 16, colour=theme.ink_2, wraps=True))
        box.addSpacing(px(20))

    def _fill_sending(self, box: QVBoxLayout, *, has_centre: bool, is_real: bool) -> None:
        """Offer to send the day, to save it to a stick, and to begin the next."""
        theme, tr = theme_now(), self._tr
        self._state = label("", 18, BOLD, wraps=True)
        self._bar = QProgressBar()
        self._bar.setFixedHeight(px(18))
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._send = Button(tr(N_("Send the day")), Kind.PRIMARY)
        self._send.setFixedHeight(tall(PAY))
        self._send.clicked.connect(self.send_asked)
        self._stick = Button(tr(N_("Save to a stick…")), Kind.PLAIN if has_centre else Kind.PRIMARY)
        self._stick.setFixedHeight(px(PAY))
        self._stick.clicked.connect(self.stick_asked)
        centre = Button(tr(N_("Set the centre…")))
        centre.clicked.connect(self.centre_asked)
        if not is_real:
            self._state.setText(tr(N_("This was practice: nothing of it is sent.")))
        elif not has_centre:
            self._state.setText(
                tr(N_("No centre is set. Save the day to a stick, and give that to the organizer."))
            )
        again = Button(tr(N_("Open the till again")))
        again.clicked.connect(self.reopened)
        self._note = label("", 16, colour=theme.danger, wraps=True)
        offered = {self._send: has_centre, self._stick: True, centre: not has_centre}
        ways = [way for way, is_offered in offered.items() if is_real and is_offered]
        for part in (self._state, self._bar, *ways, again, self._note):
            box.addWidget(part)

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
        """Say that both hold the same, or what is missing and what to do."""
        said = say_sent(done, self._tr)
        if not done.is_equal:
            self._show_unsent(said)
            return
        self._state.setText(said)
        colour_label(self._state, theme_now().good)
        self._send.setText(self._tr(N_("Sent")))

    def show_failed(self, text: str) -> None:
        """Say why it was not sent; it can be sent again."""
        safe = self._tr(N_("The day is safe on this laptop, and can be sent again at any time."))
        self._show_unsent(f"{text}\n{safe}")

    def show_writing(self) -> None:
        """Say that a stick is being written."""
        self._stick.setEnabled(False)
        colour_label(self._state, theme_now().ink)
        self._state.setText(self._tr(N_("Writing to the stick…")))

    def show_written(self, said: str) -> None:
        """Say what lies on the stick."""
        self._stick.setEnabled(True)
        colour_label(self._state, theme_now().good)
        self._state.setText(said)

    def show_not_written(self, text: str) -> None:
        """Say why the stick holds nothing."""
        self._stick.setEnabled(True)
        colour_label(self._state, theme_now().danger)
        self._state.setText(text)

    def _show_unsent(self, text: str) -> None:
        self._state.setText(text)
        colour_label(self._state, theme_now().danger)
        self._bar.hide()
        self._send.setText(self._tr(N_("Send again")))
        self._send.setEnabled(True)


def _figures(till: Till, tr: Translate) -> QGridLayout:
    """Lay the day's figures out, as they are on the Z."""
    figures = till.figures
    total = tr(N_("Total"))
    rows = [
        (tr(N_("Sales")), str(figures.sales)),
        (tr(N_("List price")), figures.gross.bare()),
        (tr(N_("Discount")), (-figures.discount).bare()),
        (total, str(figures.total)),
        *((tr(TENDERS[TenderKind(kind)]), amount.bare()) for kind, amount in figures.by_tender.items()),
        *paid_down_rows(figures.paid_down, tr),
        (tr(N_("Float")), till.float_.bare()),
        *([(tr(N_("Pay-in")), figures.paid_in.bare())] if figures.paid_in else []),
        *([(tr(N_("Pay-out")), (-figures.paid_out).bare())] if figures.paid_out else []),
        (tr(N_("Expected cash")), figures.expected_cash.bare()),
        (tr(N_("Counted cash")), (till.counted or ZERO).bare()),
        *([(tr(N_("Drawer opened")), f"{len(till.openings)} x")] if till.openings else []),
    ]
    grid = QGridLayout()
    grid.setVerticalSpacing(px(6))
    for n, (word, figure) in enumerate(rows):
        weight = BOLD if word == total else font(18).weight()
        grid.addWidget(label(word, 18, weight), n, 0)
        grid.addWidget(label(figure, 18, weight, align=Qt.AlignmentFlag.AlignRight), n, 1)
    return grid
