"""Movement in bouts: the minutes of a day follow them, and nothing typed before is lost."""

import pytest

from iop_companion import bootstrap
from iop_companion.domain.diary_entries import Effort
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.movement import BoutDraft, as_draft
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

MINUTES, KIND = MeasureId("movement_minutes"), MeasureId("movement_kind")


@pytest.fixture
def services(tmp_path):
    built = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(), kdf=LIGHT)
    open_new(built.session, Secret("a lamp in the long hallway"))
    yield built
    built.lock()


def row(services):
    values = services.check_ins.day().values
    return tuple(values[name].value if name in values else None for name in (MINUTES, KIND))


def test_bouts_add_up_to_the_row_and_weigh_by_effort(services):
    day = services.clock.today()
    services.movement.keep(day, BoutDraft("walk", 20, Effort.MODERATE))
    services.clock.move(seconds=1)
    services.movement.keep(day, BoutDraft("sport", 30, Effort.VIGOROUS))
    services.clock.move(seconds=1)
    services.movement.keep(day, BoutDraft("on the stairs", 5, Effort.LIGHT))
    services.clock.move(seconds=1)
    changes = services.movement.keep(day, BoutDraft("yoga", 15))

    view = services.movement.day()
    assert row(services) == (70, "sport")
    assert view.row_minutes == 70
    assert [bout.movement for bout in view.bouts] == ["walk", "sport", "on the stairs", "yoga"]
    week = view.week_sum
    assert (week.minutes, week.moderate_equivalent, week.without_effort) == (70, 80, 15)
    services.undo_if_newest(changes)
    assert row(services) == (55, "sport")


def test_minutes_typed_on_today_become_the_first_bout(services):
    day = services.clock.today()
    services.check_ins.record(CheckInDraft(day, {MINUTES: 20, KIND: "walk"}))
    services.clock.move(seconds=1)

    services.movement.keep(day, BoutDraft("yoga", 10))

    first, second = services.movement.day().bouts
    assert (first.movement, first.minutes, second.minutes) == ("walk", 20, 10)
    assert row(services) == (30, "walk")
    services.undo()
    assert (row(services), services.movement.day().bouts) == ((20, "walk"), ())


def test_a_bout_is_changed_and_removed_and_the_row_follows(services):
    day = services.clock.today()
    services.movement.keep(day, BoutDraft("walk", 20))
    (bout,) = services.movement.day().bouts

    draft = as_draft(bout)
    services.movement.keep(day, BoutDraft("walk", 35, note="by the river", id=draft.id))
    (changed,) = services.movement.day().bouts
    assert (changed.id, changed.minutes, changed.note) == (bout.id, 35, "by the river")
    services.movement.remove(changed)

    assert row(services) == (None, None)
    services.undo()
    assert row(services) == (35, "walk")


@pytest.mark.parametrize("minutes", [None, 0, -5, 1441])
def test_a_bout_without_minutes_that_can_be_is_refused(services, minutes):
    with pytest.raises(KnownProblem) as refused:
        services.movement.keep(services.clock.today(), BoutDraft("walk", minutes))

    assert refused.value.code == "bout_needs_minutes"
    assert services.movement.day().bouts == ()
