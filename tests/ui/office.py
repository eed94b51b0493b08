"""A fair for the organizer's window: booths that played two days at a centre, a desk, and a hand on it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from filelock import FileLock
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from batikpos.commands.context import Context
from batikpos.commands.organizer import all_reports
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Booth, Fair, Person, Role
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.fee import per_cent
from batikpos.domain.money import Rupiah
from batikpos.services.desk import Desk, open_desk
from batikpos.services.organizer import make_fair
from batikpos.services.people import enrol
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.world.play import FairPlan as Played
from batikpos.services.world.play import play_fair
from batikpos.settings import Settings, save_settings
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from batikpos.ui.organizer.flow import OrganizerFlow
from batikpos.ui.organizer.opening import open_organizer
from batikpos.ui.organizer.page import Page
from batikpos.ui.scanner import Scanner
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Tasks
from batikpos.ui.theme import apply_theme
from tests.shop import RINI, SARI, people
from tests.ui.booth import BoothWindow
from tests.ui.stage import FirstRun

BOOTHS = ("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08")
SILENT = "B01"
"""A booth that the organizer planned, and that never sent anything."""

WITNESS, WITNESS_PIN = "Wati", "8765"
SALES, SEED = 4, 6
FAIR = Fair(SAMPLE_FAIR.name, SAMPLE_FAIR.first_day, SAMPLE_FAIR.first_day + timedelta(days=1))


def play_fair_at(folder: Path, *, now: datetime) -> None:
    """Play the first day of a fair into `folder`: its centre, and the home of the organizer's desk."""
    sample = sample_catalogue()
    with ExitStack() as stack:
        centre = stack.enter_context(closing(open_centre(str(folder / "pusat.db"), create=True)))
        desks: list[Desk] = []
        for code in BOOTHS:
            home = folder / code
            set_up(home, Plan(FAIR, Booth(code), sample, people(), Settings()), now=now - timedelta(days=9))
            desks.append(open_desk(home))
            stack.enter_context(closing(desks[-1].store))
            push(desks[-1].store, centre)
        plan = Played(1, SALES, RINI, SARI, faulty=2)
        for _ in play_fair(desks, plan, Random(SEED), partial(_send, centre)):
            pass
        home = folder / "desk"
        make_fair(home, FAIR, plan_of(sample), sample, (*people(), witness()), Settings(), now=now)
        desk = open_desk(home)
        stack.enter_context(closing(desk.store))
        push(desk.store, centre)
    for code in BOOTHS:
        shutil.rmtree(folder / code)


def fair_there(folder: Path, *, now: datetime) -> None:
    """Play the fair where nobody did yet, however many processes ask for it."""
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            part = folder.with_name(f"{folder.name}.part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            play_fair_at(part, now=now)
            part.rename(folder)


@cache
def witness() -> Person:
    """Enrol the second supervisor of the desk."""
    return enrol(WITNESS, Role.SUPERVISOR, WITNESS_PIN)


def plan_of(sample: Catalogue) -> FairPlan:
    """Plan the fair as its organizer would."""
    names = {p.booth: p.name for p in sample.producers if p.booth}
    booths = tuple(BoothPlan(code, names.get(code, ""), 1, (RINI, SARI)) for code in (*BOOTHS, SILENT))
    fees = (per_cent("Panitia", 500),)
    return FairPlan("Plaza Industri, Jakarta", booths, people(), fees=fees, target=Rupiah(1_500_000_000))


@contextmanager
def open_office(
    folder: Path,
    waits: QtBot,
    application: QApplication,
    settings: Settings,
    *,
    only_look: bool = False,
    page: type[QWidget] = Page,
) -> Iterator[tuple[BoothWindow, OrganizerFlow]]:
    """Show the organizer's window on what is in `folder`, until a `page` is there; close it afterwards."""
    apply_theme(application, settings.theme, settings.text_scale)
    home = folder / "nowhere" if only_look else folder / "desk"
    if not only_look:
        save_settings(home, settings)
    opened = open_organizer(home, settings.language, settings.central)
    opened = replace(opened, settings=settings)
    shell = Shell("Opening")
    tasks = Tasks(shell)
    shell.closing.connect(tasks.close)
    shell.show()
    waits.waitUntil(lambda: QTest.qWaitForWindowExposed(shell, 5_000))
    flow = OrganizerFlow(shell, opened, tasks, partial(_pack_reports, home))
    stand_in: Any = FirstRun(tasks, Scanner(shell), settings)
    hand = BoothWindow(waits, shell, stand_in, stand_in)
    shell.activateWindow()
    flow.begin()
    hand.wait_for(page)
    try:
        yield hand, flow
    finally:
        shell.close()
        shell.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _send(centre: Any, desk: Desk) -> None:
    push(desk.store, centre)


def _pack_reports(home: Path, language: str, centre: Any) -> Iterator[tuple[str, bytes]]:
    return all_reports(centre, Context(home, language, is_json=False))
