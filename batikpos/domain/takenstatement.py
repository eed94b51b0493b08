"""Acquirers' statements that the desk took in: facts in parts, which count when all parts are there.

A file is taken once, until it is dropped. What two files both tell is told once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from batikpos.domain.fact import Body, moment_of
from batikpos.domain.money import Rupiah, total
from batikpos.domain.statement import StatementLine, StatementMatch, folded
from batikpos.values import frozen

MOST_LINES = 500
"""So many lines one part holds: far below what a centre takes as one fact."""

Columns = Mapping[str, Mapping[str, str]]
"""Which column of a sheet was what: by the sheet's name, then by our key the heading there."""


@frozen
class TakenStatement:
    """A statement as it was taken in by somebody, of some booths (of all where none is named) and days.

    `sha256` is that of the file; `refunds` are below zero, `unpaid` counts what was never paid.
    """

    sha256: str
    file: str
    at: datetime
    by: str
    booths: tuple[str, ...]
    first: date
    last: date
    columns: Columns
    lines: tuple[StatementLine, ...]
    refunds: tuple[StatementLine, ...] = ()
    unpaid: int = 0

    def covers(self, booth: str, at: datetime) -> bool:
        """Say whether a payment taken at a booth then must be in it; none is that came later."""
        is_of = not self.booths or booth in self.booths
        return is_of and self.first <= at.date() <= self.last and at <= self.at


@frozen
class StatementPart:
    """One part of a statement, number `part` of `parts`: its lines, beside what is said of the whole."""

    statement: TakenStatement
    part: int
    parts: int


@frozen
class DroppedStatement:
    """A statement that was taken in by mistake: it counts no more, and may be taken in again."""

    sha256: str
    at: datetime
    by: str
    reason: str


def statement_to_bodies(of: TakenStatement) -> tuple[Body, ...]:
    """Write a statement down, in as many parts as it takes."""
    rows = [("lines", _line_to_body(line)) for line in of.lines]
    rows += [("refunds", _line_to_body(line)) for line in of.refunds]
    parts = [rows[at : at + MOST_LINES] for at in range(0, len(rows), MOST_LINES)] or [[]]
    whole = {
        "sha256": of.sha256,
        "file": of.file,
        "at": of.at.isoformat(),
        "by": of.by,
        "booths": list(of.booths),
        "first": of.first.isoformat(),
        "last": of.last.isoformat(),
        "columns": {sheet: dict(columns) for sheet, columns in of.columns.items()},
        "unpaid": of.unpaid,
        "parts": len(parts),
    }
    return tuple(
        whole
        | {
            "part": n,
            "lines": [body for kind, body in part if kind == "lines"],
            "refunds": [body for kind, body in part if kind == "refunds"],
        }
        for n, part in enumerate(parts, 1)
    )


def drop_to_body(of: DroppedStatement) -> Body:
    """Write down that a statement is dropped."""
    return {"drop": of.sha256, "at": of.at.isoformat(), "by": of.by, "reason": of.reason}


def statement_from_body(body: Body) -> StatementPart | DroppedStatement:
    """Read a part, or that one is dropped. Raises ValueError, KeyError or TypeError where it is neither."""
    if "drop" in body:
        return DroppedStatement(
            str(body["drop"]), moment_of(body["at"]), str(body["by"]), str(body["reason"])
        )
    part, parts = _whole(body["part"]), _whole(body["parts"])
    if not 0 < part <= parts:
        message = "no part of a statement"
        raise ValueError(message)
    statement = TakenStatement(
        sha256=str(body["sha256"]),
        file=str(body["file"]),
        at=moment_of(body["at"]),
        by=str(body["by"]),
        booths=tuple(map(str, body["booths"])),
        first=date.fromisoformat(body["first"]),
        last=date.fromisoformat(body["last"]),
        columns={
            str(sheet): {str(key): str(name) for key, name in columns.items()}
            for sheet, columns in body["columns"].items()
        },
        lines=tuple(map(_line_from_body, body["lines"])),
        refunds=tuple(map(_line_from_body, body["refunds"])),
        unpaid=_whole(body["unpaid"]),
    )
    return StatementPart(statement, part, parts)


def join_statements(
    told: Iterable[StatementPart | DroppedStatement],
) -> tuple[TakenStatement, ...]:
    """Put parts together, in their order, to the statements that are whole and hold, each file once."""
    holding: dict[str, TakenStatement] = {}
    so_far: list[StatementPart] = []
    for one in told:
        if isinstance(one, DroppedStatement):
            holding.pop(one.sha256, None)
            so_far = []
            continue
        is_next = bool(so_far) and _is_next(so_far[-1], one)
        so_far = [*so_far, one] if is_next else [one]
        if so_far[0].part == 1 and one.part == one.parts:
            holding.setdefault(one.statement.sha256, _joined(so_far))
    return tuple(holding.values())


