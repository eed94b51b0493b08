"""The payment sheet: any mix of payments until nothing is due."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.correction import Correction
from batikpos.domain.due import Due
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, NotRupiah, Rupiah, parse_rupiah, total
from batikpos.domain.tender import (
    AT_THE_TILL,
    MUCH_CHANGE,
    QRIS_LIMIT,
    ChangeWithoutCash,
    Tender,
    TenderKind,
    cash_in,
    change_due,
)
from batikpos.domain.wording import TENDERS, tenders_words
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.moneyback import say_counts_no_more, say_going_out, say_taken_off
from batikpos.ui.booth.paidrows import PaidRows
from batikpos.ui.booth.paymentparts import KindPart, split_by_limit
from batikpos.ui.booth.sheets import QuestionSheet, line_edit
from batikpos.ui.standcode import StandCode
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, TARGET, is_cramped, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.grouping import group_digits
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import colour_label, label

WIDTH, LEFT, RIGHT = 1036, 280, 268
KINDS_ACROSS = 3
SHORT = 700
"""Pixels at 100 % under which a window has room for few words."""


class PaymentSheet(Sheet):
    """Takes any mix of payments: what is still due stands large, and confirms when it is covered.

    It stays, with what was taken, until whoever `pay`s says to `save`, and then that it is settled. What was
    `taken` before it was opened is there, and whatever is taken or given back is told to `keep`, so that no
    crash loses it, nor what a voucher is worth. It offers these `kinds`. Where a sale is put right, what was
    paid for it counts, unless it is struck off for having been paid otherwise, and only the difference is
    asked for or goes back; `seen` says which of its payments somebody saw, and `left_out` which places in
    what was paid (from 1) are struck off now.
    `qris_shown` says which amount a buyer is to pay by QRIS now, None for no more. Where a paper slip may be
    entered in place of the payment, `ask_slip` asks for it.
    """

    qris_shown = Signal(object)
    left_out = Signal(object)

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        due: Due,
        *,
        stand: StandCode,
        pay: Callable[[Sequence[Tender]], None],
        ask: Callable[[Sheet], None],
        first: TenderKind,
        kinds: Sequence[TenderKind] = AT_THE_TILL,
        taken: Sequence[Tender] = (),
        keep: Callable[[Sequence[Tender]], None],
        ask_slip: Callable[[], None] | None = None,
        seen: Callable[[], Container[int]] = frozenset,
    ) -> None:
        super().__init__(
            window, tr(N_("Payment")), confirm=tr(N_("Paid")), leave=tr(N_("Cancel")), width=WIDTH
        )
        self._tr, self._due, self._pay, self._seen = tr, due, pay, seen
        self._ask, self._enter_slip = ask, ask_slip
        self._language = language_of(tr)
        self._tenders, self._keep = [*taken], keep
        self._kind, self._is_splitting, self._offered = first, False, kinds
        self._is_narrow = window.width() < px(WIDTH)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(MARGIN)
        self._left_side = self._left(is_narrow=self._is_narrow)
        self._sides.addLayout(self._left_side, 1)
        self._is_short = window.height() < px(SHORT)
        self._part = KindPart(tr, stand)
        self._part.amount_chosen.connect(self._fill)
        self._beside = self._right()
        self._sides.addLayout(self._beside)
        self._has_columns: bool | None = None
        self._place_part()
        self.add(self._sides)
        self.field.textChanged.connect(self._show_typed)
        self.confirmed.connect(self._confirmed)
        self._choose(first)
        if taken:
            self._list_tenders()

    def _place_part(self) -> None:
        """Put what a way of paying needs beside the pad, or over it where three columns do not fit."""
        self._part.fit()
        for side in (self._left_side, self._beside):
            side.setSpacing(GAP // 2 if is_cramped(self) else px(10))
        wide = min(px(WIDTH), self._over.width() - 2 * px(MARGIN)) - 2 * px(MARGIN + GAP) - MARGIN
        has_columns = wide >= tall(LEFT) + self._part.wide + tall(RIGHT) + 2 * MARGIN
        if has_columns is self._has_columns:
            return
        self._has_columns = has_columns
        if has_columns:
            self._sides.insertWidget(1, self._part)
        else:
            self._beside.insertWidget(0, self._part, 0, Qt.AlignmentFlag.AlignHCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the columns out by how much room there is."""
        self._place_part()
        super().resizeEvent(event)

    def open(self) -> None:
        """Open with the amount chosen, so that typing replaces it."""
        super().open()
        self.field.setFocus()
        self.field.selectAll()
        self._show_typed()

    def close_sheet(self) -> None:
        """Uncover the window; nothing is paid by QRIS any more."""
        self.qris_shown.emit(None)
        super().close_sheet()

    def settle(self) -> None:
        """Close: what was paid is sold, and on disk."""
        if not self.isHidden():
            self.close_sheet()

    def go_on(self, fault: str = "") -> None:
        """Take an answer again; what goes back may be another amount now, for a payment was seen since."""
        super().go_on(fault)
        if self._due.corrects is not None:
            self._show_hint(self._kind, self._rest_by(self._kind))
            self._show_rest(self._rest_by(self._kind))

    def save(self) -> None:
        """Wait: what was paid is being sold."""
        self.wait(self._tr(N_("The sale is being written down…")))

    def leave(self) -> None:
        """Go back without selling; payments that were taken are not forgotten without a word."""
        if self.is_waiting or not self._tenders:
            super().leave()
            return
        tr = self._tr
        taken = tenders_words(self._tenders, tr)
        said = tr(N_("{taken} was taken already. Give it back, or go on with the payment."))
        self._ask(
            QuestionSheet(
                self._over,
                tr,
                tr(N_("Leave the payment?")),
                said.format(taken=taken),
                confirm=tr(N_("It was given back")),
                answer=self._give_back,
            )
        )

    def _give_back(self) -> None:
        self._tenders.clear()
        self._keep(())
        super().leave()

    @property
    def taken(self) -> tuple[Tender, ...]:
        """Say what was taken, and is not sold yet: of a voucher what counts."""
        return tuple(tender for tender in self._counted if tender.amount)

    @property
    def _counted(self) -> tuple[Tender, ...]:
        """Say what counts of each that was handed over, reckoned anew whenever one is added or taken off."""
        return self._due.counted(self._tenders)

    def enter(self) -> None:
        """Take a part payment in; what covers the rest is confirmed by its button, never by Enter alone."""
        if self._is_settled:
            said = self._tr(N_("Press “{button}” to put the sale right."))
            self.say_fault(said.format(button=self.confirm_button.text()))
            return
        try:
            amount = parse_rupiah(self.field.text())
        except NotRupiah as error:
            self.say_fault(error.message(self._language))
            return
        if amount < self._rest_by(self._kind):
            self._add()
        else:
            self.say_fault(
                self._tr(N_("Press “{button}” when the money is there.")).format(button=self._tr(N_("Paid")))
            )

    def _left(self, *, is_narrow: bool) -> QVBoxLayout:
        tr, across = self._tr, 2 if is_narrow else KINDS_ACROSS
        side = QVBoxLayout()
        side.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Total {amount}")).format(amount=self._due.net), 18, BOLD))
        head.addStretch()
        self._slip = Button(tr(N_("Paper slip…")))
        self._slip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slip.clicked.connect(self._ask_slip)
        side.addLayout(head)
        self._rest_word = label(tr(N_("Still to pay")), 16, colour=theme_now().ink_2)
        self._rest = label(str(self._due.net), 32, BLACK)
        side.addWidget(self._rest_word)
        side.addWidget(self._rest)
        kinds = QGridLayout()
        kinds.setSpacing(px(GAP))
        self._kinds: dict[TenderKind, Button] = {}
        for n, kind in enumerate(self._offered):
            button = Button(tr(TENDERS[kind]), Kind.CHIP)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFixedHeight(tall(TARGET))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._choose, kind))
            self._kinds[kind] = button
            kinds.addWidget(button, n // across, n % across)
        if self._enter_slip is None:
            self._slip.hide()
        elif is_narrow:
            kinds.addWidget(self._slip, len(self._offered) // across, len(self._offered) % across)
        else:
            head.addWidget(self._slip)
        side.addLayout(kinds)
        self._reference = line_edit(tr(N_("Reference (optional)")), size=15 if is_narrow else 18)
        side.addWidget(self._reference)
        self._hint = label("", 15, colour=theme_now().ink_2, wraps=True)
        self.add_below(self._hint)  # in sight whatever scrolls: it says what keeps a cheat away
        self._split = Button()
        self._split.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._split.clicked.connect(self._begin_split)
        self._split.hide()
        side.addWidget(self._split)
        if (corrects := self._due.corrects) is not None:
            paid = PaidRows(tr, corrects.paid, corrects.left_out)
            paid.left_out.connect(partial(self._leave_out, corrects))
            side.addWidget(paid)
        side.addStretch()
        return side

    def _leave_out(self, corrects: Correction, places: frozenset[int]) -> None:
        """Reckon without what was paid otherwise than it was written down."""
        self._due = replace(self._due, corrects=replace(corrects, left_out=places))
        self.left_out.emit(places)
        self._choose(self._kind)

    def _ask_slip(self) -> None:
        if self._enter_slip is not None:
            self._enter_slip()
        self.close_sheet()

    def _right(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(px(10))
        self.field = line_edit(self._tr(N_("Amount")), size=28)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        group_digits(self.field)
        pad = NumberPad(self._tr(N_("Erase")), height=52)
        pad.typed.connect(self._type)
        pad.erased.connect(self.field.backspace)
        add = Button(self._tr(N_("Add another payment")))
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        add.clicked.connect(self._add)
        for part in (self.field, pad, add):
            side.addWidget(part)
        self._given = QVBoxLayout()
        self._given.setSpacing(px(4))
        side.addLayout(self._given)
        side.addStretch()
        return side

    def _type(self, text: str) -> None:
        self.field.insert(text)
        self.field.setFocus()

    def _fill(self, amount: Rupiah) -> None:
        self.field.setText(amount.bare())
        self.field.setFocus()

    def _choose(self, kind: TenderKind) -> None:
        if kind is not self._kind:
            self._reference.clear()  # it was of the other payment
        self._kind = kind
        self._is_splitting = self._is_splitting and kind is TenderKind.QRIS
        self._kinds[kind].setChecked(True)
        self._reference.setVisible(kind is not TenderKind.CASH)
        rest = self._rest_by(kind)
        self._show_rest(rest)
        self._part.show_kind(kind, rest)
        amount = min(rest, QRIS_LIMIT) if kind is TenderKind.QRIS else rest
        is_known = amount > ZERO and kind is not TenderKind.VOUCHER  # whose worth stands on it
        self.field.setText(amount.bare() if is_known else "")
        self.field.selectAll()
        self._show_hint(kind, rest)
        self._show_typed()
        self.field.setFocus()

    def _show_hint(self, kind: TenderKind, rest: Rupiah, lapses: Rupiah = ZERO) -> None:
        """Say what is to be thought of: how QRIS is taken, what `lapses` of a voucher, what goes back."""
        tr, said, colour = self._tr, "", theme_now().ink_2
        parts = len(split_by_limit(rest)) if kind is TenderKind.QRIS and not self._is_splitting else 0
        self._split.setVisible(parts > 1)
        self._split.set_words(tr(N_("Take it in {count} QRIS payments")).format(count=parts))
        if kind is TenderKind.QRIS:
            said = tr(N_("Confirm only when the merchant's app shows the money, not the buyer's screen."))
            if rest > QRIS_LIMIT:
                limit = tr(N_("QRIS takes at most {limit} at once: split the rest."))
                said = limit.format(limit=QRIS_LIMIT) + ("" if self._is_short else f"\n{said}")
                colour = theme_now().danger
            if self._is_splitting:
                part = tr(N_("Payment {n} of {count}. Press “{button}” when it is there; the next follows."))
                n, left = len(self._tenders) + 1, len(split_by_limit(rest))
                said = part.format(n=n, count=n + left - 1, button=self.confirm_button.text())
                colour = theme_now().ink
        if self._is_settled:
            said, colour = self._say_settled(), theme_now().ink
        elif lapses > ZERO:
            said = tr(N_("{over} of the voucher lapses.")).format(over=lapses)
            colour = theme_now().danger
        if not self._is_settled and self._due.corrects is not None and self._due.corrects.struck:
            covered = (*self._tenders, Tender(kind, rest))
            moves = self._due.moves(covered, self._seen())
            said = "\n".join(filter(None, (said, self._say_moves(covered, moves))))
        self._hint.setText(said)
        colour_label(self._hint, colour)

    @property
    def _is_settled(self) -> bool:
        """Say whether a sale is put right by what was paid and taken: nothing is to be added."""
        return self._due.corrects is not None and self._is_covered

    def _say_settled(self) -> str:
        """Say what goes back of a sale that is put right beside the cash that stands large, and what not."""
        moves = self._due.moves(self._tenders, self._seen())
        said = self._say_moves(self._tenders, {**moves, TenderKind.CASH: ZERO})
        is_still = not said and not moves.get(TenderKind.CASH, ZERO)
        return self._tr(N_("No money moves.")) if is_still else said

    def _say_moves(self, taken: Sequence[Tender], moves: Mapping[TenderKind, Rupiah]) -> str:
        """Say what goes back where so much was taken, what is taken off, and what counts no more."""
        back = say_going_out(moves, self._tr)
        given = self._tr(N_("Give back {what}")).format(what=back) + "." if back else ""
        off = say_taken_off(self._due.taken_off(taken, self._seen()), self._tr)
        struck = self._due.corrects.struck if self._due.corrects is not None else ()
        return " ".join(filter(None, (given, off, say_counts_no_more(struck, self._tr))))

    def _show_typed(self) -> None:
        """Show what follows from what is typed: the change, the code for it, or what lapses of a voucher."""
        is_qris = self._kind is TenderKind.QRIS
        rest = self._rest_by(self._kind)
        self._show_rest(rest)
        self.say_fault("")
        if not is_qris:
            self.qris_shown.emit(None)
        try:
            amount = parse_rupiah(self.field.text())
        except NotRupiah:
            if is_qris and rest <= ZERO:
                self.qris_shown.emit(None)  # nothing is asked for any more
            return  # else something is being typed: what is shown stays as it was
        if is_qris:
            self._part.ask_by_qris(amount)
            self.qris_shown.emit(amount or None)
        if self._kind is TenderKind.CASH and amount > rest and not self._is_settled:
            self._show_rest(rest - amount)
        if self._kind is TenderKind.VOUCHER:
            self._show_hint(self._kind, rest, lapses=amount - max(rest, ZERO))

    def _begin_split(self) -> None:
        """Take what is over the limit in several payments, each confirmed by itself."""
        self._is_splitting = True
        self._choose(TenderKind.QRIS)

    def _add(self) -> bool:
        """Take one payment; say whether it could be read."""
        try:
            amount = parse_rupiah(self.field.text())
        except NotRupiah as error:
            self.say_fault(error.message(self._language))
            return False
        counts = self._kind is not TenderKind.VOUCHER or self._rest_by(self._kind) > ZERO
        if amount and counts:
            self._tenders.append(Tender(self._kind, amount, self._reference.text().strip()))
            self._reference.clear()
        self.say_fault("")
        self._show_tenders()
        return True

    def _show_tenders(self) -> None:
        self._keep(tuple(self._tenders))
        self._list_tenders()

    def _list_tenders(self) -> None:
        while (old := self._given.takeAt(0)) is not None:
            if (row := old.widget()) is not None:
                row.hide()
                row.deleteLater()
        for n, tender in enumerate(self._counted):
            row = Button(f"{self._tr(TENDERS[tender.kind])}  {tender.amount.bare()}  ✕")
            row.setFixedHeight(tall(TARGET))
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.setAccessibleName(self._tr(N_("Take off")))
            row.clicked.connect(partial(self._take_off, n))
            self._given.addWidget(row)
        self._slip.setEnabled(not self._tenders)  # it is entered on the basket, which leaves the payment
        stays = self._is_splitting or self._rest_by(self._kind) <= ZERO
        self._choose(self._kind if stays else TenderKind.CASH)

    def _rest_by(self, kind: TenderKind) -> Rupiah:
        """Say what is still to pay, the rest being paid in one way."""
        return self._due.rest(self._tenders, kind)

    def _show_rest(self, rest: Rupiah) -> None:
        word = N_("Still to pay") if rest >= ZERO else N_("Change")
        if self._is_settled:
            rest = self._due.moves(self._tenders, self._seen()).get(TenderKind.CASH, ZERO)
            word = N_("Give back in cash") if rest < ZERO else N_("Still to pay")
        if over := self._due.over(self._tenders):
            word, rest = N_("Too much without cash"), over
        self._rest_word.setText(self._tr(word))
        self._rest.setText(str(rest if rest >= ZERO else -rest))
        if self._due.corrects is not None:
            self.confirm_button.setText(self._tr(N_("Done") if self._is_settled else N_("Paid")))

    def _take_off(self, place: int) -> None:
        del self._tenders[place]
        self._show_tenders()

    def _confirmed(self) -> None:
        """Count the typed amount in where something is still due, and pay; ask about change that is large."""
        is_more = bool(self.field.text().strip()) and not self._is_settled  # though all is covered
        is_typed = not self._is_covered or is_more
        if is_typed and not self._add():
            return
        if self._is_splitting and not self._is_covered:
            return  # the next part is shown
        tenders = self._due.tenders(self._tenders)
        try:
            if over := self._due.over(self._tenders):
                raise ChangeWithoutCash(over)
            change = change_due(self._due.of(tenders), tenders)
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        change = min(change, cash_in(self._tenders))  # of a sale put right what was paid goes back, too
        if change >= MUCH_CHANGE:
            self._ask_change(change, is_typed=is_typed)
        else:
            self._pay(tenders)

    def _ask_change(self, change: Rupiah, *, is_typed: bool) -> None:
        """Ask whether so much is really given back; an amount that was just typed can be typed again."""
        tr = self._tr
        given = total(t.amount for t in self.taken)
        said = tr(N_("{given} for {due}: that gives {change} back. Was it typed rightly?"))
        sheet = QuestionSheet(
            self._over,
            tr,
            tr(N_("So much change?")),
            said.format(given=given, due=given - change, change=change),
            confirm=tr(N_("Yes, give {change} back")).format(change=change),
            answer=partial(self._pay, self._due.tenders(self._tenders)),
        )
        if is_typed:
            sheet.left.connect(self._type_again)
        self._ask(sheet)

    def _type_again(self) -> None:
        """Take what was added last back into the field."""
        last = self._tenders.pop()
        self._show_tenders()
        self._choose(last.kind)
        self._reference.setText(last.reference)
        self.field.setText(last.amount.bare())
        self.field.selectAll()

    @property
    def _is_covered(self) -> bool:
        return self._due.is_covered(self._tenders)
