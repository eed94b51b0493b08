"""The same fair booked through beancount: every balance of every party is the settlement's, to the rupiah."""

import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Open

from batikpos.domain.fee import Fee, FeeKind
from batikpos.domain.money import ZERO
from batikpos.domain.settlement import Party, PartyKind
from batikpos.i18n import translator
from batikpos.reports.ledger import account_of, to_beancount
from batikpos.services.settlement import FairSettlement, settle_fair
from tests.long import IS_LONG
from tests.reports.books import booked, owed
from tests.settled import FEES, FIRST, MIXED, OWN, THIRD, Settled, settled_fair

TR = translator("id")
LAST = FIRST + timedelta(days=2)


@pytest.fixture(scope="module")
def whole(settled: Settled) -> FairSettlement:
    """Settle the whole fair."""
    with settled.opened() as centre:
        return settle_fair(centre, today=LAST)


@pytest.fixture(scope="module")
def ledger(whole: FairSettlement) -> str:
    """Write it as a ledger."""
    return to_beancount(whole, TR)


def differences(sums: dict[str, int], of: FairSettlement) -> dict[Party, int]:
    """Set every party's balance against what beancount came to."""
    found = {a.party: owed(sums, a.party) - a.balance.amount for a in of.settlement.accounts}
    return {party: amount for party, amount in found.items() if amount}


def test_every_balance_of_every_party_is_the_settlements(whole: FairSettlement, ledger: str) -> None:
    sums, errors = booked(ledger)
    assert errors == []
    # Seven who sold, a booth, the organizer, orders, exchanges.
    assert len(whole.settlement.accounts) == 11
    assert sum(bool(a.balance) for a in whole.settlement.accounts) >= 10
    assert differences(sums, whole) == {}
    assert sum(sums.values()) == 0


def test_what_beancount_holds_is_what_the_centres_tables_say(settled: Settled, ledger: str) -> None:
    sums, _ = booked(ledger)
    with closing(sqlite3.connect(settled.centre)) as raw:
        nets = raw.execute(
            "SELECT producer, sum(gross - discount) FROM sale_line GROUP BY producer"
        ).fetchall()
        held = _held(raw)
    assert len(nets) >= 7
    for producer, net in nets:
        name = f"Liabilities:Producer-{producer}"
        assert -sums[f"{name}:Sales"] - sums[f"{name}:Discounts"] == net, producer
    holders = {OWN: "Producer-TOM", THIRD: "Producer-KNG", MIXED: "Booth-K9"}
    for (booth, kind), amount in held.items():
        holder = "Organizer" if (booth, kind) == (MIXED, "qris") else holders[booth]
        assert sums[f"Liabilities:{holder}:Held:{booth}:{kind.capitalize()}"] == amount, (booth, kind)
    assert {kind for _, kind in held} >= {"cash", "qris", "transfer", "voucher"}
    assert sums["Liabilities:Producer-KNG:Rounding"] > 0


