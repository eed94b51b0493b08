"""The organizer's desk at a centre that keeps people apart: what it decides goes in by its own login."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.settlement import ORGANIZER, Why
from batikpos.services.paying import pay_out
from batikpos.services.reading_up import read_up
from batikpos.services.reconcile import reconcile_day
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import settle_fair
from batikpos.services.settling import sign_day
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import close_till, open_till
from batikpos.settings import Settings
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.postgres import Postgres
from tests.settled import BUDI, FIRST, OWN, TOM, WATI, WRITE, at, closing_desk, goods, set_up_organizer
from tests.shop import FLOAT, NOON, RINI, SARI, SHIRT, item, line, people, sell
from tests.sync.guarded import guarded_centre


def test_the_desk_signs_and_pays_by_the_organizers_login(postgres: Postgres, tmp_path: Path) -> None:
    guarded = guarded_centre(postgres, [OWN], SAMPLE_FAIR)
    home = tmp_path / OWN
    set_up(home, Plan(SAMPLE_FAIR, Booth(OWN), goods(), people(), Settings()), now=NOON - timedelta(days=1))
    with closing_desk(home) as booth, closing(open_centre(guarded.addresses[OWN])) as centre:
        open_till(booth, FLOAT, cashier=RINI, now=at(FIRST, 9))
        sell(booth, line(SHIRT), now=at(FIRST, 10))
        close_till(
            booth,
            {100_000: 8, 50_000: 1, 20_000: 2, 5_000: 1},
            cashier=RINI,
            approver=SARI,
            now=at(FIRST, 20),
        )
        assert push(booth.store, centre).is_equal
    set_up_organizer(tmp_path / "organizer")
    with (
        closing_desk(tmp_path / "organizer") as desk,
        closing(open_centre(guarded.addresses["organizer"])) as centre,
    ):
        assert push(desk.store, centre).is_equal  # the plan is a fact of it too
        assert read_up(centre) > 0
        signed = sign_day(
            desk, centre, FIRST, by=BUDI, witness=WATI, now=at(FIRST, 21), note="hanya A03 yang buka"
        )
        pay_out(
            desk,
            settle_fair(centre, today=FIRST),
            giver=TOM,
            taker=ORGANIZER,
            amount=Rupiah(5),
            now=at(FIRST, 22),
            write=WRITE,
            by=BUDI,
            witness=WATI,
        )
        assert push(desk.store, centre).is_equal
        of = reconcile_day(centre, FIRST)
        assert (of.signing.sign_off, of.signing.came) == (signed, ())
        whole = settle_fair(centre, today=FIRST)
        assert total(a.balance for a in whole.settlement.accounts) == ZERO
        account = whole.settlement.find(TOM)
        assert account is not None
        assert account.gross == item(SHIRT).price
        assert account.by_about(Why.FEE)["Sewa stan"] == Rupiah(-250_000)
