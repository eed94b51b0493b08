"""Commands of the day's end: sync, verify, rebuild."""

import argparse

from batikpos.commands.context import Context
from batikpos.commands.progress import progress_bar
from batikpos.commands.shapes import synced_shape, verdict_shape
from batikpos.files import make_private_file
from batikpos.i18n import N_
from batikpos.services.verify import rebuild, verify
from batikpos.settings import STORE_NAME
from batikpos.store.engine import open_store, store_url
from batikpos.store.snapshot import opened_copy
from batikpos.sync.push import Forked, push

REBUILT_NAME = "rebuilt.db"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    sync = commands.add_parser("sync", help=N_("send what the centre lacks and prove both equal"))
    sync.add_argument("--central", metavar="URL")
    sync.set_defaults(run=_sync)
    check = commands.add_parser("verify", help=N_("prove every chain and table; reads only"))
    check.add_argument("--central", metavar="URL")
    check.set_defaults(run=_verify)
    again = commands.add_parser("rebuild", help=N_("rebuild the tables from the journal and compare"))
    again.set_defaults(run=_rebuild)


def _sync(context: Context, args: argparse.Namespace) -> int:
    with (
        context.desk() as desk,
        context.centre(args.central, desk.settings.central, create=True) as centre,
        progress_bar(context.tr(N_("Sending"))) as progress,
    ):
        done = push(desk.store, centre, progress=progress)
    context.give(synced_shape(done))
    if done.quarantined:
        context.warn(Forked(len(done.quarantined)).message(context.language))
        return 1
    said = (
        N_("All sent: {centre} of {last} facts, both the same at {head}.")
        if done.is_equal
        else N_("The centre holds {centre} of {last} facts; send again.")
    )
    context.say(context.tr(said).format(centre=done.centre.last, last=done.last, head=done.head.hex()[:8]))
    return 0 if done.is_equal else 3


def _verify(context: Context, args: argparse.Namespace) -> int:
    url = store_url(args.central) if args.central else store_url(str(context.home / STORE_NAME))
    with opened_copy(url) as store:
        verdict = verify(store)
    context.give(verdict_shape(verdict, context.tr))
    for fault in verdict.faults:
        context.warn(f"{fault.device}: {context.tr(fault.text).format(seq=fault.seq)}")
    said = (
        N_("{facts} facts of {devices} devices hold together.")
        if verdict.is_ok
        else N_("{faults} faults in {facts} facts of {devices} devices.")
    )
    context.say(
        context.tr(said).format(facts=verdict.facts, devices=len(verdict.devices), faults=len(verdict.faults))
    )
    return 0 if verdict.is_ok else 1


def _rebuild(context: Context, _args: argparse.Namespace) -> int:
    with context.desk() as desk:
        path = context.home / REBUILT_NAME
        for old in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            old.unlink(missing_ok=True)
        make_private_file(path)
        new = open_store(store_url(str(path)), create=True)
        try:
            facts, faults = rebuild(desk.store, new)
        finally:
            new.close()
    context.give(
        {
            "store": str(path),
            "facts": facts,
            "equal": not faults,
            "faults": [
                {
                    "device": f.device,
                    "seq": f.seq,
                    "code": f.code,
                    "text": context.tr(f.text).format(seq=f.seq),
                }
                for f in faults
            ],
        }
    )
    for fault in faults:
        context.warn(f"{fault.device}: {context.tr(fault.text).format(seq=fault.seq)}")
    if not faults:
        said = context.tr(N_("{facts} facts read again into {store}: the tables are the same."))
        context.say(said.format(facts=facts, store=path))
    return 1 if faults else 0
