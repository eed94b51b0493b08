"""The page of the producers: who is paid out and who pays in, by who holds the money, and each one's slip."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.decision import Payout, party_from_text, party_to_text
from batikpos.domain.fair import Fair, Person
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.settlement import EXCHANGES, ORDERS, ORGANIZER, Account, Party, Why
from batikpos.i18n import N_, Translate
from batikpos.reports.parties import beside_accounts, party_name, period, remarks
from batikpos.services.desk import Desk
from batikpos.services.paying import pay_out
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.services.settling import correct_day
from batikpos.store.engine import Store
from batikpos.ui.organizer.asks import CorrectionSheet, Move, PayoutSheet, Way
from batikpos.ui.organizer.deciding import Deciding, OnlyLooking
from batikpos.ui.organizer.office import Office, read_centre
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.paper import Paper, new_printer, print_pdf
from batikpos.ui.organizer.parts import Beside, Figure, Figures
from batikpos.ui.organizer.rows import Column, Row, Tone
from batikpos.ui.organizer.saving import save_file
from batikpos.ui.organizer.slips import draft_slip, kept_slip, numbered_slip, payouts_of
from batikpos.ui.organizer.slipssheet import SlipsSheet
from batikpos.ui.organizer.table import Table
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import GAP, px
from batikpos.ui.widgets.buttons import Button

_PLACE = 400


class ProducersPage(Page):
    """Settles the fair from what is proven; the slip of whoever is chosen is shown as it will be on paper."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Settlement")))
        tr = self.words
        self.of: FairSettlement | None = None
        self._slip = b""
        self.deciding = Deciding(office, self)
        self.deciding.done.connect(self.load)
        self.deciding.told.connect(self.tell)
        self.deciding.refused.connect(self.refuse)
        self.paying = Deciding(office, self)
        self.paying.done.connect(self._have_paid)
        self.paying.told.connect(self.tell)
        self.paying.refused.connect(self.refuse)
        self._original = ""  # the payout made here whose slip was not given out yet
        self.paid_in, self.paid_out = Figure(tr(N_("To be paid in"))), Figure(tr(N_("To be paid out")))
        self.fees, self.open = Figure(tr(N_("Fees"))), Figure(tr(N_("Not proven, not in it")))
        self.box.addWidget(Figures(self.paid_out, self.paid_in, self.fees, self.open))
        empty = tr(N_("Nothing is proven yet: there is nothing to settle."))
        self.table = Table(tr, tr(N_("Settlement")), columns(tr), office.tasks, empty=empty)
        self.table.chosen.connect(self._make_slip)
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.paper = Paper(tr, office.tasks)
        beside = Beside(self.table, self._side(), _PLACE, share=0)
        beside.narrowed.connect(self._narrow)
        self._narrow(beside.is_narrow)
        self.box.addWidget(beside, 1)

    def look(self) -> None:
        """Settle the fair anew."""
        overview = self.office.overview
        if overview is not None and self.isVisible():
            today = overview.fair.local(self.office.now()).date()
            last = max(today, self.office.day or today)
            self.read(partial(_settle, last, overview.fair), self._show)

    def choose(self, key: str) -> None:
        """Choose a party."""
        self.table.choose(key)

    def pay(self) -> None:
        """Ask how much changes hands, and write it down."""
        if (account := self._account()) and self.of is not None:
            name = party_name(account.party, self.of, self.words)
            sheet = PayoutSheet(
                self.window(), self.words, name, account, partial(self._ask_who, account.party)
            )
            sheet.open()

    def correct(self) -> None:
        """Ask what is to be set right of the chosen day, which was signed off, and let two write it down."""
        of, day = self.of, self.office.day
        if of is None or day is None:
            return
        tr = self.words
        parties = [(party_name(party, of, tr), party_to_text(party)) for party in of.parties]
        title = tr(N_("Correction of {day}")).format(day=f"{day:%d/%m/%Y}")
        take = partial(self._ask_two, day, {text: name for name, text in parties})
        CorrectionSheet(self.window(), tr, title, parties, self.table.current, take).open()

    def _ask_two(self, day: date, names: Mapping[str, str], move: Move) -> None:
        why = self.words(
            N_("{amount} of {day} goes from the account of {giver} to that of {taker}: {reason}")
        ).format(
            amount=move.amount,
            day=f"{day:%d/%m/%Y}",
            giver=names[move.giver],
            taker=names[move.taker],
            reason=move.reason,
        )
        self.deciding.ask(self.window(), why, partial(_correct, day, move, self.office), people=2)

    def ask_file(self, name: str) -> str:
        """Let a file be chosen; "" for none."""
        chosen, _ = QFileDialog.getSaveFileName(self, self.words(N_("Save as…")), name, "PDF (*.pdf)")
        return chosen

    def ask_printer(self) -> QPrinter | None:
        """Let a printer be chosen; None for none."""
        printer = new_printer()
        return printer if QPrintDialog(printer, self).exec() else None

    def save_slip(self) -> None:
        """Save the slip that is shown, under its number."""
        account = self._account()
        if account and self._slip and (chosen := self.ask_file(f"setoran-{account.party.code}.pdf")):
            self._number(account, partial(save_file, Path(chosen)), self._have_saved)

    def print_slip(self) -> None:
        """Print the slip that is shown, under its number."""
        account = self._account()
        if account and self._slip and (printer := self.ask_printer()) is not None:
            self._number(account, partial(print_pdf, printer=printer))

    def _number(
        self, account: Account, give: Callable[[bytes], object], done: Callable[[Any], None] | None = None
    ) -> None:
        """Give the slip its number at the desk, then give it out."""
        desk, of = self.office.opened.desk, self.of
        if desk is None or of is None:
            self.refuse(OnlyLooking())
            return
        work = partial(numbered_slip, desk, of, account, self.words, self.office.now())
        then = partial(self._give_out, give, done)
        self.office.tasks.run(Lane.STORE, work, done=then, failed=self.refuse)

    def _give_out(
        self, give: Callable[[bytes], object], done: Callable[[Any], None] | None, slip: bytes
    ) -> None:
        self.office.tasks.run(Lane.REPORT, partial(give, slip), done=done, failed=self.refuse)

    def _side(self) -> QWidget:
        tr, side = self.words, QWidget()
        box = self._side_box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        box.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        self.pay_button = Button(tr(N_("Money changed hands…")))
        self.pay_button.clicked.connect(self.pay)
        self.save_button, self.print_button = Button(tr(N_("Save as PDF…"))), Button(tr(N_("Print…")))
        self.save_button.clicked.connect(self.save_slip)
        self.print_button.clicked.connect(self.print_slip)
        row.addWidget(self.save_button, 1)
        row.addWidget(self.print_button, 1)
        box.addLayout(row)
        self.correct_button = Button(tr(N_("Correction…")))
        self.correct_button.clicked.connect(self.correct)
        desk_row = self._desk_row = QHBoxLayout()
        desk_row.setSpacing(px(GAP))
        desk_row.addWidget(self.pay_button, 1)
        desk_row.addWidget(self.correct_button)
        box.addLayout(desk_row)
        self.slips_button = Button(tr(N_("Slip of a payout…")))
        self.slips_button.clicked.connect(self.show_slips)
        if self.office.opened.desk is None:
            self.pay_button.hide()
            self.correct_button.hide()
            self.slips_button.hide()
        self._let()
        return side

    def _narrow(self, is_narrow: bool) -> None:  # noqa: FBT001 - a signal's
        """Leave the table its room: under it nothing of a slip could be read, and buttons take two rows."""
        self.paper.setHidden(is_narrow)
        (self._desk_row if is_narrow else self._side_box).addWidget(self.slips_button)

    def _show(self, of: FairSettlement) -> None:
        self.of = of
        tr, accounts = self.words, of.settlement.accounts
        self.table.show_rows([row_of(account, of, tr) for account in accounts])
        mine = [account for account in accounts if account.party not in {ORGANIZER, ORDERS, EXCHANGES}]
        out, in_ = [a.due for a in mine if a.due > ZERO], [-a.due for a in mine if a.due < ZERO]
        self.paid_out.show_figure(total(out), tr(N_("to {count}")).format(count=len(out)))
        self.paid_in.show_figure(total(in_), tr(N_("by {count}")).format(count=len(in_)))
        fees = total(-a.sum_of(Why.FEE, Why.QRIS_FEE) for a in mine)
        self.fees.show_figure(fees, tr(N_("all accounts together are {sum}")).format(sum=_sum(accounts)))
        told = [one.total - (one.signed or ZERO) for one in of.unproven if one.total is not None]
        beside = beside_accounts(of, tr)
        tone = Tone.ATTENTION if beside else None
        said = tr(N_("{count} days of devices"))
        self.open.show_figure(total(told), said.format(count=len(of.unproven)), tone)
        told_beside = [f"{heading}: {len(lines)}" for heading, lines in beside]
        self.said.setText(" · ".join((of.fair.name, period(of, tr), *told_beside)))
        self.open.setToolTip("\n".join(remarks(of, tr)))
        if self.table.current:
            self._make_slip(self.table.current)

    def _account(self) -> Account | None:
        accounts = self.of.settlement.accounts if self.of else ()
        return next(
            (a for a in accounts if party_to_text(a.party) == self.table.current and a.party.code), None
        )

    def _make_slip(self, _key: str) -> None:
        """Write the slip of whoever is chosen, in a lane."""
        account = self._account()
        self._slip = b""
        self._let()
        if account is None or self.of is None:
            self.paper.show_pdf(b"")
            return
        today = self.of.fair.local(self.office.now()).date()
        work = partial(draft_slip, self.of, account, self.words, today)
        done = partial(self._have_slip, self.table.current)
        self.office.tasks.run(Lane.REPORT, work, done=done, failed=self.refuse)

    def _have_slip(self, key: str, slip: bytes) -> None:
        if key == self.table.current:
            self._slip = slip
            self.paper.show_pdf(slip)
            self._let()

    def _let(self) -> None:
        for button in (self.save_button, self.print_button, self.pay_button, self.slips_button):
            button.setEnabled(bool(self._slip))

    def _ask_who(self, party: Party, amount: Rupiah, note: str, way: Way) -> None:
        tr = self.words
        giver, taker = (ORGANIZER, party) if way.is_out else (party, ORGANIZER)
        why = tr(N_("{amount} changed hands: {giver} gave it to {taker}."))
        if way is Way.VOUCHERS:
            why = tr(N_("{giver} handed in vouchers worth {amount} to {taker}."))
        elif way is Way.VOUCHERS_BACK:
            why = tr(N_("{giver} gave vouchers worth {amount} back to {taker}."))
        if self.of is not None:
            names = [party_name(one, self.of, tr) for one in (giver, taker)]
            why = why.format(amount=amount, giver=names[0], taker=names[1])
        act = partial(_pay, giver, taker, amount, note, way, self.office)
        self.paying.ask(self.window(), why, act, people=2)

    def _have_paid(self, paid: Payout) -> None:
        """Offer the slip of what was just paid, for both to sign, whoever is chosen by now."""
        self.load()
        self._original = paid.paper
        self._offer((paid,))

    def show_slips(self) -> None:
        """Offer the slips of what was paid to or by whoever is chosen."""
        desk, account = self.office.opened.desk, self._account()
        if desk is not None and account is not None:
            work = partial(payouts_of, desk, account.party)
            self.office.tasks.run(Lane.STORE, work, done=self._offer, failed=self.refuse)

    def _offer(self, paid: Sequence[Payout]) -> None:
        if not paid:
            self.say(self.words(N_("Nothing was paid to them or by them at this desk yet.")))
            return
        give = {"print_": self._print_again, "save": self._save_again}
        SlipsSheet(self.window(), self.words, paid, self._original, **give).open()

    def _print_again(self, number: str) -> None:
        if (printer := self.ask_printer()) is not None:
            self._again(number, partial(print_pdf, printer=printer))

    def _save_again(self, number: str) -> None:
        if chosen := self.ask_file(f"{number}.pdf"):
            self._again(number, partial(save_file, Path(chosen)), self._have_saved)

    def _again(
        self, number: str, give: Callable[[bytes], object], done: Callable[[Any], None] | None = None
    ) -> None:
        if (desk := self.office.opened.desk) is not None:
            work = partial(kept_slip, desk, number, is_copy=number != self._original)
            self._original = self._original if number != self._original else ""
            then = partial(self._give_out, give, done)
            self.office.tasks.run(Lane.STORE, work, done=then, failed=self.refuse)

    def _have_saved(self, file: Path) -> None:
        self.tell(self.words(N_("Saved: {file}")).format(file=file))