def _held(raw: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Add up by booth and way of paying what came in, less change, with what was paid down for orders."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    join = "JOIN journal USING (fair_id, journal_id)"
    for booth, kind, amount in raw.execute(
        f"SELECT booth, tender.kind, sum(amount) FROM tender {join} GROUP BY booth, tender.kind"
    ):
        if kind not in {"deposit", "exchange"}:
            sums[booth, kind] += amount
    for booth, change in raw.execute(f"SELECT booth, sum(change) FROM sale {join} GROUP BY booth"):
        sums[booth, "cash"] -= change
    for booth, kind, payload in raw.execute(
        f"SELECT booth, fact.kind, payload FROM fact {join} WHERE fact.kind LIKE 'order%'"
    ):
        body = json.loads(payload)["body"]
        for tender in body["tenders"] if kind == "order" else ():
            sums[booth, tender["kind"]] += tender["amount"]
        if kind == "order_cancel":
            sums[booth, body["tender"]] -= body["given_back"]
    return sums


def test_the_fees_are_what_anybody_reckons_from_the_same_sums(settled: Settled, ledger: str) -> None:
    sums, _ = booked(ledger)
    with closing(sqlite3.connect(settled.centre)) as raw:
        told = raw.execute(
            "SELECT producer, sum(gross - discount),"
            " sum(CASE WHEN unit = 'pcs' THEN size WHEN size < 0 THEN -1 ELSE 1 END)"
            " FROM sale_line GROUP BY producer"
        ).fetchall()
    for producer, turnover, pieces in told:
        for n, fee in enumerate(FEES, 1):
            asked = _naive(fee, turnover, pieces) if not fee.producers or producer in fee.producers else 0
            assert sums[f"Liabilities:Producer-{producer}:Fees:F{n}"] == asked, (producer, fee.name)
    for n in range(1, len(FEES) + 1):
        every = sum(amount for name, amount in sums.items() if re.fullmatch(f".*Producer.*:Fees:F{n}", name))
        assert sums[f"Liabilities:Organizer:Fees:F{n}"] == -every != 0


def _naive(fee: Fee, turnover: int, pieces: int) -> int:
    if fee.kind is FeeKind.PIECE:
        return fee.amount.amount * pieces
    if fee.kind is FeeKind.RENT:
        return fee.amount.amount
    asked, rest = 0, turnover
    for tier in reversed(fee.tiers):
        part = max(0, rest - tier.above.amount)
        asked += int(Fraction(part * tier.basis_points, 10_000) + Fraction(1, 2))
        rest -= part
    return asked


def test_what_the_acquirer_kept_is_booked_with_its_holder(settled: Settled, ledger: str) -> None:
    sums, _ = booked(ledger)
    rows = (settled.organizer / "mutasi.csv").read_text(encoding="utf-8").splitlines()[1:]
    fees: dict[str, int] = defaultdict(int)
    for row in rows:
        *_, fee, booth = row.split(";")
        fees[booth] += int(fee)
    for booth, holder in ((OWN, "Producer-TOM"), (THIRD, "Producer-KNG"), (MIXED, "Organizer")):
        assert sums[f"Liabilities:{holder}:Held:{booth}:Acquirer"] == -fees[booth] < 0
        assert sums[f"Liabilities:{holder}:Fees:Qris"] == fees[booth]


def test_one_posting_altered_by_a_rupiah_is_found(whole: FairSettlement, ledger: str) -> None:
    lines = ledger.splitlines()
    at = next(n for n, line in enumerate(lines) if ":Sales  -" in line)
    altered = re.sub(r"-(\d+) IDR", lambda of: f"-{int(of[1]) + 1} IDR", lines[at])
    sums, errors = booked("\n".join([*lines[:at], altered, *lines[at + 1 :], ""]))
    assert any("does not balance" in error for error in errors)
    assert [*differences(sums, whole).values()] == [1]


def test_a_transaction_that_balances_and_is_wrong_is_found(whole: FairSettlement, ledger: str) -> None:
    wrong = re.sub(r"(:Paid  -?)1000000 IDR", r"\g<1>1000001 IDR", ledger)
    assert wrong != ledger
    sums, errors = booked(wrong)
    assert len(errors) == 2  # the balances at the end of both parties
    assert all("Balance failed" in error for error in errors)
    assert sorted(differences(sums, whole).values()) == [-1, 1]


def test_an_act_that_was_left_out_is_found(whole: FairSettlement) -> None:
    first, *rest = sorted(whole.acts, key=lambda act: (act.booth != MIXED, not act.sales))
    fewer = replace(whole, acts=(replace(first, sales=first.sales[1:]), *rest))
    sums, errors = booked(to_beancount(fewer, TR))
    assert errors
    assert differences(sums, whole)


def test_names_that_no_ledger_takes_are_written_so_that_it_does(whole: FairSettlement) -> None:
    odd = Party(PartyKind.PRODUCER, 'kain "é"\\ 1')
    assert account_of(odd) == f"Liabilities:Producer-H-{odd.code.encode().hex()}"
    assert account_of(Party(PartyKind.ORGANIZER)) == "Liabilities:Organizer"
    named = replace(whole, producers={**whole.producers, "TOM": 'Batik "Tom" \\ Sragen'})
    entries, errors, _ = loader.load_string(to_beancount(named, TR))
    assert errors == []
    names = {entry.meta.get("name") for entry in entries if isinstance(entry, Open)}
    assert 'Batik "Tom" \\ Sragen' in names


def test_what_is_not_proven_stands_as_a_remark_and_in_no_account(settled: Settled) -> None:
    with settled.opened() as centre:
        later = settle_fair(centre, today=LAST + timedelta(days=1))
    text = to_beancount(later, TR)
    assert text.count("\n; ") == 3
    assert differences(booked(text)[0], later) == {}


@pytest.mark.skipif(not IS_LONG, reason="the long form")
@pytest.mark.parametrize("seed", range(3))
def test_whole_fairs_by_chance_come_to_the_same(tmp_path: Path, seed: int) -> None:
    made = settled_fair(tmp_path, days=5, sales=25, seed=seed)
    with made.opened() as centre:
        whole: Any = settle_fair(centre, today=FIRST + timedelta(days=4))
    sums, errors = booked(to_beancount(whole, TR))
    assert (errors, differences(sums, whole)) == ([], {})
    assert sum(a.balance.amount for a in whole.settlement.accounts) == ZERO.amount
