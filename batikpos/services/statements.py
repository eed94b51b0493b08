"""Taking acquirers' statements in at the desk, and setting all of them against what the booths took."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from batikpos.domain.causes.papers import Papers
from batikpos.domain.decisions import read_statements
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth, Fair
from batikpos.domain.holders import Planned, holding_on, payees_of
from batikpos.domain.merchants import Merchant, merchants_at
from batikpos.domain.qrispayment import payments_of
from batikpos.domain.statement import (
    USUAL_WINDOW,
    Ambiguity,
    Match,
    Payment,
    StatementLine,
    StatementMatch,
    match_statement,
    shared_references,
)
from batikpos.domain.takenstatement import (
    DroppedStatement,
    TakenStatement,
    drop_to_body,
    lines_of,
    merchants_of,
    statement_to_bodies,
)
from batikpos.domain.tender import TenderKind
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_
from batikpos.services.decisions import each_once, known_booths, known_producers, load_decisions
from batikpos.services.desk import Desk
from batikpos.services.organizer import check_desk, homes_of
from batikpos.services.statement_file import Statement, statement_of
from batikpos.sheets.columns import NO_CHOICE, Choice
from batikpos.sheets.reader import read_sheets
from batikpos.store.decisions import list_desk_facts
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import append
from batikpos.store.payments import list_qris, list_went_back
from batikpos.values import frozen


class NoSuchBooth(PosError):
    """A booth that the fair does not know."""

    code: ClassVar[str] = "no_such_booth"
    text: ClassVar[str] = N_("The fair knows no booth {booth}. It knows: {known}.")
    booth: str
    known: str


class AlreadyTaken(PosError):
    """The very file was taken in before."""

    code: ClassVar[str] = "already_taken"
    text: ClassVar[str] = N_("{file} was taken in already, by {by} on {at}. Nothing was changed.")
    file: str
    by: str
    at: datetime


class NothingPaid(PosError):
    """A statement without any payment, which does not say of itself which days it is of."""

    code: ClassVar[str] = "nothing_paid"
    text: ClassVar[str] = N_(
        "{file} names no payment in the fair's days. Look whether it is of this fair; by command its days are"
        " named with --from and --to."
    )
    file: str


class NotTaken(PosError):
    """A statement that is not there to be dropped."""

    code: ClassVar[str] = "not_taken"
    text: ClassVar[str] = N_("No statement {name} is in. Look at the list of those that are.")
    name: str


def take_statement(
    desk: Desk,
    path: Path,
    choice: Choice = NO_CHOICE,
    *,
    by: str,
    now: datetime,
    booths: Collection[str] = (),
    first: date | None = None,
    last: date | None = None,
    known: Iterable[TakenStatement] = (),
    heard: Collection[str] = (),
) -> tuple[Statement, TakenStatement]:
    """Take a statement in, all of it or nothing: it is of all booths, or of those named, and of its own days.

    `known` are those that the centre has beside the desk's own, and `heard` its booths: some may have sold
    that are planned no more. Raises: NotTheDesk, AlreadyTaken, NothingPaid, BadValue, NoSuchBooth, NoList,
    NotAList, BadList with every fault, StoreUnavailable.
    """
    check_desk(desk)
    fair, at = desk.fair, desk.fair.local(now)
    sheets = read_sheets(path)
    digest = sha256(path.read_bytes()).hexdigest()
    read = statement_of(path.name, sheets, ZoneInfo(fair.time_zone), choice, near=fair.first_day)
    days = span_of(read.lines, fair)
    is_told = any(fair.first_day <= line.at.date() <= fair.last_day for line in read.lines)
    if (first is None or last is None) and not is_told:
        raise NothingPaid(path.name)
    first, last = first or days[0], last or days[1]
    if first > last:
        raise BadValue(f"{first} - …", f"{last}")
    with desk.writing() as tx:
        listed = tuple(sorted({*known_booths(tx, fair.fair_id), *heard}))
        if strange := [booth for booth in booths if booth not in listed]:
            raise NoSuchBooth(strange[0], ", ".join(listed))
        taken = TakenStatement(
            sha256=digest,
            file=path.name,
            at=at,
            by=by,
            booths=tuple(sorted(booths)),
            first=first,
            last=last,
            columns={
                table.sheet: {key: table.name_of(key)[:LONGEST] for key in table.columns}
                for table in read.tables.tables
            },
            lines=tuple(_of_known(line, listed) for line in read.lines),
            refunds=tuple(_of_known(line, listed) for line in read.refunds),
            unpaid=read.unpaid,
        )
        for one in (*load_statements(tx, fair.fair_id), *known):
            if one.sha256 == digest:
                raise AlreadyTaken(path.name, one.by, one.at)
        for body in statement_to_bodies(taken):
            append(tx, FactKind.STATEMENT, at, body)
    return read, taken


def drop_statement(
    desk: Desk, name: str, reason: str, *, by: str, now: datetime, known: Iterable[TakenStatement] = ()
) -> TakenStatement:
    """Let a statement count no more; `name` is its file's, or how its hash begins.

    Raises: NotTheDesk, NotTaken, StoreUnavailable.
    """
    check_desk(desk)
    at = desk.fair.local(now)
    with desk.writing() as tx:
        holding = {one.sha256: one for one in (*load_statements(tx, desk.fair.fair_id), *known)}
        named = [one for one in holding.values() if name == one.file or one.sha256.startswith(name.lower())]
        if len(named) != 1 or not name:
            raise NotTaken(name)
        append(tx, FactKind.STATEMENT, at, drop_to_body(DroppedStatement(named[0].sha256, at, by, reason)))
    return named[0]


def load_merchants(tx: Transaction, fair_id: str) -> tuple[Merchant, ...]:
    """Say whose QRIS codes the booths of a fair show, as far as this store knows."""
    planned = Planned(load_decisions(tx, fair_id).plan, homes_of(known_producers(tx, fair_id)))
    return merchants_at(known_booths(tx, fair_id), planned)


def load_statements(tx: Transaction, fair_id: str) -> tuple[TakenStatement, ...]:
    """List the statements that hold, as this store has them."""
    return read_statements(list_desk_facts(tx, fair_id, (FactKind.STATEMENT,)))


def statements_known(centre: Store, own: Store | None, fair_id: str) -> tuple[TakenStatement, ...]:
    """List the statements that hold by what the centre has, and what the desk has not sent yet.

    Raises: StoreUnavailable.
    """
    held = []
    for store in (centre, own):
        if store is not None:
            with store.reading() as tx:
                held.append(list_desk_facts(tx, fair_id, (FactKind.STATEMENT,)))
    return read_statements(each_once(*held))


@frozen
class Neighbours:
    """A day and those before and after it."""

    day: date

    def __contains__(self, day: date) -> bool:
        return abs(day - self.day) <= timedelta(days=1)


@frozen
class CheckedStatements:
    """All statements of a fair set against all payments; what is missing, some statement must have."""

    statements: tuple[TakenStatement, ...]
    match: StatementMatch

    def is_known(self, booth: str, day: date) -> bool:
        """Say whether any statement is of a booth on a day."""
        return any(
            one.first <= day <= one.last and (not one.booths or booth in one.booths)
            for one in self.statements
        )

    def beside(
        self, papers: Mapping[Booth, Papers], day: date, devices: Collection[Booth]
    ) -> Mapping[Booth, Papers]:
        """Put what is said of a day beside what else is known of it, unless a device handed in its own."""
        found = dict(papers)
        laptops = Counter(booth.code for booth in devices)
        told = _by_booth(self.match, laptops, day) if self.statements else {}
        for booth in devices:
            known = found.get(booth, Papers())
            if known.payments is None and self.is_known(booth.code, day):
                found[booth] = replace(known, statement=told[booth.code])
        return found


def payments_at(tx: Transaction, fair: Fair) -> tuple[Payment, ...]:
    """List what the booths of a fair took by QRIS, once each, by the fair's clock; down payments too."""
    taken = (
        replace(one, at=fair.local(one.at), since=fair.local(one.since) if one.since else None)
        for one in list_qris(tx, fair.fair_id)
    )
    return payments_of(taken, list_went_back(tx, fair.fair_id))


