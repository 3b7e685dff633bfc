"""What something removed was, in a few words that tell it from others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from iop_companion.catalog.catalog import Catalog
from iop_companion.catalog.instruments import load_instruments
from iop_companion.domain.diary_entries import (
    AnsweredQuestionnaire,
    DiaryEntry,
    Dose,
    EnteredScore,
    IfThenPlan,
    Medicine,
    MovementBout,
    OwnSkill,
    SideEffect,
    SkillUse,
    SleepNight,
    TriggerExposure,
    UseAmount,
)
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Journal
from iop_companion.domain.value_text import write_value
from iop_companion.foundation.i18n import _
from iop_companion.services.measures import MeasureList

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class TrashNames:
    """What ids are called."""

    measures: Mapping[MeasureId, Measure]
    options: Mapping[str, str]
    medicines: Mapping[str, str]
    questionnaires: Mapping[str, str]

    @classmethod
    def of(cls, journal: Journal, catalog: Catalog, measures: MeasureList) -> Self:
        """Return the names of the catalogue and of the person's own things, removed ones too."""
        gone = [one.record for one in journal.removed()]
        medicines = [*journal.all(Medicine), *(one for one in gone if isinstance(one, Medicine))]
        own = [*journal.all(OwnSkill), *(one for one in gone if isinstance(one, OwnSkill))]
        known = {measure.id: measure for measure in measures.all()}
        options = {
            option.id: option.label for measure in known.values() for option in measure.options
        }
        triggers = {one.id: one.label for group in catalog.triggers for one in group.triggers}
        skills = {skill.id: skill.label for skill in catalog.skills}
        return cls(
            known,
            {**options, **triggers, **skills, **{one.skill: one.label for one in own}},
            {str(one.id): one.name for one in medicines},
            {one.id: one.abbreviation for one in load_instruments()},
        )

    def label(self, name: str) -> str:
        """Return what a trigger, a skill or an option is called; own words name themselves."""
        return self.options.get(name, name)


def removed_words(record: Observation | DiaryEntry, names: TrashNames) -> str:
    """Return what ``record`` was: "Mood, 4", "Walk, 20 min", "A dose of Sertraline"."""
    if isinstance(record, Observation):
        return _value_words(record, names)
    told = _TELLERS.get(type(record))
    return told(record, names) if told is not None else _("An entry")


def _value_words(one: Observation, names: TrashNames) -> str:
    measure = names.measures.get(one.measure_id)
    if measure is None:
        return _("A value")
    value = one.value
    if isinstance(value, tuple):
        said = ", ".join(map(names.label, value))
    elif isinstance(value, str):
        said = names.label(value)
    else:
        said = write_value(measure, value)
    return _("{what}, {value}").format(what=measure.label, value=_short(said))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " ..."


def _plan_words(one: IfThenPlan, names: TrashNames) -> str:
    cue = one.cue or names.label(one.trigger)
    return _short(_("If {cue}, then {action}").format(cue=cue, action=one.action))


def _bout_words(one: MovementBout, names: TrashNames) -> str:
    return _("{kind}, {n} min").format(kind=names.label(one.movement), n=f"{one.minutes:g}")


def _use_words(one: UseAmount, names: TrashNames) -> str:
    measure = names.measures.get(MeasureId(one.substance))
    if measure is None:
        return _short(one.substance)
    if one.amount is None:
        return measure.label
    said = write_value(measure, one.amount)
    return _("{what}, {value}").format(what=measure.label, value=_short(said))


def _dose_words(one: Dose, names: TrashNames) -> str:
    name = names.medicines.get(str(one.medicine), "")
    return _("A dose of {medicine}").format(medicine=name) if name else _("A dose")


def _score_words(one: EnteredScore, names: TrashNames) -> str:
    return one.name or names.questionnaires.get(one.instrument, one.instrument)


_TELLERS: Mapping[type[DiaryEntry], Callable[[Any, TrashNames], str]] = {
    AnsweredQuestionnaire: lambda one, names: names.questionnaires.get(
        one.instrument, one.instrument
    ),
    EnteredScore: _score_words,
    SleepNight: lambda _one, _names: _("A night of the sleep diary"),
    Medicine: lambda one, _names: _("{medicine}, of the list").format(medicine=one.name),
    Dose: _dose_words,
    SideEffect: lambda one, _names: _short(one.words),
    SkillUse: lambda one, names: names.label(one.skill),
    OwnSkill: lambda one, _names: one.label,
    TriggerExposure: lambda one, names: _short(names.label(one.trigger)),
    IfThenPlan: _plan_words,
    MovementBout: _bout_words,
    UseAmount: _use_words,
}
