"""The command that looks a fair's sheets over before they are taken in."""

import argparse
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.sheets import preview_shape, refusal_shape, say_preview
from batikpos.domain.fair import DESK
from batikpos.domain.fairplan import BadPlan
from batikpos.i18n import N_
from batikpos.services.desk import NoHome
from batikpos.services.fair_file import load_fair
from batikpos.services.fair_sheets import ALL_KINDS, FairSheets, check_fair_sheets
from batikpos.services.plan_pins import list_without_pin
from batikpos.sheets.choices import load_choice
from batikpos.sheets.columns import Choice


def add_act(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    check = acts.add_parser("check", help=N_("says what sheets are taken for, and names every fault"))
    what = N_("workbooks, CSV files, or the folder they are in")
    check.add_argument("--sheets", type=Path, nargs="+", required=True, metavar="FILE|FOLDER", help=what)
    check.set_defaults(run=_check)


def choices_of(context: Context) -> dict[str, Choice]:
    """Load the columns that were chosen in this home for each kind of sheet."""
    return {kind.code: load_choice(context.home, kind.code, {}) for kind in ALL_KINDS}


def _check(context: Context, args: argparse.Namespace) -> int:
    done = check_fair_sheets(args.sheets, _before(context), choices_of(context))
    fair, refusal = done.fair, done.refusal
    if isinstance(refusal, BadPlan):
        faults = [{"file": None, "sheet": "", "row": None, "column": None, "value": None}]
        faults[0]["text"] = refusal.message(context.language)
    else:
        faults = refusal_shape(refusal, context)
    context.give(
        {
            "ok": refusal is None,
            "sheets": [preview_shape(preview) for preview in done.previews],
            "booths": len(fair.plan.booths) if fair else None,
            "people": len(fair.plan.people) if fair else None,
            "without_pin": list(list_without_pin(fair.plan)) if fair else None,
            "items": len(fair.goods.items) if fair else None,
            "faults": faults,
        }
    )
    for preview in done.previews:
        say_preview(context, preview)
    if refusal is not None:
        context.warn(refusal.message(context.language))
        return 1
    if fair is not None:
        said = context.tr(N_("{booths} booths, {people} people, {items} items could be taken in."))
        context.say(
            said.format(
                booths=len(fair.plan.booths), people=len(fair.plan.people), items=len(fair.goods.items)
            )
        )
    return 0


def _before(context: Context) -> FairSheets | None:
    """Load the fair of the desk in this home; None where there is none yet."""
    try:
        with context.desk() as desk:
            return load_fair(desk) if desk.booth.code == DESK else None
    except NoHome:
        return None
