"""What is still to pay, and what goes back: of a basket, and of one that puts a sale right.

There what was paid already counts, so that only the difference moves, whichever way it is paid.
"""

from collections.abc import Container, Mapping, Sequence

from batikpos.domain.correction import Correction
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import Tender, TenderKind, cash_rounding, less_lapsed
from batikpos.values import frozen


@frozen
class Due:
    """What a basket comes to, and to which multiple a payment all in cash is rounded down (0 = not).

    Of a sale that it `corrects` what was paid counts, but for what is struck off.
    """

    net: Rupiah
    step: int = 0
    corrects: Correction | None = None

    def of(self, tenders: Sequence[Tender]) -> Rupiah:
        """Say what is due where it is paid so; a sale that is put right may be settled with nothing added."""
        is_paid = bool(tenders) or self.corrects is not None
        return self.net + (cash_rounding(self.net, tenders, self.step) if is_paid else ZERO)

    def counted(self, taken: Sequence[Tender]) -> tuple[Tender, ...]:
        """Say what counts of each that was handed over: a voucher gives no change."""
        if self.corrects is None:
            return less_lapsed(taken, self.net)
        return self.corrects.counted(self.net, taken)

    def tenders(self, taken: Sequence[Tender]) -> tuple[Tender, ...]:
        """Say by what it is paid where so much was handed over: of a sale put right by what was paid too."""
        if self.corrects is None:
            return tuple(tender for tender in self.counted(taken) if tender.amount)
        return self.corrects.pay(self.net, taken)

    def is_covered(self, taken: Sequence[Tender]) -> bool:
        """Say whether nothing is to be added to what was handed over."""
        tenders = self.tenders(taken)
        return total(t.amount for t in tenders) >= self.of(tenders)

    def rest(self, taken: Sequence[Tender], kind: TenderKind) -> Rupiah:
        """Say what is still to pay, the rest being paid in one way; less than nothing is too much."""
        tenders = self.tenders(taken)
        as_paid = tenders if self.is_covered(taken) else (*tenders, Tender(kind, self.net))
        return self.of(as_paid) - total(t.amount for t in tenders)

    def over(self, taken: Sequence[Tender]) -> Rupiah:
        """Say how much too much was taken without cash: no cash is given for it. Vouchers lapse instead."""
        if self.corrects is None:
            tenders = self.tenders(taken)
            cashless = total(t.amount for t in tenders if t.kind is not TenderKind.CASH)
            return max(ZERO, cashless - self.of(tenders)) if tenders else ZERO
        vouchers = [tender for tender in taken if tender.kind is TenderKind.VOUCHER]
        rest = max(ZERO, self.net - total(t.amount for t in self.corrects.pay(self.net, vouchers)))
        others = (t for t in taken if t.kind not in {TenderKind.CASH, TenderKind.VOUCHER})
        return max(ZERO, total(t.amount for t in others) - rest)

    def moves(self, taken: Sequence[Tender], seen: Container[int]) -> Mapping[TenderKind, Rupiah]:
        """Say what still moves of a sale that is put right, once so much was handed over."""
        if self.corrects is None:
            return {}
        return self.corrects.moves(self.net, self.tenders(taken), self.step, seen, self.counted(taken))

    def taken_off(self, taken: Sequence[Tender], seen: Container[int]) -> tuple[Tender, ...]:
        """Say what nobody saw of what was paid for a sale that is put right, and pays for it no more."""
        return () if self.corrects is None else self.corrects.back(self.net, self.tenders(taken), seen)[1]
