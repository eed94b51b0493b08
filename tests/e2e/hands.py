"""What hands do that no one means: two quick taps, keys that are held. Each does one thing once."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from tests.e2e.booth import SUPERVISOR_PIN, wait_until
from tests.e2e.seen import SeenProgram
from tests.shop import KEYRING, SHIRT, TUNIC, item

Act = Callable[[SeenProgram], None]
Rows = list[tuple[object, ...]]

WRITTEN = (
    "SELECT (SELECT count(*) FROM sale WHERE kind = 'sale'), (SELECT count(*) FROM sale WHERE kind = 'void'),"
    " (SELECT count(*) FROM cash_move), (SELECT count(*) FROM drawer_opening),"
    " (SELECT count(*) FROM taken_order), (SELECT count(*) FROM parked_basket),"
    " (SELECT count(*) FROM print_job WHERE kind = 'copy')"
)
"""How many sales, voids, movements of cash, openings of the drawer, orders, parked baskets and copies."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do from the sale screen: what it adds to what is written, and leaves in the basket.

    `asks_back` is the button that answers what is asked on the way back.
    """

    name: str
    act: Act
    adds: tuple[int, ...] = ()
    leaves: tuple[tuple[str, int], ...] = ()
    keys_back: tuple[str, ...] = ()
    asks_back: str = ""


def faults_of(window: SeenProgram, deed: Deed) -> str:
    """Do it, and say what else came of it, or what did not; the basket is empty before and after."""
    (before,) = window.home.rows(WRITTEN)
    added = zip_longest(before, deed.adds, fillvalue=0)
    wanted = tuple(was + more for was, more in added), list(deed.leaves)

    def found() -> tuple[tuple[object, ...], list[tuple[str, int]]]:
        (now,) = window.home.rows(WRITTEN)
        return now, window.home.basket()

    deed.act(window)
    is_right = window.comes_true(lambda: found() == wanted)
    window.rest()
    is_right = is_right and found() == wanted
    fault = "" if is_right else f"{deed.name}: {found()}, not {wanted}"
    window.key(*deed.keys_back, "Escape")
    if deed.asks_back:
        window.press(deed.asks_back)
    if window.home.basket():
        window.press("More for this basket")
        window.press("Empty the basket")
        wait_until(lambda: not window.home.basket())
    return fault


def _scanned(window: SeenProgram, *skus: str) -> None:
    window.scan_at(2, *(item(sku).barcode for sku in skus or (KEYRING,)))


def _priced(window: SeenProgram) -> None:
    _scanned(window)
    window.key("F6")
    window.wait_for_words("Agreed price")
    window.digits("12000")


def _tap_done(window: SeenProgram) -> None:
    _priced(window)
    window.press("Done", times=2)


def _tap_note(window: SeenProgram) -> None:
    _scanned(window)
    window.key("shift+F6")
    window.press("Gift", times=2)


def _tap_cash(window: SeenProgram) -> None:
    _scanned(window)
    window.press("Exact cash", times=2)


def _tap_paid(window: SeenProgram) -> None:
    _scanned(window)
    window.key("F8")
    window.press("Paid", times=2)


def _tap_park(window: SeenProgram) -> None:
    _scanned(window)
    window.press("Park", times=2)


def _tap_void(window: SeenProgram) -> None:
    window.press("Void")
    window.press("Wrong item", times=2)
    window.press("Void the sale", times=2)


def _tap_again(window: SeenProgram) -> None:
    """Print the last nota again; one must have been sold."""
    window.press("Print again", times=2)


def _tap_order(window: SeenProgram) -> None:
    _scanned(window, SHIRT)
    window.press("More for this basket")
    window.press("Make it an order…", times=2)
    window.write("Customer", "Ibu Sri")
    window.press("To the payment", times=2)
    window.press("Paid", times=2)


def _tap_cash_in(window: SeenProgram) -> None:
    window.press("Menu")
    window.press("Cash in and out", times=2)
    window.press("Cash in")
    window.write("Amount", "50000")
    window.press("Small change added", times=2)
    window.press("Put the cash in", times=2)


def _tap_drawer(window: SeenProgram) -> None:
    window.press("Menu")
    window.press("Cash in and out")
    window.press("Open the drawer…", times=2)
    window.press("Change money")
    window.press("Open the drawer", times=2)


TAPS = (
    Deed("Done on a price", _tap_done, leaves=((KEYRING, 1),)),
    Deed("a usual note", _tap_note, leaves=((KEYRING, 1),)),
    Deed("Exact cash", _tap_cash, (1, 0, 0, 0, 0, 0)),
    Deed("Paid", _tap_paid, (1, 0, 0, 0, 0, 0)),
    Deed("Print again", _tap_again, (0, 0, 0, 0, 0, 0, 1)),
    Deed("Void", _tap_void, (0, 1, 0, 0, 0, 0)),
    Deed("Paid down", _tap_order, (0, 0, 1, 0, 1, 0)),
    Deed("Put the cash in", _tap_cash_in, (0, 0, 1, 0, 0, 0)),
    Deed("Open the drawer", _tap_drawer, (0, 0, 0, 1, 0, 0)),
    Deed("Park", _tap_park, (0, 0, 0, 0, 0, 1), keys_back=("Escape",)),
)
"""Two quick taps on what ends something."""


def _hold_pay(window: SeenProgram) -> None:
    _scanned(window)
    window.hold_and_scan("F9", item(TUNIC).barcode, item(KEYRING).barcode)


def _hold_pay_and_tap(window: SeenProgram) -> None:
    """Work with the pointer, while the X server goes on repeating the key."""
    _scanned(window)
    window.screen.xdotool("keydown", "F9", "sleep", "0.8")
    window.tap_card(KEYRING)
    window.screen.xdotool("sleep", "0.4", "keyup", "F9")


def _hold_pay_on_a_sheet(window: SeenProgram) -> None:
    _scanned(window)
    window.press("Other payment…")
    window.hold("F9", 0.8)


def _hold_enter_on_a_price(window: SeenProgram) -> None:
    _priced(window)
    window.hold("Return", 0.8)


def _hold_enter_on_a_payment(window: SeenProgram) -> None:
    """Take a part in; what covers the rest is never confirmed by Enter."""
    _scanned(window)
    window.press("Other payment…")
    window.press("Voucher")
    window.digits("4000")
    window.hold("Return", 0.8)
    wait_until(lambda: any("6.000" in words for words in window.words()))


def _hold_enter_on_a_reason(window: SeenProgram) -> None:
    window.press("Void")
    window.enter("Reason")
    window.digits("salah")
    window.hold("Return", 0.8)


def _hold_enter_on_a_pin(window: SeenProgram) -> None:
    _scanned(window, SHIRT)
    window.key("F6")
    window.wait_for_words("Agreed price")
    window.digits("300000")
    window.key("Return", "F9")
    window.wait_for_words("A second person must agree")
    window.digits(SUPERVISOR_PIN)
    window.hold("Return", 0.8)


def _hold_a_digit(window: SeenProgram) -> None:
    """So many of one digit with Enter behind them are no scan, and no quantity."""
    _scanned(window)
    window.key("asterisk")
    window.wait_for_words("How many pieces?")
    window.hold("2", 1.2)
    window.key("Return")


def _hold_delete(window: SeenProgram) -> None:
    _scanned(window, KEYRING, TUNIC, SHIRT)
    window.hold("Delete", 0.8)


def _hold_enter_on_cash(window: SeenProgram) -> None:
    window.press("Menu")
    window.press("Cash in and out")
    window.write("Amount", "20000")
    window.write("Reason", "parkir")
    window.hold("Return", 0.9)


def _hold_escape(window: SeenProgram) -> None:
    _priced(window)
    window.hold("Escape", 0.8)


HOLDS = (
    Deed("F9 while goods are scanned", _hold_pay, (1, 0, 0, 0, 0, 0), ((TUNIC, 1), (KEYRING, 1))),
    Deed("F9 while cards are tapped", _hold_pay_and_tap, (1, 0, 0, 0, 0, 0), ((KEYRING, 1),)),
    Deed("F9 on the payment sheet", _hold_pay_on_a_sheet, leaves=((KEYRING, 1),)),
    Deed("Enter on a price", _hold_enter_on_a_price, leaves=((KEYRING, 1),)),
    Deed(
        "Enter on a payment", _hold_enter_on_a_payment, leaves=((KEYRING, 1),), asks_back="It was given back"
    ),
    Deed("Enter on a reason", _hold_enter_on_a_reason, (0, 1, 0, 0, 0, 0)),
    Deed("Enter on a PIN", _hold_enter_on_a_pin, (1, 0, 0, 0, 0, 0)),
    Deed("Enter on cash out", _hold_enter_on_cash, (0, 0, 1, 0, 0, 0)),
    Deed("a digit on the number pad", _hold_a_digit, leaves=((KEYRING, 1),), keys_back=("Escape",)),
    Deed("Escape on a price", _hold_escape, leaves=((KEYRING, 1),)),
    Deed("Delete", _hold_delete, leaves=((KEYRING, 1), (TUNIC, 1))),
)
"""Keys that are held until the X server repeats them."""
