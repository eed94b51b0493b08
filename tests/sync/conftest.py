"""What the tests of sending share: a PostgreSQL, and a centre of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from batikpos.store.engine import Store
from tests.postgres import Postgres, postgres, postgres_url
from tests.sync.booths import FilePlace, Place, ServerPlace, opened

__all__ = ["postgres", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a centre's place without a fact: the same tests hold for both kinds."""
    if request.param == "sqlite":
        yield FilePlace(tmp_path / "centre.db")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.new_centre()
    yield ServerPlace(server, name)
    server.drop_database(name)


@pytest.fixture
def centre(place: Place) -> Iterator[Store]:
    """Give an open centre without a fact."""
    with opened(place) as store:
        yield store
