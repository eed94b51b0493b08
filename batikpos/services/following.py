"""A sale in another one's place: what was given back and what was sold for it, in one transaction."""

from uuid import UUID

from batikpos.domain.agreement import agreed_from_body
from batikpos.domain.giveback import balance
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import CompletedSale, IdReused
from batikpos.services.desk import Desk
from batikpos.services.till import TillClosed
from batikpos.store.engine import Transaction
from batikpos.store.journal import list_facts
from batikpos.store.printjobs import find_original
from batikpos.store.sales import KeptSale, find_sale_by_id, list_reversals, next_running
from batikpos.store.tills import find_open_day
from batikpos.values import frozen

_NOT_HANDED = (TenderKind.CASH, TenderKind.QRIS)


@frozen
class Followed:
    """What was given back, and the sale in its place: each names the other.

    What was `paid_otherwise` is given back in the books only, so that they say how it was really paid.
    """

    given_back: CompletedSale
    sale: CompletedSale
    paid_otherwise: tuple[Tender, ...] = ()

    @property
    def balance(self) -> dict[TenderKind, Rupiah]:
        """Say what moves on balance, by each way of paying: less than nothing goes back to the buyer.

        What nobody saw come and is taken off moves not, nor does what was paid otherwise.
        """
        back = (tender.turned for tender in self.given_back.kept.sale.tenders)
        sale = self.sale.kept.sale
        unmoved = (*self.given_back.taken_off, *self.paid_otherwise)
        return balance(back, (*sale.tenders, *unmoved), sale.change)

    @property
    def back(self) -> Rupiah:
        """Say what the buyer gets in cash: the change, or what goes back on balance."""
        return max(-self.balance.get(TenderKind.CASH, ZERO), self.sale.kept.sale.change)

    @property
    def handed(self) -> tuple[Tender, ...]:
        """Say what the buyer gets, in each way: no QRIS, which is taken off the books."""
        others = {kind: -amount for kind, amount in self.balance.items() if kind not in _NOT_HANDED}
        gets = {TenderKind.CASH: self.back} | others
        return tuple(Tender(kind, amount) for kind, amount in gets.items() if amount > ZERO)


def number_after(tx: Transaction, desk: Desk) -> str:
    """Say which number the nota after the next one gets. Raises: TillClosed."""
    till = find_open_day(tx)
    if till is None:
        raise TillClosed
    running = next_running(tx, desk.fair.fair_id, till.business_day)
    return desk.booth.number(till.business_day, running + 1)


def find_followed(tx: Transaction, desk: Desk, number: str, sale_id: UUID) -> Followed | None:
    """Find what was put in a sale's place under an id, where that was done before. Raises: IdReused."""
    kept = find_sale_by_id(tx, desk.fair.fair_id, str(sale_id))
    if kept is None:
        return None
    reversals = list_reversals(tx, number)
    given_back = next((k for k in reversals if k.sale.followed_by == kept.sale.number), None)
    if kept.sale.follows != number or given_back is None:
        raise IdReused(kept.sale.number)
    return Followed(_again(tx, desk, given_back), _again(tx, desk, kept))


def _again(tx: Transaction, desk: Desk, kept: KeptSale) -> CompletedSale:
    original = find_original(tx, kept.sale.number)
    (fact,) = list_facts(tx, desk.fair.fair_id, kept.journal_id, after=kept.seq - 1, limit=1)
    agreed = agreed_from_body(fact.body)
    return CompletedSale(kept, original.job_id if original else "", is_repeat=True, agreed=agreed)
