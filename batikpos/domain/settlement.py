"""Settling a fair: who holds the money, whose it is, and what each has to pay in or is paid.

Every act moves as much to somebody as it takes from somebody, so that all accounts together are zero.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from batikpos.domain.fair import day_in_number
from batikpos.domain.fee import Fee
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import CancelledOrder, Order
from batikpos.domain.sale import Sale, SaleKind, SaleLine
from batikpos.domain.tender import Tender, TenderKind
from batikpos.values import frozen


class PartyKind(StrEnum):
    """Who can hold money or have a claim to it."""

    PRODUCER = "producer"
    BOOTH = "booth"
    ORGANIZER = "organizer"
    ORDERS = "orders"
    EXCHANGES = "exchanges"


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One of those who settle; `code` is a producer's or a booth's.

    A booth is a party of its own where several producers sell there. Open orders hold what was paid down
    until the goods are picked up; exchanges hold what came back until the other size went out.
    """

    kind: PartyKind
    code: str = ""


ORGANIZER = Party(PartyKind.ORGANIZER)
ORDERS = Party(PartyKind.ORDERS)
EXCHANGES = Party(PartyKind.EXCHANGES)


class Why(StrEnum):
    """What an entry is."""

    SOLD = "sold"
    RETURNED = "returned"
    ROUNDING = "rounding"
    HELD = "held"
    HELD_FOR_ORDERS = "held_for_orders"
    DEPOSIT = "deposit"
    FEE = "fee"
    KEPT = "kept"
    QRIS_FEE = "qris_fee"
    CORRECTION = "correction"
    PAID = "paid"
    VOUCHERS = "vouchers"


_BY_HAND = frozenset({Why.CORRECTION, Why.PAID, Why.VOUCHERS})


@frozen
class Entry:
    """What one party is owed by an act (positive) or owes by it (negative); `about` says of what kind.

    `about` is the tender that is held, the fee's name, a correction's reason, the nota that is given back;
    `paper` the paper it stands on. What was sold has its `gross`, before discounts, and its `pieces`.
    """

    party: Party
    amount: Rupiah
    why: Why
    day: date | None = None
    booth: str = ""
    about: str = ""
    paper: str = ""
    gross: Rupiah = ZERO
    pieces: int = 0

    @property
    def is_late(self) -> bool:
        """Say whether it gives back what was sold on a day before."""
        sold = day_in_number(self.about) if self.why is Why.RETURNED else None
        return sold is not None and self.day is not None and sold < self.day


@frozen
class Holding:
    """Who holds what is paid in a booth: its keeper the drawer, and whoever each other way says.

    A voucher is a paper in the drawer like a note of money: it is the keeper's until it is handed in, so that
    one which was keyed and is not there is paid in as cash.
    """

    keeper: Party
    others: Mapping[TenderKind, Party] = field(default_factory=dict)

    def of(self, kind: TenderKind) -> Party:
        """Say who holds money that came this way."""
        match kind:
            case TenderKind.DEPOSIT:
                return ORDERS
            case TenderKind.EXCHANGE:
                return EXCHANGES
            case _:
                return self.others.get(kind, self.keeper)


@frozen
class BoothActs:
    """What was sold and ordered in one booth.

    What a return or a cancelled order takes off that nobody saw come, whoever was to have it on the day it
    was paid has not; and what was paid without cash for what a paper slip tells, whoever was to have it on
    the slip's day has. Who that was is `earlier`, by the number of the sale, return or order, and the way.
    """

    booth: str
    holding: Holding
    sales: tuple[Sale, ...] = ()
    orders: tuple[Order, ...] = ()
    cancelled: tuple[tuple[CancelledOrder, date], ...] = ()
    earlier: Mapping[tuple[str, TenderKind], Holding] = field(default_factory=dict)

    def holder(self, tender: Tender, paper: str) -> Party:
        """Say who has what a paper says was paid so, or has it no more."""
        return self.earlier.get((paper, tender.kind), self.holding).of(tender.kind)


@frozen
class Moved:
    """Money that went from one party to another by hand: a setoran, a payout, vouchers, or a correction."""

    giver: Party
    taker: Party
    amount: Rupiah
    day: date
    why: Why = Why.PAID
    about: str = ""
    paper: str = ""


