"""A float that was keyed otherwise than it lay in the drawer."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.money import Rupiah, total
from batikpos.i18n import N_

GIVEN = N_("The float was keyed as {keyed}, and {given} was given out.")
USUAL = N_("The float was keyed as {keyed}, where most drawers began with {given}.")


def wrong_float(day: DrawerDay) -> tuple[Cause, ...]:
    """Compare the keyed float with what was given out, else with what most drawers of the day began with."""
    keyed = _keyed(day)
    given, usual = day.papers.float_given, day.usual_float
    if given is not None:
        return () if given == keyed else (_cause(day, GIVEN, Grade.CERTAIN, given),)
    if usual is None or keyed == usual:
        return ()
    return (_cause(day, USUAL, Grade.LIKELY, usual),)


def _keyed(day: DrawerDay) -> Rupiah:
    """Say what the first till began with; later ones of the day begin with what is left of it, or nothing."""
    return total(till.float_ for till in day.tills[:1])


def _cause(day: DrawerDay, text: str, grade: Grade, given: Rupiah) -> Cause:
    keyed = _keyed(day)
    values = {"keyed": keyed, "given": given}
    return Cause("float", given - keyed, text, day.closes, values, grade=grade)
