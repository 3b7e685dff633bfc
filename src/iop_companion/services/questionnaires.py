"""Questionnaires: which are asked and when, answers under way, scores over time as facts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from iop_companion.analytics.detectors.questionnaire_change import ERROR_OF
from iop_companion.analytics.series import DailySeries
from iop_companion.catalog.instruments import load_instruments
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import AnsweredQuestionnaire, EnteredScore, ItemAnswer
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.instrument import Answers, Instrument, kept, missing, score
from iop_companion.domain.measure import DayRule, Kind, Measure, Scale, Worse
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import AskedAs, or_default, read_asked, read_named_texts
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import language
from iop_companion.services.form_drafts import FormName, forget_draft
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

ASKED_SETTING = "questionnaires"
"""Key of the setting ``{id: {"on": bool, "every": days, "locale": code}}``; see ``read_asked``."""

PUT_OFF_SETTING = "questionnaires_put_off"
"""Key of the setting ``{id: ISO day on which the person let it wait}``."""

MOST_CHARACTERS = 120
_AGAIN_AFTER_DAYS = 14
"""When one that is asked once is offered again after it was put off."""

_ORDER = 900


@dataclass(frozen=True, slots=True)
class Scored:
    """One score of a questionnaire: the days it speaks of, up to ``day``; None without a total."""

    day: date
    first: date
    total: int | None
    entry: AnsweredQuestionnaire | EnteredScore
    parts: Mapping[str, int | None]

    @property
    def is_entered(self) -> bool:
        """Whether only the score was entered."""
        return isinstance(self.entry, EnteredScore)


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire as the person uses it, in the language they chose for it.

    ``every_days`` is 0 where it is not asked by itself. ``due_on`` is None where it is not.
    ``scores`` are finished ones, oldest first.
    """

    instrument: Instrument
    is_on: bool
    every_days: int
    locales: tuple[str, ...]
    scores: tuple[Scored, ...] = ()
    under_way: AnsweredQuestionnaire | None = None
    due_on: date | None = None

    @property
    def newest(self) -> Scored | None:
        """The newest score, with or without a total."""
        return self.scores[-1] if self.scores else None

    @property
    def totals(self) -> tuple[Scored, ...]:
        """Those with a total, oldest first."""
        return tuple(one for one in self.scores if one.total is not None)


@dataclass(frozen=True, slots=True)
class DueQuestionnaires:
    """What Today offers: those due and not put off, and the day one of them was last answered."""

    asked: tuple[Asked, ...]
    last: date | None
    today: date


