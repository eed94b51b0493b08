"""Every total of a fair's report equals SQL over the facts alone, what is proven and what is not apart."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from batikpos.commands.reports import FORMS, render_fair
from batikpos.domain.fairtakings import takings_of
from batikpos.domain.incident import IncidentKind
from batikpos.domain.reconcile import DayState
from batikpos.i18n import translator
from batikpos.reports.fairreport import FairReport, report_of
from batikpos.reports.figures import Part, Row, figures_of_day
from batikpos.reports.sections import sections_of
from batikpos.services.reconcile import reconcile_day
from batikpos.services.wholefair import WholeFair, read_fair
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from tests.reports.facts import Facts, facts_of
from tests.reports.played import TARGET
from tests.shop import CLOTH, DAY, SHIRT


@pytest.fixture(scope="session")
def facts(played: Path, centre: Store, whole: WholeFair) -> Iterator[Facts]:
    """Say what is proven as the report of each day says it, and open the facts."""
    proven = []
    for day in whole.days:
        devices = reconcile_day(centre, day).reconciliation.devices
        held = [d.booth for d in devices if d.state is DayState.PROVEN]
        proven += [(booth.code, booth.device, day.isoformat()) for booth in held]
    with facts_of(played, proven) as found:
        yield found


def parts(rows: Iterable[Row], *, proven: bool) -> dict[str, tuple[int, int]]:
    """Give rows by their keys; those of nothing are none."""
    each = {row.key: row.proven if proven else row.reported for row in rows}
    return {key: (part.count, part.total.amount) for key, part in each.items() if part != Part()}


PAID_SO = """
    sum(CASE WHEN NOT EXISTS (SELECT 1 FROM tenders e WHERE e.journal = x.journal AND e.seq = x.seq
                                 AND e.kind = x.kind AND e.rowid < x.rowid) THEN stands ELSE 0 END)
