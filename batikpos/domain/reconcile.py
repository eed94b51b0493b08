"""Reconciling a business day: each device of each booth proven, reported or missing, to the rupiah."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from batikpos.domain.causes.cause import UNEXPLAINED_CODE, Cause, Grade, merged, say, say_amount
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.explain import explain
from batikpos.domain.causes.journals import (
    NOT_SENT,
    counted_again,
    drawer_notes,
    journal_causes,
    sent_in_part,
)
from batikpos.domain.causes.papers import Papers
from batikpos.domain.differences import Differences, add_differences
from batikpos.domain.fair import Booth
from batikpos.domain.journalday import JournalDay
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.openprice import OpenPrice
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.takings import Takings, summed, takings_of
from batikpos.domain.tender import MONEY
from batikpos.i18n import Translate
from batikpos.values import frozen


class DayState(StrEnum):
    """What the centre may say of a device's day."""

    PROVEN = "proven"
    REPORTED = "reported"
    MISSING = "missing"


@frozen
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


@frozen
class DeviceDay:
    """One row of the reconciliation; figures are None where nothing came."""

    booth: Booth
    state: DayState
    figures: DayFigures | None = None
    causes: tuple[Cause, ...] = ()


@frozen
class ProducerTotal:
    """What one producer's goods brought; `pieces` counts a length of cloth as one."""

    producer: str
    name: str
    pieces: int
    total: Rupiah


@frozen
class Reconciliation:
    """A business day of the whole fair."""

    day: date
    devices: tuple[DeviceDay, ...]
    producers: tuple[ProducerTotal, ...]

    @property
    def total(self) -> Rupiah:
        """Add up all that came, proven or not."""
        return self.proven + self.reported

    @property
    def proven(self) -> Rupiah:
        """Add up the devices whose day is proven."""
        return self._sum_of(DayState.PROVEN)

    @property
    def reported(self) -> Rupiah:
        """Add up what only was reported."""
        return self._sum_of(DayState.REPORTED)

    @property
    def differences(self) -> Differences:
        """Add up what the drawers of proven days are off by."""
        return self._off_in(is_proven=True)

    @property
    def differences_reported(self) -> Differences:
        """Add up what the drawers of days are off by that are not proven."""
        return self._off_in(is_proven=False)

    def _off_in(self, *, is_proven: bool) -> Differences:
        return add_differences(
            d.figures.difference
            for d in self.devices
            if d.figures and (d.state is DayState.PROVEN) is is_proven
        )

    def _sum_of(self, state: DayState) -> Rupiah:
        return total(d.figures.total for d in self.devices if d.figures and d.state is state)

    @property
    def open_price(self) -> OpenPrice:
        """Add up what all devices sold by a typed price."""
        each = [d.figures.open_price for d in self.devices if d.figures]
        return OpenPrice(sum(o.pieces for o in each), total(o.total for o in each))


ENOUGH = 3
"""So many drawers that began alike are no chance."""


def reconcile(
    day: date,
    expected: Iterable[Booth],
    journals: Sequence[JournalDay],
    papers: Mapping[Booth, Papers] | None = None,
) -> Reconciliation:
    """Set a day against what the fair knows: a row for each device that sent, or is expected to.

    `papers` is what the organizer knows beside the facts, of each device.
    """
    known = papers or {}
    usual = usual_float(journal.tills[0].float_ for journal in journals if journal.tills)
    devices: dict[Booth, list[JournalDay]] = {}
    for journal in journals:
        devices.setdefault(journal.booth, []).append(journal)
    rows = [device_day(booth, theirs, known.get(booth, Papers()), usual) for booth, theirs in devices.items()]
    rows += [
        DeviceDay(booth, DayState.MISSING, causes=(NOT_SENT,)) for booth in expected if booth not in devices
    ]
    sales = [sale for journal in journals for till in journal.tills for sale in till.sales]
    return Reconciliation(
        day,
        tuple(sorted(rows, key=lambda row: (row.booth.code, row.booth.device))),
        producers_of(sales),
    )


def with_notes(of: Reconciliation, notes: Mapping[Booth, tuple[Cause, ...]]) -> Reconciliation:
    """Note what is known of devices beside their own day; what nothing explains stays the last."""
    return replace(
        of,
        devices=tuple(
            replace(row, causes=causes_with(row.causes, notes.get(row.booth, ()))) for row in of.devices
        ),
    )


