"""What every test may ask for: a booth of the sample fair, its till open."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from batikpos.services import people
from batikpos.services.desk import Desk, open_desk
from batikpos.services.till import open_till
from tests.long import IS_LONG
from tests.settled import Settled, settled_fair
from tests.shop import FLOAT, NOON, RINI, set_up_booth

# The short form tries the same examples each time, the long one others.
settings.register_profile(
    "booth",
    max_examples=40 if IS_LONG else 20,
    deadline=None,
    derandomize=not IS_LONG,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("booth")


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let all stores of one process share what SQLAlchemy compiled: that was a quarter of the tests' time.

    A program opens one store, a process of tests a thousand.
    """
    compiled: dict[object, object] = {}

    def create(url: URL, **how: Any) -> Engine:
        if url.get_backend_name() == "sqlite":
            how["execution_options"] = {"compiled_cache": compiled}
        return create_engine(url, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLiteDialect_pysqlite, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(SQLiteDialect_pysqlite, "__hash__", lambda one: hash(type(one)))
        patch.setattr("batikpos.store.engine.create_engine", create)
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_pins() -> Iterator[None]:
    """Hash PINs at the least cost: a tenth of the tests' time went into what is slow on purpose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "_TIME_COST", 1)
        patch.setattr(people, "_MEMORY_KIB", 8)
        yield


@pytest.fixture(scope="session")
def booth_as_set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set a booth up once; tests get copies of it."""
    home = tmp_path_factory.mktemp("booth") / "home"
    set_up_booth(home)
    return home


@pytest.fixture
def home(booth_as_set_up: Path, tmp_path: Path) -> Path:
    """Give a home of booth A03: cashier Rini (1234), supervisor Sari (4321), till not opened yet."""
    return Path(shutil.copytree(booth_as_set_up, tmp_path / "home"))


@pytest.fixture
def closed_desk(home: Path) -> Iterator[Desk]:
    """Open the booth; its till is closed."""
    desk = open_desk(home)
    yield desk
    desk.store.close()


@pytest.fixture(scope="session")
def booth_as_opened(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open its till once, at noon of the fair's first day, 500.000 in the drawer; tests get copies of it."""
    home = Path(shutil.copytree(booth_as_set_up, tmp_path_factory.mktemp("opened") / "home"))
    desk = open_desk(home)
    with closing(desk.store):
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
    return home


@pytest.fixture
def desk(booth_as_opened: Path, home: Path) -> Iterator[Desk]:
    """Give the booth with its till open since noon of the fair's first day, 500.000 in the drawer."""
    shutil.copytree(booth_as_opened, home, dirs_exist_ok=True)
    desk = open_desk(home)
    yield desk
    desk.store.close()


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """Play a whole fair into a centre, signed off, corrected and paid out in part; only to be read.

    It takes some seconds, so that all processes of one run share it.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return settled_fair(tmp_path_factory.mktemp("settled"))
    folder = tmp_path_factory.getbasetemp().parent / f"settled-{run}"
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            made = settled_fair(tmp_path_factory.mktemp("settled")).folder
            made.rename(folder)
    return Settled(folder)


@pytest.fixture
def own_settled(settled: Settled, tmp_path: Path) -> Settled:
    """Give a copy of that fair, to be written to."""
    return settled.copy(tmp_path / "settled")
