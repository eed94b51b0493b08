"""Settings that cannot be read: what can be is kept, the rules become the strictest, nothing is lost."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from batikpos.domain.right import Act
from batikpos.services.mending import mend_settings
from batikpos.settings import FILE_NAME, STORE_NAME, STRICTEST, Settings, load_settings, save_settings

NOW = datetime(2026, 12, 11, 8, 30, tzinfo=UTC)
GOOD = Settings(
    "en", "tcp://10.0.0.9:9100", 80, central="sqlite:///x", second_person="void", discount_limit=20
)


def spoil(home: Path, key: str, value: str) -> bytes:
    """Let a line of a good file say something else; return what the file holds then."""
    save_settings(home, GOOD)
    file = home / FILE_NAME
    lines = file.read_text(encoding="utf-8").splitlines()
    lines = [f"{key} = {value}" if line.startswith(f"{key} ") else line for line in lines]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file.read_bytes()


@pytest.mark.parametrize(
    ("key", "value", "instead"),
    [
        ("printer", "5", Settings().printer),
        ("language", '"xx"', "id"),
        ("text_scale", "9999", 100),
        ("second_person", '"voids"', ",".join(Act)),
        ("second_person", "5", ",".join(Act)),
        ("discount_limit", "1000", 0),
        ("discount_limit", '"20"', 0),
    ],
)
def test_one_that_cannot_be_read_spoils_no_other(tmp_path: Path, key: str, value: str, instead: Any) -> None:
    before = spoil(tmp_path, key, value)
    mended = mend_settings(tmp_path, NOW)
    assert mended.settings == replace(GOOD, **{key: instead})
    assert mended.unread == (key,)
    assert load_settings(tmp_path) == mended.settings
    assert (tmp_path / mended.kept).read_bytes() == before


@pytest.mark.parametrize("rubbish", [b"garbage [[[", b"\x00\xff", b'language = "id'])
def test_a_file_that_is_none_leaves_the_strictest_rules(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(rubbish)
    mended = mend_settings(tmp_path, NOW)
    assert mended.settings == STRICTEST
    assert mended.settings.rules.acts == set(Act)
    assert mended.settings.rules.most_alone == 0
    assert (tmp_path / mended.kept).read_bytes() == rubbish


def test_a_file_that_is_gone_from_a_booth_in_use_leaves_the_strictest_rules(tmp_path: Path) -> None:
    (tmp_path / STORE_NAME).touch()
    assert load_settings(tmp_path).rules == STRICTEST.rules  # of whoever sells by the command line
    mended = mend_settings(tmp_path, NOW)
    assert (mended.settings, mended.kept, mended.is_written) == (STRICTEST, "", True)
    assert {"second_person", "discount_limit"} <= set(mended.unread)
    assert load_settings(tmp_path) == STRICTEST
    assert mend_settings(tmp_path, NOW).unread == ()


def test_a_file_that_goes_meanwhile_leaves_what_held(tmp_path: Path) -> None:
    (tmp_path / STORE_NAME).touch()
    assert mend_settings(tmp_path, NOW, GOOD).settings == GOOD
    assert load_settings(tmp_path) == GOOD


def test_a_folder_without_a_booth_has_the_defaults(tmp_path: Path) -> None:
    """The control."""
    assert load_settings(tmp_path) == mend_settings(tmp_path, NOW).settings == Settings()
    assert not list(tmp_path.iterdir())


def test_where_something_held_already_it_holds_on(tmp_path: Path) -> None:
    spoil(tmp_path, "second_person", "5")
    assert mend_settings(tmp_path, NOW, GOOD).settings == GOOD


def test_good_settings_are_left_as_they_are(tmp_path: Path) -> None:
    """The control."""
    save_settings(tmp_path, GOOD)
    before = (tmp_path / FILE_NAME).read_bytes()
    mended = mend_settings(tmp_path, NOW)
    assert (mended.settings, mended.unread, mended.kept) == (GOOD, (), "")
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [(FILE_NAME, before)]


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = spoil(tmp_path, "printer", "5")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    mended = mend_settings(tmp_path, NOW)
    assert mended.settings == replace(GOOD, printer=Settings().printer)
    assert mended.unread == ("printer",)
    assert (tmp_path / FILE_NAME).read_bytes() == before
