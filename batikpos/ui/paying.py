"""Paying the open basket: one sale at a time, with a second person or against the books where asked."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from batikpos.domain.agreement import Asked, Reason, is_agreed
from batikpos.domain.catalogue import Item
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.money import total
from batikpos.domain.obstacle import BelowFloor, SeveralSoldOut, SoldOut, short_of, sold_out
from batikpos.domain.quantity import Quantity
from batikpos.domain.right import (
    AllNeeded,
    ApprovalNeeded,
    PrintingRefused,
    check_all,
    check_printing,
    void_reasons,
)
from batikpos.domain.sale import sold_lines
from batikpos.domain.tender import Tender
from batikpos.services.baskets import OpenBasket
from batikpos.services.checkout import CompletedSale, complete_sale, price_reasons
from batikpos.services.desk import Desk
from batikpos.ui.tasks import Lane, Tasks


class Paying(QObject):
    """Has baskets sold; what was agreed to for one holds until it is changed (`begin_anew`).

    It holds for nothing else: what else is needed when the sale is written is asked for then.

    What has `begun` ends in `completed` or `failed`. Where one was not sold, `failed` comes before what is to
    be said or asked about it, and `ended` after.
    """

    begun = Signal()
    voided = Signal(object)
    completed = Signal(object)
    failed = Signal(object)
    ended = Signal()
    refused = Signal(object)
    approval_needed = Signal(object)
    oversell_asked = Signal(object)

    def __init__(self, tasks: Tasks, cashier: Person, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._cashier = tasks, cashier
        self._approver: str = ""
        self._prices: tuple[Reason, ...] = ()
        self._short: tuple[Reason, ...] = ()
        self.is_busy = False

    def take_cashier(self, cashier: Person) -> None:
        """Go on with somebody else at the till, who asks anew."""
        self._cashier = cashier
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was agreed to: the basket is another one now."""
        self._approver, self._prices, self._short = "", (), ()

    def pay(
        self,
        desk: Desk,
        basket: OpenBasket,
        tenders: Sequence[Tender],
        *,
        language: str,
        shown: Container[int] | None = None,
    ) -> None:
        """Complete the sale, its nota in `language`; its id was minted with the basket, so twice is once.

        Of a sale that is put right, `shown` are the payments that were said to be seen.
        """
        if self.is_busy or not basket.cart.lines:
            return
        self.is_busy = True
        self.begun.emit()
        work = partial(
            _sell,
            desk,
            basket,
            tuple(tenders),
            shown,
            cashier=self._cashier.name,
            now=datetime.now(UTC),
            approver=self._approver,
            oversell=bool(self._short),
            agreed=(*self._prices, *self._short),
            language=language,
            told_in=desk.settings.language,
        )
        self._tasks.run(
            Lane.STORE, work, done=self._completed, failed=partial(self._not_completed, tuple(tenders))
        )

    def agree(self, approver: str, prices: tuple[Reason, ...]) -> None:
        """Keep who agreed to which prices."""
        self._approver, self._prices = approver, prices

    def allow_oversell(self, short: tuple[Reason, ...]) -> None:
        """Sell what the books say is gone, and nothing else: those pieces are in the buyer's hand."""
        self._short = short

    def obstacle(
        self, desk: Desk, basket: OpenBasket, too_few: Sequence[tuple[Item, Quantity]]
    ) -> Asked | None:
        """Say what would keep a basket from being sold, as far as it is known here; None where nothing is."""
        reasons = price_reasons(desk, basket.cart, sold_lines(basket.cart, desk.catalogue))
        if (old := basket.corrects) is not None:
            was = total(tender.amount for tender in old.paid)
            reasons = (*void_reasons(desk.settings.rules, old.number, was), *reasons)
        try:
            check_all(reasons, self._approver, self._prices)
        except Asked as error:
            return error
        short = [short_of(basket.cart, item, left) for item, left in too_few]
        return None if is_agreed(short, self._short) else sold_out(short)

    def refusal(self, desk: Desk, basket: OpenBasket) -> PosError | None:
        """Say what nobody can lift, so that no money is asked for; None where nothing is in the way.

        Of what was sold before, on a slip or by the sale that is put right, nothing is refused.
        """
        if basket.slip is not None:
            return None
        sold = basket.corrects.sold if basket.corrects is not None else {}
        try:
            check_printing(desk.settings.rules, basket.cart.beyond(sold))
        except PrintingRefused as refusal:
            return refusal
        return None

    def _completed(self, done: tuple[CompletedSale | None, CompletedSale]) -> None:
        self.is_busy = False
        voided, sold = done
        if voided is not None:
            self.voided.emit(voided)
        self.completed.emit(sold)

    def _not_completed(self, tenders: tuple[Tender, ...], error: PosError) -> None:
        self.is_busy = False
        self.failed.emit(error)
        match error:
            case BelowFloor() | ApprovalNeeded() | AllNeeded():
                self.approval_needed.emit((error, tenders))
            case SoldOut() | SeveralSoldOut():
                self.oversell_asked.emit((error, tenders))
            case _:
                self.refused.emit(error)
        self.ended.emit()


def _sell(
    desk: Desk,
    basket: OpenBasket,
    tenders: tuple[Tender, ...],
    shown: Container[int] | None,
    **how: Any,  # noqa: ANN401 - passed on
) -> tuple[CompletedSale | None, CompletedSale]:
    """Sell a basket, or put a sale right with it; say also what was voided for it."""
    corrects = basket.corrects
    if corrects is None:
        return None, complete_sale(desk, basket.cart, tenders, slip=basket.slip, **how)
    from batikpos.services.correcting import correct_sale  # noqa: PLC0415 - no first sale needs it

    done = correct_sale(
        desk,
        corrects.number,
        basket.cart,
        tenders,
        corrects.reason,
        shown=shown,
        left_out=corrects.left_out,
        **how,
    )
    warnings = (*done.given_back.warnings, *done.sale.warnings)
    return done.given_back, replace(done.sale, warnings=warnings)
