"""The command simulate: a whole fair by chance, through the real services, with faults where asked for."""

import argparse
import json
import tempfile
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from batikpos.commands.context import Context
from batikpos.commands.demo import CASHIER, SUPERVISOR, NotEqual, sample_people
from batikpos.commands.paper import write_file
from batikpos.commands.progress import progress_bar
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import BadValue, PosError
from batikpos.domain.fair import Booth, Fair
from batikpos.domain.money import Rupiah, total
from batikpos.i18n import N_
from batikpos.services.desk import Desk, open_desk
from batikpos.services.handed_in import write_handed_in
from batikpos.services.reconcile import reconcile_day
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.world.play import FairPlan, PlayedDay, play_fair
from batikpos.settings import Settings
from batikpos.store.catalogue import list_fairs
from batikpos.store.engine import Store
from batikpos.sync.push import push

FAULTY = 3
"""One booth's day in so many has a fault, where faults are asked for."""


class FairThere(PosError):
    """A simulated fair that the centre holds already."""

    code: ClassVar[str] = "fair_exists"
    text: ClassVar[str] = N_("The centre already holds {fair}. Choose another --seed or another centre.")
    fair: str


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command of this module."""
    simulate = commands.add_parser("simulate", help=N_("play a whole fair through the real services"))
    for name, default in (("booths", 8), ("days", 1), ("sales-per-day", 25), ("seed", 1)):
        simulate.add_argument(f"--{name}", type=int, default=default, metavar=name[0].upper())
    simulate.add_argument("--central", required=True, metavar="URL")
    simulate.add_argument(
        "--faults",
        type=Path,
        metavar="DIR",
        help=N_("let things go wrong; write the truth, and what the booths handed in, into DIR"),
    )
    simulate.set_defaults(run=_simulate)


def _simulate(context: Context, args: argparse.Namespace) -> int:
    for name in ("booths", "days", "sales_per_day"):
        if not 0 < getattr(args, name) <= 10_000:  # noqa: PLR2004 - far over any fair
            raise BadValue(f"--{name.replace('_', '-')}", str(getattr(args, name)))
    first = SAMPLE_FAIR.first_day
    fair = Fair(f"Simulasi {args.seed}", first, first + timedelta(days=args.days - 1))
    with context.centre(args.central, create=True) as centre:
        with centre.reading() as tx:
            if fair in list_fairs(tx):
                raise FairThere(fair.name)
        if args.faults:
            args.faults.mkdir(parents=True, exist_ok=True)
        days, rows = _play(context, args, fair, centre)
    context.give({"fair": fair.name, "fair_id": fair.fair_id, "days": rows})
    for row in rows:
        context.say(f"{row['date']}  {Rupiah(row['sold'])}  {Rupiah(row['total'])}")
    if args.faults:
        _write_truth(args.faults, fair, days)
        context.say(str(args.faults))
    return 0 if all(row["sold"] == row["total"] for row in rows) else 1


def _play(
    context: Context, args: argparse.Namespace, fair: Fair, centre: Store
) -> tuple[list[PlayedDay], list[dict[str, Any]]]:
    """Play all days of all booths; return each as it went, and what was sold against what the centre has."""
    plan = FairPlan(args.days, args.sales_per_day, CASHIER, SUPERVISOR, FAULTY if args.faults else 0)
    days: list[PlayedDay] = []
    rows: list[dict[str, Any]] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="batikpos-simulate-")))
        progress = stack.enter_context(progress_bar(context.tr(N_("Booth-days"))))
        desks = _set_up(folder, fair, args.booths, context, stack)
        send = partial(_send, centre=centre)
        for desk in desks:
            send(desk)  # each tries it in the morning: then the centre knows who is to send
        chance = Random(args.seed)  # noqa: S311 - a simulation, not a secret
        for played in play_fair(desks, plan, chance, send):
            days.append(played)
            progress(len(days), args.days * len(desks))
            if len(days) % len(desks) == 0:
                rows.append(_evening(centre, days[-len(desks) :]))
    return days, rows


def _set_up(folder: Path, fair: Fair, booths: int, context: Context, stack: ExitStack) -> list[Desk]:
    """Set the booths up, the first with two laptops; the sample goods belong to none of them."""
    sample = sample_catalogue()
    catalogue = Catalogue(sample.items, tuple(replace(p, booth="") for p in sample.producers))
    people, desks = sample_people(), []
    for booth in (*(Booth(f"B{n:03}") for n in range(1, booths + 1)), Booth("B001", 2)):
        home = folder / booth.prefix
        set_up(home, Plan(fair, booth, catalogue, people, Settings()), now=context.now())
        desks.append(open_desk(home))
        stack.enter_context(closing(desks[-1].store))
    return desks


def _send(desk: Desk, centre: Store) -> None:
    if not push(desk.store, centre).is_equal:
        raise NotEqual(desk.booth.prefix)


def _evening(centre: Store, played: list[PlayedDay]) -> dict[str, Any]:
    """Set what was sold against what the centre holds, of all booths that sent their day."""
    of = reconcile_day(centre, played[0].day).reconciliation
    sent = {one.booth for one in played if one.evening.is_sent}
    held = total(row.figures.total for row in of.devices if row.figures and row.booth in sent)
    sold = total(one.evening.total for one in played if one.evening.is_sent)
    return {"date": played[0].day.isoformat(), "sold": sold.amount, "total": held.amount}


def _write_truth(folder: Path, fair: Fair, days: list[PlayedDay]) -> None:
    """Write what went wrong, and apart from it what there is to find it by."""
    faults = [
        {
            "date": planted.day.isoformat(),
            "booth": one.booth.code,
            "device": one.booth.device,
            "kind": planted.fault.value,
            "amount": planted.amount.amount,
            "qris": planted.qris.amount,
            "told": planted.told,
        }
        for one in days
        for planted in one.evening.planted
    ]
    truth = {"fair": fair.name, "fair_id": fair.fair_id, "faults": faults}
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    write_file(folder / "truth.json", text.encode())
    papers = write_handed_in((one.day, one.booth, one.evening.papers) for one in days)
    write_file(folder / "papers.json", papers.encode())
