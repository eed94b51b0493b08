"""The buyer's screen on a second monitor: what it shows, and that the till keeps its keyboard."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from batikpos.commands.demo import CASHIER
from batikpos.services.desk import open_desk
from batikpos.services.till import open_till
from batikpos.settings import load_settings, save_settings
from tests.domain.codes import STATIC
from tests.ui.booth import BoothWindow
from tests.ui.conftest import FLOAT

SCREENS = [
    {"name": "till", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1},
    {"name": "buyer", "x": 1366, "y": 0, "width": 1280, "height": 800, "logicalDpi": 96, "dpr": 1},
]


def play(home: Path, folder: Path) -> dict[str, Any]:
    """Play the scene on two monitors, in a process of its own: a platform is chosen once for each."""
    desk = open_desk(home)
    with closing(desk.store):
        open_till(desk, FLOAT, cashier=CASHIER, now=datetime.now(UTC))
    configuration = folder / "screens.json"
    configuration.write_text(json.dumps({"screens": SCREENS}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.customerscene", str(home)],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={configuration}"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


@pytest.fixture(scope="module")
def seen(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Play the scene once, in Indonesian, with a code of the stand."""
    folder = tmp_path_factory.mktemp("monitors")
    home = Path(shutil.copytree(sample_home, folder / "home"))
    save_settings(home, replace(load_settings(home), qris=STATIC))
    return play(home, folder)


def test_the_page_lies_on_the_second_monitor_and_takes_no_keyboard(seen: dict[str, Any]) -> None:
    assert seen["at"] == [1366, 0, 1280, 800]
    assert seen["flags"]
    assert seen["keyboard"]
    assert seen["keyboard_after"]


def test_it_greets_shows_the_basket_the_code_and_the_change(seen: dict[str, Any]) -> None:
    assert "Selamat datang" in seen["idle"]
    assert "Batik Biru Tom" in seen["idle"]
    assert "Total" in seen["basket"]
    assert any(said.startswith("Hemat") for said in seen["basket"])
    assert seen["line"]
    assert {"BATIK CONTOH MASARAN", "NMID ID1099000000017", "Pindai untuk membayar"} <= set(seen["paying"])
    assert "Pindai untuk membayar" not in seen["left"]
    assert seen["thanks"][-1].endswith("Terima kasih")
    assert {"Kembalian Anda", "Rp5.000"} <= set(seen["thanks"])


def test_goods_that_were_changed_are_not_said_to_be_paid_again(seen: dict[str, Any]) -> None:
    assert {"Total", seen["total"]} <= set(seen["exchanged"])
    assert seen["exchanged"][-1].endswith("Terima kasih")
    assert "Sudah dibayar" not in seen["exchanged"]
    assert {"Kembalian Anda", "Rp7.000"} <= set(seen["put_right"]), "what goes back beside the change too"


def test_after_a_void_and_a_sign_out_it_greets_again(seen: dict[str, Any]) -> None:
    for said in (seen["voided"], seen["signed_out"]):
        assert "Selamat datang" in said
        assert not any("Terima kasih" in each for each in said)


def test_an_order_is_its_own_bill_whatever_is_in_the_basket(seen: dict[str, Any]) -> None:
    assert {"Sisa bayar", seen["rest"], "DP Rp5.000"} <= set(seen["bill"])
    assert seen["bill_line"]
    assert {"Pindai untuk membayar", "NMID ID1099000000017"} <= set(seen["bill_qris"])
    assert seen["bill_qris"].count(seen["rest"]) == 2  # beside the goods, and under the code
    assert {"Sudah dibayar", seen["rest"]} <= set(seen["bill_thanks"])
    assert "Pindai untuk membayar" not in seen["bill_thanks"]


def test_it_goes_with_the_cable_and_comes_again_in_the_middle_of_a_sale(seen: dict[str, Any]) -> None:
    assert seen["unplugged"]
    assert seen["again"]


def test_it_can_be_switched_off_and_ends_with_the_till(seen: dict[str, Any]) -> None:
    assert seen["switched_off"]
    assert seen["closed"]


def test_one_monitor_is_the_tills(booth: BoothWindow) -> None:
    assert booth.flow.customer.page is None
