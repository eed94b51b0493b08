"""The command demo, which needs no fair: the scripted day of the sample fair."""

import tempfile
from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from batikpos.commands.context import Context
from batikpos.commands.organizer import show_reconciliation
from batikpos.commands.progress import progress_bar
from batikpos.commands.reports import render_report
from batikpos.commands.shapes import reconciliation_shape
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Booth, Person, Role
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_
from batikpos.paper.document import document_from_json
from batikpos.printing.queue import work_off
from batikpos.printing.rendering import render
from batikpos.services.desk import Desk, open_desk
from batikpos.services.people import enrol
from batikpos.services.reconcile import reconcile_day
from batikpos.services.rehearsal import Script, rehearse
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.settings import Settings
from batikpos.store.engine import Store
from batikpos.store.printjobs import JobKind, PrintJob, list_jobs
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push

CASHIER, SUPERVISOR = "Rini", "Sari"
PIN, SUPERVISOR_PIN = "1234", "4321"
"""The PINs of the sample fair's people, who do not exist."""

PLANTED = Rupiah(-50_000)
"""What is missing from one drawer of the demonstration, to be found."""


class NotEqual(PosError):
    """A demonstration or simulation whose centre does not hold what its booths sent."""

    code: ClassVar[str] = "not_equal"
    text: ClassVar[str] = N_("Booth {booth} and the centre do not hold the same. Run “batikpos verify”.")
    booth: str


def sample_people() -> tuple[Person, ...]:
    """Enrol the sample fair's cashier and supervisor."""
    return enrol(CASHIER, Role.CASHIER, PIN), enrol(SUPERVISOR, Role.SUPERVISOR, SUPERVISOR_PIN)


def set_up_window_demo(home: Path, booth: str, language: str) -> None:
    """Make a home of the sample fair that prints to a file and sends to a centre beside it."""
    place = home.absolute()
    settings = Settings(
        language=language,
        printer=f"file:{place / 'printer.bin'}",
        central=str(place / "centre.db"),
        second_person="void,refund,drawer",
        discount_limit=20,
    )
    plan = Plan(SAMPLE_FAIR, Booth(booth), sample_catalogue(), sample_people(), settings)
    set_up(home, plan, now=datetime.now(UTC))


def run_headless(context: Context, home: Path | None, seed: int) -> int:
    """Play the sample fair's first day: sell, print to files, close, send, reconcile."""
    folder = home or Path(tempfile.mkdtemp(prefix="batikpos-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    day, chance = SAMPLE_FAIR.first_day, Random(seed)  # noqa: S311 - a demonstration, not a secret
    catalogue, people = sample_catalogue(), sample_people()
    codes = sorted({p.booth for p in catalogue.producers})
    planted = chance.choice(codes)
    central = folder / "centre.db"
    booths: list[dict[str, Any]] = []
    files: list[Path] = []
    with closing(open_centre(str(central), create=True)) as centre, progress_bar("demo") as progress:
        for n, code in enumerate(codes):
            progress(n, len(codes))
            script = Script(
                day,
                chance.randint(30, 60),
                CASHIER,
                SUPERVISOR,
                special=_special(catalogue) if code == "A04" else "",
                cash_error=PLANTED if code == planted else ZERO,
            )
            place = folder / code
            paper = place / "printer.bin"
            plan = Plan(
                SAMPLE_FAIR,
                Booth(code),
                catalogue,
                people,
                Settings(
                    language=context.language,
                    printer=f"file:{paper.absolute()}",
                    central=str(central.absolute()),
                ),
            )
            set_up(place, plan, now=context.now())
            booths.append(_play(place, script, Random(chance.random()), centre, files))  # noqa: S311
            files.append(paper)
        progress(len(codes), len(codes))
        of = reconcile_day(centre, day)
        for form in ("json", "csv", "xlsx", "pdf"):
            path = folder / f"report-{day.isoformat()}.{form}"
            path.write_bytes(render_report(of, form, context.tr))
            files.append(path)
    for booth in booths:
        context.say(f"{booth['booth']}  {booth['sales']:>3}  {Rupiah(booth['total'])!s:>16}")
    show_reconciliation(context, of.reconciliation)
    for place, inside in groupby(sorted(files, key=lambda path: path.parent), key=lambda path: path.parent):
        count = len(found := list(inside))
        several = context.tr(N_("{folder}: {count} files")).format(folder=place, count=count)
        context.say(str(found[0]) if count == 1 else several)
    context.give(
        {
            "home": str(folder),
            "central": str(central),
            "date": day.isoformat(),
            "booths": booths,
            "planted": {"booth": planted, "difference": PLANTED.amount},
            "files": [str(path) for path in files],
            "reconcile": reconciliation_shape(of.reconciliation, context.tr),
        }
    )
    return 0


def _special(catalogue: Catalogue) -> str:
    """Choose the cloth that is over what QRIS takes at once."""
    return max(catalogue.items, key=lambda item: item.price.amount).sku


def _play(place: Path, script: Script, chance: Random, centre: Store, files: list[Path]) -> dict[str, Any]:
    desk = open_desk(place)
    with closing(desk.store):
        day = rehearse(desk, script, chance)
        work_off(desk)
        with desk.store.reading() as tx:
            jobs = list_jobs(tx)
        files += _papers(desk, jobs)
        done = push(desk.store, centre)
        if not done.is_equal:
            raise NotEqual(desk.booth.prefix)
        figures = day.closed.till.figures
        return {
            "booth": desk.booth.code,
            "home": str(place),
            "sales": figures.sales,
            "total": figures.total.amount,
        }


def _papers(desk: Desk, jobs: tuple[PrintJob, ...]) -> list[Path]:
    """Keep every paper as text, and the Z slip and one nota also as PDF and picture."""
    folder = desk.home / "papers"
    folder.mkdir(exist_ok=True)
    written: list[Path] = []
    shown = [job for job in jobs if job.kind is JobKind.Z] + [j for j in jobs if j.kind is JobKind.ORIGINAL][
        :1
    ]
    for job in jobs:
        document = document_from_json(job.document)
        forms = {"text": "txt"} | ({"pdf": "pdf", "png": "png"} if job in shown else {})
        for form, ending in forms.items():
            path = folder / f"{job.sale}.{ending}"
            path.write_bytes(render(document, form, desk.settings.columns, has_cutter=False))
            written.append(path)
    return written
