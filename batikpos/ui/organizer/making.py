"""Making reports, as many as are asked for: each day and the fair are read once."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path

from batikpos.domain.fair import Fair
from batikpos.i18n import N_, Translate
from batikpos.reports.fairreport import FairReport, report_of
from batikpos.reports.forms import FORMS, write_day, write_fair
from batikpos.services.handed_in import load_handed_in, papers_of
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.services.wholefair import read_fair
from batikpos.store.engine import Store
from batikpos.ui.organizer.longwork import Steps
from batikpos.ui.organizer.office import read_centre
from batikpos.ui.organizer.opening import OpenedOrganizer
from batikpos.ui.organizer.saving import save_file
from batikpos.values import frozen


class Kind(Enum):
    """Which report: of a day, of the whole fair, or the ministry's page."""

    DAY = N_("This day")
    FAIR = N_("The whole fair")
    MINISTRY = N_("The ministry's page")

    @property
    def forms(self) -> tuple[str, ...]:
        """List what it is written as."""
        return ("pdf",) if self is Kind.MINISTRY else FORMS


@frozen
class Wanted:
    """A report in a form, of a day or of the fair that has it; with a file, or to be looked at only."""

    kind: Kind
    day: date
    form: str
    file: Path | None = None


@frozen
class Made:
    """What was made, with its content."""

    wanted: Wanted
    content: bytes


@frozen
class Source:
    """Where reports are made from: what the window opened, and one fair of its centre."""

    opened: OpenedOrganizer
    fair: Fair


def make_reports(of: Source, wanted: Sequence[Wanted], tr: Translate, steps: Steps) -> tuple[Made, ...]:
    """Make reports of a fair in their order, each day and the fair read once; write those with a file.

    Raises: Stopped, NotSaved, NoFair, NoCentre, StoreUnavailable.
    """
    return read_centre(of.opened, partial(_make, of, tuple(wanted), tr, steps))


def _make(
    of: Source, wanted: Sequence[Wanted], tr: Translate, steps: Steps, centre: Store
) -> tuple[Made, ...]:
    days: dict[date, FairDay] = {}
    known = load_handed_in(of.opened.home)
    whole: FairReport | None = None
    made: list[Made] = []
    for n, one in enumerate(wanted):
        steps.tell(n, len(wanted))
        if one.kind is Kind.DAY:
            if one.day not in days:
                days = {one.day: reconcile_day(centre, one.day, papers_of(known, one.day), fair=of.fair)}
            content = write_day(days[one.day], one.form, tr)
        else:
            whole = whole or report_of(read_fair(centre, one.day, steps.look, fair=of.fair, handed_in=known))
            content = _fair_or_ministry(whole, one, tr)
        steps.look()
        if one.file is not None:
            save_file(one.file, content)
        made.append(Made(one, content))
    steps.tell(len(wanted), len(wanted))
    return tuple(made)


def _fair_or_ministry(of: FairReport, wanted: Wanted, tr: Translate) -> bytes:
    if wanted.kind is Kind.MINISTRY:
        # reportlab takes a tenth of a second to load
        from batikpos.reports.ministry import to_ministry_page  # noqa: PLC0415

        return to_ministry_page(of, tr)
    return write_fair(of, wanted.form, tr)
