"""Making a fair: the organizer's desk, its plan and goods as facts, and what the centre knows by them."""

import json
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK, Booth, Person, Role
from batikpos.domain.fairplan import BadPlan, BoothPlan, FairPlan
from batikpos.domain.goods import goods_to_bodies
from batikpos.domain.money import Rupiah
from batikpos.domain.right import ApprovalNeeded
from batikpos.domain.typed import BadName
from batikpos.services.board import BoardReader
from batikpos.services.decisions import decide, load_decisions, load_goods
from batikpos.services.desk import Desk, open_desk
from batikpos.services.deskpeople import NotAtDesk, let_in, take_off, with_people_now
from batikpos.services.fair_file import load_fair, own_fingerprint, write_fair_file
from batikpos.services.organizer import NobodysMoney, NoSupervisor, NotTheDesk, change_fair, make_fair
from batikpos.services.people import NeedsApprover, WrongPin, enrol, sign_in
from batikpos.services.plan_pins import FILE_NAME, PinsUnreadable, give_pins, list_without_pin, without_pins
from batikpos.services.reconcile import reconcile_day
from batikpos.services.recovery import recover
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.till import DeskSellsNothing, open_till
from batikpos.services.verify import rebuild, verify
from batikpos.settings import Settings
from batikpos.store.catalogue import list_booths, list_producers
from batikpos.store.decisions import list_desks
from batikpos.store.engine import Store, open_store, store_url
from batikpos.store.journal import list_facts, load_head
from batikpos.sync.bundle import export_bundle, open_bundle
from batikpos.sync.push import push
from tests.services.organizers import MADE, PLAN, make_sample_desk, wati
from tests.shop import DAY, FLOAT, NOON, RINI, an_item, catalogue, people, set_up_booth, unguarded


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample fair's desk once, to be copied."""
    home = tmp_path_factory.mktemp("desk") / "home"
    make_sample_desk(home)
    return home


@pytest.fixture
def home_of_desk(made: Path, tmp_path: Path) -> Path:
    """Give a desk of one's own."""
    shutil.copytree(made, tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def organizer(home_of_desk: Path) -> Iterator[Desk]:
    """Open it."""
    desk = open_desk(home_of_desk)
    with closing(desk.store):
        yield desk


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Store]:
    """Open an empty centre."""
    with closing(open_store(store_url(str(tmp_path / "centre.db")), create=True)) as store:
        yield store


def goods_in(store: Store) -> Catalogue:
    """Read the goods of the fair from a store."""
    with store.reading() as tx:
        return load_goods(tx, SAMPLE_FAIR.fair_id)


def plan_in(store: Store) -> FairPlan:
    """Read the fair's plan from a store."""
    with store.reading() as tx:
        return load_decisions(tx, SAMPLE_FAIR.fair_id).plan


def last_fact(store: Store) -> int:
    """Say how far the desk's journal goes."""
    with store.reading() as tx:
        return load_head(tx).mark


def test_the_desk_is_a_device_whose_facts_are_the_plan_and_the_goods(organizer: Desk) -> None:
    assert (organizer.booth, organizer.fair, organizer.people) == (Booth(DESK), SAMPLE_FAIR, (wati(),))
    assert plan_in(organizer.store) == without_pins(PLAN)
    assert load_fair(organizer).plan == PLAN
    assert (goods_in(organizer.store).items, goods_in(organizer.store).producers) == (
        catalogue().items,
        catalogue().producers,
    )
    with organizer.store.reading() as tx:
        head = load_head(tx)
        kinds = [fact.kind for fact in list_facts(tx, head.fair_id, head.journal_id)]
    assert kinds[:2] == [FactKind.OPENING, FactKind.FAIR]
    assert (set(kinds[2:-1]), kinds[-1]) == ({FactKind.GOODS}, FactKind.STAMP)


