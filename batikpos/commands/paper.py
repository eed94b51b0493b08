"""Commands of the printer: print nota, print test, print queue."""

import argparse
import sys
from pathlib import Path
from typing import ClassVar

from batikpos.commands.context import Context
from batikpos.commands.shapes import job_shape
from batikpos.domain.errors import BadValue, PosError, Unavailable
from batikpos.domain.whys import why_of
from batikpos.i18n import N_
from batikpos.paper.document import Document
from batikpos.printing.address import check_address
from batikpos.printing.outcome import say_reason
from batikpos.printing.queue import recover, work_off
from batikpos.printing.rendering import FORMS, render
from batikpos.services.desk import Desk
from batikpos.services.gifts import queue_gift, queue_label, queue_story, write_gift, write_label, write_story
from batikpos.services.papers import (
    cancel_job,
    load_original,
    make_kuitansi,
    queue_copy,
    queue_trial,
    retry_job,
)
from batikpos.settings import PAPERS, BadSetting
from batikpos.store.printjobs import JobKind, JobState, PrintJob, find_job, list_jobs

KINDS = {
    JobKind.ORIGINAL: N_("original"),
    JobKind.COPY: N_("copy"),
    JobKind.Z: N_("Z slip"),
    JobKind.X: N_("X slip"),
    JobKind.ORDER: N_("order"),
    JobKind.FLOAT: N_("float slip"),
    JobKind.CASH: N_("cash slip"),
    JobKind.GIFT: N_("gift note"),
    JobKind.STORY: N_("story card"),
    JobKind.LABEL: N_("price label"),
    JobKind.TEST: N_("test page"),
    JobKind.DRAWER: N_("drawer"),
}

STATES = {
    JobState.QUEUED: N_("waiting"),
    JobState.SENDING: N_("being sent"),
    JobState.PRINTED: N_("printed"),
    JobState.SENT: N_("sent"),
    JobState.FAILED: N_("failed"),
    JobState.UNCERTAIN: N_("not sure"),
    JobState.CANCELLED: N_("cancelled"),
}


class NotPrinted(Unavailable):
    """The printer took nothing; the paper waits."""

    code: ClassVar[str] = "not_printed"
    text: ClassVar[str] = N_(
        "The printer {what} took nothing ({why}). Turn it on; the paper waits in the queue."
    )
    why: str


class CannotWrite(Unavailable):
    """A file that could not be written."""

    code: ClassVar[str] = "cannot_write"
    text: ClassVar[str] = N_("{what} cannot be written ({why}). Choose another place.")
    why: str


class NotForTerminal(PosError):
    """Bytes that a terminal would take for commands."""

    code: ClassVar[str] = "not_for_terminal"
    text: ClassVar[str] = N_("A terminal cannot show this form. Name a file with --out.")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser(
        "print", help=N_("papers: nota, gift, story, label, kuitansi, test page, queue; find a printer")
    )
    acts = parser.add_subparsers(dest="act", required=True, metavar="nota|gift|story|…")
    nota = acts.add_parser("nota", help=N_("a copy of a nota, or its rendering with --out"))
    nota.add_argument("--sale", required=True, metavar="NUMBER")
    nota.add_argument("--to", metavar="ADDR")
    nota.add_argument("--as", dest="form", choices=FORMS)
    nota.add_argument("--paper", type=int, choices=list(PAPERS))
    nota.add_argument("--out", metavar="FILE", type=Path)
    nota.set_defaults(run=_nota)
    kuitansi = acts.add_parser("kuitansi", help=N_("a kuitansi as PDF"))
    kuitansi.add_argument("--sale", required=True, metavar="NUMBER")
    kuitansi.add_argument("--payer", required=True, metavar="NAME")
    kuitansi.add_argument("--out", required=True, metavar="FILE.pdf", type=Path)
    kuitansi.set_defaults(run=_kuitansi)
    gift = acts.add_parser("gift", help=N_("a gift note, without prices"))
    gift.add_argument("--sale", required=True, metavar="NUMBER")
    gift.set_defaults(run=_gift)
    story = acts.add_parser("story", help=N_("the story card of a single hand-drawn piece"))
    story.add_argument("--sku", required=True, metavar="SKU")
    story.set_defaults(run=_story)
    label = acts.add_parser("label", help=N_("a price label with its barcode, on the nota's paper"))
    label.add_argument("--sku", required=True, metavar="SKU")
    label.set_defaults(run=_label)
    for card in (gift, story, label):
        card.add_argument("--to", metavar="ADDR")
        card.add_argument("--out", metavar="FILE", type=Path)
        card.add_argument("--as", dest="form", choices=FORMS, default="text")
    trial = acts.add_parser("test", help=N_("a test page"))
    trial.add_argument("--to", metavar="ADDR")
    trial.add_argument("--rulers", action="store_true", help=N_("every ruler, to find how wide the paper is"))
    trial.set_defaults(run=_trial)
    find = acts.add_parser("find", help=N_("look for printers"))
    find.set_defaults(run=_find)
    queue = acts.add_parser("queue", help=N_("the printer's queue"))
    choice = queue.add_mutually_exclusive_group()
    choice.add_argument("--run", dest="work", action="store_true")
    choice.add_argument("--retry", metavar="ID")
    choice.add_argument("--cancel", metavar="ID")
    queue.set_defaults(run=_queue)
    labels = commands.add_parser("labels", help=N_("barcode price labels, as a PDF"))
    labels.add_argument("--out", required=True, metavar="FILE.pdf", type=Path)
    labels.add_argument("--sku", action="append", metavar="SKU")
    labels.add_argument("--sheet", metavar="NAME", help="a4-24, a4-40, a4-14, a4-65, roll-58")
    labels.add_argument("--pieces", action="store_true", help=N_("a label for each piece that was received"))
    labels.add_argument("--skip", type=int, default=0, metavar="N", help=N_("places of a sheet already used"))
    labels.set_defaults(run=_labels)


