"""The hand of a cashier by chance: it waits until all is written, answers what is asked, and reads on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from batikpos.store.orders import list_orders
from batikpos.store.sales import list_sales
from batikpos.ui.booth.sheets import ApprovalSheet
from batikpos.ui.widgets.sheet import Sheet
from tests.ui.booth import BoothWindow
from tests.ui.cashier.purse import Purse, taken_named

SUPERVISOR_PIN = "4321"


@dataclass
class Hand:
    """Whoever sells: the window, chance, the purse, and a list of what was done.

    `reopen` opens the window anew after the one before was closed. `promised` is the change, in rupiah, that
    was to be read before the last payment was confirmed.
    """

    booth: BoothWindow
    chance: Random
    reopen: Callable[[], BoothWindow]
    purse: Purse = field(default_factory=Purse)
    done: list[str] = field(default_factory=list)
    promised: int = 0

    def likely(self, chance: float) -> bool:
        """Say yes so often: always at 1, never at 0."""
        return self.chance.random() < chance

    def note(self, done: str) -> None:
        """Put something on the list of what was done."""
        self.done.append(done)

    def rest(self) -> None:
        """Wait until all that was begun is written, and what follows from it."""
        for _ in range(3):  # what is answered may ask for more
            self.booth.wait_for_store()
        register = self.booth.register
        self.booth.wait(lambda: not register.is_paying and not register._keeping.is_busy)

    def written(self) -> int:
        """Count the sales and orders on disk."""
        with self.booth.desk.store.reading() as tx:
            return len(list_sales(tx)) + len(list_orders(tx))

    def press(self, button: QPushButton) -> None:
        """Press a button that was found."""
        self.booth.bring_into_sight(button)
        self.booth.tap(button)

    def answer_asked(self) -> None:
        """Agree to what a second person is asked, and sell what the books say is gone, until nothing is."""
        self.rest()
        while (sheet := self.booth.sheet) is not None:
            if isinstance(sheet, ApprovalSheet):
                sheet.pin.setText(SUPERVISOR_PIN)
                self.booth.press("Agree")
            elif sheet.confirm_button.text().endswith("it all the same"):
                self.booth.press(sheet.confirm_button.text())
            else:
                return
            self.wait_for_end(sheet)

    def wait_for_end(self, sheet: Sheet) -> None:
        """Wait until a sheet is closed, and all is written that followed."""
        self.booth.wait(lambda: self.booth.sheet is not sheet)
        self.rest()

    def leave_sheets(self) -> None:
        """Leave whatever asks something; what was taken is given back, as it is named."""
        for _ in range(12):
            self.rest()
            if (sheet := self.booth.sheet) is None:
                return
            if sheet.confirm_button.text() == "It was given back":
                self.give_named(sheet)
            else:
                sheet.leave()
        raise AssertionError(f"it is not left: {self.booth.sheet}, {self.booth.words()}")

    def give_named(self, sheet: Sheet) -> None:
        """Give back what a sheet names, and say so."""
        named = next(text for text in labels(sheet) if "was taken" in text)
        self.note(f"give back: {named}")
        given = taken_named(named)
        self.booth.press("It was given back")
        self.wait_for_end(sheet)
        for kind, amount in given.items():
            self.purse.take(kind, -amount)

    def check_change(self) -> None:
        """See that the sale just made says the same change as was promised."""
        sign = self.booth.sale_page.basket._sold
        if not sign.isVisible():
            return
        said = sign._big.text() if sign._word.text() == "Change" else "0"
        is_same = said.removeprefix("Rp").replace(".", "") == str(self.promised)
        assert is_same, f"first change of {self.promised}, then {sign._word.text()} {sign._big.text()}"


def labels(sheet: QWidget) -> list[str]:
    """List what is written on a sheet or page."""
    return [one.text() for one in sheet.findChildren(QLabel) if one.isVisible()]
