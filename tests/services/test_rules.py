"""The fair's rules: what two people do only, and that both names are kept."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.cart import AmountOff, Cart, PercentOff
from batikpos.domain.change import change_from_body
from batikpos.domain.fact import FactKind
from batikpos.domain.money import ZERO
from batikpos.domain.promotion import PercentEach, Promotion
from batikpos.domain.reconcile import DayState
from batikpos.domain.right import Act, ApprovalNeeded, Rules
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk
from batikpos.services.drawer import open_drawer
from batikpos.services.orders import pick_up, take_order
from batikpos.services.promotions import add_promotions, switch_promotion
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.rules import change_rules
from batikpos.services.till import close_till, show_till
from batikpos.services.verify import verify
from batikpos.settings import load_settings
from batikpos.store.factrows import READERS
from batikpos.store.printjobs import list_jobs
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.domain.codes import STATIC
from tests.shop import DAY, NOON, RINI, SARI, basket, cash, count_rows, facts_of, item, line, sell


def ruled(desk: Desk, *acts: str, limit: int = 100) -> Desk:
    """Let two people do some acts only."""
    return desk.with_settings(replace(desk.settings, second_person=",".join(acts), discount_limit=limit))


def void(desk: Desk, approver: str) -> object:
    """Void a sale made right before."""
    number = sell(desk, approver=SARI).kept.sale.number
    return void_sale(desk, number, "salah", cashier=RINI, now=NOON, approver=approver)


def refund(desk: Desk, approver: str) -> object:
    """Give a line of a sale made right before back."""
    number = sell(desk, approver=SARI).kept.sale.number
    return refund_sale(desk, number, [(1, None)], "sobek", cashier=RINI, now=NOON, approver=approver)


def open_(desk: Desk, approver: str) -> object:
    """Open the drawer without a sale."""
    return open_drawer(desk, "tukar uang", cashier=RINI, now=NOON, approver=approver)


def close(desk: Desk, approver: str) -> object:
    """Close the till."""
    return close_till(desk, {100_000: 5}, cashier=RINI, now=NOON, approver=approver)


ACTS = {"void": void, "refund": refund, "drawer": open_, "close": close}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_that_the_rules_name_is_refused_to_one_alone(desk: Desk, act: str) -> None:
    with pytest.raises(ApprovalNeeded):
        ACTS[act](ruled(desk, act), "")


@pytest.mark.parametrize("act", ACTS)
def test_both_names_stand_in_the_fact_of_such_an_act(desk: Desk, act: str) -> None:
    ACTS[act](ruled(desk, act), SARI)
    told = [f.body for f in facts_of(desk.store) if f.kind != FactKind.SEAL][-1]
    assert (told["cashier"], told["approver"]) == (RINI, SARI)


@pytest.mark.parametrize("act", ACTS)
def test_without_rules_one_does_it_alone(desk: Desk, act: str) -> None:
    others = [name for name in ACTS if name != act]
    ACTS[act](ruled(desk, *others), "")


def test_a_second_person_at_the_close_stands_on_the_z_slip(desk: Desk) -> None:
    done = close_till(desk, {}, cashier=RINI, now=NOON, approver=SARI)
    assert done.till.approver == SARI
    with desk.store.reading() as tx:
        paper = next(job.document for job in list_jobs(tx) if job.job_id == done.print_job)
    assert SARI in paper


PRICE = item().price.amount


def unfloored(cart: Cart) -> Cart:
    """Let no producer have a lowest price, so that the fair's limit is all there is."""
    lines = (replace(one, item=replace(one.item, floor=ZERO)) for one in cart.lines)
    return replace(cart, lines=tuple(lines))


