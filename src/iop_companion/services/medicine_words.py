"""Medicines in words: when one is due, how a regimen reads, counts with their n. Never advice."""

from __future__ import annotations

from datetime import date

from iop_companion.domain.diary_entries import PARTS_OF_DAY, Dose, Helped, Medicine, Regimen
from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.day_words import day_words, weekday_short
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.medicines import Adherence, Course, DueDose

_MONDAY = date(2024, 1, 1)


def part_words(at: str) -> str:
    """Return "morning", or a clock time as people say it."""
    if at in PARTS_OF_DAY:
        return {
            "morning": _("morning"),
            "midday": _("midday"),
            "evening": _("evening"),
            "bedtime": _("bedtime"),
            "any_time": _("any time"),
        }[at]
    hour, _colon, minute = at.partition(":")
    from datetime import time

    return clock_time(time(int(hour), int(minute)))


def due_words(due: DueDose) -> str:
    """Return "100 mg, morning"."""
    return ", ".join(part for part in (due.regimen.amount, part_words(due.due)) if part)


def regimen_words(regimen: Regimen) -> str:
    """Return "50 mg, morning and bedtime, every 2 days", "25 mg if needed", "stopped"."""
    if regimen.stopped:
        return _("stopped")
    if not regimen.times:
        return _("{amount} if needed").format(amount=regimen.amount).strip()
    said = [regimen.amount, ", ".join(map(part_words, regimen.times)), _often(regimen)]
    return ", ".join(part for part in said if part)


def since_words(medicine: Medicine, today: date) -> str:
    """Return the newest change with its day: "50 mg to 100 mg on 26 January"."""
    before: Regimen | None = None
    now = medicine.regimens[-1]
    if len(medicine.regimens) > 1:
        before = medicine.regimens[-2]
    day = day_words(now.from_day, with_year=now.from_day.year != today.year)
    if now.stopped:
        return _("stopped {day}").format(day=day)
    if before and before.amount and now.amount and before.amount != now.amount:
        return _("{before} to {now} on {day}").format(before=before.amount, now=now.amount, day=day)
    return _("{regimen}, since {day}").format(regimen=regimen_words(now), day=day)


def adherence_words(course: Course, *, is_open: bool) -> str:
    """Return "11 of 12 taken, 1 late." with what is still open today, and a line on 30 days."""
    said = [counted_words(course.short)]
    if is_open:
        said.append(_("today open"))
    words = ", ".join(part for part in said if part)
    if course.long.n > course.short.n:
        more = _("30 days: {taken} of {n}").format(taken=course.long.n_taken, n=course.long.n)
        words = f"{words}.\n{more}"
    return words


def last_words(medicine: Medicine, last: Dose | None, today: date) -> str:
    """Return when one was last taken as needed, and what for, in the person's words."""
    regimen = medicine.regimen_on(today)
    head = " ".join(part for part in (medicine.name, regimen.amount if regimen else "") if part)
    if last is None:
        return _("{medicine}. Not recorded yet.").format(medicine=head)
    day = long_day(last.day, today)
    at = f"{day}, {clock_time(last.moment)}" if last.moment else day
    words = _("{medicine}. Last: {day}").format(medicine=head, day=at)
    if last.reason:
        words = _("{words}, for “{reason}”").format(words=words, reason=last.reason)
    return f"{words}. {helped_words(last.helped)}".strip()


def helped_words(helped: Helped | None) -> str:
    """Return whether it helped as a sentence; "" where nobody said."""
    return {
        Helped.NO: _("It did not help."),
        Helped.A_LITTLE: _("It helped a little."),
        Helped.YES: _("It helped."),
        None: "",
    }[helped]


def counted_words(found: Adherence) -> str:
    """Return "11 of 12 taken, 1 late, 1 skipped on advice"."""
    if not found.n and not found.n_skipped:
        return _("nothing recorded")
    said = [_("{taken} of {n} taken").format(taken=found.n_taken, n=found.n)] if found.n else []
    if found.n_late:
        said.append(_("{n} late").format(n=found.n_late))
    if found.n_skipped:
        said.append(_("{n} skipped on advice").format(n=found.n_skipped))
    return ", ".join(said)


def _often(regimen: Regimen) -> str:
    if regimen.weekdays:
        days = [_MONDAY.replace(day=1 + at) for at in regimen.weekdays]
        return ", ".join(weekday_short(day) for day in days)
    n = regimen.every_days
    return "" if n == 1 else ngettext("every day", "every {n} days", n).format(n=n)
