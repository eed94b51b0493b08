"""Opening a store: SQLite made durable and strict, or PostgreSQL; one transaction for each act."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from batikpos.domain.errors import PosError, Unavailable
from batikpos.i18n import N_
from batikpos.store.driverwords import BAD_PAGES, why_of_driver
from batikpos.store.pragmas import BUSY_SECONDS, set_pragmas
from batikpos.store.schema import REVISIONS, is_newer
from batikpos.store.tls import with_tls

Transaction = Connection
"""An open transaction: what every store function takes first."""

_THEIRS = {None, "42501"}
"""What PostgreSQL calls a login that may not do this; None is an address its driver cannot read."""


class StoreUnavailable(Unavailable):
    """The database did not answer, is locked, full or damaged."""

    code: ClassVar[str] = "store_unavailable"
    text: ClassVar[str] = N_("{what} cannot be used: {why}. Nothing was lost; try again.")
    why: str = ""


class StoreDamaged(StoreUnavailable):
    """A file that is no whole database any more."""

    code: ClassVar[str] = "store_damaged"
    text: ClassVar[str] = N_(
        "{what} is damaged ({why}). Type “batikpos recover”: what is whole is kept, and selling goes on."
    )


class StoreBusy(StoreUnavailable):
    """Another process writes longer than we wait."""

    code: ClassVar[str] = "store_busy"
    text: ClassVar[str] = N_("{what} is in use by another program. Nothing was lost; try again.")


class NoStore(StoreUnavailable):
    """A database that is not one of ours."""

    code: ClassVar[str] = "no_store"
    text: ClassVar[str] = N_("{what} holds no BatikPOS tables. Check the address, or let a booth send first.")


class StoreNewer(Unavailable):
    """The store was written by a newer program."""

    code: ClassVar[str] = "store_newer"
    text: ClassVar[str] = N_("{what} was written by a newer BatikPOS. Install that version here.")


class StoreNotRenewed(Unavailable):
    """A centre of an older version, whose tables only those who set it up may renew."""

    code: ClassVar[str] = "store_not_renewed"
    text: ClassVar[str] = N_(
        "{what} is of an older BatikPOS. Whoever set it up renews it once by “batikpos centre init” with this"
        " version. Nothing was lost; try again then."
    )


class StoreMissing(Unavailable):
    """There is no store where one should be."""

    code: ClassVar[str] = "store_missing"
    text: ClassVar[str] = N_("{what} does not exist. Check the name, or put the file back.")


class BadStoreUrl(PosError):
    """An address that is no database's."""

    code: ClassVar[str] = "bad_url"
    text: ClassVar[str] = N_(
        "This is not the address of a centre. Use a file, sqlite:/// or postgresql://; in a password write"
        " @ as %40, / as %2F and a space as %20."
    )


class Store:
    """One database. `writing` and `reading` give its transactions; nothing else does."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._writer = _engine(url, "BEGIN IMMEDIATE")
        self._reader = _engine(url, "BEGIN")

    @property
    def name(self) -> str:
        """Say which store this is, without its password."""
        return shown_address(self.url)

    @property
    def is_sqlite(self) -> bool:
        """Say whether it is a file."""
        return self.url.get_backend_name() == "sqlite"

    @cached_property
    def is_guarded(self) -> bool:
        """Say whether it is a centre that keeps people apart."""
        with self.reading() as tx:
            return is_guarded(tx)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Run one transaction that writes: all of it or, if anything is raised, nothing.

        Raises: StoreUnavailable where the database fails.
        """
        with self._explained(), self._writer.begin() as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Run one transaction that reads one consistent state. Raises: StoreUnavailable."""
        with self._explained(), self._reader.begin() as tx:
            yield tx

    def know_desks(self, keys: Collection[str]) -> None:
        """Let who reads here believe the organizer's desks of these keys; by none, the first."""
        self._reader = self._reader.execution_options(desk_keys=frozenset(keys))

    def close(self) -> None:
        """Let the connections go; the last one to close an SQLite file folds its log into it."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeoutError as error:
            raise StoreBusy(self.name) from error
        except (IntegrityError, ProgrammingError) as error:
            if self.is_sqlite or getattr(error.orig, "sqlstate", None) not in _THEIRS:
                raise  # our bug, not the environment's fault
            raise self._unavailable(error.orig or error) from error
        except DBAPIError as error:
            raise self._unavailable(error.orig or error) from error
        except UnicodeDecodeError as error:  # a damaged schema, in whose words SQLite complains
            raise StoreDamaged(self.name, BAD_PAGES) from error
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.Error as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: BaseException) -> StoreUnavailable:
        if "locked" in str(error):
            return StoreBusy(self.name)
        return _unusable(self.name, error)


def known_desks(tx: Connection) -> frozenset[str]:
    """Say which keys of the organizer's desk are known to whoever reads; nothing where none is."""
    keys: frozenset[str] = tx.get_execution_options().get("desk_keys", frozenset())
    return keys