"""
"""A sale that was paid one way in two parts counts once; the change is no payment."""

GROUPS = {
    "by_day": ("sales", "day", "sum(stands)", "total"),
    "by_hour": ("sales", "hour", "sum(stands)", "total"),
    "by_booth": (
        "sales",
        "booth || CASE device WHEN 1 THEN '' ELSE '.' || device END",
        "sum(stands)",
        "total",
    ),
    "by_producer": ("lines", "producer", "sum(pieces)", "net"),
    "by_district": (
        "lines",
        "(SELECT district FROM producers q WHERE q.producer = x.producer)",
        "sum(pieces)",
        "net",
    ),
    "by_technique": ("lines", "technique", "sum(pieces)", "net"),
    "by_dye": ("lines", "dye", "sum(pieces)", "net"),
    "items": ("lines", "sku", "sum(pieces)", "net"),
    "by_tender": (
        "tenders",
        "kind",
        PAID_SO,
        "amount",
    ),
}


@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_what_the_facts_add_up_to(
    group: str, report: FairReport, facts: Facts, *, proven: bool
) -> None:
    """All of them, and nothing beside."""
    found = parts(getattr(report.figures, group), proven=proven)
    assert found == facts.by(*GROUPS[group], proven=proven)
    assert found  # the fair has something of either kind


@pytest.mark.parametrize("proven", [True, False])
def test_the_whole_is_what_the_facts_add_up_to(report: FairReport, facts: Facts, *, proven: bool) -> None:
    sums = report.figures.proven if proven else report.figures.reported
    names = ("gross", "discount", "rounding", "total")
    ours = {name: (sums.sales, getattr(sums, name).amount) for name in names}
    theirs = {
        name: facts.by("sales", "''", "sum(stands)", name, proven=proven)[""]
        for name in names
        if ours[name][1]
    }
    assert theirs == {name: ours[name] for name in theirs}
    assert sums.total == sums.gross - sums.discount + sums.rounding


@pytest.mark.parametrize("day", [DAY, date(2026, 12, 12)])
def test_a_day_of_the_fair_is_the_report_of_that_day(centre: Store, whole: WholeFair, day: date) -> None:
    """Both are made from one value, one by the facts, the other by the database."""
    of = reconcile_day(centre, day)
    by_facts = takings_of((journal.booth, till) for journal in of.journals for till in journal.tills)
    by_tables = whole.takings.on(day)
    for name in ("goods", "hours", "paid", "paid_down"):
        assert sorted(map(repr, getattr(by_facts, name))) == sorted(map(repr, getattr(by_tables, name)))
    figures = figures_of_day(of)
    assert figures.all.total == of.reconciliation.total
    row = next(row for row in report_of(whole).figures.by_day if row.key == day.isoformat())
    assert (row.proven.total, row.reported.total) == (figures.proven.total, figures.reported.total)


def test_each_device_stands_as_the_report_of_its_day_says(centre: Store, whole: WholeFair) -> None:
    """With the same difference, and the same causes where there is one."""
    states = set()
    for day in whole.days:
        for d in reconcile_day(centre, day).reconciliation.devices:
            (ours,) = [r for r in whole.devices if (r.booth, r.day) == (d.booth, day)]
            difference = d.figures.difference if d.figures else None
            assert (ours.state, ours.difference) == (d.state, difference)
            if difference or d.state is not DayState.PROVEN:
                assert ours.causes == d.causes
            states.add(d.state)
    assert states == set(DayState)  # the fair has one of each


def test_orders_and_what_was_paid_down_are_no_sales(report: FairReport, facts: Facts) -> None:
    told = facts.rows(
        """SELECT json_extract(payload, '$.body.number'), json_extract(payload, '$.body.deposit'),
                  json_extract(payload, '$.body.total') FROM fact WHERE kind = 'order' ORDER BY 1"""
    )
    orders = [(t.order.number, t.order.deposit.amount, t.order.total.amount) for t in report.of.orders]
    assert orders == told
    assert [t.state for t in report.of.orders] == ["picked_up", "cancelled", "open"]
    paid = facts.rows(
        """SELECT json_extract(t.value, '$.kind'), sum(json_extract(t.value, '$.amount'))
             FROM fact f, json_each(f.payload, '$.body.tenders') t WHERE f.kind = 'order' GROUP BY 1"""
    )
    back = facts.rows(
        """SELECT json_extract(payload, '$.body.tender'), -sum(json_extract(payload, '$.body.given_back'))
             FROM fact WHERE kind = 'order_cancel' GROUP BY 1"""
    )
    sums: dict[object, int] = {}
    for kind, amount in (*paid, *back):
        sums[kind] = sums.get(kind, 0) + int(str(amount))
    assert (
        {row.key: row.total.amount for row in report.figures.down_payments}
        == sums
        == {"cash": 120_000, "qris": 50_000}
    )


def test_the_share_of_natural_dyes_is_of_what_is_proven(report: FairReport, facts: Facts) -> None:
    dyes = facts.by("lines", "dye", "sum(pieces)", "net", proven=True)
    named = [part for dye, part in dyes.items() if dye != "tidak_ada"]
    whole = report.dyes.whole
    assert (whole.natural_pieces, whole.natural_total.amount) == dyes["alam"]
    assert (whole.dyed_pieces, whole.dyed_total.amount) == tuple(map(sum, zip(*named, strict=True)))
    assert whole.of_total == round(whole.natural_total.amount * 10_000 / whole.dyed_total.amount)
    for name in ("technique", "district"):
        key = GROUPS[f"by_{name}"][1]
        theirs = facts.by("lines", f"{key} || '/' || dye", "sum(pieces)", "net", proven=True)
        for share in getattr(report.dyes, f"by_{name}"):
            of_dye = theirs.get(f"{share.key}/alam", (0, 0))
            assert (share.natural_pieces, share.natural_total.amount) == of_dye
    producers = facts.by("lines", "producer || '/' || dye", "sum(pieces)", "net", proven=True)
    natural = sum(key.endswith("/alam") and pieces > 0 for key, (pieces, _) in producers.items())
    assert whole.natural_producers == natural == sum(s.natural_producers for s in report.dyes.by_district)
    assert whole.producers == sum(n > 0 for n, _ in facts.by(*GROUPS["by_producer"], proven=True).values())


INCIDENTS = {
    IncidentKind.VOID: "SELECT count(*), -sum(total) FROM sales WHERE kind = 'void'",
    IncidentKind.REFUND: "SELECT count(*), -sum(total) FROM sales WHERE kind = 'refund'",
    IncidentKind.SLIP: "SELECT count(*), sum(total) FROM sales WHERE slip IS NOT NULL",
    IncidentKind.DRAWER: "SELECT count(*), 0 FROM fact WHERE kind = 'drawer'",
    IncidentKind.UNSEEN: """
        SELECT count(*), sum(json_extract(t.value, '$.amount'))
          FROM (SELECT kind, number, payload FROM sales
                 UNION ALL SELECT kind, json_extract(payload, '$.body.number'), payload FROM fact
                 WHERE kind = 'order') s,
               json_each(s.payload, '$.body.tenders') t
         WHERE s.kind IN ('sale', 'order') AND json_extract(t.value, '$.kind') IN ('qris', 'transfer')
           AND NOT EXISTS (SELECT 1 FROM sales v WHERE v.kind = 'void' AND v.reverses = s.number)
           AND NOT EXISTS (SELECT 1 FROM fact c WHERE c.kind = 'check'
                            AND json_extract(c.payload, '$.body.number') = s.number
                            AND json_extract(c.payload, '$.body.n') = t.key + 1)""",
}


@pytest.mark.parametrize("kind", INCIDENTS)
def test_every_incident_is_listed_once(kind: IncidentKind, report: FairReport, facts: Facts) -> None:
    found = [incident for incident in report.of.incidents if incident.kind is kind]
    count, amount = sum(i.count for i in found), sum(i.amount.amount for i in found)
    assert [(count, amount)] == facts.rows(INCIDENTS[kind])
    assert count
    sums = [s for s in report.incidents if s.kind is kind]
    assert (sum(s.count for s in sums), sum(s.amount.amount for s in sums)) == (count, amount)


def test_a_price_under_the_floor_is_named_with_both_who_agreed(report: FairReport) -> None:
    """The floor is 360.000, 300.000 was agreed; what two agreed to above their floors is another kind."""
    (found,) = [i for i in report.of.incidents if i.kind is IncidentKind.FLOOR and i.booth.code == "A03"]
    assert (found.cashier, found.approver, found.amount.amount) == ("Rini", "Sari", 95_000)
    prices = [i for i in report.of.incidents if i.kind in {IncidentKind.FLOOR, IncidentKind.PRICE}]
    assert all(i.approver for i in prices)


def test_visitors_and_target_stand_beside_what_is_proven(report: FairReport) -> None:
    """Of the two tallies of the day the later one holds; the plan's target is that of all days."""
    first, second = report.visits
    sold = next(row.proven for row in report.figures.by_day if row.key == DAY.isoformat())
    assert (first.visitors, first.target.amount, first.sales, first.total) == (
        5_000,
        90_000_000,
        *vars_of(sold),
    )
    assert first.conversion == round(first.sales * 10_000 / 5_000)
    assert second.visitors is None
    assert second.conversion is None
    assert (report.visited.visitors, report.visited.sales) == (5_000, first.sales)
    assert report.visited.target == TARGET
    assert report.visited.total == report.figures.proven.total


