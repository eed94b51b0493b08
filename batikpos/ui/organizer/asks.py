"""Sheets that ask for one thing of the plan: a booth, a person, a fee."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from batikpos.domain.decision import Tally
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fair import Person, Role
from batikpos.domain.fairplan import BoothPlan
from batikpos.domain.fee import Fee, FeeKind, Tier
from batikpos.domain.money import WHOLE, ZERO, Rupiah, parse_rupiah
from batikpos.domain.planwording import FEES, how_much
from batikpos.domain.settlement import Account
from batikpos.domain.typed import LONGEST, read_name, read_reason
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.people import enrol
from batikpos.store.engine import whole_address
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label
from batikpos.values import frozen

_MOST_DIGITS = 9

ROLES = {Role.CASHIER: N_("Cashier"), Role.SUPERVISOR: N_("Supervisor")}


class AskSheet(Sheet):
    """Asks; `answer` takes what was typed, and returns why it cannot be."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        *,
        confirm: str = "",
        leave: str | None = None,
        width: int = 560,
    ) -> None:
        words = tr(N_("Cancel")) if leave is None else leave
        super().__init__(window, title, confirm=confirm or tr(N_("Done")), leave=words, width=width)
        self.tr_ = tr
        self.confirmed.connect(self._confirmed)

    def ask(self, words: str, value: str = "", *, is_secret: bool = False) -> QLineEdit:
        """Add a field with its words above it."""
        above: QLabel = label(words, 15, wraps=True)
        field = line_edit("", is_secret=is_secret, size=18)
        field.setAccessibleName(words)
        field.setText(value)
        above.setBuddy(field)
        self.add(above)
        self.add(field)
        return field

    def choose(self, words: str, choices: Sequence[tuple[str, str]], value: str) -> ChoiceBox:
        """Add a choice with its words above it."""
        box = ChoiceBox(choices, words)
        box.setCurrentIndex(max(0, box.findData(value)))
        self.add(label(words, 15))
        self.add(box)
        return box

    def answer(self) -> PosError | None:
        """Take what was typed."""
        return None

    def _confirmed(self) -> None:
        try:
            refused = self.answer()
        except PosError as error:
            refused = error
        if refused is None:
            self.close_sheet()
        else:
            self.say_fault(refused.message(language_of(self.tr_)))


