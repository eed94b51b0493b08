"""Somebody presses, scans and types whatever there is: the window goes on, and the books are right."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QListView, QWidget

from batikpos.domain.till import add_up
from batikpos.services.till import show_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME, load_settings, save_settings
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from tests.faults.audit import audit
from tests.long import IS_LONG
from tests.ui.booth import NOTHING, BoothWindow, W
from tests.ui.conftest import OpenBooth

SEEDS, STEPS = (40, 1_200) if IS_LONG else (2, 120)

KEYS = (
    *(
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
    ),
    *(
        Qt.Key.Key_F1,
        Qt.Key.Key_F2,
        Qt.Key.Key_F4,
        Qt.Key.Key_F5,
        Qt.Key.Key_F6,
        Qt.Key.Key_F7,
        Qt.Key.Key_F9,
    ),
)
TYPED = (
    *("1234", "4321", "100000", "1", "0", "12.000.000", "-5", "2,5", "9" * 15),
    *("Rini", "salah ukuran", "\N{SLIGHTLY SMILING FACE}", " "),
)
CASHIER_PIN, SUPERVISOR_PIN = "1234", "4321"
SIZES = ((1366, 768), (1093, 535), (1920, 1000))


@dataclass
class Monkey:
    """Does what chance says, and keeps a list of it."""

    booth: BoothWindow
    chance: Random
    done: list[str] = field(default_factory=list)

    def act(self) -> None:
        """Do one thing, and let the window work for a while, or not."""
        ways = (self.scan, self.strike, self.write, self.tap_card, self.resize, self.answer, self.press)
        self.chance.choices(ways, (3, 3, 3, 2, 0.3, 3, 10))[0]()
        QTest.qWait(self.chance.choice((0, 5, 30, 120)))

    def scan(self) -> None:
        """Scan a thing that is sold here."""
        item = self.chance.choice(self.booth.desk.catalogue.items)
        self.done.append(f"scan {item.sku}")
        self.booth.scan(item.barcode or item.sku)

    def strike(self) -> None:
        """Strike a key."""
        key = self.chance.choice(KEYS)
        self.done.append(f"key {key.name}")
        self.booth.now += 200
        QTest.keyClick(self.booth.shell.windowHandle(), key)

    def write(self) -> None:
        """Put something into a field."""
        if fields := self._seen(QLineEdit):
            place, text = self.chance.choice(fields), self.chance.choice(TYPED)
            self.done.append(f"type {text} into {place.accessibleName()}")
            place.setFocus()
            place.setText(text)

    def tap_card(self) -> None:
        """Tap something of a list."""
        views = [view for view in self._seen(QListView) if view.model().rowCount()]
        if views and self.booth.sheet is None:
            view = self.chance.choice(views)
            index = view.model().index(self.chance.randrange(view.model().rowCount()), 0)
            view.scrollTo(index)
            self.done.append(f"tap {index.data()}")
            self.booth.tap(view.viewport(), view.visualRect(index).center())

    def resize(self) -> None:
        """Make the window another size."""
        self.booth.shell.resize(*self.chance.choice(SIZES))
        self.done.append("resize")

    def answer(self) -> None:
        """Type the PIN, or the float, that is asked for."""
        page = next((p for p in (self.booth.page(SignInPage), self.booth.page(OpenTillPage)) if p), None)
        secret = [f for f in self._seen(QLineEdit) if f.echoMode() is QLineEdit.EchoMode.Password]
        if self.booth.sheet is None and isinstance(page, OpenTillPage):
            secret, text = self._seen(QLineEdit)[:1], "500.000"
        else:
            text = CASHIER_PIN if isinstance(page, SignInPage) else SUPERVISOR_PIN
        if secret:
            self.done.append("answer")
            secret[0].setFocus()
            secret[0].setText(text)
            self.booth.now += 200
            QTest.keyClick(self.booth.shell.windowHandle(), Qt.Key.Key_Return)

    def press(self) -> None:
        """Press a button, sometimes twice."""
        if buttons := self._seen(QAbstractButton):
            button = self.chance.choice(buttons)
            self.booth.bring_into_sight(button)
            at = button.mapTo(self.booth.shell, button.rect().center())
            if not self.booth.shell.rect().contains(at):
                return
            self.done.append(f"press {button.text() or button.accessibleName()}")
            click = QTest.mouseDClick if self.chance.random() < 0.15 else QTest.mouseClick
            click(self.booth.shell.windowHandle(), Qt.MouseButton.LeftButton, NOTHING, at)

    def _seen(self, kind: type[W]) -> list[W]:
        inside: QWidget = self.booth.sheet or self.booth.shell
        return [w for w in inside.findChildren(kind) if w.isVisible() and w.isEnabled()]


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_pressed_the_window_goes_on_and_the_books_are_right(
    home: Path, open_booth: OpenBooth, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seed: int
) -> None:
    nobody_answers(monkeypatch)
    chance = Random(seed)
    save_settings(
        home,
        replace(
            load_settings(home),
            language=chance.choice(("id", "en")),
            rounding=chance.choice((0, 500)),
            second_person=chance.choice(("", "void,refund", "void,refund,discount,drawer")),
        ),
    )
    booth = open_booth()
    monkey = Monkey(booth, chance)
    booth.wait_for_sale_screen()
    try:
        for _ in range(STEPS):
            monkey.act()
        leave_everything(booth)
    except BaseException as error:
        error.add_note("\n".join(monkey.done[-25:]))  # what led there
        raise
    assert faults_of(booth, tmp_path) == [], monkey.done[-25:]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE tender SET amount = amount + 1000 WHERE kind = 'cash'",
        "DELETE FROM sale_line WHERE seq = (SELECT max(seq) FROM sale_line)",
    ],
)
def test_books_that_are_wrong_are_found_out(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, harm: str
) -> None:
    """The control: what the check would say of a till that does not add up."""
    nobody_answers(monkeypatch)
    booth.tap_card(booth.items()[0])
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    assert faults_of(booth, tmp_path / "before") == []
    with closing(sqlite3.connect(booth.desk.home / STORE_NAME)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(harm)
        raw.commit()
    assert faults_of(booth, tmp_path / "after") != []


def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what would open beside the window open nothing, as if it was left."""
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, staticmethod(lambda *_, **__: ("", "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_, **__: ""))
    monkeypatch.setattr(QProcess, "startDetached", staticmethod(lambda *_: True))
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _: True))


