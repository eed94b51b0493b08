"""Every place the keyboard may be in while somebody scans, and what a scan is there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from tests.e2e.booth import wait_until
from tests.e2e.seen import SeenProgram
from tests.shop import KEYRING, SHIRT, item

CODE = item(KEYRING).barcode
FACTS = "SELECT count(*), (SELECT count(*) FROM print_job) FROM fact"
INSISTS = "Answer this first, then scan again."

Come = Callable[[SeenProgram], None]


class Scan(Enum):
    """What becomes of a scan: it sells, it waits for an answer, it is looked for, or it is for nobody."""

    SELLS = auto()
    WAITS = auto()
    FINDS = auto()
    IS_FOR_NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Focus:
    """One place: how a hand comes there from the sale screen, with a basket or without, and goes back."""

    name: str
    scan: Scan
    come: Come
    keys_back: tuple[str, ...] = ("Escape",)
    has_basket: bool = True


def _pressed(*labels: str) -> Come:
    def come(window: SeenProgram) -> None:
        for label in labels:
            window.press(label)

    return come


def _key(key: str, words: str) -> Come:
    def come(window: SeenProgram) -> None:
        window.key(key)
        window.wait_for_words(words)

    return come


def _then(*parts: Come) -> Come:
    def come(window: SeenProgram) -> None:
        for part in parts:
            part(window)

    return come


def _into(field: str) -> Come:
    return lambda window: window.enter(field)


def _search(window: SeenProgram) -> None:
    window.key("F2")
    window.digits("gantung")


def _list(window: SeenProgram) -> None:
    window.press("List")
    window.key("F2", "Down", "Down")


def _cards(window: SeenProgram) -> None:
    window.press("Pictures")
    window.key("F2", "Down", "Right")


def _sizes(window: SeenProgram) -> None:
    window.tap_card(SHIRT)
    wait_until(lambda: bool(window.ask("first L,")))


def _approval(window: SeenProgram) -> None:
    window.key("F6")
    window.wait_for_words("Agreed price")
    window.digits("9000")
    window.key("Return")
    window.key("F9")
    window.wait_for_words("A second person must agree")
    window.digits("12")


def _history(window: SeenProgram) -> None:
    window.key("ctrl+h")
    window.wait_for_words("History")
    window.digits("0001")


def _stay(_window: SeenProgram) -> None:
    """Leave the keyboard where it is."""


_PAYMENT = _then(_pressed("Other payment…"), lambda window: window.wait_for_words("Still to pay"))
_MENU = _pressed("Menu")

FOCI = (
    Focus("the sale screen", Scan.SELLS, _stay, has_basket=False),
    Focus("the search field", Scan.SELLS, _search, has_basket=False),
    Focus("the list", Scan.SELLS, _list, has_basket=False),
    Focus("the cards", Scan.SELLS, _cards, has_basket=False),
    Focus("the sizes", Scan.SELLS, _sizes, has_basket=False),
    Focus("the help over the screen", Scan.SELLS, lambda window: window.key("F1"), has_basket=False),
    Focus("the list of keys", Scan.WAITS, lambda window: window.key("F1", "F1")),
    Focus("the number pad", Scan.WAITS, _key("asterisk", "How many pieces?")),
    Focus("the agreed price", Scan.WAITS, _key("F6", "Agreed price")),
    Focus("the discount", Scan.WAITS, _pressed("Discount", "Discount Rp")),
    Focus("the note", Scan.WAITS, _then(_key("shift+F6", "Gift"), lambda window: window.digits("hadiah"))),
    Focus("the reason of a void", Scan.WAITS, _pressed("Void", "Wrong item")),
    Focus("the second person's PIN", Scan.WAITS, _approval),
    Focus("the payment's amount", Scan.WAITS, _PAYMENT),
    Focus("the payment's reference", Scan.WAITS, _then(_PAYMENT, _into("Reference (optional)"))),
    Focus(
        "the paper slip", Scan.WAITS, _then(_PAYMENT, _pressed("Paper slip…"), _into("Number on the slip"))
    ),
    Focus("the parked baskets", Scan.WAITS, _key("F5", "1 basket is parked")),
    Focus("the basket's menu", Scan.WAITS, _pressed("More for this basket")),
    Focus(
        "goods without a code",
        Scan.WAITS,
        _then(_pressed("More for this basket", "Sell goods without a code"), _into("What is it?")),
    ),
    Focus("the menu", Scan.IS_FOR_NOBODY, _MENU),
    Focus("the history's search", Scan.FINDS, _history, keys_back=("Escape", "Escape")),
    Focus(
        "the return's reason",
        Scan.WAITS,
        _then(_history, _pressed("Return…"), _into("Reason")),
        keys_back=("Escape", "Escape", "Escape"),
    ),
    Focus("cash in and out", Scan.IS_FOR_NOBODY, _then(_MENU, _pressed("Cash in and out"), _into("Reason"))),
    Focus(
        "the printer's address",
        Scan.IS_FOR_NOBODY,
        _then(_MENU, _pressed("Printer"), _into("Printer address")),
    ),
    Focus("the settings", Scan.IS_FOR_NOBODY, _then(_MENU, _pressed("Settings"))),
    Focus(
        "the count",
        Scan.IS_FOR_NOBODY,
        _pressed("Close the till", "Close the till all the same"),
        has_basket=False,
    ),
)


def faults_of(window: SeenProgram, focus: Focus, paces: tuple[int, ...]) -> list[str]:
    """Scan in one place at each pace; name what was lost, leaked or done besides."""
    return [f"{focus.name}, {pace} ms: {fault}" for pace in paces if (fault := _try(window, focus, pace))]


def _try(window: SeenProgram, focus: Focus, pace: int) -> str:
    """Come, scan, look and go; once more where the machine itself was late."""
    while True:
        _set_basket(window, 1 if focus.has_basket else 0)
        focus.come(window)
        before = _state(window)
        (is_good,) = window.try_scan(pace, CODE)
        fault = _fault(window, focus, before) if is_good else ""
        _go(window, focus)
        if is_good:
            return fault


def _go(window: SeenProgram, focus: Focus) -> None:
    window.key(*focus.keys_back)
    for _ in range(4):  # a fault may have left more open than there was
        if not window.comes_true(lambda: window.ask("layer") == "SalePage"):
            window.key("Escape")
    assert window.ask("layer") == "SalePage", window.words()


def _state(window: SeenProgram) -> tuple[object, ...]:
    """Say how everything is: the fields, the basket, how many facts and papers there are."""
    return window.ask("typed")[1:], window.home.basket(), window.home.rows(FACTS)


def _fault(window: SeenProgram, focus: Focus, before: tuple[object, ...]) -> str:
    typed, basket, facts = before
    wanted: tuple[object, ...] = before
    if focus.scan is Scan.SELLS:
        wanted = (typed, [(KEYRING, 1)], facts)
    elif focus.scan is Scan.FINDS:
        wanted = ([CODE], basket, facts)
    elif focus.scan is Scan.WAITS and not window.comes_true(lambda: window.says(INSISTS)):
        return "nobody said that something is asked"
    if not window.comes_true(lambda: _state(window) == wanted):
        return f"{_state(window)}, not {wanted}"
    return ""


def _set_basket(window: SeenProgram, pieces: int) -> None:
    """Have nothing in the basket, or one piece."""
    wanted = [(KEYRING, 1)] * pieces
    if window.home.basket() and window.home.basket() != wanted:
        window.press("More for this basket")
        window.press("Empty the basket")
        wait_until(lambda: not window.home.basket())
    if window.home.basket() != wanted:
        window.tap_card(KEYRING)
    wait_until(lambda: window.home.basket() == wanted, lambda: f"{window.home.basket()} {window.words()}")