class BoothSheet(AskSheet):
    """Asks what a booth is: its code, name, laptops, who sells there, and whose the QRIS money is."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        of: BoothPlan,
        people: Sequence[str],
        producers: Sequence[tuple[str, str]],
        take: Callable[[BoothPlan], PosError | None],
    ) -> None:
        super().__init__(window, tr, tr(N_("Booth")))
        self._take, self._known = take, tuple(people)
        self.code = self.ask(tr(N_("Code, like A03")), of.code)
        self.name = self.ask(tr(N_("Name")), of.name)
        self.devices = self.ask(tr(N_("Laptops")), str(of.devices))
        self.people = self.ask(tr(N_("Who sells there, with commas between")), ", ".join(of.people))
        payees = [(tr(N_("Its own producer")), ""), (tr(N_("The organizer")), "organizer"), *producers]
        self.qris = self.choose(tr(N_("Who gets what is paid by its QRIS code")), payees, of.qris)

    def open(self) -> None:
        """Open with the code to type."""
        super().open()
        self.code.setFocus()

    def answer(self) -> PosError | None:
        """Take the booth."""
        typed = self.devices.text().strip()
        if not (typed.isascii() and typed.isdigit()):
            return BadValue(self.tr_(N_("Laptops")), typed)
        names = read_names(self.people.text(), self._known)
        code, name = self.code.text().strip().upper(), self.name.text().strip()
        return self._take(BoothPlan(code, name, int(typed), names, self.qris.value))


class PersonSheet(AskSheet):
    """Asks who somebody is; of a person who is known the PIN stays where none is typed."""

    def __init__(
        self, window: QWidget, tr: Translate, of: Person | None, take: Callable[[Person], PosError | None]
    ) -> None:
        super().__init__(window, tr, tr(N_("Person")))
        self._of, self._take = of, take
        self.name = self.ask(tr(N_("Name")), of.name if of else "")
        self.role = ChipRow([(tr(words), role.value) for role, words in ROLES.items()], is_wrapped=True)
        self.role.choose(of.role.value if of else Role.CASHIER.value)
        self.add(self.role)
        self.pin = self.ask(
            tr(N_("PIN, 4 to 12 digits; empty: it stays") if of else N_("PIN, 4 to 12 digits")),
            is_secret=True,
        )
        self.pin.setMaxLength(12)

    def open(self) -> None:
        """Open with the name to type."""
        super().open()
        self.name.setFocus()

    def answer(self) -> PosError | None:
        """Take the person."""
        name, role = self.name.text().strip(), Role(self.role.value)
        if self._of is not None and not self.pin.text():
            return self._take(Person(name, role, self._of.pin_hash))
        return self._take(enrol(name, role, self.pin.text()))


class DeskPersonSheet(AskSheet):
    """Asks who is let in at the desk, with the PIN that person types."""

    def __init__(self, window: QWidget, tr: Translate, take: Callable[[Person], None]) -> None:
        super().__init__(window, tr, tr(N_("Let somebody in at the desk")), confirm=tr(N_("Next")))
        self._take = take
        self.name = self.ask(tr(N_("Name")))
        self.name.setMaxLength(LONGEST)
        self.pin = self.ask(tr(N_("PIN, 4 to 12 digits")), is_secret=True)
        self.pin.setMaxLength(12)

    def open(self) -> None:
        """Open with the name to type."""
        super().open()
        self.name.setFocus()

    def answer(self) -> PosError | None:
        """Take the person, who supervises as all of the desk do."""
        name = read_name(self.name.text())
        self._take(enrol(name, Role.SUPERVISOR, self.pin.text()))
        return None


class TakeOffSheet(AskSheet):
    """Asks who signs in at the desk no more."""

    def __init__(
        self, window: QWidget, tr: Translate, names: Sequence[str], take: Callable[[str], None]
    ) -> None:
        super().__init__(window, tr, tr(N_("Take somebody off the desk")), confirm=tr(N_("Next")))
        self._take = take
        self.who = ChipRow([(name, name) for name in names], is_wrapped=True)
        self.add(label(tr(N_("Who signs in at the desk no more? What was signed stays.")), 15, wraps=True))
        self.add(self.who)

    def answer(self) -> PosError | None:
        """Take the name."""
        self._take(self.who.value)
        return None


class FeeSheet(AskSheet):
    """Asks for a fee: what it is called, what it is reckoned by, how much, and whom it is asked of."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        of: Fee | None,
        take: Callable[[Fee], PosError | None],
        codes: Iterable[str],
    ) -> None:
        """Ask for a fee; `codes` are those of the producers."""
        super().__init__(window, tr, tr(N_("Fee")))
        self._of, self._take = of, take
        self._codes = {code.casefold(): code for code in codes}
        self.name = self.ask(tr(N_("Name")), of.name if of else "")
        kinds = [(tr(words), kind.value) for kind, words in FEES.items()]
        self.kind = self.choose(tr(N_("Reckoned by")), kinds, of.kind.value if of else FeeKind.PERCENT.value)
        self.amount = self.ask(
            tr(N_("How much: 5, or 0:5; 10.000.000:3 by tiers, or rupiah")), how_much(of) if of else ""
        )
        who = ", ".join(sorted(of.producers)) if of else ""
        self.producers = self.ask(tr(N_("Codes of the producers who pay it; empty: all")), who)

    def open(self) -> None:
        """Open with the name to type."""
        super().open()
        self.name.setFocus()

    def answer(self) -> PosError | None:
        """Take the fee."""
        kind, typed = FeeKind(self.kind.value), self.amount.text()
        typed_codes = (part.strip() for part in self.producers.text().split(","))
        codes = frozenset(self._codes.get(code.casefold(), code) for code in typed_codes if code)
        name = self.name.text().strip()
        if kind is FeeKind.PERCENT:
            return self._take(Fee(name, kind, tiers=read_tiers(typed), producers=codes))
        return self._take(Fee(name, kind, parse_rupiah(typed), producers=codes))