def test_no_hash_of_a_pin_is_in_any_fact(organizer: Desk) -> None:
    """Facts go to the centre, and into packs for anybody: six digits are soon tried by whoever has a hash."""
    change_fair(organizer, wati(), plan=replace(load_fair(organizer).plan, venue="JCC"), now=NOON)
    with organizer.store.reading() as tx:
        head = load_head(tx)
        text = "".join(fact.payload for fact in list_facts(tx, head.fair_id, head.journal_id))
    assert text.count("Rini") == 6  # in the list of people and in two booths, twice
    assert "argon2" not in text
    kept = organizer.home / FILE_NAME
    assert kept.read_text().count("argon2") == len(PLAN.people)
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_lost_file_of_hashes_asks_for_new_pins_and_a_broken_one_is_named(organizer: Desk) -> None:
    (organizer.home / FILE_NAME).write_text("[")
    with pytest.raises(PinsUnreadable):
        load_fair(organizer)
    (organizer.home / FILE_NAME).unlink()
    plan = load_fair(organizer).plan
    assert list_without_pin(plan) == ("Rini", "Sari")
    new, pins = give_pins(plan)
    before = last_fact(organizer.store)
    done = change_fair(organizer, wati(), plan=new, now=NOON)
    assert (done.pins, done.plan, last_fact(organizer.store)) == (True, False, before)
    assert load_fair(organizer).plan == new
    assert set(pins) == {"Rini", "Sari"}


def test_a_long_list_goes_in_parts_that_a_centre_takes(tmp_path: Path) -> None:
    """One fact of 1 MiB would be refused there; letters of three bytes count too."""
    name = "\ua984" * 200  # Javanese, three bytes a letter
    items = tuple(an_item(f"X-{n}", name=name) for n in range(1_201))
    goods = Catalogue(items, (Producer("TOM", name, address=name),))
    make_fair(tmp_path / "d", SAMPLE_FAIR, FairPlan(), goods, (wati(),), Settings(), now=MADE)
    with closing(open_desk(tmp_path / "d").store) as store:
        assert goods_in(store).items == items
        with store.reading() as tx:
            head = load_head(tx)
            facts = list_facts(tx, head.fair_id, head.journal_id)
            payloads = [f.payload for f in facts if f.kind == FactKind.GOODS]
    assert [len(json.loads(p)["body"]["items"]) <= 500 for p in payloads] == [True] * len(payloads)
    assert len(payloads) > 2
    assert max(len(p.encode()) for p in payloads) < 2**20


def test_nothing_stays_of_a_fair_that_is_refused(tmp_path: Path) -> None:
    wrong = replace(PLAN, booths=(BoothPlan(DESK),))
    cashier = replace(wati(), role=Role.CASHIER)
    for plan, who, mishap in ((wrong, wati(), BadPlan), (PLAN, cashier, NoSupervisor)):
        with pytest.raises(mishap):
            make_fair(tmp_path / "d", SAMPLE_FAIR, plan, catalogue(), (who,), Settings(), now=MADE)
    assert list(tmp_path.iterdir()) == []


def test_the_centre_knows_the_booths_and_producers_before_they_send(organizer: Desk, centre: Store) -> None:
    assert push(organizer.store, centre).is_equal
    assert (plan_in(centre), goods_in(centre).items) == (without_pins(PLAN), catalogue().items)
    with centre.reading() as tx:
        booths = list_booths(tx, SAMPLE_FAIR.fair_id)
        producers = list_producers(tx, SAMPLE_FAIR.fair_id)
    assert {"A03", "Z9"} <= set(booths)
    assert DESK not in booths
    assert set(producers) == set(catalogue().producers)


def test_what_is_changed_later_holds_at_the_centre_too(organizer: Desk, centre: Store) -> None:
    """A booth and a producer that came later are known there as the first ones are."""
    push(organizer.store, centre)
    later = replace(PLAN, booths=(*PLAN.booths, BoothPlan("B7")), venue="JCC")
    new = Producer("BARU", "Batik Baru", booth="B7")
    goods = Catalogue((*catalogue().items, an_item("BARU-1", producer="BARU")), (*catalogue().producers, new))
    done = change_fair(organizer, wati(), plan=later, goods=goods, now=NOON)
    assert (done.plan, done.goods) == (True, True)
    push(organizer.store, centre)
    assert (plan_in(centre), goods_in(centre).items) == (without_pins(later), goods.items)
    with centre.reading() as tx:
        assert "B7" in list_booths(tx, SAMPLE_FAIR.fair_id)
        assert new in list_producers(tx, SAMPLE_FAIR.fair_id)


