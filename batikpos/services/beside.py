"""What is known of devices beside their own day: pieces sold twice, and slips entered by two laptops."""

from datetime import date

from batikpos.domain.causes.cause import Cause
from batikpos.domain.fair import Booth
from batikpos.domain.slipstwice import SlipSale, slip_notes
from batikpos.domain.soldtwice import SoldTwice, notes_of
from batikpos.services.soldtwice import sold_twice
from batikpos.store.engine import Transaction
from batikpos.store.slipsales import list_slip_sales
from batikpos.values import frozen


@frozen
class Beside:
    """Of a whole fair: no device's own day says it."""

    pieces: tuple[SoldTwice, ...]
    slips: tuple[SlipSale, ...]

    def notes(self, day: date) -> dict[Booth, tuple[Cause, ...]]:
        """Say what is noted of each device on a day."""
        found = notes_of(self.pieces, day)
        for booth, causes in slip_notes(self.slips, day).items():
            found[booth] = (*found.get(booth, ()), *causes)
        return found


def load_beside(tx: Transaction, fair_id: str) -> Beside:
    """Load it from what the centre holds."""
    return Beside(sold_twice(tx, fair_id), list_slip_sales(tx, fair_id))
