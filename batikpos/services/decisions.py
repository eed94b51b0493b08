"""Deciding at the organizer's desk: each decision is a fact of its journal, sent like any booth's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.decisions import Decisions, read_decisions, read_goods
from batikpos.domain.fact import DESK_KINDS, Body, Fact, FactKind
from batikpos.domain.fair import DESK, Booth, Fair
from batikpos.services.desk import Desk
from batikpos.store.catalogue import list_booths, list_fairs, list_producers
from batikpos.store.decisions import list_desk_facts, list_desks
from batikpos.store.engine import Transaction
from batikpos.store.journal import append, list_heads


def decide(desk: Desk, kind: FactKind, body: Body, *, now: datetime) -> None:
    """Write a decision down. Raises: StoreUnavailable."""
    with desk.writing() as tx:
        append(tx, kind, desk.fair.local(now), body)


def each_once(*held: Iterable[Fact]) -> tuple[Fact, ...]:
    """Take what several stores hold together: each fact once, whichever has it."""
    return tuple({(fact.journal_id, fact.seq): fact for facts in held for fact in facts}.values())


def load_decisions(tx: Transaction, fair_id: str) -> Decisions:
    """Say what holds of a fair by what its desk decided, as this store has it."""
    return read_decisions(list_desk_facts(tx, fair_id, SHORT))


def load_fairs(tx: Transaction) -> tuple[Fair, ...]:
    """List the fairs kept here, by their first day; of each the time zone is its desk's, where it has one.

    Name and days are the fair's very id; of the rest, what several say, the first word stands in the tables.
    """
    return tuple(_as_its_desk_has_it(tx, fair) for fair in list_fairs(tx))


def _as_its_desk_has_it(tx: Transaction, fair: Fair) -> Fair:
    zones = (desk.time_zone for desk in list_desks(tx, fair.fair_id) if desk.is_ours)
    return replace(fair, time_zone=next(filter(None, zones), fair.time_zone))


def known_producers(tx: Transaction, fair_id: str) -> tuple[Producer, ...]:
    """List a fair's producers: the desk's, as it has them now; without a desk all that booths named."""
    return desk_producers(tx, fair_id) if _has_desk(tx, fair_id) else list_producers(tx, fair_id)


def desk_producers(tx: Transaction, fair_id: str) -> tuple[Producer, ...]:
    """List the producers of the desk's goods; nothing where there is no desk."""
    return tuple(sorted(load_goods(tx, fair_id).producers, key=lambda producer: producer.code))


def known_booths(tx: Transaction, fair_id: str) -> tuple[str, ...]:
    """List a fair's booths: the plan's and those that sent something; without a plan all that are named."""
    heard = {head.booth.code for head in list_heads(tx) if head.fair_id == fair_id} - {DESK}
    return tuple(sorted(heard.union(expected_booths(tx, fair_id))))


def _has_desk(tx: Transaction, fair_id: str) -> bool:
    return any(desk.is_ours for desk in list_desks(tx, fair_id))


def expected_booths(tx: Transaction, fair_id: str) -> tuple[str, ...]:
    """List the booths that are asked for anything: the plan's, or all the fair knows where none is planned.

    Of one that was taken off the plan nothing is asked; what it sent all the same is looked at.
    """
    planned = load_decisions(tx, fair_id).plan.booths
    return tuple(sorted(booth.code for booth in planned)) or list_booths(tx, fair_id)


def expected_devices(tx: Transaction, fair_id: str) -> tuple[Booth, ...]:
    """List the laptops whose days are asked for: all that the plan gives its booths, a spare one too.

    Where none is planned, one of each booth that the fair knows and that has sent nothing.
    """
    planned = load_decisions(tx, fair_id).plan.booths
    if planned:
        return tuple(Booth(of.code, n) for of in planned for n in range(1, of.devices + 1))
    heard = {head.booth.code for head in list_heads(tx) if head.fair_id == fair_id}
    return tuple(Booth(code) for code in list_booths(tx, fair_id) if code not in heard)


def load_goods(tx: Transaction, fair_id: str) -> Catalogue:
    """List the goods of a fair and their producers, as its desk has them and this store knows."""
    return _goods_of(list_desk_facts(tx, fair_id, (FactKind.GOODS,)))


@lru_cache(maxsize=1)
def _goods_of(facts: tuple[Fact, ...]) -> Catalogue:
    """Read a list once for all days that ask: 50,000 goods take seconds, and the same facts say the same."""
    return read_goods(facts)


SHORT = tuple(kind for kind in DESK_KINDS if kind not in {FactKind.GOODS, FactKind.STATEMENT})
"""Price lists and statements are long, and few who ask what was decided need them."""
