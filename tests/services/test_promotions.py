"""Promotions of a booth: taken in from a list, kept in order, and sold as the screen showed them."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TypedDict

import pytest

from batikpos.domain.cart import AmountOff, PercentOff
from batikpos.domain.money import Rupiah
from batikpos.domain.obstacle import BelowFloor
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    PercentEach,
    Promotion,
    Scope,
    Season,
)
from batikpos.paper.document import Pair, document_from_json
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.orders import pick_up, take_order
from batikpos.services.promotion_list import read_promotions
from batikpos.services.promotions import (
    UnknownPromotion,
    add_promotions,
    load_promotions,
    promotions_at,
    remove_promotion,
    switch_promotion,
)
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import open_till
from batikpos.services.training import make_training
from batikpos.services.verify import verify
from batikpos.sheets.faults import BadList, NotAList
from batikpos.store.printjobs import find_original
from tests.shop import (
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    TUNIC,
    basket,
    cash,
    catalogue,
    line,
    set_up_booth,
)


class Agreed(TypedDict):
    """When something is changed, and who agrees to it."""

    now: datetime
    approver: str


SALE = Promotion("Great Sale", PercentEach(2_000), Scope(skus=(SHIRT,)))
AGREED = Agreed(now=NOON, approver=SARI)
HEAD = "name,deal,value,pieces,sku,kind,producer,from,until,from_hour,until_hour\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open a booth with an open till."""
    set_up_booth(tmp_path / "home")
    desk = open_desk(tmp_path / "home")
    with closing(desk.store):
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        yield desk


def read(tmp_path: Path, *rows: str, head: str = HEAD) -> tuple[Promotion, ...]:
    """Read a list of rows."""
    file = tmp_path / "promo.csv"
    file.write_text(head + "\n".join(rows), encoding="utf-8")
    return read_promotions(file, catalogue())


# The list as a file.


def test_every_deal_is_read_with_what_it_is_for_and_when(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        f"Great Sale,percent,20,,{SHIRT}|{TUNIC},,,2026-12-11,2026-12-13,,",
        'Beli 2,percent,"12,5%",2,,,TOM,,,,',
        "Potongan,rupiah,5000,,,syal,,,,15.00,17:30",
        "Gratis 1,cheapest,100,3,,,,,,,",
        "3 untuk 100.000,bundle,100000,3,,suvenir,,,,,",
    ) == (
        Promotion(
            "Great Sale",
            PercentEach(2_000),
            Scope(skus=(SHIRT, TUNIC)),
            Season(date(2026, 12, 11), date(2026, 12, 13)),
        ),
        Promotion("Beli 2", PercentEach(1_250, 2), Scope(producers=("TOM",))),
        Promotion(
            "Potongan",
            AmountEach(Rupiah(5_000)),
            Scope(kinds=("syal",)),
            Season(None, None, time(15), time(17, 30)),
        ),
        Promotion("Gratis 1", CheapestOff(3)),
        Promotion("3 untuk 100.000", Bundle(3, Rupiah(100_000)), Scope(kinds=("suvenir",))),
    )


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (",percent,20", ["name"]),
        ("A,persen,20", ["deal"]),
        ("A,percent,0", ["value"]),
        ("A,percent,101", ["value"]),
        ("A,percent,dua", ["value"]),
        ("A,rupiah,-5", ["value"]),
        ("A,bundle,,3", ["value"]),
        ("A,bundle,100000", ["pieces"]),
        ("A,cheapest,100,1", ["pieces"]),
        ("A,percent,10,99", ["pieces"]),
        ("A,percent,10,,XXX-1", ["sku"]),
        ("A,percent,10,,,topi", ["kind"]),
        ("A,percent,10,,,,XXX", ["producer"]),
        ("A,percent,10,,,,,11-12-2026", ["from"]),
        ("A,percent,10,,,,,2026-12-12,2026-12-11", ["until"]),
        ("A,percent,10,,,,,,,9,25.00", ["from_hour", "until_hour"]),
        ("A,percent,10,,,,,,,15.00,15.00", ["until_hour"]),
        ("A,percent,10,,,,,,,22.00,02.00", ["until_hour"]),
        ("A,percent,10,,,,,,,24.00,24.30", ["from_hour", "until_hour"]),
        ("A,lotre,x,1,,,,besok", ["deal", "value", "from"]),
    ],
)
def test_every_fault_is_named_by_row_and_column(tmp_path: Path, row: str, columns: list[str]) -> None:
    with pytest.raises(BadList) as refusal:
        read(tmp_path, "Baik,percent,10", row)
    assert [(f.row, f.column) for f in refusal.value.faults] == [(3, column) for column in columns]


