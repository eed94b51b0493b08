"""Sealing a close: its totals and all that the device ever took in one line, signed."""

from datetime import datetime

from batikpos.domain.fact import Fact, FactKind
from batikpos.domain.seal import Seal, seal_of, write_code
from batikpos.domain.till import Till
from batikpos.services.desk import Desk
from batikpos.signing import Purpose, sign
from batikpos.store.engine import Transaction
from batikpos.store.journal import append
from batikpos.store.seals import grand_totals
from batikpos.values import frozen


@frozen
class Sealed:
    """A close's seal, what its QR code holds, and whether it could be signed."""

    seal: Seal
    code: str
    is_signed: bool


def seal_close(tx: Transaction, desk: Desk, till: Till, closed: Fact, at: datetime) -> Sealed:
    """Seal a close: a fact of its own, right behind it, signed with the device's key.

    A home that lost its key closes all the same; `verify` names the seal that is not signed.
    """
    sold, returned = grand_totals(tx)
    seal = seal_of(till, closed.journal_id, closed.seq, closed.hash, sold=sold, returned=returned)
    statement = seal.write()
    signature = sign(desk.home, Purpose.CLOSE, statement)
    body = {
        "at": at.isoformat(),
        "close": closed.seq,
        "sold": sold.amount,
        "returned": returned.amount,
        "statement": statement,
        "signature": signature,
    }
    append(tx, FactKind.SEAL, at, body)
    return Sealed(seal, write_code(statement, signature), bool(signature))
