"""What is asked about the clock: jumps and journeys, never summer time, never a pause of months."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from iop_companion.domain.clock_doubt import ClockDoubt, DoubtKind, Written, clock_doubt

BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"


def at(zone, *when):
    return datetime(*when, tzinfo=ZoneInfo(zone))


def kind(last, now, zone=BERLIN, last_zone=BERLIN):
    doubt = clock_doubt(Written(last, last_zone), now, zone)
    return None if doubt is None else doubt.kind


EVENING = at(BERLIN, 2026, 3, 12, 21, 4)


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        (timedelta(minutes=-9), None),
        (timedelta(minutes=-11), DoubtKind.BACK),
        (timedelta(days=-4000), DoubtKind.BACK),
        (timedelta(0), None),
        (timedelta(days=200), None),
        (timedelta(days=367), DoubtKind.AHEAD),
        (timedelta(days=9000), DoubtKind.AHEAD),
    ],
)
def test_a_jump_is_asked_about_and_a_pause_is_not(by, asked):
    assert kind(EVENING, EVENING + by) is asked


def test_without_an_entry_there_is_nothing_to_ask():
    assert clock_doubt(None, EVENING, BERLIN) is None


def test_a_journey_is_asked_about_and_only_until_something_is_written_there():
    landed = EVENING.astimezone(ZoneInfo(NEW_YORK)) + timedelta(hours=9)

    assert clock_doubt(Written(EVENING, BERLIN), landed, NEW_YORK) == ClockDoubt(
        DoubtKind.ZONE, EVENING, NEW_YORK
    )
    assert kind(landed, landed + timedelta(hours=1), NEW_YORK, NEW_YORK) is None
    assert kind(EVENING, landed, "", BERLIN) is None


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, LORD_HOWE, "America/St_Johns"])
def test_no_hour_of_a_year_with_its_two_changes_looks_like_a_jump(zone):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    hours = [(start + timedelta(hours=n)).astimezone(ZoneInfo(zone)) for n in range(365 * 24)]
    told = {kind(before, now, zone, zone) for before, now in pairwise(hours)}

    assert told == {None}
