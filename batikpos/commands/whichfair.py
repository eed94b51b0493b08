"""Which fair and day of a centre a command is about: as they are named, or this home's own."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from batikpos.commands.context import Context, read_day
from batikpos.domain.fair import USUAL_ZONE, Fair
from batikpos.i18n import N_
from batikpos.services.decisions import load_fairs
from batikpos.services.desks import fair_here
from batikpos.services.reconcile import WhichFair, fair_of
from batikpos.store.engine import Store


def add_fair_option(parser: argparse.ArgumentParser) -> None:
    """Let a fair be named, where a centre has several."""
    parser.add_argument(
        "--fair", metavar="NAME", help=N_("which fair, by its name or id, where the centre has several")
    )


def fair_and_day(
    context: Context, centre: Store, named: str | None, date_: str | None = None
) -> tuple[Fair | None, date]:
    """Say which fair is meant, and the day: the one that is named, else today by the fair's clock.

    The fair is the one that is named, else this home's own, else the one that has the day or is nearest to
    it. None is no fair, at a centre that has none. Raises: WhichFair, FairNotHere, BadValue,
    StoreUnavailable.
    """
    day = read_day(date_) if date_ else None
    fairs = _fairs(centre)
    own = "" if named else fair_here(context.home, centre)
    near = day or context.now().astimezone(ZoneInfo(USUAL_ZONE)).date()
    ours = [fair for fair in fairs if own in {"", fair.fair_id}]
    fair = _named(fairs, named) if named else _only(ours, near)
    if day is not None:
        return fair, day
    return fair, near if fair is None else fair.local(context.now()).date()


def fair_named(centre: Store, name: str | None) -> Fair | None:
    """Find the fair that is named; None where none is. Raises: WhichFair, StoreUnavailable."""
    return _named(_fairs(centre), name) if name else None


def _fairs(centre: Store) -> tuple[Fair, ...]:
    with centre.reading() as tx:
        return load_fairs(tx)


def _named(fairs: Sequence[Fair], name: str) -> Fair:
    typed = name.strip().casefold()
    found = [fair for fair in fairs if typed in {fair.name.casefold(), fair.fair_id.casefold()}]
    if len(found) != 1:
        raise WhichFair(_known(fairs))
    return found[0]


def _only(fairs: Sequence[Fair], day: date) -> Fair | None:
    """Take the fair that has a day, or is nearest to it; of two that have it nobody guesses."""
    if len(having := [fair for fair in fairs if fair.has(day)]) > 1:
        raise WhichFair(_known(having))
    return fair_of(fairs, day)


def _known(fairs: Iterable[Fair]) -> str:
    return ", ".join(f"{fair.name} ({fair.fair_id})" for fair in fairs)