def causes_with(causes: Sequence[Cause], notes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Add what is noted to a device's causes: where it could be just what is unexplained, it explains it."""
    found = list(causes)
    for note in notes:
        rest = next((c for c in found if c.code == UNEXPLAINED_CODE and c.amount == note.could != ZERO), None)
        if rest is not None:  # and what it may have been, it was not
            found = [
                c
                for c in found
                if c is not rest and (c.grade is not Grade.POSSIBLE or c.could != rest.amount)
            ]
        found.append(replace(note, amount=ZERO if rest is None else note.could, could=ZERO))
    return tuple(sorted(merged(found), key=lambda cause: cause.code == UNEXPLAINED_CODE))


def say_cause(cause: Cause, figures: DayFigures | None, tr: Translate) -> str:
    """Say a cause with the figures it is about."""
    if figures is None:
        return say(cause, {}, tr)
    return say(cause, {"counted": figures.counted_cash, "expected": figures.expected_cash}, tr)


def with_names(of: Reconciliation, names: Mapping[str, str]) -> Reconciliation:
    """Call producers by these names, whatever booths called them when they sold."""
    called = (replace(one, name=names.get(one.producer, one.name)) for one in of.producers)
    return replace(of, producers=tuple(called))


def say_worth(cause: Cause, figures: DayFigures | None, tr: Translate) -> str:
    """Say a cause with what it is worth before it, where it is worth anything, and its papers behind it."""
    worth, papers = say_amount(cause), ", ".join(cause.evidence)
    said = f"{worth}: {say_cause(cause, figures, tr)}" if worth else say_cause(cause, figures, tr)
    return f"{said} ({papers})" if papers else said


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


def device_day(
    booth: Booth, journals: Sequence[JournalDay], papers: Papers, usual_float: Rupiah | None
) -> DeviceDay:
    """Add a device's journals up: a till that another carries on is one drawer with it, not two."""
    with_tills = [journal for journal in journals if journal.tills]
    noted = journal_causes(journals)
    if not with_tills:
        return DeviceDay(booth, day_state(journals), causes=noted or (NOT_SENT,))
    tills = tuple(till for journal in with_tills for till in journal.tills)
    figures = figures_of(journals, [takings_of(till) for till in tills])
    if figures.counted_cash is not None and figures.difference is not None:
        found = explain(DrawerDay(tills, figures.counted_cash, figures.difference, papers, usual_float))
    else:
        found = (sent_in_part(tills),)
    told = {cause.code for cause in found}
    noted += tuple(cause for cause in drawer_notes(tills) if cause.code not in told)
    named = tuple(cause for cause in found if cause.code != UNEXPLAINED_CODE)
    return DeviceDay(booth, day_state(journals), figures, merged((*named, *noted, *found[len(named) :])))


def day_state(journals: Sequence[JournalDay]) -> DayState:
    """Say what a device's day may be called; of its tills only how they were opened and closed is asked."""
    with_tills = [journal for journal in journals if journal.tills]
    is_elsewhere = any(j.aside.papers or (j.origin and j.origin.missing) for j in journals)
    if not with_tills:
        return DayState.REPORTED if is_elsewhere else DayState.MISSING
    is_held = all(journal.is_held for journal in with_tills)
    is_proven = _is_closed(with_tills) and is_held and not is_elsewhere
    return DayState.PROVEN if is_proven else DayState.REPORTED


def _is_closed(journals: Sequence[JournalDay]) -> bool:
    """Say whether each till was closed, or is carried on by another."""
    carried = {till.carries for journal in journals for till in journal.tills}
    return all(
        not till.is_open or (journal.journal_id, till.opened_seq) in carried
        for journal in journals
        for till in journal.tills
    )


def usual_float(began: Iterable[Rupiah]) -> Rupiah | None:
    """Say what most drawers `began` a day with; None where no float is that of most, or few drawers began."""
    floats = Counter(began)
    if not floats:
        return None
    usual, count = floats.most_common(1)[0]
    return usual if count >= ENOUGH and count * 2 > floats.total() else None


def figures_of(journals: Sequence[JournalDay], takings: Sequence[Takings]) -> DayFigures:
    """Add up what a device's tills took; of its journals only how they were opened and closed is asked.

    Of a drawer that was counted, carried on and counted again, the last count counts.
    """
    with_tills = [journal for journal in journals if journal.tills]
    tills = [till for journal in with_tills for till in journal.tills]
    each = [of.figures for of in takings]
    recounted = set(map(id, counted_again(with_tills)))
    brought = total(till.float_ for till in tills if till.carries)  # the money of the till it carries on
    expected = total(f.expected_cash for f in each) - brought
    counts = [till.counted for till in tills if till.counted is not None and id(till) not in recounted]
    counted = total(counts) if _is_closed(with_tills) else None
    return DayFigures(
        sales=sum(f.sales for f in each),
        gross=total(f.gross for f in each),
        discount=total(f.discount for f in each),
        rounding=total(f.rounding for f in each),
        total=total(f.total for f in each),
        by_tender=dict.fromkeys(MONEY, ZERO) | summed(f.by_tender for f in each),
        expected_cash=expected,
        counted_cash=counted,
        difference=None if counted is None else counted - expected,
        open_price=OpenPrice(
            sum(of.open_price.pieces for of in takings), total(of.open_price.total for of in takings)
        ),
        paid_down=summed(f.paid_down for f in each),
    )