def span_of(lines: Iterable[StatementLine], fair: Fair) -> tuple[date, date]:
    """Say which days of a fair a statement speaks of, from its first to its last; all where it names none."""
    told = [day for line in lines if fair.first_day <= (day := line.at.date()) <= fair.last_day]
    return min(told, default=fair.first_day), max(told, default=fair.last_day)


def check_statements(
    tx: Transaction, fair: Fair, window: timedelta = USUAL_WINDOW, *, day: date | None = None
) -> CheckedStatements:
    """Set what was taken in against what the booths took, at any time and as often as it is asked.

    With a `day`, only that and its neighbours are looked at: nothing further away is its match.
    """
    statements = load_statements(tx, fair.fair_id)
    planned = Planned(load_decisions(tx, fair.fair_id).plan, homes_of(known_producers(tx, fair.fair_id)))
    payments = payments_at(tx, fair) if statements else ()
    shared = frozenset().union(*(shared_references(one.lines) for one in statements))
    if day is not None:
        near = Neighbours(day)
        payments = tuple(p for p in payments if p.at.date() in near)
        statements = tuple(
            replace(one, lines=tuple(line for line in one.lines if line.at.date() in near))
            for one in statements
        )
    parts = []
    for group in merchants_of(statements):
        booths = {booth for one in group for booth in one.booths}
        is_of_all = any(not one.booths for one in group)
        theirs = [p for p in payments if is_of_all or p.booth in booths]
        found = match_statement(theirs, lines_of(group), window, shared)
        parts.append(
            replace(
                found,
                missing=tuple(p for p in found.missing if any(_asks_for(one, p, planned) for one in group)),
            )
        )
    return CheckedStatements(statements, _together(parts))