class Questionnaires:
    """Keeps answers word for word; totals are worked out anew each time they are shown."""

    def __init__(self, session: VaultSession, clock: Clock, history: History) -> None:
        """Work on the vault that ``session`` has open; writes can be undone through ``history``."""
        self._session = session
        self._clock = clock
        self._history = history

    def all(self) -> tuple[Asked, ...]:
        """Return every questionnaire, in the order they are offered."""
        today = self._clock.today()
        with self._session.vault.read() as journal:
            chosen = _chosen(journal)
            answered = journal.entries(AnsweredQuestionnaire)
            entered = journal.entries(EnteredScore)
        ids = dict.fromkeys(one.id for one in load_instruments())
        return tuple(
            _asked(name, chosen.get(name, AskedAs()), answered, entered, today) for name in ids
        )

    def get(self, instrument_id: str) -> Asked:
        """Return one of them; raises ``KnownProblem`` ``unknown_questionnaire``."""
        for one in self.all():
            if one.instrument.id == instrument_id:
                return one
        raise KnownProblem("unknown_questionnaire")

    def due(self) -> tuple[Asked, ...]:
        """Return those whose day has come."""
        today = self._clock.today()
        return tuple(one for one in self.all() if one.due_on is not None and one.due_on <= today)

    def to_offer(self) -> DueQuestionnaires | None:
        """Return what is due and was not put off, None for nothing.

        A vault without an entry before today is left in peace: the first day asks enough.
        """
        today = self._clock.today()
        with self._session.vault.read() as journal:
            began = journal.first_day()
            put_off = _put_off(journal)
        if began is None or began >= today:
            return None
        due = tuple(
            one for one in self.due() if not _is_put_off(one, put_off.get(one.instrument.id), today)
        )
        if not due:
            return None
        last = max((one.newest.day for one in due if one.newest is not None), default=None)
        return DueQuestionnaires(due, last, today)

    def put_off(self) -> ChangeSet:
        """Offer what is due now no more on Today until its next time."""
        offered = self.to_offer()
        if offered is None:
            return ChangeSet("questionnaire_put_off")
        today = offered.today.isoformat()
        with self._session.vault.write() as journal:
            kept = {**_put_off(journal), **{one.instrument.id: today for one in offered.asked}}
            setting = ParticipantSetting(PUT_OFF_SETTING, json.dumps(kept))
            before = journal.put(setting)
        changes = (Change(before, setting),)
        return self._history.remember(ChangeSet("questionnaire_put_off", changes))

    def other_scores(self) -> list[EnteredScore]:
        """Return the scores of questionnaires that are not shipped here, newest first."""
        with self._session.vault.read() as journal:
            found = [one for one in journal.entries(EnteredScore) if not one.instrument]
        return found[::-1]

    def ask(
        self,
        instrument_id: str,
        *,
        is_on: bool | None = None,
        every_days: int | None = None,
        locale: str | None = None,
    ) -> ChangeSet:
        """Change whether, how often and in which language one is asked; None leaves it."""
        if every_days is not None and every_days < 0:
            raise KnownProblem("bad_interval")
        with self._session.vault.write() as journal:
            chosen = _chosen(journal)
            was = chosen.get(instrument_id, AskedAs())
            now = AskedAs(
                was.is_on if is_on is None else is_on,
                was.every_days if every_days is None else every_days,
                was.locale if locale is None else locale,
            )
            if now == was:
                return ChangeSet("questionnaire_chosen")
            setting = ParticipantSetting(ASKED_SETTING, _text({**chosen, instrument_id: now}))
            before = journal.put(setting)
        return self._history.remember(ChangeSet("questionnaire_chosen", (Change(before, setting),)))

    def begin(self, instrument_id: str) -> AnsweredQuestionnaire:
        """Return what is under way, else a fresh one for today; nothing is written yet."""
        asked = self.get(instrument_id)
        if asked.under_way is not None:
            return asked.under_way
        return AnsweredQuestionnaire(
            id=RecordId(new_id()),
            day=self._clock.today(),
            recorded_at=self._clock.now(),
            zone=self._clock.zone_name(),
            instrument=asked.instrument.id,
            version=asked.instrument.version,
            locale=asked.instrument.locale,
            finished=False,
        )

    def keep(self, under_way: AnsweredQuestionnaire, answers: Answers) -> None:
        """Keep answers under way, so that stopping at any moment loses none; no undo, no news."""
        with self._session.vault.write() as journal:
            journal.put(self._with(under_way, answers, finished=False))

    def finish(self, under_way: AnsweredQuestionnaire, answers: Answers) -> ChangeSet:
        """Keep the answers as given; without all of them there is no total.

        Raises ``KnownProblem`` ``nothing_answered``.
        """
        done = self._with(under_way, answers, finished=True)
        if not done.answers:
            raise KnownProblem("nothing_answered")
        with self._session.vault.write() as journal:
            before = journal.put(done)
        return self._history.remember(ChangeSet("questionnaire_answered", (Change(before, done),)))

    def enter_score(  # noqa: PLR0913 -- the whole of a score, by keyword only
        self,
        *,
        day: date,
        score: float,
        instrument_id: str = "",
        name: str = "",
        low: float | None = None,
        high: float | None = None,
        note: str = "",
        private: bool = False,
    ) -> ChangeSet:
        """Keep a score without answers, of one in the catalogue or of any other by its name.

        Raises ``KnownProblem``: ``future_day``, ``score_unnamed``, ``score_range``,
        ``score_outside``.
        """
        words = " ".join(name.split())[:MOST_CHARACTERS]
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        if not instrument_id and not words:
            raise KnownProblem("score_unnamed")
        if instrument_id:
            rule = self.get(instrument_id).instrument.scores[0]
            low, high, words = rule.low, rule.high, ""
        if low is not None and high is not None and low >= high:
            raise KnownProblem("score_range")
        if (low is not None and score < low) or (high is not None and score > high):
            raise KnownProblem("score_outside", low=_shown(low), high=_shown(high))
        entry = EnteredScore(
            id=RecordId(new_id()),
            day=day,
            recorded_at=self._clock.now(),
            zone=self._clock.zone_name(),
            instrument=instrument_id,
            name=words,
            score=float(score),
            low=low,
            high=high,
            note=note.strip(),
            private=private,
        )
        with self._session.vault.write() as journal:
            journal.put(entry)
            forget_draft(journal, FormName.SCORE, None, self._clock)
        return self._history.remember(ChangeSet("score_entered", (Change(None, entry),)))

    def annotate(
        self, entry: AnsweredQuestionnaire | EnteredScore, note: str, *, private: bool
    ) -> ChangeSet:
        """Keep a note and the private mark beside a score."""
        after = replace(entry, note=note.strip(), private=private)
        if after == entry:
            return ChangeSet("questionnaire_noted")
        with self._session.vault.write() as journal:
            before = journal.put(after)
        return self._history.remember(ChangeSet("questionnaire_noted", (Change(before, after),)))

    def remove(self, entry: AnsweredQuestionnaire | EnteredScore) -> ChangeSet:
        """Move it to the trash."""
        with self._session.vault.write() as journal:
            journal.remove(entry)
        return self._history.remember(ChangeSet("questionnaire_removed", (Change(entry, None),)))

    def _with(
        self, under_way: AnsweredQuestionnaire, answers: Answers, *, finished: bool
    ) -> AnsweredQuestionnaire:
        shown = _of(under_way)
        given = kept(shown, answers) if shown is not None else dict(answers)
        return replace(
            under_way,
            answers=tuple(ItemAnswer(item, value) for item, value in given.items()),
            finished=finished,
            recorded_at=self._clock.now(),
        )

    def measures(self) -> list[tuple[Measure, DailySeries]]:
        """Return those with a total as measures that the panel can look at, with their days."""
        return [
            (_as_measure(one), _series(one))
            for one in self.all()
            if one.instrument.id in ERROR_OF and one.totals
        ]


