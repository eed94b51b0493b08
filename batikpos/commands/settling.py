"""Commands of the organizer's desk after a day: sign, correction, payout."""

import argparse
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import ClassVar

from batikpos.commands.context import Context, read_day
from batikpos.commands.deciding import is_sent
from batikpos.commands.paper import check_writable, write_file
from batikpos.commands.settlement import account_of, read_party
from batikpos.domain.decision import party_to_text
from batikpos.domain.errors import Unavailable
from batikpos.domain.money import parse_rupiah
from batikpos.domain.settlement import ORGANIZER
from batikpos.domain.signing import DaySigning
from batikpos.i18n import N_
from batikpos.reports.parties import party_name
from batikpos.reports.signing import signing_lines
from batikpos.services.organizer import check_desk
from batikpos.services.paying import pay_out
from batikpos.services.settlement import settle_fair
from batikpos.services.settling import correct_day, sign_day


class OpenUnknown(Unavailable):
    """A payout where the centre, which alone knows what is open, cannot be asked."""

    code: ClassVar[str] = "open_unknown"
    text: ClassVar[str] = N_(
        "Nothing was paid out or written down: only the centre knows what is open, and it cannot be asked."
        " {what}"
    )


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    sign = commands.add_parser("sign", help=N_("two people of the desk sign a day off"))
    sign.add_argument("--note", default="", metavar="T", help=N_("why it is signed though not all is proven"))
    correction = commands.add_parser("correction", help=N_("set money of a signed day right, by two people"))
    payout = commands.add_parser(
        "payout", help=N_("money changed hands: a setoran of what is open, by two people")
    )
    for parser in (sign, correction):
        parser.add_argument("--date", required=True, metavar="D")
    for parser, giver, taker in (
        (
            correction,
            N_("whose account had it wrongly: a producer's code, “booth:A03” or “organizer”"),
            N_("to whose account it belongs, likewise"),
        ),
        (
            payout,
            N_("who hands it over: a producer's code, “booth:A03” or “organizer”"),
            N_("who gets it, likewise"),
        ),
    ):
        parser.add_argument("--from", dest="giver", required=True, metavar="PARTY", help=giver)
        parser.add_argument("--to", dest="taker", required=True, metavar="PARTY", help=taker)
        parser.add_argument("--amount", required=True, metavar="N", help=N_("how much, in rupiah"))
    correction.add_argument(
        "--reason",
        required=True,
        metavar="T",
        help=N_("what was wrong; it stands in every report of the day"),
    )
    correction.add_argument(
        "--paper", default="", metavar="NUMBER", help=N_("the nota or paper that shows it")
    )
    payout.add_argument("--note", default="", metavar="T", help=N_("what is to be said of it on the slip"))
    payout.add_argument(
        "--vouchers",
        action="store_true",
        help=N_("vouchers of the fair are handed in to the organizer, or given back, and no money"),
    )
    payout.add_argument("--out", type=Path, metavar="FILE.pdf", help=N_("the slip to be signed by both"))
    for parser, run in ((sign, _sign), (correction, _correct), (payout, _pay)):
        parser.add_argument("--cashier", required=True, metavar="NAME")
        parser.add_argument("--approver", required=True, metavar="NAME")
        parser.add_argument("--central", metavar="URL")
        parser.set_defaults(run=run)


def _sign(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.date)
    with context.desk() as desk:
        check_desk(desk)
        by = context.cashier(desk, args.cashier).name
        witness = context.approver(desk, args.approver, cashier=by)
        with context.read_centre(args.central, desk.settings.central) as centre:
            done = sign_day(desk, centre, day, by=by, witness=witness, now=context.now(), note=args.note)
            reached = is_sent(context, desk, centre)
    context.give(
        {
            "date": day.isoformat(),
            "by": done.by,
            "witness": done.witness,
            "total": done.total.amount,
            "reported": done.reported.amount,
            "note": done.note or None,
            "journals": [
                {
                    "booth": j.booth,
                    "journal": j.journal_id or None,
                    "mark": j.mark,
                    "head": j.head,
                    "state": j.state,
                }
                for j in done.journals
            ],
            "sent": reached,
        }
    )
    said = context.tr(N_("{day} is signed off by {by} and {witness}: {total} proven."))
    context.say(said.format(day=f"{day:%d/%m/%Y}", by=done.by, witness=done.witness, total=done.total))
    for line in signing_lines(DaySigning(done), context.tr)[1:]:
        context.say(line)
    return 0 if reached else 3


