"""What was shown to go back goes back, or nothing does: a payment may be marked as seen in between."""

from typing import Any

import pytest

from batikpos.domain.giveback import Back
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checking import mark_sale_checked
from batikpos.services.desk import Desk
from batikpos.services.history import load_past_sale
from batikpos.services.orders import cancel_order, deposit_whole, take_order
from batikpos.services.returns import OtherBack, refund_sale, void_sale
from tests.shop import DAY, NOON, RINI, basket, facts_of, line, qris, sell

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}
WHOLE = Rupiah(395_000)


@pytest.fixture
def sold(desk: Desk) -> str:
    """Sell something by QRIS that nobody looked for in the app yet."""
    return sell(desk, line(), tenders=(qris(WHOLE.amount),)).kept.sale.number


def test_a_void_that_was_said_to_give_nothing_gives_nothing(desk: Desk, sold: str) -> None:
    shown = load_past_sale(desk, sold).voided_back
    assert shown == Back((), (qris(WHOLE.amount),))
    mark_sale_checked(desk, sold, **WHO)
    before = facts_of(desk.store)
    with pytest.raises(OtherBack):
        void_sale(desk, sold, "salah", shown=shown, **WHO)
    assert facts_of(desk.store) == before
    now = load_past_sale(desk, sold).voided_back
    assert now.cash == WHOLE
    assert void_sale(desk, sold, "salah", shown=now, **WHO).back.given == (Tender(TenderKind.CASH, WHOLE),)


def test_a_return_that_was_said_to_give_nothing_gives_nothing(desk: Desk, sold: str) -> None:
    wanted = [(1, 1)]
    shown = load_past_sale(desk, sold).returned_back(wanted, TenderKind.CASH)
    mark_sale_checked(desk, sold, **WHO)
    before = facts_of(desk.store)
    with pytest.raises(OtherBack):
        refund_sale(desk, sold, wanted, "sobek", shown=shown, **WHO)
    assert facts_of(desk.store) == before
    now = load_past_sale(desk, sold).returned_back(wanted, TenderKind.CASH)
    assert refund_sale(desk, sold, wanted, "sobek", shown=now, **WHO).kept.sale.total == -WHOLE


def test_a_cancelled_order_that_was_said_to_give_nothing_gives_nothing(desk: Desk) -> None:
    paid = [qris(100_000)]
    order = take_order(desk, basket(line()), paid, customer="Bu Tini", due=DAY, **WHO).order
    shown = deposit_whole(order, TenderKind.QRIS, is_taken_off=True)
    mark_sale_checked(desk, order.number, **WHO)
    before = facts_of(desk.store)
    with pytest.raises(OtherBack):
        cancel_order(desk, order.number, "batal", shown=shown, **WHO)
    assert facts_of(desk.store) == before
    now = deposit_whole(order, TenderKind.CASH, is_taken_off=False)
    assert cancel_order(desk, order.number, "batal", shown=now, **WHO).tender is TenderKind.CASH
