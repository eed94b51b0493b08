"""What is typed on the sheets of the plan."""

import pytest

from batikpos.ui.organizer.asks import read_names

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
