"""The drawer opens once for whatever moves cash, before the act's paper, and for nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.money import Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.exchanging import exchange_size
from batikpos.services.orders import cancel_order, pick_up, take_order
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import move_cash
from batikpos.store.printjobs import list_jobs
from tests.shop import DAY, NOON, RINI, SARI, SHIRT, basket, cash, item, line, qris, sell

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}
LARGE = "TOM-KM-001-L"


def sold(desk: Desk, *tenders: int) -> str:
    """Sell a shirt for cash, or for QRIS where nothing is given."""
    paid = tuple(map(cash, tenders)) or (qris(395_000),)
    return sell(desk, tenders=paid).kept.sale.number


def ordered(desk: Desk) -> str:
    """Take an order that is paid down in cash."""
    due = DAY + timedelta(days=3)
    return take_order(
        desk, basket(line(SHIRT)), (cash(100_000),), customer="Bu Tejo", due=due, **WHO
    ).order.number


def corrected(desk: Desk, number: str, paid: int | None) -> object:
    """Put a sale right: paid anew in cash, or by QRIS."""
    tenders = (qris(395_000),) if paid is None else (cash(paid),)
    return correct_sale(desk, number, basket(line(SHIRT)), tenders, "salah", **WHO)


CASH = ["drawer", "original"]
MOVES: dict[str, tuple[Callable[[Desk], str], Callable[[Desk, str], object], list[str]]] = {
    "a sale": (lambda _: "", lambda desk, _: sold(desk, 400_000), CASH),
    "a sale by QRIS": (lambda _: "", lambda desk, _: sold(desk), ["original"]),
    "a void": (lambda desk: sold(desk, 395_000), lambda desk, n: void_sale(desk, n, "salah", **WHO), CASH),
    "a void of QRIS": (sold, lambda desk, n: void_sale(desk, n, "salah", **WHO), ["original"]),
    "a return": (
        lambda desk: sold(desk, 395_000),
        lambda desk, n: refund_sale(desk, n, [(1, None)], "sobek", **WHO),
        CASH,
    ),
    "a return by transfer": (
        lambda desk: sold(desk, 395_000),
        lambda desk, n: refund_sale(desk, n, [(1, None)], "sobek", tender=TenderKind.TRANSFER, **WHO),
        ["original"],
    ),
    "an exchange": (
        lambda desk: sold(desk, 395_000),
        lambda desk, n: exchange_size(desk, n, 1, item(LARGE), exchange_id=uuid4(), approver=SARI, **WHO),
        ["original", "original"],
    ),
    "cash put right": (
        lambda desk: sold(desk, 395_000),
        lambda desk, n: corrected(desk, n, 400_000),
        ["original", "drawer", "original"],
    ),
    "cash put right to QRIS": (
        lambda desk: sold(desk, 395_000),
        lambda desk, n: corrected(desk, n, None),
        ["drawer", "original", "original"],
    ),
    "a down payment": (lambda _: "", lambda desk, _: ordered(desk), ["drawer", "order"]),
    "a pick-up": (
        ordered,
        lambda desk, n: pick_up(desk, n, (cash(295_000),), **WHO),
        CASH,
    ),
    "a cancelled order": (ordered, lambda desk, n: cancel_order(desk, n, "batal", **WHO), ["drawer", "cash"]),
    "cash put in": (
        lambda _: "",
        lambda desk, _: move_cash(desk, Rupiah(50_000), "kembalian", **WHO),
        ["drawer"],
    ),
    "cash taken out": (
        lambda _: "",
        lambda desk, _: move_cash(desk, Rupiah(-20_000), "makan", with_slip=True, **WHO),
        ["drawer", "cash"],
    ),
}


@pytest.mark.parametrize("what", MOVES)
def test_the_drawer_opens_once_for_what_moves_cash(desk: Desk, what: str) -> None:
    has_drawer = desk.with_settings(replace(desk.settings, printer="file:none", drawer=True))
    before, act, wanted = MOVES[what]
    number = before(desk)
    earlier = queued(desk)
    act(has_drawer, number)
    assert queued(desk)[len(earlier) :] == wanted


@pytest.mark.parametrize("what", MOVES)
def test_no_drawer_opens_where_none_hangs_on_the_printer(desk: Desk, what: str) -> None:
    before, act, _ = MOVES[what]
    act(desk, before(desk))
    assert "drawer" not in queued(desk)


def queued(desk: Desk) -> list[str]:
    """List what was queued for the printer, in its order."""
    with desk.store.reading() as tx:
        return [job.kind.value for job in list_jobs(tx)]