def test_a_name_stands_once(tmp_path: Path) -> None:
    with pytest.raises(BadList, match="obral"):
        read(tmp_path, "Obral,percent,10", "obral,percent,20")


def test_a_file_without_its_columns_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(NotAList):
        read(tmp_path, "A,percent", head="name,deal\n")


# The list in the store.


def test_they_are_kept_in_their_order_and_one_of_the_same_name_takes_its_place(desk: Desk) -> None:
    one, two = Promotion("Satu", PercentEach(1_000)), Promotion("Dua", Bundle(3, Rupiah(1)))
    assert add_promotions(desk, (one, two, SALE), **AGREED) == (one, two, SALE)
    changed = replace(two, deal=CheapestOff(2))
    assert add_promotions(desk, (changed, replace(SALE, name="Baru")), **AGREED) == (
        one, changed, SALE, replace(SALE, name="Baru"),
    )  # fmt: skip
    assert remove_promotion(desk, "satu", **AGREED)[0] == changed
    with closing((again := open_desk(desk.home)).store):
        assert [p.name for p in load_promotions(again)] == ["Dua", "Great Sale", "Baru"]


def test_one_is_switched_off_and_on_and_holds_on_its_days_only(desk: Desk) -> None:
    add_promotions(desk, (replace(SALE, season=Season(date(2026, 12, 11), date(2026, 12, 11))),), **AGREED)
    assert [p.name for p in promotions_at(desk, NOON)] == ["Great Sale"]
    assert promotions_at(desk, NOON + timedelta(hours=11, minutes=59)) != ()
    assert promotions_at(desk, NOON + timedelta(hours=12)) == ()  # midnight in Jakarta
    switch_promotion(desk, "Great Sale", is_on=False, **AGREED)
    assert promotions_at(desk, NOON) == ()
    switch_promotion(desk, "Great Sale", is_on=True, **AGREED)
    assert promotions_at(desk, NOON) != ()


@pytest.mark.parametrize("act", [remove_promotion, partial(switch_promotion, is_on=True)])
def test_one_that_is_not_there_is_refused(desk: Desk, act: object) -> None:
    with pytest.raises(UnknownPromotion):
        act(desk, "Obral", **AGREED)  # type: ignore[operator]  # both are functions


# What is sold.


def test_what_is_sold_is_what_the_screen_showed_and_the_line_says_why(desk: Desk) -> None:
    cart = basket(line(SHIRT), line(TUNIC)).with_promotions((SALE,))
    done = complete_sale(desk, cart, [cash(700_000)], cashier=RINI, now=NOON)
    sale = done.kept.sale
    assert (sale.total, sale.total) == (cart.net, Rupiah(316_000 + 325_000))
    assert [(one.promotion, one.promoted.amount) for one in sale.lines] == [("Great Sale", 79_000), ("", 0)]
    assert verify(desk.store).is_ok
    with desk.store.reading() as tx:
        job = find_original(tx, sale.number)
    assert job is not None
    blocks = document_from_json(job.document).blocks
    said = [(b.left.strip(), b.right) for b in blocks if isinstance(b, Pair)]
    assert ("Great Sale", "-79.000") in said
    assert not any(left == "Diskon" for left, _ in said)


