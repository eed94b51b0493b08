"""What really moves at a stand: money in the drawer, payments at the acquirer, goods, papers."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.causes.drawer import cash_of
from batikpos.domain.causes.papers import CashSlip, Goods, Papers, Payment
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Quantity
from batikpos.domain.sale import Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.till import DENOMINATIONS

SMALLEST_NOTE = 1_000

RARE_NOTE = 75_000
"""The note of 2020 that nobody spends."""


@dataclass(slots=True)
class Hands:
    """The stand as it is; `float_given` lay in the drawer in the morning."""

    float_given: Rupiah
    cash: Rupiah
    slips: list[CashSlip] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    gone: dict[str, int] = field(default_factory=dict)

    def take_cash(self, sale: Sale) -> None:
        """Put what a sale left in the drawer there, or take out what one gave back."""
        self.cash += cash_of(sale)

    def take_payments(self, tenders: tuple[Tender, ...], at: datetime, chance: Random) -> None:
        """Let the acquirer book what was paid by QRIS, a little before or after it was keyed."""
        for tender in tenders:
            if tender.kind is TenderKind.QRIS:
                reference = f"{chance.randrange(10**8):08}" + (
                    tender.reference or f"{chance.randrange(10**4):04}"
                )
                apart = timedelta(seconds=chance.randint(-180, 60))
                self.payments.append(Payment(at + apart, tender.amount, reference))

    def hand_over(self, cart: Cart) -> None:
        """Let goods leave the table."""
        for line in cart.lines:
            self.move(line.item.sku, line.quantity.size)

    def put_back(self, back: Sale) -> None:
        """Let what a void or refund names come back to the table."""
        for line in back.lines:
            self.move(line.sku, line.quantity.size)

    def move(self, sku: str, size: int) -> None:
        """Let so much of something leave the table, or come back (below zero)."""
        self.gone[sku] = self.gone.get(sku, 0) + size

    def papers(self, catalogue: Catalogue, chance: Random) -> Papers:
        """Hand everything in, as it lies there."""
        return Papers(
            float_given=self.float_given,
            handed_in=lay_out(self.cash, chance),
            slips=tuple(self.slips),
            payments=tuple(sorted(self.payments, key=lambda p: p.at)),
            gone={sku: self._goods(catalogue, sku, size) for sku, size in self.gone.items() if size},
        )

    def _goods(self, catalogue: Catalogue, sku: str, size: int) -> Goods:
        item = catalogue.load(sku)
        return Goods(Quantity(size, item.unit), item.price)


def lay_out(cash: Rupiah, chance: Random) -> dict[int, int]:
    """Lay an amount out in notes as they gather in a drawer: not always the largest that there are."""
    counts = dict.fromkeys(DENOMINATIONS, 0)
    rest = cash.amount
    if rest < 0:
        message = f"a drawer holds {cash}"
        raise ValueError(message)
    for note in DENOMINATIONS:
        most = rest // note
        pieces = (
            most if note <= SMALLEST_NOTE or note == RARE_NOTE else most - chance.randint(0, min(most, 3))
        )
        counts[note] = 0 if note == RARE_NOTE else pieces
        rest -= note * counts[note]
    if rest:
        message = f"no coins make {cash}"
        raise ValueError(message)
    return counts


def is_payable(amount: Rupiah) -> bool:
    """Say whether notes and coins make it."""
    return amount > ZERO and amount.amount % DENOMINATIONS[-1] == 0
