"""Printers on USB: any clone's endpoints, given back after the job, and the right word when it breaks off."""

import errno
import sys
from collections.abc import Callable
from functools import partial

import pytest
import usb.core

from batikpos.printing import dialogue
from batikpos.printing.devices import send
from batikpos.printing.dialogue import FLUSH, Habits
from batikpos.printing.outcome import (
    CUT_OFF,
    NO_USB_LIBRARY,
    NO_USB_PRINTER,
    PAPER_OUT,
    STALLED,
    SWITCHED_OFF,
    USB_HELD,
    USB_REFUSED,
    Outcome,
)
from batikpos.printing.status import ASK
from batikpos.store.printjobs import JobState
from tests.printing import listener
from tests.printing.usb_printer import ADDRESS, BULK, HID, INTERRUPT, VENDOR_OWN, Interface, UsbPrinter

JOB = b"\x1b@" + b"halo\n" * 400

Plugged = Callable[..., UsbPrinter]


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Plugged:
    """Plug a printer in, with its ways."""
    find = usb.core.find

    def plug(**ways: object) -> UsbPrinter:
        printer = UsbPrinter(**ways)  # type: ignore[arg-type]
        monkeypatch.setattr(usb.core, "find", partial(find, backend=printer))
        return printer

    monkeypatch.setattr(dialogue, "STALL_SECONDS", 0.1)
    monkeypatch.setattr(dialogue, "STATUS_SECONDS", 0.05)
    return plug


@pytest.mark.parametrize(("end_in", "end_out"), [(0x81, 0x03), (0x82, 0x01)])
def test_a_clone_prints_whatever_it_calls_its_endpoints(plugged: Plugged, end_in: int, end_out: int) -> None:
    ends = ((end_out, BULK), (end_in, BULK))
    printer = plugged(interfaces=((Interface(ends),),), talks=True)
    assert send(ADDRESS, JOB) == Outcome(JobState.PRINTED, len(JOB))
    assert printer.job == JOB


def test_a_printer_that_says_nothing_was_sent_to_and_no_more(plugged: Plugged) -> None:
    printer = plugged()
    assert send(ADDRESS, JOB) == Outcome(JobState.SENT, len(JOB))
    assert printer.job == JOB


def test_a_printer_that_has_no_way_to_say_anything_is_silent(plugged: Plugged) -> None:
    printer = plugged(interfaces=((Interface(((0x01, BULK),)),),))
    habits = Habits()
    assert send(ADDRESS, JOB, habits) == Outcome(JobState.SENT, len(JOB))
    assert (habits.is_silent, printer.job) == (True, JOB)


def test_a_printer_whose_way_to_answer_is_stalled_is_silent(plugged: Plugged) -> None:
    printer = plugged(stalled=True)
    assert send(ADDRESS, JOB) == Outcome(JobState.SENT, len(JOB))
    assert printer.job == JOB


def test_a_printer_without_paper_gets_no_byte_of_the_job(plugged: Plugged) -> None:
    printer = plugged(talks=True, status=listener.OUT_OF_PAPER)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, PAPER_OUT)
    assert printer.got == ASK


def test_a_fast_printer_may_tell_much_at_once(plugged: Plugged) -> None:
    printer = plugged(packet=512, telling=b"\x11" * 300, talks=True)
    assert send(ADDRESS, JOB) == Outcome(JobState.PRINTED, len(JOB))
    assert printer.job == JOB


# Which of its interfaces it is


def test_the_printers_interface_is_taken_and_no_other(plugged: Plugged) -> None:
    others = (Interface(kind=VENDOR_OWN),), (Interface(((0x84, INTERRUPT),), HID),)
    printer = plugged(interfaces=(*others, (Interface(((0x03, BULK), (0x81, BULK))),)), talks=True)
    assert send(ADDRESS, JOB).state is JobState.PRINTED
    assert (printer.job, printer.written_to) == (JOB, {2})


def test_a_clone_that_does_not_call_itself_a_printer_prints(plugged: Plugged) -> None:
    mute = Interface(((0x84, INTERRUPT),), HID)
    printer = plugged(interfaces=((mute,), (Interface(kind=VENDOR_OWN),)), talks=True)
    assert send(ADDRESS, JOB).state is JobState.PRINTED
    assert printer.job == JOB


def test_a_job_goes_by_the_endpoint_for_data_though_it_has_others(plugged: Plugged) -> None:
    ends = ((0x83, INTERRUPT), (0x04, INTERRUPT), (0x01, BULK), (0x82, BULK), (0x85, INTERRUPT))
    printer = plugged(interfaces=((Interface(ends),),), talks=True)
    assert send(ADDRESS, JOB).state is JobState.PRINTED
    assert printer.job == JOB


def test_the_setting_that_takes_data_is_chosen(plugged: Plugged) -> None:
    printer = plugged(interfaces=((Interface(()), Interface()),), talks=True)
    assert send(ADDRESS, JOB).state is JobState.PRINTED
    assert (printer.job, printer.settings) == (JOB, {0: 1})


def test_a_device_that_takes_no_data_is_no_printer(plugged: Plugged) -> None:
    printer = plugged(interfaces=((Interface(((0x84, INTERRUPT),), HID),),))
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, NO_USB_PRINTER)
    assert printer.is_given_back


