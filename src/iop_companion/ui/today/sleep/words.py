"""What the sleep diary says: lengths, clocks, and why times do not make a night."""

from __future__ import annotations

from datetime import date

from iop_companion.domain.sleep_night import ClockQuestion, Night, NightFault, NightTimes
from iop_companion.foundation.dates import clock_time, long_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.sleep_diary import NightView, WeekNight


def night_title(day: date, today: date) -> str:
    """Return "Night to Thursday 12 March"."""
    return _("Night to {day}").format(day=long_day(day, today))


def length(minutes: float) -> str:
    """Return "5 h 30 min"."""
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{h} h").format(h=hours)
    return _("{h} h {n} min").format(h=hours, n=rest)


def fault_words(fault: NightFault) -> str:
    """Return why no night comes of the times, and where to look."""
    return {
        NightFault.NEGATIVE_MINUTES: _("Minutes can be 0 or more."),
        NightFault.TOO_LONG_IN_BED: _(
            "That would be more than 18 hours in bed. Look at morning and evening."
        ),
        NightFault.LATENCY_TOO_LONG: _(
            "Falling asleep took longer than the whole night. Look at the minutes."
        ),
        NightFault.AWAKE_TOO_LONG: _(
            "The minutes awake are longer than the whole night. Look at the minutes."
        ),
        NightFault.NOTHING_LEFT_TO_SLEEP: _(
            "Falling asleep and lying awake leave nothing to sleep. Look at the minutes."
        ),
    }[fault]


def question_words(question: ClockQuestion, in_bed_min: int | None) -> str:
    """Return what is asked about morning and evening."""
    if in_bed_min is None:
        said = _("These times are longer than a night.")
    else:
        said = _("That makes {length} in bed.").format(length=length(in_bed_min))
    if question.instead is None:
        return _("{said} Is that right?").format(said=said)
    return _("{said} Was it {times}?").format(said=said, times=slip_words(question))


def slip_words(question: ClockQuestion) -> str:
    """Return the clocks that would make a night of it: "10:50 pm to bed"."""
    assert question.instead is not None
    names = {
        "bed": _("{time} to bed"),
        "try_to_sleep": _("{time} to try to sleep"),
        "final_wake": _("{time} to wake"),
        "out": _("{time} to get up"),
    }
    return ", ".join(
        names[name].format(time=clock_time(getattr(question.instead, name)))
        for name in question.clocks
    )


def in_bed_words(times: NightTimes) -> str:
    """Return "10:50 pm to 6:50 am"; a line may break between the two, not inside one."""
    first, last = (
        clock_time(one).replace(" ", "\N{NO-BREAK SPACE}") for one in (times.bed, times.out)
    )
    return _("{first} to {last}").format(first=first, last=last)


def share(night: Night) -> str:
    """Return the percent of the time in bed asleep."""
    return _("{n} %").format(n=round(night.efficiency))


def week_words(view: NightView) -> str:
    """Return the sentence under the week: the average over its nights, and how many are missing."""
    known = [_minutes(one) for one in view.week]
    there = [minutes for minutes in known if minutes is not None]
    missing = len(known) - len(there)
    if not there:
        return _("No night of this week has an entry, and that is fine.")
    average = ngettext(
        "Asleep {length} on average over {n} night.",
        "Asleep {length} on average over {n} nights.",
        len(there),
    ).format(length=length(sum(there) / len(there)), n=len(there))
    if not missing:
        return average
    rest = ngettext("{n} night without an entry.", "{n} nights without an entry.", missing).format(
        n=missing
    )
    return f"{average} {rest}"


def _minutes(night: WeekNight) -> float | None:
    if night.night is not None:
        return float(night.night.asleep_min)
    return None if night.hours is None else night.hours * 60
