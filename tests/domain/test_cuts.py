"""A cut of cloth is one piece sold until all of it came back: a fee by the piece is not given back before.

So it is for whoever counts pieces: each line that gives some of it back says whether some is still sold.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.fee import Fee, FeeKind
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.sale import Sale, SaleKind, SaleLine, returned_lines
from batikpos.domain.settlement import BoothActs, Holding, Party, PartyKind, Why, settle
from batikpos.domain.tender import Tender, TenderKind

AT = datetime(2026, 12, 11, 5, tzinfo=UTC)
TOM = Party(PartyKind.PRODUCER, "TOM")
FEE = Fee("Per potong", FeeKind.PIECE, Rupiah(10_000))


def _line(size: int, unit: Unit = Unit.METRE) -> SaleLine:
    price = Rupiah(size * 100)
    return SaleLine(
        sku="KAIN",
        name="Kain",
        name_en="",
        producer="TOM",
        producer_name="Tom",
        technique=Technique.CAP,
        dye=Dye.NONE,
        kind="kain",
        quantity=Quantity(size, unit),
        unit_price=Rupiah(100_000),
        gross=price,
        discount=ZERO,
    )


def _sale(number: str, *lines: SaleLine, minutes: int = 0, reverses: str = "") -> Sale:
    paid = total(line.net for line in lines)
    return Sale(
        sale_id=str(uuid4()),
        kind=SaleKind.REFUND if reverses else SaleKind.SALE,
        number=number,
        running=1,
        business_day=date(2026, 12, 11),
        at=AT + timedelta(minutes=minutes),
        cashier="Rini",
        approver="",
        reverses=reverses,
        reason="",
        language="id",
        content="",
        rounding=ZERO,
        change=ZERO,
        lines=lines,
        tenders=(Tender(TenderKind.CASH, paid),),
    )


SOLD = _sale("A1", _line(3_000), _line(2, Unit.PIECE))


def _back(number: str, size: int, before: tuple[Sale, ...] = (), *, minutes: int) -> Sale:
    gone = [line for sale in before for line in sale.lines]
    lines = returned_lines(SOLD.lines, gone, [(1, size)])
    return _sale(number, *lines, minutes=minutes, reverses="A1")


FIRST = _back("A2", 1_000, minutes=1)
SECOND = _back("A3", 500, (FIRST,), minutes=2)
REST = _back("A4", 1_500, (FIRST, SECOND), minutes=3)


def _asked(*sales: Sale) -> tuple[Rupiah, int]:
    """Say what fee Tom is asked, and how many pieces his account counts."""
    account = settle([BoothActs("A03", Holding(TOM), sales)], [FEE]).account(TOM)
    return ZERO - account.sum_of(Why.FEE), account.pieces


def test_a_part_that_comes_back_leaves_the_cut_a_piece_sold() -> None:
    assert [sale.lines[0].is_part for sale in (FIRST, SECOND, REST)] == [True, True, False]
    assert _asked(SOLD) == (Rupiah(30_000), 3)
    assert _asked(SOLD, FIRST) == (Rupiah(30_000), 3)
    assert _asked(SOLD, FIRST, SECOND) == (Rupiah(30_000), 3)


def test_the_last_part_takes_the_piece_back_in_whatever_order_they_are_read() -> None:
    assert _asked(REST, SECOND, FIRST, SOLD) == (Rupiah(20_000), 2)


def test_a_cut_that_comes_back_whole_is_a_piece_back_and_pieces_count_as_ever() -> None:
    whole = _back("A2", 3_000, minutes=1)
    one = _sale("A3", *returned_lines(SOLD.lines, [], [(2, 1)]), minutes=2, reverses="A1")
    assert not any(line.is_part for sale in (whole, one) for line in sale.lines)
    assert _asked(SOLD, whole, one) == (Rupiah(10_000), 1)


def test_of_a_cut_that_is_not_known_the_last_part_is_the_piece_back() -> None:
    """Its day is not proven, or was another fair's."""
    assert _asked(FIRST, replace(SOLD, number="A9")) == (Rupiah(30_000), 3)
    assert _asked(FIRST, REST, replace(SOLD, number="A9")) == (Rupiah(20_000), 2)


def test_reports_count_pieces_as_the_settlement_does() -> None:
    acts = [SOLD, FIRST, SECOND]
    assert sum(line.counted for sale in acts for line in sale.lines) == 3
    assert sum(line.counted for sale in (*acts, REST) for line in sale.lines) == 2
