"""Everything that ships as data and that a person can be asked or offered."""

from __future__ import annotations

from functools import cache, cached_property

from iop_companion.catalog import parse
from iop_companion.catalog.clinical_rules import parse_clinical_rule
from iop_companion.catalog.suggested_signs import parse_suggested_signs
from iop_companion.domain.clinical_rule import ClinicalRule
from iop_companion.domain.coping import CopingSkill
from iop_companion.domain.focus import Focus
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure, Option
from iop_companion.domain.suggested_sign import SuggestedSign
from iop_companion.domain.trigger import TriggerGroup
from iop_companion.foundation import assets


class Catalog:
    """Measures in the order of their rows, coping skills by family, triggers by group.

    Each part is read when it is first asked for, because the first window shows none of it; after
    that nothing changes. A wrong data file raises ``Bug`` naming file and key.
    Crisis lines are not part of it (:mod:`iop_companion.catalog.support_lines`): nothing may keep
    them from being read.
    """

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, in the order of their rows."""
        shared = {
            "coping_skills": _skill_options(self.skills),
            "triggers": _trigger_options(self.triggers),
        }
        found = [parse.parse_measure(file, shared) for file in assets.names("measures", ".toml")]
        return tuple(sorted(found, key=lambda measure: measure.order))

    @cached_property
    def skills(self) -> tuple[CopingSkill, ...]:
        """All coping skills, family by family."""
        families = [parse.parse_skills(file) for file in assets.names("coping_skills", ".toml")]
        families.sort(key=lambda family: family.order)
        return tuple(skill for family in families for skill in family.skills)

    @cached_property
    def triggers(self) -> tuple[TriggerGroup, ...]:
        """All groups of triggers, those of modules included (see :meth:`offered_triggers`)."""
        ordered = [parse.parse_triggers(file) for file in assets.names("triggers", ".toml")]
        ordered.sort(key=lambda pair: pair[0])
        return tuple(group for _order, group in ordered)

    @cached_property
    def focuses(self) -> tuple[Focus, ...]:
        """All focuses, in their order."""
        found = [parse.parse_focus(file) for file in assets.names("focuses", ".toml")]
        return tuple(sorted(found, key=lambda focus: focus.order))

    @cached_property
    def suggested_signs(self) -> tuple[SuggestedSign, ...]:
        """All suggested signs, focus by focus in the order of the focuses."""
        read = [parse_suggested_signs(file) for file in assets.names("own_signs", ".toml")]
        by_focus = {signs[0].focus: signs for signs in read if signs}
        return tuple(sign for focus in self.focuses for sign in by_focus.get(focus.id, ()))

    @cached_property
    def clinical_rules(self) -> tuple[ClinicalRule, ...]:
        """All fixed clinical rules."""
        return tuple(map(parse_clinical_rule, assets.names("clinical_rules", ".toml")))

    def measure(self, measure_id: MeasureId) -> Measure | None:
        """Return the catalogue's measure of that id, or None."""
        return next((measure for measure in self.measures if measure.id == measure_id), None)

    def skill(self, skill_id: str) -> CopingSkill | None:
        """Return the skill of that id, or None."""
        return next((skill for skill in self.skills if skill.id == skill_id), None)

    def offered_triggers(
        self, modules_on: frozenset[str] = frozenset()
    ) -> tuple[TriggerGroup, ...]:
        """Return the groups to offer: those tied to a module only when that module is on."""
        return tuple(
            group
            for group in self.triggers
            if not group.shown_with or group.shown_with in modules_on
        )


@cache
def load_catalog() -> Catalog:
    """Return the one catalogue, in the language chosen when its parts are first read.

    ``load_catalog.cache_clear()`` after a change of language.
    """
    return Catalog()


def _skill_options(skills: tuple[CopingSkill, ...]) -> tuple[Option, ...]:
    return tuple(
        Option(skill.id, skill.short, skill.key, first=skill.first, group=skill.module_label)
        for skill in skills
    )


def _trigger_options(groups: tuple[TriggerGroup, ...]) -> tuple[Option, ...]:
    """All triggers; those of a module that is off are accepted and named, but not offered."""
    return tuple(
        Option(
            trigger.id,
            trigger.label,
            trigger.key,
            first=trigger.first,
            group=group.label,
            hidden=bool(group.shown_with),
        )
        for group in groups
        for trigger in group.triggers
    )
