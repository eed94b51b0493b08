"""The organizer's sheets read what was typed as it is meant."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batikpos.domain.fee import Fee
from batikpos.i18n import translator
from batikpos.ui.organizer.asks import FeeSheet


def test_a_producer_of_a_fee_is_named_by_the_code_as_the_list_writes_it(qtbot: QtBot) -> None:
    """Whatever letters are typed; what is no code stays, to be refused by the plan."""
    window = QWidget()
    qtbot.addWidget(window)
    taken: list[Fee] = []
    sheet = FeeSheet(window, translator("en"), None, taken.append, ["Tom-1", "KLS"])
    sheet.name.setText("Iuran")
    sheet.amount.setText("5")
    sheet.producers.setText("tom-1, kls,  xyz")
    assert sheet.answer() is None
    assert [fee.producers for fee in taken] == [frozenset({"Tom-1", "KLS", "xyz"})]