# Whose it is before and after


@pytest.mark.parametrize("has_driver", [True, False])
@pytest.mark.parametrize(
    "ways", [{"talks": True}, {"stops_after": 500}, {"refuses_claim": errno.EBUSY}], ids=str
)
def test_it_is_given_back_as_it_was_found(
    plugged: Plugged, ways: dict[str, object], *, has_driver: bool
) -> None:
    printer = plugged(has_driver=has_driver, **ways)
    send(ADDRESS, JOB)
    assert (printer.is_given_back, printer.has_driver) == (True, has_driver)


def test_one_that_was_pulled_out_is_let_go(plugged: Plugged) -> None:
    printer = plugged(unplugged_after=500)
    assert send(ADDRESS, JOB).state is JobState.UNCERTAIN
    assert printer.is_given_back


@pytest.mark.parametrize(("configuration", "times"), [(0, 1), (1, 0)])
def test_a_configuration_is_set_only_where_none_is(plugged: Plugged, configuration: int, times: int) -> None:
    printer = plugged(configuration=configuration, talks=True)
    assert send(ADDRESS, JOB).state is JobState.PRINTED
    assert printer.configured == times


def test_no_configuration_is_set_where_it_cannot_be_told(plugged: Plugged) -> None:
    printer = plugged(refuses_configuration=errno.EIO)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, SWITCHED_OFF)
    assert printer.configured == 0


# It cannot be had


def test_one_that_is_not_there_is_switched_off(plugged: Plugged) -> None:
    plugged(is_there=False)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, SWITCHED_OFF)


def test_another_device_is_not_taken_for_it(plugged: Plugged) -> None:
    printer = plugged()
    assert send("usb:0416:5012", JOB) == Outcome(JobState.FAILED, 0, SWITCHED_OFF)
    assert printer.got == b""


def test_a_system_without_libusb_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(**_what: object) -> None:
        raise usb.core.NoBackendError("No backend available")

    monkeypatch.setattr(usb.core, "find", find)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, NO_USB_LIBRARY)


@pytest.mark.parametrize(
    ("ways", "reason"),
    [
        ({"refuses_open": errno.EACCES}, USB_REFUSED if sys.platform == "linux" else USB_HELD),
        ({"refuses_open": errno.ENOSYS}, USB_HELD),
        ({"refuses_claim": errno.EBUSY}, USB_HELD),
        ({"refuses_open": errno.EIO}, SWITCHED_OFF),
    ],
    ids=str,
)
def test_one_that_is_refused_says_why(plugged: Plugged, ways: dict[str, object], reason: str) -> None:
    printer = plugged(**ways)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, reason)
    assert (bytes(printer.got), printer.is_given_back) == (b"", True)


def test_the_udev_rule_is_named_where_access_is_denied() -> None:
    assert "udev" in USB_REFUSED


# It breaks off


@pytest.mark.parametrize("bytes_of_the_job", [1, 64, 100, 999])
def test_one_that_stops_taking_bytes_says_how_many_it_took(plugged: Plugged, bytes_of_the_job: int) -> None:
    printer = plugged(stops_after=len(ASK) + bytes_of_the_job)
    assert send(ADDRESS, JOB) == Outcome(JobState.UNCERTAIN, bytes_of_the_job, STALLED)
    assert printer.job == JOB[:bytes_of_the_job]


@pytest.mark.parametrize("stops_after", [0, len(ASK)])
def test_one_that_takes_no_byte_of_the_job_has_failed(plugged: Plugged, stops_after: int) -> None:
    plugged(stops_after=stops_after)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, STALLED)


@pytest.mark.parametrize("packets", [1, 2, 10])
def test_one_that_is_pulled_out_says_how_many_it_took(plugged: Plugged, packets: int) -> None:
    """Though within its first 256 bytes: no byte counted would have it sent again."""
    printer = plugged(unplugged_after=len(ASK) + 64 * packets)
    assert send(ADDRESS, JOB) == Outcome(JobState.UNCERTAIN, 64 * packets, CUT_OFF)
    assert printer.job == JOB[: 64 * packets]


@pytest.mark.parametrize("unplugged_after", [0, len(ASK)])
def test_one_that_is_pulled_out_before_the_job_has_failed(plugged: Plugged, unplugged_after: int) -> None:
    printer = plugged(unplugged_after=unplugged_after)
    assert send(ADDRESS, JOB) == Outcome(JobState.FAILED, 0, CUT_OFF)
    assert printer.job == b""


def test_one_that_is_pulled_out_before_it_confirms_is_uncertain(plugged: Plugged) -> None:
    plugged(talks=True, unplugged_after=len(ASK) + len(JOB))
    assert send(ADDRESS, JOB) == Outcome(JobState.UNCERTAIN, len(JOB), CUT_OFF)


def test_after_a_break_the_next_is_flushed(plugged: Plugged) -> None:
    habits = Habits()
    plugged(unplugged_after=500)
    assert send(ADDRESS, JOB, habits).state is JobState.UNCERTAIN
    printer = plugged()
    assert send(ADDRESS, JOB, habits).state is JobState.SENT
    assert printer.got.startswith(FLUSH)
    assert printer.job == FLUSH + JOB
