"""Days that are none of the fair's: what a wrong clock sold is counted and named, and moves no rent."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from batikpos.commands.context import Context
from batikpos.commands.organizer import all_reports
from batikpos.commands.reports import FORMS
from batikpos.domain.fact import moment_of
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState
from batikpos.domain.settlement import Why
from batikpos.i18n import translator
from batikpos.reports.fairreport import report_of
from batikpos.reports.ledger import to_beancount
from batikpos.reports.parties import MOST_NAMED, outside, period
from batikpos.reports.sections import sections_of
from batikpos.services.readdays import read_days
from batikpos.services.reconcile import reconcile_day
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import FairSettlement, Outside, settle_fair
from batikpos.services.setup import Plan, set_up
from batikpos.services.strangedays import list_strange_days, sheet_of_strange_days
from batikpos.services.till import close_till, open_till
from batikpos.services.wholefair import read_fair
from batikpos.settings import Settings
from batikpos.sheets.delimited import read_delimited
from batikpos.store.engine import Store
from batikpos.store.tills import list_days
from batikpos.sync.push import push
from tests.settled import FIRST, KLS, TOM, Settled, at, closing_desk, goods
from tests.shop import FLOAT, RINI, SARI, SHIRT, cash, item, line, people, sell

LAST = FIRST + timedelta(days=2)
EARLY, LATE = date(2020, 1, 1), date(9999, 12, 31)
PRICE = item(SHIRT).price
FORM_ENDINGS = tuple(f".{form}" for form in FORMS)


@pytest.fixture
def centre(own_settled: Settled) -> Iterator[Store]:
    """Open the centre of a whole fair."""
    with own_settled.opened() as store:
        yield store


def sell_on_strange_days(home: Path, centre: Store) -> None:
    """Let a booth sell a shirt a day, by a clock that is years before the fair, and by one far behind it."""
    now = at(EARLY, 7)
    set_up(home, Plan(SAMPLE_FAIR, Booth("Z1"), goods(), people(), Settings()), now=now)
    with closing_desk(home) as desk:
        for day in (EARLY, LATE):
            open_till(desk, FLOAT, cashier=RINI, now=at(day, 8))
            sell(desk, line(SHIRT), now=at(day, 9))
            counted = {100_000: 8, 50_000: 1, 20_000: 2, 5_000: 1}
            close_till(desk, counted, cashier=RINI, approver=SARI, now=at(day, 10))
        assert push(desk.store, centre).is_equal


def settled(centre: Store, day: date | None = None) -> FairSettlement:
    """Settle the fair, or a day of it, on its last."""
    return settle_fair(centre, today=LAST, day=day)


def rent(of: FairSettlement) -> Rupiah:
    """Say what rent a producer is asked for."""
    account = of.settlement.find(KLS)
    return account.by_about(Why.FEE).get("Sewa stan", ZERO) if account else ZERO


def gross(of: FairSettlement) -> Rupiah:
    """Say what a producer's goods came to."""
    account = of.settlement.find(TOM)
    assert account is not None
    return account.gross


def test_what_a_wrong_clock_sold_is_counted_and_named(centre: Store, tmp_path: Path) -> None:
    before = settled(centre)
    assert before.outside == ()
    sell_on_strange_days(tmp_path / "Z1", centre)
    after = settled(centre)
    assert after.outside == (Outside(EARLY, Booth("Z1"), PRICE), Outside(LATE, Booth("Z1"), PRICE))
    assert gross(after) - gross(before) == PRICE + PRICE
    assert total(account.balance for account in after.settlement.accounts) == ZERO
    # Nothing is missing on a day that is none of the fair's.
    assert {(one.booth.code, one.state) for one in after.unproven} <= {("Z1", DayState.MISSING)}
    assert {one.day for one in after.unproven} <= {*before.days, LAST}
    tr = translator("id")
    assert outside(after, tr)[0] == f"01/01/2020 Z1: {PRICE}, ikut dihitung"
    assert period(after, tr) == period(before, tr)


def open_on_strange_days(home: Path, centre: Store, count: int) -> None:
    """Let a booth open and close its till on so many days, twenty years before the fair."""
    begin = date(2006, 1, 1)
    set_up(home, Plan(SAMPLE_FAIR, Booth("Z2"), goods(), people(), Settings()), now=at(begin, 7))
    with closing_desk(home) as desk:
        for n in range(count):
            day = begin + timedelta(days=n)
            open_till(desk, FLOAT, cashier=RINI, now=at(day, 8))
            close_till(desk, {100_000: 5}, cashier=RINI, approver=SARI, now=at(day, 10))
        assert push(desk.store, centre).is_equal


