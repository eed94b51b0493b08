"""What a report adds up: goods of two producers are two goods, whatever code both gave them."""

from datetime import date

from batikpos.domain.fair import Booth
from batikpos.domain.fairtakings import FairTakings, Goods
from batikpos.domain.money import Rupiah
from batikpos.reports.figures import figures_of

DAY = date(2026, 12, 11)
OF = (Booth("A03"), DAY)


def _goods(producer: str, net: int, *, is_open: bool = False) -> Goods:
    name = f"Kain {producer}"
    return Goods(OF, "K-1", producer, "tulis", "natural", is_open, name, "", producer, 1, Rupiah(net))


def test_one_code_of_two_producers_is_two_goods() -> None:
    """Where booths work without the organizer's desk each makes its own codes."""
    takings = FairTakings(goods=(_goods("TOM", 100), _goods("KLS", 250), _goods("TOM", 50)))
    items = figures_of("Pameran", (DAY, DAY), takings, {OF: True}).items
    assert [(row.key, row.name, row.count, row.total) for row in items] == [
        ("K-1", "Kain KLS", 1, Rupiah(250)),
        ("K-1", "Kain TOM", 2, Rupiah(150)),
    ]


def test_goods_without_a_code_are_apart_too() -> None:
    takings = FairTakings(goods=(_goods("TOM", 100, is_open=True), _goods("KLS", 250, is_open=True)))
    rows = figures_of("Pameran", (DAY, DAY), takings, {OF: True}).open_price
    assert sorted((row.name, row.total) for row in rows) == [
        ("Kain KLS", Rupiah(250)),
        ("Kain TOM", Rupiah(100)),
    ]
