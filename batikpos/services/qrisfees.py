"""What acquirers kept of payments by QRIS, as their statements tell: booked where one is a proven payment.

Nothing is guessed: where no statement was taken in nothing is known, and a fee of a line that is no proven
payment is in no account and named.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from batikpos.domain.fairplan import FairPlan
from batikpos.domain.holders import Planned, holding_on
from batikpos.domain.money import Rupiah, apportion, total
from batikpos.domain.sale import SaleLine
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
    """What was paid: on which day, in which booth, for which goods."""

    day: date
    booth: str
    lines: tuple[SaleLine, ...]


def qris_fees(checked: CheckedStatements, acts: Iterable[BoothActs], planned: Planned) -> QrisFees:
    """Book each fee of a line that is a payment of the proven `acts`, on the day of its nota or order."""
    if not checked.statements:
        return QrisFees()
    all_acts = tuple(acts)
    papers = dict(_papers(all_acts))
    cancelled = {order.number for of in all_acts for order, _ in of.cancelled}
    kept, unbooked = [], []
    for match in checked.match.matches:
        paper = papers.get(match.payment.number)
        if paper is None:
            unbooked.append(match.line)
        else:
            has_gone = match.payment.is_voided or match.payment.number in cancelled
            holder = holding_on(paper.day, paper.booth, planned).of(TenderKind.QRIS)
            kept.append(_kept(match, paper, holder, planned.plan, has_gone=has_gone))
    unbooked += [line for group in checked.match.ambiguous for line in group.lines]
    unbooked += checked.match.strangers
    unbooked += [line for one in checked.statements for line in one.refunds]
    return QrisFees(tuple(one for one in kept if one.amount), tuple(line for line in unbooked if line.fee))


def _papers(acts: Iterable[BoothActs]) -> Iterator[tuple[str, _Paper]]:
    for of in acts:
        for sale in of.sales:
            yield sale.number, _Paper(sale.business_day, of.booth, sale.lines)
        for order in of.orders:
            yield order.number, _Paper(order.business_day, of.booth, order.lines)


def _kept(match: Match, paper: _Paper, holder: Party, plan: FairPlan, *, has_gone: bool) -> Kept:
    """Let the holder bear it, or, where the plan says so, whoever's goods were paid, by what each brought.

    Of a sale or order that `has_gone`, voided or cancelled, nobody's goods were paid.
    """
    fee = match.line.fee
    bearers: tuple[tuple[Party, Rupiah], ...] = ((holder, fee),)
    codes = tuple(dict.fromkeys(line.producer for line in paper.lines))
    if plan.qris_fee == "producer" and codes and not has_gone:
        nets = [total(line.net for line in paper.lines if line.producer == code) for code in codes]
        parties = (Party(PartyKind.PRODUCER, code) for code in codes)
        bearers = tuple(zip(parties, apportion(fee, nets), strict=True))
    return Kept(holder, bearers, fee, paper.day, paper.booth, match.payment.number)
