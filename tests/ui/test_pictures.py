"""Pictures of goods: read as small as they are shown, the newest first, and not what is out of sight."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QPixmapCache
from pytestqt.qtbot import QtBot

from batikpos.ui.pictures import Pictures, read_picture
from batikpos.ui.tasks import Lane, Tasks

RED, BLUE = (200, 0, 0), (0, 0, 200)
CARD = QSize(160, 80)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:  # noqa: ARG001 - there must be an application
    QPixmapCache.clear()
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


def photo(path: Path, *, orientation: int = 1) -> None:
    """Take a picture that is red at its left half and blue at its right."""
    image = Image.new("RGB", (1600, 1200), RED)
    image.paste(BLUE, (800, 0, 1600, 1200))
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(path, exif=exif)


@pytest.mark.parametrize("ending", ["png", "jpg", "jpeg", "webp"])
def test_a_photograph_fills_the_size_that_is_asked_for(qtbot: QtBot, folder: Path, ending: str) -> None:  # noqa: ARG001
    photo(folder / f"A.{ending}")
    picture = read_picture([folder], ["A"], CARD)

    assert picture is not None
    assert picture.size() == CARD
    assert picture.pixelColor(4, 40).red() > 150
    assert picture.pixelColor(155, 40).blue() > 150


def test_a_telephone_held_upright_gives_an_upright_picture(qtbot: QtBot, folder: Path) -> None:  # noqa: ARG001
    photo(folder / "A.jpg", orientation=6)  # to be turned right: what was left is now at the top
    picture = read_picture([folder], ["A"], CARD)

    assert picture is not None
    assert picture.size() == CARD
    assert picture.pixelColor(80, 4).red() > 150
    assert picture.pixelColor(80, 75).blue() > 150


def test_the_upper_corners_are_round_and_the_lower_are_not(qtbot: QtBot, folder: Path) -> None:  # noqa: ARG001
    photo(folder / "A.png")
    picture = read_picture([folder], ["A"], CARD, round_top=10)

    assert picture is not None
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(0, 79).alpha() == 255


def test_the_picture_of_a_group_stands_for_its_sizes_and_one_that_is_broken_for_none(
    qtbot: QtBot,  # noqa: ARG001
    folder: Path,
) -> None:
    (folder / "A-M.png").write_bytes(b"no picture")
    photo(folder / "A.jpg")

    assert read_picture([folder], ["A-M", "A"], CARD) is not None
    assert read_picture([folder], ["A-M"], CARD) is None


def test_what_was_asked_for_last_comes_first_and_what_is_out_of_sight_not_at_all(
    qtbot: QtBot, tasks: Tasks, folder: Path
) -> None:
    for name in "abcdef":
        photo(folder / f"{name}.png")
    owner, go = QObject(), Event()
    pictures = Pictures(folder.parent, tasks, owner)
    arrived: list[str] = []
    pictures.arrived.connect(arrived.append)
    tasks.run(Lane.PICTURE, go.wait)
    for name in "abcdef":
        assert pictures.find([name], CARD) is None
        if name == "b":
            qtbot.waitUntil(lambda: len(pictures._in_hand) == 2, timeout=60_000)
    pictures.drop_all_but({"c", "e"})
    go.set()

    qtbot.waitUntil(lambda: len(arrived) == 4, timeout=60_000)
    assert arrived == ["b", "a", "e", "c"]
    assert pictures.find(["e"], CARD) is not None


def test_no_picture_is_read_beside_the_paint_that_asks_for_it(
    qtbot: QtBot, tasks: Tasks, folder: Path
) -> None:
    photo(folder / "a.png")
    owner = QObject()
    pictures = Pictures(folder.parent, tasks, owner)
    with qtbot.waitSignal(pictures.arrived, timeout=60_000):
        pictures.find(["a"], CARD)
        assert not any(tasks._jobs.values())


def test_a_picture_of_another_size_stands_in_until_its_own_is_there(
    qtbot: QtBot, tasks: Tasks, folder: Path
) -> None:
    photo(folder / "a.png")
    owner = QObject()
    pictures = Pictures(folder.parent, tasks, owner)
    with qtbot.waitSignal(pictures.arrived, timeout=60_000):
        pictures.find(["a"], CARD)
    with qtbot.waitSignal(pictures.arrived, timeout=60_000):
        before = pictures.find(["a"], CARD, ratio=2)
    after = pictures.find(["a"], CARD, ratio=2)

    assert before is not None
    assert after is not None
    assert (before.size(), after.size()) == (CARD, CARD * 2)