def _labels(context: Context, args: argparse.Namespace) -> int:
    # reportlab takes a tenth of a second to load, and labels are made before the fair.
    from batikpos.reports.labels import FIRST, SHEETS, of_pieces, to_labels  # noqa: PLC0415

    sheet = args.sheet or FIRST
    if sheet not in SHEETS:
        raise BadSetting("--sheet", sheet, ", ".join(SHEETS))
    places = SHEETS[sheet].across * SHEETS[sheet].down
    if not 0 <= args.skip < places:
        raise BadSetting("--skip", str(args.skip), f"0-{places - 1}")
    with context.desk() as desk:
        catalogue = desk.catalogue
        items = [catalogue.load(sku) for sku in args.sku] if args.sku else list(catalogue.items)
        items = of_pieces(items) if args.pieces else items
        drawn = to_labels(items, catalogue, sheet, context.tr, skip=args.skip)
        write_file(args.out, drawn, is_text=False)
    context.give({"file": str(args.out), "labels": len(items), "sheet": sheet})
    said = context.tr(N_("{file} holds {count} labels ({sheet}). Print it at full size, not fitted."))
    context.say(said.format(file=args.out, count=len(items), sheet=sheet))
    return 0


def refuse_mixture(context: Context, out: Path, form: str) -> None:
    """Refuse to mix a rendering with the one JSON document on standard output. Raises: BadValue."""
    if context.is_json and str(out) == "-" and form != "json":
        raise BadValue("--out", "-")


def write_file(path: Path, data: bytes, *, is_text: bool = True) -> None:
    """Write a file, or "-" for standard output. Raises: CannotWrite, NotForTerminal."""
    if str(path) == "-":
        if not is_text and sys.stdout.isatty():
            raise NotForTerminal
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CannotWrite(str(path), why_of(error)) from error


def check_writable(path: Path) -> None:
    """Refuse a file that could not be written, before what cannot be taken back. Raises: CannotWrite."""
    if str(path) == "-":
        return
    is_there = path.exists()
    try:
        path.open("ab").close()
        if not is_there:
            path.unlink()
    except OSError as error:
        raise CannotWrite(str(path), why_of(error)) from error


def _nota(context: Context, args: argparse.Namespace) -> int:
    if args.out is None and (args.form or args.paper):
        context.warn(context.tr(N_("--as and --paper count with --out only: a copy is printed.")))
    if args.out is not None and args.to:
        context.warn(context.tr(N_("--to does not count with --out: nothing is printed.")))
    form = args.form or "text"
    with context.desk() as desk:
        if args.out is None:
            return _print(context, desk, queue_copy(desk, args.sale, now=context.now(), to=_address(args)))
        with desk.store.reading() as tx:
            document = load_original(tx, args.sale)
        columns = PAPERS[args.paper] if args.paper else desk.settings.columns
        refuse_mixture(context, args.out, form)
        data = render(document, form, columns, has_cutter=desk.settings.cutter)
        write_file(args.out, data, is_text=form == "text")
        if str(args.out) != "-":
            context.give({"sale": args.sale, "file": str(args.out)})
    return 0


