"""What this machine is: a TOML file in its home, written whole or not at all."""

import os
import re
import sys
import tomllib
from collections.abc import Collection
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.money import WHOLE
from batikpos.domain.right import Act, Rules
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.files import replace_file
from batikpos.i18n import LANGUAGES, N_
from batikpos.values import frozen

FILE_NAME = "settings.toml"
STORE_NAME = "store.db"
TRAINING_NAME = "training"
"""The folder inside a home that holds its books for practice."""

PAPERS = {58: 32, 80: 48}
"""Columns on a paper of so many millimetres."""

NO_PRINTER = "none:"
"""The address of no printer."""

THEME_NAMES = ("light", "dark")
TEXT_SCALES = (80, 90, 100, 110, 125, 150, 175)
HANDS = ("right", "left")


class BadSetting(PosError):
    """A value that a setting cannot have."""

    code: ClassVar[str] = "bad_setting"
    text: ClassVar[str] = N_("The setting {key} cannot be “{value}”. Allowed: {allowed}.")
    key: str
    value: str
    allowed: str


class BadWords(PosError):
    """Too many lines at the head or foot of a nota, or no words."""

    code: ClassVar[str] = "bad_words"
    text: ClassVar[str] = N_("A nota takes {most} lines of its own at its head and foot. Make it shorter.")
    most: int


class UnlawfulWords(PosError):
    """A foot that refuses exchange or return, which no nota may."""

    code: ClassVar[str] = "unlawful_words"
    text: ClassVar[str] = N_(
        "A nota may not refuse exchange or return (UU 8/1999, art. 18). Say until when and how instead, for"
        " example: “Barang dapat ditukar selama pameran dengan nota ini.”"
    )


class UnknownSetting(PosError):
    """A setting that does not exist; what it was to be is not said again, it may be a secret."""

    code: ClassVar[str] = "unknown_setting"
    text: ClassVar[str] = N_("There is no setting {key}. There are: {known}.")
    key: str
    known: str


class SettingsUnreadable(Unavailable):
    """A settings file that is no settings file."""

    code: ClassVar[str] = "settings_unreadable"
    text: ClassVar[str] = N_(
        "{what} cannot be read. Put it right; or open the booth's window: it goes on under the strictest"
        " rules, and keeps this file beside the new one."
    )


