"""Whole fairs as they are: 37 and 139 booths over five days, played and reconciled by the command line."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from batikpos.domain.causes.cause import UNEXPLAINED_CODE
from batikpos.domain.decision import party_from_text
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.world.fault import Fault
from tests.bench.causes import GOAL, Scores, no_scores, say_scores
from tests.bench.result import Result
from tests.reports.books import booked, owed

SIZES = (37, 139)
DAYS, SALES, SEED = 5, 25, 7
NAMED = {"certain", "likely", "possible"}
"""What is called a cause, as in the bench of small fairs; what only is noted is none, nor is the rest."""

Device = tuple[str, str, int]
"""A day of a device: the date, the booth's code, the laptop's number."""


def measure_fairs(
    folder: Path, environment: Mapping[str, str], *, sizes: Iterable[int] = SIZES
) -> tuple[list[Result], str]:
    """Play a fair of each size, one laptop's day in three with a fault; judge what is named first of each."""
    results: list[Result] = []
    tables: list[str] = []
    for booths in sizes:
        name = f"{booths} booths x {DAYS} days"
        found = _judge(*_play(folder / str(booths), booths, environment))
        kinds = [found[fault] for fault in Fault if found[fault].days]
        least = min(100 * kind.first / kind.days for kind in kinds)
        results += [
            Result(f"{name}: first named not the true one, worst kind", 100 - least, None, "%", 100 - GOAL),
            Result(f"{name}: faults with a rest", sum(kind.rests for kind in kinds), None, "days", 0),
            Result(f"{name}: false alarms", found["clean"].wrong, None, "days", 0),
        ]
        balances, wrong = _book(folder / str(booths), environment)
        results.append(Result(f"{name}: of {balances} balances not beancount's", wrong, None, "", 0))
        tables.append(
            "\n".join([say_scores(name, found), *(one for of in found.values() for one in of.missed)])
        )
    return results, "\n\n".join(tables)


def _play(
    folder: Path, booths: int, environment: Mapping[str, str]
) -> tuple[dict[Device, str], dict[Device, list[dict[str, Any]]]]:
    """Play and reconcile a fair; return what was planted on which device's day, and what was named there."""
    folder.mkdir(parents=True)
    at = ("--central", str(folder / "centre.db"))
    size = ("--booths", str(booths), "--days", str(DAYS), "--sales-per-day", str(SALES), "--seed", str(SEED))
    _run(("simulate", *size, *at, "--faults", str(folder)), folder, environment)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    planted = {(one["date"], one["booth"], one["device"]): one["kind"] for one in truth["faults"]}
    named: dict[Device, list[dict[str, Any]]] = {}
    for n in range(DAYS):
        date = (SAMPLE_FAIR.first_day + timedelta(days=n)).isoformat()
        words = ("reconcile", *at, "--date", date, "--papers", str(folder / "papers.json"))
        for row in _run(words, folder, environment)["booths"]:
            named[date, row["booth"], row["device"]] = row["causes"]
    return planted, named


def _book(folder: Path, environment: Mapping[str, str]) -> tuple[int, int]:
    """Book the fair through beancount; say of how many parties, and how many are owed something else."""
    at = ("--central", str(folder / "centre.db"), "--date", SAMPLE_FAIR.last_day.isoformat())
    ledger = folder / "pameran.beancount"
    _run(("export", "beancount", *at, "--out", str(ledger)), folder, environment)
    whole = _run(("settlement", *at[:2]), folder, environment)
    sums, errors = booked(ledger.read_text(encoding="utf-8"))
    parties = {of["party"]: of["balance"] for of in whole["parties"]}
    wrong = sum(owed(sums, party_from_text(party)) != balance for party, balance in parties.items())
    return len(parties), wrong + len(errors) + (sum(sums.values()) != 0)


def _run(words: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> Any:
    command = [sys.executable, "-m", "batikpos", *words, "--home", str(folder / "home"), "--json"]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _judge(planted: Mapping[Device, str], named: Mapping[Device, list[dict[str, Any]]]) -> Scores:
    found = no_scores()
    for device, causes in named.items():
        kind = planted.get(device, "clean")
        of = found[kind]
        named_here = [c for c in causes if c["certainty"] in NAMED and c["code"] != UNEXPLAINED_CODE]
        codes = [c["code"] for c in named_here]
        of.days += 1
        of.first += codes[:1] == [kind]
        of.rests += any(c["code"] == UNEXPLAINED_CODE and c["amount"] for c in causes)
        of.wrong += any(c["code"] != kind for c in named_here if c["amount"] or c["qris"] or kind == "clean")
        if (kind != "clean" and codes[:1] != [kind]) or (kind == "clean" and codes):
            of.missed.append(f"{device}: {kind} was called {codes}")
    assert sum(of.days for of in found.values() if of is not found["clean"]) == len(planted)
    return found
