"""A whole fair at the centre: what it took, and which of it is proven, without holding its sales.

The database adds the takings up. Each journal is read once, one device after the other: its chain, closes
and seals are proven, and its takings by the tables set against the same by its facts. Only what is not
plain by that (a difference, an open till, a replaced store) is reconciled as a single day is.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.causes.cause import Cause
from batikpos.domain.causes.journals import NOT_SENT
from batikpos.domain.causes.papers import Papers
from batikpos.domain.decisions import Decisions
from batikpos.domain.fair import DESK, Booth, Fair
from batikpos.domain.fairtakings import DeviceAndDay, FairTakings
from batikpos.domain.incident import Incident
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayFigures, DayState, causes_with, device_day, usual_float
from batikpos.domain.seal import NotASlip, read_seal
from batikpos.domain.stock import GoodsStock
from batikpos.services.beside import Beside, load_beside
from batikpos.services.decisions import expected_devices, known_producers, load_decisions, load_goods
from batikpos.services.factsums import Sums, sums_of_takings
from batikpos.services.handed_in import HandedIn, papers_of
from batikpos.services.journalproof import JournalProof
from batikpos.services.reconcile import begins_where_it_says, is_proven, journal_day, load_fair
from batikpos.services.references import wrong_references
from batikpos.services.statements import CheckedStatements, Neighbours, check_statements
from batikpos.services.stock import stock_of_fair
from batikpos.store.engine import Store, Transaction
from batikpos.store.fairtakings import TakenOrder, TillEnd, list_taken_orders, list_till_ends, load_takings
from batikpos.store.incidents import list_incidents
from batikpos.store.journal import JournalHead, list_aside, list_facts, list_heads
from batikpos.store.stock import list_moves
from batikpos.values import frozen

RUN_OVER = 30
"""So many days after a fair somebody may still sell or give back; what is later is a wrong clock's."""

Progress = Callable[[int, int], None]


@frozen
class DeviceResult:
    """A device's day: its state, what it took, what its drawer was off by, and why as far as it is known.

    `figures` are there where it was reconciled. `difference` is None where no count is known.
    """

    booth: Booth
    day: date
    state: DayState
    total: Rupiah = ZERO
    difference: Rupiah | None = None
    causes: tuple[Cause, ...] = ()
    figures: DayFigures | None = None


@frozen
class WholeFair:
    """A fair with all that its report says; `days` are those that had begun, `goods` those of its desk.

    `stock` is that of goods which somebody wrote down: what runs out soonest first.
    """

    fair: Fair
    days: tuple[date, ...]
    devices: tuple[DeviceResult, ...]
    takings: FairTakings
    producers: tuple[Producer, ...]
    orders: tuple[TakenOrder, ...]
    incidents: tuple[Incident, ...]
    decisions: Decisions
    goods: Catalogue
    stock: tuple[GoodsStock, ...] = ()

    @property
    def proven(self) -> frozenset[DeviceAndDay]:
        """Say which days of which devices are proven."""
        return frozenset((d.booth, d.day) for d in self.devices if d.state is DayState.PROVEN)


def read_fair(
    centre: Store,
    day: date,
    progress: Progress = lambda _done, _all: None,
    *,
    fair: Fair | None = None,
    handed_in: HandedIn | None = None,
) -> WholeFair:
    """Read one fair, or else that which has a day or is nearest to it, with what was handed in on paper.

    Raises: NoFair, StoreUnavailable.
    """
    with centre.reading() as tx:
        fair = load_fair(tx, centre.name, day, only=fair)
        heads = [h for h in list_heads(tx) if h.fair_id == fair.fair_id and h.booth.code != DESK]
        progress(0, sum(head.mark for head in heads))
        takings = load_takings(tx, fair.fair_id)
        known = _Known(handed_in or {}, check_statements(tx, fair))
        devices = _prove(tx, fair, heads, takings, known, progress)
        goods = load_goods(tx, fair.fair_id)
        return WholeFair(
            fair=fair,
            days=tuple(sorted({device.day for device in devices})),
            devices=_noted(devices, load_beside(tx, fair.fair_id)),
            takings=takings,
            producers=known_producers(tx, fair.fair_id),
            orders=list_taken_orders(tx, fair.fair_id),
            incidents=list_incidents(tx, fair.fair_id),
            decisions=load_decisions(tx, fair.fair_id),
            goods=goods,
            stock=_stock(tx, fair.fair_id),
        )


