"""Settling a fair or a day of it from what the centre proves: who holds the money, and whose it is.

Only what is proven is in the accounts. A device's day that is not is named beside them, with what was
reported of it, and comes in as soon as the centre holds it. What was proven when two people signed its day
off stays in, as it was then, whatever its device sent since.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from batikpos.domain.decisions import Decisions
from batikpos.domain.fair import Booth, Fair, day_in_number
from batikpos.domain.holders import Planned, holding_on
from batikpos.domain.money import Rupiah, total
from batikpos.domain.paidon import PaidOn, paid_of, slip_days
from batikpos.domain.reconcile import DayState
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.settlement import (
    BoothActs,
    Moved,
    Party,
    PartyKind,
    Settlement,
    settle,
    settled_on,
)
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till
from batikpos.services.decisions import known_booths, known_producers, load_decisions, load_fairs
from batikpos.services.desks import DeskEnd, list_desk_ends, list_strange_desks
from batikpos.services.organizer import homes_of
from batikpos.services.qrisfees import QrisFees, qris_fees
from batikpos.services.readdays import read_days
from batikpos.services.reconcile import FairDay, NoFair, begins_where_it_says, fair_of, is_held
from batikpos.services.signing import standing_tills
from batikpos.services.statements import check_statements
from batikpos.store.checks import list_checked
from batikpos.store.decisions import list_desks
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import list_aside, list_facts, list_heads
from batikpos.store.tills import list_days
from batikpos.values import frozen


@frozen
class Unproven:
    """A device's day that is not proven; `total` is what was reported of it, None where nothing came.

    `signed` is what of it is in the accounts all the same, as it was signed off; None where nothing is.
    """

    day: date
    booth: Booth
    state: DayState
    total: Rupiah | None
    signed: Rupiah | None = None


@frozen
class Outside:
    """A device's day that is none of the fair's, and what is proven of it; it is in the accounts."""

    day: date
    booth: Booth
    total: Rupiah


@frozen
class FairSettlement:
    """The accounts of a fair, or of its one `day`, with what they were made of.

    `is_desk_proven` says whether what the organizer decided stands at the centre in one signed chain;
    `strange_desks` are those whose decisions do not count, by their keys; `desk_ends` say how far each goes.
    `outside` are the days in them that are none of the fair's: a wrong clock's, or worse.
    `acts` are the proven acts of the days, `moved` what changed hands for the settlement, `qris` what the
    acquirers kept by the statements that were taken in; `producers` and
    `booths` are what each is called by its code.
    """

    fair: Fair
    day: date | None
    days: tuple[date, ...]
    settlement: Settlement
    unproven: tuple[Unproven, ...]
    outside: tuple[Outside, ...]
    is_desk_proven: bool
    strange_desks: tuple[str, ...]
    desk_ends: tuple[DeskEnd, ...]
    acts: tuple[BoothActs, ...]
    moved: tuple[Moved, ...]
    qris: QrisFees
    decisions: Decisions
    producers: Mapping[str, str]
    booths: Mapping[str, str]

    @property
    def of_day(self) -> date:
        """Say which one day it is of. Raises ValueError where it is of the whole fair."""
        if self.day is None:
            message = "a settlement of the whole fair is of no one day"
            raise ValueError(message)
        return self.day

    @property
    def parties(self) -> tuple[Party, ...]:
        """List everybody the fair knows, also whom nothing concerns."""
        known = {account.party for account in self.settlement.accounts}
        known |= {Party(PartyKind.PRODUCER, code) for code in self.producers}
        known |= {Party(PartyKind.BOOTH, code) for code in self.booths}
        return tuple(sorted({*known, *(Party(kind) for kind in PartyKind if kind not in _CODED)}))


_CODED = {PartyKind.PRODUCER, PartyKind.BOOTH}


def settle_fair(
    centre: Store, *, today: date, day: date | None = None, fair: Fair | None = None
) -> FairSettlement:
    """Settle a fair, or what one `day` of it did: the fair that has it, or the one nearest to `today`.

    Days of the fair that are not over by `today` are looked at where something came of them. Raises: NoFair,
    StoreUnavailable.
    """
    near = day or today
    with centre.reading() as tx:
        fairs = load_fairs(tx)
        fair = fair_of(fairs if fair is None else (f for f in fairs if f == fair), near)
        if fair is None:
            raise NoFair(centre.name, near)
        with_tills = list_days(tx, fair.fair_id)
        decisions, is_desk_held = load_decisions(tx, fair.fair_id), _is_desk_held(tx, fair.fair_id)
        strange, ends = list_strange_desks(tx, fair.fair_id), list_desk_ends(tx, fair.fair_id)
        known = known_producers(tx, fair.fair_id)
        codes = known_booths(tx, fair.fair_id)
        checked = check_statements(tx, fair)
        days = _days(fair, with_tills, today, day)
        read = [_with_signed(tx, of, decisions) for of in read_days(tx, fair, days)]
        seen = frozenset(number for number, _ in list_checked(tx))
    plan, places = decisions.plan, homes_of(known)
    planned = Planned(plan, places)
    sales = [sale for of in read for sale in of.sales]
    paid_on = PaidOn(paid_of(sale) for sale in sales if sale.kind is SaleKind.SALE)
    slips = slip_days(sales)
    acts = {of.day.reconciliation.day: tuple(_acts(of, planned, paid_on, seen, slips)) for of in read}
    moved = _moved(decisions)
    qris = qris_fees(checked, chain.from_iterable(acts.values()), planned)

    def until(last: date) -> Settlement:
        some = [act for each, of_day in acts.items() if each <= last for act in of_day]
        with_stand = [code for code, booth in places.items() if booth]
        asked = with_stand if last >= fair.first_day else ()  # the rent is the fair's first day's
        changed_hands = [m for m in moved if m.day <= last]
        kept = [one for one in qris.kept if one.day <= last]
        return settle(some, plan.fees, changed_hands, producers=asked, kept=kept)

    settlement = until(day or date.max)
    if day is not None:
        before = until(day - timedelta(days=1)) if day > date.min else Settlement(())
        settlement = settled_on(day, before, settlement)
    return FairSettlement(
        fair=fair,
        day=day,
        days=days,
        settlement=settlement,
        unproven=tuple(one for of in read for one in _unproven(fair, of) if day in {None, one.day}),
        outside=tuple(one for of in read for one in _outside(fair, of.day) if day in {None, one.day}),
        is_desk_proven=is_desk_held,
        strange_desks=strange,
        desk_ends=ends,
        acts=tuple(act for each, of_day in acts.items() if day in {None, each} for act in of_day),
        moved=tuple(move for move in moved if day in {None, move.day}),
        qris=qris.of_day(day),
        decisions=decisions,
        producers={producer.code: producer.name for producer in known},
        booths={code: of.name if (of := plan.booth(code)) else "" for code in codes},
    )


def _days(fair: Fair, with_tills: Iterable[date], today: date, last: date | None) -> tuple[date, ...]:
    """List the days to be read: those with tills, and those of the fair that are over or `last`."""
    length = (fair.last_day - fair.first_day).days + 1
    passed = {each for n in range(length) if (each := fair.first_day + timedelta(days=n)) <= today}
    known = {*with_tills, *passed} | ({last} if last else set())
    return tuple(sorted(each for each in known if last is None or each <= last))


@frozen
class _Read:
    """A day as it was read, with the tills of devices not proven that stand as they were signed off."""

    day: FairDay
    signed: Mapping[Booth, tuple[Till, ...]]

    @property
    def sales(self) -> Iterator[Sale]:
        """Go through what is known of its sales."""
        yield from self.day.sales
        for tills in self.signed.values():
            for till in tills:
                yield from till.sales


def _with_signed(tx: Transaction, of: FairDay, decisions: Decisions) -> _Read:
    """Look in a day that was signed off for what was proven then and is not now."""
    signed = decisions.signed.get(of.reconciliation.day)
    if signed is None:
        return _Read(of, {})
    rows = [row.booth for row in of.reconciliation.devices if row.state is not DayState.PROVEN]
    found = {booth: standing_tills(tx, of.fair.fair_id, signed, booth) for booth in rows}
    return _Read(of, {booth: tills for booth, tills in found.items() if tills})


def _acts(
    of: _Read, planned: Planned, paid_on: PaidOn, seen: Container[str], slips: Mapping[str, date]
) -> Iterator[BoothActs]:
    """Take what is proven of a day, journal by journal, and what was signed off.

    `seen` are the numbers of the sales and orders of which somebody saw a payment, `slips` the days of those
    that are of paper slips.
    """
    day, rows = of.day.reconciliation.day, of.day.reconciliation.devices
    proven = {row.booth for row in rows if row.state is DayState.PROVEN}
    held = [(journal.booth, journal.tills) for journal in of.day.journals if journal.booth in proven]
    for booth, tills in sorted((*held, *of.signed.items()), key=lambda one: (one[0].code, one[0].device)):
        for till in tills:
            cancelled = tuple((back, till.business_day) for back in till.cancelled)
            holding = holding_on(day, booth.code, planned)
            earlier = {
                (sale.number, kind): holding_on(slips[sale.number], booth.code, planned)
                for sale in till.sales
                if sale.number in slips and sale.kind is not SaleKind.REFUND
                for kind in _BY_APP
            }
            for off, paper in _taken_off(till, seen):
                first = paid_on.paper(paper)
                if (paid := slips.get(first) or day_in_number(first)) is not None:
                    earlier[off] = holding_on(paid, booth.code, planned)
            yield BoothActs(booth.code, holding, till.sales, till.orders, cancelled, earlier)


_BY_APP = (TenderKind.QRIS, TenderKind.CARD, TenderKind.TRANSFER)
"""What whoever it is paid to has at once; cash is in the drawer of whoever keeps it when it is entered."""


def _taken_off(till: Till, seen: Container[str]) -> Iterator[tuple[tuple[str, TenderKind], str]]:
    """List what was taken off by the paper that did and the way, with the paper it was paid for.

    No till sends a payment by QRIS back: what a return takes out of the books by it nobody saw come. Nor is
    a transfer sent back that nobody saw: of one that was, whoever gives it back now has that much less.
    """
    for sale in till.sales:
        if sale.kind is SaleKind.REFUND:
            yield (sale.number, TenderKind.QRIS), sale.reverses
            if sale.reverses not in seen:
                yield (sale.number, TenderKind.TRANSFER), sale.reverses
    for order in till.cancelled:
        if order.is_taken_off:
            yield (order.number, order.tender), order.number


def _unproven(fair: Fair, of: _Read) -> Iterator[Unproven]:
    """List what is not proven of a day; of one that is none of the fair's nothing is missing."""
    day = of.day.reconciliation.day
    for row in of.day.reconciliation.devices:
        if row.state is not DayState.PROVEN and (row.figures or fair.has(day)):
            told = row.figures.total if row.figures else None
            tills = of.signed.get(row.booth, ())
            stands = total(sale.total for till in tills for sale in till.sales) if tills else None
            yield Unproven(day, row.booth, row.state, told, stands)


def _outside(fair: Fair, of: FairDay) -> Iterator[Outside]:
    """List what is proven of a day that is none of the fair's."""
    if not fair.has(of.reconciliation.day):
        for row in of.reconciliation.devices:
            if row.state is DayState.PROVEN and row.figures:
                yield Outside(of.reconciliation.day, row.booth, row.figures.total)


def _moved(decisions: Decisions) -> tuple[Moved, ...]:
    return (
        *(correction.moved for correction in decisions.corrections),
        *(payout.moved for payout in decisions.payouts),
    )


def _is_desk_held(tx: Transaction, fair_id: str) -> bool:
    """Say whether all that the desk wrote is one chain, read and signed to its end, nothing put aside."""
    ours = {desk.journal_id: desk.signed for desk in list_desks(tx, fair_id) if desk.is_ours}
    desks = [head for head in list_heads(tx) if head.fair_id == fair_id and head.journal_id in ours]
    return all(
        ours[head.journal_id] == head.mark
        and is_held(tx, head, list_facts(tx, fair_id, head.journal_id))
        and begins_where_it_says(tx, head)
        and not list_aside(tx, fair_id, head.journal_id)
        for head in desks
    )
