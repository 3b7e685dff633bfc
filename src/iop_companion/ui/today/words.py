"""What Today says: values, marks, and the lines around the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from iop_companion.domain.measure import Kind, Measure, Pole, Value
from iop_companion.domain.value_text import as_clock, as_told
from iop_companion.foundation.dates import clock_time, long_day, short_day
from iop_companion.foundation.day_words import weekday_name
from iop_companion.foundation.i18n import _, ngettext, pgettext
from iop_companion.services.views import CheckInDraft, DayView, ShownValue
from iop_companion.ui.today.model import FormRow, rows_of, stands_beside
from iop_companion.ui.widgets.rating_scale import signed
from iop_companion.ui.widgets.stepper_field import bare

_LONGEST_NOTE = 120


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of the entry as saved: what, its value in words, and its marks."""

    label: str
    value: str
    marks: str = ""


def entry_lines(view: DayView) -> tuple[EntryLine, ...]:
    """Return what is recorded for the day, in the order of the rows.

    What stands beside its row's answer is said with it: "5.5 h, Fair".
    """
    lines = []
    for row in rows_of(view):
        if row.other_pole is not None:
            lines.append(_poles_line(view, row, row.other_pole))
            continue
        beside = [row.measure, *filter(stands_beside, row.companions)]
        lines.append(_line(view, beside))
        lines += [_line(view, [m]) for m in row.companions if not stands_beside(m)]
    return tuple(line for line in lines if line is not None)


def _line(view: DayView, measures: Sequence[Measure]) -> EntryLine | None:
    there = [(m, view.values[m.id]) for m in measures if m.id in view.values]
    if not there:
        return None
    marks = dict.fromkeys(marks_words(shown, view) for _measure, shown in there)
    return EntryLine(
        there[0][0].label,
        ", ".join(value_words(shown.asked_as or measure, shown.value) for measure, shown in there),
        "; ".join(words for words in marks if words),
    )


def _poles_line(view: DayView, row: FormRow, high: Measure) -> EntryLine | None:
    both = [(m, view.values[m.id]) for m in (row.measure, high) if m.id in view.values]
    if not both:
        return None
    marks = dict.fromkeys(marks_words(shown, view) for _measure, shown in both)
    told = [value_words(measure, shown.value) for measure, shown in both if shown.value]
    value = ", ".join(told) or "0"
    return EntryLine(row.label, value, "; ".join(words for words in marks if words))


def value_words(measure: Measure, value: Value) -> str:
    """Return a value as a person says it: "5.5 h", "Fair", "Breathing, Urge surfing"."""
    if isinstance(value, tuple):
        return ", ".join(_label(measure, tag) for tag in value)
    if isinstance(value, str):
        return _label(measure, value) if measure.kind is Kind.CHOICE else _shortened(value)
    return _number_words(measure, value)


def _number_words(measure: Measure, value: float) -> str:
    if measure.kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    if word := measure.word_for(value):
        return word
    if measure.pole is not None and value == int(value):
        return signed(int(value) if measure.pole is Pole.HIGH else -int(value))
    number = as_clock(value) if measure.kind is Kind.HOURS else bare(as_told(value))
    if not measure.unit:
        return number
    return pgettext("number with unit", "{number} {unit}").format(number=number, unit=measure.unit)


def marks_words(shown: ShownValue, view: DayView) -> str:
    """Return where a value comes from, if that is worth saying: "from 3 moments, added later"."""
    return ", ".join(_marks(shown, view))


def _marks(shown: ShownValue, view: DayView) -> Iterator[str]:
    if shown.asked_as is not None:
        yield _("{value} when this row asked something else").format(
            value=value_words(shown.asked_as, shown.value)
        )
    if shown.n_moments:
        yield ngettext("from {n} moment", "from {n} moments", shown.n_moments).format(
            n=shown.n_moments
        )
    if shown.is_late:
        yield _("added later")
    if shown.is_imported:
        yield _("imported")
    if shown.is_paper:
        yield _("from paper, written later") if view.is_written_later else _("from paper")
    if shown.changed_on is not None:
        yield _("changed on {day}").format(day=short_day(shown.changed_on, view.today))


def plain_line() -> str:
    """Return the line under the date on an ordinary day."""
    return _("As much or as little as you like.")


def after_line(*, is_today: bool) -> str:
    """Return the line under the date after a check-in."""
    if is_today:
        return _("That is all for today, unless you want to add something.")
    return _("That is all for this day, unless you want to add something.")


def under_title(view: DayView, now: datetime) -> str:
    """Return the line under the date."""
    quiet = plain_line()
    days_ago = (view.today - view.day).days
    if days_ago <= 0 and now.date() != view.today:
        return _("It is {time}. This entry is for {weekday}.").format(
            time=clock_time(now.time()), weekday=weekday_name(view.day)
        )
    if days_ago < 0 and view.day > now.date():
        return _("This day is still to come by this computer’s clock.")
    if days_ago <= 1:
        return quiet
    ago = ngettext("{n} day ago.", "{n} days ago.", days_ago).format(n=days_ago)
    return _("{ago} {sentence}").format(ago=ago, sentence=quiet)


def other_side_of_midnight(view: DayView, now: datetime) -> date | None:
    """Return the day that an entry made after midnight may be for instead, or None by day."""
    calendar_day = now.date()
    if calendar_day == view.today:
        return None
    if view.day == view.today:
        return calendar_day
    return view.today if view.day == calendar_day else None


def instead(day: date) -> str:
    """Return the words of the button beside "This entry is for Thursday."."""
    return _("{weekday} instead").format(weekday=weekday_name(day))


def saved_words(draft: CheckInDraft, view: DayView | None) -> str:
    """Return the notice after a save: what was saved, and of which day."""
    day = long_day(draft.day, view.today if view is not None else None)
    n = sum(value is not None for value in draft.values.values())
    if not n:
        return _("Cleared in the entry of {day}.").format(day=day)
    return ngettext("Saved for {day}: {n} answer.", "Saved for {day}: {n} answers.", n).format(
        day=day, n=n
    )


def draft_kept(at: time) -> str:
    """Return the footer's line after a draft was kept."""
    return _("Draft kept, {time}. Skip anything.").format(time=clock_time(at))


def draft_from(saved_at: datetime, now: datetime) -> str:
    """Return the footer's line when a day is opened with its draft."""
    if saved_at.date() == now.date():
        return _("Draft from {time}.").format(time=clock_time(saved_at.time()))
    return _("Draft from {day}, {time}.").format(
        day=short_day(saved_at.date(), now.date()), time=clock_time(saved_at.time())
    )


def saved_at(at: time) -> str:
    """Return the footer's line after the entry was saved."""
    return _("Saved {time}.").format(time=clock_time(at))


def _label(measure: Measure, tag: str) -> str:
    return next((option.label for option in measure.options if option.id == tag), tag)


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    if len(line) <= _LONGEST_NOTE:
        return line
    return pgettext("shortened text", "{start} …").format(start=line[:_LONGEST_NOTE].rstrip())
