"""Reads the fixed clinical rules from ``resources/clinical_rules``."""

from __future__ import annotations

from iop_companion.catalog.table import read_table
from iop_companion.domain.clinical_rule import ClinicalRule, RuleKind
from iop_companion.domain.ids import MeasureId


def parse_clinical_rule(file: str) -> ClinicalRule:
    """Read one rule; raises ``Bug`` naming file and key."""
    table = read_table(file)
    rule = ClinicalRule(
        id=table.text("id"),
        kind=table.one_of("kind", RuleKind),
        measure_id=MeasureId(table.text("measure")),
        by=table.whole("by"),
        within_days=table.whole("within_days"),
        shown_days=table.whole("shown_days"),
        words=table.words("words"),
        source=table.words("source"),
    )
    table.finish()
    return rule
