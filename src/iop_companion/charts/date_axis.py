"""Where a date axis has its ticks and what they say: Mondays, then months, then years."""

from __future__ import annotations

from datetime import date, timedelta

from iop_companion.foundation.day_words import day_short, month_short

Ticks = list[tuple[int, str]]
"""Days (``date.toordinal``) with their labels, ascending."""

_LABEL_PX = 62.0
"""Room one label needs at text scale 1, in px."""

_MOST_DAYS_BY_DAY = 14
_MOST_DAYS_BY_WEEK = 190
_YEAR_NAMED_PAST_DAYS = 12 * 7


def date_ticks(first: date, last: date, width_px: float, scale: float) -> Ticks:
    """Return ticks for ``first`` to ``last`` drawn ``width_px`` wide, labels never touching.

    Dates are "9 Mar" on Mondays; no year unless the range crosses one and is longer than 12 weeks.
    """
    n_days = (last - first).days + 1
    most = max(1, int(width_px / (_LABEL_PX * scale)))
    if n_days <= _MOST_DAYS_BY_DAY:
        return _by_day(first, last, -(-n_days // most))
    if n_days <= _MOST_DAYS_BY_WEEK:
        for weeks in (1, 2, 4, 8):
            ticks = _by_week(first, last, weeks)
            if len(ticks) <= most:
                return ticks
    for months in (1, 2, 3, 6, 12, 24, 60, 120):
        ticks = _by_month(first, last, months)
        if len(ticks) <= most:
            return ticks
    return _by_day(first, last, n_days)


def _by_day(first: date, last: date, step: int) -> Ticks:
    """Count back from the last day, so that the newest one always has its label."""
    days = range(last.toordinal(), first.toordinal() - 1, -step)
    return [(day, day_short(date.fromordinal(day))) for day in reversed(days)]


def _by_week(first: date, last: date, weeks: int) -> Ticks:
    """Every few Mondays; the first one of a new year names it if the range is long."""
    monday = first + timedelta(days=-first.weekday() % 7)
    names_year = first.year != last.year and (last - first).days >= _YEAR_NAMED_PAST_DAYS
    ticks, year = [], first.year
    while monday <= last:
        with_year = names_year and monday.year != year
        ticks.append((monday.toordinal(), day_short(monday, with_year=with_year)))
        year = monday.year
        monday += timedelta(weeks=weeks)
    return ticks


def _by_month(first: date, last: date, months: int) -> Ticks:
    """Firsts of months, counted from January; a January is labelled by its year."""
    ticks = []
    count = first.year * 12 + first.month - 1 + (first.day > 1)
    count += -count % months
    while count // 12 <= 9999 and (day := date(count // 12, count % 12 + 1, 1)) <= last:
        ticks.append((day.toordinal(), str(day.year) if day.month == 1 else month_short(day)))
        count += months
    return ticks


def value_ticks(low: float, high: float) -> list[float]:
    """Return about three round values within ``low`` to ``high``: 0, 5, 10; 4, 6, 8; 0, 30, 60."""
    if low < 0 < high:
        return [low, 0.0, high]
    span = high - low
    for step in (0.5, 1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440):
        start = low if low == int(low) else -(-low // step) * step
        n_ticks = int((high - start) / step + 1e-9) + 1
        if n_ticks <= 3 or (n_ticks == 4 and (span / step) == int(span / step)):
            return [start + n * step for n in range(n_ticks)]
    return [low, high]
