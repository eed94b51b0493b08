"""Scans and typing at every pace, wherever the focus is: a scan is never typing, and typing never a scan."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from tests.ui.booth import SLOW, BoothWindow, strike
from tests.ui.screens.screen import press, say
from tests.ux.gate import Gate
from tests.ux.hand import selling

SCAN_MS = (1, 2, 5, 8, 12, 16, 20, 25, 30)
TYPING_MS = (60, 80, 120, 240)


def measure_scans(folder: Path, application: QApplication) -> Gate:
    """Scan and type at every pace in every focus; count what came out wrong."""
    wrong: list[str] = []
    done = 0
    with selling(folder / "scans", application) as booth:
        for place, (come, go) in _places(booth).items():
            for pace in SCAN_MS + TYPING_MS:
                booth.now += SLOW  # a hand goes from one thing to the next
                come()
                booth.now += SLOW
                is_asked = booth.sheet is not None
                fault = _scan(booth, pace, is_asked=is_asked) if pace in SCAN_MS else _type(booth, pace)
                wrong += [f"{place}, {pace} ms: {fault}"] if fault else []
                done += 1
                go()
                if is_asked and pace in SCAN_MS and booth.items()[3].sku not in booth.basket:
                    wrong.append(f"{place}, {pace} ms: the scan is not in the basket when the sheet is left")
                while booth.cart.lines:
                    booth.register.remove(0)
        for pace in SCAN_MS:
            booth.now += SLOW
            fault = _two_scans(booth, pace)
            wrong += [f"two scans back to back, {pace} ms: {fault}"] if fault else []
            done += 1
    said = f"{done - len(wrong)} of {done}"
    what = "scans at 1-30 ms, typing at 60 ms and more, in every focus"
    return Gate("UX-10", what, said, "100 %, nothing leaked", not wrong, tuple(wrong))


def _places(booth: BoothWindow) -> dict[str, tuple[Callable[[], None], Callable[[], None]]]:
    """Name the places the focus may be in, how to come there and how to leave."""
    field = next(f for f in booth.shell.findChildren(QLineEdit) if f.isVisible())
    view = next(v for v in booth.shell.findChildren(QWidget) if v.accessibleName() == say(booth, "Goods"))
    button = next(b for b in booth.shell.findChildren(QPushButton) if b.isVisible() and b.isEnabled())
    other = booth.items()[9]

    def filled() -> None:
        booth.now += SLOW
        booth.scan(other.barcode)
        booth.wait(lambda: bool(booth.cart.lines))

    def asking(words: str) -> Callable[[], None]:
        def come() -> None:
            filled()
            press(booth, words)
            booth.wait(lambda: booth.sheet is not None)

        return come

    def leave() -> None:
        booth.key(Qt.Key.Key_Escape)
        booth.wait(lambda: booth.sheet is None)

    return {
        "the page": (booth.sale_page.setFocus, _stay),
        "the search field": (field.setFocus, field.clear),
        "the cards": (view.setFocus, _stay),
        "a button": (button.setFocus, _stay),
        "payment sheet": (asking("Other payment…"), leave),
        "price sheet": (asking("Price"), leave),
        "nowhere": (booth.shell.setFocus, _stay),
    }


def _stay() -> None:
    """Leave the focus where it is."""


def _scan(booth: BoothWindow, pace: int, *, is_asked: bool) -> str:
    """Scan once; say what is wrong with what came of it, or nothing."""
    item, before, typed = booth.items()[3], dict(booth.basket), _typed(booth)
    _strike_all(booth, item.barcode, pace)
    wanted = before if is_asked else before | {item.sku: item.step}
    if booth.basket != wanted:
        return f"the basket is {booth.basket}, not {wanted}"
    return f"“{_typed(booth)}” leaked into a field" if _typed(booth) != typed else ""


def _type(booth: BoothWindow, pace: int) -> str:
    """Type a code as a person does; say whether it was taken for a scan."""
    item, before, sales = booth.items()[3], dict(booth.basket), len(booth.sales())
    for letter in item.barcode:
        booth.now += pace
        strike(booth.shell, letter)
        booth.wait(lambda: not booth.flow.scanner._held)
    if booth.basket != before or len(booth.sales()) != sales:
        return f"typing changed the basket to {booth.basket}"
    return ""


def _two_scans(booth: BoothWindow, pace: int) -> str:
    one, other = booth.items()[3], booth.items()[5]
    _strike_all(booth, one.barcode, pace)
    _strike_all(booth, other.barcode, pace)
    found = dict(booth.basket)
    while booth.cart.lines:
        booth.register.remove(0)
    wanted = {one.sku: one.step, other.sku: other.step}
    return "" if found == wanted else f"the basket is {found}, not {wanted}"


def _strike_all(booth: BoothWindow, code: str, pace: int) -> None:
    for letter in code:
        booth.now += pace
        strike(booth.shell, letter)
    booth.now += pace
    strike(booth.shell, "\r")


def _typed(booth: BoothWindow) -> str:
    return "|".join(f.text() for f in booth.shell.findChildren(QLineEdit) if f.isVisible())
