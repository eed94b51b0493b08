"""How often each item was sold on a day, which puts it first in the search."""

from datetime import timedelta
from pathlib import Path

from batikpos.services.desk import open_desk
from batikpos.services.returns import void_sale
from batikpos.services.till import open_till
from batikpos.store.sales import times_sold
from tests.shop import CLOTH, DAY, FLOAT, NOON, RINI, SHIRT, line, sell, set_up_booth


def test_it_counts_notas_not_pieces_or_millimetres_less_those_that_were_voided(tmp_path: Path) -> None:
    home = tmp_path / "home"
    set_up_booth(home)
    desk = open_desk(home)
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    sell(desk, line(SHIRT, 2), line(CLOTH, 2_500))
    sell(desk, line(SHIRT))
    gone = sell(desk, line(CLOTH, 500))
    void_sale(desk, gone.kept.sale.number, "salah", cashier=RINI, now=NOON)

    with desk.store.reading() as tx:
        assert times_sold(tx, DAY) == {SHIRT: 2, CLOTH: 1}
        assert times_sold(tx, DAY + timedelta(days=1)) == {}
    desk.store.close()
