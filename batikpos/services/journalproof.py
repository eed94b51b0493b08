"""Proving a journal fact by fact: its chain, what stands beside each payload, its closes and their seals."""

from dataclasses import dataclass, field

from batikpos.domain.fact import GENESIS, Body, Fact, next_hash
from batikpos.services.closes import Closes


@dataclass(slots=True)
class JournalProof:
    """A journal as far as it was read from its first fact: `mark` is the last number, `head` its hash."""

    mark: int = 0
    head: bytes = GENESIS
    is_whole: bool = True
    key: str = ""
    _closes: Closes = field(default_factory=Closes)
    _is_faulty: bool = False

    def take(self, fact: Fact) -> Body | None:
        """Take the next fact in; return what it says, None where that cannot be read."""
        fits = (
            fact.seq == self.mark + 1
            and not fact.envelope_faults()
            and next_hash(self.head, fact.payload) == fact.hash
        )
        self.is_whole &= fits
        self.mark, self.head = fact.seq, fact.hash
        try:
            body = fact.body
        except ValueError:
            return None
        if fact.seq == 1:
            self.key = str(body.get("public_key", ""))
        self._is_faulty |= bool(self._closes.read(fact, body))
        return body

    @property
    def is_held(self) -> bool:
        """Say whether the chain is whole so far, and its closes are what its facts say, signed by its key.

        A journal without a key proves nothing.
        """
        return self.is_whole and bool(self.key) and not self._is_faulty and not any(self._closes.unsealed())
