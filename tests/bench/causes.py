"""How often a cause that is named is the true one: small fairs by chance, each with every kind of fault."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from batikpos.domain.causes.cause import UNEXPLAINED_CODE, Cause, Grade
from batikpos.domain.fair import DESK, Booth, Fair, Person, Role
from batikpos.domain.money import Rupiah, total
from batikpos.domain.reconcile import DeviceDay, Reconciliation
from batikpos.services.desk import Desk, open_desk
from batikpos.services.people import enrol
from batikpos.services.reconcile import reconcile_day
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.statements import take_statement
from batikpos.services.world.day import DayPlan, Evening
from batikpos.services.world.fault import UNSENT, Fault, Planted
from batikpos.services.world.play import play_day
from batikpos.settings import Settings
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.bench.result import Result

CASHIER, SUPERVISOR = "Rini", "Sari"
CLEAN = 5
"""Booths of each fair where nothing goes wrong."""

SALES = 12
SEEDS = 40

GOAL = 95
"""Per cent of the days of each kind whose first named cause is to be the true one."""


@dataclass(slots=True)
class Score:
    """What was found of one kind of fault, or of clean days: each seen with all papers, or by facts alone."""

    days: int = 0
    first: int = 0
    rests: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)

    def take(self, planted: Planted, causes: Sequence[Cause], told: str) -> None:
        """Judge the causes of a day on which one thing went wrong."""
        named = named_of(causes)
        rest = total(c.amount for c in causes if c.code == UNEXPLAINED_CODE)
        is_first = bool(named) and named[0].code == planted.fault.value
        is_wrong = any((c.amount or c.qris) and c.code != planted.fault.value for c in named)
        self.days += 1
        self.first += is_first
        self.rests += bool(rest)
        self.wrong += is_wrong
        if not is_first or rest or is_wrong:
            self.missed.append(
                f"{told} {planted}: {[(c.code, c.grade.value, c.amount.amount) for c in causes]}"
            )

    def take_clean(self, causes: Sequence[Cause], told: str) -> None:
        """Judge the causes of a day on which nothing went wrong: each that is named is a false alarm."""
        named = [cause for cause in causes if cause.grade is not Grade.NOTED or cause.amount]
        self.days += 1
        self.wrong += bool(named)
        if named:
            self.missed.append(f"{told} clean: {named}")


Scores = dict[str, Score]


def named_of(causes: Iterable[Cause]) -> list[Cause]:
    """List what is called a cause: no record, and not the rest."""
    return [c for c in causes if c.grade is not Grade.NOTED and c.code != UNEXPLAINED_CODE]


def no_scores() -> Scores:
    """Begin with nothing seen of any kind of fault, nor of clean days."""
    return {kind: Score() for kind in (*Fault, "clean")}


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found with all papers, with one statement of all booths for theirs, and by the facts alone."""

    whole: Scores = field(default_factory=no_scores)
    statement: Scores = field(default_factory=no_scores)
    alone: Scores = field(default_factory=no_scores)


def play_and_judge(folder: Path, seeds: Iterable[int], *, sales: int = SALES) -> Judged:
    """Play a fair for each seed; judge what is named by each of the ways to know of it."""
    judged = Judged()
    for seed in seeds:
        with ExitStack() as stack:
            fair = _SmallFair(folder / str(seed), seed, sales, stack)
            for day in fair.days:
                evenings = fair.play(day)
                papers = {booth: evening.papers for booth, evening in evenings.items()}
                rest = {booth: replace(known, payments=None) for booth, known in papers.items()}
                told = f"seed {seed}"
                _judge(reconcile_day(fair.centre, day, papers).reconciliation, evenings, judged.whole, told)
                _judge(reconcile_day(fair.centre, day).reconciliation, evenings, judged.alone, told)
                fair.take_statement(day, evenings)
                _judge(reconcile_day(fair.centre, day, rest).reconciliation, evenings, judged.statement, told)
    return judged


