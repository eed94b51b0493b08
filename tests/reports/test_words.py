"""The report's words: no identifier of the program, and no day of a fair that is not one."""

from datetime import date

import pytest

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.tender import TenderKind
from batikpos.i18n import translator
from batikpos.reports.figures import NOTHING, Row
from batikpos.reports.plain import day_line
from batikpos.reports.spreadsheet import row_name
from batikpos.services.sample import SAMPLE_FAIR


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("value", [*Dye, *Technique, *TenderKind])
def test_every_value_has_a_word(value: str, language: str) -> None:
    said = row_name(Row(value, value, NOTHING), translator(language))
    assert said
    assert "_" not in said
    assert said != value


def test_only_a_day_of_the_fair_is_counted() -> None:
    tr = translator("id")
    assert day_line(SAMPLE_FAIR, SAMPLE_FAIR.last_day, tr).endswith("hari ke-5 pameran")
    assert day_line(SAMPLE_FAIR, date(2026, 11, 25), tr) == "Laporan 25/11/2026"
    assert "hari ke" not in day_line(SAMPLE_FAIR, date(2027, 1, 1), tr)
