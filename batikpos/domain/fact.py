"""A fact: what happened, numbered by its journal and hash-chained to the fact before."""

import json
from datetime import MAXYEAR, MINYEAR, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from typing import Any

from batikpos.values import frozen

FORMAT = 1
"""Version of the payload; a newer one is stored as it came and read later."""

GENESIS = bytes(32)
"""The hash before the first fact of a journal."""

_DOMAIN = b"batikpos/fact/1\0"

Body = dict[str, Any]

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


class FactKind(StrEnum):
    """What can happen."""

    OPENING = "opening"
    TILL_OPEN = "till_open"
    CASH_MOVE = "cash_move"
    SALE = "sale"
    VOID = "void"
    REFUND = "refund"
    TILL_CLOSE = "till_close"
    SEAL = "seal"
    CLOCK = "clock"
    ORDER = "order"
    ORDER_CANCEL = "order_cancel"
    COUNT = "count"
    DRAWER = "drawer"
    CHECK = "check"
    LOOK = "look"
    ITEM = "item"
    RULES = "rules"
    PROMOTIONS = "promotions"
    RENEWAL = "renewal"
    STOCK = "stock"
    FAIR = "fair"
    GOODS = "goods"
    SIGNED = "signed"
    CORRECTION = "correction"
    PAYOUT = "payout"
    TALLY = "tally"
    STATEMENT = "statement"
    SLIP = "slip"
    LET_IN = "let_in"
    STAMP = "stamp"


DESK_KINDS = (
    FactKind.FAIR,
    FactKind.GOODS,
    FactKind.SIGNED,
    FactKind.CORRECTION,
    FactKind.PAYOUT,
    FactKind.TALLY,
    FactKind.STATEMENT,
    FactKind.SLIP,
    FactKind.LET_IN,
)
"""What only the organizer's desk writes: `domain/decision.py`, `domain/fairplan.py`, `domain/goods.py`."""


@frozen
class Fact:
    """One entry of a journal. `payload` is kept and hashed to the byte, and never written again."""

    fair_id: str
    journal_id: str
    seq: int
    kind: str
    payload: str
    hash: bytes

    @property
    def body(self) -> Body:
        """Read what happened. Raises ValueError where it is no fact's payload, or of a newer format."""
        content = _read(self.payload)
        if not isinstance(content, dict) or not isinstance(content.get("body"), dict):
            message = "the payload holds no body"
            raise ValueError(message)
        if content.get("v") != FORMAT:
            message = f"format {content.get('v')} is not ours"
            raise ValueError(message)
        body: Body = content["body"]
        return body

    @property
    def at(self) -> datetime:
        """Return when it happened, by the fair's clock. Raises: ValueError."""
        try:
            return moment_of(_read(self.payload)["at"])
        except (KeyError, TypeError) as error:
            message = "a fact without a time"
            raise ValueError(message) from error

    def envelope_faults(self) -> tuple[str, ...]:
        """Name what the columns beside the payload say differently from the payload."""
        if self._ends_as_written():
            return ()
        try:
            content = _read(self.payload)
            told = {name: content[name] for name in ("fair", "journal", "seq", "kind")}
        except (ValueError, TypeError, KeyError):
            return ("payload",)
        here = {"fair": self.fair_id, "journal": self.journal_id, "seq": self.seq, "kind": self.kind}
        return tuple(name for name, value in here.items() if told[name] != value)

    def _ends_as_written(self) -> bool:
        """Say whether the payload ends in these columns as we write them: most do, and need no reading."""
        names = f"{self.fair_id}{self.journal_id}{self.kind}"
        ending = (
            f',"fair":"{self.fair_id}","journal":"{self.journal_id}","kind":"{self.kind}","seq":{self.seq}'
        )
        return (
            names.isprintable() and not {'"', "\\"} & set(names) and self.payload.endswith(ending + ',"v":1}')
        )


def text_of(told: object) -> str:
    """Read a text. Raises ValueError where it is none."""
    if not isinstance(told, str):
        message = f"{told!r:.40} is no text"
        raise ValueError(message)
    return told


def whole_of(told: object) -> int:
    """Read a whole number. Raises ValueError where it is none."""
    if type(told) is not int:
        message = f"{told!r:.40} is no whole number"
        raise ValueError(message)
    return told


def moment_of(told: str) -> datetime:
    """Read a time with its offset. Raises ValueError, also for one that does not say of which place it is.

    So it does for one that is before or after all time in another place: nobody could say it there.
    """
    at = datetime.fromisoformat(told)
    if at.tzinfo is None:
        message = "a time of no place"
        raise ValueError(message)
    if at.year in {MINYEAR, MAXYEAR}:
        try:
            for hours in (-12, 14):
                at.astimezone(timezone(timedelta(hours=hours)))
        except OverflowError as error:
            message = "a time beyond all time"
            raise ValueError(message) from error
    return at


def next_hash(before: bytes, payload: str) -> bytes:
    """Chain a payload to the hash before it: SHA-256 over a domain tag, that hash and the bytes."""
    return chain_hash(before, payload.encode())


def chain_hash(before: bytes, payload: bytes) -> bytes:
    """Do the same with a payload's bytes as they lie on the disk."""
    return sha256(_DOMAIN + before + payload).digest()


def make_fact(
    *, fair_id: str, journal_id: str, seq: int, before: bytes, kind: FactKind, at: datetime, body: Body
) -> Fact:
    """Write the fact that follows the one whose hash is `before`."""
    payload = canonical(
        {
            "v": FORMAT,
            "fair": fair_id,
            "journal": journal_id,
            "seq": seq,
            "kind": kind.value,
            "at": at.isoformat(),
            "body": body,
        }
    )
    return Fact(fair_id, journal_id, seq, kind.value, payload, next_hash(before, payload))


def _read(payload: str) -> Any:  # noqa: ANN401 - any JSON value
    """Read a payload. Raises ValueError, also for one nested deeper than anybody writes."""
    try:
        return json.loads(payload)
    except RecursionError as error:
        message = "the payload is nested too deep"
        raise ValueError(message) from error


def canonical(content: Any) -> str:  # noqa: ANN401 - any JSON value
    """Write JSON in its one canonical form: sorted keys, no spaces, UTF-8, no floats."""
    return _ENCODER.encode(content)
