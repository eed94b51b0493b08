"""Rendering the screens: each from a home of its own, at one moment, as a picture and a look over it."""

import json
import os
import shutil
import tempfile
import traceback
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from batikpos.commands.demo import CASHIER
from batikpos.domain.fair import Booth
from batikpos.services.desk import open_desk
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.training import make_training
from batikpos.settings import Settings, load_settings, save_settings
from batikpos.ui.organizer.beginning import NewFair
from batikpos.ui.organizer.page import Page
from batikpos.ui.setup.welcome import Welcome
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import Theme, theme_now
from tests.shop import people
from tests.ui.booth import PIN, BoothWindow
from tests.ui.monitor import LARGE_MONITOR, MONITOR
from tests.ui.office import fair_there, open_office
from tests.ui.screens.contrast import contrasts_of, edges_of
from tests.ui.screens.look import look_over
from tests.ui.screens.registry import SCREENS
from tests.ui.screens.screen import Screen
from tests.ui.screens.still import MOMENT, SEED, standing_still
from tests.ui.screens.swatches import weave_swatches
from tests.ui.stage import Waiting, begin_day, open_welcome, open_window

SIZES = {100: (1366, 768), 125: (1093, 535), 150: (1280, 720)}
"""The window in its own pixels at each scale of the screen: 1366 by 768, the same at 125 %, and 1920 by 1080.

At 125 % title and task bar are taken off: what is left is the lowest window there is. At 150 % a screen of
1366 by 768 holds 910 by 512, less than the window's least: there the text is scaled.
"""

BARS = 79
"""Pixels that a title and a task bar take; at 150 % they are taken off where words are large."""

COLOURS = 64


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to show a screen."""

    screen: str
    language: str
    theme: str
    percent: int
    text: int = 100

    @property
    def stem(self) -> str:
        """Name the files of it."""
        return f"{self.screen}-{self.part}"

    @property
    def part(self) -> str:
        """Name what is rendered in one process: a language, a light and the sizes."""
        large = "" if self.text == 100 else f"-text{self.text}"
        return f"{self.language}-{self.theme}-{self.percent}{large}"


def size_of(variant: Variant) -> tuple[int, int]:
    """Say how large the window is."""
    wide, high = SIZES[variant.percent]
    has_bars = variant.percent == 150 and variant.text > 100
    return wide, high - BARS if has_bars else high


def variants(
    names: Sequence[str] = (),
    *,
    languages: Sequence[str] = ("id", "en"),
    themes: Sequence[str] = ("light", "dark"),
    percents: Sequence[int] = (100, 150),
    texts: Sequence[int] = (100,),
) -> list[Variant]:
    """List the ways to show all screens, or those named."""
    shown = [screen for screen in SCREENS if not names or screen.name in names]
    return [
        Variant(screen.name, language, theme, percent, text)
        for screen, language, theme, percent, text in product(shown, languages, themes, percents, texts)
        if not (screen.is_always_light and theme == "dark")
    ]


class Part(StrEnum):
    """What is made of each screen: its picture, what is found on it, and how its words stand out."""

    PICTURE = "picture"
    LOOK = "look"
    CONTRAST = "contrast"


def render(
    out: Path,
    which: Sequence[Variant],
    *,
    is_plain: bool = False,
    parts: Collection[Part] = tuple(Part),
    fair: Path | None = None,
) -> None:
    """Render variants of one scale in this process, which has none yet: Qt takes its scale at the start.

    Where it `is_plain`, the goods are shown with swatches in place of their pictures. The organizer's fair
    is played once into `fair`, and looked at there by others.
    """
    (percent,) = {variant.percent for variant in which}
    out.mkdir(parents=True, exist_ok=True)
    out = out.absolute()
    platform = f"offscreen:configfile={LARGE_MONITOR if percent == 150 else MONITOR}"
    os.environ |= {"QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": str(percent / 100)}
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setCursorFlashTime(0)
    screens = {screen.name: screen for screen in SCREENS}
    missed: list[str] = []
    last: TimeoutError | None = None
    with tempfile.TemporaryDirectory() as folder:
        homes = _Homes(Path(folder), is_plain=is_plain)
        for variant in which:
            home, screen = Path(folder) / variant.stem, screens[variant.screen]
            opened = _first_run if screen.is_first else partial(_shown, homes)
            if screen.is_organizer:
                opened = partial(_office, (fair or out / "organizer-fair").absolute())
            try:
                with opened(home, variant, screen, application) as booth:
                    _keep(screen.seen(booth), out / variant.stem, parts)
            except TimeoutError as error:
                missed.append(f"{variant.stem}: {traceback.format_exc(limit=-5)}")
                last = error
    if missed:
        raise TimeoutError("\n".join(missed)) from last


def _keep(seen: QWidget, file: Path, parts: Collection[Part]) -> None:
    if Part.PICTURE in parts:
        picture_of(seen, file.with_suffix(".png"))
    if {Part.LOOK, Part.CONTRAST} & set(parts):
        found = asdict(look_over(seen)) if Part.LOOK in parts else {}
        if Part.CONTRAST in parts:
            found |= {"contrasts": contrasts_of(seen), "edges": edges_of(seen)}
        file.with_suffix(".json").write_text(json.dumps(found, indent=1), encoding="utf-8")


class _Homes:
    """Homes of booths at the beginning of a day: each way of one is made once, and copied for each screen."""

    def __init__(self, folder: Path, *, is_plain: bool) -> None:
        self._folder, self._is_plain = folder, is_plain
        self._made: dict[tuple[str, str, int, bool, bool], tuple[Path, object]] = {}

    def make(self, home: Path, variant: Variant, screen: Screen) -> Random:
        """Make a home for a screen; return the chances as they are after its making."""
        is_plain = self._is_plain and not screen.has_pictures
        key = variant.language, variant.theme, variant.text, screen.till, is_plain
        if key not in self._made:
            self._made[key] = self._begin(self._folder / f"begun-{len(self._made)}", *key)
        begun, state = self._made[key]
        shutil.copytree(begun, home)
        chances = Random()
        chances.setstate(state)  # type: ignore[arg-type]  # a state is whatever it gave
        return chances

    def _begin(
        self,
        home: Path,
        language: str,
        theme: str,
        text: int,
        has_till: bool,  # noqa: FBT001 - parts of a key
        is_plain: bool,  # noqa: FBT001
    ) -> tuple[Path, object]:
        chances = Random(SEED)
        with standing_still(chances):
            home.mkdir()
            if is_plain:
                weave_swatches(home)
            settings = Settings(language=language, theme=theme, text_scale=text)
            set_up(home, Plan(SAMPLE_FAIR, Booth("A03"), sample_catalogue(), people(), settings), now=MOMENT)
            told = replace(load_settings(home), printer="file:printer.bin", central="sqlite:pusat.db")
            save_settings(home, told)
            if has_till:
                begin_day(home, now=MOMENT)
        return home, chances.getstate()


@contextmanager
def _shown(
    homes: _Homes, home: Path, variant: Variant, screen: Screen, application: QApplication
) -> Iterator[BoothWindow]:
    """Show a screen from the beginning of a day, in a home whose path is on none of the pictures."""
    with standing_still(homes.make(home, variant, screen)):
        QPixmapCache.clear()  # which has the goods of another home by the same names
        os.chdir(home)
        opened = _practice_beside(home) if screen.is_practice else home
        cashier, pin = (CASHIER, PIN) if screen.signed_in else ("", "")
        with open_window(opened, Waiting(), application, cashier=cashier, pin=pin) as booth:
            booth.shell.resize(*size_of(variant))
            screen.act(booth)
            settle(booth)
            yield booth
        os.chdir(home.parent)
    shutil.rmtree(home)


def _practice_beside(home: Path) -> Path:
    with closing((desk := open_desk(home)).store):
        practice = make_training(desk, now=MOMENT)
    begin_day(practice, now=MOMENT)
    return practice


@contextmanager
def _first_run(
    home: Path, variant: Variant, screen: Screen, application: QApplication
) -> Iterator[BoothWindow]:
    """Show a screen of the first run, of a booth that is not there yet."""
    with standing_still(), open_welcome(home / "home", variant.language, Waiting(), application) as booth:
        booth.shell.resize(*size_of(variant))
        booth.wait_for(Welcome).wear("text_scale", variant.text)
        screen.act(booth)
        settle(booth)
        yield booth


@contextmanager
def _office(
    fair: Path, home: Path, variant: Variant, screen: Screen, application: QApplication
) -> Iterator[BoothWindow]:
    """Show a screen of the organizer's window."""
    home.mkdir(exist_ok=True)
    with standing_still():
        if screen.has_fair:
            fair_there(fair, now=MOMENT)
            for name in ("desk", "pusat.db"):
                (shutil.copytree if (fair / name).is_dir() else shutil.copy)(fair / name, home / name)
        os.chdir(home)
        central, page = ("pusat.db", Page) if screen.has_fair else ("", NewFair)
        settings = Settings(variant.language, theme=variant.theme, text_scale=variant.text, central=central)
        opened = open_office(home, Waiting(), application, settings, only_look=not screen.has_fair, page=page)
        with opened as (hand, _flow):
            hand.shell.resize(*size_of(variant))
            screen.act(hand)
            settle(hand)
            yield hand
        os.chdir(home.parent)
    shutil.rmtree(home)


