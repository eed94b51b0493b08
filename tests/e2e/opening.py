"""How a booth's first day begins, all by hand: the first run, signing in, the float counted by notes."""

from batikpos.domain.money import Rupiah
from tests.e2e.booth import CASHIER, PIN, wait_until
from tests.e2e.seen import SeenProgram

FLOAT = {100_000: 2, 50_000: 3, 20_000: 5, 10_000: 5}
"""Half a million, as it lies in the drawer."""


def run_first(window: SeenProgram, printer: str) -> None:
    """Set the sample fair's booth up on the first run, and try its printer."""
    window.press("Continue", times=2)
    window.press("Use the sample fair")
    window.press("Open the booth", times=2)
    window.wait_for_words("Printer and nota")
    window.write("Printer address", printer)
    window.press("Print a test page", times=2)
    window.wait_for_words("What is the longest ruler that is whole on one line?")
    window.press("32")
    window.press("Continue", times=2)
    window.wait_for_words("Count the cash that lies in the drawer now, and type it here.")


def sign_in(window: SeenProgram) -> None:
    """Sign in as the cashier."""
    window.wait_for_words("Who is at the till?")
    window.press(CASHIER)
    window.digits(PIN)
    window.press("Sign in", times=2)
    window.wait_for_words("Count the cash that lies in the drawer now, and type it here.")


def open_the_till(window: SeenProgram) -> None:
    """Count the float by notes, and open the till."""
    window.press("By notes…")
    window.wait_for_words("Count the float by notes")
    for note in (100_000, 50_000, 20_000, 10_000):
        window.write(Rupiah(note).bare(), str(FLOAT[note]))
    window.press("Take {amount}", times=2, amount=Rupiah(float_of(FLOAT)))
    window.press("Open the till", times=2)
    window.wait_for_sale_screen()
    wait_until(lambda: bool(window.home.rows("SELECT seq FROM till_open")))


def float_of(counts: dict[int, int]) -> int:
    """Add up notes."""
    return sum(note * pieces for note, pieces in counts.items())
