"""From an article's plan to its picture: the motif its text names, cut to its card."""

from collections.abc import Callable, Sequence
from itertools import combinations

from PIL import Image

from motifs.canvas import HEIGHT, OVERSAMPLING, WIDTH, Cloth, spread
from motifs.colours import Colour, mix
from motifs.court import semen, sidoluhur, sidomukti, sidomulyo, wahyu
from motifs.floral import buketan, bunga, dewi_sri, vine
from motifs.geometric import ceplok, ceplok_sukowati, kawung, nitik, truntum
from motifs.parang import parang, parang_gading
from motifs.patches import patchwork, sekar_jagad
from motifs.plan import Plan
from motifs.rows import banji, galaran, lurik, modang, tumpal
from motifs.sangiran import gajah, tulang

MOST_COLOURS = 64

MOTIFS: tuple[tuple[str, Callable[[Plan], Cloth]], ...] = (
    ("parang gading", parang_gading),
    ("tulang", tulang),
    ("gajah", gajah),
    ("parang", parang),
    ("kawung", kawung),
    ("truntum", truntum),
    ("ceplok sukowati", ceplok_sukowati),
    ("ceplok", ceplok),
    ("sidomukti", sidomukti),
    ("sidoluhur", sidoluhur),
    ("sidomulyo", sidomulyo),
    ("wahyu", wahyu),
    ("semen", semen),
    ("sekar jagad", sekar_jagad),
    ("lung", vine),
    ("buketan", buketan),
    ("bunga", bunga),
    ("dewi sri", dewi_sri),
    ("nitik", nitik),
    ("banji", banji),
    ("galaran", galaran),
    ("tumpal", tumpal),
    ("modang", modang),
    ("campuran", patchwork),
)
"""What a motif's text says, and who draws it; the first that fits is taken."""


def picture(plan: Plan) -> Image.Image:
    """Draw an article's cloth, cut to the size of its card."""
    cloth = motif_for(plan)(plan)
    across, down = plan.cut
    start = (round(across * cloth.width) * OVERSAMPLING, round(down * cloth.height) * OVERSAMPLING)
    field = spread(cloth, WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING, start)
    small = field.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return small.quantize(palette=palette(plan.dye.colours), dither=Image.Dither.NONE)


def palette(colours: Sequence[Colour]) -> Image.Image:
    """Give a palette of the flat colours and of the steps that smooth the edges between any two."""
    steps = (0.25, 0.5, 0.75)
    blends = [mix(a, b, step) for a, b in combinations(colours, 2) for step in steps]
    entries = list(dict.fromkeys([*colours, *blends]))[:MOST_COLOURS]
    holder = Image.new("P", (1, 1))
    holder.putpalette([channel for entry in entries for channel in entry])
    return holder


def motif_for(plan: Plan) -> Callable[[Plan], Cloth]:
    """Find who draws an article; what has no known motif is woven in stripes."""
    text = plan.motif.lower()
    return next((draw for word, draw in MOTIFS if word in text), lurik)