def lines_of(statements: Iterable[TakenStatement]) -> tuple[StatementLine, ...]:
    """List what statements of one merchant tell together: of what several tell, only what one has more of.

    Where a statement is of one booth alone, its lines are that booth's. A line that names no booth may be
    the one that another statement tells of any booth which the first is of.
    """
    told: dict[tuple[object, ...], list[_Told]] = {}
    for statement in statements:
        here: dict[tuple[object, ...], list[StatementLine]] = {}
        for line in statement.lines:
            own = replace(line, booth=statement.booths[0]) if len(statement.booths) == 1 else line
            here.setdefault((own.at, own.gross, folded(own.reference)), []).append(own)
        for key, lines in here.items():
            told.setdefault(key, []).append((statement.booths, lines))
    return tuple(line for each in told.values() for line in _told_once(each))


_Told = tuple[tuple[str, ...], list[StatementLine]]
"""What a statement of some booths has of one time, amount and reference."""


def _told_once(each: Sequence[_Told]) -> Iterator[StatementLine]:
    """Yield the lines of each booth, and then those of nobody knows which that are more than these."""
    named: dict[str, list[StatementLine]] = {}
    for _, lines in each:
        for booth, several in _by_booth(lines).items():
            if booth and len(several) > len(named.get(booth, ())):
                named[booth] = several
    yield from (line for lines in named.values() for line in lines)
    told: list[_Told] = []
    for booths, lines in sorted(each, key=lambda one: (not one[0], len(one[0]))):  # that of all comes last
        nameless = [line for line in lines if not line.booth]
        known = sum(len(theirs) for booth, theirs in named.items() if not booths or booth in booths)
        known += sum(len(theirs) for others, theirs in told if _may_be_one(booths, others))
        told.append((booths, nameless[: max(0, len(lines) - known)]))
    yield from (line for _, lines in told for line in lines)


def _may_be_one(booths: Collection[str], others: Collection[str]) -> bool:
    """Say whether two statements have a booth in common; one that names none is of all."""
    return not booths or not others or not set(booths).isdisjoint(others)


def _by_booth(lines: Iterable[StatementLine]) -> Mapping[str, list[StatementLine]]:
    found: dict[str, list[StatementLine]] = {}
    for line in lines:
        found.setdefault(line.booth, []).append(line)
    return found


def merchants_of(statements: Sequence[TakenStatement]) -> tuple[tuple[TakenStatement, ...], ...]:
    """Put together the statements that may be of the same payments: those that have a booth in common."""
    groups: list[tuple[set[str], list[TakenStatement]]] = []
    for statement in statements:
        booths, those = set(statement.booths), [statement]
        apart = []
        for other, theirs in groups:
            if not booths or not other or booths & other:
                booths = booths | other if booths and other else set()
                those = [*theirs, *those]
            else:
                apart.append((other, theirs))
        groups = [*apart, (booths, those)]
    return tuple(tuple(sorted(those, key=lambda one: one.at)) for _, those in groups)


@frozen
class SettledDay:
    """What the acquirer pays out on a day for payments that are matched; `day` is None where it says none."""

    day: date | None
    count: int
    gross: Rupiah
    fee: Rupiah
    net: Rupiah


def settled_on(found: StatementMatch) -> tuple[SettledDay, ...]:
    """Add what is matched up by the day it is paid out; what has no day comes last."""
    by_day: dict[date | None, list[StatementLine]] = {}
    for match in found.matches:
        by_day.setdefault(match.line.settled, []).append(match.line)
    return tuple(
        SettledDay(
            day,
            len(lines),
            total(line.gross for line in lines),
            total(line.fee for line in lines),
            total(line.net for line in lines),
        )
        for day, lines in sorted(by_day.items(), key=lambda of: (of[0] is None, of[0] or date.max))
    )


def _is_next(before: StatementPart, after: StatementPart) -> bool:
    one, other = (replace(part.statement, lines=(), refunds=()) for part in (before, after))
    return (one, before.part + 1, before.parts) == (other, after.part, after.parts)


def _joined(parts: Sequence[StatementPart]) -> TakenStatement:
    return replace(
        parts[0].statement,
        lines=tuple(line for part in parts for line in part.statement.lines),
        refunds=tuple(line for part in parts for line in part.statement.refunds),
    )


def _line_to_body(line: StatementLine) -> dict[str, Any]:
    return {
        "row": line.row,
        "sheet": line.sheet,
        "at": line.at.isoformat(),
        "timed": int(line.is_timed),
        "gross": line.gross.amount,
        "fee": line.fee.amount,
        "net": line.net.amount,
        "reference": line.reference,
        "settled": None if line.settled is None else line.settled.isoformat(),
        "booth": line.booth,
    }


def _line_from_body(body: dict[str, Any]) -> StatementLine:
    at = moment_of(body["at"])
    if at.tzinfo is None:
        message = "a line without a time zone"
        raise ValueError(message)
    return StatementLine(
        row=_whole(body["row"]),
        at=at,
        gross=Rupiah(_whole(body["gross"])),
        fee=Rupiah(_whole(body["fee"])),
        net=Rupiah(_whole(body["net"])),
        reference=str(body["reference"]),
        settled=None if body["settled"] is None else date.fromisoformat(body["settled"]),
        booth=str(body["booth"]),
        is_timed=bool(_whole(body["timed"])),
        sheet=str(body["sheet"]),
    )


def _whole(value: object) -> int:
    if type(value) is not int:
        message = f"{value!r:.40} is no whole number"
        raise TypeError(message)
    return value
