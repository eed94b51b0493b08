"""Paper slips of an outage: entered later as sales of now, and never twice."""

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from batikpos.domain.errors import PosError
from batikpos.domain.sale import PaperSlip
from batikpos.domain.slip import BadSlipDay, NoSlipNumber
from batikpos.domain.typed import NoReason
from batikpos.services.backup import back_up
from batikpos.services.baskets import OpenBasket, find_open_basket, keep_open_basket
from batikpos.services.checkout import CompletedSale, IdReused, complete_sale
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.paper_slips import SlipUsed, SlipVoided, check_slip
from batikpos.services.recovery import restore
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.store.sales import find_sale
from tests.shop import DAY, FLOAT, NOON, RINI, SHIRT, TOMORROW, basket, cash, count_rows, facts_of, line

ID = UUID("11111111-2222-4333-8444-555555555555")
YESTERDAY = date(2026, 12, 10)
SLIP = PaperSlip("17", DAY, "listrik mati")


def enter(
    desk: Desk, slip: PaperSlip = SLIP, *, sale_id: UUID | None = None, now: datetime = NOON
) -> CompletedSale:
    """Enter the sale of a slip: one shirt, paid in cash."""
    cart = basket(line(), sale_id=sale_id)
    return complete_sale(desk, cart, [cash(395_000)], cashier=RINI, now=now, slip=slip)


def refused(desk: Desk, slip: PaperSlip = SLIP, *, now: datetime = NOON) -> PosError:
    """Try to enter a slip, and say how it was refused, in two languages; nothing may have been written."""
    before = facts_of(desk.store), count_rows(desk.store, "paper_slip"), count_rows(desk.store, "print_job")
    with pytest.raises(PosError) as refusal:
        enter(desk, slip, now=now)
    after = facts_of(desk.store), count_rows(desk.store, "paper_slip"), count_rows(desk.store, "print_job")
    assert after == before
    with pytest.raises(type(refusal.value)):
        check_slip(desk, slip, now=now)
    assert refusal.value.message("id") != refusal.value.message("en")
    return refusal.value


def test_a_slip_is_a_sale_of_now_that_carries_the_paper(desk: Desk) -> None:
    slip = PaperSlip(" 17 ", YESTERDAY, " listrik mati ")
    assert check_slip(desk, slip, now=NOON) == PaperSlip("17", YESTERDAY, "listrik mati")
    sale = enter(desk, slip).kept.sale
    assert sale.slip == PaperSlip("17", YESTERDAY, "listrik mati")
    assert (sale.number, sale.business_day) == ("A03-20261211-0001", DAY)
    assert sale.at == NOON
    with desk.store.reading() as tx:
        kept = find_sale(tx, sale.number)
    assert kept is not None
    assert kept.sale == sale


def test_a_slip_is_in_the_fact_and_in_the_table_alike(desk: Desk) -> None:
    enter(desk)
    assert facts_of(desk.store)[-1].body["slip"] == {
        "number": "17",
        "day": "2026-12-11",
        "reason": "listrik mati",
    }
    assert count_rows(desk.store, "paper_slip") == 1
    assert verify(desk.store).is_ok


@pytest.mark.parametrize("number", ["17", " 17 ", "0017"])
def test_the_same_slip_twice_is_refused_and_names_its_nota(desk: Desk, number: str) -> None:
    first = enter(desk).kept.sale.number
    refusal = refused(desk, PaperSlip(number, DAY, "laptop rusak"))
    assert isinstance(refusal, SlipUsed)
    assert refusal.code == "slip_used"
    for language in ("id", "en"):
        assert first in refusal.message(language)
        assert "11/12/2026" in refusal.message(language)


def test_the_slip_of_a_sale_that_was_put_right_stays_used_by_the_sale_that_stands(desk: Desk) -> None:
    """Said to be voided it would be entered again, under another letter, and its goods sold twice."""
    wrong = enter(desk).kept.sale
    right = correct_sale(
        desk, wrong.number, basket(line()), [cash(395_000)], "salah", cashier=RINI, now=NOON
    ).sale.kept.sale
    refusal = refused(desk)
    assert isinstance(refusal, SlipUsed)
    assert refusal.number == right.number


def test_capitals_make_no_other_slip(desk: Desk) -> None:
    enter(desk, PaperSlip("A17", DAY, "listrik mati"))
    assert isinstance(refused(desk, PaperSlip("a 17", DAY, "listrik mati")), SlipUsed)


