"""Commands of the day's end: sync, verify, rebuild."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.progress import progress_bar
from batikpos.commands.shapes import synced_shape, verdict_shape
from batikpos.files import make_private_file
from batikpos.i18n import N_
from batikpos.services.tail import read_tail
from batikpos.services.verify import Fault, older_faults, rebuild, verify, verify_slip
from batikpos.settings import STORE_NAME, load_settings
from batikpos.store.engine import Store, open_store, store_url
from batikpos.store.snapshot import opened_copy
from batikpos.sync.bundle import export_bundle, open_bundle
from batikpos.sync.mark import Synced
from batikpos.sync.push import Forked, push
from batikpos.sync.sent import note_handed_over, note_sent
from batikpos.values import frozen

REBUILT_NAME = "rebuilt.db"

UNSIGNED = N_("This bundle is not signed: the device had no key. Compare its head with the booth's Z slip.")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    sync = commands.add_parser("sync", help=N_("send what the centre lacks and prove both equal"))
    sync.add_argument("--central", metavar="URL")
    sync.set_defaults(run=_sync)
    check = commands.add_parser("verify", help=N_("prove every chain and table; reads only"))
    where = check.add_mutually_exclusive_group()
    where.add_argument("--central", metavar="URL")
    where.add_argument("--bundle", type=Path, metavar="FILE")
    where.add_argument("--pack", type=Path, metavar="FILE")
    check.add_argument("--slip", metavar="CODE", help=N_("what the QR code of a Z slip holds"))
    check.set_defaults(run=_verify)
    bundle = commands.add_parser("bundle", help=N_("the day in one signed file, for a USB stick"))
    acts = bundle.add_subparsers(dest="act", required=True, metavar="export|import")
    out = acts.add_parser("export")
    out.add_argument("file", type=Path, metavar="FILE")
    out.set_defaults(run=_export)
    into = acts.add_parser("import")
    into.add_argument("file", type=Path, metavar="FILE")
    into.add_argument("--central", metavar="URL")
    into.set_defaults(run=_import)
    again = commands.add_parser("rebuild", help=N_("rebuild the tables from the journal and compare"))
    again.set_defaults(run=_rebuild)


def _sync(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk, context.centre(args.central, desk.settings.central, create=True) as centre:
        with progress_bar(context.tr(N_("Sending"))) as progress:
            done = push(desk.store, centre, progress=progress)
        note_sent(desk.home, args.central or desk.settings.central, done)
        context.warn_of_old_guard(centre)
    return _show_synced(context, done)


def _show_synced(context: Context, done: Synced) -> int:
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


def _export(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        done = export_bundle(desk.store, desk.home, args.file, now=context.now())
        note_handed_over(desk.home, done)
    context.give(
        {
            "file": str(done.file),
            "facts": done.facts,
            "head": done.head.hex(),
            "signed": done.is_signed,
        }
    )
    said = context.tr(N_("{file} holds {facts} facts, read back and proven ({head})."))
    context.say(said.format(file=done.file, facts=done.facts, head=done.head.hex()[:8]))
    context.say(context.tr(N_("Whether it arrived, the next “batikpos sync” says.")))
    if not done.is_signed:
        context.warn(context.tr(UNSIGNED))
    return 0


def _import(context: Context, args: argparse.Namespace) -> int:
    settings = load_settings(context.home)
    with (
        open_bundle(args.file) as bundle,
        context.centre(args.central, settings.central, create=True) as centre,
        progress_bar(context.tr(N_("Sending"))) as progress,
    ):
        done = push(bundle.store, centre, progress=progress)
        if not bundle.is_signed:
            context.warn(context.tr(UNSIGNED))
    return _show_synced(context, done)


def _verify(context: Context, args: argparse.Namespace) -> int:
    with _looked_at(context, args) as looked:
        if args.slip is not None:
            verdict = verify_slip(looked.store, args.slip)
        else:
            verdict = verify(looked.store, *looked.faults)
    also = {"manifest": looked.digest, "signer": looked.signer or None} if looked.digest else {}
    context.give(verdict_shape(verdict, context.tr) | also)
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
    if also:
        context.say(context.tr(N_("SHA-256 of the manifest, to be compared: {manifest}")).format(**also))
    if looked.signer:
        signed = context.tr(N_("Signed by the organizer's desk, key {signer}."))
        context.say(signed.format(signer=looked.signer))
    return 0 if verdict.is_ok else 1


@frozen
class _Looked:
    """What is to be proven, as a store; of an evidence pack also its files' faults, digest and signer."""

    store: Store
    faults: tuple[Fault, ...] = ()
    digest: str = ""
    signer: str = ""


@contextmanager
def _looked_at(context: Context, args: argparse.Namespace) -> Iterator[_Looked]:
    """Open what is to be proven, without touching it: a pack, a bundle, a centre, or this home's store."""
    if args.pack:
        from batikpos.services.pack import open_pack  # noqa: PLC0415 - a zip is not always to be read

        with open_pack(args.pack) as pack:
            yield _Looked(pack.store, pack.faults, pack.digest, pack.signer)
        return
    if args.bundle:
        with open_bundle(args.bundle) as bundle:
            if not bundle.is_signed:
                context.warn(context.tr(UNSIGNED))
            yield _Looked(bundle.store)
        return
    known = read_tail(context.home)
    with opened_copy(store_url(args.central or str(context.home / STORE_NAME))) as store:
        yield _Looked(store, () if args.central else older_faults(known, store))


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
