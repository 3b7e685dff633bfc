"""What a score says, in words: its range, the days it covers, changes as facts. No finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iop_companion.domain.instrument import Instrument
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.questionnaires import Asked, Scored

MOST_NAMED = 8
"""Scores that a sentence lists; more are counted."""

_WEEK, _MONTH, _QUARTER = 7, 30, 90


def every_words(days: int) -> str:
    """Return how often one is asked: "every 2 weeks", "every 30 days", "only when you choose"."""
    if days == 0:
        return _("only when you choose")
    if days % _WEEK == 0:
        return ngettext("every week", "every {n} weeks", days // _WEEK).format(n=days // _WEEK)
    return ngettext("every day", "every {n} days", days).format(n=days)


def covers_words(shown: Instrument) -> str:
    """Return which days a score speaks of: "for the 2 weeks before", "" for right now."""
    days = shown.recall_days
    if days == 0:
        return ""
    if days % _WEEK == 0:
        n = days // _WEEK
        return ngettext("for the week before", "for the {n} weeks before", n).format(n=n)
    return ngettext("for the day before", "for the {n} days before", days).format(n=days)


def range_words(shown: Instrument, total: int) -> str:
    """Return the range by the questionnaire's own name, or "" where it has none."""
    band = shown.band(total)
    if band is None:
        return ""
    return _("In the range the questionnaire calls “{range}”").format(range=band.label)


def score_words(shown: Instrument, scored: Scored, today: date) -> str:
    """Return "12 of 27 on Thursday 26 March, for the 2 weeks before."; says why without a total."""
    day = long_day(scored.day, today)
    if scored.total is None:
        return _(
            "Answered on {day}. Not every question has an answer, so there is no total."
        ).format(day=day)
    rule = shown.scores[0]
    if rule.low:
        words = _("{total}, from {low} to {high}, on {day}").format(
            total=scored.total, low=rule.low, high=rule.high, day=day
        )
    else:
        words = _("{total} of {high} on {day}").format(total=scored.total, high=rule.high, day=day)
    covers = covers_words(shown)
    words = _("{score}, {covers}.").format(score=words, covers=covers) if covers else f"{words}."
    if scored.is_entered:
        return f"{words} {_('Only the score was entered.')}"
    return f"{words} {_('A number from a questionnaire, not a diagnosis.')}"


def course_sentences(asked: Asked, today: date) -> tuple[str, ...]:
    """Return the scores so far, what changed as numbers, and from where on it is read as one."""
    totals = [(one.day, one.total) for one in asked.totals if one.total is not None]
    if len(totals) < 2:
        return (
            (_("One score so far. A second one shows whether anything moves."),) if totals else ()
        )
    listed = totals[-MOST_NAMED:]
    numbers = ", ".join(str(total) for _day, total in listed)
    since = _since(listed[0][0], today)
    said = [_("{numbers} since {day}.").format(numbers=numbers, day=since)]
    now, before, first = totals[-1][1], totals[-2][1], listed[0][1]
    said.append(_("{change} since the one before.").format(change=_change(before, now)))
    if len(listed) > 2:
        said.append(_("{change} since the first of these.").format(change=_change(first, now)))
    shown = asked.instrument
    if shown.change_points:
        usual = _("A change of {n} or more is usually read as one: this questionnaire wobbles.")
        said.append(usual.format(n=shown.change_points))
        if shown.is_change(before, now):
            said.append(_("The step from the one before is that large."))
    said += _overlap(asked.totals, shown)
    return tuple(said)


def part_words(shown: Instrument, scored: Scored) -> tuple[tuple[str, str], ...]:
    """Return the further scores of one with several, by their names: ("Use", "4 of 12")."""
    names = _part_names()
    return tuple(
        (names[rule.id], _("{total} of {high}").format(total=value, high=rule.high))
        for rule in shown.scores[1:]
        if rule.id in names and (value := scored.parts.get(rule.id)) is not None
    )


def next_words(asked: Asked, today: date) -> str:
    """Return when it is asked again."""
    if not asked.is_on or asked.due_on is None:
        return _("Not asked again by itself.")
    if asked.due_on <= today:
        return _("Due now. It can wait.")
    return _("Asked again on {day}.").format(day=long_day(asked.due_on, today))


def _part_names() -> dict[str, str]:
    return {
        "phq2": _("First two questions"),
        "gad2": _("First two questions"),
        "use": _("Use"),
        "risk": _("Risk"),
        "protective": _("Protective"),
        "index": _("Index"),
        "b": _("Memories of it"),
        "c": _("Keeping away"),
        "d": _("Thoughts and mood"),
        "e": _("On guard"),
    }


def _change(before: int, now: int) -> str:
    n = abs(now - before)
    if now == before:
        return _("No change")
    if now > before:
        return ngettext("{n} point up", "{n} points up", n).format(n=n)
    return ngettext("{n} point down", "{n} points down", n).format(n=n)


def _since(day: date, today: date) -> str:
    return day_words(day, with_year=day.year != today.year)


def _overlap(totals: Sequence[Scored], shown: Instrument) -> list[str]:
    earlier, later = totals[-2].day, totals[-1].day
    if not shown.recall_days or not shown.overlaps(earlier, later) or earlier == later:
        return []
    return [_("The last two overlap: both speak of some of the same days.")]