class _SmallFair:
    """Two days of a booth for each kind of fault, and of some where nothing goes wrong.

    One of the booths, another in each fair, has a second laptop with a drawer and a fault of its own. What is
    not sent goes wrong on the second day, for the next would mend it; all else on the first.
    """

    def __init__(self, folder: Path, seed: int, sales: int, stack: ExitStack) -> None:
        first = SAMPLE_FAIR.first_day
        self.days = (first, first + timedelta(days=1))
        self._fair = Fair(f"Pameran {seed}", *self.days)
        self._chances = {1: Random(seed), 2: Random(f"{seed}.2")}
        self._sales = sales
        self._owed: dict[Booth, str] = {}
        self._faults: dict[Booth, Fault | None] = {
            Booth(f"B{n:02}"): fault for n, fault in enumerate((*Fault, *([None] * CLEAN)))
        }
        kinds, turn = list(Fault), seed % len(Fault)
        self._faults[Booth(f"B{turn:02}", 2)] = kinds[turn - 1]
        folder.mkdir(parents=True)
        self.centre = stack.enter_context(closing(open_centre(str(folder / "centre.db"), create=True)))
        self._folder = folder
        self._desks = [self._set_up(folder / booth.prefix, booth, stack) for booth in self._faults]
        self._office = self._set_up(folder / DESK, Booth(DESK), stack)

    def play(self, day: date) -> dict[Booth, Evening]:
        """Play all booths' day, each sending its own."""
        return {desk.booth: self._play(desk, day) for desk in self._desks}

    def take_statement(self, day: date, evenings: Mapping[Booth, Evening]) -> None:
        """Take one statement of all booths in at the desk, at night, as it comes: it names no booth."""
        zone = ZoneInfo(self._fair.time_zone)
        paid = [p for evening in evenings.values() for p in evening.papers.payments or ()]
        rows = (f"{p.at.astimezone(zone):%d/%m/%Y %H:%M:%S};{p.amount.amount};{p.reference}" for p in paid)
        file = self._folder / f"{day}.csv"
        file.write_text("\n".join(("Tanggal;Nominal;RRN", *rows)), encoding="utf-8")
        night = datetime.combine(day, time(23, 59), zone)
        take_statement(self._office, file, by=SUPERVISOR, now=night)
        self._send(self._office)

    def _play(self, desk: Desk, day: date) -> Evening:
        fault, is_last = self._faults[desk.booth], day == self.days[-1]
        chance = self._chances[desk.booth.device]
        plan = DayPlan(
            day,
            self._sales,
            CASHIER,
            SUPERVISOR,
            float_=Rupiah(chance.choice((500_000, 500_000, 500_000, 300_000))),
            fault=fault if (fault in UNSENT) == is_last else None,
            owed=self._owed.pop(desk.booth, ""),
            is_last=is_last,
        )
        evening = play_day(desk, plan, Random(chance.random()), self._send)
        if evening.owed:
            self._owed[desk.booth] = evening.owed
        return evening

    def _set_up(self, home: Path, booth: Booth, stack: ExitStack) -> Desk:
        plan = Plan(self._fair, booth, sample_catalogue(), _people(), Settings())
        set_up(home, plan, now=datetime.combine(self.days[0], time(1), UTC))
        desk = open_desk(home)
        stack.enter_context(closing(desk.store))
        self._send(desk)
        return desk

    def _send(self, desk: Desk) -> None:
        if not push(desk.store, self.centre).is_equal:
            raise AssertionError(desk.booth.prefix)


@cache
def _people() -> tuple[Person, ...]:
    return enrol(CASHIER, Role.CASHIER, "1234"), enrol(SUPERVISOR, Role.SUPERVISOR, "4321")


def _judge(found: Reconciliation, evenings: Mapping[Booth, Evening], scores: Scores, told: str) -> None:
    rows = {row.booth: row for row in found.devices}
    for booth, evening in evenings.items():
        causes, where = rows[booth].causes, f"{told} {booth.prefix}"
        _check_truth(rows[booth], evening, where)
        for planted in evening.planted:
            scores[planted.fault].take(planted, causes, where)
        if not evening.planted:
            scores["clean"].take_clean(causes, where)


def _check_truth(row: DeviceDay, evening: Evening, where: str) -> None:
    """Hold what is said to have been done against what it made of the drawer: else nothing here is judged."""
    if row.figures is None or row.figures.difference is None:
        return
    made = total(planted.amount for planted in evening.planted)
    if row.figures.difference != made:
        message = f"{where}: {row.figures.difference} in the drawer, {made} planted"
        raise AssertionError(message)


def measure_causes(folder: Path, *, seeds: int = SEEDS) -> tuple[list[Result], str]:
    """Measure over many fairs; say for each kind what was found, and by the facts alone."""
    judged = play_and_judge(folder, range(seeds))
    whole, statement, alone = judged.whole, judged.statement, judged.alone
    kinds = [scores[kind] for scores in (whole, statement) for kind in Fault]
    least = min(100 * score.first / score.days for score in kinds)
    results = [
        Result("first named cause not the true one, worst kind", 100 - least, None, "%", 100 - GOAL),
        Result("single faults with an unexplained rest", sum(s.rests for s in kinds), None, "days", 0),
        Result(
            "false alarms on clean days",
            whole["clean"].wrong + statement["clean"].wrong,
            None,
            "days",
            0,
        ),
        Result("false alarms by the facts alone", alone["clean"].wrong, None, "days", 0),
    ]
    tables = (
        say_scores("all papers", whole),
        say_scores("one statement", statement),
        say_scores("facts alone", alone),
    )
    return results, "\n\n".join(tables)


def say_scores(title: str, scores: Scores) -> str:
    """Write a table: of how many days the first named is the true one, a rest is left, another is claimed."""
    lines = [f"{title:<16} {'days':>5} {'first %':>8} {'rest':>5} {'wrongly claimed':>16}"]
    for kind, score in scores.items():
        first = f"{100 * score.first / score.days:8.1f}" if kind != "clean" and score.days else " " * 8
        lines.append(f"{kind:<16} {score.days:>5} {first} {score.rests:>5} {score.wrong:>16}")
    return "\n".join(lines)
