"""The fair file: signed by the desk, taken by its booth alone, and nothing of a forged one believed."""

import json
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.catalogue import Catalogue, digest_of
from batikpos.domain.fact import Fact, FactKind, canonical
from batikpos.domain.fair import DESK, Booth
from batikpos.domain.fairfile import FairFile, fair_file_from_body, fair_file_to_body
from batikpos.domain.fairplan import BoothPlan
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import PercentEach, Promotion, Scope
from batikpos.domain.right import Act, Rules
from batikpos.services.backup import back_up
from batikpos.services.desk import Desk, KeyLost, open_desk
from batikpos.services.desks import keys_known_in
from batikpos.services.fair_file import (
    LARGEST_FILE,
    BadFairFile,
    NobodySells,
    NoFairFile,
    NoSuchBooth,
    OpenedFairFile,
    OtherFingerprint,
    load_fair,
    own_fingerprint,
    read_fair_file,
    write_fair_file,
)
from batikpos.services.organizer import NotTheDesk, change_fair
from batikpos.services.people import enrol, sign_in
from batikpos.services.reconcile import reconcile_day
from batikpos.services.recovery import recover, restore
from batikpos.services.renewal import (
    AnotherKey,
    AnothersFile,
    FairOver,
    FirstFairFile,
    NotPlanned,
    OlderFairFile,
    plan_of,
    renew,
)
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import set_up
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.settings import Settings, load_settings
from batikpos.signing import KEY_NAME, Purpose, make_key, public_half, sign
from batikpos.store.catalogue import list_producers
from batikpos.store.engine import Store, open_store, store_url
from batikpos.store.journal import list_facts, load_head
from batikpos.sync.push import push
from batikpos.targets import BadTarget
from tests.services.organizers import MADE, PLAN, make_sample_desk, wati
from tests.shop import DAY, FLOAT, NOON, SHIRT, catalogue, people, raw, set_up_booth, unguarded

CENTRE = "postgresql://batikpos_a03_x:s3cret@10.0.0.2:5432/fair?sslmode=require"
OBRAL = Promotion("Obral", PercentEach(1_000), Scope(producers=("TOM",)))
TOM_ITEMS = tuple(i for i in catalogue().items if i.producer == "TOM")
TOM = next(p for p in catalogue().producers if p.code == "TOM")
LATER = MADE + timedelta(days=30)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a desk, the file of A03, and a booth of it, each once."""
    folder = tmp_path_factory.mktemp("fair")
    make_sample_desk(folder / "desk")
    with closing((desk := open_desk(folder / "desk")).store):
        change_fair(desk, wati(), promotions=(OBRAL,), now=MADE)
        file = write_fair_file(
            desk, load_fair(desk), "A03", folder / "A03.batikfair", now=MADE, central=CENTRE
        )
    set_up(folder / "booth", plan_of(file, 1, Settings(language="en", paper=80), now=MADE), now=MADE)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Give them to one test alone."""
    return Path(shutil.copytree(made, tmp_path / "all"))


@pytest.fixture
def organizer(folder: Path) -> Iterator[Desk]:
    """Open the desk."""
    with closing((desk := open_desk(folder / "desk")).store):
        yield desk


@pytest.fixture
def booth(folder: Path) -> Iterator[Desk]:
    """Open the booth."""
    with closing((desk := open_desk(folder / "booth")).store):
        yield desk


def facts_of(store: Store) -> list[Fact]:
    """Read a device's own facts."""
    with store.reading() as tx:
        head = load_head(tx)
        return list(list_facts(tx, head.fair_id, head.journal_id))


def forge(file: Path, home: Path, body: Any, *, text: str | None = None) -> Path:
    """Write a fair file that says anything, signed with the key of a home."""
    said = canonical(body) if text is None else text
    header = {"fair_file": 1, "key": public_half(home), "signature": sign(home, Purpose.FAIR_FILE, said)}
    file.write_text(json.dumps(header, separators=(",", ":")) + "\n" + said + "\n", encoding="utf-8")
    return file


def body_in(file: Path) -> Any:
    """Read what a fair file says."""
    return json.loads(file.read_text(encoding="utf-8").split("\n")[1])


def test_a_booth_has_all_it_needs_from_its_file(booth: Desk) -> None:
    """Its own goods and people, the rules, the way in; what this machine is stays its own."""
    assert (booth.booth, booth.catalogue.items) == (Booth("A03"), TOM_ITEMS)
    assert [p.code for p in booth.catalogue.producers] == ["TOM"]
    assert set(booth.people) == set(people())
    assert sign_in(booth, "Rini", "1234", beat=0.0).name == "Rini"
    kept = booth.settings
    assert (kept.central, kept.rounding, kept.language, kept.paper) == (CENTRE, 500, "en", 80)
    assert kept.rules == Rules(frozenset({Act.VOID}), 2_000)
    assert keys_known_in(booth.store) == {public_half(booth.home.with_name("desk"))}
    assert verify(booth.store).is_ok


