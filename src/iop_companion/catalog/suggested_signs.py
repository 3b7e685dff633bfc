"""Reads the suggested signs of each focus from ``resources/own_signs``."""

from __future__ import annotations

from iop_companion.catalog.table import Table, read_table
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.records import PlanZone
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.domain.suggested_sign import SuggestedSign
from iop_companion.foundation.errors import Bug


def parse_suggested_signs(file: str) -> tuple[SuggestedSign, ...]:
    """Read the suggestions of one focus; raises ``Bug`` naming file and key."""
    table = read_table(file)
    focus = table.text("focus")
    try:
        signs = tuple(_sign(row, focus) for row in table.tables("signs"))
    except ValueError as error:
        raise Bug(f"{file}: {error}") from error
    table.finish()
    return signs


def _sign(row: Table, focus: str) -> SuggestedSign:
    sign = SuggestedSign(
        id=row.text("id"),
        focus=focus,
        words=row.words("words"),
        zone=row.one_of("zone", PlanZone),
        rule=_rule(row) if row.has("conditions") else None,
    )
    row.finish()
    return sign


def _rule(row: Table) -> SignRule:
    conditions = tuple(_condition(one) for one in row.tables("conditions"))
    return SignRule(conditions, row.whole("days"), in_a_row=row.flag("in_a_row"))


def _condition(row: Table) -> SignCondition:
    condition = SignCondition(
        MeasureId(row.text("measure")), row.one_of("is", Comparison), row.number("limit")
    )
    row.finish()
    return condition