def _put_off(journal: Journal) -> dict[str, str]:
    nothing: dict[str, str] = {}
    return or_default(read_named_texts, journal.setting(PUT_OFF_SETTING), nothing)


def _is_put_off(one: Asked, on: str | None, today: date) -> bool:
    try:
        day = date.fromisoformat(on or "")
    except ValueError:
        return False
    return today < day + timedelta(days=one.every_days or _AGAIN_AFTER_DAYS)


def _asked(
    name: str,
    chosen: AskedAs,
    answered: Sequence[AnsweredQuestionnaire],
    entered: Sequence[EnteredScore],
    today: date,
) -> Asked:
    languages = {one.locale: one for one in load_instruments() if one.id == name}
    shown = _in_language(languages, chosen.locale)
    is_on = shown.on if chosen.is_on is None else chosen.is_on
    every = shown.every_days if chosen.every_days is None else chosen.every_days
    mine = [one for one in answered if one.instrument == name]
    scores = [_scored(one, languages) for one in mine if one.finished]
    scores += [_entered(one, shown) for one in entered if one.instrument == name]
    scores.sort(key=lambda one: (one.day, one.entry.recorded_at))
    last = scores[-1].day if scores else None
    under_way = next((one for one in reversed(mine) if not one.finished), None)
    due = None
    if is_on and (every or last is None):
        due = today if last is None else last + timedelta(days=every)
    return Asked(shown, is_on, every, tuple(languages), tuple(scores), under_way, due)


def _in_language(languages: Mapping[str, Instrument], wanted: str) -> Instrument:
    """Return the one of the language wanted, else of the one spoken, else the first."""
    for code in (wanted, language()):
        for locale, one in languages.items():
            if code and locale[:2] == code[:2]:
                return one
    return languages.get("en") or next(iter(languages.values()))


def _of(entry: AnsweredQuestionnaire) -> Instrument | None:
    """Return the questionnaire as it was answered, or None for a version not shipped here."""
    for one in load_instruments():
        if (one.id, one.version, one.locale) == (entry.instrument, entry.version, entry.locale):
            return one
    return None


def _scored(entry: AnsweredQuestionnaire, languages: Mapping[str, Instrument]) -> Scored:
    shown = _of(entry)
    if shown is None:  # of a version that is not here any more: its answers stay, unscored
        any_one = next(iter(languages.values()))
        return Scored(entry.day, any_one.window(entry.day)[0], None, entry, {})
    parts = score(shown, entry.values)
    return Scored(entry.day, shown.window(entry.day)[0], parts[shown.scores[0].id], entry, parts)


def _entered(entry: EnteredScore, shown: Instrument) -> Scored:
    total = round(entry.score)
    return Scored(entry.day, shown.window(entry.day)[0], total, entry, {})


def n_missing(shown: Instrument, answers: Answers) -> int:
    """Return how many answers a total still needs."""
    return len(missing(shown, answers))


def _as_measure(one: Asked) -> Measure:
    shown = one.instrument
    rule = shown.scores[0]
    return Measure(
        id=MeasureId(shown.id),
        label=shown.abbreviation,
        kind=Kind.SCALE,
        worse=Worse.LOW if rule.higher_is_better else Worse.HIGH,
        day_rule=DayRule.LAST,
        scale=Scale(rule.low, rule.high),
        order=_ORDER + shown.order,
        watched=True,
    )


def _shown(end: float | None) -> str:
    return "…" if end is None else f"{end:g}"


def _series(one: Asked) -> DailySeries:
    """The totals by the day they were given; the last of a day stands."""
    first, last = one.totals[0].day, one.totals[-1].day
    values = np.full((last - first).days + 1, np.nan)
    for scored in one.totals:
        assert scored.total is not None
        values[(scored.day - first).days] = scored.total
    return DailySeries(MeasureId(one.instrument.id), first, values)


def _chosen(journal: Journal) -> dict[str, AskedAs]:
    nothing: dict[str, AskedAs] = {}
    return or_default(read_asked, journal.setting(ASKED_SETTING), nothing)


def _text(chosen: Mapping[str, AskedAs]) -> str:
    return json.dumps(
        {
            name: {"on": one.is_on, "every": one.every_days, "locale": one.locale}
            for name, one in chosen.items()
        }
    )