@frozen
class Kept:
    """What the acquirer kept of a payment by QRIS: its `holder` got that much less, `bearers` bear it.

    Where others bear it from a day on, nothing more was kept on that: they bear what the others bore.
    """

    holder: Party
    bearers: tuple[tuple[Party, Rupiah], ...]
    amount: Rupiah
    day: date
    booth: str
    paper: str


@frozen
class Account:
    """One party's account. `balance` above zero is paid out to it, below zero is to be paid in by it.

    `lacking` says, as less than nothing, which vouchers it gave back that were not there any more: neither it
    has them nor others do, who kept the drawer before.
    """

    party: Party
    entries: tuple[Entry, ...]
    lacking: Rupiah = ZERO

    @property
    def gross(self) -> Rupiah:
        """Add up what was sold before discounts, less what was given back of it."""
        return total(entry.gross for entry in self.entries)

    @property
    def discount(self) -> Rupiah:
        """Add up the discounts."""
        return self.gross - self.sum_of(Why.SOLD, Why.RETURNED)

    @property
    def pieces(self) -> int:
        """Count the pieces sold, less those given back."""
        return sum(entry.pieces for entry in self.entries)

    @property
    def balance(self) -> Rupiah:
        """Add everything up."""
        return total(entry.amount for entry in self.entries)

    def sum_of(self, *whys: Why) -> Rupiah:
        """Add up what is of some kinds."""
        return total(entry.amount for entry in self.entries if entry.why in whys)

    @property
    def turned(self) -> Rupiah:
        """Say how much went through it: all that came or all that went, whichever is more; payments apart."""
        sums = [entry.amount for entry in self.entries if entry.why not in _BY_HAND]
        return max(total(s for s in sums if s > ZERO), total(-s for s in sums if s < ZERO))

    @property
    def vouchers(self) -> Rupiah:
        """Say what it has of vouchers: taken by its booths and not handed in, or handed in to it."""
        taken = ZERO - self.by_about(Why.HELD).get(TenderKind.VOUCHER.value, ZERO)
        return taken - self.sum_of(Why.VOUCHERS)

    @property
    def due(self) -> Rupiah:
        """Say what is paid out to it in money, or below zero is to be paid in.

        Vouchers that went back to buyers and were not there any more are no claim: they are owed.
        """
        return self.balance + self.lacking

    @property
    def handed_in(self) -> Rupiah:
        """Say which of its vouchers the organizer has."""
        return self.sum_of(Why.VOUCHERS)

    def by_about(self, why: Why) -> dict[str, Rupiah]:
        """Add up one kind by what it is about: each tender that is held, each fee."""
        sums: dict[str, Rupiah] = {}
        for entry in self.entries:
            if entry.why is why:
                sums[entry.about] = sums.get(entry.about, ZERO) + entry.amount
        return sums


@frozen
class Settlement:
    """The accounts of all parties; their balances add up to zero."""

    accounts: tuple[Account, ...]

    def find(self, party: Party) -> Account | None:
        """Find a party's account; None where nothing concerns it."""
        return next((a for a in self.accounts if a.party == party), None)

    def account(self, party: Party) -> Account:
        """Take a party's account, an empty one where nothing concerns it."""
        return self.find(party) or Account(party, ())

    def open_between(self, giver: Party, taker: Party) -> Rupiah:
        """Say how much the giver may pay the taker: what one owes and the other is owed.

        The organizer's own account limits nothing: all others settle with it.
        """
        owes, owed = -self.account(giver).due, self.account(taker).due
        limits = [
            limit for party, limit in ((giver, owes), (taker, owed)) if party.kind is not PartyKind.ORGANIZER
        ]
        return max(ZERO, min(limits, default=ZERO))


def settle(
    booths: Sequence[BoothActs],
    fees: Sequence[Fee],
    moved: Iterable[Moved] = (),
    *,
    producers: Iterable[str] = (),
    kept: Iterable[Kept] = (),
) -> Settlement:
    """Settle a fair, or part of it; rent is asked of `producers`, who have a stand, whatever they sold."""
    entries = [entry for booth in booths for entry in _of_booth(booth)]
    goods = {Party(PartyKind.PRODUCER, code): _Goods() for code in producers}
    for entry in entries:
        if entry.why in {Why.SOLD, Why.RETURNED}:
            goods.setdefault(entry.party, _Goods()).add(entry)
    for party, theirs in goods.items():
        entries += _fees(party, theirs, fees)
    for one in kept:
        entries += _of_kept(one)
    for move in moved:
        entries += _two(move.giver, move.taker, move)
    found: dict[Party, list[Entry]] = {party: [] for party in goods}
    for entry in entries:
        found.setdefault(entry.party, []).append(entry)
    return in_accounts(found)


