"""Telling the centre what was just decided at the organizer's desk; what it does not know yet is not lost."""

from batikpos.commands.context import Context
from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.engine import Store
from batikpos.sync.push import DeskReplaced, push_decisions

NOT_SENT = N_("It is kept here, and not at the centre yet: send it with “batikpos sync”.")


def is_sent(context: Context, desk: Desk, centre: Store | None) -> bool:
    """Send what the desk decided; where that fails it is kept here, and said."""
    why = ""
    try:
        if centre is not None:
            push_decisions(desk.store, centre)
            return True
    except DeskReplaced as error:
        context.warn(error.message(context.language))
        return False
    except PosError as error:
        why = error.message(context.language)
    context.warn(f"{context.tr(NOT_SENT)} {why}".strip())
    return False
