"""What comes after the sales of a morning: void, return, exchange, parked baskets, the close, the sending."""

from pathlib import Path

from tests.e2e.booth import Home, new_home, open_till, wait_until
from tests.e2e.seen import SeenProgram, say
from tests.shop import KEYRING, SHIRT, item

LINES_OF = "SELECT sku, size FROM sale_line JOIN sale USING (journal_id, seq) WHERE number = '{}' ORDER BY n"
LARGE = SHIRT.replace("-M", "-L")


def new_connected_home(folder: Path, address: str) -> Home:
    """Set a booth up that sends to a centre and copies its store, and open its till."""
    made = new_home(folder / "home", address)
    open_till(made)
    connect(made, folder)
    return made


def connect(home: Home, folder: Path) -> None:
    """Let a booth send to a centre, and copy its store."""
    (folder / "copies").mkdir()
    home.must("settings", "central", centre_of(folder))
    home.must("settings", "backup", str(folder / "copies"))


def centre_of(folder: Path) -> str:
    """Name the centre of a booth."""
    return f"sqlite:///{folder / 'centre.db'}"


def last(home: Home) -> tuple[str, str, int]:
    """Return the last sale's number, what it was, and its total."""
    ((number, kind, total),) = home.rows("SELECT number, kind, total FROM sale ORDER BY seq DESC LIMIT 1")
    return number, kind, total


def sell_by_scan(window: SeenProgram, *skus: str) -> str:
    """Sell pieces for exact cash, and return the number."""
    count = window.home.count()
    window.scan_at(5, *(item(sku).barcode for sku in skus))
    window.key("F9")
    wait_until(lambda: window.home.count() == count + 1, lambda: str(window.words()))
    return last(window.home)[0]


def void_the_last(window: SeenProgram) -> None:
    """Void the sale on the banner; the second tap of two quick ones does nothing more."""
    count = window.home.count()
    window.press("Void", times=2)
    window.press("Wrong item")
    window.press("Void the sale", times=2)
    wait_until(lambda: window.home.count() == count + 1)
    assert last(window.home)[1] == "void"


def look_back(window: SeenProgram, number: str) -> None:
    """Find a sale in the history by its number."""
    window.key("ctrl+h")
    window.wait_for_words("History")
    window.type_in(number[-4:])
    wait_until(lambda: all(number in row for row in window.ask("rows")), lambda: str(window.ask("rows")))
    window.tap_row(number)
    wait_until(lambda: bool(window.ask(f"buttons {say('Print again')}")), lambda: str(window.words()))


def give_back(window: SeenProgram) -> None:
    """Take one of two shirts back, then try to take three more: no more goes back than was sold."""
    number = sell_by_scan(window, SHIRT, SHIRT, KEYRING)
    for taps in (1, 3):
        _return_a_shirt(window, number, taps)


def _return_a_shirt(window: SeenProgram, number: str, taps: int) -> None:
    home, count = window.home, window.home.count()
    look_back(window, number)
    window.press("Return…", times=2)
    window.wait_for_words("Damaged")
    window.press(f"{say('more')}: {item(SHIRT).title('id')}", times=taps)
    window.press("Damaged")
    window.press("Give back", times=2)
    wait_until(lambda: home.count() == count + 1, lambda: str(window.words()))
    price = item(SHIRT).price
    refund, kind, total = last(home)
    assert (kind, total) == ("refund", -price.amount)
    assert home.rows(LINES_OF.format(refund)) == [(SHIRT, -1)]
    window.wait_for_words(say("Give back {what}").format(what=f"{price} tunai"))
    window.press("Back to selling", times=2)
    window.wait_for_sale_screen()


def exchange_a_size(window: SeenProgram) -> None:
    """Exchange a shirt for a larger one; no money moves."""
    home = window.home
    number = sell_by_scan(window, SHIRT)
    look_back(window, number)
    count = home.count()
    window.press("Exchange size", times=2)
    window.press_first("L ")
    wait_until(lambda: home.count() == count + 2, lambda: str(window.words()))
    window.wait_for_words("Exchanged. No money moves.")
    (refund, kind, back), (sale, _, paid) = home.rows(
        "SELECT number, kind, total FROM sale ORDER BY seq DESC LIMIT 2"
    )[::-1]
    assert (kind, back) == ("refund", -paid)
    assert home.rows(LINES_OF.format(refund)) == [(SHIRT, -1)]
    assert home.rows(LINES_OF.format(sale)) == [(LARGE, 1)]
    window.press("Back to selling")
    window.wait_for_sale_screen()


def park_and_take_up(window: SeenProgram) -> None:
    """Park a basket, sell to somebody else, take it up again and sell it."""
    home, count = window.home, window.home.count()

    def why() -> str:
        return f"{window.words()} {window.ask('keys 0')[-12:]}"

    window.scan_at(5, item(KEYRING).barcode)
    window.key("F4")
    sell_by_scan(window, KEYRING, KEYRING)
    window.key("F5")
    window.press(item(KEYRING).title("id"), times=2)
    window.wait_for_words("1 item")
    window.key("F9")
    wait_until(lambda: home.count() == count + 2, why)
    assert home.rows(LINES_OF.format(last(home)[0])) == [(KEYRING, 1)]
    assert not home.rows("SELECT sale_id FROM parked_basket")


def close_and_send(window: SeenProgram) -> None:
    """Count the drawer as the books have it, close, and send the day."""
    home = window.home
    ((left,),) = home.rows("SELECT sum(float) FROM till_open")
    ((cash,),) = home.rows("SELECT coalesce(sum(amount), 0) FROM tender WHERE kind = 'cash'")
    ((change,),) = home.rows("SELECT coalesce(sum(change), 0) FROM sale")
    left += cash - change
    window.press("Close the till")
    window.wait_for_words("Count every note and coin in the drawer, the float included.")
    for note in (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100):
        pieces, left = divmod(left, note)
        window.digits(str(pieces))
        if left:
            window.key("Return")
            continue
        break
    window.press("Confirm the count", times=2)
    window.wait_for_words("The till is still open. What should be in the drawer is shown once it is closed.")
    assert home.rows("SELECT count(*) FROM cash_count") == [(1,)]
    window.press("Close the till", times=2)
    window.wait_for_words("The drawer holds exactly what it should.")
    assert window.says("Send the day"), "nobody asked to send it yet"
    window.press("Send the day", times=2)
    wait_until(lambda: any("terbukti" in words for words in window.words()), lambda: str(window.words()))
