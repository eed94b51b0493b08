"""What every test may ask for: a booth of the sample fair, its till open."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from batikpos.services.desk import Desk, open_desk
from batikpos.services.till import open_till
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
