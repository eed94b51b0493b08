"""What is typed on the sheets of the plan."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batikpos.domain.fee import Fee
from batikpos.i18n import translator
from batikpos.ui.organizer.asks import FeeSheet, read_names

KNOWN = ("Rini", "Sari, S.E.", "Tri, S.E., M.M.", "Tri")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        (" , ", ()),
        ("Rini, Sari, S.E.", ("Rini", "Sari, S.E.")),
        ("Sari,S.E.,Rini", ("Sari, S.E.", "Rini")),
        ("Tri, S.E., M.M., Tri", ("Tri, S.E., M.M.", "Tri")),
        ("Rini, Budi", ("Rini", "Budi")),
    ],
)
def test_a_name_may_have_commas_of_its_own(typed: str, names: tuple[str, ...]) -> None:
    assert read_names(typed, KNOWN) == names


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
