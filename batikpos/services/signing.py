"""What is known of a day's signing: by whom, what came of the day since, and what stands as it was signed."""

from collections.abc import Iterator, Sequence

from batikpos.domain.decision import SignedJournal, SignOff
from batikpos.domain.fair import Booth
from batikpos.domain.journalday import JournalDay
from batikpos.domain.reconcile import DayState, Reconciliation
from batikpos.domain.signing import Came, DaySigning
from batikpos.domain.till import Till
from batikpos.services.decisions import load_decisions
from batikpos.services.journalproof import JournalProof
from batikpos.services.tills_of import tills_of
from batikpos.store.engine import Transaction
from batikpos.store.journal import find_hash, list_facts


def signing_of(
    tx: Transaction, fair_id: str, of: Reconciliation, journals: Sequence[JournalDay]
) -> DaySigning:
    """Say who signed a day off, and name each device of which something came, or is another, since."""
    decisions = load_decisions(tx, fair_id)
    corrections = decisions.corrections_on(of.day)
    signed = decisions.signed.get(of.day)
    if signed is None:
        return DaySigning(corrections=corrections)
    came = tuple(_came(tx, fair_id, of, journals, signed))
    return DaySigning(signed, came, of.proven - signed.total, corrections)


def _came(
    tx: Transaction, fair_id: str, of: Reconciliation, journals: Sequence[JournalDay], signed: SignOff
) -> Iterator[Came]:
    states = {row.booth: row.state.value for row in of.devices}
    then = {journal.journal_id: journal for journal in signed.journals if journal.journal_id}
    for journal in journals:
        was = then.pop(journal.journal_id, None)
        mark, before = (was.mark, was.state) if was else (0, DayState.MISSING.value)
        facts = _facts_since(tx, fair_id, journal, mark)
        is_other = was is not None and not _is_held(tx, fair_id, was)
        if facts or is_other or states[journal.booth] != before:
            yield Came(journal.booth.prefix, facts, before, states[journal.booth], is_other)
    for lost in then.values():
        yield Came(lost.booth, 0, lost.state, DayState.MISSING.value, is_other=True)


def _facts_since(tx: Transaction, fair_id: str, journal: JournalDay, mark: int) -> int:
    """Count what a journal brought of the day after a mark; later days follow there too, and are not it."""
    if journal.mark <= mark:
        return 0
    opened = {till.opened_seq for till in journal.tills}
    count = 0
    for fact in list_facts(tx, fair_id, journal.journal_id, after=mark):
        try:
            till = fact.body.get("till")
            count += fact.seq in opened or (type(till) is int and till in opened)
        except ValueError:
            continue  # it is listed as unread, and its day is not proven
    return count


def standing_tills(tx: Transaction, fair_id: str, signed: SignOff, booth: Booth) -> tuple[Till, ...]:
    """Read a device's tills as they were proven when their day was signed off, from its facts up to then.

    Two people put their names to that, and whoever holds the device adds nothing to it and takes nothing away
    by what it sends later. () where it was not proven then, or the centre does not hold the same any more.
    """
    theirs = [one for one in signed.journals if one.booth == booth.prefix]
    if any(one.state != DayState.PROVEN.value for one in theirs):
        return ()
    tills: list[Till] = []
    for one in theirs:
        facts = tuple(list_facts(tx, fair_id, one.journal_id, limit=one.mark)) if one.mark else ()
        proof = JournalProof()
        for fact in facts:
            proof.take(fact)
        if (proof.mark, proof.head.hex()) != (one.mark, one.head) or not proof.is_held:
            return ()
        tills.extend(tills_of(facts, signed.day))
    return tuple(tills)


def _is_held(tx: Transaction, fair_id: str, was: SignedJournal) -> bool:
    known = find_hash(tx, fair_id, was.journal_id, was.mark)
    return not was.mark or (known is not None and known.hex() == was.head)