def test_another_day_may_have_the_same_number(desk: Desk) -> None:
    enter(desk)
    enter(desk, PaperSlip("17", YESTERDAY, "listrik mati"))
    enter(desk, PaperSlip("18", DAY, "listrik mati"))
    assert count_rows(desk.store, "paper_slip") == 3
    assert verify(desk.store).is_ok


def test_a_slip_is_refused_in_the_next_till_and_after_a_restart(desk: Desk, home: Path) -> None:
    first = enter(desk).kept.sale.number
    close_till(desk, {}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    with closing((again := open_desk(home)).store):
        refusal = refused(again, now=TOMORROW)
    assert isinstance(refusal, SlipUsed)
    assert refusal.number == first


def test_a_slip_is_refused_in_the_journal_that_goes_on_from_another(desk: Desk, home: Path) -> None:
    first = enter(desk).kept.sale.number
    back_up(desk, home.parent / "copy.db")
    desk.store.close()
    restore(home, home.parent / "copy.db", now=NOON)
    with closing((again := open_desk(home)).store):
        with pytest.raises(SlipUsed) as refusal:
            check_slip(again, SLIP, now=NOON)
        assert refusal.value.number == first


def test_a_repeat_with_the_slip_returns_the_same_sale(desk: Desk) -> None:
    first = enter(desk, sale_id=ID)
    again = enter(desk, PaperSlip(" 17", DAY, "listrik mati "), sale_id=ID, now=NOON - timedelta(days=2))
    assert (again.kept, again.is_repeat) == (first.kept, True)
    assert count_rows(desk.store, "sale") == 1


def test_the_same_id_with_another_slip_or_none_is_refused(desk: Desk) -> None:
    enter(desk, sale_id=ID)
    for slip in (PaperSlip("18", DAY, "listrik mati"), PaperSlip("17", YESTERDAY, "listrik mati")):
        with pytest.raises(IdReused):
            enter(desk, slip, sale_id=ID)
    with pytest.raises(IdReused):
        complete_sale(desk, basket(line(), sale_id=ID), [cash(395_000)], cashier=RINI, now=NOON)


def test_a_voided_slip_stays_used_and_the_refusal_says_how_to_enter_it_again(desk: Desk) -> None:
    first = enter(desk).kept.sale.number
    voided = void_sale(desk, first, "salah", cashier=RINI, now=NOON).kept.sale
    assert voided.slip is None
    refusal = refused(desk)
    assert isinstance(refusal, SlipVoided)
    assert refusal.code == "slip_used"
    assert "17B" in refusal.message("id")
    enter(desk, PaperSlip("17B", DAY, "listrik mati"))
    assert verify(desk.store).is_ok


def test_a_return_carries_no_slip_and_frees_none(desk: Desk) -> None:
    first = enter(desk).kept.sale.number
    assert refund_sale(desk, first, [(1, 1)], "cacat", cashier=RINI, now=NOON).kept.sale.slip is None
    assert type(refused(desk)) is SlipUsed
    assert verify(desk.store).is_ok


@pytest.mark.parametrize(
    ("slip", "mishap"),
    [
        (PaperSlip(" ", DAY, "listrik mati"), NoSlipNumber),
        (PaperSlip("17", DAY, ""), NoReason),
        (PaperSlip("17", date(2026, 12, 12), "listrik mati"), BadSlipDay),
        (PaperSlip("17", date(2025, 12, 11), "listrik mati"), BadSlipDay),
    ],
)
def test_a_slip_that_cannot_be_is_refused(desk: Desk, slip: PaperSlip, mishap: type[PosError]) -> None:
    assert isinstance(refused(desk, slip), mishap)


def test_today_is_the_fairs_today(desk: Desk) -> None:
    late = datetime.fromisoformat("2026-12-11T17:30:00+00:00")  # half past midnight in Jakarta
    enter(desk, PaperSlip("17", date(2026, 12, 12), "listrik mati"), now=late)


def test_the_open_basket_keeps_its_slip(desk: Desk) -> None:
    cart = basket(line(SHIRT))
    keep_open_basket(desk, cart, SLIP)
    assert find_open_basket(desk) == OpenBasket(cart, SLIP)
    keep_open_basket(desk, cart)
    assert find_open_basket(desk) == OpenBasket(cart)
    keep_open_basket(desk, cart, SLIP)
    complete_sale(desk, cart, [cash(395_000)], cashier=RINI, now=NOON, slip=SLIP)
    assert find_open_basket(desk) is None
