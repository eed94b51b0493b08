"""A fair's payments set against a statement: of sales and orders, once each, through the centre."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.money import Rupiah
from batikpos.domain.statement import By
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checking import mark_sale_checked
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.orders import take_order
from batikpos.services.reconcile import NoFair
from batikpos.services.returns import void_sale
from batikpos.services.statement import MatchedStatement, match_file
from batikpos.services.statements import NoSuchBooth
from batikpos.sheets.faults import BadList
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import DAY, KEYRING, NOON, RINI, SARI, SHIRT, basket, cash, line, qris, sell

HEAD = "Tanggal;RRN;Nominal;MDR;Stan"


@pytest.fixture
def centre(tmp_path: Path) -> Store:
    """Make a centre that nobody has sent anything to."""
    return open_centre(str(tmp_path / "centre.db"), create=True)


def statement(folder: Path, *rows: str) -> Path:
    """Write what an acquirer would: hours of Jakarta, where NOON is 12.00."""
    path = folder / "mutasi.csv"
    path.write_text("\n".join((HEAD, *rows)))
    return path


def matched(desk: Desk, centre: Store, file: Path, **asked: object) -> MatchedStatement:
    """Send the booth's day, and match."""
    push(desk.store, centre)
    return match_file(centre, file, **asked)  # type: ignore[arg-type]


def test_each_payment_finds_its_line_and_what_is_left_is_named(
    desk: Desk, centre: Store, tmp_path: Path
) -> None:
    first = sell(desk, tenders=(qris(395_000),))
    mixed = sell(desk, line(KEYRING, 10), tenders=(cash(60_000), qris(40_000)))
    sell(desk, line(KEYRING), tenders=(cash(10_000),))
    lost = sell(desk, line(KEYRING, 2), tenders=(qris(20_000),))
    file = statement(
        tmp_path,
        "11/12/2026 11:59:20;634512907781;395.000;2.765;",
        "11/12/2026 12:01:00;634512907782;40.000;280;TID-77",
        "11/12/2026 12:02:00;634512907783;77.000;539;",
    )
    done = matched(desk, centre, file)
    assert [(m.payment.number, m.payment.n, m.line.row) for m in done.match.matches] == [
        (first.kept.sale.number, 1, 2),
        (mixed.kept.sale.number, 2, 3),
    ]
    assert [p.number for p in done.match.missing] == [lost.kept.sale.number]
    assert [row.row for row in done.match.strangers] == [4]
    assert (done.days.first, done.days.last) == (DAY, DAY)


def test_a_down_payment_is_a_payment(desk: Desk, centre: Store, tmp_path: Path) -> None:
    order = take_order(
        desk,
        basket(line(SHIRT, 2)),
        (Tender(TenderKind.QRIS, Rupiah(300_000), "7781"),),
        customer="Bu Tejo",
        due=date(2026, 12, 20),
        cashier=RINI,
        now=NOON,
    )
    done = matched(desk, centre, statement(tmp_path, "11/12/2026 12:00;634512907781;300.000;0;"))
    (match,) = done.match.matches
    assert (match.payment.number, match.by) == (order.order.number, By.REFERENCE)


@pytest.mark.parametrize("is_seen", [False, True], ids=["unseen", "seen"])
def test_what_a_correction_takes_over_was_paid_once_and_then(
    desk: Desk, centre: Store, tmp_path: Path, *, is_seen: bool
) -> None:
    wrong = sell(desk, line(SHIRT), tenders=(qris(395_000),))
    if is_seen:
        mark_sale_checked(desk, wrong.kept.sale.number, cashier=RINI, now=NOON)
    right = correct_sale(
        desk,
        wrong.kept.sale.number,
        basket(line(SHIRT, agreed=390_000), sale_id=uuid4()),
        (qris(390_000),),
        "harga salah",
        cashier=RINI,
        now=NOON + timedelta(hours=2),
        approver=SARI,
    )
    again = correct_sale(
        desk,
        right.sale.kept.sale.number,
        basket(line(SHIRT, agreed=390_000), sale_id=uuid4()),
        (qris(390_000),),
        "ukuran salah",
        cashier=RINI,
        now=NOON + timedelta(hours=5),
        approver=SARI,
    )
    paid = "12:00;1;395.000" if is_seen else "14:00;1;390.000"  # what was seen came as it was
    done = matched(desk, centre, statement(tmp_path, f"11/12/2026 {paid};0;"))
    assert [m.payment.number for m in done.match.matches] == [again.sale.kept.sale.number]
    assert [p.number for p in done.match.voided] == ([] if is_seen else [wrong.kept.sale.number])
    assert (done.match.missing, done.match.strangers, done.match.ambiguous) == ((), (), ())


def test_a_voided_sale_is_missed_by_nobody(desk: Desk, centre: Store, tmp_path: Path) -> None:
    sold = sell(desk, tenders=(qris(395_000),))
    void_sale(desk, sold.kept.sale.number, "batal", cashier=RINI, now=NOON, approver=SARI)
    done = matched(desk, centre, statement(tmp_path, "11/12/2026 18:00;1;1.000;0;"))
    assert ([p.number for p in done.match.voided], done.match.missing) == ([sold.kept.sale.number], ())


def test_only_the_days_the_statement_speaks_of_are_asked_for(
    desk: Desk, centre: Store, tmp_path: Path
) -> None:
    sell(desk, tenders=(qris(395_000),))
    sell(desk, line(KEYRING), tenders=(qris(10_000),), now=NOON + timedelta(days=1))
    file = statement(
        tmp_path,
        "11/12/2026 12:00;1;395.000;0;",
        "09/12/2026 12:00;2;5.000;0;",
        "30/12/2026 12:00;3;5.000;0;",
    )
    done = matched(desk, centre, file)
    assert (len(done.match.matches), done.match.missing, done.match.strangers) == (1, (), ())
    assert (done.payments_outside, done.lines_outside) == (1, 2)
    done = match_file(centre, file, day=date(2026, 12, 12))
    assert ([p.amount for p in done.match.missing], done.payments_outside) == ([Rupiah(10_000)], 1)


def test_a_booth_that_is_named_is_looked_for_alone(desk: Desk, centre: Store, tmp_path: Path) -> None:
    sell(desk, tenders=(qris(395_000),))
    file = statement(tmp_path, "11/12/2026 12:00;1;395.000;0;A03", "11/12/2026 12:00;2;395.000;0;A04")
    done = matched(desk, centre, file, booths=["A03"])
    assert ([m.line.row for m in done.match.matches], done.match.strangers) == ([2], ())
    assert not match_file(centre, file, booths=["A04"]).match.matches
    with pytest.raises(NoSuchBooth, match="Z99"):
        match_file(centre, file, booths=["Z99"])


def test_a_year_that_is_not_the_fairs_is_a_fault(desk: Desk, centre: Store, tmp_path: Path) -> None:
    with pytest.raises(BadList) as refusal:
        matched(
            desk, centre, statement(tmp_path, "11/12/2025 12:00;1;395.000;0;", "11/12/2025 13:00;2;1.000;0;")
        )
    assert [f.row for f in refusal.value.faults] == [2, 3]


def test_a_centre_without_a_fair_says_so(centre: Store, tmp_path: Path) -> None:
    with pytest.raises(NoFair):
        match_file(centre, statement(tmp_path, "11/12/2026 12:00;1;395.000;0;"))