def _kuitansi(context: Context, args: argparse.Namespace) -> int:
    from batikpos.reports.kuitansi import to_kuitansi  # noqa: PLC0415 - reportlab, once in a while

    with context.desk() as desk:
        made = make_kuitansi(desk, args.sale, args.payer, now=context.now())
        write_file(args.out, to_kuitansi(made), is_text=False)
    amount, meterai = made.amount.amount, made.needs_meterai
    context.give({"sale": args.sale, "file": str(args.out), "amount": amount, "meterai": meterai})
    context.say(str(args.out))
    if meterai:
        context.say(context.tr(N_("Put a meterai of Rp10.000 into the box, and sign across it.")))
    return 0


def _gift(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        if args.out is None:
            return _print(context, desk, queue_gift(desk, args.sale, now=context.now(), to=_address(args)))
        with desk.store.reading() as tx:
            note = write_gift(tx, desk, args.sale)
        return _write(context, desk, args, note)


def _story(context: Context, args: argparse.Namespace) -> int:
    language = context.language
    with context.desk() as desk:
        if args.out is None:
            return _print(
                context,
                desk,
                queue_story(desk, args.sku, now=context.now(), language=language, to=_address(args)),
            )
        return _write(context, desk, args, write_story(desk, args.sku, language=language))


def _label(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        if args.out is None:
            job = queue_label(desk, args.sku, now=context.now(), language=context.language, to=_address(args))
            return _print(context, desk, job)
        return _write(context, desk, args, write_label(desk, args.sku, language=context.language))


def _address(args: argparse.Namespace) -> str:
    return check_address(args.to) if args.to else ""


def _write(context: Context, desk: Desk, args: argparse.Namespace, document: Document) -> int:
    refuse_mixture(context, args.out, args.form)
    data = render(document, args.form, desk.settings.columns, has_cutter=desk.settings.cutter)
    write_file(args.out, data, is_text=args.form == "text")
    if str(args.out) != "-":
        context.give({"file": str(args.out)})
    return 0


def _trial(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        return _print(
            context, desk, queue_trial(desk, now=context.now(), to=_address(args), shows_all=args.rulers)
        )


def _find(context: Context, _args: argparse.Namespace) -> int:
    from batikpos.printing.discovery import find_printers  # noqa: PLC0415 - once, when a printer is chosen

    found = find_printers()
    context.give({"printers": [{"address": one.address, "name": one.name} for one in found]})
    for one in found:
        context.say(f"{one.address:<40} {one.name}")
    if not found:
        context.say(context.tr(N_("No printer was found. Turn it on, connect it, and look again.")))
    return 0


def _print(context: Context, desk: Desk, job_id: str) -> int:
    stuck = {other.printer: other.reason for other in work_off(desk, now=context.now()).stuck}
    with desk.store.reading() as tx:
        job = find_job(tx, job_id)
    if job is None:
        raise LookupError(job_id)
    context.give(job_shape(job))
    if job.state is JobState.QUEUED:
        raise NotPrinted(job.printer, job.reason or stuck.get(job.printer, job.state.value))
    context.say(_line(context, job))
    return 0


def _queue(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        recover(desk)
        again = retry_job(desk, args.retry, now=context.now()) if args.retry else ""
        if args.cancel:
            cancel_job(desk, args.cancel, now=context.now())
        # Who asks for the queue means all of it; who asks for one paper, that one and what is new.
        asked = None if args.work else context.now()
        stuck = work_off(desk, now=asked).stuck if args.work or args.retry else ()
        with desk.store.reading() as tx:
            jobs = list_jobs(tx)
    context.give({"jobs": [job_shape(job) for job in jobs]})
    for job in jobs:
        context.say(_line(context, job))
    off = {job.printer: job.reason for job in stuck}
    if again:  # of the other printers was not asked
        off = {job.printer: off.get(job.printer, "") for job in jobs if job.job_id == again and _waits(job)}
    if off:
        raise NotPrinted(", ".join(off), ", ".join(sorted(filter(None, off.values()))) or "-")
    return 0


def _waits(job: PrintJob) -> bool:
    return job.state is JobState.QUEUED


def _line(context: Context, job: PrintJob) -> str:
    kind, state = context.tr(KINDS[job.kind]), context.tr(STATES[job.state])
    reason = say_reason(job.reason, context.tr)
    return f"{job.job_id}  {kind:<10} {state:<13} {job.sale or '-':<20} {job.printer} {reason}"
