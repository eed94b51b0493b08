"""An acquirer's statement set against the payments that the booths of a fair sent to the centre."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from batikpos.domain.fair import USUAL_ZONE, Fair
from batikpos.domain.statement import (
    USUAL_WINDOW,
    StatementMatch,
    match_statement,
)
from batikpos.services.decisions import known_booths, load_fairs
from batikpos.services.reconcile import Days, NoFair, fair_of
from batikpos.services.statement_file import Statement, statement_of
from batikpos.services.statements import NoSuchBooth, payments_at, span_of
from batikpos.sheets.columns import NO_CHOICE, Choice
from batikpos.sheets.reader import read_sheets
from batikpos.store.engine import Store
from batikpos.values import frozen


@frozen
class MatchedStatement:
    """A statement matched for some days of a fair; what lies outside them is only counted."""

    fair: Fair
    statement: Statement
    days: Days
    match: StatementMatch
    payments_outside: int
    lines_outside: int


def match_file(
    centre: Store,
    path: Path,
    choice: Choice = NO_CHOICE,
    *,
    day: date | None = None,
    booths: Collection[str] = (),
    fair: Fair | None = None,
    window: timedelta = USUAL_WINDOW,
) -> MatchedStatement:
    """Match a statement with what the centre has: of one day, or all the days that it speaks of.

    With `booths`, only their payments are looked for: a statement is of one merchant. It is of the `fair`, or
    of the only one there is, or of the one by whose days it lies.

    Raises: NoFair, NoSuchBooth, NoList, NotAList, BadList with every fault, StoreUnavailable.
    """
    sheets = read_sheets(path)
    with centre.reading() as tx:
        fairs = load_fairs(tx)
        zone = ZoneInfo(fairs[0].time_zone if fairs else USUAL_ZONE)
        if fair is None and len(fairs) == 1:
            fair = fairs[0]
        if fair is None:
            near = day or statement_of(path.name, sheets, zone, choice).middle or date.min
            fair = fair_of(fairs, near)
            if fair is None:
                raise NoFair(centre.name, near)
        known = known_booths(tx, fair.fair_id)
        if strange := [booth for booth in booths if booth not in known]:
            raise NoSuchBooth(strange[0], ", ".join(known))
        payments = [p for p in payments_at(tx, fair) if not booths or p.booth in booths]
    zone = ZoneInfo(fair.time_zone)
    statement = statement_of(path.name, sheets, zone, choice, near=fair.first_day)
    lines = [line if line.booth in known else replace(line, booth="") for line in statement.lines]
    statement = replace(statement, lines=tuple(lines))
    lines = [line for line in lines if not booths or line.booth in {"", *booths}]
    days = Days(day, day) if day else Days(*span_of(lines, fair))
    match = match_statement(payments, lines, window)
    return MatchedStatement(
        fair,
        statement,
        days,
        within(match, days),
        sum(payment.at.date() not in days for payment in payments),
        sum(line.at.date() not in days for line in lines),
    )


def within(match: StatementMatch, days: Days) -> StatementMatch:
    """Keep what is of some days; a payment and its line may lie on both sides of midnight."""
    return StatementMatch(
        tuple(m for m in match.matches if m.payment.at.date() in days),
        tuple(
            a
            for a in match.ambiguous
            if any(p.at.date() in days for p in a.payments) or any(line.at.date() in days for line in a.lines)
        ),
        tuple(p for p in match.missing if p.at.date() in days),
        tuple(line for line in match.strangers if line.at.date() in days),
        tuple(r for r in match.repeated if r.line.at.date() in days),
        tuple(p for p in match.voided if p.at.date() in days),
        tuple(n for n in match.near if n.payment.at.date() in days),
    )
