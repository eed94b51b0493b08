"""What a hand does for a sale: taps and keys, counted on the real window."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from batikpos.domain.catalogue import Item
from batikpos.domain.money import total
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import suggest_notes
from tests.bench.homes import CASHIER, PIN, make_home
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import press, say
from tests.ui.stage import Waiting, open_window
from tests.ux.gate import Gate, at_most

ROUNDS = 20


@contextmanager
def selling(folder: Path, application: QApplication) -> Iterator[BoothWindow]:
    """Open a booth of the sample fair, signed in, its till open."""
    home = make_home(folder)
    with open_window(home, Waiting(), application, cashier=CASHIER, pin=PIN) as booth:
        booth.wait_for_sale_screen()
        yield booth


def count_taps(folder: Path, application: QApplication) -> Gate:
    """Sell three pieces for cash by taps alone, exactly and with a suggested note; count them."""
    with selling(folder / "taps", application) as booth:
        taps = [
            _taps_of(booth, lambda: press(booth, "Exact cash")),
            _taps_of(booth, lambda: booth.press(booth.register.notes()[0].bare())),
        ]
    said = f" (exact {taps[0]}, note {taps[1]})"
    return at_most("UX-1", "taps, cash sale of 3 pieces, ready for the next", max(taps), 4, "taps", said)


def count_keys(folder: Path, application: QApplication) -> Gate:
    """Scan three pieces and pay by a key, exactly and with a suggested note; count what was pressed."""
    counts = []
    with selling(folder / "keys", application) as booth:
        for n, key in enumerate((Qt.Key.Key_F9, Qt.Key.Key_F10), 1):
            for item in booth.items()[:3]:
                booth.scan(item.barcode)
            booth.wait(lambda: len(booth.cart.lines) == 3)
            before = booth.keys
            booth.key(key)
            booth.wait_for_sales(n)
            counts.append(booth.keys - before)
            _must_be_ready(booth)
    said = f" (exact {counts[0]}, note {counts[1]})"
    return at_most("UX-2", "keys behind 3 scans, ready for the next", max(counts), 1, "key", said)


def count_double_taps(folder: Path, application: QApplication) -> Gate:
    """Tap twice, quickly, on cards and on the basket's own buttons; every tap must count."""
    counted = wanted = 0
    with selling(folder / "double", application) as booth:
        for item in _single_pieces(booth)[:ROUNDS]:
            booth.tap_card(item, twice=True)
            wanted += 2
            counted += booth.basket.get(item.sku, 0)
        item = _single_pieces(booth)[0]
        booth.scan(item.barcode)
        before = booth.basket[item.sku]
        for _ in range(ROUNDS):
            booth.double_tap(booth.button(say(booth, "more")))
            wanted += 2
        counted += booth.basket[item.sku] - before
    share = 100 * counted / wanted
    return Gate("UX-11", "quick double taps counted", f"{counted} of {wanted}", "100 %", share == 100)


def _taps_of(booth: BoothWindow, pay: Callable[[], None]) -> int:
    """Sell three pieces by taps; return how many it took until a tap begins the next sale."""
    sold, before = len(booth.sales()), booth.taps
    items = _single_pieces(booth)
    threes = (items[n : n + 3] for n in range(len(items)))
    for item in next(three for three in threes if suggest_notes(total(i.price for i in three))):
        booth.tap_card(item)
    booth.wait(lambda: len(booth.cart.lines) == 3)
    pay()
    booth.wait_for_sales(sold + 1)
    taken = booth.taps - before
    _must_be_ready(booth)
    return taken


def _single_pieces(booth: BoothWindow) -> list[Item]:
    """List the pieces that have no sizes: those are one tap more."""
    groups = Counter(item.group for item in booth.items())
    return booth.items(lambda item: item.unit is Unit.PIECE and groups[item.group] == 1)


def _must_be_ready(booth: BoothWindow) -> None:
    """Begin the next sale at once, and take it back."""
    booth.wait(lambda: not booth.cart.lines)
    item = booth.items()[0]
    booth.scan(item.sku)
    booth.wait(lambda: list(booth.basket) == [item.sku])
    booth.key(Qt.Key.Key_Delete)
    booth.wait(lambda: not booth.cart.lines)
