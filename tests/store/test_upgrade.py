"""Upgrading: every released store opens, a crash at any statement leaves the old one, a copy is kept."""

import gzip
import shutil
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
from batikpos.signing import KEY_NAME
from batikpos.store.engine import StoreNewer, open_store, store_url
from batikpos.store.printjobs import JobKind, list_jobs, next_copy
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
    if (key := RELEASED / f"{request.param}.key").exists():  # the first version had none
        shutil.copyfile(key, home / KEY_NAME)
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
    assert sorted(p.name for p in RELEASED.glob("*.db.gz")) == [f"{revision}.db.gz" for revision in OLD]


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


@pytest.mark.parametrize("home", ["0001", "0002"], indirect=True)
def test_papers_of_an_older_store_are_numbered_and_each_sale_keeps_one_original(home: Path) -> None:
    with raw(home) as connection:
        number = connection.execute("SELECT number FROM sale WHERE kind = 'sale'").fetchone()[0]
        row = "job_id || '-2', sale, kind, printer, document, state, bytes_sent, attempts, reason, made_at"
        which = "SELECT 100 + place, " + row + " FROM print_job WHERE sale = ? AND kind = 'original'"
        connection.execute("INSERT INTO print_job " + which, [number])  # no program of ours did
        copies = "SELECT count(*) FROM print_job WHERE kind = 'copy' AND sale = ?"
        copied = connection.execute(copies, [number]).fetchone()[0]
    desk = open_desk(home)
    with closing(desk.store), desk.store.reading() as tx:
        jobs = [job for job in list_jobs(tx) if job.sale == number]
        assert [job.kind for job in jobs].count(JobKind.ORIGINAL) == 1
        numbers = [job.copy_no for job in jobs if job.kind is JobKind.COPY]
        assert numbers == list(range(1, copied + 2))
        assert next_copy(tx, number) == copied + 2


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
    assert step > 2  # it did crash, at each of them
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
