"""The panel's facts become the sentences that page, summary and command line all show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from iop_companion.analytics.describe import (
    calm_sentence,
    chance_sentence,
    chosen_signs_sentence,
    learning_chance_sentence,
    learning_sentence,
    limits_sentence,
    not_enough_sentence,
    numbers_calm_sentence,
)
from iop_companion.analytics.detectors.base import Told, joined_words
from iop_companion.analytics.detectors.day_to_day_swings import DayToDaySwings
from iop_companion.analytics.detectors.fading_skills import SKILLS_USED
from iop_companion.analytics.detectors.level_change import (
    MOST_AMOUNTS,
    AllTogether,
    amounts_words,
    explain_panel,
)
from iop_companion.analytics.detectors.missed_check_ins import MissedCheckIns
from iop_companion.analytics.own_signs import SignsLevel
from iop_companion.analytics.person_trace import ENOUGH_ENTRIES
from iop_companion.domain.early_warning import EarlyWarning, Finding, Level, Standing
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.i18n import _


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """Everything that is known of one day before any words are chosen.

    ``learning`` is ((entries, needed), (day, days)); ``entered`` is (days with entries, days) since
    the change seems to have begun, or of the last seven. ``amounts`` are the usual and the recent
    average of a measure as texts. ``named`` are the measures of the standing
    warning, clearest first. ``detectors`` names what spoke; ``check_ins`` is (days entered, days,
    usually entered of as many) when check-ins are among it. ``signs`` is what the person's own
    signs raise, ``signs_sentences`` says it.
    """

    as_of: date
    findings: tuple[Finding, ...] = ()
    labels: Mapping[MeasureId, str] = field(default_factory=dict)
    amounts: Mapping[MeasureId, tuple[str, str]] = field(default_factory=dict, repr=False)
    is_learning: bool = True
    learning: tuple[tuple[int, int], tuple[int, int]] = ((0, 9), (1, 14))
    week_entries: int = 0
    entered: tuple[int, int] = (0, 7)
    since: date | None = None
    spoke_on: date | None = None
    composite: bool = False
    named: tuple[MeasureId, ...] = ()
    rate: float = 0.0
    detectors: tuple[str, ...] = ()
    check_ins: tuple[int, int, int] | None = None
    signs: SignsLevel | None = None
    signs_sentences: tuple[str, ...] = ()


def told_warning(facts: PanelFacts) -> EarlyWarning:
    """Return ``facts`` with level and sentences.

    Numbers raise Watch at most, never Act; own signs raise what the person put them under.
    """
    level, signs = _level(facts), facts.signs
    own = " ".join(facts.signs_sentences)
    return EarlyWarning(
        as_of=facts.as_of,
        level=level,
        sentence=f"{own} {_sentence(facts, _level_of_numbers(facts))}".strip(),
        findings=facts.findings,
        since=_since(facts, level),
        spoke_on=_spoke_on(facts, level),
        composite=facts.composite or DayToDaySwings.name in facts.detectors,
        days_with_entries=facts.entered[0],
        n_days=facts.entered[1],
        chance_per_6_months=facts.rate,
        chance_sentence=_chance(facts),
        limits_sentence=limits_sentence(),
        learning_entries=facts.learning[0],
        detectors=facts.detectors,
        named=facts.named,
        numbers_since=facts.since,
        numbers_spoke_on=facts.spoke_on,
        own_signs=signs.signs if signs else (),
        own_signs_sentence=own,
    )


def _level(facts: PanelFacts) -> Level:
    if facts.signs is not None and facts.signs.level is Level.ACT:
        return Level.ACT
    return Level.WATCH if facts.signs is not None else _level_of_numbers(facts)


def _level_of_numbers(facts: PanelFacts) -> Level:
    if facts.spoke_on is not None:
        return Level.WATCH
    if facts.is_learning:
        return Level.LEARNING
    if facts.week_entries < ENOUGH_ENTRIES:
        return Level.NOT_ENOUGH_ENTRIES
    return Level.CALM


def _spoke_on(facts: PanelFacts, level: Level) -> date | None:
    """The day this level began: of Act its own, else the first of numbers and signs."""
    of_signs = facts.signs.spoke_on if facts.signs else None
    return of_signs if level is Level.ACT else _earliest(facts.spoke_on, of_signs)


def _since(facts: PanelFacts, level: Level) -> date | None:
    """Since when what raises this level has been there: of Act its own signs alone."""
    of_signs = facts.signs.since if facts.signs else None
    return of_signs if level is Level.ACT else _earliest(facts.since, of_signs)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _chance(facts: PanelFacts) -> str:
    """The chance of a message by the numbers; of one by own signs alone there is none."""
    if facts.signs is not None and facts.spoke_on is None:
        return chosen_signs_sentence()
    if _level_of_numbers(facts) is Level.LEARNING:
        return learning_chance_sentence()
    return chance_sentence(
        facts.rate, speaks=facts.spoke_on is not None, beside_signs=facts.signs is not None
    )


def _sentence(facts: PanelFacts, level: Level) -> str:
    """Say what the numbers say, each level in its own words."""
    if level is Level.LEARNING:
        return learning_sentence(*facts.learning)
    if level is Level.NOT_ENOUGH_ENTRIES:
        return not_enough_sentence(facts.week_entries, ENOUGH_ENTRIES)
    if level is Level.CALM:
        usual = {Standing.USUAL, Standing.TOO_FEW}
        all_usual = all(finding.standing in usual for finding in facts.findings)
        if facts.signs is not None:
            return numbers_calm_sentence(facts.week_entries)
        return calm_sentence(facts.week_entries, all_usual=all_usual)
    return _watch_sentence(facts)


def _watch_sentence(facts: PanelFacts) -> str:
    """Say everything that spoke, each detector in its own words."""
    past = [f for f in facts.findings if f.standing is Standing.PAST_LINE]
    ordered = sorted(past, key=lambda finding: -finding.distance)
    levels = [f for f in ordered if not _has_own_words(f, ordered)]
    moved = [_moved(finding.measure_id, facts) for finding in levels]
    told = _told("", facts)
    said = [explain_panel(moved, told)] if moved else []
    said += [finding.sentence for finding in ordered if finding not in levels]
    if MissedCheckIns.name in facts.detectors and facts.check_ins is not None:
        entered, n_days, usually = facts.check_ins
        said.append(
            MissedCheckIns().explain(
                replace(
                    told,
                    recent=_("{n} of the last {days} days").format(n=entered, days=n_days),
                    usual=_("usually {n}").format(n=usually),
                )
            )
        )
    if DayToDaySwings.name in facts.detectors:
        swinging = joined_words([facts.labels[name] for name in _beside(facts, past)][:3])
        said.append(DayToDaySwings().explain(_told(swinging, facts)))
    return " ".join(said) or AllTogether().explain(_told(_most_of_all(facts), facts))


def _has_own_words(finding: Finding, past: Sequence[Finding]) -> bool:
    """Whether its detector's own sentence says it; skills only where nothing else has moved."""
    if finding.measure_id == SKILLS_USED:
        return len(past) == 1
    return finding.has_own_words


def _told(label: str, facts: PanelFacts) -> Told:
    return Told(
        label=label,
        standing=Standing.PAST_LINE,
        since=facts.since,
        n_entries=facts.entered[0],
        n_days=facts.entered[1],
    )


def _moved(measure: MeasureId, facts: PanelFacts) -> Told:
    usual, recent = facts.amounts.get(measure, ("", ""))
    return Told(facts.labels[measure], Standing.PAST_LINE, usual, recent)


def _most_of_all(facts: PanelFacts) -> str:
    """What leans most where only all together spoke, from what to what."""
    return joined_words(amounts_words([_moved(name, facts) for name in facts.named[:MOST_AMOUNTS]]))


def _beside(facts: PanelFacts, past: Sequence[Finding]) -> list[MeasureId]:
    """What swings most, without what is said already."""
    said = {finding.measure_id for finding in past}
    return [name for name in facts.named if name not in said]
