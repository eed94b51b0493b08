"""How far a centre came with a journal; what a sending, or a bundle, came to: values that a window shows."""

from pathlib import Path

from batikpos.domain.fact import GENESIS, Fact
from batikpos.values import frozen


@frozen
class Mark:
    """How far the centre holds a journal: everything up to number `last`, whose hash is `head`."""

    last: int = 0
    head: bytes = GENESIS


@frozen
class Synced:
    """What a sending came to; `is_equal` was read back from the centre, not assumed.

    `last`, `head` and `centre` are of this device's own journal; of the journals it goes on from,
    `is_past_held` says whether the centre holds every fact that is here.
    """

    journal_id: str
    sent: int
    received: int
    last: int
    head: bytes
    centre: Mark
    quarantined: tuple[Fact, ...] = ()
    is_past_held: bool = True

    @property
    def is_equal(self) -> bool:
        """Say whether the centre provably holds the same facts."""
        return self.is_past_held and (self.last, self.head) == (self.centre.last, self.centre.head)


@frozen
class Exported:
    """A bundle that was written and read back."""

    file: Path
    facts: int
    journal_id: str
    last: int
    head: bytes
    is_signed: bool