def with_moved(of: Settlement, moved: Iterable[Moved]) -> Settlement:
    """Add what else changed hands to accounts that are settled."""
    found = {account.party: list(account.entries) for account in of.accounts}
    for move in moved:
        for entry in _two(move.giver, move.taker, move):
            found.setdefault(entry.party, []).append(entry)
    before, after = _lacking(of.accounts), in_accounts(found)
    return Settlement(
        tuple(  # what a single day lacks is no sum of its entries
            replace(a, lacking=of.account(a.party).lacking + a.lacking - before.get(a.party, ZERO))
            for a in after.accounts
        )
    )


def in_accounts(found: Mapping[Party, Sequence[Entry]]) -> Settlement:
    """Put entries into the accounts of whom they are, in their order, and say what vouchers each lacks."""
    accounts = [Account(party, tuple(theirs)) for party, theirs in sorted(found.items(), key=_place)]
    lacking = _lacking(accounts)
    return Settlement(
        tuple(replace(account, lacking=lacking.get(account.party, ZERO)) for account in accounts)
    )


def _lacking(accounts: Iterable[Account]) -> dict[Party, Rupiah]:
    """Say which vouchers were given back that nobody has any more; one is found with one keeper only.

    What was given back in a booth is with another who kept that booth's drawer, as far as he has some.
    """
    found: dict[Party, Rupiah] = {}
    others = [
        _Vouchers(of.vouchers, {booth: held for booth, held in _vouchers_at(of).items() if held > ZERO})
        for of in accounts
        if of.vouchers > ZERO
    ]
    for of in accounts:
        lacks = ZERO - of.vouchers
        for booth, held in _vouchers_at(of).items():
            gone = ZERO - held
            for other in others:
                there = other.give(booth, min(lacks, gone))
                lacks, gone = lacks - there, gone - there
        if lacks > ZERO:
            found[of.party] = ZERO - lacks
    return found


@dataclass(slots=True)
class _Vouchers:
    """What a keeper has of vouchers, in all and by the booths they were taken in."""

    whole: Rupiah
    by_booth: dict[str, Rupiah]

    def give(self, booth: str, wanted: Rupiah) -> Rupiah:
        """Say how much of what is wanted is here, and let it be found no second time."""
        given = max(ZERO, min(wanted, self.whole, self.by_booth.get(booth, ZERO)))
        if given:
            self.whole -= given
            self.by_booth[booth] -= given
        return given


def _vouchers_at(of: Account) -> dict[str, Rupiah]:
    """Add up by booth what an account took in vouchers."""
    sums: dict[str, Rupiah] = {}
    for entry in of.entries:
        if entry.why is Why.HELD and entry.about == TenderKind.VOUCHER.value:
            sums[entry.booth] = sums.get(entry.booth, ZERO) - entry.amount
    return sums


def _place(of: tuple[Party, Sequence[Entry]]) -> tuple[int, str]:
    """Put those who settle in the order of their kinds, each kind by its codes."""
    party, _ = of
    return list(PartyKind).index(party.kind), party.code


def settled_on(day: date, before: Settlement, until: Settlement) -> Settlement:
    """Say what one day did: its own entries, and by how much the fees rose or fell.

    `before` is settled up to the day before and `until` up to the day itself, so that all days together are
    the fair, in what is due too: tiers go on from where the day before stopped, the rent is the first day's.
    """
    found: dict[Party, list[Entry]] = {}
    for party in dict.fromkeys(of.party for of in (*until.accounts, *before.accounts)):
        account, earlier = until.account(party), before.account(party)
        entries = [entry for entry in account.entries if entry.day == day]
        found[party] = [*entries, *_fees_since(earlier, account)]
    whole = in_accounts({party: entries for party, entries in found.items() if entries or until.find(party)})
    return Settlement(
        tuple(
            replace(of, lacking=until.account(of.party).lacking - before.account(of.party).lacking)
            for of in whole.accounts
        )
    )


