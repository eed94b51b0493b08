"""The booth's window on a real screen: what hands and scanners do, and what is on disk and paper then."""

from batikpos.services.sample import sample_catalogue
from tests.e2e.booth import SECOND_CARD, Home, booth_window, wait_until
from tests.e2e.paper import Printer
from tests.e2e.screen import Screen
from tests.e2e.seen import seen_window
from tests.printing.listener import printable

CATALOGUE = sample_catalogue()
ITEMS = CATALOGUE.items
FIRST, SECOND, THIRD = ITEMS[0], ITEMS[1], ITEMS[4]
OWN = CATALOGUE.load("TOM-KP-001")
START_OF_PAPER = bytes.fromhex("1B401C2E1B7400")


def test_three_scans_and_f9_are_a_sale_on_disk_and_on_paper(
    screen: Screen, home: Home, paper: Printer
) -> None:
    with seen_window(screen, home) as window:
        for item in (FIRST, SECOND, THIRD):
            window.scan_at(5, item.barcode)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)
        sale = home.sale()
        total = FIRST.price.amount + SECOND.price.amount + THIRD.price.amount
        assert sale["lines"] == [(i.sku, 1, i.price.amount) for i in (FIRST, SECOND, THIRD)]
        assert sale["tenders"] == [("cash", total)]
        assert (sale["total"], sale["paid"], sale["change"]) == (total, total, 0)
        assert sale["cashier"] == "Rini"

        wait_until(lambda: home.rows("SELECT state FROM print_job") == [("sent",)], window.log.read_text)
        assert printable(paper.paper).startswith(START_OF_PAPER)
        assert sale["number"].encode("ascii") in paper.paper
        assert f"{total:,}".replace(",", ".").encode("ascii") in paper.paper
        assert window.close() == 0
    assert home.verify()["ok"]


def test_scans_with_letters_are_taken_wherever_the_focus_is(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, FIRST.sku)
        window.key("F2")
        window.scan_at(5, SECOND.sku)
        window.scan_at(5, THIRD.barcode)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)

    assert [sku for sku, *_ in home.sale()["lines"]] == [FIRST.sku, SECOND.sku, THIRD.sku]


def test_f10_takes_a_note_and_gives_change(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, FIRST.barcode)
        window.key("F10")
        wait_until(lambda: home.count() == 1, window.log.read_text)

    sale = home.sale()
    ((kind, given),) = sale["tenders"]
    assert kind == "cash"
    assert given > sale["total"] == FIRST.price.amount
    assert sale["change"] == given - sale["total"]


def test_a_held_f9_pays_once_though_goods_are_scanned_meanwhile(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, FIRST.barcode)
        screen.xdotool("keydown", "F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)
        window.scan_at(5, SECOND.barcode)
        screen.xdotool("sleep", "1", "keyup", "F9", "sleep", "0.2")
        assert home.count() == 1

        window.key("F9")
        wait_until(lambda: home.count() == 2, window.log.read_text)
        assert window.close() == 0

    skus = [sku for (sku,) in home.rows("SELECT sku FROM sale_line ORDER BY seq, n")]
    assert skus == [FIRST.sku, SECOND.sku]


def test_a_quick_double_tap_on_a_card_counts_two(screen: Screen, home: Home) -> None:
    with booth_window(screen, home) as window:
        window.tap(*SECOND_CARD, times=2)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)

    assert home.sale()["lines"] == [(OWN.sku, 2, 2 * OWN.price.amount)]


def test_slow_typing_in_the_search_is_no_scan(screen: Screen, home: Home) -> None:
    only = next(i for i in ITEMS if "sidoluhur" in i.name.lower())
    with booth_window(screen, home) as window:
        window.key("F2")
        window.type("sidoluhur")
        window.key("Return")
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)

    assert [sku for sku, *_ in home.sale()["lines"]] == [only.sku]


def test_a_code_typed_slowly_outside_the_search_adds_nothing(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.type(FIRST.barcode)
        window.key("Return")
        window.scan_at(5, SECOND.barcode)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)

    assert [sku for sku, *_ in home.sale()["lines"]] == [SECOND.sku]


def test_a_booth_whose_settings_are_spoilt_opens_says_so_and_sells(screen: Screen, home: Home) -> None:
    (home.place / "settings.toml").write_text("garbage [[[", encoding="utf-8")
    with seen_window(screen, home) as window:
        wait_until(lambda: any("Pengaturan mesin ini tidak bisa dibaca" in words for words in window.words()))
        assert window.says("Printer")
        window.scan_at(5, FIRST.barcode)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)
        assert window.log.read_text() == ""
    kept = [file.read_text(encoding="utf-8") for file in home.place.glob("settings.toml.*")]
    assert kept == ["garbage [[["]


def test_a_window_closed_by_the_window_manager_leaves_a_valid_store(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, FIRST.barcode)
        window.key("F9")
        assert window.close() == 0
        assert window.log.read_text() == ""

    done = home.run("verify")
    assert done.returncode == 0, done.stderr
    assert not list(home.place.glob("store.db-*"))


def test_a_window_closed_over_an_open_sheet_ends_quietly(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, FIRST.barcode)
        window.key("F8")
        window.type("12")
        assert window.close() == 0
        assert window.log.read_text() == ""

    assert home.count() == 0
    assert home.verify()["ok"]


def test_a_window_that_is_killed_leaves_a_valid_store(screen: Screen, home: Home) -> None:
    with seen_window(screen, home) as window:
        window.scan_at(5, FIRST.barcode)
        window.key("F9")
        wait_until(lambda: home.count() == 1, window.log.read_text)
        window.process.kill()
        window.process.wait()

    assert home.verify()["ok"]
    assert home.count() == 1
