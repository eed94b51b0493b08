"""Booths that close in the same minute, each its own process and login: nothing lost, nothing doubled.

The short form of `python -m tests.bench --only closing`, which takes 139 of them.
"""

import sys

import pytest

from tests.bench.closing import DISTURBANCES, Day, close_together, make_day, prove
from tests.long import IS_LONG
from tests.postgres import Postgres
from tests.sync.guarded import Guarded, guarded_centre

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a process is killed as POSIX does"),
    pytest.mark.timeout(900),
]

BOOTHS, SALES = 4, 600
"""So many sales that each booth needs two transactions: what is cut off lies between them too."""


HOW: dict[str, dict[str, object]] = {"as it should be": {}, **DISTURBANCES}
if (
    not IS_LONG
):  # what is done where nobody is disturbed is done once more after these, and answers are lost too
    HOW = {how: HOW[how] for how in ("the server torn down", "booths killed")}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Give the booths' disks, each with a closed day."""
    return make_day(tmp_path_factory.mktemp("day"), BOOTHS, SALES)


@pytest.fixture(scope="module")
def like(postgres: Postgres, day: Day) -> Guarded:
    """Give a guarded centre in which they sign in, to be copied."""
    return guarded_centre(postgres, day.disks)


@pytest.mark.parametrize("how", HOW.values(), ids=HOW.keys())
def test_all_send_at_once(like: Guarded, day: Day, how: dict[str, object]) -> None:
    centre = like.copy()
    done = close_together(centre, day, **how)  # type: ignore[arg-type]  # the names of its own arguments
    assert len(done.each) == BOOTHS
    if {"loses", "restarts"} & set(how):
        assert done.tries > BOOTHS, "nobody was disturbed"
    prove(centre, day)
    again = close_together(centre, day)
    assert again.tries == BOOTHS
    prove(centre, day)
    centre.server.drop_database(centre.database)
