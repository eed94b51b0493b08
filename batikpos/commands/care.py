"""Commands of care: backup, restore, recover."""

import argparse
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.i18n import N_
from batikpos.services.backup import back_up
from batikpos.services.lineage import GoneOn
from batikpos.services.recovery import recover, restore


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    backup = commands.add_parser("backup", help=N_("copy this booth's store to a file, and prove the copy"))
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=_backup)
    again = commands.add_parser("restore", help=N_("go on from a copy, here or on another laptop"))
    again.add_argument("file", type=Path, metavar="FILE")
    again.set_defaults(run=_restore)
    mend = commands.add_parser("recover", help=N_("save what is whole of a damaged store, and go on"))
    mend.set_defaults(run=_recover)


def _backup(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        made = back_up(desk, args.file)
    context.give({"file": str(made.file), "facts": made.facts, "head": made.head.hex()})
    said = context.tr(N_("{file} holds {facts} facts, read back and proven ({head})."))
    context.say(said.format(file=made.file, facts=made.facts, head=made.head.hex()[:8]))
    return 0


def _restore(context: Context, args: argparse.Namespace) -> int:
    done = restore(context.home, args.file, now=context.now(), language=context.language)
    status = show_gone_on(context, done)
    if done.kept is None:
        context.say(
            context.tr(N_("Set the printer, the centre and the folder for copies: “batikpos settings”."))
        )
    return status


def _recover(context: Context, _args: argparse.Namespace) -> int:
    return show_gone_on(context, recover(context.home, now=context.now()))


def show_gone_on(context: Context, done: GoneOn) -> int:
    """Say where the booth goes on from, what came along, and what did not."""
    origin, tr, last = done.origin.head, context.tr, done.origin.facts[-1].at
    context.give(
        {
            "facts": done.facts,
            "lost": done.lost,
            "kept": str(done.kept) if done.kept else None,
            "journal": done.journal_id,
            "origin": {"journal": origin.journal_id, "seq": origin.mark, "hash": origin.head.hex()},
            "last_at": last.isoformat(),
            "till": "open" if done.carried else "closed",
            "left_out": done.left_out,
            "behind": done.behind,
        }
    )
    said = tr(N_("{booth} goes on from fact {seq}: {facts} facts are here. New notas count from {number}."))
    prefix = origin.booth.prefix
    context.say(said.format(booth=prefix, seq=origin.mark, facts=done.facts, number=done.number))
    until = tr(N_("The last of them is of {time}: what was done after that is not here."))
    context.say(until.format(time=f"{last:%d/%m/%Y %H.%M}"))
    if done.kept:
        context.say(tr(N_("The store before is kept in {folder}.")).format(folder=done.kept))
    if done.lost:
        lost = tr(N_("{count} facts could not be read. Send now: what the centre holds of them comes back."))
        context.warn(lost.format(count=done.lost - done.behind))
    if done.behind:
        behind = tr(N_("{count} facts behind them do not follow any more: the store before keeps them."))
        context.warn(behind.format(count=done.behind))
    if done.left_out:
        papers = tr(N_("{count} waiting papers could not be read. Print again what is missing."))
        context.warn(papers.format(count=done.left_out))
    return 0
