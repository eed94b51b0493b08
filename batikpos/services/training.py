"""Practice: books of their own beside the real ones, with the same goods, people and printer."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Books, Booth, Fair
from batikpos.services.desk import Desk, was_in_use
from batikpos.services.promotions import load_promotions
from batikpos.services.setup import Plan, set_up
from batikpos.settings import TRAINING_NAME, save_settings

BOOTH = "LATIHAN"
"""What a booth is called in practice: its numbers are none of the real booth's."""


def make_training(desk: Desk, *, now: datetime) -> Path:
    """Make the home for practice inside a booth's home; return where it is.

    It is made once, and takes the booth's settings each time: its printer is the one that is there now.
    """
    home, plan = desk.home / TRAINING_NAME, _plan(desk)
    if was_in_use(home):
        save_settings(home, plan.settings)
    else:
        set_up(home, plan, now=now)
    return home


def _plan(desk: Desk) -> Plan:
    """Take everything over but what leads out of this machine, as a code that could be paid."""
    producers = tuple(
        replace(p, booth=BOOTH if p.booth == desk.booth.code else "") for p in desk.catalogue.producers
    )
    return Plan(
        fair=Fair(f"Latihan: {desk.fair.name}", desk.fair.first_day, desk.fair.last_day, desk.fair.time_zone),
        booth=Booth(BOOTH),
        catalogue=Catalogue(desk.catalogue.items, producers),
        people=desk.people,
        settings=replace(desk.settings, central="", backup="", qris=""),
        books=Books.TRAINING,
        promotions=load_promotions(desk),
    )
