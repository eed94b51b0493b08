"""Telling the centre what was just decided at the organizer's desk; what it does not know yet is not lost."""

from batikpos.commands.context import Context
from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.store.engine import Store
from batikpos.sync.push import push

REPLACED = N_(
    "The centre put this aside: another laptop goes on as the organizer's desk. What is decided here counts"
    " nowhere; decide it there."
)


def is_sent(context: Context, desk: Desk, centre: Store | None) -> bool:
    """Send what the desk decided; where that fails it is kept here, and said."""
    why = ""
    try:
        done = None if centre is None else push(desk.store, centre)
        if done is not None and done.is_equal:
            return True
        if done is not None and done.quarantined:
            context.warn(context.tr(REPLACED))
            return False
    except PosError as error:
        why = error.message(context.language)
    said = context.tr(N_("It is kept here, and not at the centre yet: send it with “batikpos sync”."))
    context.warn(f"{said} {why}".strip())
    return False
