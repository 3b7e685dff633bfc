"""What the details of a day say."""

from __future__ import annotations

from iop_companion.domain.measure import Kind, Measure
from iop_companion.domain.observation import PAPER, Observation
from iop_companion.foundation.dates import clock_time, short_day
from iop_companion.foundation.i18n import _
from iop_companion.services.day_history import KeptValue, OldValue
from iop_companion.services.views import DayView
from iop_companion.ui.today.words import value_words


def value_line(measure: Measure, now: Observation) -> str:
    """Return the value in words; a text whole, since this is the place to read it."""
    if measure.kind is Kind.TEXT and isinstance(now.value, str):
        return now.value
    return value_words(measure, now.value)


def origin_words(now: Observation, view: DayView) -> str:
    """Return when and how a value was written down: "Written down 12 Mar, 9:04 pm, added later"."""
    at = now.recorded_at
    told = _("Written down {day}, {time}").format(
        day=short_day(at.date(), view.today), time=clock_time(at.time())
    )
    marks = []
    if now.is_imported:
        marks.append(_("imported"))
    if now.source == PAPER:
        marks.append(_("from paper, written later") if view.is_written_later else _("from paper"))
    if now.is_late:
        marks.append(_("added later"))
    return ", ".join([told, *marks])


def old_words(kept: KeptValue, old: OldValue, view: DayView) -> str:
    """Return what was in a value's place before: "Before: 5, until 12 Mar, 9:10 pm"."""
    value = value_words(kept.asked(old.state), old.state.value)
    if old.replaced_at is None:
        return _("Before: {value}, then cleared").format(value=value)
    return _("Before: {value}, until {day}, {time}").format(
        value=value,
        day=short_day(old.replaced_at.date(), view.today),
        time=clock_time(old.replaced_at.time()),
    )
