"""The store: durable and strict on every connection, one transaction an act, all of it or nothing."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from batikpos.domain.errors import Unavailable
from batikpos.services.desk import Desk, open_desk
from batikpos.store.engine import (
    BadStoreUrl,
    NoStore,
    Store,
    StoreMissing,
    StoreNewer,
    StoreUnavailable,
    open_store,
    store_revision,
    store_url,
)
from batikpos.store.schema import REVISIONS
from batikpos.store.upgrade import upgrade
from tests.shop import contents, count_rows, raw

IN_FORCE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "fullfsync": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
}


class Oops(Exception):
    """Something that goes wrong in the middle."""


def pragmas(tx: Connection) -> dict[str, object]:
    """Ask a connection what it really does."""
    return {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in IN_FORCE}


def tables(path: Path) -> list[str]:
    """List everything a file's schema holds."""
    with closing(sqlite3.connect(path)) as connection:
        return [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")]


def new_store(path: Path) -> Store:
    """Make an empty store."""
    return open_store(store_url(str(path)), create=True)


def test_the_pragmas_are_in_force_on_every_connection(desk: Desk) -> None:
    with desk.store.writing() as tx:
        assert pragmas(tx) == IN_FORCE
    with ExitStack() as readers:
        for _ in range(4):
            assert pragmas(readers.enter_context(desk.store.reading())) == IN_FORCE


def test_they_are_in_force_again_after_the_connections_were_let_go(desk: Desk) -> None:
    desk.store.close()
    with desk.store.writing() as tx:
        assert pragmas(tx) == IN_FORCE


def test_every_table_is_strict(desk: Desk) -> None:
    with desk.store.reading() as tx:
        rows = tx.exec_driver_sql("PRAGMA table_list").all()
    loose = {row.name for row in rows if row.type == "table" and not row.strict}
    assert loose <= {"sqlite_schema", "sqlite_temp_schema", "alembic_version"}


def test_a_transaction_that_raises_leaves_nothing(desk: Desk) -> None:
    before = count_rows(desk.store, "person")
    with pytest.raises(Oops), desk.store.writing() as tx:  # noqa: PT012 - one act
        tx.exec_driver_sql("INSERT INTO person VALUES ('Budi', 'cashier', 'x')")
        raise Oops
    assert count_rows(desk.store, "person") == before


def test_tables_made_in_a_transaction_that_raises_are_not_there(desk: Desk) -> None:
    with pytest.raises(Oops), desk.store.writing() as tx:  # noqa: PT012 - one act
        tx.exec_driver_sql("CREATE TABLE left_over (n INTEGER)")
        tx.exec_driver_sql("INSERT INTO left_over VALUES (1)")
        raise Oops
    assert "left_over" not in tables(desk.home / "store.db")


def test_a_reader_sees_one_state_while_another_writes(desk: Desk) -> None:
    with desk.store.reading() as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM person").scalar()
        with desk.store.writing() as writer:
            writer.exec_driver_sql("INSERT INTO person VALUES ('Budi', 'cashier', 'x')")
        assert reader.exec_driver_sql("SELECT count(*) FROM person").scalar() == before


def test_our_own_mistakes_fly_as_they_are(desk: Desk) -> None:
    with pytest.raises(IntegrityError), desk.store.writing() as tx:
        tx.exec_driver_sql("INSERT INTO person VALUES ('Rini', 'cashier', 'x')")


def test_a_text_in_a_column_of_numbers_is_refused(desk: Desk) -> None:
    with pytest.raises(IntegrityError), desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE journal SET mark = 'many'")


def test_a_new_store_has_the_newest_schema_and_opens_again_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    store = new_store(path)
    assert store_revision(store) == REVISIONS[-1]
    store.close()
    before = contents(tmp_path)
    again = open_store(store_url(str(path)))
    again.close()
    assert contents(tmp_path) == before


def test_a_store_is_never_made_by_accident(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(store_url(str(tmp_path / "none.db")))
    with pytest.raises(StoreMissing):
        open_store(store_url(str(tmp_path / "no" / "folder.db")), create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_store_is_refused_and_left_as_it_is(home: Path) -> None:
    with raw(home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = contents(home)
    with pytest.raises(StoreNewer) as refusal:
        open_desk(home)
    assert isinstance(refusal.value, Unavailable)
    assert contents(home) == before


@pytest.mark.parametrize(
    "content", [b"", b"this is no database, but it is long enough to be read as one" * 99]
)
def test_a_file_that_is_no_store_is_unavailable(home: Path, content: bytes) -> None:
    (home / "store.db").write_bytes(content)
    with pytest.raises(StoreUnavailable):
        open_desk(home)


def test_a_store_cut_off_in_the_middle_is_unavailable(home: Path) -> None:
    whole = (home / "store.db").read_bytes()
    (home / "store.db").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoreUnavailable):
        open_desk(home)


def test_making_the_tables_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    store = Store(store_url(str(path)))
    with pytest.raises(Oops), store.writing() as tx:  # noqa: PT012 - one act
        upgrade(tx)
        raise Oops
    store.close()
    assert tables(path) == []


def test_making_the_tables_that_fails_half_way_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE tender (in_the_way INTEGER)")
    with pytest.raises(Unavailable):
        new_store(path)
    assert tables(path) == ["tender"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "mysql://h/d",
        "postgres://h/d",
        "postgresql://host",
        "sqlite://",
        "://",
        "http://x/y",
        "a://b://c",
        ":memory:",
        "sqlite:///:memory:",
        "sqlite:///x.db?mode=memory",
        "sqlite:///file:x.db",
        "postgresql://u:p@ss@h/d",
    ],
)
def test_what_is_no_address_of_a_store_is_refused(address: str) -> None:
    with pytest.raises(BadStoreUrl):
        store_url(address)


@pytest.mark.parametrize(
    ("address", "database"),
    [
        ("/absolute/path.db", str(Path("/absolute/path.db"))),
        ("sqlite:////absolute/path.db", "/absolute/path.db"),
        ("sqlite:///relative.db", "relative.db"),
        ("nama dengan spasi.db", "nama dengan spasi.db"),
        ("postgresql://user:geheim@host:5432/fair", "fair"),
    ],
)
def test_an_address_may_be_a_path_or_a_url(address: str, database: str) -> None:
    assert store_url(address).database == database


def test_a_store_is_named_without_its_password() -> None:
    store = Store(store_url("postgresql://user:geheim@127.0.0.1:1/fair"))
    assert "geheim" not in store.name
    with pytest.raises(StoreUnavailable) as refusal, store.reading():
        pass
    assert "geheim" not in refusal.value.message("en") + refusal.value.message("id") + str(refusal.value)


@pytest.mark.parametrize("create", [False, True])
def test_another_program_s_database_is_refused_and_not_touched(tmp_path: Path, *, create: bool) -> None:
    theirs = tmp_path / "theirs.db"
    with closing(sqlite3.connect(theirs)) as other:
        other.execute("CREATE TABLE album (title TEXT)")
    before = theirs.read_bytes()

    with pytest.raises(NoStore):
        open_store(store_url(str(theirs)), create=create)

    assert theirs.read_bytes() == before
    assert list(tmp_path.iterdir()) == [theirs]
