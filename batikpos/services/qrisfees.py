"""What acquirers kept of payments by QRIS, as their statements tell: booked where one is a proven payment.

Nothing is guessed: where no statement was taken in nothing is known, and a fee of a line that is no proven
payment is in no account and named.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from batikpos.domain.fairplan import FairPlan
from batikpos.domain.holders import Planned, holding_on
from batikpos.domain.money import ZERO, Rupiah, apportion, total
from batikpos.domain.paidon import PaidOn, paid_of, slip_days
from batikpos.domain.sale import SaleKind, SaleLine
from batikpos.domain.settlement import BoothActs, Kept, Party, PartyKind
from batikpos.domain.statement import Match, StatementLine
from batikpos.domain.tender import TenderKind
from batikpos.services.statements import CheckedStatements
from batikpos.values import frozen


@frozen
class QrisFees:
    """The fees that are booked, and the lines with a fee that are not."""

    kept: tuple[Kept, ...] = ()
    unbooked: tuple[StatementLine, ...] = ()

    @property
    def left(self) -> Rupiah:
        """Add up what is in no account."""
        return total(line.fee for line in self.unbooked)

    def of_day(self, day: date | None) -> "QrisFees":
        """Take what is of one day; all where it is of none."""
        if day is None:
            return self
        return QrisFees(
            tuple(one for one in self.kept if one.day == day),
            tuple(line for line in self.unbooked if line.at.date() == day),
        )


@frozen
class _Paper:
    """What was paid: on which day keyed, of a slip `paid_on` which, in which booth, for which goods."""

    day: date
    paid_on: date
    booth: str
    lines: tuple[SaleLine, ...]


def qris_fees(checked: CheckedStatements, acts: Iterable[BoothActs], planned: Planned) -> QrisFees:
    """Book each fee of a line that is a payment of the proven `acts`, on the day of its nota or order."""
    if not checked.statements:
        return QrisFees()
    all_acts = tuple(acts)
    papers, ended, off = dict(_papers(all_acts)), dict(_ended(all_acts)), _taken_off(all_acts)
    cancelled = {order.number for of in all_acts for order, _ in of.cancelled}
    kept: list[Kept] = []
    unbooked: list[StatementLine] = []
    for match in checked.match.matches:
        paper = papers.get(match.payment.number)
        if paper is None:
            unbooked.append(match.line)
        else:
            holder = holding_on(paper.paid_on, paper.booth, planned).of(TenderKind.QRIS)
            number = match.payment.number
            is_ended = match.payment.is_voided or number in cancelled
            gone = ended.get(number) if is_ended else None
            gone = gone or _all_off(off.get(number, ()), match.payment.amount)
            kept += _kept(match, paper, holder, planned.plan, gone)
    unbooked += [line for group in checked.match.ambiguous for line in group.lines]
    unbooked += checked.match.strangers
    unbooked += [line for one in checked.statements for line in one.refunds]
    return QrisFees(tuple(one for one in kept if one.bearers), tuple(line for line in unbooked if line.fee))


def _papers(acts: Collection[BoothActs]) -> Iterator[tuple[str, _Paper]]:
    slips = slip_days(sale for of in acts for sale in of.sales)
    for of in acts:
        for sale in of.sales:
            day = sale.business_day
            yield sale.number, _Paper(day, slips.get(sale.number, day), of.booth, sale.lines)
        for order in of.orders:
            yield order.number, _Paper(order.business_day, order.business_day, of.booth, order.lines)


def _ended(acts: Iterable[BoothActs]) -> Iterator[tuple[str, date]]:
    """Say when a sale was voided, and when an order was cancelled."""
    for of in acts:
        for sale in of.sales:
            if sale.kind is SaleKind.VOID:
                yield sale.reverses, sale.business_day
        for order, day in of.cancelled:
            yield order.number, day


def _taken_off(acts: Collection[BoothActs]) -> dict[str, list[tuple[date, Rupiah]]]:
    """List what returns took off by QRIS, by the paper it was paid on, with their days."""
    sales = [sale for of in acts for sale in of.sales]
    paper = PaidOn(paid_of(sale) for sale in sales if sale.kind is SaleKind.SALE).paper
    off: dict[str, list[tuple[date, Rupiah]]] = {}
    for sale in sales:
        amount = total(-tender.amount for tender in sale.tenders if tender.kind is TenderKind.QRIS)
        if sale.kind is SaleKind.REFUND and amount:
            off.setdefault(paper(sale.reverses), []).append((sale.business_day, amount))
    return off


def _all_off(off: Iterable[tuple[date, Rupiah]], paid: Rupiah) -> date | None:
    """Say on which day the last of a payment was taken off; of one that is there in part on none."""
    left = paid
    for day, amount in sorted(off, key=lambda one: one[0]):
        left -= amount
        if left <= ZERO:
            return day
    return None


def _kept(match: Match, paper: _Paper, holder: Party, plan: FairPlan, gone: date | None) -> Iterator[Kept]:
    """Let the holder bear it, or, where the plan says so, whoever's goods were paid, by what each brought.

    Of a sale or order that is `gone`, voided or cancelled, nobody's goods were paid: from that day on the
    holder bears it.
    """
    fee, number = match.line.fee, match.payment.number
    codes = tuple(dict.fromkeys(line.producer for line in paper.lines))
    if not fee or plan.qris_fee != "producer" or not codes or gone == paper.day:
        yield Kept(holder, ((holder, fee),) if fee else (), fee, paper.day, paper.booth, number)
        return
    nets = [total(line.net for line in paper.lines if line.producer == code) for code in codes]
    parts = apportion(fee, nets)
    parties = [Party(PartyKind.PRODUCER, code) for code in codes]
    yield Kept(holder, tuple(zip(parties, parts, strict=True)), fee, paper.day, paper.booth, number)
    if gone is not None:
        back = tuple((party, -part) for party, part in zip(parties, parts, strict=True))
        yield Kept(holder, (*back, (holder, fee)), ZERO, gone, paper.booth, number)
