"""The history with all that can be done from it: the page, and who does what it asks."""

from datetime import UTC, datetime
from functools import partial

from batikpos.i18n import N_, Translate
from batikpos.services.checkout import CompletedSale
from batikpos.services.following import Followed
from batikpos.ui.booth.aftersale import AfterSale
from batikpos.ui.booth.givingback import GivingBack
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.moneyback import say_money_back
from batikpos.ui.lookback import LookBack
from batikpos.ui.register import Register
from batikpos.ui.tasks import Tasks


def make_history_page(register: Register, tasks: Tasks, tr: Translate) -> HistoryPage:
    """Make the page of what was sold, connected to whoever prints, shares and gives back."""
    today = register.desk.fair.local(datetime.now(UTC)).date()
    page = HistoryPage(LookBack(register, tasks), tr, today)
    page.again_asked.connect(lambda past: register.papers.print_again(past.kept.sale.number))
    register.refused.connect(page.refuse)

    after = AfterSale(register, tasks, tr, page.open_sheet, page)
    page.share_asked.connect(lambda past: after.offer(past.kept.sale))
    after.said.connect(page.say)
    after.refused.connect(page.refuse)
    after.printing.connect(register.papers.print_waiting)

    giving = GivingBack(register, tasks, tr, page.open_sheet, page)
    page.void_asked.connect(giving.ask_void)
    page.correct_asked.connect(giving.ask_correct)
    page.return_asked.connect(giving.ask_return)
    page.exchange_asked.connect(giving.ask_exchange)
    giving.correcting.connect(page.left)
    giving.refused.connect(page.refuse)
    giving.outdated.connect(page.look_again)

    def show(done: CompletedSale) -> None:
        sale = done.kept.sale
        page.show_given(
            sale.number, partial(say_money_back, done.back), "\n".join(w.text for w in done.warnings)
        )

    def show_exchanged(done: Followed) -> None:
        warned = "\n".join(w.text for w in done.sale.warnings)
        page.show_given(done.sale.kept.sale.number, _say_exchanged, warned)

    giving.done.connect(show)
    giving.exchanged.connect(show_exchanged)
    return page


def _say_exchanged(tr: Translate) -> str:
    return tr(N_("Exchanged. No money moves."))
