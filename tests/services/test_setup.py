"""Making a home: whole or not at all, and never over another one."""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Booth
from batikpos.services import begun
from batikpos.services.desk import NoHome, StoreGone, open_desk
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import BadBooth, BadDevice, BadFair, HomeExists, NoPeople, Plan, SameName, set_up
from batikpos.settings import (
    FILE_NAME,
    STORE_NAME,
    Settings,
    SettingsUnreadable,
    load_settings,
    save_settings,
    with_setting,
)
from batikpos.signing import KEY_NAME
from batikpos.store.engine import StoreUnavailable
from tests.shop import NOON, catalogue, contents, people, set_up_booth

PLAN = Plan(SAMPLE_FAIR, Booth("A03"), catalogue(), people(), Settings())


def test_a_home_holds_what_it_was_set_up_with(tmp_path: Path) -> None:
    set_up(tmp_path / "deep" / "home", PLAN, now=NOON)
    desk = open_desk(tmp_path / "deep" / "home")
    assert (desk.fair, desk.booth) == (SAMPLE_FAIR, Booth("A03"))
    assert desk.catalogue.items == catalogue().items
    assert set(desk.people) == set(people())
    desk.store.close()
    assert sorted(contents(tmp_path / "deep" / "home")) == [begun.NAME, KEY_NAME, FILE_NAME, "store.db"]


def test_a_home_that_exists_is_not_overwritten(home: Path) -> None:
    before = contents(home)
    with pytest.raises(HomeExists):
        set_up_booth(home)
    assert contents(home) == before


@pytest.mark.parametrize(
    ("plan", "mishap"),
    [
        (replace(PLAN, booth=Booth("a03")), BadBooth),
        (replace(PLAN, booth=Booth("")), BadBooth),
        (replace(PLAN, booth=Booth("A03-4")), BadBooth),
        (replace(PLAN, booth=Booth("A12345678")), BadBooth),
        (replace(PLAN, booth=Booth("A03", 0)), BadDevice),
        (replace(PLAN, booth=Booth("A03", 100)), BadDevice),
        (replace(PLAN, people=()), NoPeople),
        (replace(PLAN, people=(people()[0], people()[0])), SameName),
        (replace(PLAN, people=(replace(people()[0], name=" "),)), NoPeople),
        (replace(PLAN, fair=replace(SAMPLE_FAIR, name=" ")), BadFair),
        (replace(PLAN, fair=replace(SAMPLE_FAIR, last_day=SAMPLE_FAIR.first_day - timedelta(1))), BadFair),
    ],
)
def test_a_refused_setup_leaves_nothing_behind(tmp_path: Path, plan: Plan, mishap: type[PosError]) -> None:
    with pytest.raises(mishap):
        set_up(tmp_path / "deep" / "home", plan, now=NOON)
    assert list(tmp_path.iterdir()) == []


def test_a_setup_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OSError, match="file"):
        set_up(tmp_path / "file" / "home", PLAN, now=NOON)
    assert contents(tmp_path) == {"file": b"mine"}


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "catatan.txt").write_text("mine")
    set_up(tmp_path / "home", PLAN, now=NOON)
    assert contents(tmp_path / "home")["catatan.txt"] == b"mine"


def test_no_home_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NoHome):
        open_desk(tmp_path)


def test_two_homes_never_share_a_journal(tmp_path: Path) -> None:
    heads = set()
    for name in ("one", "two"):
        set_up_booth(tmp_path / name)
        desk = open_desk(tmp_path / name)
        with desk.store.reading() as tx:
            heads.add(tx.exec_driver_sql("SELECT journal_id FROM journal").scalar())
        desk.store.close()
    assert len(heads) == 2


def test_settings_are_read_back_as_they_were_saved(tmp_path: Path) -> None:
    settings = Settings("en", "tcp://[::1]:9100", 80, True, 'postgresql://u:"\\geheim@h/d', 500, "dark")  # noqa: FBT003
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings
    if sys.platform != "win32":  # where a file has no mode, and the folder's rights count
        assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0
    assert sorted(contents(tmp_path)) == [FILE_NAME]


def test_without_a_file_the_defaults_count(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    "content",
    [
        "paper = ",
        "\x00\x01",
        "paper = 70",
        'paper = "58"',
        "paper = true",
        'language = "jv"',
        "rounding = 250",
        "cutter = 1",
        "printer = 5",
        "central = 5",
        'theme = ["light"]',
        "[printer]\naddress = 1",
    ],
)
def test_settings_that_are_none_are_told_so(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    with pytest.raises(SettingsUnreadable):
        load_settings(tmp_path)


def test_settings_of_a_newer_program_are_left_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('paper = 80\nhologram = "yes"\n')
    assert load_settings(tmp_path) == Settings(paper=80)


@pytest.mark.parametrize(
    ("key", "typed", "settings"),
    [
        ("paper", "80", Settings(paper=80)),
        ("language", "en", Settings(language="en")),
        ("cutter", "ya", Settings(cutter=True)),
        ("cutter", "false", Settings()),
        ("rounding", "100", Settings(rounding=100)),
        ("central", "", Settings()),
    ],
)
def test_a_setting_is_changed_to_what_was_typed(key: str, typed: str, settings: Settings) -> None:
    assert with_setting(Settings(), key, typed) == settings


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("paper", "70"),
        ("paper", ""),
        ("rounding", "-100"),
        ("cutter", "maybe"),
        ("language", "jv"),
        ("colour", "red"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(key: str, typed: str) -> None:
    with pytest.raises(PosError):
        with_setting(Settings(), key, typed)


def test_a_home_whose_store_is_gone_is_never_begun_anew(home: Path) -> None:
    (home / STORE_NAME).unlink()
    before = contents(home)
    with pytest.raises(StoreGone):
        open_desk(home)
    with pytest.raises(HomeExists):
        set_up(home, PLAN, now=NOON)
    assert contents(home) == before


def test_a_half_made_home_is_made_again(home: Path) -> None:
    (home / STORE_NAME).rename(home / f"{STORE_NAME}.part")  # where setting up was killed
    with pytest.raises(NoHome):
        open_desk(home)
    set_up(home, PLAN, now=NOON)
    open_desk(home).store.close()


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 5_000])
def test_a_destroyed_store_is_told_as_one_and_kept(home: Path, damage: bytes) -> None:
    (home / STORE_NAME).write_bytes(damage)
    with pytest.raises(StoreUnavailable) as refused:
        open_desk(home)
    assert "coba lagi" not in refused.value.message("id")
    assert (home / STORE_NAME).read_bytes() == damage
