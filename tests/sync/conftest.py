"""What the tests of sending share: a PostgreSQL, and a centre of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from batikpos.store.engine import Store
from tests.postgres import Postgres, postgres, postgres_url
from tests.sync.booths import FilePlace, Place, ServerPlace, opened
from tests.sync.guarded import Guarded, guarded_centre

__all__ = ["postgres", "postgres_url"]


@pytest.fixture(scope="session")
def guarded_like(postgres: Postgres) -> Guarded:
    """Give a guarded centre to be copied: setting one up takes a second."""
    return guarded_centre(postgres, ["A01", "B02"])


@pytest.fixture
def guarded(guarded_like: Guarded) -> Iterator[Guarded]:
    """Give a guarded centre of this test's own, without a fact; A01 and B02 sign in."""
    copy = guarded_like.copy()
    yield copy
    copy.server.drop_database(copy.database)


@pytest.fixture(params=["sqlite", "postgresql", "guarded"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give a centre's place without a fact: the same tests hold for every kind.

    At the guarded one the organizer sends, as from a stick: for whatever booth.
    """
    if request.param == "sqlite":
        yield FilePlace(tmp_path / "centre.db")
        return
    if request.param == "guarded":
        made: Guarded = request.getfixturevalue("guarded")
        yield ServerPlace(made.server, made.database, made.addresses["organizer"])
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
