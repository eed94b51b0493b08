"""What the codes on labels are: EAN-13 where thirteen digits hold together, else whatever a scanner types."""


def looks_like_ean13(code: str) -> bool:
    """Say whether a code is thirteen digits, right or wrong."""
    return len(code) == 13 and code.isascii() and code.isdigit()  # noqa: PLR2004 - the 13 of EAN-13


def ean13_holds(code: str) -> bool:
    """Say whether the last of thirteen digits is the check digit of the others."""
    return ean13_of(code[:12]) == code


def ean13_of(twelve: str) -> str:
    """Put the check digit behind twelve digits."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{(10 - weighted % 10) % 10}"
