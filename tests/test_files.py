"""Putting a file in another's place: also where somebody holds it open for a moment, as on Windows."""

from pathlib import Path

import pytest

from batikpos import files


def held_open(patch: pytest.MonkeyPatch, times: int) -> None:
    """Let the next moves fail, as they do on Windows while another program reads the file."""
    left = [times]
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(13, "Access is denied", str(target))
        return move(self, target)

    patch.setattr(Path, "replace", replace)
    patch.setattr(files, "_PAUSE", 0)


def test_a_file_held_open_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, target = tmp_path / "x.part", tmp_path / "x"
    target.write_text("old")
    part.write_text("new")
    held_open(monkeypatch, 3)
    files.replace_file(part, target)
    assert (target.read_text(), part.exists()) == ("new", False)


def test_a_file_held_open_for_good_stays_and_so_does_the_one_that_was_to_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, target = tmp_path / "x.part", tmp_path / "x"
    target.write_text("old")
    part.write_text("new")
    held_open(monkeypatch, 1_000)
    with pytest.raises(PermissionError):
        files.replace_file(part, target)
    assert (target.read_text(), part.read_text()) == ("old", "new")