def _asks_for(one: TakenStatement, payment: Payment, planned: Planned) -> bool:
    """Say whether a payment must be in a statement: it covers it, and is of whoever got its money that day.

    A statement is of the payee that all its booths have in common, by the plan of any day.
    """
    if not one.covers(payment.booth, payment.at):
        return False
    if not one.booths or not planned.plan.held:
        return True
    payees = set.intersection(*(set(payees_of(booth, planned)) for booth in one.booths))
    holder = holding_on(payment.at.date(), payment.booth, planned).of(TenderKind.QRIS)
    return not payees or holder in payees


def with_statements(
    tx: Transaction,
    fair: Fair,
    day: date,
    devices: Collection[Booth],
    papers: Mapping[Booth, Papers] | None,
) -> Mapping[Booth, Papers]:
    """Add what the statements say to what is known of each device's day, unless it handed in its own."""
    return check_statements(tx, fair, day=day).beside(papers or {}, day, devices)


def _by_booth(match: StatementMatch, laptops: Counter[str], day: date) -> dict[str, StatementMatch]:
    """Part a match by booth: its own payments, and the strangers that may be its on a day.

    Of what a booth's several laptops took nobody knows which one a line of the booth is of.
    """
    matches: dict[str, list[Match]] = defaultdict(list)
    ambiguous: dict[str, list[Ambiguity]] = defaultdict(list)
    missing: dict[str, list[Payment]] = defaultdict(list)
    voided: dict[str, list[Payment]] = defaultdict(list)
    for one in match.matches:
        matches[one.payment.booth].append(one)
    for group in match.ambiguous:
        for booth in dict.fromkeys(payment.booth for payment in group.payments):
            ambiguous[booth].append(group)
    for payment in match.missing:
        missing[payment.booth].append(payment)
    for payment in match.voided:
        voided[payment.booth].append(payment)
    strangers = [line for line in match.strangers if line.at.date() == day]
    return {
        booth: StatementMatch(
            tuple(matches[booth]),
            tuple(ambiguous[booth]),
            tuple(missing[booth]),
            tuple(
                line if several == 1 else replace(line, booth="")
                for line in strangers
                if line.booth in {"", booth}
            ),
            (),
            tuple(voided[booth]),
            match.near,
        )
        for booth, several in laptops.items()
    }


def _together(parts: Iterable[StatementMatch]) -> StatementMatch:
    each = list(parts)
    return StatementMatch(
        tuple(one for part in each for one in part.matches),
        tuple(one for part in each for one in part.ambiguous),
        tuple(one for part in each for one in part.missing),
        tuple(one for part in each for one in part.strangers),
        tuple(one for part in each for one in part.repeated),
        tuple(one for part in each for one in part.voided),
        tuple(one for part in each for one in part.near),
    )


def _of_known(line: StatementLine, booths: Collection[str]) -> StatementLine:
    """Keep a booth only where the fair knows it: what else stands in that column is no booth's code."""
    return line if line.booth in booths else replace(line, booth="")
