"""The slips of the settlement as PDFs: drafts, those with a number of their own, those of payouts."""

from dataclasses import replace
from datetime import date, datetime

from batikpos.domain.decision import Payout
from batikpos.domain.settlement import Account, Party
from batikpos.i18n import Translate, translator
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import Desk
from batikpos.services.paying import load_slip, number_slip, open_at
from batikpos.services.settlement import FairSettlement


def draft_slip(of: FairSettlement, account: Account, tr: Translate, today: date) -> bytes:
    """Set the slip of all that is open, without a number: to be looked at."""
    # reportlab takes a tenth of a second to load
    from batikpos.reports.setoran import setoran_of, to_setoran  # noqa: PLC0415

    return to_setoran(setoran_of(of, account, tr, today=today), tr)


def numbered_slip(desk: Desk, of: FairSettlement, account: Account, tr: Translate, now: datetime) -> bytes:
    """Set the slip of all that is open under a number of the desk. Raises: NotTheDesk, StoreUnavailable."""
    # as above
    from batikpos.reports.setoran import setoran_of, to_setoran  # noqa: PLC0415

    of, account = open_at(desk, of, account.party)
    slip, is_copy = number_slip(desk, of, account, now=now)
    today = of.fair.local(now).date()
    return to_setoran(setoran_of(of, account, tr, today=today, of_paper=slip, is_copy=is_copy), tr)


def kept_slip(desk: Desk, number: str, *, is_copy: bool) -> bytes:
    """Set a payout's slip as it was written, in its language.

    Raises: NotTheDesk, NoSuchSlip, StoreUnavailable.
    """
    # as above
    from batikpos.reports.setoran import to_setoran  # noqa: PLC0415

    slip = load_slip(desk, number)
    return to_setoran(replace(slip, is_copy=is_copy), translator(slip.language))


def payouts_of(desk: Desk, party: Party) -> tuple[Payout, ...]:
    """List what this desk paid to a party or took from it, the latest first. Raises: StoreUnavailable."""
    with desk.store.reading() as tx:
        paid = load_decisions(tx, desk.fair.fair_id).payouts
    return tuple(one for one in reversed(paid) if party in {one.giver, one.taker})
