"""The stamp of the organizer's desk: its key's signature behind each act, over all of its journal so far."""

from batikpos.domain.fact import Body, FactKind
from batikpos.values import frozen


@frozen
class Stamp:
    """The number and hash (hex) of the last fact that is signed, and the signature (hex); "" without key."""

    seq: int
    hash: str
    signature: str


def stamp_to_body(of: Stamp) -> Body:
    """Write it down."""
    return {"of": of.seq, "hash": of.hash, "signature": of.signature}


def stamp_from_body(_kind: FactKind, body: Body) -> Stamp:
    """Read it. Raises ValueError, KeyError or TypeError where it is none."""
    seq, texts = body["of"], (body["hash"], body["signature"])
    if type(seq) is not int or not all(isinstance(text, str) for text in texts):
        message = "no stamp"
        raise ValueError(message)
    return Stamp(seq, *texts)


def statement_of(fair_id: str, journal_id: str, seq: int, hash_: str) -> str:
    """Say what is signed: a fact's hash is that of all before it."""
    return f"{fair_id}|{journal_id}|{seq}|{hash_}"
