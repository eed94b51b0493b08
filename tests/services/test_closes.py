"""Closes and their seals: what is signed is what happened, and whoever changes either is named."""

import json
from pathlib import Path

import pytest

from batikpos.domain.fact import Fact, FactKind, canonical, next_hash
from batikpos.domain.money import Rupiah
from batikpos.domain.seal import NotASlip, read_seal, split_code
from batikpos.services.closes import close_faults
from batikpos.services.desk import Desk
from batikpos.services.papers import load_original
from batikpos.services.returns import void_sale
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.signing import KEY_NAME, Purpose, is_signed, make_key, sign
from tests.shop import FLOAT, NOON, RINI, facts_of, sell

CLOSE, SEAL = 5, 6
"""The numbers of the first till's close and of its seal: opening, till, sale, void."""


@pytest.fixture
def facts(desk: Desk) -> list[Fact]:
    """Sell, void, close and seal; then a second till, closed too."""
    number = sell(desk).kept.sale.number
    void_sale(desk, number, "salah", cashier=RINI, now=NOON)
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    sell(desk)
    close_till(desk, {}, cashier=RINI, now=NOON)
    assert verify(desk.store).faults == ()
    return list(facts_of(desk.store))


def rewritten(facts: list[Fact], seq: int, **changed: object) -> list[Fact]:
    """Change a fact's body and chain everything behind it again: the chain itself shows nothing."""
    before, out = b"\0" * 32, []
    for fact in facts:
        payload = fact.payload
        if fact.seq == seq:
            content = json.loads(payload)
            content["body"] |= changed
            payload = canonical(content)
        before = next_hash(before, payload)
        out.append(Fact(fact.fair_id, fact.journal_id, fact.seq, fact.kind, payload, before))
    return out


def test_what_was_done_has_no_fault(facts: list[Fact]) -> None:
    assert [f.kind for f in facts if f.seq in {CLOSE, SEAL}] == [FactKind.TILL_CLOSE, FactKind.SEAL]
    assert list(close_faults(facts)) == []


def test_a_history_that_was_rewritten_and_chained_again_breaks_its_seals(facts: list[Fact]) -> None:
    named = dict(close_faults(rewritten(facts, 3, cashier="Budi")))
    assert named == {SEAL: "seal", len(facts): "seal"}


def test_a_seal_that_was_made_to_fit_has_no_signature_of_the_device(
    facts: list[Fact], desk: Desk, tmp_path: Path
) -> None:
    make_key(tmp_path / KEY_NAME)
    spoilt = rewritten(facts, 3, cashier="Budi")
    for at in (SEAL, len(facts)):
        close = spoilt[at - 2]
        seal = read_seal(spoilt[at - 1].body["statement"])
        fitting = seal.write().replace(seal.hash, close.hash.hex()[:32])
        for signature, fault in ((sign(tmp_path, Purpose.CLOSE, fitting), "forged"), ("", "unsigned")):
            tried = rewritten(spoilt, at, statement=fitting, signature=signature)
            assert dict(close_faults(tried[:at]))[at] == fault
        spoilt = rewritten(spoilt, at, statement=fitting, signature=sign(desk.home, Purpose.CLOSE, fitting))
    assert list(close_faults(spoilt)) == []  # the control: whoever holds the key can


@pytest.mark.parametrize(
    ("seq", "changed", "fault"),
    [
        (CLOSE, {"total": 1}, "totals"),
        (CLOSE, {"expected": 1}, "totals"),
        (CLOSE, {"sales": 2}, "totals"),
        (CLOSE, {"by_tender": {"cash": 1}}, "totals"),
        (SEAL, {"sold": 1}, "seal"),
        (SEAL, {"returned": 0}, "seal"),
        (SEAL, {"close": 4}, "seal"),
        (SEAL, {"statement": "x"}, "seal"),
        (SEAL, {"signature": "00" * 64}, "forged"),
        (SEAL, {"signature": "zz"}, "forged"),
        (SEAL, {"signature": ""}, "unsigned"),
    ],
)
def test_a_close_or_seal_that_was_changed_is_named(
    facts: list[Fact], seq: int, changed: dict[str, object], fault: str
) -> None:
    assert (seq, fault) in list(close_faults(rewritten(facts, seq, **changed)))


def test_a_seal_that_was_taken_away_is_named(facts: list[Fact]) -> None:
    assert (CLOSE, "unsealed") in list(close_faults([f for f in facts if f.seq != SEAL]))
    assert list(close_faults(facts[:-1])) == [(len(facts) - 1, "unsealed")]


def test_grand_totals_grow_and_never_go_back(facts: list[Fact]) -> None:
    bodies = [f.body for f in facts if f.kind == FactKind.SEAL]
    assert [b["sold"] for b in bodies] == [395_000, 2 * 395_000]
    assert [b["returned"] for b in bodies] == [395_000, 395_000]


def test_a_home_that_lost_its_key_closes_all_the_same_and_is_named(desk: Desk) -> None:
    (desk.home / KEY_NAME).unlink()
    close_till(desk, {}, cashier=RINI, now=NOON)
    assert [f.code for f in verify(desk.store).faults] == ["unsigned"]


def test_a_signature_counts_for_one_purpose_and_one_text(tmp_path: Path) -> None:
    key = make_key(tmp_path / KEY_NAME)
    signature = sign(tmp_path, Purpose.CLOSE, "a")
    assert is_signed(key, Purpose.CLOSE, "a", signature)
    assert not is_signed(key, Purpose.CLOSE, "b", signature)
    assert not is_signed(key, Purpose.BUNDLE, "a", signature)
    assert not is_signed("", Purpose.CLOSE, "a", signature)
    assert (tmp_path / KEY_NAME).stat().st_mode & 0o777 in {0o600, 0o666}  # 0o666: Windows knows no other


@pytest.mark.parametrize("text", ["", "BATIKPOS-Z1", "A03-20261211-Z1 abcd", "BATIKPOS-Z1|x" + 13 * "|x"])
def test_what_is_no_slip_is_told(text: str) -> None:
    with pytest.raises(NotASlip):
        split_code(text)


def test_the_code_on_the_slip_is_the_seal_and_its_signature(desk: Desk) -> None:
    sell(desk)
    closed = close_till(desk, {}, cashier=RINI, now=NOON)
    with desk.store.reading() as tx:
        document = load_original(tx, closed.till.number)
    (code,) = [block.payload for block in document.blocks if hasattr(block, "payload")]
    statement, signature = split_code(code)
    seal = read_seal(statement)
    assert (seal.number, seal.hash) == (closed.till.number, closed.hash.hex()[:32])
    assert (Rupiah(seal.total), Rupiah(seal.sold)) == (closed.till.figures.total, Rupiah(395_000))
    key = facts_of(desk.store)[0].body["public_key"]
    assert is_signed(key, Purpose.CLOSE, statement, signature)