def statements_of(centre: Store) -> int:
    """Count what is asked of the database to settle the fair."""
    asked: list[str] = []

    def count(_of: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    settled(centre)
    event.remove(Engine, "before_cursor_execute", count)
    return len(asked)


def test_days_outside_the_fair_make_no_work_for_the_other_booths(centre: Store, tmp_path: Path) -> None:
    strange = 40
    before = statements_of(centre)
    open_on_strange_days(tmp_path / "Z2", centre, strange)
    assert statements_of(centre) - before < 10 * strange
    after = settled(centre)
    assert len(after.outside) == strange
    named = outside(after, translator("en"))
    assert named[-1] == f"{strange - MOST_NAMED} more days of Z2: Rp0, in the accounts"
    assert len(named) == MOST_NAMED + 1


def test_of_strange_days_the_evidence_reports_those_that_sold_and_lists_the_others(
    centre: Store, tmp_path: Path
) -> None:
    context = Context(tmp_path / "nobody", "id", is_json=False)
    before = {name for name, _ in all_reports(centre, context)}
    sell_on_strange_days(tmp_path / "Z1", centre)
    open_on_strange_days(tmp_path / "Z2", centre, 12)
    reports = dict(all_reports(centre, context))
    more = {name for name in reports if name not in before}
    sold = {f"{day}{ending}" for day in (EARLY, LATE) for ending in ("-reconciliation.json", *FORM_ENDINGS)}
    assert more == {"other-days.csv", *sold}
    rows = [row.cells for row in read_delimited("x", reports["other-days.csv"]).rows]
    assert rows[1] == (
        SAMPLE_FAIR.name,
        "2006-01-01",
        "Z2",
        "1",
        "proven",
        "0",
        "0",
        "0",
        "500000",
        "500000",
        "0",
    )
    assert len(rows) == 1 + 12


def test_the_list_of_other_days_says_what_their_drawers_should_hold(centre: Store, tmp_path: Path) -> None:
    sell_on_strange_days(tmp_path / "Z1", centre)
    with closing_desk(tmp_path / "Z1") as desk:
        open_till(desk, FLOAT, cashier=RINI, now=at(LATE, 12))
        sell(desk, line(SHIRT, 2), tenders=(cash(790_000),), now=at(LATE, 13))
        push(desk.store, centre)
    with centre.reading() as tx:
        sheet = sheet_of_strange_days(list_strange_days(tx, SAMPLE_FAIR))
    heads, *rows = (row.cells for row in sheet.rows)
    told = [dict(zip(map(str, heads), cells, strict=True)) for cells in rows]
    asked = ("state", "cash", "expected_cash", "counted_cash", "difference")
    assert [tuple(row[name] for name in asked) for row in told] == [
        ("proven", 395_000, 895_000, 895_000, 0),
        ("reported", 395_000 + 790_000, 2 * 500_000 + 395_000 + 790_000, "", ""),
    ]


def test_many_days_at_once_are_what_each_is_by_itself(centre: Store, tmp_path: Path) -> None:
    sell_on_strange_days(tmp_path / "Z1", centre)
    with centre.reading() as tx:
        days = list_days(tx, SAMPLE_FAIR.fair_id)
        read = read_days(tx, SAMPLE_FAIR, days)
    assert len(read) > len(days) - 1 > 3
    for day, found in zip(days, read, strict=True):
        whole = reconcile_day(centre, day)
        rows = [row for row in whole.reconciliation.devices if SAMPLE_FAIR.has(day) or row.figures]
        assert [(r.booth, r.state, r.figures) for r in found.reconciliation.devices] == [
            (row.booth, row.state, row.figures) for row in rows
        ]
        assert found.tills == whole.tills


def test_the_rent_stays_the_fairs_first_days(centre: Store, tmp_path: Path) -> None:
    sell_on_strange_days(tmp_path / "Z1", centre)
    assert [rent(settled(centre, day)) for day in (EARLY, FIRST, LATE)] == [ZERO, Rupiah(-250_000), ZERO]
    assert rent(settled(centre)) == Rupiah(-250_000)
    assert rent(settled(centre, date.min)) == ZERO


def test_the_report_lists_them_and_is_still_of_the_fairs_days(centre: Store, tmp_path: Path) -> None:
    tr = translator("id")
    before = report_of(read_fair(centre, FIRST))
    assert "outside" not in {section.code for section in sections_of(before, tr)}
    sell_on_strange_days(tmp_path / "Z1", centre)
    after = report_of(read_fair(centre, FIRST))
    (section,) = (section for section in sections_of(after, tr) if section.code == "outside")
    assert [(row[0], row[1], row[3]) for row in section.rows] == [
        ("01/01/2020", "Z1", PRICE.amount),
        ("31/12/9999", "Z1", PRICE.amount),
    ]
    assert (after.figures.first, after.figures.last) == (before.figures.first, before.figures.last)
    assert after.figures.proven.total - before.figures.proven.total == PRICE + PRICE


@pytest.mark.parametrize("beyond", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_is_none_elsewhere_cannot_be_read(beyond: str) -> None:
    with pytest.raises(ValueError, match="beyond all time"):
        moment_of(beyond)
    assert moment_of("9999-12-31T00:00:00+07:00").astimezone(UTC).day == 30


def test_the_ledger_books_them_too(centre: Store, tmp_path: Path) -> None:
    sell_on_strange_days(tmp_path / "Z1", centre)
    book = to_beancount(settled(centre), translator("id"))
    assert "9999-12-30 * " in book
    assert "9999-12-31 balance " in book
    assert "; Di luar hari pameran: 31/12/9999 Z1" in book
