"""Days and periods in words, without the platform's locale: "Thursday 5 March", "6 to 12 March"."""

from __future__ import annotations

from datetime import date

from iop_companion.foundation.i18n import _, pgettext


def month_name(day: date) -> str:
    """Return the month in full: "March"."""
    names = (
        pgettext("month", "January"),
        pgettext("month", "February"),
        pgettext("month", "March"),
        pgettext("month", "April"),
        pgettext("month", "May"),
        pgettext("month", "June"),
        pgettext("month", "July"),
        pgettext("month", "August"),
        pgettext("month", "September"),
        pgettext("month", "October"),
        pgettext("month", "November"),
        pgettext("month", "December"),
    )
    return names[day.month - 1]


def month_short(day: date) -> str:
    """Return the month as charts write it: "Mar"."""
    names = (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )
    return names[day.month - 1]


def weekday_name(day: date) -> str:
    """Return the day of the week in full: "Thursday"."""
    names = (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )
    return names[day.weekday()]


def weekday_short(day: date) -> str:
    """Return the day of the week as tables write it: "Thu"."""
    names = (
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )
    return names[day.weekday()]


def day_words(day: date, *, with_year: bool = False) -> str:
    """Return "5 March", or "5 March 2026"."""
    if with_year:
        return _("{day} {month} {year}").format(day=day.day, month=month_name(day), year=day.year)
    return _("{day} {month}").format(day=day.day, month=month_name(day))


def day_short(day: date, *, with_year: bool = False) -> str:
    """Return "5 Mar", or "5 Mar 2026"."""
    if with_year:
        return _("{day} {month} {year}").format(day=day.day, month=month_short(day), year=day.year)
    return _("{day} {month}").format(day=day.day, month=month_short(day))


def weekday_words(day: date) -> str:
    """Return "Thursday 5 March"."""
    return _("{weekday} {date}").format(weekday=weekday_name(day), date=day_words(day))


def weekday_day_short(day: date) -> str:
    """Return "Thu 5 Mar"."""
    return _("{weekday} {date}").format(weekday=weekday_short(day), date=day_short(day))


def period_words(first: date, last: date, *, with_year: bool = False) -> str:
    """Return "6 to 12 March", "19 December to 12 March", with the year or years if asked.

    Two days of different years name both years when ``with_year`` is set.
    """
    end = day_words(last, with_year=with_year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        start = f"{first.day}"
    else:
        start = day_words(first, with_year=with_year and first.year != last.year)
    return _("{first} to {last}").format(first=start, last=end)