def vars_of(part: Part) -> tuple[object, object]:
    """Give both of its values."""
    return part.count, part.total


def test_motifs_are_those_of_the_desks_goods(report: FairReport) -> None:
    motif_of = {item.sku: item.motif for item in report.of.goods.items}
    motif = report.figures.motifs[0]
    theirs = [row for row in report.figures.items if motif_of.get(row.key) == motif.key]
    assert motif.total.amount == sum(row.total.amount for row in theirs) > 0


def test_stock_is_what_was_taken_less_what_was_sold(report: FairReport, facts: Facts) -> None:
    """Of what somebody wrote down only; cloth by its length."""
    sold = facts.rows(
        """SELECT json_extract(l.value, '$.sku'), sum(json_extract(l.value, '$.size'))
             FROM sales s, json_each(s.payload, '$.body.lines') l WHERE s.booth = 'A03' GROUP BY 1"""
    )
    gone = {sku: int(str(size)) for sku, size in sold}
    left = {row.sku: row.left for row in report.of.stock}
    assert left == {CLOTH: 40_000 - gone[CLOTH], SHIRT: 9 - gone[SHIRT]}
    (section,) = [section for section in sections_of(report, translator("id")) if section.code == "stock"]
    assert {row[5] for row in section.rows} == {left[CLOTH], left[SHIRT] * 1_000}