def store_url(address: str) -> URL:
    """Read the address of a store: sqlite:///…, postgresql://…, or a bare path. Raises: BadStoreUrl."""
    if "://" not in address:
        if not address.strip():
            raise BadStoreUrl
        if address.startswith(":"):
            raise BadStoreUrl
        return URL.create("sqlite", database=str(Path(address).expanduser()))
    if address.count("@") > 1:
        raise BadStoreUrl  # an @ in a password is written %40: else half of the password becomes the host
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise BadStoreUrl from error
    if backend == "postgresql" and url.database and "/" not in url.database:
        return url.set(drivername="postgresql+psycopg")
    # A database in memory would be gone with the command; a query is nothing that a path needs.
    if backend == "sqlite" and url.database and not url.query and not url.database.startswith((":", "file:")):
        return url
    raise BadStoreUrl


def shown_address(url: URL) -> str:
    """Write a store's address for people: a file's path, or server and database without any secret."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return URL.create("postgresql", url.username, None, url.host, url.port, url.database).render_as_string()


def whole_address(address: str) -> str:
    """Check a store's address, and make a file's path whole, to be kept. Raises: BadStoreUrl, Unencrypted."""
    url = store_url(address)
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").absolute())
    with_tls(url)
    return address


def open_store(url: URL, *, create: bool = False) -> Store:
    """Open a store, making or upgrading its tables where needed.

    Raises: StoreMissing, StoreNewer, StoreNotRenewed, StoreUnavailable.
    """
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.parent.is_dir() or not (create or path.is_file()):
            raise StoreMissing(str(path))
        if path.is_file() and not _is_ours(path, or_empty=create):
            raise NoStore(str(path))
    store = Store(url)
    try:
        revision = store_revision(store)
        if revision is not None and revision not in REVISIONS:
            if is_newer(revision):
                raise StoreNewer(store.name)
            raise StoreDamaged(store.name, N_("its version cannot be read"))
        if revision != REVISIONS[-1]:
            if revision is None and not create:
                raise NoStore(store.name)
            _renew(store, revision)
    except BaseException:
        store.close()
        raise
    return store


def _is_ours(path: Path, *, or_empty: bool) -> bool:
    """Look into a file without changing a byte of it: another program's database stays as it is."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as looked_at:
            names = [name for (name,) in looked_at.execute("SELECT name FROM sqlite_master")]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unusable(str(path), error) from error
    return "alembic_version" in names or (or_empty and not names)


def is_store(path: Path) -> bool:
    """Say whether a file is an SQLite database, by how it begins."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def store_revision(store: Store) -> str | None:
    """Read which version of the schema a store has; None where it has no tables yet."""
    with store.reading() as tx:
        if store.is_sqlite:
            found = tx.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
        else:
            found = tx.exec_driver_sql("SELECT to_regclass('alembic_version')")
        if not found.scalar():
            return None
        revision = tx.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if revision is None else str(revision)


def _renew(store: Store, revision: str | None) -> None:
    """Bring a store's tables to this version. Raises: StoreNotRenewed, StoreUnavailable."""
    if store.is_guarded and not _may_renew(store):
        raise StoreNotRenewed(store.name)
    # Alembic takes a third of a second to import, and is needed only here.
    from batikpos.store.upgrade import keep_before, upgrade  # noqa: PLC0415

    if revision is not None and store.is_sqlite:
        keep_before(store, revision)
    with store.writing() as tx:
        upgrade(tx)


def _may_renew(store: Store) -> bool:
    """Say whether this login may change a centre's tables."""
    owns = "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass('public.fact')"
    with store.reading() as tx:
        return bool(tx.exec_driver_sql(owns).scalar())


def is_guarded(tx: Connection) -> bool:
    """Say whether a database has the guard that lets booths only add their own facts."""
    if tx.dialect.name == "sqlite":
        return False
    return bool(tx.exec_driver_sql("SELECT to_regclass('public.reading_mark') IS NOT NULL").scalar())


def _engine(url: URL, begin: str) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            with_tls(url),
            pool_size=1,
            max_overflow=1,
            pool_pre_ping=True,  # the server may have been started again since
            pool_timeout=BUSY_SECONDS,
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "prepare_threshold": None,
                "options": f"-c lock_timeout={BUSY_SECONDS * 1000}",
            },
        )
        if begin == "BEGIN":
            engine = engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
        return engine
    engine = create_engine(
        url,
        pool_size=1,
        max_overflow=0 if "IMMEDIATE" in begin else 4,
        pool_timeout=BUSY_SECONDS,
        pool_reset_on_return=None,  # every transaction of ours ends by itself
    )

    # The driver's own transaction handling lets DDL survive a rollback: switch it off, begin ourselves.
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
        connection.isolation_level = None
        set_pragmas(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute(begin)

    return engine


def _unusable(name: str, error: BaseException) -> StoreUnavailable:
    damage = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    is_damaged = isinstance(error, UnicodeDecodeError) or getattr(error, "sqlite_errorcode", None) in damage
    is_damaged |= "Could not decode to UTF-8" in str(error)  # Python's own words, without a code
    if is_damaged:
        return StoreDamaged(name, BAD_PAGES)
    return StoreUnavailable(name, why_of_driver(error))
