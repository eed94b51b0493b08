"""What a kuitansi says: from whom, how much, for what; signed by hand."""

from datetime import date

from batikpos.domain.money import Rupiah
from batikpos.values import frozen

METERAI_ABOVE = Rupiah(5_000_000)


@frozen
class Kuitansi:
    """What a kuitansi says; `place` and `day` are where and when it is signed, `receiver` who signs."""

    number: str
    payer: str
    amount: Rupiah
    purpose: str
    place: str
    day: date
    receiver: str

    @property
    def needs_meterai(self) -> bool:
        """Say whether it is one that bears stamp duty."""
        return self.amount > METERAI_ABOVE
