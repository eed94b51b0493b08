"""The sample fair that ships with the program: eight booths, five days."""

from datetime import date

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Fair
from batikpos.resources import RESOURCES

SAMPLE_FAIR = Fair("Pameran Batik Sragen (Contoh)", date(2026, 12, 11), date(2026, 12, 15))

SAMPLE_FOLDER = RESOURCES / "fair"


def sample_catalogue() -> Catalogue:
    """Read the sample producers and what they sell."""
    # What reads lists is for whoever makes a booth: the window starts without it.
    from batikpos.services.price_list import read_items, read_producers  # noqa: PLC0415

    producers = read_producers(SAMPLE_FOLDER / "producers.csv")
    return Catalogue(read_items(SAMPLE_FOLDER / "catalogue.csv", producers), producers)
