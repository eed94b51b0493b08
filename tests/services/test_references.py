"""What facts say of other facts: what was forged, or makes no sense beside the rest, is named."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.fact import FORMAT, FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.reconcile import say_cause
from batikpos.domain.record import item_to_body
from batikpos.domain.sale import Sale, SaleKind, returned_lines
from batikpos.domain.tender import Tender, less_change
from batikpos.i18n import translator
from batikpos.services.adding import add_item
from batikpos.services.checking import mark_sale_checked
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.drawer import open_drawer
from batikpos.services.orders import take_order
from batikpos.services.pack import make_pack
from batikpos.services.pack_verifier import Files, check
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import refund_sale, reversal_of
from batikpos.services.till import close_till, count_drawer, open_till
from batikpos.services.verify import verify
from batikpos.store.journal import append, append_sale, insert_aside
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import DAY, FLOAT, KEYRING, NOON, RINI, SHIRT, basket, cash, facts_of, line, qris, sell

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}
WHEN = "2026-12-11T12:00:00+07:00"
TILL = 2
"""The fact that opened the till."""


def voided(of: Sale) -> Sale:
    """Give all of a sale back, as it was paid."""
    return reversal_of(of, less_change(of.tenders, of.change), "x", cashier=RINI)


def forge(desk: Desk, kind: FactKind, **body: Any) -> int:
    """Write a fact down past every service; return its number."""
    with desk.writing() as tx:
        said = {"at": WHEN, "cashier": RINI} | body
        return append(tx, kind, desk.fair.local(NOON), said).seq


def forge_sale(desk: Desk, sale: Sale, running: int, **also: Any) -> int:
    """Write a sale, void or refund down past every service; return the number of its fact."""
    new = replace(
        sale, sale_id=str(uuid4()), running=running, number=f"A03-20261211-{running:04}", content="", **also
    )
    with desk.writing() as tx:
        return append_sale(tx, new, till_seq=TILL).seq


def named(desk: Desk) -> list[tuple[int | None, str]]:
    """Say what is named."""
    return [(fault.seq, fault.code) for fault in verify(desk.store).faults]


def order(desk: Desk, *tenders: Tender) -> str:
    """Take an order of a shirt, paid down; return its number."""
    cart = basket(line(SHIRT))
    return take_order(desk, cart, tenders, customer="Bu Tejo", due=DAY, **WHO).order.number


def test_what_is_true_is_not_named(desk: Desk) -> None:
    ordered, sold = order(desk, qris(100_000)), sell(desk, tenders=(qris(395_000),)).kept.sale
    for number in (ordered, sold.number):
        mark_sale_checked(desk, number, **WHO)
    correct_sale(desk, sold.number, basket(line(SHIRT)), (qris(395_000),), "salah", **WHO)
    several = sell(desk, line(KEYRING, 3)).kept.sale.number
    refund_sale(desk, several, [(1, 1)], "rusak", **WHO)
    refund_sale(desk, several, [(1, 2)], "rusak", **WHO)
    open_drawer(desk, "tukar uang", **WHO)
    count_drawer(desk, {100_000: 3}, **WHO)
    goods = open_item("Selendang", Rupiah(85_000), producer="TOM", technique=Technique.CAP, dye=Dye.NATURAL)
    add_item(desk, goods, **WHO)
    assert named(desk) == []


@pytest.mark.parametrize(
    ("number", "n"),
    [
        ("A03-20261211-0099", 1),  # no such sale
        ("A03-20261211-0001", 2),  # no such payment of it
        ("A03-20261211-0001", 0),
        ("A03-20261211-0002", 1),  # paid in cash
        ("A03-20261211-P0001", 1),  # paid down in cash
        ("A03-20261211-P0001", 3),  # nothing of the order
        ("A03-20261211-P0099", 1),
        ("A03-20261211-0003", 1),  # the void of the first
    ],
)
def test_a_payment_that_is_not_here_was_not_seen(desk: Desk, number: str, n: int, tmp_path: Path) -> None:
    first = sell(desk, tenders=(qris(395_000),)).kept.sale
    sell(desk)
    order(desk, cash(50_000), qris(100_000))
    forge_sale(desk, voided(first), 3)
    assert named(desk) == []
    seq = forge(desk, FactKind.CHECK, number=number, n=n)
    assert named(desk) == [(seq, "check")]
    assert named_in_a_pack(desk, tmp_path) == [(seq, "check")]


def test_a_payment_cannot_have_been_seen_before_it_came(desk: Desk) -> None:
    seq = forge(desk, FactKind.CHECK, number="A03-20261211-0001", n=1)
    sell(desk, tenders=(qris(395_000),))
    assert named(desk) == [(seq, "check")]


COUNT: dict[str, Any] = {"counts": {"100000": 3}, "counted": 300_000}
DRAWER: dict[str, Any] = {"reason": "tukar uang", "approver": ""}
MOVE: dict[str, Any] = {"amount": -50_000, "reason": "makan"}


@pytest.mark.parametrize(
    ("kind", "body"),
    [(FactKind.COUNT, COUNT), (FactKind.DRAWER, DRAWER), (FactKind.CASH_MOVE, MOVE)],
)
@pytest.mark.parametrize("till", ["closed", "none", "to come"])
def test_what_was_done_in_a_till_that_was_not_open_is_named(
    desk: Desk, tmp_path: Path, kind: FactKind, body: dict[str, Any], till: str
) -> None:
    close_till(desk, {100_000: 5}, **WHO)
    seq = forge(desk, kind, till={"closed": TILL, "none": 1, "to come": 99}[till], **body)
    open_till(desk, FLOAT, **WHO)
    assert named(desk) == [(seq, "till")]
    assert named_in_a_pack(desk, tmp_path) == [(seq, "till")]


def test_a_count_of_less_than_nothing_and_one_that_does_not_add_up_cannot_be_read(desk: Desk) -> None:
    wrong = ({"100000": -3}, -300_000), ({"100000": 3}, 400_000)
    for counts, counted in wrong:
        with pytest.raises(ValueError, match="count"):
            forge(desk, FactKind.COUNT, till=TILL, counts=counts, counted=counted)


def test_goods_nobody_may_sell_and_goods_of_nobody(desk: Desk) -> None:
    goods = open_item("Selendang", Rupiah(85_000), producer="TOM", technique=Technique.CAP, dye=Dye.NATURAL)
    for also in ({"price": 0}, {"floor": 90_000}, {"floor": -1}, {"step": 0}, {"stock": -1}):
        with pytest.raises(ValueError, match="cannot be sold"):
            forge(desk, FactKind.ITEM, item=item_to_body(goods) | also)
    seq = forge(desk, FactKind.ITEM, item=item_to_body(goods) | {"producer": "XXX"})
    assert named(desk) == [(seq, "item")]


def test_what_was_never_sold_is_not_given_back(desk: Desk, tmp_path: Path) -> None:
    sold = sell(desk).kept.sale
    void = voided(replace(sold, number="A03-20261211-0077"))
    seq = forge_sale(desk, void, 2)
    assert named(desk) == [(seq, "reversal")]
    close_till(desk, {100_000: 5}, **WHO)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        assert [(f.seq, f.code) for f in verify(centre).faults] == [(seq, "reversal")]
        states = {d.state.value for d in reconcile_day(centre, DAY).reconciliation.devices if d.figures}
        assert states == {"reported"}


def test_a_correction_of_a_sale_that_is_not_here_is_named_though_both_halves_agree(desk: Desk) -> None:
    sold = sell(desk).kept.sale
    none = "A03-20261211-0077"
    void = voided(replace(sold, number=none))
    seq = forge_sale(desk, void, 2, followed_by="A03-20261211-0003")
    forge_sale(desk, sold, 3, follows=none)
    assert named(desk) == [(seq, "reversal")]


def test_more_than_was_sold_is_not_given_back(desk: Desk) -> None:
    sold = sell(desk, line(KEYRING, 3)).kept.sale
    refund_sale(desk, sold.number, [(1, 2)], "rusak", **WHO)
    lines = returned_lines(sold.lines, (), [(1, 2)])
    back = replace(voided(sold), kind=SaleKind.REFUND)
    amount = Rupiah(-20_000)
    seq = forge_sale(desk, back, 3, lines=lines, tenders=(Tender(back.tenders[0].kind, amount),))
    assert named(desk) == [(seq, "reversal")]


@pytest.mark.parametrize(
    "other", [{"producer": "BDR"}, {"sku": SHIRT}, {"quantity": Quantity(-1, Unit.METRE)}]
)
def test_goods_of_another_are_not_given_back_for_what_was_sold(desk: Desk, other: dict[str, Any]) -> None:
    """What comes back is taken from whose it says it is: it must be whose it was sold for."""
    sold = sell(desk, line(KEYRING, 1)).kept.sale
    back = replace(voided(sold), kind=SaleKind.REFUND)
    lines = tuple(replace(one, **other) for one in returned_lines(sold.lines, (), [(1, 1)]))
    seq = forge_sale(desk, back, 2, lines=lines)
    assert (seq, "reversal") in named(desk)


def test_what_was_put_aside_may_say_anything_and_stops_no_day(desk: Desk, tmp_path: Path) -> None:
    """A booth's own login puts facts aside as it likes: sums of more digits than Python writes, for one."""
    sell(desk)
    close_till(desk, {100_000: 5}, **WHO)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        last = facts_of(centre)[-1]
        payload = f'{{"v":{FORMAT},"body":{{"total":{"9" * 4_300},"number":["x"]}}}}'
        others = [
            replace(last, seq=seq, kind=FactKind.SALE, payload=payload, hash=bytes([seq]) * 32)
            for seq in (last.seq, last.seq + 1)
        ]
        with centre.writing() as tx:
            insert_aside(tx, others)
        (row,) = (d for d in reconcile_day(centre, DAY).reconciliation.devices if d.figures)
        said = [say_cause(cause, row.figures, translator("en")) for cause in row.causes]
    assert any("put aside" in one for one in said)


def test_a_void_of_a_part_is_none(desk: Desk) -> None:
    sold = sell(desk, line(KEYRING, 3)).kept.sale
    back = voided(sold)
    lines = returned_lines(sold.lines, (), [(1, 2)])
    part = (Tender(back.tenders[0].kind, Rupiah(-20_000)),)
    seq = forge_sale(desk, back, 2, lines=lines, tenders=part)
    assert named(desk) == [(seq, "reversal")]


def test_a_void_gives_everything_back_once(desk: Desk) -> None:
    sold = sell(desk).kept.sale
    void = voided(sold)
    forge_sale(desk, void, 2)
    assert named(desk) == []
    seq = forge_sale(desk, void, 3)
    assert named(desk) == [(seq, "reversal")]


def named_in_a_pack(desk: Desk, folder: Path) -> list[tuple[int | None, str]]:
    """Say what the verifier of a pack, which knows nothing of the program, names in it."""
    with closing(open_centre(str(folder / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        make_pack(centre, folder / "pack.zip", (), now=NOON)
    with closing(Files(folder / "pack.zip")) as files:
        return [(fault.seq, fault.code) for fault in check(files).faults]