def _settle(today: date, fair: Fair, centre: Store) -> FairSettlement:
    return settle_fair(centre, today=today, fair=fair)


def _settle_day(day: date, fair: Fair, centre: Store) -> FairSettlement:
    return settle_fair(centre, today=day, day=day, fair=fair)


def _pay(
    giver: Party,
    taker: Party,
    amount: Rupiah,
    said: str,
    way: Way,
    office: Office,
    desk: Desk,
    people: tuple[Person, ...],
    _note: str,
) -> Payout:
    by, witness = people
    now = office.now()
    settled = read_centre(office.opened, partial(_settle, desk.fair.local(now).date(), desk.fair))
    who = {"by": by.name, "witness": witness.name}
    # reportlab takes a tenth of a second to load
    from batikpos.reports.setoran import setoran_of_payout  # noqa: PLC0415

    write = partial(setoran_of_payout, office.words)
    paid, _ = pay_out(
        desk,
        settled,
        giver=giver,
        taker=taker,
        amount=amount,
        now=now,
        write=write,
        note=said,
        in_vouchers=way.in_vouchers,
        **who,
    )
    return paid


def _correct(
    day: date, move: Move, office: Office, desk: Desk, people: tuple[Person, ...], _note: str
) -> None:
    by, witness = people
    settled = read_centre(office.opened, partial(_settle_day, day, desk.fair))
    correct_day(
        desk,
        settled,
        giver=party_from_text(move.giver),
        taker=party_from_text(move.taker),
        amount=move.amount,
        reason=move.reason,
        by=by.name,
        witness=witness.name,
        now=office.now(),
        paper=move.paper,
    )


