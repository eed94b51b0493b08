"""What somebody agrees to before an act: of what, and how much, so that nothing else is done by it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import Body
from batikpos.values import frozen


@frozen
class Reason:
    """One thing that is agreed to; of other goods, by another number or amount it is another one."""

    code: str
    about: tuple[object, ...]


Agreed = tuple[Reason, ...] | None
"""What was read and agreed to before an act; None where the act was written out whole together with who
agrees to it, as on the command line: then it is all that the act needs."""


@frozen
class AgreedTo:
    """What a second person agreed to, in words: it is written down with the act."""

    code: str
    text: str


def agreed_to_body(agreed: Sequence[AgreedTo]) -> Body:
    """Write down what a second person agreed to; nothing where nobody had to."""
    return {"agreed": [[one.code, one.text] for one in agreed]} if agreed else {}


def agreed_from_body(body: Body) -> tuple[AgreedTo, ...]:
    """Read what a second person agreed to."""
    return tuple(AgreedTo(code, text) for code, text in body.get("agreed", ()))


class Asked(PosError):
    """A refusal that whoever reads it can lift, by agreeing to what it says.

    `what` (an English msgid with {fields}) says it afterwards, as something that was agreed to.
    """

    what: ClassVar[str] = ""

    @property
    def asks(self) -> tuple[Reason, ...]:
        """Say what is to be agreed to."""
        return (Reason(self.code, self.args),)

    def agreed_to(self, language: str) -> AgreedTo:
        """Say that it was agreed to, in `language`."""
        return AgreedTo(self.code, self.in_words(self.what, language))


def is_agreed(needed: Iterable[Asked], agreed: Agreed) -> bool:
    """Say whether all that is needed was `agreed` to, each as often as it is needed."""
    return agreed is None or Counter(reason for one in needed for reason in one.asks) <= Counter(agreed)
