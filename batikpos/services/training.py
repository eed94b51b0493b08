"""Practice: books of their own beside the real ones, with the same goods, people and printer."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Books, Booth, Fair
from batikpos.services.desk import Desk, was_in_use
from batikpos.services.setup import Plan, set_up
from batikpos.settings import TRAINING_NAME

BOOTH = "LATIHAN"
"""What a booth is called in practice: its numbers are none of the real booth's."""


def make_training(desk: Desk, *, now: datetime) -> Path:
    """Make the home for practice inside a booth's home, once; return where it is."""
    home = desk.home / TRAINING_NAME
    if not was_in_use(home):
        set_up(home, _plan(desk), now=now)
    return home


def _plan(desk: Desk) -> Plan:
    """Take everything over but what leads out of this machine."""
    producers = tuple(
        replace(p, booth=BOOTH if p.booth == desk.booth.code else "") for p in desk.catalogue.producers
    )
    return Plan(
        fair=Fair(f"Latihan: {desk.fair.name}", desk.fair.first_day, desk.fair.last_day, desk.fair.time_zone),
        booth=Booth(BOOTH),
        catalogue=Catalogue(desk.catalogue.items, producers),
        people=desk.people,
        settings=replace(desk.settings, central="", backup=""),
        books=Books.TRAINING,
    )
