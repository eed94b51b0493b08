"""Reconciling a business day: each device of each booth proven, reported or missing, to the rupiah."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from batikpos.domain.change import Change
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.openprice import OpenPrice, open_price_of
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.tender import MONEY
from batikpos.domain.till import Till
from batikpos.i18n import N_, Translate


class DayState(StrEnum):
    """What the centre may say of a device's day."""

    PROVEN = "proven"
    REPORTED = "reported"
    MISSING = "missing"


FORK = N_(
    "A copy of this booth sold too: {sales} sales, {total}. They were put aside and count nowhere: ask for"
    " both laptops."
)
WENT_ON = N_("This booth's store was replaced after fact {seq} ({why}), and went on in another journal.")
GAP = N_(
    "{count} facts that its replaced store held never came: sales of this day may be missing. Ask for that"
    " laptop, or for the folder “kept”."
)
RECOUNTED = N_(
    "The store that was put back did not know that this drawer had been counted and closed with {first}."
    " It was counted again: the later count holds."
)
UNPROVEN = N_("Its facts, numbers or signatures do not hold: “batikpos verify” names them.")
CLOCK = N_(
    "This booth's clock was set {count} times. Its facts count in the order in which they were written."
)
RULES_CHANGED = N_("Its rules were changed {count} times while the till was open.")
PROMOTIONS_CHANGED = N_("Its promotions were changed {count} times while the till was open.")
OPENED = N_("Its drawer was opened {count} times without a sale.")
COUNTED = N_("Its drawer was counted {count} times before the close, and not always alike.")
WHYS = {
    "damaged": N_("it was damaged"),
    "restored": N_("a copy was put back"),
    "taken_over": N_("another laptop took over"),
}
UNEXPLAINED = N_("Not explained: counted {counted}, expected {expected}.")


@dataclass(frozen=True, slots=True)
class Cause:
    """Part of a difference; `evidence` names the papers that show it."""

    code: str
    amount: Rupiah
    text: str
    evidence: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a device's tills of the day add up to, net of voids and refunds."""

    sales: int
    gross: Rupiah
    discount: Rupiah
    rounding: Rupiah
    total: Rupiah
    by_tender: Mapping[str, Rupiah]
    expected_cash: Rupiah
    counted_cash: Rupiah | None
    difference: Rupiah | None
    open_price: OpenPrice
    paid_down: Mapping[str, Rupiah]


@dataclass(frozen=True, slots=True)
class DeviceDay:
    """One row of the reconciliation; figures are None where nothing came."""

    booth: Booth
    state: DayState
    figures: DayFigures | None = None
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class ProducerTotal:
    """What one producer's goods brought; `pieces` counts a length of cloth as one."""

    producer: str
    name: str
    pieces: int
    total: Rupiah


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A business day of the whole fair."""

    day: date
    devices: tuple[DeviceDay, ...]
    producers: tuple[ProducerTotal, ...]

    @property
    def total(self) -> Rupiah:
        """Add up all devices."""
        return total(d.figures.total for d in self.devices if d.figures)

    @property
    def open_price(self) -> OpenPrice:
        """Add up what all devices sold by a typed price."""
        each = [d.figures.open_price for d in self.devices if d.figures]
        return OpenPrice(sum(o.pieces for o in each), total(o.total for o in each))


@dataclass(frozen=True, slots=True)
class Aside:
    """What was put aside of another history of a journal: its papers or facts, sales, and their total."""

    papers: tuple[str, ...] = ()
    sales: int = 0
    total: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a journal goes on from another: after which of its facts, and why.

    `missing` counts the facts of the day that the other is known to have had beyond, and that never came.
    """

    journal_id: str
    seq: int
    why: str
    missing: int = 0


@dataclass(frozen=True, slots=True)
class JournalDay:
    """What one journal brought of a day; `is_held` says its chain is held up to its last close.

    `aside` is what was put aside of the day; `origin` the journal that this one goes on from, if any;
    `changes` what was changed of rules and promotions while a till of the day was open.
    """

    booth: Booth
    tills: tuple[Till, ...]
    is_held: bool
    aside: Aside = Aside()
    journal_id: str = ""
    origin: Origin | None = None
    changes: tuple[Change, ...] = ()


def reconcile(day: date, booths: Iterable[str], journals: Sequence[JournalDay]) -> Reconciliation:
    """Set a day against what the fair knows: a row for each device, and one for each silent booth."""
    devices: dict[Booth, list[JournalDay]] = {}
    for journal in journals:
        devices.setdefault(journal.booth, []).append(journal)
    rows = [_device_day(booth, theirs) for booth, theirs in devices.items()]
    heard = {row.booth.code for row in rows}
    rows += [DeviceDay(Booth(code), DayState.MISSING) for code in booths if code not in heard]
    sales = [sale for journal in journals for till in journal.tills for sale in till.sales]
    return Reconciliation(
        day,
        tuple(sorted(rows, key=lambda row: (row.booth.code, row.booth.device))),
        producers_of(sales),
    )


def say_cause(cause: Cause, figures: DayFigures | None, tr: Translate) -> str:
    """Say a cause with the figures it is about."""
    values = dict(cause.values)
    if "why" in values:
        values["why"] = tr(WHYS.get(str(values["why"]), str(values["why"])))
    if figures is not None:
        values |= {"counted": figures.counted_cash, "expected": figures.expected_cash}
    return tr(cause.text).format(**values)


def producers_of(sales: Iterable[Sale]) -> tuple[ProducerTotal, ...]:
    """Add up what each producer's goods brought."""
    lines: dict[str, list[SaleLine]] = {}
    for sale in sales:
        for line in sale.lines:
            lines.setdefault(line.producer, []).append(line)
    return tuple(
        ProducerTotal(
            code,
            theirs[0].producer_name,
            sum(line.counted for line in theirs),
            total(line.net for line in theirs),
        )
        for code, theirs in sorted(lines.items())
    )


