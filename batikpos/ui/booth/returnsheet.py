"""Giving lines of a sale back: how much of each, why, and which way the money goes."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from batikpos.domain.giveback import WAYS_BACK
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import METRE, Quantity, Unit
from batikpos.domain.sale import SaleLine
from batikpos.domain.tender import TenderKind
from batikpos.domain.typed import LONGEST
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.history import PastSale
from batikpos.ui.booth.moneyback import say_before, say_going_out, say_taken_off
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import BLACK, BOLD, GAP, TARGET, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

WIDTH = 720
REASONS = (N_("Damaged"), N_("Wrong size"), N_("Buyer changed their mind"))

Wanted = list[tuple[int, int | None]]
Answer = Callable[[Wanted, str, TenderKind], None]


class ReturnSheet(Sheet):
    """A stepper for each line up to what is left of it; what goes back stands large while it changes.

    Who takes its answer closes it once that is done: until a second person agreed nothing on it is lost.
    """

    def __init__(
        self, window: QWidget, tr: Translate, past: PastSale, steps: Sequence[int], *, answer: Answer
    ) -> None:
        number = past.kept.sale.number
        super().__init__(
            window,
            tr(N_("Return of {number}")).format(number=number),
            confirm=tr(N_("Give back")),
            leave=tr(N_("Cancel")),
            width=WIDTH,
        )
        self._tr, self._past, self._answer = tr, past, answer
        self._way = TenderKind.CASH
        self._steppers: dict[int, _Stepper] = {}
        for n, (line, left, step) in enumerate(zip(past.kept.sale.lines, past.left, steps, strict=True), 1):
            if left:
                stepper = _Stepper(tr, line, Quantity(left, line.quantity.unit), step)
                stepper.changed.connect(self._show)
                self._steppers[n] = stepper
                self.add(stepper)
        reasons = ChipRow([(tr(word), tr(word)) for word in REASONS])
        reasons.choose("")
        reasons.chosen.connect(self._set_reason)
        self.add(reasons)
        self.reason = line_edit(tr(N_("Reason")), size=18)
        self.reason.setMaxLength(LONGEST)
        self.add(self.reason)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        ways = self._ways = ChipRow([(tr(TENDERS[kind]), kind.value) for kind in WAYS_BACK])
        ways.chosen.connect(self._choose_way)
        self._back = label("", 24, BLACK, align=Qt.AlignmentFlag.AlignRight)
        row.addWidget(ways, 1)
        row.addWidget(self._back)
        self._warned = label("", 16, colour=theme_now().danger, wraps=True)
        self.add_below(self._warned)
        self.add_below(row)
        most = self._say_back([(n, None) for n in self._steppers])
        said = tr(N_("At most {amount} can be given back.")).format(amount=most)
        self.add(label(said, 14, colour=theme_now().ink_2))
        self.confirmed.connect(self._confirmed)
        if len(self._steppers) == 1:
            next(iter(self._steppers.values())).step(1)
        self._show()

    def enter(self) -> None:
        """Do nothing: a scanner's Enter gives no money away."""

    @property
    def wanted(self) -> Wanted:
        """Say what is to be given back: line from 1, pieces or millimetres."""
        return [(n, stepper.chosen) for n, stepper in self._steppers.items() if stepper.chosen]

    def _set_reason(self, reason: str) -> None:
        self.reason.setText(reason)

    def _choose_way(self, way: str) -> None:
        self._way = TenderKind(way)
        self._show()

    def _show(self) -> None:
        self._back.setText(self._say_back(self.wanted))
        back = self._past.returned_back(self.wanted, self._way)
        said = (say_taken_off(back.taken_off, self._tr), say_before(back, self._tr))
        self._warned.setText("\n".join(filter(None, said)))
        self._warned.setVisible(any(said))
        has_money = bool(back.given) or not self.wanted
        self._ways.setVisible(has_money)
        word = N_("Give back") if has_money else N_("Take the goods back")
        self.confirm_button.set_words(self._tr(word))
        self.confirm_button.setEnabled(bool(self.wanted))

    def _say_back(self, wanted: Wanted) -> str:
        """Say how much money goes back, and how much of a voucher."""
        back = self._past.returned_back(wanted, self._way)
        given = {t.kind: ZERO - t.on_paper for t in back.given}
        return say_going_out(given, self._tr, self._way) or str(ZERO)

    def _confirmed(self) -> None:
        if not self.reason.text().strip():
            self.say_fault(self._tr(N_("A reason is needed. Write in a few words why.")))
            self.reason.setFocus()
            return
        self._answer(self.wanted, self.reason.text().strip(), self._way)


class _Stepper(QWidget):
    """One line that can go back: its name and price, and how much of what is left."""

    changed = Signal()

    def __init__(self, tr: Translate, line: SaleLine, left: Quantity, step: int) -> None:
        super().__init__()
        self._left, self._step = left, min(step, left.size)
        self.chosen = 0
        name = line.name_en if language_of(tr) == "en" and line.name_en else line.name
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(GAP))
        grid.setVerticalSpacing(0)
        grid.addWidget(label(name, 18, BOLD, wraps=True), 0, 0)
        per = line.net.times(1, line.quantity.size) if left.unit is Unit.PIECE else _per_metre(line)
        word = (
            N_("{left} left, {price} each") if left.unit is Unit.PIECE else N_("{left} left, {price} per m")
        )
        said = tr(word).format(left=left, price=per.bare())
        if line.promotion:  # it says why the price is none of the list, and none of the nota's
            said = f"{said} · {line.promotion}"
        grid.addWidget(label(said, 14, colour=theme_now().ink_2), 1, 0)
        minus, self._count, plus = Button("\N{MINUS SIGN}"), label("", 20, BLACK), Button("+")
        minus.setAccessibleName(f"{tr(N_('less'))}: {name}")
        plus.setAccessibleName(f"{tr(N_('more'))}: {name}")
        whole = Button(tr(N_("All")))
        whole.setAccessibleName(f"{tr(N_('All'))}: {name}")
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count.setMinimumWidth(px(84))
        minus.clicked.connect(partial(self.step, -1))
        plus.clicked.connect(partial(self.step, 1))
        whole.clicked.connect(partial(self._set, left.size))
        for n, part in enumerate((minus, self._count, plus, whole), 1):
            if isinstance(part, Button):
                part.setFixedHeight(tall(TARGET))
                part.setMinimumWidth(tall(TARGET + 4))
            grid.addWidget(part, 0, n, 2, 1)
        grid.setColumnStretch(0, 1)
        self._set(0)

    def step(self, by: int) -> None:
        """Give one step more or less back."""
        self._set(self.chosen + by * self._step)

    def _set(self, size: int) -> None:
        self.chosen = max(0, min(self._left.size, size))
        self._count.setText(str(Quantity(self.chosen, self._left.unit)))
        self.changed.emit()


def _per_metre(line: SaleLine) -> Rupiah:
    return line.net.times(METRE, line.quantity.size)
