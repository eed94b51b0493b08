"""Facts: canonical to the byte, chained, and honest about what they cannot be read as."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.fact import GENESIS, Fact, FactKind, canonical, make_fact, next_hash

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)


def a_fact(seq: int = 1, before: bytes = GENESIS) -> Fact:
    """Make a fact of little content."""
    return make_fact(
        fair_id="fair",
        journal_id="journal",
        seq=seq,
        before=before,
        kind=FactKind.CASH_MOVE,
        at=datetime(2026, 12, 11, tzinfo=UTC),
        body={"amount": 1, "reason": "Makan siang \N{EN DASH} nasi ½"},
    )


@given(json_values)
def test_canonical_json_is_read_back_the_same(content: Any) -> None:
    assert json.loads(canonical(content)) == content
    assert canonical(json.loads(canonical(content))) == canonical(content)


def test_canonical_json_sorts_its_keys_and_wastes_no_space() -> None:
    assert canonical({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'


def test_the_hash_is_sha256_over_a_tag_the_hash_before_and_the_bytes() -> None:
    fact = a_fact(before=b"\x07" * 32)
    assert fact.hash == sha256(b"batikpos/fact/1\0" + b"\x07" * 32 + fact.payload.encode()).digest()
    assert next_hash(b"\x07" * 32, fact.payload) == fact.hash


@given(st.binary(min_size=32, max_size=32))
def test_another_past_is_another_hash(before: bytes) -> None:
    assert (a_fact(before=before).hash == a_fact().hash) == (before == GENESIS)


def test_the_envelope_must_say_what_the_columns_say() -> None:
    fact = a_fact()
    assert fact.envelope_faults() == ()
    assert replace(fact, seq=2).envelope_faults() == ("seq",)
    assert replace(fact, kind="sale").envelope_faults() == ("kind",)
    assert replace(fact, journal_id="x", fair_id="y").envelope_faults() == ("fair", "journal")


@pytest.mark.parametrize("payload", ["", "{", "[]", "1", '{"body":1}', "{}", "null", "[" * 100_000])
def test_a_payload_that_is_none_is_a_fault_and_not_a_crash(payload: str) -> None:
    fact = replace(a_fact(), payload=payload)
    assert fact.envelope_faults() == ("payload",)
    with pytest.raises(ValueError):  # noqa: PT011 - any will do
        _ = fact.body