class TallySheet(AskSheet):
    """Asks how many visitors a day had, and what takings were aimed at; `take` gets both."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        of: Tally | None,
        take: Callable[[int, Rupiah], None],
    ) -> None:
        super().__init__(window, tr, title)
        self._take = take
        self.visitors = self.ask(tr(N_("Visitors")), str(of.visitors) if of else "")
        self.target = self.ask(
            tr(N_("Takings aimed at that day (optional)")), of.target.bare() if of and of.target else ""
        )

    def open(self) -> None:
        """Open with the visitors to type."""
        super().open()
        self.visitors.setFocus()

    def _confirmed(self) -> None:
        typed = self.visitors.text().strip().replace(".", "")
        try:
            if not (typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS):
                raise BadValue(self.tr_(N_("Visitors")), self.visitors.text())
            target = parse_rupiah(self.target.text()) if self.target.text().strip() else ZERO
        except PosError as error:
            self.say_fault(error.message(language_of(self.tr_)))
            return
        self.close_sheet()
        self._take(int(typed), target)


class CentreSheet(AskSheet):
    """Asks where the centre is; `take` gets what was typed."""

    def __init__(self, window: QWidget, tr: Translate, address: str, take: Callable[[str], None]) -> None:
        super().__init__(window, tr, tr(N_("Centre")))
        self._take = take
        said = tr(N_("What is decided here is sent there, and what the booths sent is read there."))
        self.add(label(said, 15, wraps=True))
        self.address = self.ask(tr(N_("A server's address, or a file that all laptops reach")), address)

    def open(self) -> None:
        """Open with the address to type."""
        super().open()
        self.address.setFocus()

    def answer(self) -> PosError | None:
        """Take the address; whether a centre is there is looked at next."""
        self._take(whole_address(self.address.text().strip()))
        return None


class Way(StrEnum):
    """Which way something changed hands between a party and the organizer."""

    OUT = "out"
    IN = "in"
    VOUCHERS = "vouchers"
    VOUCHERS_BACK = "vouchers_back"

    @property
    def is_out(self) -> bool:
        """Say whether it goes from the organizer to the party."""
        return self in {Way.OUT, Way.VOUCHERS_BACK}

    @property
    def in_vouchers(self) -> bool:
        """Say whether it is the fair's vouchers, and no money."""
        return self in {Way.VOUCHERS, Way.VOUCHERS_BACK}


@frozen
class Move:
    """Money that is set right: from whom, to whom, how much, why, and by which paper."""

    giver: str
    taker: str
    amount: Rupiah
    reason: str
    paper: str


