"""The schema: what the migrations make is what the program believes, and facts are only added."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import IntegrityError

from batikpos.domain.fact import FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.record import item_to_body
from batikpos.services.desk import Desk
from batikpos.services.orders import cancel_order, take_order
from batikpos.services.returns import void_sale
from batikpos.services.till import close_till, move_cash
from batikpos.store.engine import StoreUnavailable
from batikpos.store.journal import append
from batikpos.store.schema import FACTS, metadata
from tests.shop import DAY, NOON, RINI, an_item, basket, cash, count_rows, line, raw, sell

TABLES = [table.name for table in FACTS]

BODIES: dict[FactKind, dict[str, object]] = {
    FactKind.COUNT: {"counts": {"1000": 3}, "counted": 3_000},
    FactKind.DRAWER: {"approver": "Sari", "reason": "receh"},
    FactKind.CHECK: {"number": "A03-20261211-0001", "n": 1},
    FactKind.ITEM: {"item": item_to_body(an_item())},
}


def normal(sql: str) -> str:
    """Leave white space aside, and the quotes of a table that was renamed."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split()))


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Put a row into every table of facts."""
    number = sell(desk).kept.sale.number
    void_sale(desk, number, "salah", cashier=RINI, now=NOON)
    move_cash(desk, Rupiah(1_000), "kecil", cashier=RINI, now=NOON)
    taken = take_order(
        desk, basket(line()), [cash(1_000)], customer="Bu Tejo", due=DAY, cashier=RINI, now=NOON
    )
    cancel_order(desk, taken.order.number, "batal", cashier=RINI, now=NOON)
    with desk.writing() as tx:
        for kind, body in BODIES.items():
            append(tx, kind, NOON, {"at": NOON.isoformat(), "cashier": RINI, "till": 2} | body)
    close_till(desk, {}, cashier=RINI, now=NOON)
    with desk.store.writing() as tx:
        key = "SELECT fair_id, journal_id, seq"
        tx.exec_driver_sql(f"INSERT INTO carried_till {key}, 'j', 2 FROM till_open")
        tx.exec_driver_sql(f"INSERT INTO clock_step {key}, at, at FROM till_open")
        tx.exec_driver_sql(f"INSERT INTO seal {key}, seq, 0, 0, '', '' FROM till_close")
        tx.exec_driver_sql(f"INSERT INTO paper_slip {key}, '17', business_day, 'x' FROM sale LIMIT 1")
        tx.exec_driver_sql("INSERT INTO quarantine VALUES ('f', 'j', 1, x'00', 'sale', '{}', 'fork')")
    return desk


def test_the_migrations_make_exactly_the_schema(home: Path, tmp_path: Path) -> None:
    engine: Engine = create_engine(f"sqlite:///{tmp_path / 'metadata.db'}")
    metadata.create_all(engine)
    query = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    with engine.begin() as tx:
        wanted = {row.name: normal(row.sql) for row in tx.exec_driver_sql(query)}
    with raw(home) as connection:
        made = {name: normal(sql) for name, sql in connection.execute(query)}
    made.pop("alembic_version")
    assert made == wanted


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_cannot_be_changed(full: Desk, table: str) -> None:
    assert count_rows(full.store, table) > 0
    with pytest.raises((IntegrityError, StoreUnavailable)), full.store.writing() as tx:
        tx.exec_driver_sql(f"UPDATE {table} SET seq = seq")


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_cannot_be_taken_away(full: Desk, table: str) -> None:
    before = count_rows(full.store, table)
    with pytest.raises((IntegrityError, StoreUnavailable)), full.store.writing() as tx:  # noqa: PT012 - one act
        tx.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        tx.exec_driver_sql(f"DELETE FROM {table}")
    assert count_rows(full.store, table) == before


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_cannot_be_replaced(full: Desk, table: str) -> None:
    with pytest.raises((IntegrityError, StoreUnavailable)), full.store.writing() as tx:  # noqa: PT012 - one act
        tx.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        tx.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_facts_are_guarded_from_other_programs_too(full: Desk, table: str) -> None:
    full.store.close()
    with raw(full.home) as connection:
        for statement in (f"UPDATE {table} SET seq = seq", f"DELETE FROM {table}"):
            with pytest.raises(Exception, match="facts are only added"):
                connection.execute(statement)


def test_no_two_sales_have_one_number_or_one_id(full: Desk) -> None:
    columns = ", ".join(c.name for c in metadata.tables["sale"].columns if c.name != "seq")
    with pytest.raises(IntegrityError, match="UNIQUE"), full.store.writing() as tx:  # noqa: PT012 - one act
        tx.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        tx.exec_driver_sql(
            f"INSERT INTO sale (seq, {columns}) SELECT 1, {columns} FROM sale WHERE kind = 'sale'"
        )


def test_a_sale_whose_sums_do_not_fit_cannot_be_kept(full: Desk) -> None:
    columns = [c.name for c in metadata.tables["sale"].columns]
    spoilt = ", ".join(
        {"seq": "1", "sale_id": "'x'", "running": "99", "total": "total + 1"}.get(c, c) for c in columns
    )
    with pytest.raises(IntegrityError, match="CHECK"), full.store.writing() as tx:
        tx.exec_driver_sql(f"INSERT INTO sale SELECT {spoilt} FROM sale WHERE kind = 'sale'")
