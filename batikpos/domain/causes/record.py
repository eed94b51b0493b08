"""What the organizer knows of a day as plain JSON of strings and whole numbers, and back."""

from typing import Any

from batikpos.domain.causes.papers import CashSlip, Goods, Papers, Payment
from batikpos.domain.fact import Body, moment_of
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.till import DENOMINATIONS


def papers_to_body(papers: Papers) -> Body:
    """Write papers down; what is not known is null."""
    handed_in, slips, payments, gone = papers.handed_in, papers.slips, papers.payments, papers.gone
    return {
        "float_given": None if papers.float_given is None else papers.float_given.amount,
        "handed_in": None if handed_in is None else {str(note): n for note, n in handed_in.items() if n},
        "slips": None if slips is None else [{"amount": s.amount.amount, "text": s.text} for s in slips],
        "payments": None
        if payments is None
        else [
            {"at": p.at.isoformat(), "amount": p.amount.amount, "reference": p.reference} for p in payments
        ],
        "gone": None
        if gone is None
        else [
            {"sku": sku, "unit": g.quantity.unit.value, "size": g.quantity.size, "price": g.price.amount}
            for sku, g in gone.items()
        ],
    }


def papers_from_body(body: Body) -> Papers:
    """Read papers. Raises ValueError, KeyError, TypeError or AttributeError where they are none."""
    given, handed_in = body["float_given"], body["handed_in"]
    slips, payments, gone = body["slips"], body["payments"], body["gone"]
    return Papers(
        float_given=None if given is None else Rupiah(_count(given)),
        handed_in=None if handed_in is None else {_note(note): _count(n) for note, n in handed_in.items()},
        slips=None if slips is None else tuple(CashSlip(_rupiah(s["amount"]), str(s["text"])) for s in slips),
        payments=None if payments is None else tuple(_payment(p) for p in payments),
        gone=None if gone is None else _gone(gone),
    )


def _note(value: str) -> int:
    note = int(value)
    if note not in DENOMINATIONS:
        raise ValueError(value)
    return note


def _count(value: object) -> int:
    count = _whole(value)
    if count < 0:
        raise ValueError(value)
    return count


def _gone(bodies: list[dict[str, Any]]) -> dict[str, Goods]:
    gone = {str(body["sku"]): _goods(body) for body in bodies}
    if len(gone) < len(bodies):
        raise ValueError(bodies)
    return gone


def _payment(body: dict[str, Any]) -> Payment:
    at = moment_of(body["at"])
    if at.tzinfo is None:
        raise ValueError(body["at"])
    return Payment(at, _rupiah(body["amount"]), str(body["reference"]))


def _goods(body: dict[str, Any]) -> Goods:
    return Goods(Quantity(_whole(body["size"]), Unit(body["unit"])), _rupiah(body["price"]))


def _rupiah(value: object) -> Rupiah:
    return Rupiah(_whole(value))


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