TAMPERINGS = {
    "a sale's total": "UPDATE sale SET total = total + 1, paid = paid + 1, gross = gross + 1 {which}",
    "a line": "UPDATE sale_line SET net = net + 1000, gross = gross + 1000 {which}",
    "a payment": "UPDATE tender SET amount = amount + 1000 {which}",
    "a payment's kind": "UPDATE tender SET kind = 'card' {which} AND kind = 'cash'",
    "a line's producer": "UPDATE sale_line SET producer = 'TOM' || producer {which}",
    "a line's dye": "UPDATE sale_line SET dye = CASE dye WHEN 'alam' THEN 'sintetis' ELSE 'alam' END {which}",
    "a sale's hour": "UPDATE sale SET at = replace(at, 'T09', 'T19') {which}",
    "a sale's day": "UPDATE sale SET business_day = '2026-12-12', running = running + 500 {which}",
    "a fact": "UPDATE fact SET payload = replace(payload, 'Rini', 'Reni') {which}",
    "a fact that is gone": "DELETE FROM fact {which}",
    "a count": "UPDATE till_close SET counted = counted + 1000 WHERE journal_id = '{journal}'",
    "a seal": "UPDATE seal SET statement = replace(statement, '|', '|1') WHERE journal_id = '{journal}'",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_was_tampered_with_is_reported_and_no_longer_proven(
    tampering: str, played: Path, whole: WholeFair, tmp_path: Path
) -> None:
    """It leaves the proven total whole, of its booth and of no other."""
    file = Path(shutil.copy(played, tmp_path / "centre.db"))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        journal, seq = connection.execute(
            "SELECT s.journal_id, min(s.seq) FROM sale s JOIN journal j USING (fair_id, journal_id)"
            " WHERE j.booth = 'A03' GROUP BY 1"
        ).fetchone()
        connection.execute("PRAGMA ignore_check_constraints = ON")
        which = f"WHERE journal_id = '{journal}' AND seq = {seq}"
        connection.execute(TAMPERINGS[tampering].format(which=which, journal=journal))
        assert connection.execute("SELECT changes()").fetchone()[0]
    with closing(open_centre(str(file))) as store:
        found = read_fair(store, DAY)
    before = [d for d in whole.devices if d.booth.code != "A03"]
    assert [d for d in found.devices if d.booth.code != "A03"] == before
    states = {d.state for d in found.devices if d.booth.code == "A03"}
    assert states == {DayState.REPORTED}
    assert report_of(found).figures.proven.sales < report_of(whole).figures.proven.sales


def test_a_fair_that_has_not_begun_is_reported_empty(whole: WholeFair) -> None:
    empty = replace(whole, days=(), devices=(), takings=type(whole.takings)(), orders=(), incidents=())
    report = report_of(empty)
    assert report.figures.all.total.amount == 0
    assert not report.figures.by_day
    for form in FORMS:
        assert render_fair(report, form, translator("id"))
