"""The sleep diary keeps what the clock said, and works the rest out."""

from datetime import date, time, timedelta

import pytest

from iop_companion import bootstrap
from iop_companion.domain.diary_entries import Rested, SleepNight
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.sleep_diary import NightDraft, fault_of
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.stopped_clock import ZONE, StoppedClock

HOURS, QUALITY = MeasureId("sleep_duration"), MeasureId("sleep_quality")


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def services(tmp_path, clock):
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    open_new(built.session, Secret("a lamp in the long hallway"))
    yield built
    built.lock()


def a_night(day, **other):
    times = {
        "bed": time(22, 30), "try_to_sleep": time(23), "final_wake": time(6, 30), "out": time(7),
        "latency_min": 30, "awake_min": 45,
    }  # fmt: skip
    return NightDraft(day, **{**times, **other})


def saved(services, day):
    values = services.check_ins.day(day).values
    return {name: values[name].value for name in (HOURS, QUALITY) if name in values}


def nights(services):
    with services.session.vault.read() as journal:
        return journal.entries(SleepNight)


def test_a_whole_night_gives_the_day_its_hours_and_quality_in_one_step(services, clock):
    day = clock.today()
    services.check_ins.record(CheckInDraft(day, {HOURS: 8}))

    changes = services.sleep_diary.save(
        a_night(day, quality=2, awakenings=2, rested=Rested.A_LITTLE, day_before=("nap",))
    )

    assert saved(services, day) == {HOURS: 6.25, QUALITY: 2}
    view = services.sleep_diary.night()
    assert (view.draft.awakenings, view.draft.rested) == (2, Rested.A_LITTLE)
    last = view.week[-1].night
    assert (last.in_bed_min, last.asleep_min, round(last.efficiency, 1)) == (510, 375, 73.5)
    services.undo_if_newest(changes)
    assert saved(services, day) == {HOURS: 8}
    assert nights(services) == []


def test_the_same_night_again_changes_nothing_and_another_one_takes_its_place(services, clock):
    day = clock.today()
    services.sleep_diary.save(a_night(day))

    assert not services.sleep_diary.save(a_night(day))
    services.sleep_diary.save(a_night(day, awake_min=0))

    assert len(nights(services)) == 1
    assert saved(services, day) == {HOURS: 7.0}


def test_hours_alone_are_enough_and_a_half_known_night_is_kept_without_hours(services, clock):
    day, before = clock.today(), clock.today() - timedelta(days=1)

    services.sleep_diary.save(NightDraft(day, hours=5.5))
    services.sleep_diary.save(NightDraft(before, bed=time(23), rested=Rested.NOT))

    assert saved(services, day) == {HOURS: 5.5}
    assert saved(services, before) == {}
    assert [one.day for one in nights(services)] == [before]
    week = services.sleep_diary.night().week
    assert [(one.night, one.hours) for one in week[-2:]] == [(None, None), (None, 5.5)]


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"bed": time(6, 31), "try_to_sleep": time(6, 31)}, "too_long_in_bed"),
        ({"awake_min": 460}, "awake_too_long"),
        ({"latency_min": 300, "awake_min": 300}, "nothing_left_to_sleep"),
    ],
)
def test_times_that_make_no_night_are_refused_and_nothing_is_kept(services, clock, other, fault):
    draft = a_night(clock.today(), **other)

    with pytest.raises(KnownProblem) as refused:
        services.sleep_diary.save(draft)

    assert (refused.value.code, refused.value.facts["fault"]) == ("night_unfit", fault)
    assert fault_of(draft, ZONE) == fault
    assert (nights(services), saved(services, draft.day)) == ([], {})


def test_nothing_at_all_and_a_night_to_come_are_refused(services, clock):
    for draft, code in (
        (NightDraft(clock.today()), "empty_night"),
        (a_night(clock.today() + timedelta(days=1)), "future_day"),
    ):
        with pytest.raises(KnownProblem) as refused:
            services.sleep_diary.save(draft)
        assert refused.value.code == code


def test_the_usual_of_the_nights_before_needs_five_of_them(services, clock):
    for back in range(1, 5):
        services.sleep_diary.save(a_night(clock.today() - timedelta(days=back)))
    assert services.sleep_diary.night().usual is None

    services.sleep_diary.save(a_night(clock.today() - timedelta(days=5)))

    usual = services.sleep_diary.night().usual
    assert (usual.n, usual.asleep_min) == (5, 375)


def test_what_was_typed_is_kept_with_its_day_beside_the_form_of_today(services, clock):
    day = clock.today()
    services.check_ins.keep_draft(day, '{"answers": {}}')

    services.sleep_diary.keep_typed(day, {"bed": "half past"})
    services.check_ins.record(CheckInDraft(day, {QUALITY: 3}))

    assert services.sleep_diary.night().typed == {"bed": "half past"}
    services.sleep_diary.save(NightDraft(day, hours=7))
    assert services.sleep_diary.night().typed == {}
    with services.session.vault.read() as journal:
        assert journal.draft(day) is None


def test_a_night_of_the_day_on_which_the_clocks_change_is_as_long_as_it_was(services, clock):
    clock.set_day(date(2026, 10, 25))
    services.sleep_diary.save(a_night(clock.today()))

    assert services.sleep_diary.night().week[-1].night.in_bed_min == 570, "Europe/Warsaw, one more"
