"""What Qt says by itself: in Indonesian where we are."""

from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from batikpos.ui.qtwords import WORDS, QtWords


def test_the_menu_of_a_field_speaks_the_windows_language(qtbot: QtBot, qapp: QApplication) -> None:
    words = QtWords(qapp)
    qapp.installTranslator(words)
    try:
        said = {}
        for words.spoken in ("id", "en"):
            field = QLineEdit()
            qtbot.addWidget(field)
            menu = field.createStandardContextMenu()
            said[words.spoken] = [
                action.text().partition("\t")[0] for action in menu.actions() if action.text()
            ]
        assert set(said["en"]) <= WORDS
        assert {"&Urungkan", "&Salin", "&Tempel"} <= set(said["id"])
        assert not set(said["id"]) & set(said["en"])
    finally:
        qapp.removeTranslator(words)
