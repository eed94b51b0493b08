"""The walk-through in the documents, followed by its labels alone."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.money import Rupiah
from batikpos.i18n import translator
from batikpos.services.till import show_till
from batikpos.settings import load_settings, save_settings
from batikpos.ui.booth.closing import ClosedPage
from tests.shop import SHIRT, item
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.screens.screen import type_slowly

PAGE = (Path(__file__).parents[2] / "docs" / "WALKTHROUGH.md").read_text(encoding="utf-8")
LABEL = re.compile(r"(.+) \((.+)\)")

Step = tuple[str, str]


def steps_of(task: str) -> list[Step]:
    """Read the steps of a task: what is done, and with what."""
    part = PAGE.split(f"\n## {task}\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"
    ]
    return [(do, what) for number, do, what in rows if number.isdigit()]


def said_of(task: str) -> int:
    """Read how many steps the overview says a task takes."""
    (said,) = re.findall(rf"^\| {re.escape(task)} \| (\d+) \|", PAGE, re.MULTILINE)
    return int(said)


def follow(booth: BoothWindow, task: str) -> None:
    """Do what the page says."""
    steps = steps_of(task)
    assert len(steps) == said_of(task)
    for do, what in steps:
        if do == "tap the card":
            booth.tap_card(item(what))
        elif do == "type":
            type_slowly(booth, what)
        elif do == "count":
            type_slowly(booth, what)
            booth.key(Qt.Key.Key_Return)
        elif do == "press key":
            booth.key(getattr(Qt.Key, f"Key_{what}"))
        elif do == "add one of":
            booth.press(f"{translator('id')('more')}: {item(what).name}")
        elif found := LABEL.fullmatch(what):
            assert translator("id")(found[2]) == found[1]
            booth.press(found[1])
        else:
            raise ValueError(what)


@pytest.fixture
def booth(open_booth: OpenBooth, home: Path) -> BoothWindow:
    """Open the booth in Indonesian, with a centre to send to."""
    centre = f"sqlite:///{home / 'centre.db'}"
    save_settings(home, replace(load_settings(home), language="id", central=centre))
    booth = open_booth()
    booth.wait_for_sale_screen()
    return booth


def _sold(booth: BoothWindow) -> None:
    booth.wait_for_sales(1)


def _paper(booth: BoothWindow) -> bytes:
    file = booth.desk.home / "printer.bin"
    return file.read_bytes() if file.exists() else b""


def _voided(booth: BoothWindow) -> None:
    assert booth.wait_for_sales(2)[-1].sale.reverses


def test_a_day_goes_by_the_labels_alone(booth: BoothWindow) -> None:
    day: list[tuple[str, Callable[[BoothWindow], None]]] = [
        ("sell three pieces for cash", _sold),
        ("print again", lambda b: b.wait(lambda: b"SALINAN" in _paper(b))),
        ("cancel a sale", _voided),
        ("close the till, notes of one kind", lambda b: b.wait(lambda: b.page(ClosedPage) is not None)),
        ("send the day", lambda b: b.wait(lambda: "terbukti" in b.words())),
    ]
    for task, is_done in day:
        follow(booth, task)
        is_done(booth)


def test_money_is_given_back_by_the_labels_alone(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    follow(booth, "give money back, the last sale's only piece")
    assert booth.wait_for_sales(2)[-1].sale.total.amount < 0


def test_two_of_several_pieces_of_an_older_sale_are_given_back(booth: BoothWindow) -> None:
    for sku in ("LYG-SL-001", "KNG-BK-001", "KLS-GK-001"):
        booth.scan(sku)
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    booth.scan(SHIRT)
    booth.register.pay_key(0)
    booth.wait_for_sales(2)
    follow(booth, "give money back, two of several pieces of any sale")
    back = booth.wait_for_sales(3)[-1].sale
    assert [line.sku for line in back.lines] == ["KNG-BK-001", "KLS-GK-001"]


def test_a_drawer_of_all_kinds_is_counted_and_closed(booth: BoothWindow) -> None:
    follow(booth, "close the till, notes and coins of all kinds")
    booth.wait(lambda: booth.page(ClosedPage) is not None)
    till = show_till(booth.desk)
    assert till is not None
    assert till.counted == Rupiah(
        300_000 + 200_000 + 120_000 + 50_000 + 20_000 + 20_000 + 6_000 + 2_000 + 1_000 + 1_000
    )


def test_a_price_is_lowered_by_the_labels_alone(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    follow(booth, "lower a price")
    booth.wait(lambda: booth.cart.net.amount == 370_000)
