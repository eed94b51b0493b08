"""The disk fills up in the middle of a day: the reserve ends it, and without one nothing said is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from batikpos.services.disk import RESERVE_NAME, make_reserve
from tests.faults.cuts import WHY_NOT
from tests.faults.full import SOURCE, full_disk, small_disk
from tests.faults.homes import make_home
from tests.faults.recorder import build_library
from tests.faults.result import complaints
from tests.shop import RINI, RINI_PIN

RUNS = 4
UNAVAILABLE = 3

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def test_a_full_disk_loses_nothing_and_its_reserve_lets_the_day_end(place: Path) -> None:
    results = full_disk(place).results(RUNS)
    assert all(result.is_met for result in results), complaints(results)


@pytest.mark.parametrize("with_reserve", [True, False])
def test_on_a_full_disk_the_booth_opens_with_its_reserve_or_says_why_not(
    place: Path, *, with_reserve: bool
) -> None:
    home = make_home(place / "home")
    if with_reserve:
        make_reserve(home)
    used = sum(file.stat().st_size for file in home.iterdir())
    environment = small_disk(build_library(SOURCE, place), home, room=used) | {"BATIKPOS_PIN": RINI_PIN}

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "batikpos", "--home", str(home), "--lang", "en", *words],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        return done.returncode, done.stderr

    closing = ("till", "close", "--cashier", RINI, "--count", "100000x5")
    if with_reserve:
        assert run("sales") == (0, "")
        assert run(*closing)[0] == 0
        assert not (home / RESERVE_NAME).exists()
    else:
        for words in (("sales",), closing):
            status, said = run(*words)
            assert status == UNAVAILABLE, said
            assert said == (
                f"The disk with {home} is full. Nothing was lost. Delete files that are not BatikPOS's,"
                " then try again.\n"
            )
