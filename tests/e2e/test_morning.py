"""A whole morning on the real program: forty sales, a void, a parked basket, the close and the sending."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.booth import Home, wait_until
from tests.e2e.morning import (
    SALES,
    Morning,
    centre_of,
    close_and_send,
    found_on_disk,
    new_connected_home,
    park_and_take_up,
    void_the_last,
)
from tests.e2e.paper import Printer
from tests.e2e.screen import Screen
from tests.e2e.seen import seen_window
from tests.shop import KEYRING, item

NUMBERS = "SELECT number, kind FROM sale ORDER BY seq"


@pytest.fixture
def home(tmp_path: Path, paper: Printer) -> Home:
    """Set a booth up that sends to a centre, and open its till."""
    return new_connected_home(tmp_path, paper)


@pytest.mark.timeout(240)
def test_a_morning_is_on_disk_on_paper_and_at_the_centre(
    screen: Screen, home: Home, paper: Printer, tmp_path: Path
) -> None:
    with seen_window(screen, home) as window:
        morning = Morning(window)
        morning.sell_everything()
        assert found_on_disk(window) == (morning.sold, morning.paid)
        assert home.count() == SALES

        void_the_last(window)
        park_and_take_up(window)
        close_and_send(window, home)
        numbers = home.rows(NUMBERS)
        wait_until(lambda: all(number.encode() in paper.paper for number, _ in numbers), window.log.read_text)
        assert window.close() == 0
        assert window.log.read_text() == ""
    assert [kind for _, kind in numbers].count("void") == 1
    assert len(numbers) == SALES + 3
    ((day,),) = home.rows("SELECT business_day FROM till_open")
    told = json.loads(home.must("reconcile", "--central", centre_of(tmp_path), "--date", day, "--json"))
    assert [(row["state"], row["difference"]) for row in told["booths"] if row["booth"] == "A03"] == [
        ("proven", 0)
    ], told
    assert home.verify()["ok"]
    assert any((tmp_path / "copies").iterdir())


def test_a_double_tap_that_nobody_listens_to_sells_one(screen: Screen, home: Home) -> None:
    with seen_window(screen, home, BATIKPOS_EYES_DEAF="1") as window:
        window.tap_card(KEYRING, times=2)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)
    assert home.rows("SELECT size FROM sale_line") == [(1,)]


def test_thirty_sales_as_fast_as_can_be_are_thirty(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        for n in range(30):
            window.scan_at(1, item(KEYRING).barcode)
            window.wait_for_words("1 item")
            screen.xdotool("key", "F9", "sleep", "0.06")  # no finger comes back sooner
            wait_until(partial(has_sold, home, n + 1), window.log.read_text)
    assert home.rows("SELECT sku, size FROM sale_line") == [(KEYRING, 1)] * 30
    assert len({number for (number,) in home.rows("SELECT number FROM sale")}) == 30


def has_sold(home: Home, count: int) -> bool:
    """Say whether so many sales are on disk."""
    return home.count() >= count
