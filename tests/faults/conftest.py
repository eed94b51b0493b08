"""What the fault tests share: a place to work in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.homes import workplace


@pytest.fixture
def place() -> Iterator[Path]:
    """Give an empty folder for one test."""
    with workplace() as folder:
        yield folder
