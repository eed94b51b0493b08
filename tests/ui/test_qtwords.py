"""What Qt says by itself: in Indonesian where we are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from batikpos.printing.image import to_png
from batikpos.printing.layout import Line
from batikpos.ui.qtwords import WORDS, QtWords


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    """Let Qt speak our language, as the window does."""
    words = QtWords(qapp)
    qapp.installTranslator(words)
    yield words
    qapp.removeTranslator(words)


def test_the_menu_of_a_field_speaks_the_windows_language(qtbot: QtBot, words: QtWords) -> None:
    said = {}
    for words.spoken in ("id", "en"):
        field = QLineEdit()
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        said[words.spoken] = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert set(said["en"]) <= WORDS
    assert {"&Urungkan", "&Salin", "&Tempel"} <= set(said["id"])
    assert not set(said["id"]) & set(said["en"])


@pytest.mark.usefixtures("words")
def test_what_is_no_word_of_ours_stays_as_qt_has_it() -> None:
    assert QCoreApplication.translate("QColorDialog", "Hu&e:") == "Hu&e:"


@pytest.mark.usefixtures("words")
def test_what_was_drawn_can_be_read_while_qt_speaks_our_language() -> None:
    """Qt tells whose format it is by whether a reader complained, in words that it translates."""
    assert not QImage.fromData(to_png([Line("Nota")], 32)).isNull()
