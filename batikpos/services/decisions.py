"""Deciding at the organizer's desk: each decision is a fact of its journal, sent like any booth's."""

from datetime import datetime

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.decisions import Decisions, read_decisions, read_goods
from batikpos.domain.fact import DESK_KINDS, Body, FactKind
from batikpos.services.desk import Desk
from batikpos.store.catalogue import list_booths
from batikpos.store.decisions import list_desk_facts
from batikpos.store.engine import Transaction
from batikpos.store.journal import append


def decide(desk: Desk, kind: FactKind, body: Body, *, now: datetime) -> None:
    """Write a decision down. Raises: StoreUnavailable."""
    with desk.writing() as tx:
        append(tx, kind, desk.fair.local(now), body)


def load_decisions(tx: Transaction, fair_id: str) -> Decisions:
    """Say what holds of a fair by what its desk decided, as this store has it."""
    return read_decisions(list_desk_facts(tx, fair_id, SHORT))


def expected_booths(tx: Transaction, fair_id: str) -> tuple[str, ...]:
    """List the booths whose days are asked for: the plan's, or all that the fair knows where none is planned.

    Of one that was taken off the plan nothing is asked; what it sent all the same is looked at.
    """
    planned = load_decisions(tx, fair_id).plan.booths
    return tuple(sorted(booth.code for booth in planned)) or list_booths(tx, fair_id)


def load_goods(tx: Transaction, fair_id: str) -> Catalogue:
    """List the goods of a fair and their producers, as its desk has them and this store knows."""
    return read_goods(list_desk_facts(tx, fair_id, (FactKind.GOODS,)))


SHORT = tuple(kind for kind in DESK_KINDS if kind not in {FactKind.GOODS, FactKind.STATEMENT})
"""Price lists and statements are long, and few who ask what was decided need them."""
