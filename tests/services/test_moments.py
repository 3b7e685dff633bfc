"""Moments of a day: time-stamped values beside the check-in, over a real encrypted vault."""

from contextlib import contextmanager
from datetime import time, timedelta

import pytest

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.paper_weeks import PaperEntry
from iop_companion.services.views import CheckInDraft

MOOD, URGE, NOTE = MeasureId("mood"), MeasureId("urge"), MeasureId("note")
MORNING, NOON = time(9, 15), time(12, 30)


def add(services, day, at, old_time=None, **values):
    named = {MeasureId(name): value for name, value in values.items()}
    return services.check_ins.save_moment(CheckInDraft(day, named, moment=at), old_time)


def moments(services, day):
    return [(one.at, dict(one.values)) for one in services.check_ins.day(day).moments]


def test_moments_make_the_day_by_the_rule_of_each_measure(services, today):
    add(services, today, MORNING, mood=4, urge=2)
    add(services, today, NOON, mood=7, urge=6)

    values = services.check_ins.day(today).values

    assert (values[MOOD].value, values[MOOD].n_moments) == (5.5, 2)  # the mean
    assert (values[URGE].value, values[URGE].n_moments) == (6, 2)  # the strongest
    assert moments(services, today) == [(MORNING, {MOOD: 4, URGE: 2}), (NOON, {MOOD: 7, URGE: 6})]


def test_a_second_moment_at_the_same_time_stands_beside_the_first(services, today):
    add(services, today, MORNING, mood=4)
    add(services, today, MORNING, mood=7)

    assert [at for at, _values in moments(services, today)] == [MORNING, time(9, 15, 1)]


def test_an_amended_moment_keeps_one_line_with_its_new_time_and_values(services, today):
    add(services, today, MORNING, mood=4, note="on the bus")

    add(services, today, NOON, MORNING, mood=6)

    assert moments(services, today) == [(NOON, {MOOD: 6})]
    services.undo()
    assert moments(services, today) == [(MORNING, {MOOD: 4, NOTE: "on the bus"})]


def test_a_removed_moment_comes_back_by_undo(services, today):
    add(services, today, MORNING, mood=4, urge=3)

    services.check_ins.remove_moment(today, MORNING)
    assert moments(services, today) == []

    services.undo()
    assert moments(services, today) == [(MORNING, {MOOD: 4, URGE: 3})]


def test_a_moment_leaves_the_draft_of_the_day_alone(services, today):
    services.check_ins.keep_draft(today, '{"answers": {}}')

    add(services, today, MORNING, mood=4)

    assert services.check_ins.day(today).draft == '{"answers": {}}'


def test_a_moment_without_a_value_is_not_saved(services, today):
    with pytest.raises(KnownProblem) as met:
        add(services, today, MORNING, mood=None)

    assert met.value.code == "empty_check_in"


@pytest.mark.parametrize("what", ["moment", "paper card", "removal"])
def test_on_a_full_disk_the_room_set_aside_takes_what_was_being_saved(
    services, today, monkeypatch, what
):
    day = today - timedelta(days=2)
    add(services, today, MORNING, mood=4)
    vault = services.session.vault
    room = {"is_full": True, "gave_up": 0}
    write = vault.write

    @contextmanager
    def write_where_there_is_room():
        with write() as journal:
            yield journal
            if room["is_full"]:  # the commit is what meets the full disk
                raise KnownProblem("disk_full")

    def give_up():
        room.update(is_full=False, gave_up=room["gave_up"] + 1)
        return True

    monkeypatch.setattr(vault, "write", write_where_there_is_room)
    monkeypatch.setattr(vault, "give_up_reserve", give_up)

    if what == "moment":
        changes = add(services, today, NOON, mood=7)
    elif what == "removal":
        changes = services.check_ins.remove_moment(today, MORNING)
    else:
        changes = services.paper_weeks.save([PaperEntry(day, {MOOD: 4})])

    assert (room["gave_up"], len(changes.changes)) == (1, 1)  # told once, not once a try
    kept = {"moment": [MORNING, NOON], "removal": [], "paper card": [MORNING]}
    assert [at for at, _values in moments(services, today)] == kept[what]
    assert services.check_ins.day(day).has_entry is (what == "paper card")