def test_a_list_is_read_once_for_all_who_ask_and_anew_when_it_was_changed(organizer: Desk) -> None:
    before = goods_in(organizer.store)
    assert goods_in(organizer.store) is before
    fewer = before.with_items(before.items[1:])
    change_fair(organizer, wati(), goods=fewer, now=NOON)
    assert goods_in(organizer.store) == fewer != before


def test_what_is_the_same_makes_no_fact(organizer: Desk) -> None:
    before = last_fact(organizer.store)
    done = change_fair(organizer, wati(), plan=PLAN, goods=catalogue(), now=NOON)
    assert (done.plan, done.goods, last_fact(organizer.store)) == (False, False, before)


@pytest.mark.parametrize(
    ("who", "plan", "mishap"),
    [
        (people()[0], replace(PLAN, venue="JCC"), ApprovalNeeded),
        (None, replace(PLAN, rounding=7), BadPlan),
        (None, replace(PLAN, booths=(BoothPlan("A03", qris="SIAPA"),)), BadPlan),
    ],
)
def test_a_refused_change_leaves_everything(
    organizer: Desk, who: Person | None, plan: FairPlan, mishap: type[PosError]
) -> None:
    before = last_fact(organizer.store)
    with pytest.raises(mishap):
        change_fair(organizer, who or wati(), plan=plan, goods=Catalogue(), now=NOON)
    assert (last_fact(organizer.store), load_fair(organizer).plan) == (before, PLAN)


def test_a_booth_changes_no_fair(tmp_path: Path) -> None:
    set_up_booth(tmp_path / "booth")
    with closing((desk := open_desk(tmp_path / "booth")).store), pytest.raises(NotTheDesk):
        change_fair(desk, people()[1], plan=PLAN, now=NOON)


def test_somebody_else_is_let_in_at_the_desk(organizer: Desk) -> None:
    """And the last supervisor is not turned into a cashier."""
    budi = enrol("Budi", Role.SUPERVISOR, "5566")
    with pytest.raises(NoSupervisor):
        let_in(organizer, wati(), replace(wati(), role=Role.CASHIER), now=NOON)
    assert let_in(organizer, wati(), budi, now=NOON).people == (wati(), budi)
    with closing((again := open_desk(organizer.home)).store):
        assert set(again.people) == {wati(), budi}
        with pytest.raises(ApprovalNeeded):
            let_in(again, people()[0], budi, now=NOON)


def test_a_day_named_with_a_change_of_goods_moves_no_money_of_before(organizer: Desk) -> None:
    """Who holds it is dated anew only by sheets that say nothing new."""
    payee = replace(load_fair(organizer).plan, booths=(BoothPlan("A03", qris="organizer"),))
    open_at = NOON + timedelta(days=1)
    change_fair(organizer, wati(), plan=payee, since=DAY + timedelta(days=1), now=open_at)
    before = load_fair(organizer).plan.held
    goods = catalogue()
    dearer = replace(goods.items[0], price=Rupiah(goods.items[0].price.amount + 5_000))
    changed = Catalogue((dearer, *goods.items[1:]), goods.producers)
    with pytest.raises(NobodysMoney):
        change_fair(organizer, wati(), goods=changed, since=DAY + timedelta(days=2), now=open_at)
    assert before
    assert load_fair(organizer).plan.held == before


def test_nobody_alone_makes_a_second_person_of_a_desk_that_has_one(organizer: Desk) -> None:
    """Neither a new one nor by a PIN of one's own choosing: one could sign as two."""
    budi, tono = (enrol(name, Role.SUPERVISOR, pin) for name, pin in (("Budi", "5566"), ("Tono", "7788")))
    desk = let_in(organizer, wati(), budi, now=NOON)
    for new in (tono, enrol("Budi", Role.SUPERVISOR, "1111")):
        for alone in ("", wati().name):
            with pytest.raises(ApprovalNeeded):
                let_in(desk, wati(), new, now=NOON, approver=alone)
    let_in(desk, wati(), tono, now=NOON, approver="Budi")
    with desk.store.reading() as tx:
        known = load_decisions(tx, desk.fair.fair_id).let_in
    assert [(one.by, one.name, one.agreed) for one in known] == [
        ("Wati", "Budi", ""),
        ("Wati", "Tono", "Budi"),
    ]


