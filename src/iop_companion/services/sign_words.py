"""Own signs in words: their rule, what is wrong with it, when it would have shown, what it raised.

The same sentences stand on the page, on paper, in the summary and on the command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from iop_companion.analytics.describe import number_word
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure
from iop_companion.domain.records import OwnSign
from iop_companion.domain.sign_rule import Comparison, RuleTrouble, SignCondition, SignRule
from iop_companion.foundation.day_words import day_words, weekday_words
from iop_companion.foundation.i18n import _, ngettext, pgettext
from iop_companion.services.chart_building import value_text, with_unit

Known = Mapping[MeasureId, Measure]

_NAMED_DAYS = 6
"""So many days are named one by one; of more, the newest."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a sign showed on its newest day: the entries that met its rule, or a tick.

    ``entries`` are (day, what was entered, in words). ``told_by`` names who noticed a tick.
    """

    entries: tuple[tuple[date, str], ...] = ()
    told_by: str = ""


def comparison_words() -> list[tuple[Comparison, str]]:
    """Return the four comparisons and their words, in the order they are offered."""
    return [
        (Comparison.UNDER, pgettext("comparison", "under")),
        (Comparison.AT_MOST, pgettext("comparison", "at most")),
        (Comparison.AT_LEAST, pgettext("comparison", "at least")),
        (Comparison.OVER, pgettext("comparison", "over")),
    ]


def rule_words(rule: SignRule, known: Known) -> str:
    """Return a rule as a line: "Sleep under 6.0 h, 3 days in a row"."""
    parts = [_condition_words(one, known) for one in rule.conditions]
    return _("{conditions}, {days}").format(
        conditions=_(" and ").join(parts), days=days_of_rule(rule)
    )


def days_of_rule(rule: SignRule) -> str:
    """Return how many days a rule asks for, in words."""
    if rule.n_days == 1:
        return _("on one day")
    if rule.in_a_row:
        return ngettext("{n} day in a row", "{n} days in a row", rule.n_days).format(n=rule.n_days)
    return ngettext("on {n} of 7 days", "on {n} of 7 days", rule.n_days).format(n=rule.n_days)


def trouble_words(trouble: RuleTrouble, measure_id: MeasureId, known: Known) -> str:
    """Return why a rule can say nothing, what stays, and what can be done."""
    measure = known.get(measure_id)
    label = measure.label if measure is not None else str(measure_id)
    if trouble is RuleTrouble.UNKNOWN_MEASURE:
        return _(
            "“{measure}” is no longer there, so this sign shows nothing by itself. Its words are "
            "kept. Choose another measure, or tick it yourself."
        ).format(measure=label)
    if trouble is RuleTrouble.NOT_TRACKED:
        return _(
            "You no longer track “{measure}”, so there is nothing new to look at. The sign is "
            "kept. Track it again in Settings, choose another measure, or tick it yourself."
        ).format(measure=label)
    if trouble is RuleTrouble.NO_NUMBERS:
        return _(
            "“{measure}” has no numbers to compare. Choose another measure, or tick it yourself."
        ).format(measure=label)
    if trouble is RuleTrouble.NEVER_MET:
        return _("No entry of “{measure}” can meet this, so it would never show.").format(
            measure=label
        )
    return _(
        "Every entry of “{measure}” meets this, so it would show each day and tell you nothing."
    ).format(measure=label)


def looking_back_words(days: Sequence[date], n_missing: int, n_days: int) -> str:
    """Return on which days a rule would have shown, and how many days it could not look at."""
    weeks = n_days // 7
    if not days:
        found = _("Looking back {weeks} weeks, this would not have shown.").format(weeks=weeks)
    else:
        named = [day_words(day) for day in days[-_NAMED_DAYS:]]
        told = joined(named)
        found = (
            _("Looking back {weeks} weeks, this would have shown on {days}.")
            if len(days) <= _NAMED_DAYS
            else ngettext(
                "Looking back {weeks} weeks, this would have shown on {n} day, last on {days}.",
                "Looking back {weeks} weeks, this would have shown on {n} days, last on {days}.",
                len(days),
            )
        ).format(weeks=weeks, days=told, n=len(days))
    if not n_missing:
        return found
    gaps = ngettext(
        "{n} of {days} days has no entry, so it may have missed some.",
        "{n} of {days} days have no entry, so it may have missed some.",
        n_missing,
    ).format(n=n_missing, days=n_days)
    return f"{found} {gaps}"


def entry_words(condition: SignCondition, value: float, known: Known) -> str:
    """Return what was entered for one condition: "3.5 h", "Mood 2"."""
    measure = known[condition.measure_id]
    if measure.kind is Kind.YES_NO:
        return measure.label
    text = with_unit(measure, value_text(measure, value))
    if measure.kind in {Kind.HOURS, Kind.MINUTES}:
        return text
    return _("{measure} {value}").format(measure=measure.label, value=text)


def act_sentence(sign: OwnSign, day: date, evidence: Evidence) -> str:
    """Return that an own sign under Act is met, by what, and when it was written."""
    return _("Your own Act sign is met: “{sign}” ({why}). You wrote this sign on {day}.").format(
        sign=sign.words, why=_why(day, evidence), day=day_words(sign.since)
    )


def lowered_sentence(said_on: date) -> str:
    """Return that the person said it is Watch."""
    return _("You said on {day} that it is Watch.").format(day=weekday_words(said_on))


def watch_sentence(signs: Sequence[tuple[OwnSign, date]]) -> str:
    """Return which own signs showed within the week, each with its last day."""
    named = [
        _("“{sign}” on {day}").format(sign=sign.words, day=weekday_words(day))
        for sign, day in signs
    ]
    return ngettext(
        "Within seven days, {n} of your own signs showed: {signs}.",
        "Within seven days, {n} of your own signs showed: {signs}.",
        len(named),
    ).format(n=number_word(len(named)), signs=joined(named))


def week_sentence(signs: Sequence[tuple[OwnSign, date]]) -> str:
    """Return which own signs showed while they raise nothing yet, and what would."""
    named = [
        _("“{sign}” on {day}").format(sign=sign.words, day=weekday_words(day))
        for sign, day in signs
    ]
    return _("Of your own signs this week: {signs}. Two within seven days raise Watch.").format(
        signs=joined(named)
    )


def joined(parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=_(", ").join(parts[:-1]), last=parts[-1])


def _condition_words(condition: SignCondition, known: Known) -> str:
    measure = known.get(condition.measure_id)
    if measure is None:
        label, limit = str(condition.measure_id), f"{condition.limit:g}"
    else:
        label, limit = measure.label, with_unit(measure, value_text(measure, condition.limit))
        if measure.kind is Kind.YES_NO and condition.comparison is Comparison.AT_LEAST:
            return _("{measure}: yes").format(measure=label)
        if measure.kind is Kind.YES_NO and condition.comparison is Comparison.UNDER:
            return _("{measure}: no").format(measure=label)
    word = dict(comparison_words())[condition.comparison]
    return _("{measure} {comparison} {limit}").format(measure=label, comparison=word, limit=limit)


def _why(day: date, evidence: Evidence) -> str:
    if evidence.entries:
        return joined(
            [
                _("{value} on {day}").format(value=value, day=weekday_words(when))
                for when, value in evidence.entries
            ]
        )
    if evidence.told_by:
        return _("noticed by {name}, {day}").format(name=evidence.told_by, day=weekday_words(day))
    return _("ticked on {day}").format(day=weekday_words(day))
