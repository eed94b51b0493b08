"""Rows that facts stand for, by their tables."""

from typing import Any

from sqlalchemy import Table

from batikpos.domain.fact import Fact

Rows = list[tuple[Table, list[dict[str, Any]]]]

Key = dict[str, Any]
"""What the rows of a fact begin with: its fair, journal and number."""


def key_of(of: Fact) -> Key:
    """Name a fact as the rows it stands for do."""
    return {"fair_id": of.fair_id, "journal_id": of.journal_id, "seq": of.seq}
