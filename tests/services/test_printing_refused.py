"""A fair that refuses printed textile: in its sheets, in what booths are handed, and at the till."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from batikpos.domain.cart import CartLine
from batikpos.domain.catalogue import Catalogue, Dye, Technique
from batikpos.domain.change import change_from_body
from batikpos.domain.fact import FactKind
from batikpos.domain.fairfile import fair_file_from_body, fair_file_of, fair_file_to_body
from batikpos.domain.fairplan import plan_from_body, plan_to_body
from batikpos.domain.money import Rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.planwording import say_rules
from batikpos.domain.right import PrintingRefused, Rules, check_printing
from batikpos.i18n import translator
from batikpos.services.adding import add_item
from batikpos.services.correcting import begin_correction, correct_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.fair_file import load_fair
from batikpos.services.fair_sheets import FairSheets, read_fair_sheets, sheets_of_fair
from batikpos.services.orders import take_order
from batikpos.services.organizer import change_fair
from batikpos.services.rules import change_rules
from batikpos.settings import load_settings
from batikpos.sheets.faults import BadList
from batikpos.sheets.writing import to_xlsx
from tests.services.organizers import PLAN, wati
from tests.shop import DAY, KEYRING, NOON, RINI, SARI, an_item, basket, cash, facts_of, line, sell
from tests.shop import item as sample

NO_PRINTING = replace(PLAN, rules=replace(PLAN.rules, printing=False))
PRINTED = replace(an_item("P-1"), technique=Technique.PRINTING, dye=Dye.SYNTHETIC, name="Kain motif batik")
CAP = an_item("K-1")


@pytest.fixture
def strict(desk: Desk) -> Iterator[Desk]:
    """Open a till of a booth whose fair refuses it."""
    change_rules(desk, {"printing": "false"}, now=NOON, cashier=RINI, approver=SARI)
    with closing((again := open_desk(desk.home)).store):
        yield again


def test_the_rule_goes_out_with_the_sheets_and_comes_in_again(organizer: Desk, tmp_path: Path) -> None:
    was = load_fair(organizer)
    book = tmp_path / "pameran.xlsx"
    book.write_bytes(to_xlsx(sheets_of_fair(replace(was, plan=replace(was.plan, rules=NO_PRINTING.rules)))))
    with pytest.raises(BadList) as refused:
        read_fair_sheets([book], was)
    named = {(fault.sheet, fault.column) for fault in refused.value.faults}
    assert named == {("items", "technique")}, "each row of printed textile, where it stands"
    printed = [i for i in was.goods.items if i.technique is Technique.PRINTING]
    assert len(refused.value.faults) == len(printed) > 0
    others = was.goods.with_items(i for i in was.goods.items if i not in printed)
    without = FairSheets(replace(was.plan, rules=NO_PRINTING.rules), others, was.promotions)
    book.write_bytes(to_xlsx(sheets_of_fair(without)))
    assert read_fair_sheets([book], was).plan.rules == NO_PRINTING.rules


def test_the_desk_holds_no_printed_goods_under_the_rule(organizer: Desk) -> None:
    with pytest.raises(PrintingRefused):
        change_fair(organizer, wati(), plan=NO_PRINTING, now=NOON)
    goods = load_fair(organizer).goods
    fewer = goods.with_items(i for i in goods.items if i.technique is not Technique.PRINTING)
    assert change_fair(organizer, wati(), plan=NO_PRINTING, goods=fewer, now=NOON).plan
    with pytest.raises(PrintingRefused):
        change_fair(organizer, wati(), goods=goods, now=NOON)


def test_a_booth_is_handed_the_rule(organizer: Desk) -> None:
    booth = NO_PRINTING.booths[0].code
    handed = fair_file_of(organizer.fair, NO_PRINTING, Catalogue(), (), booth, made_at=NOON)
    assert handed is not None
    assert not fair_file_from_body(fair_file_to_body(handed)).rules.printing
    assert plan_from_body(plan_to_body(NO_PRINTING)) == NO_PRINTING
    body = plan_to_body(PLAN)
    del body["rules"]["printing"]
    assert plan_from_body(body) == PLAN, "a plan of an earlier version"
    assert "Printed textile is not sold." in say_rules(NO_PRINTING.rules, translator("en"))


def test_no_till_sells_orders_or_takes_it_in(strict: Desk) -> None:
    printed = next(i for i in strict.catalogue.items if i.technique is Technique.PRINTING)
    cart = basket().add(printed)
    with pytest.raises(PrintingRefused) as refused:
        sell(strict, *cart.lines, tenders=(cash(printed.price.amount),))
    assert printed.name in refused.value.message("id")
    with pytest.raises(PrintingRefused):
        take_order(
            strict,
            cart,
            (cash(10_000),),
            customer="Bu Tejo",
            due=DAY + timedelta(days=9),
            cashier=RINI,
            now=NOON,
        )
    typed = open_item(
        "Kain motif batik", Rupiah(50_000), producer="TOM", technique=Technique.PRINTING, dye=Dye.NONE
    )
    with pytest.raises(PrintingRefused):
        add_item(strict, typed, cashier=RINI, now=NOON)
    assert sell(strict).kept.sale.total == sample().price, "all else is sold as ever"


def test_who_set_the_rule_is_a_fact(strict: Desk) -> None:
    (set_,) = (fact for fact in facts_of(strict.store) if fact.kind == FactKind.RULES)
    assert "printing false" in change_from_body(FactKind.RULES, set_.body).said
    assert load_settings(strict.home).rules == Rules(printing=False)


def test_only_printed_textile_is_refused_and_only_by_the_rule() -> None:
    check_printing(Rules(), (PRINTED, CAP))
    check_printing(Rules(printing=False), (CAP,))
    with pytest.raises(PrintingRefused):
        check_printing(Rules(printing=False), (CAP, PRINTED))


def test_a_sale_that_is_put_right_holds_no_more_printed_textile_than_it_sold(desk: Desk) -> None:
    printed = sample("WDJ-DS-001")
    old = sell(desk, CartLine(printed, printed.quantity(2)), line(KEYRING)).kept.sale
    plain = sell(desk, line(KEYRING)).kept.sale
    change_rules(desk, {"printing": "false"}, now=NOON, cashier=RINI, approver=SARI)
    who: dict[str, Any] = {"cashier": RINI, "now": NOON, "approver": SARI}
    with closing((strict := open_desk(desk.home)).store):
        for number, pieces in ((old.number, 3), (plain.number, 1)):
            cart = basket(CartLine(printed, printed.quantity(pieces)))
            with pytest.raises(PrintingRefused):
                correct_sale(strict, number, cart, [cash(cart.net.amount)], "salah", **who)
        begun = begin_correction(strict, old.number, "salah").corrects
        assert begun is not None
        assert begun.sold == {printed.sku: 2, KEYRING: 1}
        fewer = basket(CartLine(printed, printed.quantity(1)))
        done = correct_sale(strict, old.number, fewer, begun.settle(fewer.net), "salah", **who)
        assert done.sale.kept.sale.total == fewer.net