@frozen
class Settings:
    """One machine: printer address, paper in mm, language, the centre, cash rounding in rupiah (0 off).

    `width` is how many characters the printer sets on a line (0: as its paper says), `drawer` whether a
    cash drawer hangs on it. `backup` is the folder for copies of the store ("" for none), `backups` how
    many are kept there. `text_scale` is how large the texts on screen are, in per cent; on the side of
    `hand` lies the basket; `view` is how goods are shown. `header` and `footer` are the booth's own lines on
    its notas, `logo` is its picture as `paper/picture.py` writes it. `second_person` names the acts (void,
    refund, discount, drawer, close) that need another person's PIN, with commas between; `discount_limit` is
    the highest discount in per cent of the list price that one may give alone, agreed prices counted and
    promotions not; `printing` says whether printed textile is sold. `qris` is the stand's own static QRIS
    code ("" for none), `qris_amount` whether the amount is put into it where it is shown; `customer_screen`
    whether a second monitor shows the buyer the basket.
    """

    language: str = "id"
    printer: str = NO_PRINTER
    paper: int = 58
    cutter: bool = False
    central: str = ""
    rounding: int = 0
    theme: str = "light"
    backup: str = ""
    backups: int = 10
    width: int = 0
    drawer: bool = False
    header: str = ""
    footer: str = ""
    logo: str = ""
    second_person: str = ""
    discount_limit: int = 100
    printing: bool = True
    text_scale: int = 100
    hand: str = "right"
    view: str = "pictures"
    qris: str = ""
    qris_amount: bool = False
    customer_screen: bool = True

    @property
    def columns(self) -> int:
        """Say how many characters fit on a line of this machine's paper."""
        return self.width or PAPERS[self.paper]

    @property
    def rules(self) -> Rules:
        """Say what needs a second person here."""
        acts = frozenset(Act(name) for name in self.second_person.split(",") if name)
        return Rules(acts, self.discount_limit * WHOLE // MOST_PERCENT, self.printing)


STRICTEST = Settings(second_person=",".join(Act), discount_limit=0)
"""What holds where nothing can be read: what a booth begins with, and all that can be asked of two."""

ALL = frozenset(field.name for field in fields(Settings))
LOOK = frozenset({"language", "theme", "text_scale"})
"""What is known of a window before it is painted; the rest takes longer to check."""

_ALLOWED: dict[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "paper": tuple(PAPERS),
    "width": (0, 32, 42, 48),
    "drawer": (False, True),
    "rounding": (0, 100, 500, 1_000),
    "theme": THEME_NAMES,
    "text_scale": TEXT_SCALES,
    "hand": HANDS,
    "view": ("pictures", "list"),
    "cutter": (False, True),
    "printing": (False, True),
    "backups": (3, 5, 10, 20, 50),
    "qris_amount": (False, True),
    "customer_screen": (False, True),
}

MOST_PERCENT = 100

ORNAMENTS = ("header", "footer", "logo")
DISPENSABLE = ("header", "footer", "logo", "qris")
"""What a booth sells without, where it cannot be read."""

MOST_LINES = 6
"""How many lines of its own a booth may have at the head of a nota, and at its foot."""

_UNLAWFUL = re.compile(
    r"\b(tidak|tak|tdk|nggak|ga)\b[^.,;]{0,40}?\b(di|pen|peng)?(tukar|ukar|kembali|embali|retur|refund)"
    r"|\bno\s+(refund|return|exchange)|\b(cannot|can't|not)\s+be\s+(exchanged|returned|refunded)"
    r"|\ball\s+sales\s+(are\s+)?final\b",
    re.IGNORECASE,
)
_ON_CONDITION = re.compile(
    r"\b(tanpa|kecuali|without|unless)\s+(\w+\s+)?(nota|label|struk|kuitansi|receipt|tag|bon)\b",
    re.IGNORECASE,
)
"""What a nota may ask for: that it is brought along."""

_BOOLEANS = {"yes": True, "no": False, "true": True, "false": False, "ya": True, "tidak": False}


def load_settings(home: Path, *, only: Collection[str] = ALL) -> Settings:
    """Read a home's settings; a missing file means the defaults, and so does what is not asked for.

    Where a booth was set up already, a missing file means the strictest rules. Raises: SettingsUnreadable.
    """
    if are_gone(home):
        return STRICTEST
    content = read_content(home)
    kept = {k: v for k, v in content.items() if k in only and not (k in DISPENSABLE and not will_do(k, v))}
    try:
        return _checked(Settings(**kept))
    except (PosError, TypeError) as error:
        raise SettingsUnreadable(str(home / FILE_NAME)) from error


def are_gone(home: Path) -> bool:
    """Say whether a home has a store, and the settings that were written before it are not there any more."""
    return (home / STORE_NAME).exists() and not (home / FILE_NAME).exists()


def read_content(home: Path) -> dict[str, Any]:
    """Read what stands in a home's file, whatever it is; nothing where there is none.

    Raises: SettingsUnreadable.
    """
    path = home / FILE_NAME
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsUnreadable(str(path)) from error


def will_do(key: str, value: Any) -> bool:  # noqa: ANN401 - whatever stands in the file
    """Say whether a setting can be used as it stands in the file."""
    try:
        _checked(replace(Settings(), **{key: value}))
    except PosError:
        return False
    return True


def save_settings(home: Path, settings: Settings) -> None:
    """Write a home's settings, readable by their owner only: a centre's address may hold a password."""
    # Needed when something is set, not at every start.
    import tomli_w  # noqa: PLC0415

    part = home / f"{FILE_NAME}.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(tomli_w.dumps(asdict(settings)))
        file.flush()
        os.fsync(file.fileno())
    try:
        replace_file(part, home / FILE_NAME)
    except OSError:
        part.unlink(missing_ok=True)  # it may hold a password
        raise


def change_setting(home: Path, key: str, typed: str) -> Settings:
    """Change one setting of a home; what else was set meanwhile stays. Raises as `with_setting`."""
    settings = with_setting(load_settings(home), key, typed)
    save_settings(home, settings)
    return settings


def with_setting(settings: Settings, key: str, typed: str) -> Settings:
    """Change one setting to what was typed.

    Raises: UnknownSetting, BadSetting, BadWords, UnlawfulWords, and for a QRIS code what is wrong with it.
    """
    if key not in ALL:
        raise UnknownSetting(key, ", ".join(f.name for f in fields(Settings)))
    value: Any = typed
    now = getattr(settings, key)
    if isinstance(now, bool):
        value = _BOOLEANS.get(typed.lower(), typed)
    elif isinstance(now, int):
        value = int(typed) if re.fullmatch("-?[0-9]{1,9}", typed) else typed
    if key in {"header", "footer"}:
        value = "\n".join(filter(None, (line.strip() for line in typed.replace("|", "\n").splitlines())))
    if key == "qris":
        value = typed.strip()
    return _checked(replace(settings, **{key: value}))


def _checked(settings: Settings) -> Settings:
    for field in fields(Settings):
        value, allowed = getattr(settings, field.name), _ALLOWED.get(field.name)
        if type(value) is not type(field.default) or (allowed is not None and value not in allowed):
            named = ", ".join(str(a).lower() for a in allowed or (field.default,))
            raise BadSetting(field.name, str(value), named)
    if not 0 <= settings.discount_limit <= MOST_PERCENT:
        raise BadSetting("discount_limit", str(settings.discount_limit), f"0 - {MOST_PERCENT}")
    if not set(filter(None, settings.second_person.split(","))) <= set(Act):
        raise BadSetting("second_person", settings.second_person, ", ".join(Act))
    for words in (settings.header, settings.footer):
        _check_words(words)
    if settings.logo:
        from batikpos.paper.picture import read_code  # noqa: PLC0415 - not before the first paint

        try:
            read_code(settings.logo)
        except ValueError as error:
            raise BadSetting("logo", settings.logo[:20], N_("a picture")) from error
    if settings.qris:
        from batikpos.domain.qris import load_stand_code  # noqa: PLC0415 - as above

        load_stand_code(settings.qris)
    return settings


def _check_words(words: str) -> None:
    """Refuse words that no nota can print, or that the law does not let it say."""
    lines = words.splitlines()
    if len(lines) > MOST_LINES or any(len(line) > LONGEST or holds_control(line) for line in lines):
        raise BadWords(MOST_LINES)
    if any(_UNLAWFUL.search(line) and not _ON_CONDITION.search(line) for line in lines):
        raise UnlawfulWords


def has_display() -> bool:
    """Say whether a window can be shown: on Linux, whether a display is named and answers."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    host, colon, number = os.environ.get("DISPLAY", "").partition(":")
    if host or not colon:
        return bool(colon)
    import socket  # noqa: PLC0415 - slow, and needed on Linux only

    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # noqa: S108 - where X servers listen
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
        return asked.connect_ex(path) == 0 or asked.connect_ex(f"\0{path}") == 0