def test_somebody_is_taken_off_the_desk_by_two(organizer: Desk) -> None:
    """One alone could take all others off, and sign as two with whom it lets in then."""
    budi, tono = (enrol(name, Role.SUPERVISOR, pin) for name, pin in (("Budi", "5566"), ("Tono", "7788")))
    desk = let_in(organizer, wati(), budi, now=NOON)
    before = last_fact(desk.store)
    for alone in ("", wati().name):
        with pytest.raises(ApprovalNeeded):
            take_off(desk, wati(), "Budi", now=NOON, approver=alone)
    with pytest.raises(NotAtDesk):
        take_off(desk, wati(), "Tono", now=NOON, approver="Budi")
    with pytest.raises(ApprovalNeeded):
        take_off(desk, people()[0], "Budi", now=NOON, approver="Wati")
    assert last_fact(desk.store) == before

    desk = let_in(desk, wati(), tono, now=NOON, approver="Budi")
    desk = take_off(desk, wati(), " budi", now=NOON, approver="Tono")
    desk = take_off(desk, wati(), "Tono", now=NOON, approver="Tono")
    with pytest.raises(NoSupervisor):
        take_off(desk, wati(), "Wati", now=NOON)
    with pytest.raises(NeedsApprover):  # who is no more at the desk agrees to nothing
        let_in(desk, wati(), budi, now=NOON, approver="Tono")
    with closing((again := open_desk(desk.home)).store):
        assert again.people == (wati(),)
        with pytest.raises(WrongPin):
            sign_in(again, "Budi", "5566", beat=0.0)
    with desk.store.reading() as tx:
        off = [one for one in load_decisions(tx, desk.fair.fair_id).let_in if one.is_off]
    assert [(one.by, one.name, one.agreed) for one in off] == [
        ("Wati", "Budi", "Tono"),
        ("Wati", "Tono", "Tono"),
    ]


def test_two_names_that_read_alike_are_one_person(organizer: Desk) -> None:
    budi = enrol(" Re\u0301ni  Ayu ", Role.SUPERVISOR, "5566")
    desk = let_in(organizer, wati(), budi, now=NOON)
    assert desk.people[-1].name == "R\u00e9ni Ayu"
    again = enrol("R\u00c9NI\u00a0ayu", Role.SUPERVISOR, "7788")
    desk = let_in(desk, wati(), again, now=NOON, approver="R\u00e9ni Ayu")
    assert [person.name for person in desk.people] == ["Wati", "R\u00c9NI ayu"]


def test_whoever_was_taken_off_elsewhere_signs_in_no_more(organizer: Desk) -> None:
    budi = enrol("Budi", Role.SUPERVISOR, "5566")
    before = let_in(organizer, wati(), budi, now=NOON)
    take_off(before, wati(), "Budi", now=NOON, approver="Budi")
    assert with_people_now(before).people == (wati(),)


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 201, "Budi\u202e", "Wa\u200bti", "Wati\ufe0f", "\u3164", "\u2800"]
)
def test_nobody_is_let_in_without_a_name_that_is_seen(organizer: Desk, name: str) -> None:
    with pytest.raises(BadName):
        let_in(organizer, wati(), replace(wati(), name=name), now=NOON)


