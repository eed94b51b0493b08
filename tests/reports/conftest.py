"""One fair for all tests of reports, played once."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from batikpos.reports.fairreport import FairReport, report_of
from batikpos.services.wholefair import WholeFair, read_fair
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from tests.postgres import postgres, postgres_url
from tests.reports.played import play
from tests.shop import DAY

__all__ = ["postgres", "postgres_url"]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the fair; give the file of its centre."""
    folder = tmp_path_factory.mktemp("fair")
    file = folder / "centre.db"
    with closing(open_centre(str(file), create=True)) as centre:
        play(folder, centre)
    return file


@pytest.fixture(scope="session")
def centre(played: Path) -> Iterator[Store]:
    """Open its centre."""
    with closing(open_centre(str(played))) as store:
        yield store


@pytest.fixture(scope="session")
def whole(centre: Store) -> WholeFair:
    """Read it."""
    return read_fair(centre, DAY)


@pytest.fixture(scope="session")
def report(whole: WholeFair) -> FairReport:
    """Report it."""
    return report_of(whole)
