"""Upgrading: every released store opens, a crash at any statement leaves the old one, a copy is kept."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from batikpos.services.desk import open_desk
from batikpos.services.till import close_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME, Settings, save_settings
from batikpos.store.engine import StoreNewer, open_store, store_url
from batikpos.store.schema import REVISIONS, metadata
from tests.shop import RINI, TOMORROW, line, raw, sell
from tests.store.test_schema import normal

RELEASED = Path(__file__).parent / "released"
OLD = REVISIONS[:-1]


class Crash(Exception):
    """The program ends here."""


@pytest.fixture(params=OLD)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a home whose store was written by a released program, its second day open."""
    home = tmp_path / "home"
    home.mkdir()
    packed = (RELEASED / f"{request.param}.db.gz").read_bytes()
    (home / STORE_NAME).write_bytes(gzip.decompress(packed))
    save_settings(home, Settings())
    return home


def dump(path: Path) -> list[str]:
    """Write a database out, as SQL."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def revision_of(home: Path) -> str:
    """Say which version a store is of."""
    with raw(home) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_every_version_before_this_one_is_kept_here() -> None:
    assert sorted(p.name for p in RELEASED.iterdir()) == [f"{revision}.db.gz" for revision in OLD]


def test_an_old_store_is_upgraded_proven_and_sold_from(home: Path) -> None:
    with raw(home) as connection:
        before = connection.execute("SELECT seq, payload, hash FROM fact ORDER BY seq").fetchall()
    desk = open_desk(home)
    with closing(desk.store):
        assert verify(desk.store).faults == ()
        assert sell(desk, line("KLS-GK-001"), now=TOMORROW).kept.sale.number == "A03-20261212-0002"
        close_till(desk, {}, cashier=RINI, now=TOMORROW)
        assert verify(desk.store).faults == ()
    with raw(home) as connection:
        after = connection.execute("SELECT seq, payload, hash FROM fact ORDER BY seq").fetchall()
    assert after[: len(before)] == before
    assert revision_of(home) == REVISIONS[-1]


def test_an_upgraded_store_has_the_schema_of_a_new_one(home: Path, tmp_path: Path) -> None:
    open_desk(home).store.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'metadata.db'}")
    metadata.create_all(engine)
    query = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    with engine.begin() as tx:
        wanted = {row.name: normal(row.sql) for row in tx.exec_driver_sql(query)}
    with raw(home) as connection:
        found = {name: normal(sql) for name, sql in connection.execute(query)}
    del found["alembic_version"]
    assert found == wanted


def test_a_copy_of_the_old_store_is_kept_beside_it(home: Path) -> None:
    before = dump(home / STORE_NAME)
    old = revision_of(home)
    open_desk(home).store.close()
    (kept,) = home.glob(f"{STORE_NAME}.{old}-*")
    assert dump(kept) == before
    open_desk(home).store.close()  # and no other is made, for nothing is upgraded any more
    assert list(home.glob(f"{STORE_NAME}.*-*")) == [kept]


@contextmanager
def crashing_at(step: int, patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the program end before the statement of this number; say how many were run."""
    count = [0]
    run = Connection.exec_driver_sql

    def counted(self: Connection, statement: str, *args: Any) -> Any:
        if not statement.startswith(("SELECT", "PRAGMA")):
            count[0] += 1
            if count[0] == step:
                raise Crash
        return run(self, statement, *args)

    with patch.context() as now:
        now.setattr(Connection, "exec_driver_sql", counted)
        yield count


def test_a_crash_at_any_statement_leaves_the_old_store_and_the_next_try_succeeds(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, old = dump(home / STORE_NAME), revision_of(home)
    step = 0
    while True:
        step += 1
        with crashing_at(step, monkeypatch) as count:
            try:
                open_desk(home).store.close()
            except Crash:
                assert dump(home / STORE_NAME) == before
                assert revision_of(home) == old
                continue
        break
    assert count[0] < step
    assert step > 20  # it did crash, at each of them
    assert revision_of(home) == REVISIONS[-1]
    desk = open_desk(home)
    with closing(desk.store):
        assert verify(desk.store).faults == ()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(home: Path) -> None:
    with raw(home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (home / STORE_NAME).read_bytes()
    with pytest.raises(StoreNewer) as refused:
        open_store(store_url(str(home / STORE_NAME)))
    assert "Install that version" in refused.value.message("en")
    assert dump(home / STORE_NAME) != []
    assert len((home / STORE_NAME).read_bytes()) == len(before)