def test_the_desk_is_proven_rebuilt_and_sent_by_stick_like_a_booth(
    organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    change_fair(organizer, wati(), goods=Catalogue((), catalogue().producers), now=NOON)
    assert verify(organizer.store).is_ok
    with closing(open_store(store_url(str(tmp_path / "again.db")), create=True)) as again:
        assert rebuild(organizer.store, again)[1] == ()
    file = tmp_path / "PANITIA.batikpos"
    assert export_bundle(organizer.store, organizer.home, file, now=NOON).is_signed
    with open_bundle(file) as bundle:
        assert push(bundle.store, centre).is_equal
    assert (plan_in(centre), goods_in(centre).items) == (without_pins(PLAN), ())


def test_nothing_is_sold_at_the_desk(organizer: Desk) -> None:
    """What it took in would be in no booth's day, and on no board."""
    before = last_fact(organizer.store)
    with pytest.raises(DeskSellsNothing):
        open_till(organizer, FLOAT, cashier="Wati", now=NOON)
    assert last_fact(organizer.store) == before


def test_a_damaged_desk_goes_on_with_all_it_decided(home_of_desk: Path, centre: Store) -> None:
    """It sells nothing, so it has no price list to go on with, and needs none."""
    with closing((desk := open_desk(home_of_desk)).store):
        before = own_fingerprint(desk)
    unguarded(home_of_desk, "UPDATE fact SET payload = payload || ' ' WHERE seq = 3")
    recover(home_of_desk, now=NOON)
    with closing((desk := open_desk(home_of_desk)).store):
        assert own_fingerprint(desk) == before  # or every booth would refuse its next fair file
        file = write_fair_file(desk, load_fair(desk), "A03", home_of_desk.with_name("a.batikfair"), now=NOON)
        assert file.fingerprint == before
        assert desk.people == (wati(),)
        assert load_fair(desk).plan == PLAN
        assert goods_in(desk.store).items == catalogue().items  # from the copy of how it began
        assert change_fair(desk, wati(), plan=replace(PLAN, venue="JCC"), now=NOON).plan
        assert verify(desk.store).is_ok
        push(desk.store, centre)
    assert goods_in(centre).items == catalogue().items
    assert plan_in(centre) == replace(without_pins(PLAN), venue="JCC")
    with centre.reading() as tx:
        desks = list_desks(tx, SAMPLE_FAIR.fair_id)
    assert [(of.is_ours, of.signed == of.mark) for of in desks] == [(True, True)] * 2


def test_the_desk_is_on_no_board(organizer: Desk, centre: Store) -> None:
    """Neither its own device nor what it decides makes a row, or a booth that is missing."""
    push(organizer.store, centre)
    change_fair(organizer, wati(), plan=replace(PLAN, venue="JCC"), now=NOON)
    push(organizer.store, centre)
    for day in (DAY, NOON.date(), MADE.date()):
        of = reconcile_day(centre, day).reconciliation
        assert DESK not in {row.booth.code for row in of.devices}
        assert {row.booth.code for row in of.devices} >= {"A03", "Z9"}


def test_nothing_is_asked_of_a_booth_that_was_taken_off_the_plan(
    organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    """It is missing no more, neither in the reconciliation nor on the board; what it sent is looked at."""
    push(organizer.store, centre)
    fewer = replace(PLAN, booths=tuple(booth for booth in PLAN.booths if booth.code != "Z9"))
    assert "Z9" in {row.booth.code for row in reconcile_day(centre, DAY).reconciliation.devices}
    change_fair(organizer, wati(), plan=fewer, now=NOON)
    push(organizer.store, centre)
    assert "Z9" not in {row.booth.code for row in reconcile_day(centre, DAY).reconciliation.devices}
    assert "Z9" not in {row.booth.code for row in BoardReader().poll(centre, DAY, now=NOON).rows}
    set_up_booth(tmp_path / "booth", booth="Z9")
    with closing((desk := open_desk(tmp_path / "booth")).store):
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        push(desk.store, centre)
    for rows in (
        reconcile_day(centre, DAY).reconciliation.devices,
        BoardReader().poll(centre, DAY, now=NOON).rows,
    ):
        assert "Z9" in {row.booth.code for row in rows}


def test_the_goods_of_a_booths_journal_are_not_the_fairs(centre: Store, tmp_path: Path) -> None:
    """A booth that writes a price list of the fair's kind decides nothing."""
    set_up_booth(tmp_path / "booth")
    with closing((desk := open_desk(tmp_path / "booth")).store):
        for body in goods_to_bodies(Catalogue((an_item(),), (Producer("TOM", "Tom"),))):
            decide(desk, FactKind.GOODS, body, now=NOON)
        push(desk.store, centre)
    assert goods_in(centre) == Catalogue()
