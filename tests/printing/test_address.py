"""Printer addresses as people type them."""

import pytest

from batikpos.printing.address import whole_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" 192.168.77.77 ", "tcp://192.168.77.77:9100"),
        ("10.0.0.5:9101", "tcp://10.0.0.5:9101"),
        ("com5", "serial:COM5?baud=9600"),
        ("/dev/rfcomm0", "serial:/dev/rfcomm0?baud=9600"),
        ("cups:Kasir", "cups:Kasir"),
        ("printer kami", "printer kami"),
    ],
)
def test_what_people_type_for_short_is_written_out(typed: str, address: str) -> None:
    assert whole_address(typed) == address
