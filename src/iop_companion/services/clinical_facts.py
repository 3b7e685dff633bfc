"""Fixed clinical rules as facts for the panel: what was entered, what is commonly made of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from iop_companion.analytics.clinical_rules import RuleMet, met_lately
from iop_companion.domain.clinical_rule import ClinicalFact, ClinicalRule
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal, Measure
from iop_companion.foundation.day_words import day_words, weekday_words
from iop_companion.foundation.i18n import _
from iop_companion.services.chart_building import value_text

if TYPE_CHECKING:
    from iop_companion.catalog.catalog import Catalog
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.measures import MeasureList


USED = MeasureId("used")


class ClinicalFacts:
    """Reads the few measures that have a fixed rule."""

    def __init__(self, catalog: Catalog, measures: MeasureList, daily: DailyReader) -> None:
        """Hold the rules of ``catalog`` against what ``daily`` reads."""
        self._catalog = catalog
        self._measures = measures
        self._daily = daily

    def facts(self, as_of: date) -> tuple[ClinicalFact, ...]:
        """Return the rules met lately, in words, with their source."""
        both = (*self._daily.questionnaires(), *self._measures.all())  # an own one stands first
        known = {measure.id: measure for measure in both}
        found = []
        for rule in self._catalog.clinical_rules:
            measure = known.get(rule.measure_id)
            if measure is None or not measure.kind.is_number:
                continue
            met = met_lately(rule, self._daily.series([measure])[measure.id], as_of)
            if met is not None:
                found.append(ClinicalFact(rule.id, _words(rule, measure, met), rule.source))
            if measure.id == USED:
                found += self._of_what_is_used(rule, as_of, met)
        return tuple(found)

    def _of_what_is_used(
        self, rule: ClinicalRule, as_of: date, used: RuleMet | None
    ) -> list[ClinicalFact]:
        """The rule over each thing the person named and wants none of; a day is said once."""
        named = [one for one in self._measures.heads() if one.goal is Goal.ABSTAIN]
        found = []
        for measure, series in zip(named, self._daily.series(named).values(), strict=True):
            met = met_lately(rule, series, as_of)
            if met is not None and (used is None or met.day != used.day):
                words = _("{name}: {words}").format(
                    name=measure.label, words=_words(rule, measure, met)
                )
                found.append(ClinicalFact(rule.id, words, rule.source))
        return found


def _words(rule: ClinicalRule, measure: Measure, met: RuleMet) -> str:
    return rule.words.format(
        label=measure.label,
        before=value_text(measure, met.before),
        now=value_text(measure, met.now),
        first=day_words(met.first),
        day=weekday_words(met.day),
        by=rule.by,
        n=met.n_days,
    )
