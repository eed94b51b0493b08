"""Every place the keyboard may be in while somebody scans, and what a scan is there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from tests.e2e.booth import wait_until
from tests.e2e.seen import SeenProgram
from tests.shop import KEYRING, SHIRT, item

CODE = item(KEYRING).barcode
GOODS = item(KEYRING).title("id")
FACTS = "SELECT count(*), (SELECT count(*) FROM print_job) FROM fact"

Come = Callable[[SeenProgram], None]


class Scan(Enum):
    """What becomes of a scan: it sells, at once or when what is asked is left; is looked for; is refused."""

    SELLS = auto()
    SELLS_UNSEEN = auto()
    WAITS = auto()
    WAITS_FOR_THE_NEXT = auto()
    FINDS = auto()
    WAITS_TO_FIND = auto()
    IS_REFUSED = auto()


SAID = {
    Scan.SELLS_UNSEEN: "In the basket: {item}",
    Scan.WAITS: "“{item}” goes into the basket when this is answered.",
    Scan.WAITS_FOR_THE_NEXT: "“{item}” goes into the next basket; into this one if you leave the payment.",
    Scan.WAITS_TO_FIND: "{code} is looked for when this is answered.",
    Scan.IS_REFUSED: "The drawer is being counted. Go back to selling, then scan again.",
}
SELLS_AT_ONCE = {Scan.SELLS, Scan.SELLS_UNSEEN}
SELLS_AFTERWARDS = SELLS_AT_ONCE | {Scan.WAITS, Scan.WAITS_FOR_THE_NEXT}


@dataclass(frozen=True, slots=True)
class Focus:
    """One place: how a hand comes there from the sale screen, with a basket or without, and goes back.

    The first of `keys_back` leaves what is asked unanswered.
    """

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
    window.type_in("gantung")


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
    window.type_in("12")


def _history(window: SeenProgram) -> None:
    window.key("ctrl+h")
    window.wait_for_words("History")
    window.type_in("0001")


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
    Focus("the note", Scan.WAITS, _then(_key("shift+F6", "Gift"), lambda window: window.type_in("hadiah"))),
    Focus("the reason of a void", Scan.WAITS, _pressed("Void", "Wrong item")),
    Focus("the second person's PIN", Scan.WAITS_FOR_THE_NEXT, _approval),
    Focus("the payment's amount", Scan.WAITS_FOR_THE_NEXT, _PAYMENT),
    Focus("the payment's reference", Scan.WAITS_FOR_THE_NEXT, _then(_PAYMENT, _into("Reference (optional)"))),
    Focus(
        "the paper slip",
        Scan.WAITS,
        _then(_PAYMENT, _pressed("Paper slip…"), _into("Number on the slip")),
    ),
    Focus("the parked baskets", Scan.WAITS, _key("F5", "1 basket is parked")),
    Focus("the basket's menu", Scan.WAITS, _pressed("More for this basket")),
    Focus(
        "goods without a code",
        Scan.WAITS,
        _then(_pressed("More for this basket", "Sell goods without a code"), _into("What is it?")),
    ),
    Focus("the menu", Scan.SELLS_UNSEEN, _MENU),
    Focus("the history's search", Scan.FINDS, _history, keys_back=("Escape", "Escape")),
    Focus(
        "the return's reason",
        Scan.WAITS_TO_FIND,
        _then(_history, _pressed("Return…"), _into("Reason")),
        keys_back=("Escape", "Escape", "Escape"),
    ),
    Focus("cash in and out", Scan.SELLS_UNSEEN, _then(_MENU, _pressed("Cash in and out"), _into("Reason"))),
    Focus(
        "the printer's address",
        Scan.SELLS_UNSEEN,
        _then(_MENU, _pressed("Printer"), _into("Printer address")),
    ),
    Focus("the settings", Scan.SELLS_UNSEEN, _then(_MENU, _pressed("Settings"))),
    Focus(
        "the count",
        Scan.IS_REFUSED,
        _pressed("Close the till", "Close the till all the same"),
        has_basket=False,
    ),
)


def faults_of(window: SeenProgram, focus: Focus, paces: tuple[int, ...]) -> list[str]:
    """Scan in one place at each pace; name what was lost, leaked or done besides."""
    return [
        f"{focus.name}, {pace} ms: {fault} (keys {window.keys})"
        for pace in paces
        if (fault := _try(window, focus, pace))
    ]


def _try(window: SeenProgram, focus: Focus, pace: int) -> str:
    """Come, scan, look, go and look again; once more where the machine itself was late."""
    while True:
        _set_basket(window, 1 if focus.has_basket else 0)
        focus.come(window)
        before = _state(window)
        (is_good,) = window.try_scan(pace, CODE)
        fault = _fault_there(window, focus, before) if is_good else ""
        window.key(focus.keys_back[0])
        if is_good and not fault and focus.scan is Scan.WAITS_TO_FIND:
            fault = _difference(window, State([CODE], before.pieces, before.facts))
        _go(window, focus)
        fault = fault or (_fault_afterwards(window, focus, before) if is_good else "")
        if is_good:
            return fault


def _go(window: SeenProgram, focus: Focus) -> None:
    for key in focus.keys_back[1:]:
        window.key(key)
    for _ in range(4):  # a fault may have left more open than there was
        if not window.comes_true(lambda: window.ask("layer") == "SalePage"):
            window.key("Escape")
    assert window.ask("layer") == "SalePage", window.words()


@dataclass(frozen=True, slots=True)
class State:
    """How everything is: the fields, the pieces in the basket, how many facts and papers there are."""

    typed: list[str]
    pieces: int
    facts: list[tuple[object, ...]]


def _state(window: SeenProgram) -> State:
    return State(window.ask("typed")[1:], _pieces(window), window.home.rows(FACTS))


def _pieces(window: SeenProgram) -> int:
    """Count the pieces in the basket: nothing else is ever put there."""
    basket = window.home.basket()
    assert {sku for sku, _ in basket} <= {KEYRING}, basket
    return sum(size for _, size in basket)


def _fault_there(window: SeenProgram, focus: Focus, before: State) -> str:
    """Say what is wrong where the scan came, before anything is answered."""
    words = SAID.get(focus.scan)
    if words and not window.comes_true(lambda: window.says(words, item=GOODS, code=CODE)):
        return f"nobody said what becomes of it: {window.words()}"
    typed = [CODE] if focus.scan is Scan.FINDS else before.typed
    return _difference(window, State(typed, before.pieces + (focus.scan in SELLS_AT_ONCE), before.facts))


def _fault_afterwards(window: SeenProgram, focus: Focus, before: State) -> str:
    """Say what is wrong on the sale screen, once everything is left: it was lost, or taken twice."""
    pieces = before.pieces + (focus.scan in SELLS_AFTERWARDS)
    is_right = window.comes_true(lambda: _pieces(window) == pieces)
    window.rest()
    if not is_right or _pieces(window) != pieces:
        return f"{_pieces(window)} pieces in the basket afterwards, not {pieces}"
    if window.home.rows(FACTS) != before.facts:
        return f"{window.home.rows(FACTS)} was written, not {before.facts}"
    return ""


def _difference(window: SeenProgram, wanted: State) -> str:
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
