"""What every report of a day says of its signing: both names, what came afterwards, the corrections."""

from collections.abc import Iterator
from typing import Any

from batikpos.domain.decision import Correction, SignOff, party_to_text
from batikpos.domain.settlement import Party
from batikpos.domain.signing import Came, DaySigning
from batikpos.i18n import N_, Translate
from batikpos.reports.parties import ALONE
from batikpos.reports.spreadsheet import STATES


def signing_lines(signing: DaySigning, tr: Translate) -> tuple[str, ...]:
    """Say it in sentences, as they stand on paper and on the screen; none where there is nothing to say."""
    lines: list[str] = []
    if signed := signing.sign_off:
        said = tr(N_("Signed off by {by} and {witness}, {at}, {total} proven"))
        at = f"{signed.at:%d/%m/%Y %H.%M}"
        lines.append(said.format(by=signed.by, witness=signed.witness, at=at, total=signed.total))
        if signed.not_proven:
            said = tr(N_("Not proven at the sign-off, and not in its sum: {some}; reported {reported}"))
            lines.append(said.format(some=", ".join(_left(signed, tr)), reported=signed.reported))
        if signed.note:
            lines.append(tr(N_("Note at the sign-off: {note}")).format(note=signed.note))
    if signing.came:
        said = tr(N_("After the sign-off: {facts} facts, {amount} ({booths})"))
        booths = ", ".join(_came(one, tr) for one in signing.came)
        lines.append(said.format(facts=signing.facts, amount=signing.amount, booths=booths))
    return (*lines, *(_correction(one, tr) for one in signing.corrections))


def signing_shape(signing: DaySigning) -> dict[str, Any]:
    """Shape it for scripts; what there is none of is left out."""
    shape: dict[str, Any] = {}
    if signed := signing.sign_off:
        shape["signed"] = {
            "by": signed.by,
            "witness": signed.witness,
            "at": signed.at.isoformat(),
            "total": signed.total.amount,
            "reported": signed.reported.amount,
            "not_proven": [{"booth": j.booth, "state": j.state} for j in signed.not_proven],
            "note": signed.note or None,
            "after": {
                "facts": signing.facts,
                "amount": signing.amount.amount,
                "booths": [
                    {"booth": c.booth, "facts": c.facts, "was": c.was, "state": c.state, "other": c.is_other}
                    for c in signing.came
                ],
            },
        }
    if signing.corrections:
        shape["corrections"] = [
            {
                "of_day": c.of_day.isoformat(),
                "at": c.at.isoformat(),
                "by": c.by,
                "witness": c.witness,
                "from": party_to_text(c.giver),
                "to": party_to_text(c.taker),
                "amount": c.amount.amount,
                "reason": c.reason,
                "paper": c.paper or None,
            }
            for c in signing.corrections
        ]
    return shape


def _left(signed: SignOff, tr: Translate) -> Iterator[str]:
    """Name each device that was not proven when its day was signed, once."""
    for booth, state in dict.fromkeys((j.booth, j.state) for j in signed.not_proven):
        yield f"{booth} {tr(STATES[state]).lower()}"


def _came(one: Came, tr: Translate) -> str:
    if one.is_other:
        return tr(N_("{booth}: what was signed is not there any more")).format(booth=one.booth)
    if one.was != one.state:
        said = tr(N_("{booth}: {facts}, {was} before, {state} now"))
        was, state = (tr(STATES[of]).lower() for of in (one.was, one.state))
        return said.format(booth=one.booth, facts=one.facts, was=was, state=state)
    return f"{one.booth}: {one.facts}"


def _correction(one: Correction, tr: Translate) -> str:
    said = tr(
        N_("Correction of {of_day}, made {day}: {amount} from {giver} to {taker}. {reason} ({by}, {witness})")
    )
    return said.format(
        of_day=f"{one.of_day:%d/%m/%Y}",
        day=f"{one.at:%d/%m/%Y}",
        amount=one.amount,
        giver=_party(one.giver, tr),
        taker=_party(one.taker, tr),
        reason=one.reason,
        by=one.by,
        witness=one.witness,
    )


def _party(party: Party, tr: Translate) -> str:
    return party.code or tr(ALONE[party.kind])
