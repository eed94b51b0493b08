"""Two more booths at a played fair, that wrote their goods down, and sold one single piece both."""

from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from batikpos.domain.fair import Booth
from batikpos.domain.stock import StockAct
from batikpos.services.desk import Desk, open_desk
from batikpos.services.sample import sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.stock import write_move
from batikpos.services.till import open_till
from batikpos.settings import Settings
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import CLOTH, FLOAT, KEYRING, NOON, RINI, SHIRT, SILK, TUNIC, item, line, people, sell
from tests.ui.office import FAIR

MINUTE = timedelta(minutes=1)
TWO = ("C01", "C02")


def stock_up(folder: Path) -> None:
    """Let two booths of the fair in `folder` write goods down, sell, count, and send."""
    with ExitStack() as stack:
        centre = stack.enter_context(closing(open_centre(str(folder / "pusat.db"))))
        for n, code in enumerate(TWO):
            home = folder / code
            plan = Plan(FAIR, Booth(code), sample_catalogue(), people(), Settings())
            set_up(home, plan, now=NOON - timedelta(days=9))
            desk = open_desk(home)
            stack.enter_context(closing(desk.store))
            open_till(desk, FLOAT, cashier=RINI, now=NOON)
            _write(desk, StockAct.TAKE, ((SHIRT, 4), (KEYRING, 40), (CLOTH, 20_000), (TUNIC, 2)), n)
            sell(desk, line(SILK), now=NOON + (5 + n) * MINUTE)
            sell(desk, line(CLOTH, 2_500), line(TUNIC, 2), now=NOON + 8 * MINUTE)
            sell(desk, line(CLOTH, 1_500), line(SHIRT, 3), now=NOON + 9 * MINUTE)
            if n == 0:
                _write(desk, StockAct.COUNT, ((CLOTH, 15_500), (SHIRT, 1), (KEYRING, 38)), 20)
                _write(desk, StockAct.HOME, ((KEYRING, 10),), 21)
            push(desk.store, centre)


def _write(desk: Desk, act: StockAct, goods: tuple[tuple[str, int], ...], minute: int) -> None:
    named = [(item(sku), size) for sku, size in goods]
    write_move(desk, act, named, move_id=uuid4(), cashier=RINI, now=NOON + minute * MINUTE)
