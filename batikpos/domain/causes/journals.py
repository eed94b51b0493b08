"""What a day's journals themselves tell: not sent, sent in part, put aside, carried on, drawers used."""

from collections.abc import Iterable, Sequence

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.openings import say_opening
from batikpos.domain.fact import FactKind
from batikpos.domain.journalday import JournalDay
from batikpos.domain.money import ZERO
from batikpos.domain.till import Till
from batikpos.i18n import N_

FORK = N_(
    "A copy of this booth sold too: {sales} sales, {total}. They were put aside and count nowhere: ask for"
    " both laptops."
)
WENT_ON = N_("This booth's store was replaced after fact {seq} ({why}), and went on in another journal.")
GAP = N_(
    "{count} facts that its replaced store held never came: sales of this day may be missing. Ask for that"
    " laptop, or for the folder “kept”."
)
RECOUNTED = N_(
    "The store that was put back did not know that this drawer had been counted and closed with {first}."
    " It was counted again: the later count holds."
)
UNPROVEN = N_("Its facts, numbers or signatures do not hold: “batikpos verify” names them.")
CLOCK = N_(
    "This booth's clock was set {count} times. Its facts count in the order in which they were written."
)
RULES_CHANGED = N_("Its rules were changed {count} times while the till was open.")
PROMOTIONS_CHANGED = N_("Its promotions were changed {count} times while the till was open.")
LIST_RENEWED = N_("The organizer's fair file was taken {count} times while the till was open.")
OPENED = N_("Its drawer was opened {count} times without a sale.")
COUNTED = N_("Its drawer was counted {count} times before the close, and not always alike.")
SILENT = N_("Nothing of this day has come. Ask the booth to send it, or for a stick.")
IN_PART = N_(
    "Its till was not closed as far as it was sent: the last that came is of {last}. Let it send again."
)

NOT_SENT = Cause("not_sent", ZERO, SILENT, grade=Grade.CERTAIN)


def sent_in_part(tills: Iterable[Till]) -> Cause:
    """Say how far a day came whose tills are not all closed."""
    last = max(
        at
        for till in tills
        for at in (till.opened_at, *(s.at for s in till.sales), *(m.at for m in till.moves))
    )
    return Cause("sent_in_part", ZERO, IN_PART, values={"last": f"{last:%H.%M}"}, grade=Grade.CERTAIN)


def journal_causes(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    """Note what was put aside, what never came, what goes on from what, and what does not hold."""
    with_tills = [journal for journal in journals if journal.tills]
    is_held = all(journal.is_held for journal in with_tills)
    return (
        *_forks(journals),
        *_went_on(with_tills),
        *_clock_set(with_tills),
        *_changed(with_tills),
        *_gaps(journals),
        *(() if is_held else (Cause("unproven", ZERO, UNPROVEN),)),
        *(
            Cause("recounted", ZERO, RECOUNTED, (till.number,), {"first": till.counted})
            for till in counted_again(with_tills)
        ),
    )


def counted_again(journals: Sequence[JournalDay]) -> tuple[Till, ...]:
    """List the tills that were counted, and of which another that carries them on was counted again."""
    carried = {till.carries for journal in journals for till in journal.tills}
    return tuple(
        till
        for journal in journals
        for till in journal.tills
        if till.counted is not None and (journal.journal_id, till.opened_seq) in carried
    )


def drawer_notes(tills: Sequence[Till]) -> tuple[Cause, ...]:
    """Say how often drawers were opened without a sale, and counts that were not the last word."""
    opened = tuple(say_opening(opening) for till in tills for opening in till.openings)
    counted = tuple(
        f"{count.at:%H.%M} {count.cashier}: {count.counted}"
        for till in tills
        if any(count.counted != till.counted for count in till.counts)
        for count in till.counts
    )
    causes = (("drawer_opened", OPENED, opened), ("counts", COUNTED, counted))
    return tuple(Cause(code, ZERO, text, told, {"count": len(told)}) for code, text, told in causes if told)


def _forks(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    asides = [journal.aside for journal in journals if journal.aside.papers]
    return tuple(
        Cause("fork", ZERO, FORK, aside.papers, {"sales": aside.sales, "total": aside.total})
        for aside in asides
    )


def _gaps(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    gaps = [journal.origin.missing for journal in journals if journal.origin and journal.origin.missing]
    return tuple(Cause("gap", ZERO, GAP, values={"count": count}) for count in gaps)


def _went_on(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    return tuple(
        Cause("went_on", ZERO, WENT_ON, values={"seq": journal.origin.seq, "why": journal.origin.why})
        for journal in journals
        if journal.origin and any(other.journal_id == journal.origin.journal_id for other in journals)
    )


def _clock_set(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    steps = [step for journal in journals for till in journal.tills for step in till.clock_steps]
    told = tuple(f"{step.was:%d/%m %H.%M} > {step.at:%d/%m %H.%M}" for step in steps)
    return (Cause("clock", ZERO, CLOCK, told, {"count": len(steps)}),) if steps else ()


def _changed(journals: Sequence[JournalDay]) -> tuple[Cause, ...]:
    """Say which rules, promotions and price lists were set in the middle of a day, and by whom."""
    causes = []
    for kind, code, text in (
        (FactKind.RULES, "rules_changed", RULES_CHANGED),
        (FactKind.PROMOTIONS, "promotions_changed", PROMOTIONS_CHANGED),
        (FactKind.RENEWAL, "list_renewed", LIST_RENEWED),
    ):
        told = tuple(
            f"{c.at:%H.%M} {' + '.join(filter(None, (c.cashier, c.approver)))}: {c.said}"
            for journal in journals
            for c in journal.changes
            if c.kind is kind
        )
        if told:
            causes.append(Cause(code, ZERO, text, told, {"count": len(told)}))
    return tuple(causes)
