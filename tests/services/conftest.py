"""What tests of services share: a fair that is settled, to be gone on with."""

from collections.abc import Iterator

import pytest

from batikpos.services.desk import Desk
from batikpos.store.engine import Store
from tests.settled import Settled, closing_desk


@pytest.fixture
def centre(own_settled: Settled) -> Iterator[Store]:
    """Open the centre of the fair, to be written to."""
    with own_settled.opened() as store:
        yield store


@pytest.fixture
def organizer(own_settled: Settled) -> Iterator[Desk]:
    """Open the organizer's desk."""
    with closing_desk(own_settled.organizer) as desk:
        yield desk