def settle(booth: BoothWindow) -> None:
    """Wait until nothing is to be done in any lane, and the picture stays as it is."""
    before: QImage | None = None
    for _ in range(50):
        back: list[None] = []
        for lane in Lane:
            booth.flow._tasks.run(lane, _nothing, done=back.append)
        booth.wait(partial(_has_all, back))
        QTest.qWait(30)
        now = booth.shell.grab().toImage()
        if now == before:
            check_shown(booth.shell)
            return
        before = now
    raise TimeoutError("the window does not come to rest")


def check_shown(window: QWidget) -> None:
    """Check that the screen shows what would be painted anew: nothing of before is left under a shade.

    At 125 per cent parts begin between two dots, and what is painted in parts differs there by a breath.
    """
    if 2 * window.devicePixelRatioF() % 1:
        return
    shown = shown_of(window)
    window.repaint()
    if shown_of(window) != shown:
        raise ValueError("something else is shown than is there")


def shown_of(window: QWidget) -> QImage:
    """Take what the screen shows of a window."""
    return QGuiApplication.primaryScreen().grabWindow(window.winId()).toImage()


def _nothing() -> None:
    """Do nothing, after all that is to be done before."""


def _has_all(back: list[None]) -> bool:
    return len(back) == len(Lane)


def picture_of(window: QWidget, file: Path) -> None:
    """Write a window as a small picture, with every colour of the theme, however seldom it is there."""
    window.grab().save(str(file))
    with Image.open(file) as picture:
        whole = picture.convert("RGB")
    found = whole.quantize(COLOURS, dither=Image.Dither.NONE).getpalette() or []
    colours = Image.new("P", (1, 1))
    colours.putpalette([*_theme_colours(), *found[: 3 * COLOURS]])
    whole.quantize(palette=colours, dither=Image.Dither.NONE).save(file, optimize=True)


def _theme_colours() -> list[int]:
    worn = (getattr(theme_now(), field.name) for field in fields(Theme))
    return [part for colour in worn for part in (colour.red(), colour.green(), colour.blue())]