class CorrectionSheet(AskSheet):
    """Asks what is set right of a day; `parties` are (name, what bodies call it), `take` gets the move."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        parties: Sequence[tuple[str, str]],
        party: str,
        take: Callable[[Move], None],
    ) -> None:
        super().__init__(window, tr, title)
        self._take = take
        self.giver = self.choose(tr(N_("From the account of")), parties, "organizer")
        self.taker = self.choose(tr(N_("To the account of")), parties, party)
        self.amount = self.ask(tr(N_("Amount")))
        self.reason = self.ask(tr(N_("Reason")))
        self.paper = self.ask(tr(N_("Its paper (optional)")))
        for field in (self.reason, self.paper):
            field.setMaxLength(LONGEST)

    def open(self) -> None:
        """Open with the amount to type."""
        super().open()
        self.amount.setFocus()

    def answer(self) -> PosError | None:
        """Take the move; whether it can be is looked at where it is written down."""
        amount = parse_rupiah(self.amount.text())
        reason = read_reason(self.reason.text())
        self._take(Move(self.giver.value, self.taker.value, amount, reason, self.paper.text().strip()))
        return None


class PayoutSheet(AskSheet):
    """Asks how much money changed hands, which way, and what is noted of it; `take` gets it.

    Where vouchers are not handed in yet it is asked for them too, and where some were, whether they go back.
    """

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        party: str,
        account: Account,
        take: Callable[[Rupiah, str, Way], None],
    ) -> None:
        super().__init__(window, tr, tr(N_("Money changed hands")))
        self._take = take
        in_money = -account.due - max(ZERO, account.vouchers)  # what it has of vouchers comes in as such
        self._open = {
            Way.VOUCHERS: account.vouchers,
            Way.VOUCHERS_BACK: account.handed_in,
            Way.OUT: account.due,
            Way.IN: in_money,
        }
        handed_in = (tr(N_("vouchers handed in by {party}")).format(party=party), Way.VOUCHERS.value)
        given_back = (tr(N_("vouchers given back to {party}")).format(party=party), Way.VOUCHERS_BACK.value)
        self.way = ChipRow(
            [
                (tr(N_("paid out to {party}")).format(party=party), Way.OUT.value),
                (tr(N_("paid in by {party}")).format(party=party), Way.IN.value),
                *([handed_in] if account.vouchers > ZERO else []),
                *([given_back] if account.handed_in > ZERO else []),
            ],
            is_wrapped=True,
        )
        is_all_vouchers = account.vouchers > ZERO and in_money <= ZERO and account.due <= ZERO
        self.way.choose(Way.VOUCHERS if is_all_vouchers else Way.IN if account.due < ZERO else Way.OUT)
        self.way.chosen.connect(self._offer)
        self.add(self.way)
        self.amount = self.ask(tr(N_("Amount")))
        self._offer(self.way.value)
        self.note = self.ask(tr(N_("Note (optional)")))
        self.note.setMaxLength(LONGEST)

    def open(self) -> None:
        """Open with the amount to type."""
        super().open()
        self.amount.setFocus()
        self.amount.selectAll()

    def _confirmed(self) -> None:
        try:
            amount = parse_rupiah(self.amount.text())
        except PosError as error:
            self.say_fault(error.message(language_of(self.tr_)))
            return
        self.close_sheet()
        self._take(amount, self.note.text().strip(), Way(self.way.value))

    def _offer(self, way: str) -> None:
        """Offer all that is open this way, unless an amount was typed."""
        open_ = self._open[Way(way)]
        if not self.amount.isModified():
            self.amount.setText(open_.bare() if open_ > ZERO else "")
        self.amount.selectAll()


def read_names(typed: str, known: Sequence[str]) -> tuple[str, ...]:
    """Read names with commas between; a name that is known may have commas of its own, like "Rini, S.E."."""
    parts = [part.strip() for part in typed.split(",")]
    names: list[str] = []
    while parts:
        whole = (n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]) in known)
        length = next(whole, 1)
        if name := ", ".join(parts[:length]):
            names.append(name)
        parts = parts[length:]
    return tuple(names)


def read_tiers(typed: str) -> tuple[Tier, ...]:
    """Read what `how_much` writes of a per cent. Raises: BadValue, NotRupiah."""
    tiers = []
    for part in typed.split(";"):
        above, colon, percent = part.rpartition(":")
        tiers.append(Tier(parse_rupiah(above) if colon else ZERO, _basis_points(percent)))
    return tuple(tiers)


def _basis_points(typed: str) -> int:
    whole, _, part = typed.strip().removesuffix("%").strip().replace(".", ",").partition(",")
    is_number = (whole + part).isascii() and (whole + part).isdigit() and len(part) <= 2  # noqa: PLR2004
    points = int(whole or "0") * 100 + int(part.ljust(2, "0")) if is_number else WHOLE + 1
    if points > WHOLE:
        raise BadValue("%", typed)
    return points
