"""The command of the settlement, in every form, and its slips."""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from batikpos.commands.context import Context, read_day
from batikpos.commands.deciding import is_sent
from batikpos.commands.paper import check_writable, refuse_mixture, write_file
from batikpos.commands.reports import form_of
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.domain.decision import Slip, party_from_text, party_to_text
from batikpos.domain.errors import PosError
from batikpos.domain.money import total
from batikpos.domain.settlement import Account, Party, PartyKind, Why
from batikpos.i18n import N_, Translate, translator
from batikpos.reports.forms import write_settlement
from batikpos.reports.parties import party_name, period, remarks
from batikpos.services.organizer import check_desk
from batikpos.services.paying import load_slip, number_slip, open_at
from batikpos.services.reconcile import NoFair
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.settings import load_settings

FORMS = ("json", "csv", "xlsx", "pdf")


class NoSuchParty(PosError):
    """Nobody of the fair, or somebody with whom nothing is settled."""

    code: ClassVar[str] = "no_such_party"
    text: ClassVar[str] = N_(
        "“{typed}” settles nothing at this fair. Name a producer or a booth by its code, or the organizer:"
        " {known}."
    )
    typed: str
    known: str


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser(
        "settlement", help=N_("who holds the money, whose it is, what each pays in or is paid")
    )
    parser.add_argument("--central", metavar="URL")
    parser.add_argument("--date", metavar="D", help=N_("one day of the fair; else the whole of it"))
    add_fair_option(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format", dest="form", choices=FORMS, help=N_("written in this form; else shown here")
    )
    form.add_argument("--slip", metavar="PARTY", help=N_("the setoran slip of a producer or booth, as a PDF"))
    form.add_argument("--again", metavar="NUMBER", help=N_("a copy of the slip of a payout, by its number"))
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=N_("where it goes; without it, it is shown here"),
    )
    parser.set_defaults(run=_settlement)


def _settlement(context: Context, args: argparse.Namespace) -> int:
    if args.out is None and (args.slip is not None or args.again is not None):
        args.out = Path("-")
    if args.slip is not None:
        return _slip(context, args)
    if args.again is not None:
        return _again(context, args)
    form = form_of(context, args, FORMS)
    of = _read(context, args)
    if form:
        return give_file(context, args.out, render_settlement(of, form, context.tr), form)
    context.give(settlement_shape(of, context.tr))
    _show(context, of)
    return 0


def _slip(context: Context, args: argparse.Namespace) -> int:
    """Print a slip of all that is open, under the desk's next number; the same again as a copy."""
    refuse_mixture(context, args.out, "pdf")
    if str(args.out) != "-":
        check_writable(args.out)  # before a number is used
    day = read_day(args.date) if args.date else None
    with context.desk() as desk:
        check_desk(desk)
        with context.read_centre(args.central, desk.settings.central) as centre:
            of = settle_fair(centre, today=desk.fair.local(context.now()).date(), day=day, fair=desk.fair)
            account = account_of(of, read_party(args.slip, of))
            of, account = open_at(desk, of, account.party)
            slip, is_copy = number_slip(desk, of, account, now=context.now())
            write_file(args.out, _rendered(context, of, account, slip, is_copy=is_copy), is_text=False)
            reached = is_sent(context, desk, centre)
    if str(args.out) != "-":
        context.give(
            {
                "file": str(args.out),
                "format": "pdf",
                "number": slip.paper,
                "copy": is_copy,
                "balance": slip.balance.amount,
                "sent": reached,
            }
        )
        context.say(f"{slip.paper}: {args.out}")
    return 0 if reached else 3


def _again(context: Context, args: argparse.Namespace) -> int:
    """Print what a payout's slip said once more, marked as a copy; nothing is written down, no PIN asked."""
    from batikpos.reports.setoran import to_setoran  # noqa: PLC0415 - reportlab is slow to load

    refuse_mixture(context, args.out, "pdf")
    with context.desk() as desk:
        slip = replace(load_slip(desk, args.again.strip().upper()), is_copy=True)
    return give_file(context, args.out, to_setoran(slip, translator(slip.language)), "pdf")


def _read(context: Context, args: argparse.Namespace) -> FairSettlement:
    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, near = fair_and_day(context, centre, args.fair, args.date)
        of = settle_fair(centre, today=near, day=near if args.date else None, fair=fair)
        if args.date and not of.fair.has(near) and not of.acts:
            raise NoFair(centre.name, near)
        return of


def read_party(typed: str, of: FairSettlement) -> Party:
    """Read who is meant: "producer:TOM", or only "TOM" where that is one. Raises: NoSuchParty."""
    try:
        party = party_from_text(typed)
    except ValueError:
        wanted = typed.strip().casefold()
        found = [p for p in of.parties if p.code and p.code.casefold() == wanted]
        party = found[0] if len(found) == 1 else Party(PartyKind.PRODUCER, typed)
    if party not in of.parties:
        raise NoSuchParty(typed, ", ".join(map(party_to_text, of.parties)))
    return party