def columns(tr: Translate) -> tuple[Column, ...]:
    """Head the accounts."""
    return (
        Column(tr(N_("Who")), is_wide=True),
        Column(tr(N_("Pieces")), is_number=True, gives_way=4),
        Column(tr(N_("Net")), is_number=True, gives_way=2),
        Column(tr(N_("Fees")), is_number=True, gives_way=3),
        Column(tr(N_("Holds")), is_number=True),
        Column(tr(N_("Paid and corrected")), is_number=True, gives_way=1),
        Column(tr(N_("Balance")), is_number=True),
    )


def row_of(account: Account, of: FairSettlement, tr: Translate) -> Row:
    """Write an account; vouchers that are owed are in its balance, and in no money that is due."""
    cells = (
        party_name(account.party, of, tr),
        account.pieces,
        account.sum_of(Why.SOLD, Why.RETURNED),
        account.sum_of(Why.FEE, Why.QRIS_FEE),
        account.sum_of(Why.HELD, Why.HELD_FOR_ORDERS, Why.KEPT, Why.VOUCHERS),
        account.sum_of(Why.PAID, Why.CORRECTION),
        account.balance,
    )
    return Row(party_to_text(account.party), cells)


def _sum(accounts: tuple[Account, ...]) -> Rupiah:
    return total(account.balance for account in accounts)