def _correct(context: Context, args: argparse.Namespace) -> int:
    day, amount = read_day(args.date), parse_rupiah(args.amount)
    with context.desk() as desk:
        check_desk(desk)
        by = context.cashier(desk, args.cashier).name
        witness = context.approver(desk, args.approver, cashier=by)
        with context.read_centre(args.central, desk.settings.central) as centre:
            of = settle_fair(centre, today=day, day=day, fair=desk.fair)
            done = correct_day(
                desk,
                of,
                giver=read_party(args.giver, of),
                taker=read_party(args.taker, of),
                amount=amount,
                reason=args.reason,
                by=by,
                witness=witness,
                now=context.now(),
                paper=args.paper,
            )
            reached = is_sent(context, desk, centre)
    context.give(
        {
            "of_day": day.isoformat(),
            "by": by,
            "witness": witness,
            "from": party_to_text(done.giver),
            "to": party_to_text(done.taker),
            "amount": amount.amount,
            "reason": done.reason,
            "sent": reached,
        }
    )
    said = context.tr(N_("Corrected: {amount} from {giver} to {taker}; it shows on {day} and today."))
    giver, taker = (party_name(party, of, context.tr) for party in (done.giver, done.taker))
    context.say(said.format(amount=amount, giver=giver, taker=taker, day=f"{day:%d/%m/%Y}"))
    return 0 if reached else 3


def _pay(context: Context, args: argparse.Namespace) -> int:
    from batikpos.reports.setoran import setoran_of_payout, to_setoran  # noqa: PLC0415 - reportlab is slow to load

    amount = parse_rupiah(args.amount)
    if args.out is not None:
        check_writable(args.out)  # before the payout: who repeats it pays twice
    with context.desk() as desk:
        check_desk(desk)
        by = context.cashier(desk, args.cashier).name
        witness = context.approver(desk, args.approver, cashier=by)
        today = desk.fair.local(context.now()).date()
        with ExitStack() as stack:
            try:
                centre = stack.enter_context(context.read_centre(args.central, desk.settings.central))
                before = settle_fair(centre, today=today, fair=desk.fair)
            except Unavailable as error:
                raise OpenUnknown(error.message(context.language)) from error
            giver, taker = read_party(args.giver, before), read_party(args.taker, before)
            account_of(before, party := taker if giver == ORGANIZER else giver)
            done, after = pay_out(
                desk,
                before,
                giver=giver,
                taker=taker,
                amount=amount,
                by=by,
                witness=witness,
                now=context.now(),
                write=partial(setoran_of_payout, context.tr),
                note=args.note,
                in_vouchers=args.vouchers,
            )
            reached = is_sent(context, desk, centre)
    account = account_of(after, party)
    names = {side: party_name(of, after, context.tr) for side, of in (("giver", giver), ("taker", taker))}
    said = context.tr(N_("{number}: {amount} from {giver} to {taker}. Still open: {balance}"))
    context.say(said.format(number=done.paper, amount=amount, balance=account.due, **names))
    if args.out is not None:
        slip = setoran_of_payout(context.tr, after, done)
        write_file(args.out, to_setoran(slip, context.tr), is_text=False)
    context.give(
        {
            "number": done.paper,
            "from": party_to_text(giver),
            "to": party_to_text(taker),
            "amount": amount.amount,
            "in_vouchers": done.in_vouchers,
            "by": by,
            "witness": witness,
            "balance": account.balance.amount,
            "due": account.due.amount,
            "sent": reached,
        }
    )
    return 0 if reached else 3