def test_the_lowest_prices_of_others_stay_at_home(folder: Path, organizer: Desk) -> None:
    """A booth without producers of its own is a till for everything."""
    text = (folder / "A03.batikfair").read_text(encoding="utf-8")
    assert not [i.sku for i in catalogue().items if i.producer != "TOM" and i.sku in text]
    every = write_fair_file(organizer, load_fair(organizer), "Z9", folder / "Z9.batikfair", now=NOON).says
    assert every.goods.items == catalogue().items
    assert [p.name for p in every.people] == ["Rini"]


def test_neither_pins_nor_other_booths_people_are_in_it(folder: Path) -> None:
    text = (folder / "A03.batikfair").read_text(encoding="utf-8")
    assert wati().pin_hash not in text
    assert all(f'"{pin}"' not in text for pin in ("1234", "4321", "9182"))


@pytest.mark.skipif(sys.platform == "win32", reason="the profile's own rights keep others out there")
def test_only_its_owner_reads_it(folder: Path) -> None:
    assert stat.S_IMODE((folder / "A03.batikfair").stat().st_mode) == 0o600


def test_the_same_short_fingerprint_is_on_both_sides(organizer: Desk, folder: Path) -> None:
    file = folder / "A03.batikfair"
    shown = own_fingerprint(organizer)
    assert read_fair_file(file).fingerprint == shown
    assert len(shown) == len("0123-4567-89AB-CDEF")
    assert read_fair_file(file, said=shown.lower().replace("-", " ")).says.booth == "A03"
    with pytest.raises(OtherFingerprint):
        read_fair_file(file, said="0000-0000-0000-0000")


def test_a_booth_nobody_knows_or_where_nobody_sells_gets_none(organizer: Desk, folder: Path) -> None:
    without_pin = replace(people()[0], pin_hash="")
    change_fair(organizer, wati(), plan=replace(PLAN, booths=(*PLAN.booths, BoothPlan("B1"))), now=MADE)
    for code, mishap in (("C9", NoSuchBooth), (DESK, NoSuchBooth), ("B1", NobodySells)):
        with pytest.raises(mishap):
            write_fair_file(organizer, load_fair(organizer), code, folder / "x.batikfair", now=MADE)
    change_fair(organizer, wati(), plan=replace(PLAN, people=(without_pin, people()[1])), now=MADE)
    with pytest.raises(NobodySells):
        write_fair_file(organizer, load_fair(organizer), "Z9", folder / "x.batikfair", now=MADE)
    assert not list(folder.glob("x.*"))


def test_a_desk_that_lost_its_key_signs_nothing_and_a_booth_neither(
    organizer: Desk, booth: Desk, folder: Path
) -> None:
    make_key(organizer.home / KEY_NAME)
    before = (folder / "A03.batikfair").read_bytes()
    with pytest.raises(KeyLost):
        write_fair_file(organizer, load_fair(organizer), "A03", folder / "A03.batikfair", now=NOON)
    assert (folder / "A03.batikfair").read_bytes() == before
    with pytest.raises(NotTheDesk):
        write_fair_file(booth, load_fair(organizer), "A03", folder / "x.batikfair", now=NOON)


def test_nothing_else_is_written_over(organizer: Desk, folder: Path) -> None:
    (folder / "skripsi.txt").write_text("mine")
    for file in (folder / "skripsi.txt", organizer.home / "A03.batikfair"):
        with pytest.raises(BadTarget):
            write_fair_file(organizer, load_fair(organizer), "A03", file, now=NOON)
    assert (folder / "skripsi.txt").read_text() == "mine"


