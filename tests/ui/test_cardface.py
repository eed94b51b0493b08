"""What a card says in the room it has."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from batikpos.domain.garment import Garment
from batikpos.domain.search import Found
from batikpos.i18n import translator
from batikpos.ui.booth import foreseen
from batikpos.ui.booth.cardface import CardFace, paint_picture
from batikpos.ui.booth.cards import CardModel
from batikpos.ui.booth.cardwords import CardWords
from batikpos.ui.pictures import Pictures
from batikpos.ui.tasks import Tasks
from batikpos.ui.theme import apply_theme, font
from batikpos.ui.widgets.lettering import Lettering, two_lines
from tests.shop import an_item

NAME = "Kemeja Lengan Panjang Tulis Halus Parang Gading Sangiran"


@pytest.fixture
def letters(qapp: QApplication) -> Lettering:
    apply_theme(qapp, "light")
    return Lettering(font(16))


@pytest.mark.parametrize("width", [40, 90, 147, 300, 900])
def test_both_lines_fit_their_width(letters: Lettering, width: int) -> None:
    lines = two_lines(letters, NAME, width)

    assert 1 <= len(lines) <= 2
    assert all(letters.width(line) <= width for line in lines)


def test_what_fits_is_said_whole(letters: Lettering) -> None:
    assert " ".join(two_lines(letters, NAME, 250)) == NAME
    assert two_lines(letters, "Syal", 147) == ["Syal"]


def test_what_does_not_fit_is_left_out_visibly(letters: Lettering) -> None:
    assert two_lines(letters, NAME, 147)[1].endswith("…")


def test_words_that_fit_by_themselves_fit_together_and_none_else(letters: Lettering) -> None:
    names = [" ".join(NAME.split()[:n]) for n in range(1, 9)] + ["Kain AV TA Yogya-Solo", "Syal WA-TO"]
    for name in names:
        wide = letters.width(name)
        for width in range(wide - 12, wide + 13):
            assert Lettering(font(16)).fits(name, width) == (wide <= width), (name, width)


def test_a_size_at_the_end_is_never_left_out(letters: Lettering) -> None:
    lines = two_lines(letters, f"{NAME} XXL", 147, kept="XXL")

    assert lines[1].endswith("… XXL")
    assert letters.width(lines[1]) <= 147


def test_a_line_may_end_with_a_hyphen(letters: Lettering) -> None:
    width = letters.width("Kombinasi Indigo-") + 2
    assert two_lines(letters, "Kombinasi Indigo-Secang", width) == ["Kombinasi Indigo-", "Secang"]


def test_goods_without_a_picture_lie_on_cloth_up_to_the_edge(qapp: QApplication, tmp_path: Path) -> None:
    theme, tasks = apply_theme(qapp, "light"), Tasks(qapp)
    image = QImage(160, 84, QImage.Format.Format_RGB32)
    image.fill(theme.paper)
    painter = QPainter(image)
    garment = Garment((an_item(),))
    paint_picture(painter, Pictures(tmp_path, tasks, tasks), garment, QRectF(image.rect()), round_top=10)
    painter.end()
    tasks.close()
    upper = {image.pixelColor(x, 3).name() for x in range(20, 140)}
    assert theme.paper.name() not in upper
    assert {theme.ground.name(), theme.line.name()} <= {
        image.pixelColor(x, y).name() for x in range(20, 140) for y in range(84)
    }


def test_words_are_set_once_and_cut_only_where_they_do_not_fit(letters: Lettering) -> None:
    assert letters.set("Kain Panjang") is letters.set("Kain Panjang")
    assert letters.cut(NAME, letters.width(NAME)) == NAME
    short = letters.cut(NAME, letters.width(NAME) - 1)
    assert short.endswith("…")
    assert letters.width(short) < letters.width(NAME)


def test_of_so_many_words_as_there_are_only_some_are_kept(letters: Lettering) -> None:
    for n in range(5_000):
        letters.width(f"Kain {n}")
        letters.set(f"Kain {n}")
    assert max(len(letters._wide), len(letters._set)) <= 2_000


@pytest.mark.parametrize("ratio", [1.0, 1.1, 1.25, 1.5])
def test_wherever_cards_are_scrolled_to_few_of_their_frames_are_kept(
    qapp: QApplication, tmp_path: Path, ratio: float
) -> None:
    theme, tasks = apply_theme(qapp, "light"), Tasks(qapp)
    model = CardModel(CardWords(translator("id"), "id", {}))
    model.show_found(Found([Garment((an_item(),))], 1))
    face = CardFace(model, Pictures(tmp_path, tasks, tasks))
    image = QImage(QSize(400, 800) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.ground)
    option: Any = QStyleOptionViewItem()
    painter = QPainter(image)
    for y in range(300):
        option.rect = QRect(QPoint(y % 7, y), face.size)
        face.paint(painter, option, model.index(0))
    painter.end()
    tasks.close()
    assert len(face._frames) <= (1 if ratio == 1 else 16)
    assert image.pixelColor(int(80 * ratio), int((299 + 120) * ratio)) == theme.paper
    in_gap = QPoint(299 % 7 + face.size.width() - 4, 299 + 60) * ratio
    assert image.pixelColor(in_gap) == theme.ground


def test_the_card_that_shows_all_has_its_line_all_around(qapp: QApplication, tmp_path: Path) -> None:
    theme, tasks = apply_theme(qapp, "light"), Tasks(qapp)
    model = CardModel(CardWords(translator("id"), "id", {}))
    model.show_found(Found([Garment((an_item(),))], 2))
    face = CardFace(model, Pictures(tmp_path, tasks, tasks))
    image = QImage(face.size, QImage.Format.Format_RGB32)
    image.fill(theme.ground)
    option: Any = QStyleOptionViewItem()
    option.rect = QRect(QPoint(0, 0), face.size)
    painter = QPainter(image)
    face.paint(painter, option, model.index(1))
    painter.end()
    tasks.close()
    right, foot = face.size.width() - 10, face.size.height() - 10
    at_edge = [(80, 1), (80, foot), (1, 40), (right, 40), (1, foot - 40), (right, foot - 40)]
    assert {image.pixelColor(x, y).name() for x, y in at_edge} == {theme.line.name()}


def test_what_a_letter_finds_is_written_while_nothing_is_done_and_again_when_it_looks_other(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply_theme(qapp, "light")
    monkeypatch.setattr(foreseen, "_REST_MS", 40)
    monkeypatch.setattr(foreseen, "_STEP_MS", 1)
    goods = [Garment((an_item(sku=f"S{n}", name=f"Kain Parang {n}"),)) for n in range(20)]
    tasks, asked = Tasks(qapp), list[str]()
    face = CardFace(CardModel(CardWords(translator("id"), "id", {})), Pictures(tmp_path, tasks, tasks))

    def find(letter: str) -> list[Garment]:
        asked.append(letter)
        return goods if letter in "kp" else []

    seen_before = foreseen.Foreseen(face, find, face)
    for _ in range(4):
        qtbot.wait(25)
        seen_before.rest()
    assert not asked, "it waits for whoever types"
    qtbot.waitUntil(lambda: seen_before.is_done)
    assert "".join(asked) == foreseen.LETTERS
    box = QRectF(face._box())
    held = [face._written(one, box) for one in goods]
    assert [face._written(one, box) for one in goods] == held
    plain = CardFace(face._model, face._pictures)
    told = [[(line.at, line.said.text(), line.face) for line in plain._written(one, box)] for one in goods]
    assert [[(line.at, line.said.text(), line.face) for line in lines] for lines in held] == told
    face.forget()  # prices are others
    assert not seen_before.is_done
    assert face._written(goods[0], box) is not held[0]
    tasks.close()
