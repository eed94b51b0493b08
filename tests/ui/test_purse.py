"""A cashier by chance keeps a purse beside the books: what the window said was taken and given is there."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.domain import till
from batikpos.domain.correction import Correction
from batikpos.domain.money import ZERO
from batikpos.domain.sale import by_tender
from batikpos.domain.tender import Tender
from batikpos.services import orders
from batikpos.services.verify import verify
from batikpos.settings import Settings, save_settings
from batikpos.ui import checking
from batikpos.ui.register import Register
from tests.long import IS_LONG
from tests.ui.booth import BoothWindow
from tests.ui.cashier import afterwards, selling
from tests.ui.cashier.hand import Hand
from tests.ui.stage import begin_day, open_window
from tests.ui.test_monkey import nobody_answers

SEEDS, STEPS = (40, 150) if IS_LONG else (2, 30)

Act = Callable[[Hand], None]

ON_A_BASKET: dict[Act, float] = {
    selling.fill: 2,
    selling.pay_by_key: 3,
    selling.pay_on_sheet: 6,
    selling.order: 2,
    selling.park: 1.5,
    selling.go_back: 0.7,
    selling.take_off: 0.7,
    selling.leave_correction: 0.5,
    selling.take_up: 0.7,
    afterwards.look_back: 0.5,
    afterwards.look_at_orders: 0.5,
}
ON_NONE: dict[Act, float] = {
    selling.fill: 4,
    selling.take_up: 2,
    selling.go_back: 0.7,
    selling.see_payment: 2,
    afterwards.look_back: 5,
    afterwards.look_at_orders: 2,
    afterwards.check_app: 0.5,
    afterwards.move_cash: 0.3,
}
"""What is done where something is in the basket, and where nothing is, and how often."""


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing open beside the window; what was seen in an app is seen at once."""
    nobody_answers(monkeypatch)
    monkeypatch.setattr(checking, "UNDO_MS", 0)


def play(home: Path, qtbot: QtBot, qapp: QApplication, *, seed: int, steps: int) -> None:
    """Sell for a while by chance; after each act what is really there must be what the books say."""
    chance = Random(seed)
    rounding, second = chance.choice((0, 500)), chance.choice(("", "void,refund"))
    printer = f"file:{home / 'printer.bin'}"
    save_settings(home, Settings(language="en", printer=printer, rounding=rounding, second_person=second))
    begin_day(home)
    with ExitStack() as stack:

        def open_() -> BoothWindow:
            booth = stack.enter_context(open_window(home, qtbot, qapp))
            booth.wait_for_sale_screen()
            return booth

        hand = Hand(open_(), chance, open_)
        try:
            for _ in range(steps):
                ways = ON_A_BASKET if hand.booth.cart.lines else ON_NONE
                (act,) = chance.choices(list(ways), list(ways.values()))
                act(hand)
                assert hand.purse.differs(hand.booth.desk) == {}
                assert hand.booth.shell.isActiveWindow()
        except BaseException as error:
            error.add_note("\n".join(hand.done[-30:]))  # what led there
            raise
        assert verify(hand.booth.desk.store).faults == ()


@pytest.mark.usefixtures("quiet")
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_the_window_says_is_what_the_drawer_and_the_bank_hold(
    home: Path, qtbot: QtBot, qapp: QApplication, seed: int
) -> None:
    play(home, qtbot, qapp, seed=seed, steps=STEPS)


def count_change(patch: pytest.MonkeyPatch) -> None:
    """Expect what was handed over to lie in the drawer, and forget the change."""
    patch.setattr(till, "by_tender", lambda sales: by_tender(replace(sale, change=ZERO) for sale in sales))


def strike_nothing(patch: pytest.MonkeyPatch) -> None:
    """Forget what was struck off a correction."""
    patch.setattr(Register, "leave_out", lambda _register, _places: None)


def give_what_was_struck(patch: pytest.MonkeyPatch) -> None:
    """Say that goes back what was struck off a correction, for it never came."""
    patch.setattr(Correction, "paid_otherwise", ())


def keep_change(patch: pytest.MonkeyPatch) -> None:
    """Write the change of a down payment down as paid."""
    patch.setattr(orders, "less_change", lambda tenders, _change: tuple(tenders))
    patch.setattr(orders, "check_deposit", lambda _order: None)


def forget_money(patch: pytest.MonkeyPatch) -> None:
    """Keep nothing that was taken for a basket over a restart."""

    def take(register: Register, tenders: tuple[Tender, ...], wish: object = None) -> None:
        del register, tenders, wish

    patch.setattr(Register, "take_money", take)


FAULTS = (count_change, strike_nothing, give_what_was_struck, keep_change, forget_money)
MOST = 40
"""So many seeds may pass before a fault is found; the first of them by the first payment with change."""


@pytest.mark.usefixtures("quiet")
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("fault", FAULTS if IS_LONG else FAULTS[:1], ids=lambda f: f.__name__)
def test_a_fault_of_money_is_found(
    sample_home: Path,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[pytest.MonkeyPatch], None],
) -> None:
    """The control: what is planted is found by one of the first seeds."""
    fault(monkeypatch)
    for seed in range(MOST):
        home = shutil.copytree(sample_home, tmp_path / str(seed))
        try:
            play(home, qtbot, qapp, seed=seed, steps=100)
        except AssertionError:
            return
    pytest.fail(f"nobody finds it: {fault.__doc__}")