def test_any_altered_byte_is_noticed(folder: Path) -> None:
    """Each of many single changes, all over the file; the file as it is, is read (the control)."""
    file = folder / "A03.batikfair"
    whole = file.read_bytes()
    read_fair_file(file)
    for at in range(0, len(whole) - 1, 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BadFairFile):
            read_fair_file(file)
    for cut in (b"", whole[:50], whole[: len(whole) // 2], whole[:-2], whole + b"x", whole + b"\n"):
        file.write_bytes(cut)
        with pytest.raises(BadFairFile):
            read_fair_file(file)


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(NoFairFile):
        read_fair_file(tmp_path / "none.batikfair")
    with pytest.raises(NoFairFile):
        read_fair_file(tmp_path)
    large = tmp_path / "large.batikfair"
    with large.open("wb") as file:
        file.write(b'{"fair_file":1}')
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(BadFairFile, match="besar"):
        read_fair_file(large)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_garbage_is_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "garbage.batikfair"
    for start in (b"", b'{"fair_file":1', b'{"fair_file":1,"key":"' + b"0" * 64 + b'","signature":""}\n'):
        file.write_bytes(start + content)
        with pytest.raises(BadFairFile):
            read_fair_file(file)


def test_a_body_nested_without_end_is_refused(folder: Path) -> None:
    for text in ("[" * 100_000, '{"a":' * 50_000, "null", '"x"', "[]", "{}"):
        file = forge(folder / "f.batikfair", folder / "desk", None, text=text)
        with pytest.raises(BadFairFile):
            read_fair_file(file)


WRONG: dict[str, Any] = {
    "format": 2,
    "made_at": "2026-12-11T00:00:00",
    "fair.name": " ",
    "fair.last_day": "2026-01-01",
    "fair.time_zone": "../../etc/passwd",
    "booth.code": DESK,
    "booth.devices": 0,
    "people": [],
    "people.0.name": "Rini\u202e",
    "people.0.role": "owner",
    "people.0.pin_hash": "$argon2id$v=19$m=900000,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43,
    "people.1.name": "rini",
    "rules.second_person": ["fly"],
    "rules.discount_limit": 10_001,
    "rounding": 250,
    "items.0.price": 0,
    "items.0.producer": "SIAPA",
    "producers.0.name": "",
    "promotions.0.1.deal": ["percent", 10_001, 1],
    "promotions.0.0": "",
    "central": "postgresql://u:p@10.0.0.2/fair?sslmode=disable",
    "central ": "postgresql://u:p@10.0.0.2/fair?sslmode=require&passfile=/home/rini/.pgpass",
    "central  ": "mysql://u:p@h/x",
    "booth.more": "x",
}


def with_value(body: Any, place: str, value: object) -> Any:
    """Change one place of what a fair file says."""
    wrong = at = deepcopy(body)
    *path, last = place.strip().split(".")
    for key in path:
        at = at[int(key) if key.isdigit() else key]
    at[int(last) if last.isdigit() else last] = value
    return wrong


@pytest.mark.parametrize("place", WRONG)
def test_a_forger_with_a_key_of_his_own_still_has_to_say_what_can_be(folder: Path, place: str) -> None:
    """The signature holds, for it is his; what it says is looked at all the same."""
    body = body_in(folder / "A03.batikfair")
    read_fair_file(forge(folder / "f.batikfair", folder / "booth", body))
    with pytest.raises(BadFairFile):
        read_fair_file(forge(folder / "f.batikfair", folder / "booth", with_value(body, place, WRONG[place])))


def test_what_is_said_twice_is_refused(folder: Path) -> None:
    """JSON would take the second, and another reader the first."""
    body = body_in(folder / "A03.batikfair")
    text = canonical(body).replace('"rounding":500', '"rounding":100,"rounding":500')
    with pytest.raises(BadFairFile, match="dua kali"):
        read_fair_file(forge(folder / "f.batikfair", folder / "desk", None, text=text))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    """And what is read says the same again: nothing is taken for something else."""
    says = FairFile(
        SAMPLE_FAIR, "A03", NOON, people=people(), goods=Catalogue(TOM_ITEMS[:1], (TOM,)), promotions=(OBRAL,)
    )
    body: Any = json.loads(canonical(fair_file_to_body(says)))
    assert fair_file_from_body(body) == says
    at: Any = body
    while True:
        key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else list(range(len(at)))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
            break
        at = at[key]
    at[key] = data.draw(JSON)
    try:
        read = fair_file_from_body(body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    assert fair_file_to_body(read) == body


def test_a_fair_that_is_over_and_a_laptop_too_many_are_refused(folder: Path) -> None:
    opened = read_fair_file(folder / "A03.batikfair")
    plan_of(opened, 2, Settings(), now=NOON + timedelta(days=4))
    with pytest.raises(FairOver):
        plan_of(opened, 1, Settings(), now=NOON + timedelta(days=5))
    with pytest.raises(NotPlanned):
        plan_of(opened, 3, Settings(), now=NOON)


def later_file(organizer: Desk, folder: Path) -> OpenedFairFile:
    """Change everything a booth has from its file, and write a later one."""
    ani = enrol("Ani", people()[0].role, "5555")
    plan = replace(
        PLAN,
        people=(ani, people()[1]),
        booths=(BoothPlan("A03", "Tom", 2, ("Ani", "Sari")),),
        rules=Rules(frozenset({Act.REFUND}), 500),
        rounding=100,
    )
    makers = tuple(
        replace(p, booth="A03") if p.code in {"TOM", "KLS"} else replace(p, booth="")
        for p in catalogue().producers
    )
    dearer = tuple(replace(i, price=Rupiah(i.price.amount + 5_000)) for i in catalogue().items)
    change_fair(organizer, wati(), plan=plan, goods=Catalogue(dearer, makers), promotions=(), now=LATER)
    way_in, path = CENTRE.replace("s3cret", "other"), folder / "A03.batikfair"
    return write_fair_file(organizer, load_fair(organizer), "A03", path, now=LATER, central=way_in)


def test_a_later_file_renews_all_and_touches_no_fact(organizer: Desk, booth: Desk, folder: Path) -> None:
    before = facts_of(booth.store)
    done = renew(booth, later_file(organizer, folder), now=NOON)
    assert set(done.changed) == {"people", "rules", "rounding", "goods", "promotions", "centre"}
    new = done.desk
    assert {p.name for p in new.people} == {"Ani", "Sari"}
    assert new.catalogue.load(SHIRT).price == catalogue().load(SHIRT).price + Rupiah(5_000)
    assert load_settings(booth.home).rules == Rules(frozenset({Act.REFUND}), 500)
    assert (new.settings.rounding, new.settings.language) == (100, "en")
    assert new.settings.central.count(":other@") == 1
    after = facts_of(booth.store)
    assert after[: len(before)] == before
    kinds = [FactKind(fact.kind) for fact in after[len(before) :] if fact.kind != FactKind.CLOCK]
    assert kinds == [FactKind.RULES, FactKind.PROMOTIONS, FactKind.RENEWAL]
    assert "other" not in "".join(fact.payload for fact in after)
    assert verify(booth.store).is_ok
    with closing((again := open_desk(booth.home)).store):
        assert (again.catalogue.items, again.settings) == (new.catalogue.items, new.settings)
        assert sign_in(again, "Ani", "5555", beat=0.0).name == "Ani"


def test_a_list_that_is_renewed_while_the_till_is_open_is_named_with_its_day(
    organizer: Desk, booth: Desk, folder: Path, tmp_path: Path
) -> None:
    """Prices before and after differ: whoever wonders at the day is told when, and by whom."""
    open_till(booth, FLOAT, cashier="Rini", now=NOON)
    later = later_file(organizer, folder)
    desk = renew(booth, later, now=NOON).desk
    close_till(desk, {100_000: 5}, cashier="Ani", now=NOON)
    with closing(open_store(store_url(str(tmp_path / "centre.db")), create=True)) as centre:
        push(desk.store, centre)
        (row,) = [d for d in reconcile_day(centre, DAY).reconciliation.devices if d.booth == desk.booth]
    told = {cause.code: [said[6:] for said in cause.evidence] for cause in row.causes}
    digest = digest_of(later.says.goods.items)[:8]
    assert told["list_renewed"] == [f"PANITIA: {len(later.says.goods.items)} · {digest}"]
    assert told["rules_changed"] == ["PANITIA: refund; 5 %"]


def test_the_same_file_again_changes_nothing(organizer: Desk, booth: Desk, folder: Path) -> None:
    later = later_file(organizer, folder)
    desk = renew(booth, later, now=NOON).desk
    before = facts_of(booth.store)
    assert renew(desk, later, now=NOON).changed == ()
    assert facts_of(booth.store) == before


def test_a_price_changed_by_hand_afterwards_is_noticed(organizer: Desk, booth: Desk, folder: Path) -> None:
    """The later list is covered as the first was: and the first is not the right one any more."""
    desk = renew(booth, later_file(organizer, folder), now=NOON).desk
    with raw(booth.home) as by_hand:
        by_hand.execute("UPDATE item SET price = price - 5000 WHERE sku = ?", (SHIRT,))
    assert [fault.code for fault in verify(desk.store).faults] == ["catalogue"]


def test_the_centre_knows_a_producer_that_came_by_a_later_file(
    organizer: Desk, booth: Desk, folder: Path, tmp_path: Path
) -> None:
    desk = renew(booth, later_file(organizer, folder), now=NOON).desk
    with closing(open_store(store_url(str(tmp_path / "centre.db")), create=True)) as centre:
        assert push(desk.store, centre).is_equal
        with centre.reading() as tx:
            assert {"TOM", "KLS"} <= {p.code for p in list_producers(tx, desk.fair.fair_id)}


@pytest.mark.parametrize("is_forged", [False, True])
def test_a_booth_takes_no_file_of_another_key(
    organizer: Desk, booth: Desk, folder: Path, *, is_forged: bool
) -> None:
    """The same file under the desk's own key is taken (the control)."""
    later_file(organizer, folder)
    make_sample_desk(folder / "impostor")
    whose = folder / ("impostor" if is_forged else "desk")
    opened = read_fair_file(forge(folder / "f.batikfair", whose, body_in(folder / "A03.batikfair")))
    before = facts_of(booth.store)
    if not is_forged:
        assert renew(booth, opened, now=NOON).changed
        return
    with pytest.raises(AnotherKey):
        renew(booth, opened, now=NOON)
    with pytest.raises(AnotherKey):
        renew(booth, opened, now=NOON, is_compared=True)
    assert (facts_of(booth.store), load_settings(booth.home)) == (before, booth.settings)


def test_a_booth_takes_no_file_of_another_booth_or_fair(booth: Desk, organizer: Desk, folder: Path) -> None:
    z9 = write_fair_file(organizer, load_fair(organizer), "Z9", folder / "Z9.batikfair", now=NOON)
    other = with_value(body_in(folder / "A03.batikfair"), "fair.name", "Pameran Lain")
    theirs = read_fair_file(forge(folder / "f.batikfair", folder / "desk", other))
    for opened in (z9, theirs):
        with pytest.raises(AnothersFile):
            renew(booth, opened, now=NOON)


def test_an_older_file_is_not_taken_again(booth: Desk, organizer: Desk, folder: Path) -> None:
    """Whoever keeps an old file may not bring back old prices, or somebody who was taken off."""
    shutil.copy(folder / "A03.batikfair", folder / "old.batikfair")
    desk = renew(booth, later_file(organizer, folder), now=NOON).desk
    with pytest.raises(OlderFairFile):
        renew(desk, read_fair_file(folder / "old.batikfair"), now=NOON)


def test_a_booth_set_up_by_hand_takes_its_first_file_once_it_is_compared(
    organizer: Desk, folder: Path
) -> None:
    """And from then on only that organizer's."""
    set_up_booth(folder / "hand", booth="A03")
    opened = later_file(organizer, folder)
    with closing((desk := open_desk(folder / "hand")).store):
        with pytest.raises(FirstFairFile, match=opened.fingerprint):
            renew(desk, opened, now=NOON)
        renew(desk, opened, now=NOON, is_compared=True)
        make_sample_desk(folder / "impostor")
        body = with_value(body_in(folder / "A03.batikfair"), "made_at", (LATER + timedelta(1)).isoformat())
        forged = read_fair_file(forge(folder / "f.batikfair", folder / "impostor", body))
        with pytest.raises(AnotherKey):
            renew(desk, forged, now=NOON)


def test_a_copy_taken_before_it_was_renewed_is_renewed_again(
    organizer: Desk, booth: Desk, folder: Path
) -> None:
    """What is not as the file says is mended by the same file."""
    later = later_file(organizer, folder)
    desk = renew(booth, later, now=NOON).desk
    with raw(booth.home) as by_hand:
        by_hand.execute("DELETE FROM item WHERE sku = ?", (SHIRT,))
    assert renew(desk, later, now=NOON).changed == ("goods",)
    assert verify(booth.store).is_ok


@pytest.mark.parametrize("from_copy", [False, True])
def test_a_store_that_goes_on_keeps_the_renewed_list_and_the_organizers_key(
    organizer: Desk, folder: Path, *, from_copy: bool
) -> None:
    """Mended after damage, or restored from a copy that is older than the renewal."""
    home, copy = folder / "booth", folder / "copy.db"
    later = later_file(organizer, folder)
    with closing((desk := open_desk(home)).store):
        back_up(desk, copy)
        new = renew(desk, later, now=NOON).desk
    if from_copy:
        restore(home, copy, now=NOON)
    else:
        unguarded(home, "UPDATE fact SET payload = replace(payload, '\"at\"', '\"aT\"') WHERE seq = 1")
        recover(home, now=NOON)
    with closing((desk := open_desk(home)).store):
        assert verify(desk.store).is_ok
        assert desk.catalogue.items == new.catalogue.items
        assert {p.name for p in desk.people} == {"Ani", "Sari"}
        assert renew(desk, later, now=NOON).changed == ()
        make_sample_desk(folder / "impostor")
        body = with_value(body_in(folder / "A03.batikfair"), "made_at", (LATER + timedelta(1)).isoformat())
        forged = read_fair_file(forge(folder / "f.batikfair", folder / "impostor", body))
        with pytest.raises(AnotherKey):
            renew(desk, forged, now=NOON)
