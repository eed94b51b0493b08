"""A booth of the sample fair for the tests: set up, sold on, looked into, tampered with."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from batikpos.domain.cart import Cart, CartLine, Discount
from batikpos.domain.catalogue import Catalogue, Dye, Item, Technique
from batikpos.domain.fact import Fact
from batikpos.domain.fair import Booth, Person, Role
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import CompletedSale, complete_sale
from batikpos.services.desk import Desk
from batikpos.services.people import enrol
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.settings import STORE_NAME, Settings
from batikpos.store.engine import Store
from batikpos.store.journal import list_facts, list_heads

DAY = date(2026, 12, 11)
NOON = datetime(2026, 12, 11, 5, tzinfo=UTC)
"""Noon in Jakarta on the fair's first day."""

TOMORROW = datetime(2026, 12, 12, 5, tzinfo=UTC)

FLOAT = Rupiah(500_000)

RINI, SARI = "Rini", "Sari"
RINI_PIN, SARI_PIN = "1234", "4321"

MANY = (
    "Sari Wulandari",
    "Endang Lestari",
    "Joko Susilo",
    "Retno Kusumawardhani",
    "Bambang Haryanto",
    "Sri Wahyuni",
)
"""As many second persons as a large stand has."""

SHIRT = "TOM-KM-001-M"
"""395.000, lowest 360.000, four of them, of Batik Biru Tom."""
CLOTH = "TOM-MT-001"
"""Sold by half metres, 125.000 a metre, lowest 115.000, 40 m."""
KEYRING = "KLS-GK-001"
"""10.000, no bargaining, a hundred of them, of Koperasi Langit Sore."""
TUNIC = "WDJ-TN-001"
"""325.000, lowest 290.000, of Konveksi Wedang Jahe."""
SILK = "CKT-KP-001"
"""12.500.000, one piece, over what QRIS takes at once."""


@cache
def catalogue() -> Catalogue:
    """Read the sample catalogue once."""
    return sample_catalogue()


@cache
def people() -> tuple[Person, ...]:
    """Enrol Rini and Sari once: argon2 takes its time."""
    return enrol(RINI, Role.CASHIER, RINI_PIN), enrol(SARI, Role.SUPERVISOR, SARI_PIN)


def set_up_booth(
    home: Path,
    *,
    booth: str = "A03",
    device: int = 1,
    settings: Settings | None = None,
    who: tuple[Person, ...] | None = None,
) -> None:
    """Make a home of the sample fair in `home`."""
    plan = Plan(SAMPLE_FAIR, Booth(booth, device), catalogue(), who or people(), settings or Settings())
    set_up(home, plan, now=NOON - timedelta(days=60))  # before any clock that tests go by


def item(sku: str = SHIRT) -> Item:
    """Take an item of the sample catalogue."""
    return catalogue().load(sku)


def an_item(
    sku: str = "KAIN-1",
    *,
    price: int = 100_000,
    floor: int = 0,
    stock: int = 10,
    unit: Unit = Unit.PIECE,
    step: int = 1,
    producer: str = "TOM",
    name: str = "Kain",
) -> Item:
    """Make an item that is in no catalogue."""
    return Item(
        sku=sku,
        barcode="",
        producer=producer,
        name=name,
        name_en="",
        technique=Technique.CAP,
        dye=Dye.NATURAL,
        kind="kain",
        unit=unit,
        step=step,
        price=Rupiah(price),
        floor=Rupiah(floor),
        stock=stock,
    )


def line(
    sku: str = SHIRT, size: int = 1, *, agreed: int | None = None, discount: Discount | None = None
) -> CartLine:
    """Make a line of a basket."""
    of = item(sku)
    return CartLine(of, of.quantity(size), None if agreed is None else Rupiah(agreed), discount)


def basket(*lines: CartLine, sale_id: UUID | None = None, discount: Discount | None = None) -> Cart:
    """Make a basket of lines."""
    return Cart(sale_id or uuid4(), lines, discount)


def cash(amount: int) -> Tender:
    """Give cash."""
    return Tender(TenderKind.CASH, Rupiah(amount))


def qris(amount: int) -> Tender:
    """Pay by QRIS."""
    return Tender(TenderKind.QRIS, Rupiah(amount))


def sell(
    desk: Desk,
    *lines: CartLine,
    tenders: tuple[Tender, ...] | None = None,
    now: datetime = NOON,
    approver: str = "",
) -> CompletedSale:
    """Sell lines, for exactly enough cash where nothing else is said."""
    cart = basket(*(lines or (line(),)))
    paid = (Tender(TenderKind.CASH, cart.net),) if tenders is None else tenders
    return complete_sale(desk, cart, paid, cashier=RINI, now=now, approver=approver)


def with_printer(desk: Desk, address: str) -> Desk:
    """Set another printer."""
    return desk.with_settings(replace(desk.settings, printer=address))


def facts_of(store: Store) -> tuple[Fact, ...]:
    """List every fact of a store's only journal."""
    with store.reading() as tx:
        (head,) = list_heads(tx)
        return tuple(list_facts(tx, head.fair_id, head.journal_id))


def count_rows(store: Store, table: str) -> int:
    """Count the rows of a table."""
    with store.reading() as tx:
        return int(tx.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@contextmanager
def raw(home: Path) -> Iterator[sqlite3.Connection]:
    """Open a booth's file as somebody with a database tool would: no pragmas, no manners."""
    with closing(sqlite3.connect(home / STORE_NAME, isolation_level=None)) as connection:
        yield connection


def unguarded(home: Path, *statements: str) -> None:
    """Change a store behind its triggers' backs."""
    with raw(home) as connection:
        connection.execute("BEGIN")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.execute("COMMIT")


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file under a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def copy_home(home: Path, to: Path) -> Path:
    """Copy a home as a file manager would, whatever is open."""
    shutil.copytree(home, to)
    return to
