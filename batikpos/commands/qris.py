"""Commands of QRIS: read a code, make the one with the amount, look up what came in.

The first two need no home.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.paper import refuse_mixture, write_file
from batikpos.domain.checking import UncheckedTender
from batikpos.domain.errors import PosError
from batikpos.domain.money import parse_rupiah, total
from batikpos.domain.qris import QrisCode, Reading, read_code, with_amount
from batikpos.domain.wording import payment_words
from batikpos.i18n import N_
from batikpos.services.checking import list_unchecked, mark_checked, mark_sale_checked

REFUSED = 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    qris = commands.add_parser(
        "qris", help=N_("reads a QRIS code, makes the one with the amount; marks what came in")
    )
    acts = qris.add_subparsers(dest="act", required=True, metavar="check|amount|pending|mark")
    check = acts.add_parser("check", help=N_("says what a code says, and what is wrong with it"))
    check.add_argument("payload", metavar="PAYLOAD")
    check.set_defaults(run=_check)
    amount = acts.add_parser("amount", help=N_("puts an amount into a merchant's static code"))
    amount.add_argument("payload", metavar="PAYLOAD")
    amount.add_argument("amount", metavar="N")
    amount.add_argument("--out", metavar="PNG", type=Path)
    amount.set_defaults(run=_amount)
    pending = acts.add_parser("pending", help=N_("lists payments by QRIS and transfer nobody has checked"))
    pending.set_defaults(run=_pending)
    mark = acts.add_parser("mark", help=N_("says that a sale's payment was seen in the merchant's app"))
    mark.add_argument("number", metavar="NUMBER")
    mark.add_argument("--tender", type=int, metavar="N", help=N_("only this one of its payments, from 1"))
    mark.add_argument("--cashier", required=True, metavar="NAME")
    mark.set_defaults(run=_mark)


def _check(context: Context, args: argparse.Namespace) -> int:
    payload = _typed(args.payload)
    reading = read_code(payload)
    context.give(_shape(context, reading, reading.code, reading.faults) | {"payload": payload.strip()})
    if not _refused(context, reading.faults):
        _say(context, reading, reading.code)
    return REFUSED if reading.faults else 0


def _amount(context: Context, args: argparse.Namespace) -> int:
    if args.out is not None:
        refuse_mixture(context, args.out, "png")
    amount = parse_rupiah(args.amount)
    reading = read_code(_typed(args.payload))
    made, faults = None, reading.faults
    if reading.code is not None and not faults:
        try:
            made = with_amount(reading.code, amount)
        except PosError as error:
            faults = (error,)
    if made is not None and args.out is not None:
        from batikpos.printing.image import code_png  # noqa: PLC0415 - Pillow, where a picture is wanted

        write_file(args.out, code_png(made.payload), is_text=False)
    said = _shape(context, reading, made or reading.code, faults)
    context.give(said | {"payload": made.payload if made is not None else None})
    if not _refused(context, faults):
        _say(context, reading, made)
    return REFUSED if faults else 0


def _pending(context: Context, _args: argparse.Namespace) -> int:
    with context.desk() as desk:
        unchecked = list_unchecked(desk)
    amount = total(one.amount for one in unchecked)
    context.give({"pending": [_unchecked_shape(one) for one in unchecked], "total": amount.amount})
    for one in unchecked:
        how = payment_words(one.kind, context.tr, is_deposit=one.is_deposit)
        context.say(
            f"{one.number:<20} {one.n}  {one.at:%H.%M}  {how:<15} {one.amount!s:>16}  {one.reference}"
        )
    context.say(
        context.tr(N_("{count} not checked yet, {amount}")).format(count=len(unchecked), amount=amount)
    )
    return 0


def _mark(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier, now = context.cashier(desk, args.cashier).name, context.now()
        if args.tender is None:
            places = mark_sale_checked(desk, args.number, cashier=cashier, now=now)
        else:
            places = (args.tender,)
            mark_checked(desk, args.number, args.tender, cashier=cashier, now=now)
    context.give({"number": args.number, "checked": list(places)})
    context.say(context.tr(N_("{number}: checked.")).format(number=args.number))
    return 0


def _unchecked_shape(one: UncheckedTender) -> dict[str, object]:
    return {
        "number": one.number,
        "tender": one.n,
        "kind": one.kind.value,
        "amount": one.amount.amount,
        "reference": one.reference or None,
        "sold_at": one.at.isoformat(),
        "cashier": one.cashier,
        "looked_for_at": one.looked.at.isoformat() if one.looked is not None else None,
    } | ({"is_deposit": True} if one.is_deposit else {})


def _typed(payload: str) -> str:
    """Read a payload as it was typed; bytes that are no letters become marks, which no code holds."""
    return payload.encode(errors="replace").decode()


def _shape(
    context: Context, reading: Reading, code: QrisCode | None, faults: Sequence[PosError]
) -> dict[str, object]:
    return {
        "ok": not faults,
        "kind": code.kind.value if code else None,
        "merchant": (code.merchant or None) if code else None,
        "city": (code.city or None) if code else None,
        "nmid": (code.nmid or None) if code else None,
        "criteria": (code.criteria or None) if code else None,
        "amount": code.amount.amount if code and code.amount is not None else None,
        "payload": None,
        "faults": [{"code": fault.code, "text": fault.message(context.language)} for fault in faults],
        "warnings": [{"code": remark.code, "text": context.tr(remark.text)} for remark in reading.remarks],
    }


def _refused(context: Context, faults: Sequence[PosError]) -> bool:
    for fault in faults:
        context.warn(fault.message(context.language))
    return bool(faults)


def _say(context: Context, reading: Reading, code: QrisCode | None) -> None:
    """Say a code in words, what is odd about it on stderr, and its text last."""
    if code is None:
        return
    kinds = {"static": N_("static: the same for every payment"), "dynamic": N_("dynamic: for one payment")}
    for word, value in (
        (N_("Merchant"), code.merchant),
        (N_("City"), code.city),
        ("NMID", code.nmid),
        (N_("Criteria"), code.criteria),
        (N_("Kind"), context.tr(kinds[code.kind])),
        (N_("Amount"), str(code.amount) if code.amount is not None else ""),
    ):
        if value:
            context.say(f"{context.tr(word):<12} {value}")
    context.say(code.payload)
    for remark in reading.remarks:
        context.warn(context.tr(remark.text))
