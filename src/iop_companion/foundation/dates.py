"""Dates and times in words, the same everywhere: "Thursday 12 March", "12 Mar", "4:41 pm"."""

from __future__ import annotations

from datetime import date, time

from iop_companion.foundation.i18n import _, pgettext


def weekday(day: date) -> str:
    """Return the day's name, "Thursday"."""
    return _weekdays()[day.weekday()]


def short_weekday(day: date) -> str:
    """Return the day's short name for narrow columns, "Thu"."""
    return _short_weekdays()[day.weekday()]


def month(day: date) -> str:
    """Return the month's name, "March"."""
    return _months()[day.month - 1]


def long_day(day: date, today: date | None = None) -> str:
    """Return "Thursday 12 March", with the year when it is not the year of ``today``."""
    words = _("{weekday} {day} {month}").format(weekday=weekday(day), day=day.day, month=month(day))
    return _with_year(words, day, today)


def short_day(day: date, today: date | None = None) -> str:
    """Return "12 Mar", with the year when it is not the year of ``today``."""
    words = _("{day} {month}").format(day=day.day, month=_short_months()[day.month - 1])
    return _with_year(words, day, today)


def span(first: date, last: date, today: date | None = None) -> str:
    """Return "5 Mar to 12 Mar"; a year stands where it is not the year of ``today``."""
    return _("{first} to {last}").format(first=short_day(first, today), last=short_day(last, today))


def clock_time(moment: time) -> str:
    """Return "4:41 pm"."""
    half = _("am") if moment.hour < 12 else _("pm")
    return _("{hour}:{minute} {half}").format(
        hour=moment.hour % 12 or 12, minute=f"{moment.minute:02}", half=half
    )


def _with_year(words: str, day: date, today: date | None) -> str:
    if today is None or today.year == day.year:
        return words
    return _("{day} {year}").format(day=words, year=day.year)


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def _short_weekdays() -> tuple[str, ...]:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _months() -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        pgettext("month, in full", "May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


def _short_months() -> tuple[str, ...]:
    return (
        _("Jan"),
        _("Feb"),
        _("Mar"),
        _("Apr"),
        pgettext("month, short", "May"),
        _("Jun"),
        _("Jul"),
        _("Aug"),
        _("Sep"),
        _("Oct"),
        _("Nov"),
        _("Dec"),
    )
