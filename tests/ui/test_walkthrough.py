"""The walk-through in the documents, followed by its labels alone."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.i18n import translator
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
    (said,) = re.findall(rf"^\| {task} \| (\d+) \|", PAGE, re.MULTILINE)
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
        ("close the till", lambda b: b.wait(lambda: b.page(ClosedPage) is not None)),
        ("send the day", lambda b: b.wait(lambda: "terbukti" in b.words())),
    ]
    for task, is_done in day:
        follow(booth, task)
        is_done(booth)


def test_money_is_given_back_by_the_labels_alone(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    follow(booth, "give money back")
    assert booth.wait_for_sales(2)[-1].sale.total.amount < 0


def test_a_price_is_lowered_by_the_labels_alone(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    follow(booth, "lower a price")
    booth.wait(lambda: booth.cart.net.amount == 370_000)