def _fees_since(earlier: Account, account: Account) -> Iterator[Entry]:
    asked: dict[tuple[str, str], Rupiah] = {}
    for entry in (*account.entries, *(replace(e, amount=-e.amount) for e in earlier.entries)):
        if entry.why is Why.FEE:
            key = (entry.about, entry.paper)
            asked[key] = asked.get(key, ZERO) + entry.amount
    for (about, paper), amount in asked.items():
        if amount:
            yield Entry(account.party, amount, Why.FEE, about=about, paper=paper)


def _of_booth(acts: BoothActs) -> Iterator[Entry]:
    for sale in acts.sales:
        yield from _of_sale(acts, sale)
    for order in acts.orders:
        yield Entry(ORDERS, order.deposit, Why.DEPOSIT, order.business_day, acts.booth, paper=order.number)
        yield from _held(acts, order.tenders, order.business_day, order.number, Why.HELD_FOR_ORDERS)
    for cancelled, day in acts.cancelled:
        back = ZERO - cancelled.given_back
        yield Entry(ORDERS, back, Why.DEPOSIT, day, acts.booth, paper=cancelled.number)
        returned = (Tender(cancelled.tender, back),)
        yield from _held(acts, returned, day, cancelled.number, Why.HELD_FOR_ORDERS)


def _of_sale(acts: BoothActs, sale: Sale) -> Iterator[Entry]:
    """Owe each producer what was paid for its goods, and let whoever has the money owe it."""
    day, paper = sale.business_day, sale.number
    why = Why.SOLD if sale.kind is SaleKind.SALE else Why.RETURNED
    lines: dict[str, list[SaleLine]] = {}
    for line in sale.lines:
        lines.setdefault(line.producer, []).append(line)
    for code, theirs in lines.items():
        yield Entry(
            Party(PartyKind.PRODUCER, code),
            total(line.net for line in theirs),
            why,
            day,
            acts.booth,
            sale.reverses,
            paper,
            total(line.gross for line in theirs),
            sum(line.counted for line in theirs),
        )
    if sale.rounding:
        yield Entry(acts.holding.keeper, sale.rounding, Why.ROUNDING, day, acts.booth, paper=paper)
    change = (Tender(TenderKind.CASH, ZERO - sale.change),) if sale.change else ()
    yield from _held(acts, (*sale.tenders, *change), day, paper)


def _held(
    acts: BoothActs, tenders: Iterable[Tender], day: date, paper: str, why: Why = Why.HELD
) -> Iterator[Entry]:
    for tender in tenders:
        party = acts.holder(tender, paper)
        is_used = tender.kind is TenderKind.DEPOSIT  # it frees what open orders hold
        of = Why.DEPOSIT if is_used else why
        yield Entry(party, ZERO - tender.amount, of, day, acts.booth, tender.kind.value, paper)


def _of_kept(kept: Kept) -> Iterator[Entry]:
    about = TenderKind.QRIS.value
    if kept.amount:
        yield Entry(kept.holder, kept.amount, Why.KEPT, kept.day, kept.booth, about, kept.paper)
    for bearer, part in kept.bearers:
        yield Entry(bearer, ZERO - part, Why.QRIS_FEE, kept.day, kept.booth, about, kept.paper)


@dataclass(slots=True)
class _Goods:
    """What a producer's goods brought: net of discounts and of what came back, and in pieces."""

    turnover: Rupiah = ZERO
    pieces: int = 0

    def add(self, entry: Entry) -> None:
        self.turnover += entry.amount
        self.pieces += entry.pieces


def _fees(party: Party, goods: _Goods, fees: Sequence[Fee]) -> Iterator[Entry]:
    for fee in fees:
        asked = fee.reckon(goods.turnover, goods.pieces) if fee.asks(party.code) else ZERO
        if asked:
            yield Entry(party, ZERO - asked, Why.FEE, about=fee.name)
            yield Entry(ORGANIZER, asked, Why.FEE, about=fee.name, paper=party.code)


def _two(giver: Party, taker: Party, move: Moved) -> tuple[Entry, Entry]:
    """Who handed money over is owed more by it, who got it less; by a correction it is the other way round.

    No money changes hands by that: what one account had too much is put to the other.
    """
    more = ZERO - move.amount if move.why is Why.CORRECTION else move.amount
    return (
        Entry(giver, more, move.why, move.day, about=move.about, paper=move.paper),
        Entry(taker, ZERO - more, move.why, move.day, about=move.about, paper=move.paper),
    )
