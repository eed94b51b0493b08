"""A whole morning on the real program, by hand: from the first run to the day's proof at the centre."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.afterwards import (
    centre_of,
    close_and_send,
    connect,
    exchange_a_size,
    give_back,
    park_and_take_up,
    void_the_last,
)
from tests.e2e.booth import Home, wait_until
from tests.e2e.morning import PROMOTION, SALES, Morning, found_on_disk
from tests.e2e.opening import FLOAT, float_of, open_the_till, run_first, sign_in
from tests.e2e.paper import Printer
from tests.e2e.screen import Screen
from tests.e2e.seen import seen_window
from tests.long import IS_LONG
from tests.shop import KEYRING, TUNIC, item

AT_ONCE = int(item(KEYRING).stock) if IS_LONG else 30
"""Sales one after the other: in the long form till no key ring is left, for then the window asks first."""
NUMBERS = "SELECT number, kind FROM sale ORDER BY seq"
SEEN = "SELECT count(*) FROM checked_tender"
ORIGINALS = "SELECT sale, count(*) FROM print_job WHERE kind = 'original' GROUP BY sale ORDER BY 1"


@pytest.mark.timeout(600)
def test_a_morning_is_on_disk_on_paper_and_at_the_centre(
    screen: Screen, paper: Printer, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    with seen_window(screen, home, cashier="") as window:
        run_first(window, paper.address)
        assert window.close() == 0
        assert window.log.read_text() == ""
    connect(home, tmp_path)
    (tmp_path / "promotions.csv").write_text(PROMOTION, encoding="utf-8")
    home.must("promotion", "add", str(tmp_path / "promotions.csv"), "--approver", "Sari")

    with seen_window(screen, home, cashier="") as window:
        sign_in(window)
        open_the_till(window)
        assert home.rows("SELECT float FROM till_open") == [(float_of(FLOAT),)]
        assert home.basket() == []

        morning = Morning(window)
        morning.sell_everything()
        assert found_on_disk(window) == (morning.sold, morning.paid)
        assert home.count() == SALES
        promoted = home.rows(f"SELECT DISTINCT promotion, net FROM sale_line WHERE sku = '{TUNIC}'")
        assert promoted == [("Great Sale 20 %", item(TUNIC).price.amount * 8 // 10)]

        wait_until(
            lambda: home.rows(SEEN) == [(3,)], window.log.read_text
        )  # as soon as none can be taken back

        void_the_last(window)
        give_back(window)
        exchange_a_size(window)
        park_and_take_up(window)
        close_and_send(window)
        numbers = home.rows(NUMBERS)
        wait_until(lambda: all(number.encode() in paper.paper for number, _ in numbers), window.log.read_text)
        assert window.close() == 0
        assert window.log.read_text() == ""
    kinds = [kind for _, kind in numbers]
    assert (kinds.count("void"), kinds.count("refund")) == (1, 3)
    assert kinds.count("sale") == SALES + 5
    assert home.rows(ORIGINALS) == sorted((number, 1) for number, _ in numbers)
    assert home.rows("SELECT count(*) FROM print_job WHERE kind != 'drawer' AND state != 'sent'") == [(0,)]
    ((day,),) = home.rows("SELECT business_day FROM till_open")
    told = json.loads(home.must("reconcile", "--central", centre_of(tmp_path), "--date", day, "--json"))
    assert [(row["state"], row["difference"]) for row in told["booths"] if row["booth"] == "A03"] == [
        ("proven", 0)
    ], told
    assert home.verify()["ok"]
    assert any((tmp_path / "copies").iterdir())


@pytest.mark.timeout(600)
def test_sales_as_fast_as_can_be_are_as_many(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        for n in range(AT_ONCE):
            window.scan_at(1, item(KEYRING).barcode)
            window.wait_for_words("1 item")
            screen.xdotool("key", "F9", "sleep", "0.06")  # no finger comes back sooner
            wait_until(partial(has_sold, home, n + 1), window.log.read_text)
    assert home.rows("SELECT sku, size FROM sale_line") == [(KEYRING, 1)] * AT_ONCE
    assert len({number for (number,) in home.rows("SELECT number FROM sale")}) == AT_ONCE


def has_sold(home: Home, count: int) -> bool:
    """Say whether so many sales are on disk."""
    return home.count() >= count
