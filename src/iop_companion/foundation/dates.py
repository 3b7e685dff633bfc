"""Days and times as the pages say them: "Thursday 12 March", "12 Mar", "4:41 pm"."""

from __future__ import annotations

from datetime import date, time

from iop_companion.foundation.day_words import day_short, weekday_words
from iop_companion.foundation.i18n import _


def long_day(day: date, today: date | None = None) -> str:
    """Return "Thursday 12 March", with the year when it is not the year of ``today``."""
    return _with_year(weekday_words(day), day, today)


def short_day(day: date, today: date | None = None) -> str:
    """Return "12 Mar", with the year when it is not the year of ``today``."""
    return _with_year(day_short(day), day, today)


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
