"""How a match of payments and statement lines is said: as JSON for scripts, and in words."""

from collections.abc import Collection, Iterable
from typing import Any

from batikpos.commands.context import Context
from batikpos.domain.money import total
from batikpos.domain.statement import UNLIKE, Payment, StatementLine, StatementMatch
from batikpos.i18n import N_
from batikpos.services.statements import load_merchants
from batikpos.store.engine import Transaction


def warn_of_several(
    context: Context, tx: Transaction, fair_id: str, booths: Collection[str], lines: Iterable[StatementLine]
) -> None:
    """Warn of a statement for all booths that names none, where they show the codes of several owners."""
    merchants = load_merchants(tx, fair_id)
    if not booths and len(merchants) > 1 and not all(line.booth for line in lines):
        said = context.tr(
            N_("The booths have QRIS codes of {count} owners: say with --booth whose statement it is.")
        )
        context.warn(said.format(count=len(merchants)))


def match_shape(match: StatementMatch, context: Context) -> dict[str, Any]:
    """Shape a match for scripts: every payment and every line in one of its lists."""
    return {
        "matched": [
            {"payment": _payment_shape(m.payment), "line": line_shape(m.line), "by": m.by.value}
            for m in match.matches
        ],
        "ambiguous": [
            {
                "amount": a.payments[0].amount.amount,
                "payments": list(map(_payment_shape, a.payments)),
                "lines": list(map(line_shape, a.lines)),
                "missing": a.missing,
                "strangers": a.strangers,
            }
            for a in match.ambiguous
        ],
        "missing": list(map(_payment_shape, match.missing)),
        "strangers": list(map(line_shape, match.strangers)),
        "repeated": [{"line": line_shape(r.line), "first": r.first.row} for r in match.repeated],
        "voided": list(map(_payment_shape, match.voided)),
        "near": [
            {
                "number": n.payment.number,
                "n": n.payment.n,
                "row": n.line.row,
                "unlike": n.unlike.value,
                "text": context.tr(UNLIKE[n.unlike]),
            }
            for n in match.near
        ],
    }


def say_match(context: Context, match: StatementMatch, refunds: Iterable[StatementLine]) -> None:
    """Say a match for people: what is right in one line, everything else by itself."""
    tr = context.tr
    context.say(
        tr(N_("{count} matched, {gross}, fees {fee}, net {net}")).format(
            count=len(match.matches),
            gross=total(m.line.gross for m in match.matches),
            fee=total(m.line.fee for m in match.matches),
            net=total(m.line.net for m in match.matches),
        )
    )
    for group in match.ambiguous:
        said = tr(
            N_("may be several: {numbers} of {amount} each, and rows {rows}; at least {missing} missing")
        )
        context.say(
            said.format(
                numbers=", ".join(p.number for p in group.payments),
                amount=group.payments[0].amount,
                rows=", ".join(str(line.row) for line in group.lines),
                missing=group.missing,
            )
        )
    for payment in match.missing:
        said = tr(N_("not in the statement: {number} of {at}, {amount}"))
        context.say(
            said.format(number=payment.number, at=f"{payment.at:%d/%m/%Y %H.%M}", amount=payment.amount)
        )
    for text, lines in (
        (N_("of no payment here: row {row} of {at}, {amount}"), match.strangers),
        (N_("stands twice: row {row} of {at}, {amount}"), tuple(r.line for r in match.repeated)),
        (N_("refunded: row {row} of {at}, {amount}"), tuple(refunds)),
    ):
        for line in lines:
            context.say(tr(text).format(row=line.row, at=f"{line.at:%d/%m/%Y %H.%M}", amount=line.gross))
    for near in match.near:
        said = tr(N_("look at {number} and row {row}: {unlike}"))
        context.say(
            said.format(number=near.payment.number, row=near.line.row, unlike=tr(UNLIKE[near.unlike]))
        )


def line_shape(line: StatementLine) -> dict[str, Any]:
    """Shape a line of a statement for scripts."""
    return {
        "row": line.row,
        "sheet": line.sheet,
        "at": line.at.isoformat() if line.is_timed else line.at.date().isoformat(),
        "gross": line.gross.amount,
        "fee": line.fee.amount,
        "net": line.net.amount,
        "reference": line.reference,
        "settled": None if line.settled is None else line.settled.isoformat(),
        "booth": line.booth,
    }


def _payment_shape(payment: Payment) -> dict[str, Any]:
    return {
        "number": payment.number,
        "n": payment.n,
        "at": payment.at.isoformat(),
        "booth": payment.booth,
        "amount": payment.amount.amount,
        "reference": payment.reference,
        "voided": payment.is_voided,
    }
