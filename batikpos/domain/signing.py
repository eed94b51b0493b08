"""A day that was signed off: who signed it, and what came, changed or was set right afterwards."""

from batikpos.domain.decision import Correction, SignOff
from batikpos.domain.money import ZERO, Rupiah
from batikpos.values import frozen


@frozen
class Came:
    """What came of a day after it was signed off, from one device: its facts, and its state since.

    `is_other` says that the centre does not hold what was signed any more: another history is in its place.
    """

    booth: str
    facts: int
    was: str
    state: str
    is_other: bool = False


@frozen
class DaySigning:
    """What is known of a day's signing; `amount` is by how much more or less is proven than was signed."""

    sign_off: SignOff | None = None
    came: tuple[Came, ...] = ()
    amount: Rupiah = ZERO
    corrections: tuple[Correction, ...] = ()

    @property
    def facts(self) -> int:
        """Count the facts that came afterwards."""
        return sum(one.facts for one in self.came)


NOT_SIGNED = DaySigning()
