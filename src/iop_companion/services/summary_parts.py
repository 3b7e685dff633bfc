"""The parts of a summary, each a plain fold over the period's days: counts, means, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.diary_entries import TriggerExposure
from iop_companion.domain.early_warning import EarlyWarning, Standing, Usual
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Worse
from iop_companion.domain.summary import CountedName, DatedNote, NumbersRow, Section
from iop_companion.domain.trigger_days import TopTriggers, TriggerMet, trigger_days
from iop_companion.foundation.day_words import day_words, weekday_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.chart_building import (
    chart_series,
    mean_between,
    mean_text,
    told_as_of,
    unit_words,
    value_text,
)
from iop_companion.services.poles import join_poles
from iop_companion.services.summary_days import Period, SummaryDays
from iop_companion.services.trigger_words import strength_words

CHART_DAYS = 28
MOST_CHARTS = 6
MOST_ROWS = 12
MOST_SKILLS = 8
MOST_TRIGGERS = 5
MOST_SESSIONS = 6
NOTE_CHARACTERS = 240
ALL_NOTE_CHARACTERS = 1500

NOTE = MeasureId("note")
SET_OFF_BY = MeasureId("urge_set_off_by")

_ORDER = (
    "mood",
    "anxiety",
    "urge",
    "sleep_duration",
    "sleep_quality",
    "movement_minutes",
    "skills_used",
)
_CHART_ORDER = (
    "mood",
    "mood_low",
    "mood_high",
    "urge",
    "sleep_duration",
    "anxiety",
    "skills_used",
    "movement_minutes",
)
_OF_SECTION = {"sleep": Section.SLEEP, "movement": Section.MOVEMENT, "skills": Section.SKILLS}

Usuals = Mapping[MeasureId, Usual | None]


def section_of(measure: Measure) -> Section | None:
    """Return the section whose tick also covers this measure's numbers, charts and days, or None.

    Who leaves "Sleep" out leaves it out everywhere.
    """
    if measure.goal is not None:
        return Section.TRIGGERS
    return _OF_SECTION.get(measure.id.split("_", 1)[0])


def numbers(days: SummaryDays, usuals: Usuals) -> tuple[NumbersRow, ...]:
    """Return a row for each measure with an entry in the period or right before it.

    The table has room for the first ``MOST_ROWS``.
    """
    rows = [
        _numbers_row(measure, days, usuals.get(measure.id))
        for measure in _ordered(days.measures, _ORDER)
    ]
    return tuple(row for row in rows if row.n_entries or row.mean_before is not None)


def charts(days: SummaryDays, usuals: Usuals, today: date) -> tuple[ChartSeries, ...]:
    """Return up to six charts over four weeks, or over the whole period if that is longer."""
    last = days.period.last
    first = min(days.period.first, last - timedelta(days=CHART_DAYS - 1))
    drawn = []
    for measure in _ordered(days.measures, _CHART_ORDER):
        series = days.series[measure.id]
        if series.window(first, last).n_entries:
            chart = chart_series(measure, series, first, last, usuals.get(measure.id))
            drawn.append(told_as_of(chart, measure, today if last == today else None))
    return join_poles(drawn)[:MOST_CHARTS]


def counted(days: SummaryDays, measure: Measure | None, most: int) -> tuple[CountedName, ...]:
    """Return on how many days each option was ticked, most often first.

    Only options of the lists are named: a person's own words may name others.
    """
    if measure is None:
        return ()
    names = {option.id: option.label for option in measure.options}
    found: Counter[str] = Counter()
    for day in days.period.days():
        value = days.words(measure, day)
        ticked = value if isinstance(value, tuple) else (value,)
        found.update(tag for tag in ticked if isinstance(tag, str) and tag in names)
    ranked = sorted(found.items(), key=lambda item: (-item[1], names[item[0]]))
    return tuple(CountedName(names[tag], n) for tag, n in ranked[:most])


def top_triggers(
    days: SummaryDays,
    measures: Mapping[MeasureId, Measure],
    exposures: Sequence[TriggerExposure] | None,
) -> TopTriggers:
    """Return what came up most of the triggers of the lists; none at all for ``exposures`` None.

    A person's own words may name others: they are neither told nor counted here.
    """
    first, last = days.period.first, days.period.last
    measure = measures.get(SET_OFF_BY)
    if measure is None or exposures is None:
        return TopTriggers(first, last)
    labels = {option.id: option.label for option in measure.options}
    ticked = [
        TriggerMet(day, labels[tag])
        for day in days.period.days()
        if isinstance(tags := days.words(measure, day), tuple)
        for tag in tags
        if tag in labels
    ]
    written = [
        TriggerMet(one.day, labels[one.trigger], one.intensity)
        for one in exposures
        if one.trigger in labels
    ]
    return trigger_days(first, last, [*ticked, *written], MOST_TRIGGERS)


def counted_triggers(top: TopTriggers) -> tuple[CountedName, ...]:
    """Return the rows of the paper: each trigger with its days and how strong it was."""
    return tuple(CountedName(one.label, one.n_days, strength_words(one)) for one in top.triggers)


def sleep_sentences(days: SummaryDays) -> tuple[str, ...]:
    """Return what can be said of the nights, with how many of them were entered."""
    said = []
    hours, quality = _told(days, "sleep_duration"), _told(days, "sleep_quality")
    if hours is not None:
        text = ngettext(
            "{mean} hours on the one night with an entry.",
            "{mean} hours a night on average ({reach}), over {n} nights.",
            hours.n,
        )
        said.append(text.format(mean=hours.mean, reach=hours.reach, n=hours.n))
    if quality is not None:
        text = ngettext(
            "Quality, 1 to 5: {mean} on the one night with an entry.",
            "Quality, 1 to 5: {mean} on average ({reach}), over {n} nights.",
            quality.n,
        )
        said.append(text.format(mean=quality.mean, reach=quality.reach, n=quality.n))
    return tuple(said)


def movement_sentences(days: SummaryDays, kinds: tuple[CountedName, ...]) -> tuple[str, ...]:
    """Return what can be said of movement: minutes over the days entered, and kinds by days."""
    said = []
    if (minutes := _told(days, "movement_minutes")) is not None:
        text = ngettext(
            "{mean} minutes on the one day with an entry.",
            "{mean} minutes a day on average ({reach}), over {n} days with an entry.",
            minutes.n,
        )
        said.append(text.format(mean=minutes.mean, reach=minutes.reach, n=minutes.n))
    if kinds:
        said.append(_("Kinds: {kinds}.").format(kinds=named_days(kinds)))
    return tuple(said)


def urge_sentences(days: SummaryDays, urges: Iterable[tuple[str, Measure]]) -> tuple[str, ...]:
    """Return for each further urge on how many days it was acted on, by its name."""
    said = []
    for name, acted_on in urges:
        counts = counted(days, acted_on, MOST_TRIGGERS)
        if counts:
            answers = ", ".join(f"{count.label} {count.n_days}" for count in counts)
            text = _("{urge}, acted on it, in days: {answers}.")
            said.append(text.format(urge=name, answers=answers))
    return tuple(said)


def use_sentences(days: SummaryDays) -> tuple[str, ...]:
    """Return for each thing used on how many of the days with an entry, and how much in all."""
    said = []
    for measure in days.measures:
        if measure.goal is None:
            continue
        values = days.series[measure.id].window(days.period.first, days.period.last).values
        values = values[~np.isnan(values)]
        if values.size:
            text = ngettext(
                "{name}: use on {used} of {n} day with an entry, {amount} in all.",
                "{name}: use on {used} of {n} days with an entry, {amount} in all.",
                values.size,
            )
            amount = _amount(measure, float(values.sum()))
            used = int((values > 0).sum())
            said.append(text.format(name=measure.label, used=used, n=values.size, amount=amount))
    return tuple(said)


def _amount(measure: Measure, total: float) -> str:
    number = value_text(measure, total)
    if measure.grams:
        return _("{number} standard drinks of {grams} g").format(
            number=number, grams=f"{measure.grams:g}"
        )
    return f"{number} {measure.unit}".strip()


def medicine_sentences(counts: tuple[CountedName, ...]) -> tuple[str, ...]:
    """Return the answers on medicine by days, without any word of praise or blame."""
    n_answers = sum(count.n_days for count in counts)
    if not n_answers:
        return ()
    text = ngettext(
        "{answers} ({n} day with an answer).", "{answers} ({n} days with an answer).", n_answers
    )
    return (text.format(answers=named_days(counts), n=n_answers),)


def program_sentences(sessions: Iterable[date], period: Period) -> tuple[str, ...]:
    """Return the session dates of the period, or the last one before it."""
    known = sorted(day for day in sessions if day <= period.last)
    inside = [day for day in known if day >= period.first]
    if len(inside) > MOST_SESSIONS:
        text = _("{n} sessions, the first on {first}, the last on {last}.")
        ends = {"first": day_words(inside[0]), "last": day_words(inside[-1])}
        return (text.format(n=len(inside), **ends),)
    if inside:
        listed = ", ".join(day_words(day) for day in inside)
        text = ngettext("{n} session: {days}.", "{n} sessions: {days}.", len(inside))
        return (text.format(n=len(inside), days=listed),)
    if known:
        return (_("Last session before this period: {day}.").format(day=weekday_words(known[-1])),)
    return ()


def named_days(counts: Sequence[CountedName]) -> str:
    """Return "Taken on 6 days, Some on 1 day"."""
    return ", ".join(
        ngettext("{name} on {n} day", "{name} on {n} days", count.n_days).format(
            name=count.label, n=count.n_days
        )
        for count in counts
    )


def notes(days: SummaryDays, rewrite: Callable[[str], str]) -> tuple[tuple[DatedNote, ...], int]:
    """Return the notes that fit on paper, oldest first, and how many do not.

    The newest are kept; a long one is cut at a word and ends in three dots. ``rewrite`` is done to
    each note first, while it is whole.
    """
    written = [
        DatedNote(day, _cut(rewrite(str(one.value)), NOTE_CHARACTERS))
        for day, entered in sorted(days.told.get(NOTE, {}).items())
        for one in entered
        if days.period.holds(day)
    ]
    room, kept = ALL_NOTE_CHARACTERS, []
    for note in reversed(written):
        room -= len(note.text)
        if room < 0:
            break
        kept.append(note)
    return tuple(reversed(kept)), len(written) - len(kept)


def warning_for(warning: EarlyWarning, shown: Collection[MeasureId]) -> EarlyWarning:
    """Return ``warning`` with the ``shown`` measures alone: the person leaves the others out.

    Where its sentence would name one of them, it says that something tracked has moved, and why it
    does not say what. Of a change of all together it names the clearest alone.
    """
    findings = tuple(found for found in warning.findings if found.measure_id in shown)
    if len(findings) == len(warning.findings):
        return warning
    past = {f.measure_id for f in warning.findings if f.standing is Standing.PAST_LINE}
    sentence = warning.sentence
    said = past | set(warning.named) if warning.composite else past
    if not said <= set(shown):
        since = weekday_words(warning.since) if warning.since else ""
        moved = _(
            "Something tracked has moved away from its usual since {day}; what it is was left out "
            "by choice."
        ).format(day=since)
        sentence = f"{warning.own_signs_sentence} {moved}".strip()
    return replace(warning, findings=findings, sentence=sentence)


def without_entries(warning: EarlyWarning) -> EarlyWarning:
    """Return ``warning`` with its own signs told without the entries they were read from."""
    told = _("Signs of my own raise this level.")
    sentence = warning.sentence.replace(warning.own_signs_sentence, told, 1)
    return replace(warning, sentence=sentence, own_signs_sentence=told)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " ..."


def _ordered(measures: Iterable[Measure], order: Sequence[str]) -> list[Measure]:
    place = {name: n for n, name in enumerate(order)}
    return sorted(measures, key=lambda m: (place.get(m.id, len(place)), m.order))


@dataclass(frozen=True, slots=True)
class _Told:
    """A measure's mean and reach in the period as texts, and over how many entries."""

    mean: str
    reach: str
    n: int


