"""What is told on the sale screen: good news goes, a warning stays, neither lies over what is needed."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from batikpos.ui.theme import theme_now
from batikpos.ui.widgets import message
from batikpos.ui.widgets.message import MessageStrip
from tests.shop import SHIRT
from tests.ui.booth import BoothWindow


def strip_of(booth: BoothWindow) -> MessageStrip:
    """Return the strip of the sale screen."""
    return booth.sale_page._message


def place(widget: QWidget) -> QRect:
    """Say where a widget lies in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_good_news_is_in_the_good_colour_and_goes_by_itself(booth: BoothWindow) -> None:
    strip_of(booth)._timer.setInterval(50)
    booth.sale_page.say("Parked: Kemeja", is_good=True)
    assert strip_of(booth).isVisible()
    assert strip_of(booth).palette().window().color() == theme_now().good_ground
    booth.wait(lambda: not strip_of(booth).isVisible())


def test_a_warning_stays_until_it_is_closed(booth: BoothWindow) -> None:
    strip_of(booth)._timer.setInterval(20)
    booth.sale_page.say("good", is_good=True)
    booth.sale_page.say("No such code")
    booth.qtbot.wait(120)
    assert strip_of(booth).isVisible()
    assert strip_of(booth).palette().window().color() == theme_now().attention
    booth.press("Close")
    assert not strip_of(booth).isVisible()
    assert message.MESSAGE_MS >= 5_000


def test_it_lies_inset_over_the_goods_alone(booth: BoothWindow) -> None:
    booth.sale_page.say("No such code")
    at, pane = place(strip_of(booth)), booth.sale_page.find_pane
    assert at.left() == place(pane.field).left() == 16
    for part in (pane.field, pane.chips, booth.sale_page.basket):
        assert not at.intersects(place(part))


def test_what_was_parked_is_good_news(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.register.park()
    booth.wait(strip_of(booth).isVisible)
    assert strip_of(booth).palette().window().color() == theme_now().good_ground


def test_no_title_of_the_baskets_head_comes_and_goes(booth: BoothWindow) -> None:
    def titles() -> list[bool]:
        head, last = basket.head, basket._last_sale
        return [b.is_brief for b in (head._undo, head._discount, head._park, last._again, last._void)]

    basket = booth.sale_page.basket
    booth.shell.resize(1366, 768)
    assert not any(titles())
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.register.park()
    booth.wait(lambda: not booth.basket)
    assert not any(titles())
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    booth.wait(lambda: booth.register.papers.last is not None)
    assert not any(titles())
