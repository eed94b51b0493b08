"""Settings that cannot be read: the booth goes on with what can be, and no rule becomes laxer by it."""

import shutil
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

from batikpos.domain.right import Act
from batikpos.settings import (
    DISPENSABLE,
    FILE_NAME,
    Settings,
    SettingsUnreadable,
    load_settings,
    read_content,
    save_settings,
    will_do,
)
from batikpos.values import frozen

STRICTEST = Settings(second_person=",".join(Act), discount_limit=0)
"""What holds where nothing can be read: what a booth begins with, and all that can be asked of two."""


@frozen
class MendedSettings:
    """Settings to go on with; which of them were `unread`, and the name `kept` of the file as it was."""

    settings: Settings
    unread: tuple[str, ...] = ()
    kept: str = ""


def mend_settings(home: Path, now: datetime, otherwise: Settings = STRICTEST) -> MendedSettings:
    """Read a home's settings; what cannot be read is as in `otherwise`, and is written so.

    The file as it was is kept beside under another name. On a disk that takes nothing all stays as it is,
    and what is told holds as long as the program runs.
    """
    try:
        return MendedSettings(load_settings(home))
    except SettingsUnreadable:
        settings, unread = _sift(home, otherwise)
    kept = f"{FILE_NAME}.{now:%Y%m%d-%H%M%S}"
    try:
        shutil.copyfile(home / FILE_NAME, home / kept)
        save_settings(home, settings)
    except OSError:
        kept = FILE_NAME
    return MendedSettings(settings, unread, kept)


def _sift(home: Path, otherwise: Settings) -> tuple[Settings, tuple[str, ...]]:
    """Take from the file what will do; say what will not."""
    names = tuple(field.name for field in fields(Settings))
    try:
        content = read_content(home)
    except SettingsUnreadable:
        return otherwise, names
    good = {k: v for k, v in content.items() if k in names and will_do(k, v)}
    unread = tuple(k for k in names if k in content and k not in good)
    instead = {k: getattr(otherwise, k) for k in unread if k not in DISPENSABLE}
    return replace(Settings(), **good, **instead), unread
