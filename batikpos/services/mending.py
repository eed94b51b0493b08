"""Settings that cannot be read: the booth goes on with what can be, and no rule becomes laxer by it."""

import shutil
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

from batikpos.domain.change import rules_to_body
from batikpos.domain.fact import FactKind
from batikpos.services.desk import Desk
from batikpos.services.rules import RULES, append_change
from batikpos.settings import (
    DISPENSABLE,
    FILE_NAME,
    STRICTEST,
    Settings,
    SettingsUnreadable,
    are_gone,
    load_settings,
    read_content,
    save_settings,
    will_do,
)
from batikpos.values import frozen

PROGRAM = "BatikPOS"
"""Whose name stands under rules that nobody set: the program's."""

_NAMES = tuple(field.name for field in fields(Settings))


@frozen
class MendedSettings:
    """Settings to go on with; which of them were `unread`, and the name `kept` of the file as it was.

    Of a file that was gone nothing is kept. They were `written` where the disk took them.
    """

    settings: Settings
    unread: tuple[str, ...] = ()
    kept: str = ""
    is_written: bool = False


def mend_settings(home: Path, now: datetime, otherwise: Settings = STRICTEST) -> MendedSettings:
    """Read a home's settings; what cannot be read is as in `otherwise`, and is written so.

    So it is where a booth was set up and its file is gone. The file as it was is kept beside under another
    name. On a disk that takes nothing all stays as it is, and what is told holds as long as the program runs.
    """
    if are_gone(home):
        return MendedSettings(otherwise, _NAMES, is_written=_save(home, otherwise))
    try:
        return MendedSettings(load_settings(home))
    except SettingsUnreadable:
        settings, unread = _sift(home, otherwise)
    kept = f"{FILE_NAME}.{now:%Y%m%d-%H%M%S}"
    try:
        shutil.copyfile(home / FILE_NAME, home / kept)
    except OSError:
        return MendedSettings(settings, unread, FILE_NAME)
    is_written = _save(home, settings)
    return MendedSettings(settings, unread, kept if is_written else FILE_NAME, is_written)


def record_mended(desk: Desk, mended: MendedSettings, now: datetime) -> None:
    """Write the rules down as they hold from now on, where the program had to mend them: nobody else did."""
    if mended.is_written and set(RULES) & set(mended.unread):
        with desk.writing() as tx:
            body = rules_to_body(mended.settings.rules)
            append_change(tx, desk, FactKind.RULES, body, now, cashier="", approver=PROGRAM)


def _save(home: Path, settings: Settings) -> bool:
    """Write settings; say whether the disk took them."""
    try:
        save_settings(home, settings)
    except OSError:
        return False
    return True


def _sift(home: Path, otherwise: Settings) -> tuple[Settings, tuple[str, ...]]:
    """Take from the file what will do; say what will not."""
    try:
        content = read_content(home)
    except SettingsUnreadable:
        return otherwise, _NAMES
    good = {k: v for k, v in content.items() if k in _NAMES and will_do(k, v)}
    unread = tuple(k for k in _NAMES if k in content and k not in good)
    instead = {k: getattr(otherwise, k) for k in unread if k not in DISPENSABLE}
    return replace(Settings(), **good, **instead), unread
