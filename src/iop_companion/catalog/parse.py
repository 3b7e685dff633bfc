"""From TOML to domain values: measures, coping skills, triggers. Errors name file and key."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.catalog.table import Table, read_table
from iop_companion.domain.coping import CopingSkill
from iop_companion.domain.focus import Focus
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import DayRule, Kind, Measure, Option, Pole, Scale, Worse
from iop_companion.domain.trigger import Trigger, TriggerGroup
from iop_companion.foundation.errors import Bug


@dataclass(frozen=True, slots=True)
class SkillFamily:
    """One file of coping skills; ``order`` says where the family stands among the others."""

    id: str
    label: str
    order: int
    skills: tuple[CopingSkill, ...]


def parse_measure(file: str, shared: dict[str, tuple[Option, ...]]) -> Measure:
    """Read one measure; ``shared`` holds the lists that ``options_from`` may name.

    Raises ``Bug`` naming file and key for anything missing, misspelt or contradictory.
    """
    table = read_table(file)
    options = tuple(_option(row) for row in table.tables("options"))
    if source := table.text("options_from", ""):
        if source not in shared:
            raise table.fault("options_from", f"is none of: {', '.join(shared)}")
        options = shared[source]
    kind = table.one_of("kind", Kind)
    try:
        measure = Measure(
            id=MeasureId(table.text("id")),
            version=table.whole("version"),
            label=table.words("label"),
            kind=kind,
            worse=table.one_of("worse", Worse),
            day_rule=table.one_of("day_rule", DayRule),
            scale=_scale(table, kind),
            unit=table.words("unit", ""),
            hint=table.words("hint", ""),
            options=options,
            open_options=table.flag("open_options"),
            on=table.flag("on"),
            order=table.whole("order"),
            watched=table.flag("watched"),
            asked_with=_measure_id(table, "asked_with"),
            words=table.all_words("words"),
            quick=table.numbers("quick"),
            derived_from=_measure_id(table, "derived_from"),
            row=table.words("row", ""),
            row_hint=table.words("row_hint", ""),
            pole=table.one_of("pole", Pole) if table.has("pole") else None,
            anchors=table.all_words("anchors"),
        )
    except ValueError as error:
        raise Bug(f"{file}: {error}") from error
    table.finish()
    return measure


def parse_skills(file: str) -> SkillFamily:
    """Read one family of coping skills."""
    table = read_table(file)
    family, label = table.text("id"), table.words("label")
    source = table.words("source")
    skills = tuple(_skill(row, family, label, source) for row in table.tables("skills"))
    order = table.whole("order")
    table.finish()
    return SkillFamily(family, label, order, skills)


def parse_triggers(file: str) -> tuple[int, TriggerGroup]:
    """Read one group of triggers with its place among the others."""
    table = read_table(file)
    group = TriggerGroup(
        id=table.text("id"),
        label=table.words("label"),
        triggers=tuple(_trigger(row) for row in table.tables("triggers")),
        shown_with=table.text("shown_with", ""),
    )
    order = table.whole("order")
    table.finish()
    return order, group


def parse_focus(file: str) -> Focus:
    """Read one focus; that its rows exist is for the catalogue to see."""
    table = read_table(file)
    focus = Focus(
        id=table.text("id"),
        label=table.words("label"),
        words=table.words("words"),
        rows=tuple(MeasureId(row) for row in table.texts("rows")),
        order=table.whole("order"),
    )
    if not focus.rows:
        raise table.fault("rows", "is empty")
    table.finish()
    return focus


def _scale(table: Table, kind: Kind) -> Scale | None:
    if not kind.is_number:
        return None
    if kind is Kind.YES_NO:
        return Scale(0, 1)
    return Scale(table.number("low"), table.number("high"), table.number("step", 1.0))


def _measure_id(table: Table, key: str) -> MeasureId | None:
    return MeasureId(table.text(key)) if table.has(key) else None


def _option(row: Table) -> Option:
    option = Option(row.text("id"), row.words("label"), row.text("key", ""), row.flag("first"))
    row.finish()
    return option


def _skill(row: Table, family: str, family_label: str, source: str) -> CopingSkill:
    label = row.words("label")
    skill = CopingSkill(
        id=row.text("id"),
        label=label,
        short=row.words("short", "") or label,
        module=family,
        module_label=family_label,
        description=row.words("description"),
        steps=row.all_words("steps"),
        minutes=row.whole("minutes"),
        also_taught_as=row.all_words("also_taught_as"),
        cautions=row.all_words("cautions"),
        source=source,
        first=row.flag("first"),
        key=row.text("key", ""),
        hidden_with=row.texts("hidden_with"),
        for_support=row.flag("for_support"),
    )
    row.finish()
    return skill


def _trigger(row: Table) -> Trigger:
    trigger = Trigger(row.text("id"), row.words("label"), row.flag("first"), row.text("key", ""))
    row.finish()
    return trigger
