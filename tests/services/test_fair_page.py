"""The page on making a fair names every column and word that the sheets know."""

from pathlib import Path

import pytest

from batikpos.domain.fairplan import FairPlan
from batikpos.services.plan_sheets import KINDS, sheets_of_plan
from batikpos.sheets.columns import ListKind

PAGE = (Path(__file__).parents[2] / "docs" / "FAIR.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_on_the_page(kind: ListKind) -> None:
    assert [column.key for column in kind.columns if f"`{column.key}`" not in PAGE] == []


def test_every_rule_is_on_the_page() -> None:
    rules = sheets_of_plan(FairPlan())[0].rows[1:]
    assert [row.cells[0] for row in rules if str(row.cells[0]) not in PAGE] == []