def _noted(devices: Iterable[DeviceResult], beside: Beside) -> tuple[DeviceResult, ...]:
    """Add what is known of devices beside their own days, as the report of each day does."""
    found = tuple(devices)
    notes = {day: beside.notes(day) for day in {one.day for one in found}}
    return tuple(
        replace(one, causes=causes_with(one.causes, notes[one.day].get(one.booth, ()))) for one in found
    )


def _stock(tx: Transaction, fair_id: str) -> tuple[GoodsStock, ...]:
    if not list_moves(tx, fair_id):
        return ()  # nothing to add all sales up for
    rows = stock_of_fair(tx, fair_id).written
    return tuple(
        sorted(rows, key=lambda r: (math.inf if r.days_left is None else r.days_left, r.booth, r.sku))
    )


@frozen
class _Known:
    """What is known of the days beside the facts: papers, and the statements that were taken in."""

    handed_in: HandedIn
    checked: CheckedStatements

    def of(self, day: date, devices: Collection[Booth]) -> Mapping[Booth, Papers]:
        """Say what is known of each device's day, as the report of the day does."""
        return self.checked.beside(papers_of(self.handed_in, day), day, devices)


def _is_quiet(papers: Papers, day: date) -> bool:
    """Say whether all that is known of a day beside its facts agrees with them."""
    told = papers.statement
    if replace(papers, statement=None) != Papers():
        return False
    if told is None:
        return True
    odd = [*told.missing, *(payment for group in told.ambiguous for payment in group.payments)]
    odd += [match.payment for match in told.matches if match.payment.has_gone]
    near = Neighbours(day)  # a till that is open past midnight is of the day before
    return not told.strangers and not any(payment.at.date() in near for payment in odd)


def _prove(
    tx: Transaction,
    fair: Fair,
    heads: Sequence[JournalHead],
    takings: FairTakings,
    known: _Known,
    progress: Progress,
) -> tuple[DeviceResult, ...]:
    """Say of each day and device how it stands, in the order of booths within each day."""
    ends: dict[str, list[TillEnd]] = defaultdict(list)
    for till in list_till_ends(tx, fair.fair_id):
        ends[till.journal_id].append(till)
    days = _days(fair, (till.day for tills in ends.values() for till in tills))
    usual = {day: _usual(ends.values(), day) for day in days}
    told, totals = sums_of_takings(takings), _totals(takings)
    wrong = frozenset(journal_id for journal_id, _, _ in wrong_references(tx))
    whole, done = sum(head.mark for head in heads), 0
    devices = _by_device(heads)
    papers = {day: known.of(day, devices) for day in days}
    found: list[DeviceResult] = []
    for booth, theirs in devices.items():
        journals = [_Journal(head, ends[head.journal_id]) for head in theirs]
        _prove_journals(tx, journals, wrong, told.get(booth, Sums()))
        for day in days:
            took = totals.get((booth, day), ZERO)
            of = papers[day].get(booth, Papers())
            plain = _plain(booth, day, journals, took) if _is_quiet(of, day) else None
            found.append(plain or _reconciled(tx, booth, day, journals, of, usual[day]))
        done += sum(head.mark for head in theirs)
        progress(done, whole)
    heard = {head.booth for head in heads}
    silent = [booth for booth in expected_devices(tx, fair.fair_id) if booth not in heard]
    found += [
        DeviceResult(booth, day, DayState.MISSING, causes=(NOT_SENT,)) for booth in silent for day in days
    ]
    found = [one for one in found if fair.has(one.day) or one.state is not DayState.MISSING]
    return tuple(sorted(found, key=lambda r: (r.day, r.booth.code, r.booth.device)))


