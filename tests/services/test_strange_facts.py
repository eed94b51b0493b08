"""Facts that make no sense, from one booth's login: that booth is named, and all the others settle."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import pytest

from batikpos.commands.context import Context
from batikpos.commands.organizer import all_reports
from batikpos.domain.decision import Tally, tally_to_body
from batikpos.domain.fact import GENESIS, Fact, FactKind, next_hash
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState, DeviceDay
from batikpos.domain.settlement import ORGANIZER
from batikpos.i18n import translator
from batikpos.reports.fairreport import report_of
from batikpos.reports.forms import write_day, write_fair, write_settlement
from batikpos.reports.ledger import to_beancount
from batikpos.services.board import read_board
from batikpos.services.decisions import decide
from batikpos.services.flat import export_flat
from batikpos.services.pack import make_pack, open_pack
from batikpos.services.paying import pay_out
from batikpos.services.reconcile import reconcile_day
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import settle_fair
from batikpos.services.settling import correct_day, sign_day
from batikpos.services.stock import rolls_of_fair, stock_of_fair
from batikpos.services.verify import verify
from batikpos.services.wholefair import read_fair
from batikpos.store.engine import Store
from batikpos.store.journal import JournalHead, insert_facts, insert_journal, list_heads, move_mark
from batikpos.store.reading import insert_foreign_readings, list_unread
from batikpos.store.schema import READINGS
from tests.settled import BUDI, FIRST, K9, KLS, OWN, TOM, WATI, WRITE, Settled, at, closing_desk

Content = dict[str, Any]

LAST = FIRST + timedelta(days=2)
NOW = at(LAST, 23, 59)
DAYS = (FIRST, FIRST + timedelta(days=1), LAST)

ROUNDS = 2
"""Each changes something else in every fact, so that kinds, fields and wrong values meet by chance."""

STRANGE: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**31, 2**63, 10**30, 1.5, 1e308, float("nan"), "", "x", "\0", "1", "=1+1"),
    *("9999-12-31", "2026-12-11T10:00:00", "9999-12-31T23:59:59.999999+00:00", "A03-99999999-0001"),
    *([], {}, [1], [[]], {"a": 1}, ["x"], "voucher", "PRK", "1" * 400),
)

AT = at(LAST, 23, 55).isoformat()
SELDOM: tuple[tuple[FactKind, Content], ...] = (
    (FactKind.DRAWER, {"cashier": "Rini", "approver": "", "reason": "tukar"}),
    (FactKind.COUNT, {"cashier": "Rini", "counts": {"5000": 1}, "counted": 5000}),
    (FactKind.CASH_MOVE, {"cashier": "Rini", "amount": 5000, "reason": "receh"}),
    (FactKind.CLOCK, {"was": AT}),
    (FactKind.CHECK, {"cashier": "Rini", "number": "A03-20261213-0001", "n": 1}),
    (FactKind.LOOK, {"cashier": "Rini", "number": "A03-20261213-0001", "n": 1}),
    (FactKind.RULES, {"cashier": "Rini", "approver": "", "second_person": ["void"], "discount_limit": 500}),
    (FactKind.PROMOTIONS, {"cashier": "Rini", "approver": "", "promotions": [{"name": "x", "is_on": True}]}),
    (
        FactKind.STOCK,
        {
            "move_id": "m1",
            "act": "take",
            "cashier": "Rini",
            "whole": 0,
            "lines": [{"sku": "x", "name": "x", "producer": "TOM", "unit": "pcs", "size": 3}],
        },
    ),
)
"""What no booth of the fair did by chance."""


def contents_of(centre: Path) -> list[Content]:
    """Read what a booth told the centre, with what it seldom tells in its last till."""
    with closing(sqlite3.connect(centre)) as db:
        query = "SELECT payload FROM fact NATURAL JOIN journal WHERE booth = ? ORDER BY seq"
        told = [json.loads(payload) for (payload,) in db.execute(query, (OWN,))]
    last = max(n for n, content in enumerate(told, 1) if content["kind"] == FactKind.TILL_OPEN)
    seldom = [told[0] | {"kind": k.value, "at": AT, "body": {"at": AT, "till": last} | b} for k, b in SELDOM]
    return deepcopy([*told[:last], *seldom, *told[last:]])


def put_in(centre: Path, contents: list[Content]) -> None:
    """Put facts into the centre in the place of the booth's, as it would take them: chained, and read."""
    with closing(sqlite3.connect(centre)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        (journal_id,) = db.execute("SELECT journal_id FROM journal WHERE booth = ?", (OWN,)).fetchone()
        for table in ("unread", "fact", *(t.name for t in READINGS if "journal_id" in t.columns)):
            db.execute(f"DELETE FROM {table} WHERE journal_id = ?", (journal_id,))
        db.execute("UPDATE journal SET mark = 0, head = ? WHERE journal_id = ?", (GENESIS, journal_id))
        db.commit()
    before, facts = GENESIS, list[Fact]()
    for seq, content in enumerate(contents, 1):
        payload = json.dumps(content | {"seq": seq}, sort_keys=True, separators=(",", ":"))
        before = next_hash(before, payload)
        facts.append(Fact(content["fair"], journal_id, seq, content["kind"], payload, before))
    with Settled(centre.parent).opened() as store, store.writing() as tx:
        insert_facts(tx, facts)
        insert_foreign_readings(tx, facts)
        move_mark(tx, facts[-1])


def places(content: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Walk the places in a body, those of lists and their fields too."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in pairs:
        yield (*so_far, key)
        if isinstance(value, dict | list):
            yield from places(value, (*so_far, key))


def spoil(body: Content, where: tuple[Any, ...], value: Any) -> None:
    """Put something strange into a place of a body."""
    part: Any = body
    for key in where[:-1]:
        part = part[key]
    part[where[-1]] = value


def spoilt(contents: list[Content], seed: int) -> list[Content]:
    """Spoil one field of each fact; tills are opened as they were in every other round, or none would be."""
    chance, values = Random(seed), cycle(STRANGE[seed:] + STRANGE[:seed])
    sound = {FactKind.OPENING, *([] if seed % 2 else [FactKind.TILL_OPEN])}
    for content in contents:
        if content["kind"] not in sound and chance.random() < 0.8:
            spoil(content["body"], chance.choice(list(places(content["body"]))), next(values))
    return contents


def others(devices: tuple[DeviceDay, ...]) -> list[tuple[Booth, DayState, Any]]:
    """Say what stands of all the other booths."""
    return [(row.booth, row.state, row.figures) for row in devices if row.booth.code != OWN]


def do_all(of: Settled, centre: Store, folder: Path) -> None:
    """Do all that an organizer does with a fair, and look that the books balance."""
    tr = translator("id")
    for day in DAYS:
        read_board(centre, day, now=NOW)
    settled = settle_fair(centre, today=LAST)
    assert total(account.balance for account in settled.settlement.accounts) == ZERO
    assert to_beancount(settled, tr)
    for form in ("csv", "xlsx", "pdf"):
        assert write_settlement(settled, form, tr)
    export_flat(centre, read_fair(centre, LAST), folder / "flat.zip", tr, now=NOW, progress=lambda *_: None)
    with centre.reading() as tx:
        stock_of_fair(tx, SAMPLE_FAIR.fair_id)
        rolls_of_fair(tx, SAMPLE_FAIR.fair_id)
    verify(centre)
    with closing_desk(of.organizer) as desk:
        two: dict[str, Any] = {"by": BUDI, "witness": WATI, "now": NOW}
        signed = sign_day(desk, centre, LAST, note="A03 rusak", **two)
        assert next(j.state for j in signed.journals if j.booth == OWN) != "proven"
        decide(desk, FactKind.TALLY, tally_to_body(Tally(LAST, NOW, BUDI, 4_200)), now=NOW)
        pay_out(desk, settled, giver=K9, taker=ORGANIZER, amount=Rupiah(1_000), write=WRITE, **two)
        of_day = settle_fair(centre, today=LAST, day=FIRST)
        correct_day(desk, of_day, giver=KLS, taker=TOM, amount=Rupiah(1), reason="salah kode", **two)
        context = Context(desk.home, "id", is_json=False)
        packed = make_pack(centre, folder / "bukti.zip", all_reports(centre, context), now=NOW, desk=desk)
    with open_pack(packed.file) as pack:
        # A sale that cannot be read is in no report, and the verifier says that they are not of one sum.
        assert {fault.device for fault in pack.faults if fault.code != "report"} <= {OWN}
        assert pack.signer == packed.signer != ""


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_booth_that_sends_nonsense_stops_nobody(own_settled: Settled, tmp_path: Path, seed: int) -> None:
    with own_settled.opened() as centre:
        before = [others(reconcile_day(centre, day).reconciliation.devices) for day in DAYS]
    put_in(own_settled.centre, spoilt(contents_of(own_settled.centre), seed))
    with own_settled.opened() as centre:
        after = [reconcile_day(centre, day).reconciliation.devices for day in DAYS]
        assert [others(devices) for devices in after] == before
        assert all(
            row.state is not DayState.PROVEN for devices in after for row in devices if row.booth.code == OWN
        )
        named = {one.booth.code for one in settle_fair(centre, today=LAST).unproven}
        assert OWN in named
        do_all(own_settled, centre, tmp_path)


@pytest.mark.parametrize(
    ("kind", "where", "value"),
    [
        (FactKind.DRAWER, ("cashier",), [1]),
        (FactKind.SALE, ("lines", 0, "size"), "1"),
        (FactKind.SALE, ("lines", 0, "producer"), 7),
        (FactKind.SALE, ("lines", 0, "name"), True),
        (FactKind.ORDER, ("lines", 0, "producer"), 7),
        (FactKind.ORDER, ("approver",), [1]),
        (FactKind.ORDER, ("tenders", 0, "kind"), "voucher"),
        (FactKind.ORDER, ("tenders", 0, "reference"), 7),
        (FactKind.SALE, ("tenders", 0, "worth"), 7),
        (FactKind.SALE, ("lines", 0, "is_part"), 1),
        (FactKind.ORDER_CANCEL, ("approver",), [1]),
    ],
)
def test_one_field_that_cannot_be_costs_one_fact(
    own_settled: Settled,
    kind: FactKind,
    where: tuple[Any, ...],
    value: Any,
) -> None:
    contents = contents_of(own_settled.centre)
    seq = max(n for n, content in enumerate(contents, 1) if content["kind"] == kind)
    spoil(contents[seq - 1]["body"], where, value)
    put_in(own_settled.centre, contents)
    tr = translator("id")
    with own_settled.opened() as centre:
        with centre.reading() as tx:
            (journal_id,) = (head.journal_id for head in list_heads(tx) if head.booth.code == OWN)
            assert (seq,) == list_unread(tx, SAMPLE_FAIR.fair_id, journal_id)
        for day in DAYS:
            assert write_day(reconcile_day(centre, day), "pdf", tr)
        assert to_beancount(settle_fair(centre, today=LAST), tr)
        assert write_fair(report_of(read_fair(centre, LAST)), "pdf", tr)


def test_a_journal_of_a_strange_device_is_packed_like_any(own_settled: Settled, tmp_path: Path) -> None:
    with own_settled.opened() as centre:
        with centre.writing() as tx:
            insert_journal(tx, JournalHead(SAMPLE_FAIR.fair_id, "j2", Booth(OWN, -7), 0, GENESIS))
        packed = make_pack(centre, tmp_path / "bukti.zip", [], now=NOW)
        assert "A03.-7" in {row.booth.prefix for row in read_board(centre, LAST, now=NOW).rows}
    with open_pack(packed.file) as pack, pack.store.reading() as tx:
        assert Booth(OWN, -7) in {head.booth for head in list_heads(tx)}
