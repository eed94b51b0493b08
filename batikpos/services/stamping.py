"""Stamping what the organizer's desk decided: each act ends with its key's signature over all before it."""

from datetime import datetime
from pathlib import Path

from batikpos.domain.fact import FactKind
from batikpos.domain.stamp import Stamp, stamp_to_body, statement_of
from batikpos.signing import Purpose, sign
from batikpos.store.engine import Transaction
from batikpos.store.journal import append, load_head


def stamp_journal(tx: Transaction, home: Path, at: datetime) -> None:
    """Sign the desk's journal as far as it goes, by the key that lies in its home.

    A home that lost its key writes on all the same; at a centre nothing counts that no key stands behind.
    """
    own = load_head(tx)
    hash_ = own.head.hex()
    signature = sign(home, Purpose.DESK, statement_of(own.fair_id, own.journal_id, own.mark, hash_))
    # At the time of what it signs, so that nothing comes between.
    append(tx, FactKind.STAMP, own.at or at, stamp_to_body(Stamp(own.mark, hash_, signature)))
