"""A home that has sold, its store let go: what is lost, damaged or put back in the tests."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from batikpos.services.baskets import keep_open_basket
from batikpos.services.desk import Desk, open_desk
from batikpos.store.sales import list_sales
from tests.shop import basket, line, sell

SOLD = 6


def sold_home(desk: Desk) -> Path:
    """Sell six shirts' worth, leave a basket open, and let go of the store."""
    for _ in range(SOLD // 2):
        sell(desk)
        sell(desk, line("KLS-GK-001", 2))
    keep_open_basket(desk, basket(line("WDJ-TN-001")))
    desk.store.close()
    return desk.home


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """Open a home for a moment."""
    desk = open_desk(home)
    with closing(desk.store):
        yield desk


def numbers(home: Path) -> list[str]:
    """List the numbers of all sales that a home knows."""
    with opened(home) as desk, desk.store.reading() as tx:
        return [k.sale.number for k in list_sales(tx)]