def _days(fair: Fair, traded: Iterable[date]) -> tuple[date, ...]:
    """List the days that had tills, and the fair's own up to the last that a right clock may say."""
    found = set(traded)
    last = max((day for day in found if (day - fair.last_day).days <= RUN_OVER), default=None)
    if last is not None:
        spell = range((min(fair.last_day, last) - fair.first_day).days + 1)
        found |= {fair.first_day + timedelta(days=n) for n in spell}
    return tuple(sorted(found))


def _totals(takings: FairTakings) -> Mapping[DeviceAndDay, Rupiah]:
    found: dict[DeviceAndDay, Rupiah] = {}
    for hour in takings.hours:
        found[hour.of] = found.get(hour.of, ZERO) + hour.total
    return found


def _usual(journals: Iterable[Sequence[TillEnd]], day: date) -> Rupiah | None:
    first = (next((till for till in tills if till.day == day), None) for tills in journals)
    return usual_float(till.float_ for till in first if till is not None)


def _by_device(heads: Iterable[JournalHead]) -> Mapping[Booth, list[JournalHead]]:
    devices: dict[Booth, list[JournalHead]] = {}
    for head in heads:
        devices.setdefault(head.booth, []).append(head)
    return devices


@dataclass(slots=True)
class _Journal:
    """A journal with its tills by the tables, and what is proven of it."""

    head: JournalHead
    tills: list[TillEnd]
    is_held: bool = False
    is_plain: bool = False


def _prove_journals(tx: Transaction, journals: list[_Journal], wrong: frozenset[str], told: Sums) -> None:
    """Read a device's journals and say whether they are held; `told` is what the tables make of them."""
    sums, proofs, goes_on = Sums(), [], False
    for of in journals:
        proof = JournalProof()
        for fact in list_facts(tx, of.head.fair_id, of.head.journal_id):
            if (body := proof.take(fact)) is not None:
                sums.take(fact, body)
                goes_on |= fact.seq == 1 and "origin" in body
        proofs.append(proof)
    is_told = sums.without_nothing() == told
    for of, proof in zip(journals, proofs, strict=True):
        is_sound = is_told and of.head.journal_id not in wrong and all(map(_is_as_sealed, of.tills))
        of.is_held = is_sound and is_proven(tx, of.head, proof) and begins_where_it_says(tx, of.head)
        is_alone = len(journals) == 1 and not list_aside(tx, of.head.fair_id, of.head.journal_id)
        of.is_plain = of.is_held and is_alone and not goes_on


def _plain(booth: Booth, day: date, journals: list[_Journal], took: Rupiah) -> DeviceResult | None:
    """Say of a day that nothing came, or that all is held and closed and the drawer was right; else None."""
    if not all(of.is_plain for of in journals):
        return None
    tills = [till for of in journals for till in of.tills if till.day == day]
    difference = total(till.counted - till.expected for till in tills)
    if not tills:
        return DeviceResult(booth, day, DayState.MISSING, causes=(NOT_SENT,))
    if difference or any(till.is_carried or not till.is_closed for till in tills):
        return None
    return DeviceResult(booth, day, DayState.PROVEN, took, difference)


def _reconciled(
    tx: Transaction,
    booth: Booth,
    day: date,
    journals: list[_Journal],
    papers: Papers,
    usual: Rupiah | None,
) -> DeviceResult:
    """Reconcile a device's day as the report of the day does."""
    days = []
    for of in journals:
        facts = tuple(list_facts(tx, of.head.fair_id, of.head.journal_id))
        days.append(journal_day(tx, of.head, day, facts, is_held=of.is_held))
    done = device_day(booth, days, papers, usual)
    if done.figures is None:
        return DeviceResult(booth, day, done.state, causes=done.causes)
    figures = done.figures
    return DeviceResult(booth, day, done.state, figures.total, figures.difference, done.causes, figures)


def _is_as_sealed(till: TillEnd) -> bool:
    """Say whether the tables hold of a close what its seal says of the drawer."""
    if not till.is_closed:
        return True
    try:
        seal = read_seal(till.statement)
    except NotASlip:
        return False
    return (seal.expected, seal.counted) == (till.expected.amount, till.counted.amount)