def _told(days: SummaryDays, name: str) -> _Told | None:
    measure = next((measure for measure in days.measures if measure.id == name), None)
    if measure is None:
        return None
    values = days.series[measure.id].window(days.period.first, days.period.last).values
    values = values[~np.isnan(values)]
    if not values.size:
        return None
    low = value_text(measure, float(values.min()))
    high = value_text(measure, float(values.max()))
    reach = low if low == high else _("{low} to {high}").format(low=low, high=high)
    return _Told(mean_text(measure, float(values.mean())), reach, int(values.size))


def _numbers_row(measure: Measure, days: SummaryDays, usual: Usual | None) -> NumbersRow:
    period, series = days.period, days.series[measure.id]
    values = series.window(period.first, period.last).values
    values = values[~np.isnan(values)]
    return NumbersRow(
        measure_id=measure.id,
        label=_row_label(measure),
        mean=float(values.mean()) if values.size else None,
        lowest=float(values.min()) if values.size else None,
        highest=float(values.max()) if values.size else None,
        mean_before=mean_between(series, period.before.first, period.before.last),
        usual_mean=usual.mean if usual else None,
        usual_low=usual.low if usual else None,
        usual_high=usual.high if usual else None,
        n_entries=int(values.size),
        n_days=period.n_days,
        mean_decimals=0 if measure.kind is Kind.MINUTES else 1,
        value_decimals=0 if (values == np.round(values)).all() and _is_whole(measure) else 1,
    )


def _is_whole(measure: Measure) -> bool:
    return measure.kind is not Kind.HOURS


def _row_label(measure: Measure) -> str:
    """Return "Mood (0 to 10, higher is better)", "Sleep (hours a night)"."""
    unit = unit_words(measure)
    if measure.kind is Kind.SCALE and measure.worse is Worse.LOW:
        unit = _("{scale}, higher is better").format(scale=unit)
    if not unit:
        return measure.label
    return _("{label} ({unit})").format(label=measure.label, unit=unit)