def _device_day(booth: Booth, journals: Sequence[JournalDay]) -> DeviceDay:
    """Add a device's journals up: a till that another carries on is one drawer with it, not two."""
    with_tills = [journal for journal in journals if journal.tills]
    asides = [journal.aside for journal in journals if journal.aside.papers]
    causes = tuple(
        Cause("fork", ZERO, FORK, aside.papers, {"sales": aside.sales, "total": aside.total})
        for aside in asides
    )
    gaps = [journal.origin.missing for journal in journals if journal.origin and journal.origin.missing]
    missing = tuple(Cause("gap", ZERO, GAP, values={"count": count}) for count in gaps)
    if not with_tills:
        state = DayState.REPORTED if asides or gaps else DayState.MISSING
        return DeviceDay(booth, state, causes=causes + missing)
    causes += _went_on(with_tills)
    causes += _clock_set(with_tills)
    causes += _drawer_used(with_tills)
    causes += _changed(with_tills)
    causes += missing
    is_held = all(journal.is_held for journal in with_tills)
    causes += () if is_held else (Cause("unproven", ZERO, UNPROVEN),)
    tills = [till for journal in with_tills for till in journal.tills]
    carried = {till.carries for till in tills}
    is_closed = all(
        not till.is_open or (journal.journal_id, till.opened_seq) in carried
        for journal in with_tills
        for till in journal.tills
    )
    recounted = tuple(
        till
        for journal in with_tills
        for till in journal.tills
        if till.counted is not None and (journal.journal_id, till.opened_seq) in carried
    )
    causes += tuple(
        Cause("recounted", ZERO, RECOUNTED, (till.number,), {"first": till.counted}) for till in recounted
    )
    figures = _figures(tills, recounted, is_closed=is_closed)
    if figures.difference:
        numbers = tuple(t.number for t in tills if t.number and t.figures.difference != ZERO)
        causes += (Cause("unexplained", figures.difference, UNEXPLAINED, numbers),)
    is_proven = is_closed and is_held and not asides and not gaps
    return DeviceDay(booth, DayState.PROVEN if is_proven else DayState.REPORTED, figures, causes)


def _figures(tills: Sequence[Till], recounted: Sequence[Till], *, is_closed: bool) -> DayFigures:
    """Add tills up; of a drawer that was counted, carried on and counted again, the last count counts."""
    each = [till.figures for till in tills]
    brought = total(till.float_ for till in tills if till.carries)  # the money of the till it carries on
    expected = total(f.expected_cash for f in each) - brought
    counts = [till.counted for till in tills if till.counted is not None and till not in recounted]
    counted = total(counts) if is_closed else None
    return DayFigures(
        sales=sum(f.sales for f in each),
        gross=total(f.gross for f in each),
        discount=total(f.discount for f in each),
        rounding=total(f.rounding for f in each),
        total=total(f.total for f in each),
        by_tender=dict.fromkeys(MONEY, ZERO) | _summed(f.by_tender for f in each),
        expected_cash=expected,
        counted_cash=counted,
        difference=None if counted is None else counted - expected,
        open_price=open_price_of(sale for till in tills for sale in till.sales),
        paid_down=_summed(f.paid_down for f in each),
    )


def _summed(each: Iterable[Mapping[str, Rupiah]]) -> dict[str, Rupiah]:
    """Add up what several tills took, by way of paying."""
    sums: dict[str, Rupiah] = {}
    for one in each:
        for kind, amount in one.items():
            sums[kind] = sums.get(kind, ZERO) + amount
    return sums


def _went_on(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    return tuple(
        Cause("went_on", ZERO, WENT_ON, values={"seq": journal.origin.seq, "why": journal.origin.why})
        for journal in journals
        if journal.origin and any(other.journal_id == journal.origin.journal_id for other in journals)
    )


def _drawer_used(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    """Say how often drawers were opened without a sale, and counts that were not the last word."""
    tills = [till for journal in journals for till in journal.tills]
    opened = tuple(
        f"{o.at:%H.%M} {' + '.join(filter(None, (o.cashier, o.approver)))}: {o.reason}"
        for till in tills
        for o in till.openings
    )
    counted = tuple(
        f"{count.at:%H.%M} {count.cashier}: {count.counted}"
        for till in tills
        if any(count.counted != till.counted for count in till.counts)
        for count in till.counts
    )
    causes = (("drawer_opened", OPENED, opened), ("counts", COUNTED, counted))
    return tuple(Cause(code, ZERO, text, told, {"count": len(told)}) for code, text, told in causes if told)


def _changed(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    """Say which rules and promotions were set in the middle of a day, and by whom."""
    causes = []
    for kind, code, text in (
        (FactKind.RULES, "rules_changed", RULES_CHANGED),
        (FactKind.PROMOTIONS, "promotions_changed", PROMOTIONS_CHANGED),
    ):
        told = tuple(
            f"{c.at:%H.%M} {' + '.join(filter(None, (c.cashier, c.approver)))}: {c.said}"
            for journal in journals
            for c in journal.changes
            if c.kind is kind
        )
        if told:
            causes.append(Cause(code, ZERO, text, told, {"count": len(told)}))
    return tuple(causes)


def _clock_set(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    steps = [step for journal in journals for till in journal.tills for step in till.clock_steps]
    told = tuple(f"{step.was:%d/%m %H.%M} > {step.at:%d/%m %H.%M}" for step in steps)
    return (Cause("clock", ZERO, CLOCK, told, {"count": len(steps)}),) if steps else ()
