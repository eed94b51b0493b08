"""What a kuitansi says: from whom, how much, for what; signed by hand."""

from dataclasses import dataclass
from datetime import date

from batikpos.domain.money import Rupiah

METERAI_ABOVE = Rupiah(5_000_000)


@dataclass(frozen=True, slots=True)
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
