"""The journal: numbered without a gap, chained, its rows in the same transaction."""

import json
from uuid import UUID

import pytest

from batikpos.domain.fact import GENESIS, FactKind, canonical, next_hash
from batikpos.domain.money import Rupiah
from batikpos.services.desk import Desk
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, move_cash
from batikpos.store.journal import append, list_facts, load_head
from tests.shop import CLOTH, NOON, RINI, count_rows, facts_of, line, sell


def test_facts_are_numbered_without_a_gap_and_chained(desk: Desk) -> None:
    first = sell(desk).kept.sale.number
    second = sell(desk, line(CLOTH, 2_500)).kept.sale.number
    void_sale(desk, first, "salah", cashier=RINI, now=NOON)
    refund_sale(desk, second, [(1, 500)], "cacat", cashier=RINI, now=NOON)
    move_cash(desk, Rupiah(1_000), "kecil", cashier=RINI, now=NOON)
    close_till(desk, {}, cashier=RINI, now=NOON)
    facts = facts_of(desk.store)
    assert [f.seq for f in facts] == list(range(1, 10))
    assert [f.kind for f in facts] == [
        "opening", "till_open", "sale", "sale", "void", "refund", "cash_move", "till_close", "seal",
    ]  # fmt: skip
    before = GENESIS
    for fact in facts:
        assert fact.hash == next_hash(before, fact.payload)
        assert fact.envelope_faults() == ()
        before = fact.hash
    with desk.store.reading() as tx:
        head = load_head(tx)
    assert (head.mark, head.head) == (9, before)


def test_payloads_are_canonical(desk: Desk) -> None:
    sell(desk)
    for fact in facts_of(desk.store):
        assert canonical(json.loads(fact.payload)) == fact.payload


def test_a_fact_whose_rows_cannot_be_kept_is_not_kept_either(desk: Desk) -> None:
    before = facts_of(desk.store)
    with pytest.raises(KeyError), desk.store.writing() as tx:
        append(tx, FactKind.CASH_MOVE, NOON, {"till": 2})
    assert facts_of(desk.store) == before


def test_facts_may_be_read_in_parts(desk: Desk) -> None:
    sell(desk)
    facts = facts_of(desk.store)
    of = facts[0]
    with desk.store.reading() as tx:
        assert tuple(list_facts(tx, of.fair_id, of.journal_id, after=1, limit=1)) == facts[1:2]
        assert tuple(list_facts(tx, of.fair_id, of.journal_id, after=3)) == ()


def test_the_opening_says_whose_journal_it_is(desk: Desk) -> None:
    opening = facts_of(desk.store)[0]
    assert (opening.body["booth"], opening.body["device"]) == ("A03", 1)
    assert len(opening.body["nonce"]) == 32
    assert UUID(opening.journal_id).version == 4
    assert opening.fair_id == desk.fair.fair_id


def test_every_table_is_filled_by_the_fact_and_nothing_else(desk: Desk) -> None:
    sell(desk, line(), line(CLOTH, 500))
    assert count_rows(desk.store, "sale") == 1
    assert count_rows(desk.store, "sale_line") == 2
    assert count_rows(desk.store, "tender") == 1
    assert count_rows(desk.store, "till_open") == 1
    assert count_rows(desk.store, "unread") == 0
