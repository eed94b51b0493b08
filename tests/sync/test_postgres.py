"""What only a PostgreSQL centre can do: restart, refuse, keep a password to itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fact import FactKind
from batikpos.domain.record import item_to_body
from batikpos.services.verify import verify
from batikpos.store.engine import BadStoreUrl, Store, StoreMissing, StoreUnavailable, open_store, store_url
from batikpos.store.journal import append
from batikpos.store.schema import FACTS
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.postgres import PASSWORD, Postgres
from tests.shop import an_item
from tests.sync.booths import (
    NOON,
    close_till,
    copy_disk,
    facts_of,
    journal_of,
    new_booth,
    quarantined,
    sell,
    sold,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    """Give the address of a centre of this test's own, its tables made."""
    name = postgres.new_centre()
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[Store]:
    """Give a booth that sold ten times: twelve facts."""
    with closing(new_booth(tmp_path / "A01.db")) as store:
        sell(store, *range(10_000, 110_000, 10_000))
        yield store


def test_a_restart_in_the_middle_costs_nothing_but_a_second_try(
    booth: Store, postgres: Postgres, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batikpos.sync.push.CHUNK", 4)

    def restart(done: int, _all: int) -> None:
        if done == 4:
            postgres.restart()

    with closing(open_centre(url)) as centre, suppress(StoreUnavailable):
        push(booth, centre, progress=restart)
    with closing(open_centre(url)) as centre:
        done = push(booth, centre)
        assert done.is_equal
        assert facts_of(centre, journal_of(booth)) == facts_of(booth)
        assert sold(centre) == sold(booth)
        assert verify(centre).is_ok


def test_a_centre_left_open_over_a_restart_is_used_again_within_two_tries(
    booth: Store, postgres: Postgres, url: str
) -> None:
    with closing(open_centre(url)) as centre:
        push(booth, centre)
        postgres.restart()
        sell(booth, 1_000)
        for _ in range(2):
            with suppress(StoreUnavailable):
                push(booth, centre)
        assert push(booth, centre).is_equal


SELDOM: dict[FactKind, dict[str, object]] = {
    FactKind.COUNT: {"counts": {"1000": 3}, "counted": 3_000},
    FactKind.DRAWER: {"approver": "Sari", "reason": "receh"},
    FactKind.CHECK: {"number": "A03-20261211-0001", "n": 1},
    FactKind.ITEM: {"item": item_to_body(an_item())},
}
"""What a booth does now and then."""

ACTS: tuple[LiteralString, ...] = ("UPDATE {} SET seq = seq", "DELETE FROM {}", "TRUNCATE {} CASCADE")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("table", [table.name for table in FACTS])
def test_facts_are_never_changed_nor_taken_away(
    booth: Store, postgres: Postgres, url: str, tmp_path: Path, table: str, act: LiteralString
) -> None:
    with closing(open_centre(url)) as centre, closing(copy_disk(booth, tmp_path / "clone.db")) as clone:
        move = {"till": 2, "at": NOON.isoformat(), "cashier": "Rini", "amount": 5_000, "reason": "Kembalian"}
        with booth.writing() as tx:
            append(tx, FactKind.CASH_MOVE, NOON, move)
            for kind, body in SELDOM.items():
                append(tx, kind, NOON, {"at": NOON.isoformat(), "cashier": "Rini", "till": 2} | body)
        close_till(booth)
        carried = {"journal": "j", "till": 2}
        opened = {"business_day": "2026-12-11", "at": NOON.isoformat(), "cashier": "Rini", "float": 0}
        with booth.writing() as tx:
            append(tx, FactKind.TILL_OPEN, NOON, opened | {"carries": carried})
        push(booth, centre)
        sell(clone, 1_000)
        push(clone, centre)
        key = "SELECT fair_id, journal_id, seq"
        with centre.writing() as tx:
            tx.exec_driver_sql(f"INSERT INTO clock_step {key}, at, at FROM till_open")
            tx.exec_driver_sql(f"INSERT INTO seal {key}, seq, 0, 0, '', '' FROM till_close")
            tx.exec_driver_sql(f"INSERT INTO paper_slip {key}, '17', business_day, 'x' FROM sale LIMIT 1")
            ordered = "2, 'o', 'P1', seq, business_day, at, '', '', '', business_day, 1, 1"
            tx.exec_driver_sql(f"INSERT INTO taken_order {key}, {ordered} FROM till_open")
            cancelled = "2, 'P' || seq, at, '', '', 'cash', 1"
            tx.exec_driver_sql(f"INSERT INTO cancelled_order {key}, {cancelled} FROM till_open")
        before = (facts_of(centre, journal_of(booth)), quarantined(centre))
        statement = sql.SQL(act).format(sql.Identifier(table))
        with postgres.connect(url.rpartition("/")[2]) as past:
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            assert past.execute(query).fetchone() != (0,)
            with pytest.raises(psycopg.errors.RaiseException, match="facts are only added"):
                past.execute(statement)
        assert (facts_of(centre, journal_of(booth)), quarantined(centre)) == before


# Passwords

SECRET = "geheim-4711"

ADDRESSES = {
    "nobody listens": f"postgresql://rini:{SECRET}@127.0.0.1:1/fair",
    "another driver": f"postgresql+psycopg2://rini:{SECRET}@127.0.0.1:1/fair",
    "no such host": f"postgresql://rini:{SECRET}@nirgends.invalid:5432/fair",
    "no database": f"postgresql://rini:{SECRET}@127.0.0.1:1",
    "no number for a port": f"postgresql://rini:{SECRET}@127.0.0.1:port/fair",
    "no such kind of database": f"mysql://rini:{SECRET}@127.0.0.1:1/fair",
    "a short name": f"postgres://rini:{SECRET}@127.0.0.1:1/fair",
    "the password among the options": f"postgresql://rini@127.0.0.1:1/fair?password={SECRET}",
    "a word that no option has": f"postgresql://rini:{SECRET}@127.0.0.1:1/fair?farbe=blau",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_a_password_never_appears_in_what_is_said(address: str) -> None:
    with pytest.raises(PosError) as refused:
        open_centre(address)
    assert isinstance(refused.value, BadStoreUrl | StoreMissing | StoreUnavailable)
    for language in ("id", "en"):
        assert SECRET not in refused.value.message(language)


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_the_command_line_never_shows_a_password_nor_a_traceback(address: str, tmp_path: Path) -> None:
    done = _run("reconcile", "--central", address, "--date", "2026-12-11", home=tmp_path)
    assert done.returncode in (1, 3)
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_password_is_refused_without_showing_it(url: str) -> None:
    wrong = url.replace(PASSWORD, SECRET)
    with pytest.raises(StoreUnavailable) as refused:
        open_centre(wrong)
    assert SECRET not in refused.value.message("en")


def test_a_database_that_is_not_there_is_unavailable(postgres: Postgres) -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_centre(postgres.url("nirgends"))
    assert PASSWORD not in refused.value.message("en")


def test_looking_at_a_database_without_tables_makes_none(postgres: Postgres, postgres_url: str) -> None:
    with pytest.raises(StoreUnavailable):
        open_centre(postgres_url)
    with postgres.connect(postgres_url.rpartition("/")[2]) as past:
        assert past.execute("SELECT to_regclass('fact')").fetchone() == (None,)


def test_a_login_that_may_not_make_tables_is_told_so(postgres: Postgres, postgres_url: str) -> None:
    with pytest.raises(Unavailable) as refused:
        open_centre(_as_guest(postgres, postgres_url), create=True)
    assert SECRET not in refused.value.message("en")


def test_a_login_that_may_not_write_is_told_so(booth: Store, postgres: Postgres, url: str) -> None:
    with postgres.connect(url.rpartition("/")[2]) as past:
        guest = _as_guest(postgres, url)
        past.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    with closing(open_store(store_url(guest))) as centre, pytest.raises(Unavailable) as refused:
        push(booth, centre)
    assert SECRET not in refused.value.message("en")


def _as_guest(postgres: Postgres, url: str) -> str:
    """Sign in as somebody whom the fair gave a login, and no rights yet."""
    with postgres.connect() as past:
        known = past.execute("SELECT 1 FROM pg_roles WHERE rolname = 'guest'").fetchone()
        if known is None:
            past.execute(sql.SQL("CREATE ROLE guest LOGIN PASSWORD {}").format(sql.Literal(SECRET)))
    return url.replace(f"postgres:{PASSWORD}", f"guest:{SECRET}")


def _run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "batikpos", "--home", str(home), *words]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
