"""A drawer's day, closed and counted: what the rules of causes look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from batikpos.domain.causes.papers import Papers
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.domain.till import Till, counted_cash


@dataclass(frozen=True)
class DrawerDay:
    """A device's tills of a day with what came of them: `difference` is `counted` less expected.

    `usual_float` is what most drawers of the fair began with that day, where most did with the same.
    """

    tills: tuple[Till, ...]
    counted: Rupiah
    difference: Rupiah
    papers: Papers
    usual_float: Rupiah | None = None

    @cached_property
    def sales(self) -> tuple[Sale, ...]:
        """List what all its tills took and gave back."""
        return tuple(sale for till in self.tills for sale in till.sales)

    @cached_property
    def closes(self) -> tuple[str, ...]:
        """Name the slips of the closes that do not come out; of all of them where each for itself does."""
        off = tuple(t.number for t in self.tills if t.number and t.figures.difference)
        return off or tuple(t.number for t in self.tills if t.number)

    @cached_property
    def voids(self) -> tuple[Sale, ...]:
        """List the voids; one of a sale that another one took the place of moved no goods by itself."""
        return tuple(s for s in self.sales if s.kind is SaleKind.VOID and not s.followed_by)

    @cached_property
    def standing(self) -> tuple[Sale, ...]:
        """List the sales that were not voided."""
        voided = {s.reverses for s in self.sales if s.kind is SaleKind.VOID}
        return tuple(s for s in self.sales if s.kind is SaleKind.SALE and s.number not in voided)

    @cached_property
    def handed_in(self) -> Rupiah | None:
        """Add up what the organizer counted."""
        return None if self.papers.handed_in is None else counted_cash(self.papers.handed_in)

    @cached_property
    def late_refunds(self) -> tuple[Sale, ...]:
        """List cash given back in a till of its own after a close, whose count knows nothing of it.

        Nothing was sold in that till, and it was counted as if nothing had been given back either.
        """
        return tuple(
            sale
            for till in self.tills[1:]
            if till.sales
            and till.counted == till.float_
            and not till.moves
            and not till.carries
            and all(s.kind is SaleKind.REFUND for s in till.sales)
            for sale in till.sales
            if cash_of(sale)
        )

    @cached_property
    def left_in(self) -> tuple[Till, ...]:
        """List the tills whose money was the float of the next: it is counted twice, and handed in once.

        A float of the same size may have been given out too, and the money before handed in: then it was not.
        """
        if self.handed_in is None:
            return ()
        like = tuple(
            till
            for till, after in pairwise(self.tills)
            if till.counted and till.counted == after.float_ and not after.carries
        )
        off, less = self._off, total(till.counted or ZERO for till in like)
        return like if abs((off - less).amount) < abs(off.amount) else ()

    @cached_property
    def counted_once(self) -> Rupiah:
        """Say what the booth counted, without the money that one till left in the drawer for the next."""
        return self.counted - total(till.counted or ZERO for till in self.left_in)

    @cached_property
    def count_off(self) -> Rupiah:
        """Say how much more the booth counted than was handed in, beside what is known to have left since."""
        return self._off - (self.counted - self.counted_once)

    @cached_property
    def _off(self) -> Rupiah:
        if self.handed_in is None:
            return ZERO
        return self.counted - self.handed_in + total(cash_of(sale) for sale in self.late_refunds)

    @cached_property
    def extra_gone(self) -> Mapping[str, int]:
        """Say by SKU what left the table and is in no sale (above zero), or was sold and is still there."""
        if self.papers.gone is None:
            return {}
        left = {sku: goods.quantity.size for sku, goods in self.papers.gone.items()}
        for sale in self.sales:
            for line in sale.lines:
                left[line.sku] = left.get(line.sku, 0) - line.quantity.size
        return {sku: size for sku, size in left.items() if size}


def cash_of(sale: Sale) -> Rupiah:
    """Say what a sale left in the drawer; less than zero where it gave back."""
    return paid_with(sale, TenderKind.CASH) - sale.change


def paid_with(sale: Sale, kind: TenderKind) -> Rupiah:
    """Add up what was paid one way."""
    return total(t.amount for t in sale.tenders if t.kind is kind)