def test_a_promotion_under_the_floor_is_the_fairs_to_give_and_is_warned_of(desk: Desk) -> None:
    cart = basket(line(SHIRT)).with_promotions((SALE,))
    done = complete_sale(desk, cart, [cash(316_000)], cashier=RINI, now=NOON)
    assert [w.code for w in done.warnings] == ["below_floor"]
    assert done.kept.sale.approver == ""


def test_what_a_cashier_takes_off_a_promotion_under_the_floor_needs_a_second_person(desk: Desk) -> None:
    cart = basket(line(SHIRT)).with_promotions((SALE,)).with_discount(AmountOff(Rupiah(1_000)))
    with pytest.raises(BelowFloor):
        complete_sale(desk, cart, [cash(315_000)], cashier=RINI, now=NOON)


def test_the_same_basket_asked_for_again_is_the_same_sale_when_the_promotion_is_over(desk: Desk) -> None:
    cart = basket(line(SHIRT)).with_promotions((SALE,))
    first = complete_sale(desk, cart, [cash(395_000)], cashier=RINI, now=NOON)
    again = complete_sale(desk, cart.with_promotions(()), [cash(395_000)], cashier=RINI, now=NOON)
    assert again.is_repeat
    assert again.kept == first.kept


def test_what_is_given_back_gives_back_what_was_paid(desk: Desk) -> None:
    three = Promotion("3 untuk 25.000", Bundle(3, Rupiah(25_000)))
    cart = basket(line(KEYRING, 3)).with_promotions((three,))
    number = complete_sale(desk, cart, [cash(25_000)], cashier=RINI, now=NOON).kept.sale.number
    parts = [
        refund_sale(desk, number, [(1, 1)], "Salah", cashier=RINI, now=NOON, approver="Sari").kept.sale
        for _ in range(3)
    ]
    assert sum(part.total.amount for part in parts) == -25_000
    assert sum(part.lines[0].promoted.amount for part in parts) == -5_000
    assert verify(desk.store).is_ok


def test_a_void_takes_all_of_it_back(desk: Desk) -> None:
    cart = basket(line(SHIRT), discount=PercentOff(1_000)).with_promotions((SALE,))
    sold = complete_sale(desk, cart, [cash(395_000)], cashier=RINI, now=NOON, approver=SARI)
    number = sold.kept.sale.number
    void = void_sale(desk, number, "Salah", cashier=RINI, now=NOON).kept.sale
    assert (void.total, void.lines[0].promoted) == (-cart.net, Rupiah(-79_000))


def test_an_order_is_picked_up_at_the_promotion_it_was_taken_under(desk: Desk) -> None:
    cart = basket(line(SHIRT)).with_promotions((SALE,))
    asked = {"customer": "Ibu Sri", "due": date(2026, 12, 13), "cashier": RINI, "now": NOON}
    taken = take_order(desk, cart, [cash(100_000)], **asked)  # type: ignore[arg-type]  # by their names
    assert take_order(desk, cart.with_promotions(()), [cash(100_000)], **asked).order == taken.order  # type: ignore[arg-type]
    later = NOON + timedelta(hours=1)
    done = pick_up(desk, taken.order.number, [cash(216_000)], cashier=RINI, now=later)
    assert done.kept.sale.total == Rupiah(316_000)
    assert done.kept.sale.lines[0].promotion == "Great Sale"


def test_who_practises_has_the_same_promotions(desk: Desk) -> None:
    add_promotions(desk, (SALE,), **AGREED)
    with closing((practice := open_desk(make_training(desk, now=NOON))).store):
        assert load_promotions(practice) == (SALE,)


def test_the_example_in_the_documentation_is_taken_in_as_it_stands(tmp_path: Path) -> None:
    told = (Path(__file__).parents[2] / "docs" / "PROMOTIONS.md").read_text(encoding="utf-8")
    head, *rows = told.split("```csv\n")[1].split("```")[0].splitlines()
    assert len(read(tmp_path, *rows, head=head + "\n")) == 5
