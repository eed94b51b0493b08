"""Facts from elsewhere: what does not fit its chain is not taken in, or the own store would break."""

from collections.abc import Sequence
from typing import ClassVar

from batikpos.domain.fact import Fact, next_hash
from batikpos.i18n import N_
from batikpos.store.engine import StoreUnavailable
from batikpos.store.journal import JournalHead


class CentreDamaged(StoreUnavailable):
    """A centre, or a bundle, whose facts do not fit their chain."""

    code: ClassVar[str] = "centre_damaged"
    text: ClassVar[str] = N_(
        "{what} is damaged at fact {seq} of {booth}: nothing was taken from it. Tell the organizer, who finds"
        " more with “batikpos verify”."
    )
    booth: str = ""
    seq: int = 0


def check_foreign(
    where: str, head: JournalHead, facts: Sequence[Fact], before: bytes, after: int = 0
) -> None:
    """See that facts follow each other from the one after number `after`, whose hash is `before`.

    Raises: CentreDamaged.
    """
    for place, fact in enumerate(facts, after + 1):
        fits = (
            fact.seq == place and next_hash(before, fact.payload) == fact.hash and not fact.envelope_faults()
        )
        if not fits:
            raise CentreDamaged(where, booth=head.booth.prefix, seq=place)
        before = fact.hash
