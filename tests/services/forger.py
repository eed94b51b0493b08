"""A forger who knows the program: whoever has the store's file but not the device's key.

It rewrites a journal from some fact on as if that had happened: numbers, references, totals, seals, hashes,
head and tables all agree again. Only the signatures are not the device's.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import Enum, auto
from pathlib import Path
from typing import Any
from uuid import uuid4

from batikpos.domain.fact import GENESIS, Fact, FactKind, canonical, next_hash
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.record import sale_from_body
from batikpos.domain.sale import SaleKind
from batikpos.domain.seal import seal_of
from batikpos.domain.till import CashMove, Till
from batikpos.services.desk import Desk
from batikpos.signing import Purpose, sign
from batikpos.store.journal import insert_facts, move_mark
from batikpos.store.reading import insert_foreign_readings
from batikpos.store.schema import READINGS
from tests.shop import raw, unguarded

Content = dict[str, Any]
"""A payload, read."""


class Seals(Enum):
    """What the forger does about the seals behind what was changed."""

    LEFT = auto()
    """They stay as they were, and say what the facts no longer say."""
    OLD_SIGNATURE = auto()
    """They say what the facts say, under the signature they had."""
    OTHER_KEY = auto()
    """They are signed, with a key of the forger's."""
    NO_SIGNATURE = auto()
    """They say that the device had lost its key."""


FAULT_OF = {
    Seals.LEFT: "seal",
    Seals.OLD_SIGNATURE: "forged",
    Seals.OTHER_KEY: "forged",
    Seals.NO_SIGNATURE: "unsigned",
}
"""How `verify` names such a seal."""


def contents_of(facts: tuple[Fact, ...]) -> list[Content]:
    """Read payloads, to be changed."""
    return [json.loads(fact.payload) for fact in facts]


@dataclass(slots=True)
class _Books:
    """What the forged facts come to so far."""

    tills: dict[int, Till] = field(default_factory=dict)
    sold: Rupiah = ZERO
    returned: Rupiah = ZERO
    closed: Till | None = None


def forged(contents: list[Content], seals: Seals, keys: Path) -> tuple[Fact, ...]:
    """Make facts of contents that were changed, taken out, doubled or put elsewhere; `keys` is a home.

    A fact's number says what it was: what others say of it follows it to its new place.
    """
    books, before, out = _Books(), GENESIS, list[Fact]()
    moved = {content["seq"]: seq for seq, content in reversed(list(enumerate(contents, 1)))}
    for seq, content in enumerate(contents, 1):
        body: Content = content["body"]
        for reference in {"till", "close"} & body.keys():
            body[reference] = moved[body[reference]]
        if content["kind"] == FactKind.SEAL:
            if seals is not Seals.LEFT:
                _seal(books, body, out[-1], seals, keys)
        else:
            _enter(books, seq, body, content["kind"])
        payload = canonical(content | {"seq": seq})
        before = next_hash(before, payload)
        out.append(Fact(content["fair"], content["journal"], seq, content["kind"], payload, before))
    return tuple(out)


def _enter(books: _Books, seq: int, body: Content, kind: str) -> None:
    """Take a fact into the books; a close is made to say what they come to."""
    match kind:
        case FactKind.TILL_OPEN:
            day, at = date.fromisoformat(body["business_day"]), datetime.fromisoformat(body["at"])
            books.tills[seq] = Till(seq, day, at, body["cashier"], Rupiah(body["float"]))
        case FactKind.CASH_MOVE:
            till, at = books.tills[body["till"]], datetime.fromisoformat(body["at"])
            move = CashMove(Rupiah(body["amount"]), body["reason"], at, body["cashier"])
            books.tills[body["till"]] = replace(till, moves=(*till.moves, move))
        case FactKind.SALE | FactKind.VOID | FactKind.REFUND:
            till, sale = books.tills[body["till"]], sale_from_body(body)
            books.tills[body["till"]] = replace(till, sales=(*till.sales, sale))
            if sale.kind is SaleKind.SALE:
                books.sold += sale.total
            else:
                books.returned -= sale.total
        case FactKind.TILL_CLOSE:
            till = replace(books.tills[body["till"]], counted=Rupiah(body["counted"]), number=body["number"])
            figures = till.figures
            body["expected"], body["total"] = figures.expected_cash.amount, figures.total.amount
            body["sales"] = figures.sales
            body["by_tender"] = {tender: amount.amount for tender, amount in figures.by_tender.items()}
            books.closed = till


