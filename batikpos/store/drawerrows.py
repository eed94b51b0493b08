"""The rows of a drawer's facts: tills opened and closed, cash moved and counted."""

from datetime import date

from batikpos.domain.fact import Body, canonical, moment_of
from batikpos.domain.money import Rupiah
from batikpos.domain.till import counted_cash
from batikpos.store.rows import Key, Rows
from batikpos.store.schema import carried_till, cash_count, cash_move, drawer_opening, till_close, till_open


def till_open_rows(key: Key, body: Body) -> Rows:
    """Read that a till was opened, and which other it goes on from. Raises ValueError for a wrong sum."""
    row = {
        "business_day": date.fromisoformat(body["business_day"]),
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "float": Rupiah(body["float"]),
    }
    if "counts" in body and _added_up(body["counts"]) != row["float"]:
        message = "the float does not add up"
        raise ValueError(message)
    if "carries" not in body:
        return [(till_open, [key | row])]
    before = {"from_journal_id": body["carries"]["journal"], "from_seq": body["carries"]["till"]}
    return [(till_open, [key | row]), (carried_till, [key | before])]


def cash_move_rows(key: Key, body: Body) -> Rows:
    """Read what was paid in or out."""
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "amount": Rupiah(body["amount"]),
        "reason": body["reason"],
    }
    return [(cash_move, [key | row])]


def till_close_rows(key: Key, body: Body) -> Rows:
    """Read that a till was closed, by its count. Raises ValueError for a wrong sum."""
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "number": body["number"],
        "counts": canonical(body["counts"]),
        "counted": _counted(body),
        "expected": Rupiah(body["expected"]),
        "approver": body.get("approver", ""),
    }
    return [(till_close, [key | row])]


def count_rows(key: Key, body: Body) -> Rows:
    """Read a count that closed nothing. Raises ValueError for a wrong sum."""
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "counts": canonical(body["counts"]),
        "counted": _counted(body),
    }
    return [(cash_count, [key | row])]


def drawer_rows(key: Key, body: Body) -> Rows:
    """Read that the drawer was opened without a sale."""
    row = {
        "till_seq": body["till"],
        "at": moment_of(body["at"]),
        "cashier": body["cashier"],
        "approver": body["approver"],
        "reason": body["reason"],
    }
    return [(drawer_opening, [key | row])]


def _counted(body: Body) -> Rupiah:
    """Read what a count came to. Raises ValueError where it does not add up."""
    counted = Rupiah(body["counted"])
    if _added_up(body["counts"]) != counted:
        message = "the count does not add up"
        raise ValueError(message)
    return counted


def _added_up(counts: dict[str, int]) -> Rupiah:
    if any(pieces < 0 for pieces in counts.values()):
        message = "less than no notes were counted"
        raise ValueError(message)
    return counted_cash({int(note): pieces for note, pieces in counts.items()})
