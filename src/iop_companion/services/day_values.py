"""Writing the value of a day that an entry implies: the hours of a night, the minutes of bouts."""

from __future__ import annotations

from datetime import date

from iop_companion.domain.change import Change
from iop_companion.domain.measure import Measure, Value
from iop_companion.domain.observation import Observation, observe
from iop_companion.domain.ports import Clock, Journal


def day_observation(journal: Journal, measure: Measure, day: date) -> Observation | None:
    """Return what is recorded of ``measure`` for the whole of ``day``, or None."""
    found = journal.observations(day, day, measures=[measure.id])
    return next((one for one in found if one.moment is None), None)


def put_day_value(
    journal: Journal, measure: Measure, value: Value | None, day: date, clock: Clock
) -> Change | None:
    """Make ``value`` that of the whole day within a write; None takes it away.

    Returns what changed, None if it was so already. Raises ``UnfitValue``.
    """
    there = day_observation(journal, measure, day)
    if value is None:
        if there is None:
            return None
        journal.remove(there)
        return Change(there, None)
    fitted = measure.fitted(value)
    if there is not None and there.value == fitted:
        return None
    now = clock.now()
    if there is None:
        fresh = observe(measure, fitted, day=day, recorded_at=now, zone=clock.zone_name())
    else:
        fresh = there.with_value(fitted, now)
    return Change(journal.put(fresh), fresh)