def _seal(books: _Books, body: Content, close: Fact, seals: Seals, keys: Path) -> None:
    """Make a seal say what the facts before it say; one that said so already is left alone."""
    assert books.closed is not None
    grand = {"sold": books.sold.amount, "returned": books.returned.amount}
    seal = seal_of(
        books.closed, close.journal_id, close.seq, close.hash, sold=books.sold, returned=books.returned
    )
    statement = seal.write()
    if statement == body["statement"]:
        return
    body |= grand | {"statement": statement}
    if seals is Seals.OTHER_KEY:
        body["signature"] = sign(keys, Purpose.CLOSE, statement)
    elif seals is Seals.NO_SIGNATURE:
        body["signature"] = ""


def put_in_place(desk: Desk, facts: tuple[Fact, ...]) -> None:
    """Put forged facts in the place of a booth's, with its head and every table made to agree."""
    unguarded(desk.home, "DELETE FROM fact", *(f"DELETE FROM {table.name}" for table in reversed(READINGS)))
    with desk.store.writing() as tx:
        insert_facts(tx, facts)
        assert insert_foreign_readings(tx, facts) == ()
        move_mark(tx, facts[-1])


def put_facts(desk: Desk, facts: tuple[Fact, ...]) -> None:
    """Put forged facts in the place of a booth's and move its head, but leave the tables as they are."""
    unguarded(desk.home)
    with raw(desk.home) as connection:
        connection.executemany(
            "UPDATE fact SET payload = ?, hash = ? WHERE seq = ?", [(f.payload, f.hash, f.seq) for f in facts]
        )
        connection.execute("UPDATE journal SET mark = ?, head = ?", [facts[-1].seq, facts[-1].hash])


# What the forger would rather have had happen

Change = Callable[[list[Content], int], int | None]
"""Changes contents near an index; returns the index of the first that is another now, or None."""


def reword(contents: list[Content], at: int) -> int:
    """Change a word, and no sum."""
    body = contents[at]["body"]
    if contents[at]["kind"] == FactKind.OPENING:
        body["program"] = "0.0.0"
    elif "cashier" in body:
        body["cashier"] = "Budi"
    else:
        body["at"] = datetime.combine(date.fromisoformat(body["at"][:10]), time(3)).isoformat()
    return at


def skim(contents: list[Content], at: int) -> int | None:
    """Change an amount of money."""
    content = contents[at]
    body = content["body"]
    match content["kind"]:
        case FactKind.TILL_OPEN:
            body["float"] += 1_000
        case FactKind.CASH_MOVE:
            body["amount"] -= 1_000 if body["amount"] != 1_000 else 2_000
        case FactKind.TILL_CLOSE:
            body["counts"]["100"] = 7
            body["counted"] += 700
        case FactKind.SALE | FactKind.VOID | FactKind.REFUND if body["tenders"]:
            tender = body["tenders"][0]
            tender["kind"] = "cash" if tender["kind"] == "transfer" else "transfer"
        case _:
            return None
    return at


_LOOSE = {FactKind.CASH_MOVE, FactKind.SALE, FactKind.VOID, FactKind.REFUND}
"""What can be taken out, doubled or exchanged without more ado."""


def take_out(contents: list[Content], at: int) -> int | None:
    """Let it never have happened; nothing is another now where nothing came after it."""
    if contents[at]["kind"] not in _LOOSE:
        return None
    del contents[at]
    return at


def double(contents: list[Content], at: int) -> int | None:
    """Let it have happened twice."""
    if contents[at]["kind"] not in _LOOSE:
        return None
    again: Content = json.loads(json.dumps(contents[at]))
    if "running" in again["body"]:
        again["body"] |= {"running": 9_000 + at, "sale_id": str(uuid4())}
    contents.insert(at + 1, again)
    return at + 1


def exchange(contents: list[Content], at: int) -> int | None:
    """Let it have happened after what followed it."""
    if at + 1 >= len(contents) or not {contents[at]["kind"], contents[at + 1]["kind"]} <= _LOOSE:
        return None
    contents[at], contents[at + 1] = contents[at + 1], contents[at]
    return at
