"""Reconciling a business day: each device of each booth proven, reported or missing, to the rupiah."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale, SaleLine
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till
from batikpos.i18n import N_, Translate


class DayState(StrEnum):
    """What the centre may say of a device's day."""

    PROVEN = "proven"
    REPORTED = "reported"
    MISSING = "missing"


FORK = N_("A copy of this booth sold too. Its facts were put aside and count nowhere: ask for both laptops.")
UNEXPLAINED = N_("Not explained: counted {counted}, expected {expected}.")


@dataclass(frozen=True, slots=True)
class Cause:
    """Part of a difference; `evidence` names the papers that show it."""

    code: str
    amount: Rupiah
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a device's tills of the day add up to, net of voids and refunds."""

    sales: int
    gross: Rupiah
    discount: Rupiah
    total: Rupiah
    by_tender: Mapping[str, Rupiah]
    expected_cash: Rupiah
    counted_cash: Rupiah | None
    difference: Rupiah | None


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


@dataclass(frozen=True, slots=True)
class JournalDay:
    """What one journal brought of a day; `is_held` says its chain is held up to its last close.

    `aside` names the day's papers, or facts, of another history of it that were put aside.
    """

    booth: Booth
    tills: tuple[Till, ...]
    is_held: bool
    aside: tuple[str, ...] = ()


def reconcile(day: date, booths: Iterable[str], journals: Sequence[JournalDay]) -> Reconciliation:
    """Set a day against what the fair knows: a row for each device, and one for each silent booth."""
    rows = [_device_day(journal) for journal in journals]
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
    if figures is None:
        return tr(cause.text)
    return tr(cause.text).format(counted=figures.counted_cash, expected=figures.expected_cash)


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
            sum(pieces_of(line) for line in theirs),
            total(line.net for line in theirs),
        )
        for code, theirs in sorted(lines.items())
    )


def pieces_of(line: SaleLine) -> int:
    """Count the pieces of a line: cloth by length is one, what is given back counts down."""
    sign = -1 if line.quantity.size < 0 else 1
    return sign if line.quantity.unit.value == "m" else line.quantity.size


def _device_day(journal: JournalDay) -> DeviceDay:
    if not journal.tills and not journal.aside:
        return DeviceDay(journal.booth, DayState.MISSING)
    each = [till.figures for till in journal.tills]
    is_closed = all(not till.is_open for till in journal.tills)
    expected = total(f.expected_cash for f in each)
    counted = total(t.counted for t in journal.tills if t.counted is not None) if is_closed else None
    difference = None if counted is None else counted - expected
    figures = DayFigures(
        sales=sum(f.sales for f in each),
        gross=total(f.gross for f in each),
        discount=total(f.discount for f in each),
        total=total(f.total for f in each),
        by_tender={kind.value: total(f.by_tender[kind] for f in each) for kind in TenderKind},
        expected_cash=expected,
        counted_cash=counted,
        difference=difference,
    )
    is_proven = is_closed and journal.is_held and not journal.aside
    state = DayState.PROVEN if is_proven else DayState.REPORTED
    causes: tuple[Cause, ...] = ()
    if journal.aside:
        causes += (Cause("fork", ZERO, FORK, journal.aside),)
    if difference and counted is not None:
        numbers = tuple(t.number for t in journal.tills if t.figures.difference != ZERO)
        causes += (Cause("unexplained", difference, UNEXPLAINED, numbers),)
    return DeviceDay(journal.booth, state, figures, causes)
