"""A morning at a booth by keyboard and pointer: forty sales of all kinds, and what must be on disk then."""

from dataclasses import dataclass, field

from tests.e2e.booth import SUPERVISOR_PIN, wait_until
from tests.e2e.seen import SeenProgram, say
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC, item

SALES = 40
PROMOTION = f"name,deal,value,sku\nGreat Sale 20 %,percent,20,{TUNIC}\n"
LARGE = SHIRT.replace("-M", "-L")
OPEN = "Bros kayu"
LINES = "SELECT seq, CASE is_open WHEN 1 THEN name ELSE sku END, size FROM sale_line ORDER BY seq, 2"
KINDS = "SELECT seq, kind FROM tender ORDER BY seq, n"

Lines = list[tuple[str, int]]


@dataclass
class Morning:
    """A cashier at work; `sold` is what was put into each basket, and `paid` how it was paid."""

    window: SeenProgram
    sold: list[Lines] = field(default_factory=list)
    paid: list[list[str]] = field(default_factory=list)

    def sell_everything(self) -> None:
        """Make forty sales, a few of each kind."""
        self._by_keys_and_taps()
        for kind, times in (
            (self._agreed_price, 2),
            (self._discount, 2),
            (self._qris, 3),
            (self._mixed, 2),
            (self._card, 2),
            (self._voucher, 1),
            (self._size_card, 1),
            (self._open_price, 1),
            (self._noted, 1),
            (self._two_scans_while_it_pays, 1),
        ):
            for _ in range(times):
                kind()
        while len(self.sold) < SALES:
            self._scan(3, KEYRING, KEYRING)
            self._pay_by_key("F9")

    def _by_keys_and_taps(self) -> None:
        for pace in (1, 2, 5, 8, 12, 16, 20, 25):
            self._scan(pace, KEYRING)
            self._pay_by_key("F9")
        for _ in range(3):
            self._scan(5, KEYRING, TUNIC)
            self._pay_by_key("F10")
        for _ in range(4):
            self._tap(KEYRING)
            self._pay_by_tap("Exact cash")
        for _ in range(4):
            self._tap(KEYRING, times=2)
            self._pay_by_key("F9")
        for size in ("1,5", "2", "0,5"):
            self._metres(size)

    def _scan(self, pace: int, *skus: str) -> None:
        self.window.scan_at(pace, *(item(sku).barcode or sku for sku in skus))
        counts = {sku: skus.count(sku) for sku in skus}
        self.sold.append(sorted(counts.items()))  # one that a busy machine spoilt comes after the others

    def _tap(self, sku: str, *, times: int = 1) -> None:
        self.window.tap_card(sku, times=times)
        self.sold.append([(sku, times)])

    def _pay_by_key(self, key: str) -> None:
        self.window.key(key)
        self._is_paid("cash")

    def _pay_by_tap(self, label: str, *, times: int = 1) -> None:
        self.window.press(label, times=times)
        self._is_paid("cash")

    def _metres(self, metres: str) -> None:
        self._scan(5, CLOTH)
        self.sold[-1] = [(CLOTH, round(float(metres.replace(",", ".")) * 1000))]
        self.window.key("asterisk")
        self.window.wait_for_words("How many metres?")
        for key in metres:
            self.window.press(key)
        self.window.press("Done", times=2)
        self._pay_by_key("F9")

    def _agreed_price(self) -> None:
        """Agree a price under the producer's lowest: a second person's PIN."""
        self._scan(5, SHIRT)
        self.window.key("F6")
        self.window.wait_for_words("Agreed price")
        self.window.digits("300000")
        self.window.press("Done", times=2)
        self.window.key("F9")
        self.window.wait_for_words("A second person must agree")
        self.window.digits(SUPERVISOR_PIN)
        self.window.press("Agree", times=2)
        self._is_paid("cash")

    def _discount(self) -> None:
        self._scan(5, CLOTH)
        self.sold[-1] = [(CLOTH, 1_000)]
        self.window.press("Discount")
        self.window.wait_for_words("Discount on the whole basket")
        self.window.press("Discount Rp")
        self.window.digits("1000")
        self.window.key("Return")
        self._pay_by_key("F9")

    def _qris(self) -> None:
        self._scan(5, KEYRING)
        self.window.key("F8")
        self.window.press("Paid", times=2)
        self._is_paid("qris")
        self.window.wait_for_words("NOT CHECKED")
        self.window.press("I saw it come in")
        self.window.wait_for_words("✓ Checked")

    def _mixed(self) -> None:
        self._scan(5, KEYRING)
        self.window.press("Other payment…")
        self.window.wait_for_words("Payment")
        self.window.press("Transfer")
        self.window.digits("4000")
        self.window.press("Add another payment")
        self.window.press("Paid")
        self._is_paid("transfer", "cash")

    def _card(self) -> None:
        self._scan(5, KEYRING)
        self.window.press("Other payment…")
        self.window.press("Card")
        self.window.press("Paid")
        self._is_paid("card")

    def _voucher(self) -> None:
        self._scan(5, KEYRING)
        self.window.press("Other payment…")
        self.window.press("Voucher")
        self.window.digits("10000")
        self.window.press("Paid")
        self._is_paid("voucher")

    def _size_card(self) -> None:
        """Choose a size on the card of a garment."""
        self.window.tap_card(SHIRT, times=2)
        self.window.press_first("L,")
        self.sold.append([(LARGE, 1)])
        self._pay_by_key("F9")

    def _open_price(self) -> None:
        """Sell goods that are in no catalogue."""
        self.window.press("More for this basket")
        self.window.press("Sell goods without a code")
        self.window.write("What is it?", OPEN)
        self.window.write("Price", "15000")
        self.window.press("Sell it this once", times=2)
        self.window.wait_for_words("1 item")
        self.sold.append([(OPEN, 1)])
        self._pay_by_key("F9")

    def _noted(self) -> None:
        self._scan(5, KEYRING)
        self.window.key("shift+F6")
        self.window.press("Gift", times=2)
        self._pay_by_tap("Exact cash", times=2)

    def _two_scans_while_it_pays(self) -> None:
        """Scan the next buyer's things back to back, while the sale before is being written."""
        self._scan(5, KEYRING)
        code = item(KEYRING).barcode or KEYRING
        self.window.scan_at(3, code, code, first="F9")
        self._is_paid("cash")
        self.sold.append([(KEYRING, 2)])
        self.window.wait_for_words(say("{count} items").format(count=2))
        self._pay_by_key("F9")

    def _is_paid(self, *kinds: str) -> None:
        self.paid.append(list(kinds))
        count = len(self.paid)
        wait_until(lambda: self.window.home.count() >= count, lambda: self._why(count))

    def _why(self, count: int) -> str:
        keys, words = self.window.ask("keys 0")[-20:], self.window.words()
        return f"sale {count}: {self.sold[-1]}, the last keys {keys}, on the screen {words}"


def found_on_disk(window: SeenProgram) -> tuple[list[Lines], list[list[str]]]:
    """Read what was sold and how it was paid, sale by sale; in a sale, by what it was."""
    sold: dict[int, Lines] = {}
    paid: dict[int, list[str]] = {}
    for seq, sku, size in window.home.rows(LINES):
        sold.setdefault(seq, []).append((sku, size))
    for seq, kind in window.home.rows(KINDS):
        paid.setdefault(seq, []).append(kind)
    return list(sold.values()), list(paid.values())