@pytest.mark.parametrize(
    ("sold", "is_over"),
    [
        (basket(line(discount=PercentOff(2_000))), False),
        (basket(line(discount=PercentOff(2_001))), True),
        (basket(line(discount=PercentOff(2_100))), True),
        (basket(line(discount=AmountOff(item().price.share(2_100)))), True),
        (basket(line(), line("KLS-GK-001"), discount=PercentOff(2_000)), False),
        (basket(line(), line("KLS-GK-001"), discount=PercentOff(2_100)), True),
        (basket(line(discount=PercentOff(1_500)), discount=PercentOff(1_000)), True),
        (basket(line(), line("KLS-GK-001", discount=PercentOff(2_500))), True),
        (basket(line(agreed=PRICE * 92 // 100, discount=PercentOff(1_500))), True),
        (basket(line(agreed=PRICE * 92 // 100)), False),
    ],
)
def test_all_that_is_given_off_the_list_price_counts_up_to_the_limit(
    desk: Desk, sold: Cart, *, is_over: bool
) -> None:
    limited, sold = ruled(desk, limit=20), unfloored(sold)
    if is_over:
        with pytest.raises(ApprovalNeeded):
            complete_sale(limited, sold, (cash(sold.net.amount),), cashier=RINI, now=NOON)
    approver = SARI if is_over else ""
    done = complete_sale(limited, sold, (cash(sold.net.amount),), cashier=RINI, now=NOON, approver=approver)
    assert done.kept.sale.approver == approver


def test_what_a_promotion_takes_off_counts_as_nobodys_discount(desk: Desk) -> None:
    limited = ruled(desk, limit=20)
    half_off = replace(unfloored(basket(line())), promotions=(Promotion("Obral", PercentEach(5_000)),))
    promoted = complete_sale(limited, half_off, (cash(half_off.net.amount),), cashier=RINI, now=NOON)
    assert promoted.kept.sale.lines[0].promoted == promoted.kept.sale.discount != ZERO
    more = replace(half_off, sale_id=uuid4(), discount=PercentOff(4_200))  # 21 % of the list price
    with pytest.raises(ApprovalNeeded):
        complete_sale(limited, more, (cash(more.net.amount),), cashier=RINI, now=NOON)


def test_an_order_is_picked_up_though_the_rules_came_later(desk: Desk) -> None:
    taken = take_order(
        desk,
        basket(line(discount=PercentOff(600))),
        (cash(100_000),),
        customer="Bu Ratna",
        due=DAY,
        cashier=RINI,
        now=NOON,
    )
    limited, number = ruled(desk, limit=5), taken.order.number
    rest = (cash((taken.order.total - taken.order.deposit).amount),)
    assert pick_up(limited, number, rest, cashier=RINI, now=NOON).kept.sale.total == taken.order.total


def test_where_discounts_are_named_without_a_limit_each_needs_two(desk: Desk) -> None:
    named = ruled(desk, "discount")
    sell(named)
    with pytest.raises(ApprovalNeeded):
        sell(named, line(discount=PercentOff(100)))


def test_drawer_openings_are_counted_and_change_no_cash(desk: Desk) -> None:
    for _ in range(3):
        open_(desk, "")
    till = show_till(desk)
    assert till is not None
    assert [o.reason for o in till.openings] == ["tukar uang"] * 3
    assert till.figures.expected_cash == till.float_


def test_the_pulse_goes_out_where_a_drawer_hangs_on_the_printer(desk: Desk) -> None:
    settings = replace(desk.settings, printer="file:/tmp/none", drawer=True)
    assert open_drawer(desk.with_settings(settings), "koin", cashier=RINI, now=NOON).has_pulse
    assert not open_drawer(desk, "koin", cashier=RINI, now=NOON).has_pulse
    with desk.store.reading() as tx:
        assert [job.kind.value for job in list_jobs(tx)] == ["drawer"]


def test_other_rules_need_a_supervisor_and_are_a_fact_with_both_names(desk: Desk) -> None:
    typed = {"second_person": "refund,void", "discount_limit": "20"}
    for nobody in ("", RINI):
        with pytest.raises(ApprovalNeeded):
            change_rules(desk, typed, now=NOON, cashier=RINI, approver=nobody)
    assert load_settings(desk.home).rules == Rules()
    settings = change_rules(desk, typed, now=NOON, cashier=RINI, approver=SARI)
    assert settings == load_settings(desk.home)
    assert settings.rules == Rules(frozenset({Act.VOID, Act.REFUND}), 2_000)
    change_rules(desk, typed, now=NOON, cashier=RINI, approver=SARI)  # the same once more is no change
    (told,) = [f for f in facts_of(desk.store) if f.kind == FactKind.RULES]
    ((code, said),) = told.body["agreed"]
    assert (code, "20 %" in said) == ("needs_approver", True)
    assert {key: value for key, value in told.body.items() if key != "agreed"} == {
        "at": desk.fair.local(NOON).isoformat(),
        "cashier": RINI,
        "approver": SARI,
        "second_person": ["refund", "void"],
        "discount_limit": 2_000,
    }
    assert verify(desk.store).is_ok


def test_whom_buyers_pay_is_set_as_the_rules_are(desk: Desk) -> None:
    for key, typed in (("qris", STATIC), ("qris_amount", "yes"), ("rounding", "500")):
        with pytest.raises(ApprovalNeeded):
            change_rules(desk, {key: typed}, now=NOON, cashier=RINI)
        change_rules(desk, {key: typed}, now=NOON, cashier=RINI, approver=SARI)
        change_rules(desk, {key: typed}, now=NOON, cashier=RINI, approver=SARI)  # is no change
    told = [f.body for f in facts_of(desk.store) if f.kind == FactKind.RULES]
    assert [body["money"] for body in told] == [{"qris": STATIC}, {"qris_amount": True}, {"rounding": 500}]
    assert {(body["cashier"], body["approver"]) for body in told} == {(RINI, SARI)}
    assert [change_from_body(FactKind.RULES, body).said for body in told] == [
        "-; 100 %; qris BATIK CONTOH MASARAN ID1099000000017",
        "-; 100 %; qris_amount true",
        "-; 100 %; rounding 500",
    ]
    assert verify(desk.store).is_ok


def test_rules_that_cannot_be_kept_are_no_fact(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("batikpos.services.rules.save_settings", full)
    with pytest.raises(OSError, match="No space"):
        change_rules(desk, {"discount_limit": "20"}, now=NOON, approver=SARI)
    assert not [f for f in facts_of(desk.store) if f.kind == FactKind.RULES]


def test_where_no_supervisor_is_enrolled_nobody_can_be_asked(desk: Desk) -> None:
    alone = replace(desk, people=tuple(p for p in desk.people if p.name == RINI))
    assert change_rules(alone, {"discount_limit": "20"}, now=NOON, cashier=RINI).discount_limit == 20


def test_the_reconciliation_names_what_was_changed_while_the_till_was_open(
    desk: Desk, tmp_path: Path
) -> None:
    gift = Promotion("Obral", PercentEach(1_000))
    change_rules(desk, {"second_person": "void"}, now=NOON, cashier=RINI, approver=SARI)
    add_promotions(desk, (gift,), now=NOON, approver=SARI)
    switch_promotion(desk, "Obral", is_on=False, now=NOON, cashier=RINI, approver=SARI)
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON)
    change_rules(desk, {"discount_limit": "50"}, now=NOON, cashier=RINI, approver=SARI)  # the day is over
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        assert push(desk.store, centre).is_equal
        assert verify(centre).is_ok
        devices = reconcile_day(centre, DAY).reconciliation.devices
        (row,) = [d for d in devices if d.booth == desk.booth]
    assert row.state is DayState.PROVEN
    told = {cause.code: [e[6:] for e in cause.evidence] for cause in row.causes}
    assert told == {
        "rules_changed": ["Rini + Sari: void; 100 %"],
        "promotions_changed": ["Sari: Obral", "Rini + Sari: (Obral)"],
    }


def test_a_centre_that_knows_no_such_facts_keeps_them_raw_and_all_else(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(desk)
    change_rules(desk, {"second_person": "void"}, now=NOON, cashier=RINI, approver=SARI)
    sell(desk)
    monkeypatch.delitem(READERS, FactKind.RULES)  # as in a program of before
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        assert push(desk.store, centre).is_equal
        assert count_rows(centre, "sale") == 2
        assert count_rows(centre, "unread") == 1
        assert facts_of(centre) == facts_of(desk.store)
