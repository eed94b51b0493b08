"""What a booth was handed by the organizer, as its journal says: whose fair file, and which price list."""

from collections.abc import Iterable
from datetime import datetime

from batikpos.domain.fact import Body, Fact, FactKind, moment_of
from batikpos.values import frozen

ENDING = ".batikfair"
"""How the name of a fair file ends."""

HANDED_KINDS = (FactKind.OPENING, FactKind.RENEWAL)


@frozen
class Handed:
    """A fair file that was taken: the key that signed it, its digest, and when it was made."""

    key: str
    file: str
    made_at: datetime


def handed_to_body(of: Handed) -> Body:
    """Write it down."""
    return {"key": of.key, "file": of.file, "made_at": of.made_at.isoformat()}


def handed_from_body(body: Body) -> Handed:
    """Read it. Raises ValueError, KeyError or TypeError where it is none."""
    return Handed(str(body["key"]), str(body["file"]), moment_of(body["made_at"]))


def told_now(facts: Iterable[Fact]) -> Body:
    """Say what the opening of a journal would say by now: the digest of the list, and the last fair file."""
    told: Body = {}
    for fact in facts:
        if fact.kind in HANDED_KINDS:
            try:
                body = fact.body
            except ValueError:
                continue  # it is named as unread
            told |= {name: body[name] for name in ("catalogue", "organizer") if name in body}
    return told
