"""A cause: part of a difference, how sure it is, and the papers and facts that show it."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from enum import StrEnum

from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_, Translate
from batikpos.values import frozen


class Grade(StrEnum):
    """How sure a cause is, the surest first.

    CERTAIN: shown by a paper or a count that is not the booth's own. LIKELY: it fits to the rupiah, or
    nothing else does. POSSIBLE: it may be; it explains nothing of the difference. NOTED: worth knowing.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NOTED = "noted"


@frozen
class Cause:
    """Part of a difference; `evidence` names the papers that show it.

    `amount` is its part of the drawer's difference (counted less expected), `qris` its part of what the
    acquirer's statement has more than the books. `could` is what a possible cause would explain.
    `about` names what it rests on: no two causes explain by the same payment or piece. One that was found
    several `times` by the same papers is one, of all the money.
    """

    code: str
    amount: Rupiah
    text: str
    evidence: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    grade: Grade = Grade.NOTED
    qris: Rupiah = ZERO
    could: Rupiah = ZERO
    about: frozenset[str] = frozenset()
    times: int = 1

    @property
    def weight(self) -> int:
        """Say how large it is, for what is named first."""
        return max(abs(self.amount.amount), abs(self.qris.amount))


WHYS = {
    "damaged": N_("it was damaged"),
    "restored": N_("a copy was put back"),
    "taken_over": N_("another laptop took over"),
}

UNEXPLAINED_CODE = "unexplained"
UNEXPLAINED = N_("Not explained: counted {counted}, expected {expected}.")
LIKELY = N_("Likely: {cause}")
POSSIBLE = N_("Possible, and not counted as explained: {cause}")
TIMES = N_("{cause} ({times} times)")
POSSIBLE_AMOUNT = N_("Possible ({could}), and not counted as explained: {cause}")


def say(cause: Cause, figures: Mapping[str, object], tr: Translate) -> str:
    """Say a cause with the figures of its day, and how sure it is."""
    values = {**cause.values, **figures}
    if "why" in values:
        values["why"] = tr(WHYS.get(str(values["why"]), str(values["why"])))
    said = tr(cause.text).format(**values)
    if cause.times > 1:
        said = tr(TIMES).format(cause=said, times=cause.times)
    if cause.grade is Grade.LIKELY:
        return tr(LIKELY).format(cause=said)
    if cause.grade is Grade.POSSIBLE:
        return tr(POSSIBLE_AMOUNT if cause.could else POSSIBLE).format(cause=said, could=cause.could)
    return said


def say_amount(cause: Cause) -> str:
    """Say what a cause is worth, "" where it moved nothing: in the drawer, else in the statement."""
    if cause.amount:
        return str(cause.amount)
    return f"QRIS {cause.qris}" if cause.qris else ""


def merged(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Put what says the same by the same papers together; what moved nothing is said once."""
    found: dict[tuple[object, ...], Cause] = {}
    for cause in causes:
        key = (cause.code, cause.text, cause.grade, cause.evidence, repr(sorted(cause.values.items())))
        if (same := found.get(key)) is None:
            found[key] = cause
        elif cause.weight or cause.could:
            found[key] = replace(
                same,
                amount=same.amount + cause.amount,
                qris=same.qris + cause.qris,
                could=same.could + cause.could,
                about=same.about | cause.about,
                times=same.times + cause.times,
            )
    return tuple(found.values())


def only_possible(cause: Cause) -> Cause:
    """Let a cause explain nothing: it may be, and something else may be as well."""
    return replace(cause, amount=ZERO, qris=ZERO, could=cause.amount, grade=Grade.POSSIBLE)


def unexplained(rest: Rupiah, numbers: tuple[str, ...]) -> Cause:
    """Name what no cause explains; `numbers` are the slips that show it."""
    return Cause(UNEXPLAINED_CODE, rest, UNEXPLAINED, numbers)
