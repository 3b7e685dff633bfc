"""The panel's facts become the sentences that page, summary and command line all show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from iop_companion.analytics.describe import (
    calm_sentence,
    chance_sentence,
    learning_sentence,
    not_enough_sentence,
)
from iop_companion.analytics.detectors.base import Told, joined_words
from iop_companion.analytics.detectors.level_change import AllTogether, explain_panel
from iop_companion.analytics.person_trace import ENOUGH_ENTRIES
from iop_companion.domain.early_warning import EarlyWarning, Finding, Level, Standing
from iop_companion.domain.ids import MeasureId


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """Everything that is known of one day before any words are chosen.

    ``learning`` is ((entries, needed), (day, days)); ``entered`` is (days with entries, days) since
    the change seems to have begun, or of the last seven. ``named`` are the measures of the standing
    warning, clearest first.
    """

    as_of: date
    findings: tuple[Finding, ...] = ()
    labels: Mapping[MeasureId, str] = field(default_factory=dict)
    is_learning: bool = True
    learning: tuple[tuple[int, int], tuple[int, int]] = ((0, 9), (1, 14))
    week_entries: int = 0
    entered: tuple[int, int] = (0, 7)
    since: date | None = None
    spoke_on: date | None = None
    composite: bool = False
    named: tuple[MeasureId, ...] = ()
    rate: float = 0.0


def told_warning(facts: PanelFacts) -> EarlyWarning:
    """Return ``facts`` with level and sentences. Numbers raise Watch at most, never Act."""
    level = _level(facts)
    return EarlyWarning(
        as_of=facts.as_of,
        level=level,
        sentence=_sentence(facts, level),
        findings=facts.findings,
        since=facts.since,
        spoke_on=facts.spoke_on,
        composite=facts.composite,
        days_with_entries=facts.entered[0],
        n_days=facts.entered[1],
        chance_per_6_months=facts.rate,
        chance_sentence=chance_sentence(facts.rate),
        learning_entries=facts.learning[0],
    )


def _level(facts: PanelFacts) -> Level:
    if facts.spoke_on is not None:
        return Level.WATCH
    if facts.is_learning:
        return Level.LEARNING
    if facts.week_entries < ENOUGH_ENTRIES:
        return Level.NOT_ENOUGH_ENTRIES
    return Level.CALM


def _sentence(facts: PanelFacts, level: Level) -> str:
    if level is Level.LEARNING:
        return learning_sentence(*facts.learning)
    if level is Level.NOT_ENOUGH_ENTRIES:
        return not_enough_sentence(facts.week_entries, ENOUGH_ENTRIES)
    if level is Level.CALM:
        usual = {Standing.USUAL, Standing.TOO_FEW}
        all_usual = all(finding.standing in usual for finding in facts.findings)
        return calm_sentence(facts.week_entries, all_usual=all_usual)
    return _watch_sentence(facts)


def _watch_sentence(facts: PanelFacts) -> str:
    past = [f for f in facts.findings if f.standing is Standing.PAST_LINE]
    ordered = sorted(past, key=lambda finding: -finding.distance)
    labels = [facts.labels[finding.measure_id] for finding in ordered]
    told = Told(
        label="",
        standing=Standing.PAST_LINE,
        since=facts.since,
        n_entries=facts.entered[0],
        n_days=facts.entered[1],
    )
    if labels:
        return explain_panel(labels, told)
    leaning = [facts.labels[name] for name in facts.named[:3]]
    return AllTogether().explain(
        Told(joined_words(leaning), Standing.PAST_LINE, since=told.since,
             n_entries=told.n_entries, n_days=told.n_days)
    )  # fmt: skip
