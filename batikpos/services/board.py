"""The organizer's board, read from a centre: what is called proven is proven here."""

from collections.abc import Iterable
from datetime import date, datetime

from batikpos.domain.board import Board, BoothRow
from batikpos.domain.catalogue import Dye
from batikpos.domain.fair import Booth
from batikpos.domain.money import total
from batikpos.domain.reconcile import DeviceDay, reconcile
from batikpos.domain.sale import Sale
from batikpos.domain.takings import HourTakings
from batikpos.domain.till import count_sales
from batikpos.services.decisions import load_decisions
from batikpos.services.reading_up import read_up
from batikpos.services.reconcile import list_journal_days, load_fair
from batikpos.store.catalogue import list_booths
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import list_facts, list_heads


def read_board(centre: Store, day: date, *, now: datetime) -> Board:
    """Read the board of a day. Raises: NoFair, StoreUnavailable."""
    read_up(centre)
    with centre.reading() as tx:
        fair = load_fair(tx, centre.name, day)
        journals = list_journal_days(tx, fair, day)
        of = reconcile(day, list_booths(tx, fair.fair_id), journals)
        signed = load_decisions(tx, fair.fair_id).signed.get(day)
        states = {j.booth: j.state for j in signed.journals} if signed else {}
        sales: dict[Booth, list[Sale]] = {}
        for journal in journals:
            sales.setdefault(journal.booth, []).extend(s for till in journal.tills for s in till.sales)
        last = _last(tx, fair.fair_id)
    rows = tuple(
        _row(device, sales.get(device.booth, ()), last.get(device.booth), states.get(device.booth.prefix, ""))
        for device in of.devices
    )
    return Board(fair, day, fair.local(now), rows, signed)


def _row(device: DeviceDay, sales: Iterable[Sale], last: datetime | None, signed: str) -> BoothRow:
    lines = [line for sale in sales for line in sale.lines]
    has_difference = device.figures is not None and bool(device.figures.difference)
    return BoothRow(
        device.booth,
        device.state,
        device.figures,
        last,
        len(device.causes) if has_difference else None,
        _hours(sales),
        sum(line.counted for line in lines),
        total(line.net for line in lines if line.dye is Dye.NATURAL),
        signed,
    )


def _hours(sales: Iterable[Sale]) -> tuple[HourTakings, ...]:
    by_hour: dict[int, list[Sale]] = {}
    for sale in sales:
        by_hour.setdefault(sale.at.hour, []).append(sale)
    return tuple(
        HourTakings(hour, count_sales(some), total(s.total for s in some))
        for hour, some in sorted(by_hour.items())
    )


def _last(tx: Transaction, fair_id: str) -> dict[Booth, datetime]:
    """Say when the last thing that came from each device was done."""
    found: dict[Booth, datetime] = {}
    for head in list_heads(tx):
        if head.fair_id != fair_id or not head.mark:
            continue
        for fact in list_facts(tx, fair_id, head.journal_id, after=head.mark - 1):
            try:
                found[head.booth] = max(fact.at, found.get(head.booth, fact.at))
            except ValueError:
                continue  # nobody knows when
    return found
