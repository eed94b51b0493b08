"""What every test may ask for: a booth of the sample fair, its till open."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from batikpos.services.desk import Desk, open_desk
from batikpos.services.till import open_till
from tests.settled import Settled, settled_fair
from tests.shop import FLOAT, NOON, RINI, set_up_booth

settings.register_profile(
    "booth", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("booth")


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


@pytest.fixture
def desk(closed_desk: Desk) -> Desk:
    """Give the booth with its till open since noon of the fair's first day, 500.000 in the drawer."""
    open_till(closed_desk, FLOAT, cashier=RINI, now=NOON)
    return closed_desk


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
