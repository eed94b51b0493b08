"""Scans of every pace wherever the keyboard is: none is lost, none is doubled, nothing leaks into a field."""

from functools import partial
from itertools import cycle

import pytest

from batikpos.domain.money import Rupiah
from tests.e2e.booth import CASHIER, PIN, Home, wait_until
from tests.e2e.foci import CODE, FOCI, faults_of
from tests.e2e.screen import Screen
from tests.e2e.seen import SeenProgram, seen_window
from tests.long import IS_LONG
from tests.shop import KEYRING

EVERY_PACE = (1, 2, 5, 8, 12, 16, 20, 25, 30)
PACES = [EVERY_PACE] * len(FOCI) if IS_LONG else [(1, pace) for pace in (30, 5, 12, 20)]
"""Milliseconds from one key to the next; the short form takes the fastest everywhere, and others in turn."""


def begin(window: SeenProgram) -> None:
    """Sell a piece, and park a basket, by taps."""
    for key in ("F9", "F4"):
        window.tap_card(KEYRING)
        window.wait_for_words("1 item")
        window.key(key)
        wait_until(lambda: window.home.count() == 1)
    wait_until(lambda: bool(window.home.rows("SELECT sale_id FROM parked_basket")))


def test_a_scan_before_anybody_sells_is_no_pin_and_no_float(screen: Screen, unopened_home: Home) -> None:
    with seen_window(screen, unopened_home, cashier="") as window:
        window.wait_for_words("Who is at the till?")
        window.press(CASHIER)
        window.digits(PIN[:2])
        window.scan_at(2, CODE)
        window.digits(PIN[2:])
        window.key("Return")
        window.wait_for_words("Count the cash that lies in the drawer now, and type it here.")
        window.digits("50")
        window.scan_at(2, CODE)
        window.press("By notes…")
        window.enter("100.000")
        window.scan_at(2, CODE)
        window.digits("3")
        window.press("Take {amount}", amount=Rupiah(300_000))
        window.press("Open the till")
        window.wait_for_sale_screen()
    assert unopened_home.rows("SELECT float FROM till_open") == [(300_000,)]


def test_scans_back_to_back_and_while_a_sale_is_written_are_all_there(screen: Screen, home: Home) -> None:
    paces = EVERY_PACE[:-1]
    with seen_window(screen, home) as window:
        window.scan_at(5, CODE)
        for n, pace in enumerate(paces, 1):
            window.scan_at(pace, CODE, CODE, CODE, first="F9")
            wait_until(partial(has_sold, home, n), window.log.read_text)
            assert window.comes_true(partial(holds, home, [(KEYRING, 3)])), (pace, home.basket())
        window.key("F9")
        wait_until(partial(has_sold, home, len(paces) + 1), window.log.read_text)
    assert home.rows("SELECT sku, size FROM sale_line") == [(KEYRING, 1), *[(KEYRING, 3)] * len(paces)]


def has_sold(home: Home, count: int) -> bool:
    """Say whether so many sales are on disk."""
    return home.count() >= count


def holds(home: Home, basket: list[tuple[str, int]]) -> bool:
    """Say whether the open basket is this one."""
    return home.basket() == basket


@pytest.mark.timeout(1800)
def test_a_scan_is_a_scan_in_every_focus(screen: Screen, home: Home) -> None:
    faults: list[str] = []
    with seen_window(screen, home) as window:
        begin(window)
        for focus, paces in zip(FOCI, cycle(PACES), strict=False):
            faults += faults_of(window, focus, paces)
        assert window.close() == 0
        assert window.log.read_text() == ""
    assert faults == []
    assert home.count() == 1
    assert home.verify()["ok"]


def test_a_window_that_takes_scans_for_typing_is_found_out(screen: Screen, home: Home) -> None:
    """The control: where a scan leaks, it is named, in each of six sheets."""
    with seen_window(screen, home, "typing") as window:
        window.patience = 3  # for each sheet that is not left, and as long for a button on a busy machine
        begin(window)
        looked = FOCI[6:12]
        found = [focus.name for focus in looked if faults_of(window, focus, (1,))]
    assert found == [focus.name for focus in looked]
