"""What is done seldom, on a real screen: a sale put right, an order picked up, a cable pulled."""

from pathlib import Path

from tests.e2e.afterwards import last, look_back, sell_by_scan
from tests.e2e.booth import Home, wait_until
from tests.e2e.monitors import plug, pull
from tests.e2e.screen import Screen, virtual_screen
from tests.e2e.seen import SeenProgram, seen_window
from tests.shop import KEYRING, SHIRT, item

SHIRT_PRICE, KEYRING_PRICE = item(SHIRT).price.amount, item(KEYRING).price.amount
TILL, BUYERS = (0, 1000, 1000), (1000, 600, 1000)
"""From the left, width and height of both monitors."""


def test_a_sale_is_put_right_and_both_notas_name_each_other(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        wrong = sell_by_scan(window, SHIRT, KEYRING)
        look_back(window, wrong)
        window.press("Correct", times=2)
        window.press("Wrong item")
        window.press("Open its basket")
        window.wait_for_sale_screen()
        wait_until(lambda: home.basket() == [(SHIRT, 1), (KEYRING, 1)])
        window.scan_at(5, item(KEYRING).barcode)
        wait_until(lambda: home.basket() == [(SHIRT, 1), (KEYRING, 2)])
        window.key("F9")
        wait_until(lambda: home.count() == 3, lambda: str(window.words()))
        assert window.close() == 0
    rows = home.rows("SELECT kind, total, reverses, follows FROM sale ORDER BY seq")
    whole = SHIRT_PRICE + KEYRING_PRICE
    assert rows == [
        ("sale", whole, "", ""),
        ("void", -whole, wrong, ""),
        ("sale", whole + KEYRING_PRICE, "", wrong),
    ]
    assert home.verify()["ok"]


def test_an_order_is_picked_up_for_the_rest(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, item(SHIRT).barcode)
        window.press("More for this basket")
        window.press("Make it an order…")
        window.write("Customer", "Ibu Sri")
        window.press("To the payment", times=2)
        window.press("Paid", times=2)
        wait_until(lambda: bool(home.rows("SELECT number FROM taken_order")), lambda: str(window.words()))
        ((down,),) = home.rows("SELECT sum(amount) FROM cash_move")
        window.press("Menu")
        window.press("Orders")
        window.press("Pick up", times=2)
        window.press("Paid", times=2)
        wait_until(lambda: home.count() == 1, lambda: str(window.words()))
        assert window.close() == 0
    assert last(home)[1:] == ("sale", SHIRT_PRICE)
    tenders = home.rows("SELECT kind, amount FROM tender ORDER BY seq, n")
    assert tenders == [("deposit", down), ("cash", SHIRT_PRICE - down)]
    assert home.verify()["ok"]


def test_the_buyer_s_screen_comes_and_goes_with_its_cable_and_takes_no_scan(
    tmp_path: Path, home: Home
) -> None:
    with virtual_screen(tmp_path) as screen:
        plug(screen, "till", *TILL, is_first=True)
        plug(screen, "buyers", *BUYERS)
        with seen_window(screen, home) as window:
            wait_until(lambda: at(window) == [BUYERS[0], 0, *BUYERS[1:]], lambda: str(at(window)))
            for n, act in enumerate((None, pull, plug), 1):
                if act is pull:
                    pull(screen, "buyers")
                elif act is plug:
                    plug(screen, "buyers", *BUYERS)
                wait_until(lambda act=act: bool(at(window)) == (act is not pull))  # type: ignore[misc]
                window.scan_at(5, item(KEYRING).barcode)
                wait_until(lambda n=n: home.basket() == [(KEYRING, n)])  # type: ignore[misc]
            said = str(item(KEYRING).title("id"))
            wait_until(lambda: said in window.ask("buyer")["words"], lambda: str(window.ask("buyer")))
            window.key("F9")
            wait_until(lambda: home.count() == 1)
            assert window.close() == 0
    assert home.sale()["lines"] == [(KEYRING, 3, 3 * KEYRING_PRICE)]


def at(window: SeenProgram) -> list[int]:
    """Say where the buyer's screen lies; nowhere where there is none."""
    return list(window.ask("buyer")["at"])
