"""What the centre makes of an offer, example by example."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from batikpos.domain.fact import GENESIS, Fact, FactKind, make_fact
from batikpos.domain.fair import Booth
from batikpos.sync.mark import Mark
from batikpos.sync.protocol import Append, Broken, Fork, Gap, Known, Offer, Verdict, judge
from tests.sync.booths import FAIR, NOON

JOURNAL = "0f6e4a52-0000-4000-8000-000000000001"
OTHER = "0f6e4a52-0000-4000-8000-000000000002"
BOOTH = Booth("A01")


def chain(said: str, *, after: Sequence[Fact] = (), journal_id: str = JOURNAL) -> tuple[Fact, ...]:
    """Write one fact for each letter, behind those that are there."""
    facts = list(after)
    for letter in said:
        facts.append(
            make_fact(
                fair_id=FAIR.fair_id,
                journal_id=journal_id,
                seq=len(facts) + 1,
                before=facts[-1].hash if facts else GENESIS,
                kind=FactKind.CASH_MOVE,
                at=NOON,
                body={"said": letter},
            )
        )
    return tuple(facts)


@dataclass
class Held:
    """A centre in plain Python: what it holds of the journal, and what lies aside."""

    facts: tuple[Fact, ...] = ()
    aside: set[tuple[int, bytes]] = field(default_factory=set)

    def judges(self, facts: Sequence[Fact], before: bytes | None = None) -> Verdict:
        """Judge an offer of facts."""
        mark = Mark(self.facts[-1].seq, self.facts[-1].hash) if self.facts else Mark()
        if before is None:
            before = GENESIS
        hashes = {f.seq: f.hash for f in self.facts}
        return judge(
            mark,
            Offer(FAIR.fair_id, JOURNAL, BOOTH, before, tuple(facts)),
            hash_at=hashes.get,
            is_aside=lambda seq, hash_: (seq, hash_) in self.aside,
        )


DAY = chain("abcdefgh")


def test_the_first_facts_are_taken() -> None:
    assert Held().judges(DAY[:3]) == Append(DAY[:3])


def test_what_follows_the_mark_is_taken() -> None:
    assert Held(DAY[:3]).judges(DAY[3:5], DAY[2].hash) == Append(DAY[3:5])


def test_what_is_held_already_is_known() -> None:
    assert Held(DAY[:3]).judges(DAY[:3]) == Known()


def test_part_of_what_is_held_is_known() -> None:
    assert Held(DAY).judges(DAY[2:5], DAY[1].hash) == Known()


def test_a_greeting_changes_nothing() -> None:
    assert Held(DAY[:3]).judges(()) == Known()


def test_only_what_is_new_of_an_overlap_is_taken() -> None:
    assert Held(DAY[:4]).judges(DAY[1:6], DAY[0].hash) == Append(DAY[4:6])


def test_a_gap_is_never_jumped() -> None:
    assert Held(DAY[:2]).judges(DAY[3:5], DAY[2].hash) == Gap()


def test_a_gap_at_the_beginning_is_never_jumped() -> None:
    assert Held().judges(DAY[1:3], DAY[0].hash) == Gap()


@pytest.mark.parametrize("same", range(5))
def test_another_day_under_the_same_numbers_is_a_fork(same: int) -> None:
    held = chain("abcde")
    other = chain("XYZUV", after=held[:same])[:5]
    assert Held(held).judges(other) == Fork(other[same:])


def test_a_fork_that_goes_further_is_put_aside_to_its_end() -> None:
    other = chain("XYZ", after=DAY[:2])
    assert Held(DAY[:3]).judges(other) == Fork(other[2:])


def test_a_fork_right_behind_the_mark_is_seen_by_the_hash_before_it() -> None:
    held, other = DAY[:3], chain("XYZ", after=DAY[:2])
    assert Held(held).judges(other[3:], other[2].hash) == Fork(other[3:])


def test_the_rest_of_a_forked_branch_follows_it_aside() -> None:
    other = chain("UVWXYZ", after=DAY[:2])
    aside = {(f.seq, f.hash) for f in other[2:6]}
    assert Held(DAY[:3], aside).judges(other[6:], other[5].hash) == Fork(other[6:])


def test_a_branch_is_continued_aside_only_where_its_own_end_lies_aside() -> None:
    other = chain("UVWXYZ", after=DAY[:2])
    aside = {(f.seq, f.hash) for f in chain("QRSTQR", after=DAY[:2])[2:6]}
    assert Held(DAY[:3], aside).judges(other[6:], other[5].hash) == Gap()


def test_the_first_branch_goes_on_although_another_lies_aside() -> None:
    other = chain("XYZ", after=DAY[:2])
    aside = {(f.seq, f.hash) for f in other[2:]}
    assert Held(DAY[:3], aside).judges(DAY[3:], DAY[2].hash) == Append(DAY[3:])


def test_a_changed_payload_is_broken() -> None:
    changed = replace(DAY[1], payload=DAY[1].payload.replace('"b"', '"X"'))
    assert Held().judges((DAY[0], changed, *DAY[2:])) == Broken(2)


def test_a_changed_hash_is_broken() -> None:
    assert Held().judges((DAY[0], replace(DAY[1], hash=bytes(32)), DAY[2])) == Broken(2)


def test_a_wrong_hash_before_the_first_is_broken() -> None:
    assert Held(DAY[:3]).judges(DAY[3:5], DAY[1].hash) == Broken(4)


def test_a_first_fact_that_follows_something_is_broken() -> None:
    (first,) = chain("a")
    rooted = make_fact(
        fair_id=FAIR.fair_id,
        journal_id=JOURNAL,
        seq=1,
        before=first.hash,
        kind=FactKind.CASH_MOVE,
        at=NOON,
        body={"said": "a"},
    )
    assert Held().judges([rooted], first.hash) == Broken(1)


def test_swapped_facts_are_broken() -> None:
    assert Held().judges((DAY[0], DAY[2], DAY[1])) == Broken(3)


def test_a_fact_left_out_in_the_middle_is_broken() -> None:
    assert Held().judges((DAY[0], DAY[2])) == Broken(3)


def test_a_fact_offered_twice_in_one_offer_is_broken() -> None:
    assert Held().judges((DAY[0], DAY[0], DAY[1])) == Broken(1)


def test_facts_of_another_journal_are_broken() -> None:
    assert Held().judges(chain("abc", journal_id=OTHER)) == Broken(1)


def test_facts_of_another_journal_are_not_relabelled() -> None:
    stolen = tuple(replace(f, journal_id=JOURNAL) for f in chain("abc", journal_id=OTHER))
    assert Held().judges(stolen) == Broken(1)


def test_facts_of_another_fair_are_not_relabelled() -> None:
    foreign = make_fact(
        fair_id="another fair",
        journal_id=JOURNAL,
        seq=1,
        before=GENESIS,
        kind=FactKind.CASH_MOVE,
        at=NOON,
        body={},
    )
    assert Held().judges([foreign]) == Broken(1)
    assert Held().judges([replace(foreign, fair_id=FAIR.fair_id)]) == Broken(1)


@pytest.mark.parametrize("wrong", [replace(DAY[0], kind="sale"), replace(DAY[0], seq=7)], ids=["kind", "seq"])
def test_columns_that_say_otherwise_than_the_payload_are_broken(wrong: Fact) -> None:
    assert Held().judges([wrong]) == Broken(wrong.seq)


@pytest.mark.parametrize("payload", ["", "{", "null", "[]", "7", '"x"', "{}"])
def test_a_payload_that_is_no_fact_is_broken(payload: str) -> None:
    assert Held().judges([replace(DAY[0], payload=payload)]) == Broken(1)


def test_a_broken_offer_is_broken_whatever_is_held() -> None:
    changed = replace(DAY[1], payload=DAY[1].payload.replace('"b"', '"X"'))
    for held in (DAY[:1], DAY[:2], DAY):
        assert Held(held).judges((DAY[0], changed)) == Broken(2)