def account_of(of: FairSettlement, party: Party) -> Account:
    """Take a party's account, an empty one where nothing concerns it. Raises: NoSuchParty."""
    if not party.code:
        raise NoSuchParty(party_to_text(party), ", ".join(party_to_text(p) for p in of.parties if p.code))
    return of.settlement.account(party)


def give_file(context: Context, out: Path, data: bytes, form: str) -> int:
    """Write what was asked for, and say where."""
    write_file(out, data, is_text=form not in {"xlsx", "pdf"})
    if str(out) != "-":
        context.give({"file": str(out), "format": form})
        context.say(str(out))
    return 0


def _rendered(context: Context, of: FairSettlement, account: Account, slip: Slip, *, is_copy: bool) -> bytes:
    """Set a slip of all that is open."""
    from batikpos.reports.setoran import setoran_of, to_setoran  # noqa: PLC0415 - reportlab is slow to load

    today = of.fair.local(context.now()).date()
    said = setoran_of(of, account, context.tr, today=today, of_paper=slip, is_copy=is_copy)
    return to_setoran(said, context.tr)


def render_settlement(of: FairSettlement, form: str, tr: Translate) -> bytes:
    """Write a settlement as json, csv, xlsx or pdf."""
    if form != "json":
        return write_settlement(of, form, tr)
    return (json.dumps(settlement_shape(of, tr), ensure_ascii=False) + "\n").encode()


def settlement_shape(of: FairSettlement, tr: Translate) -> dict[str, Any]:
    """Shape a settlement for scripts; the parties' balances add up to zero."""
    return {
        "fair": of.fair.name,
        "fair_id": of.fair.fair_id,
        "date": of.day.isoformat() if of.day else None,
        "days": [day.isoformat() for day in of.days],
        "total": total(account.balance for account in of.settlement.accounts).amount,
        "parties": [_account(account, of, tr) for account in of.settlement.accounts],
        "not_proven": [
            {
                "date": one.day.isoformat(),
                "booth": one.booth.code,
                "device": one.booth.device,
                "state": one.state.value,
                "total": None if one.total is None else one.total.amount,
                "signed": None if one.signed is None else one.signed.amount,
            }
            for one in of.unproven
        ],
        "qris_fees_unbooked": {"lines": len(of.qris.unbooked), "amount": of.qris.left.amount},
        "outside_fair": [
            {
                "date": one.day.isoformat(),
                "booth": one.booth.code,
                "device": one.booth.device,
                "total": one.total.amount,
            }
            for one in of.outside
        ],
        "desk_proven": of.is_desk_proven,
        "strange_desks": list(of.strange_desks),
    }


def _account(account: Account, of: FairSettlement, tr: Translate) -> dict[str, Any]:
    late = [entry for entry in account.entries if entry.is_late]
    return {
        "party": party_to_text(account.party),
        "name": party_name(account.party, of, tr),
        "pieces": account.pieces,
        "gross": account.gross.amount,
        "discount": account.discount.amount,
        "net": account.sum_of(Why.SOLD, Why.RETURNED).amount,
        "late_returns": [{"number": e.paper, "reverses": e.about, "amount": e.amount.amount} for e in late],
        "deposits": account.sum_of(Why.DEPOSIT).amount,
        "rounding": account.sum_of(Why.ROUNDING).amount,
        "held": {kind: amount.amount for kind, amount in account.by_about(Why.HELD).items()},
        "held_for_orders": {k: amount.amount for k, amount in account.by_about(Why.HELD_FOR_ORDERS).items()},
        "qris_kept": account.sum_of(Why.KEPT).amount,
        "qris_fee": account.sum_of(Why.QRIS_FEE).amount,
        "fees": {name: amount.amount for name, amount in account.by_about(Why.FEE).items()},
        "corrections": account.sum_of(Why.CORRECTION).amount,
        "vouchers": account.vouchers.amount,
        "vouchers_handed_in": account.sum_of(Why.VOUCHERS).amount,
        "paid": account.sum_of(Why.PAID).amount,
        "balance": account.balance.amount,
        "due": account.due.amount,
    }


def _show(context: Context, of: FairSettlement) -> None:
    """Print the settlement for people."""
    tr = context.tr
    context.say(f"{of.fair.name}, {period(of, tr)}")
    for account in of.settlement.accounts:
        name = f"{party_name(account.party, of, tr)} ({party_to_text(account.party)})"
        context.say(f"{name:<54} {account.balance!s:>16}")
    context.say(f"{tr(N_('All')):<54} {total(a.balance for a in of.settlement.accounts)!s:>16}")
    for line in remarks(of, tr):
        context.say(line)