def leave_everything(booth: BoothWindow) -> None:
    """Leave every sheet: none holds the window for ever."""
    for _ in range(40):
        if booth.sheet is None:
            return
        booth.now += 200
        QTest.keyClick(booth.shell.windowHandle(), Qt.Key.Key_Escape)
        QTest.qWait(250)
    pytest.fail(f"nothing closes {type(booth.sheet).__name__}: {booth.words()}")


def faults_of(booth: BoothWindow, folder: Path) -> list[str]:
    """Prove the store by the program, by plain SQL, and the drawer by the facts alone; name what is wrong."""
    said = [str(fault) for fault in verify(booth.desk.store).faults]
    copy = shutil.copytree(booth.desk.home, folder / "copy", ignore=shutil.ignore_patterns("*.bin"))
    found = audit(copy / STORE_NAME)
    said += [*found.altered, *found.unexplained]
    if (till := show_till(booth.desk)) is not None:
        told, held = add_up(till).expected_cash.amount, cash_of(copy / STORE_NAME, till.opened_seq)
        said += [f"the drawer: {told}, not {held}"] * (told != held)
    return said


def cash_of(store: Path, opened_seq: int) -> int:
    """Add up by the facts alone what lies in the drawer of a till."""
    with closing(sqlite3.connect(store)) as raw:
        rows = raw.execute("SELECT kind, payload FROM fact WHERE seq >= ? ORDER BY seq", (opened_seq,))
        facts = [(kind, json.loads(payload)["body"]) for kind, payload in rows]
    cash = 0
    for kind, body in facts:
        if kind == "till_close":
            break
        cash += sum(t["amount"] for t in body.get("tenders", ()) if t["kind"] == "cash") - body.get(
            "change", 0
        )
        cash += {"till_open": body.get("float", 0), "cash_move": body.get("amount", 0)}.get(kind, 0)
        if kind == "order_cancel" and body["tender"] == "cash":
            cash -= body["given_back"]
    return cash
