"""The toolbox: skills of the catalogue and one's own, how they were used, what came of it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from iop_companion.catalog.catalog import Catalog
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.coping import CopingSkill
from iop_companion.domain.diary_entries import Helped, OwnSkill, SkillUse
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.observation import Observation, observe
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import or_default, read_named_texts, read_texts
from iop_companion.domain.skill_effect import SkillHistory, skill_history
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.focuses import FOCUSES_SETTING
from iop_companion.services.form_drafts import FormName, forget_draft
from iop_companion.services.history import History
from iop_companion.services.measures import SKILLS, MeasureList

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

FAVOURITES_SETTING = "skill_favourites"
"""Key of the setting ``[skill ids]``."""

NOTES_SETTING = "skill_notes"
"""Key of the setting ``{skill id: the person's note on it}``."""

NOT_ASKED_SETTING = "helped_later_let_be"
"""Key of the setting ``[use ids]`` that the person did not want to say anything about."""

MAX_NAME = 80
MAX_STEPS = 12
MAX_WORDS = 500
"""Longest step or note, in characters."""

_LONGEST_MIN = 24 * 60
_URGES = "cravings"


@dataclass(frozen=True, slots=True)
class ToolSkill:
    """One skill as the toolbox shows it. ``own_id`` names the person's own skill, or is ""."""

    id: str
    label: str
    module: str
    module_label: str
    minutes: int | None
    steps: tuple[str, ...] = field(repr=False)
    description: str = ""
    cautions: tuple[str, ...] = ()
    also_taught_as: tuple[str, ...] = ()
    own_id: str = ""
    is_favourite: bool = False
    note: str = field(default="", repr=False)
    history: SkillHistory = field(default_factory=SkillHistory, repr=False)

    @property
    def rated(self) -> str:
        """What is rated before and after: ``urge`` or ``distress``."""
        return "urge" if self.module == _URGES else "distress"


@dataclass(frozen=True, slots=True)
class ToolboxView:
    """Every skill, family by family, and the use that is under way, if there is one."""

    skills: tuple[ToolSkill, ...]
    under_way: SkillUse | None = None

    def skill(self, skill_id: str) -> ToolSkill | None:
        """Return the skill of that id, or None."""
        return next((skill for skill in self.skills if skill.id == skill_id), None)


@dataclass(frozen=True, slots=True)
class LaterQuestion:
    """A use of the day before that nobody has asked about yet."""

    use_id: RecordId
    label: str


@dataclass(frozen=True, slots=True)
class OwnSkillDraft:
    """What the person wrote about a skill of their own; ``own_id`` changes one that is there."""

    label: str = field(repr=False)
    module: str = ""
    steps: tuple[str, ...] = field(default=(), repr=False)
    minutes: int | None = None
    own_id: str = ""


class Skills:
    """Reads the toolbox and keeps what is done with it. Every write can be undone."""

    def __init__(
        self,
        session: VaultSession,
        clock: Clock,
        catalog: Catalog,
        measures: MeasureList,
        history: History | None = None,
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._catalog = catalog
        self._measures = measures
        self._history = history or History()

    # --- reading

    def view(self) -> ToolboxView:
        """Return all skills with what is known of each; raises ``KnownProblem("locked")``."""
        with self._session.vault.read() as journal:
            uses = journal.entries(SkillUse)
            own = journal.entries(OwnSkill)
            ticks = journal.tag_rows([SKILLS])
            favourites = _texts(journal, FAVOURITES_SETTING)
            notes = _notes(journal)
            modules = _texts(journal, FOCUSES_SETTING)
        by_skill: dict[str, list[SkillUse]] = defaultdict(list)
        for use in uses:
            by_skill[use.skill].append(use)
        ticked: dict[str, set[date]] = defaultdict(set)
        for row in ticks:
            for tag in row.tags:
                ticked[tag].add(date.fromordinal(row.day))
        skills = [*self._offered(modules), *(self._own(one) for one in own if not one.hidden)]
        return ToolboxView(
            skills=tuple(
                replace(
                    skill,
                    is_favourite=skill.id in favourites,
                    note=notes.get(skill.id, ""),
                    history=skill_history(by_skill[skill.id], frozenset(ticked[skill.id])),
                )
                for skill in skills
            ),
            under_way=next((use for use in reversed(uses) if use.is_under_way), None),
        )

    def modules(self) -> tuple[tuple[str, str], ...]:
        """Return id and name of each family, in their order."""
        return tuple(dict.fromkeys((s.module, s.module_label) for s in self._catalog.skills))

    def to_ask(self) -> LaterQuestion | None:
        """Return the newest use of yesterday that can still be asked about, or None."""
        yesterday = self._clock.today() - timedelta(days=1)
        with self._session.vault.read() as journal:
            uses = journal.entries(SkillUse, yesterday, yesterday)
            if not uses:
                return None
            let_be = _texts(journal, NOT_ASKED_SETTING)
            own = {one.skill: one.label for one in journal.entries(OwnSkill)}
        for use in reversed(uses):
            is_open = use.used and not use.is_under_way and use.helped_later is None
            if is_open and use.id not in let_be:
                skill = self._catalog.skill(use.skill)
                label = own.get(use.skill) or (skill.label if skill else "")
                if label:
                    return LaterQuestion(use.id, label)
        return None

    # --- doing

    def begin(self, skill_id: str, before: int | None = None) -> SkillUse:
        """Begin a skill now; one that was under way already is ended as it stands.

        It counts only when it is finished. Raises ``KnownProblem("unknown_skill")``.
        """
        now = self._clock.now()
        use = self._use(skill_id, now, before=before, finished=False)

        def save(journal: Journal) -> None:
            for old in journal.entries(SkillUse):
                if old.is_under_way:
                    journal.remove(old)
            journal.put(use)

        self._session.saved(save)
        return use

    def finish(
        self, use: SkillUse, after: int | None, *, note: str = "", private: bool = False
    ) -> ChangeSet:
        """End a skill that is under way: it is kept with its time, and its day is ticked."""
        minutes = (self._clock.now() - use.recorded_at) / timedelta(minutes=1)
        done = replace(
            use,
            finished=True,
            after=after,
            minutes=round(minutes, 1) if 0 <= minutes <= _LONGEST_MIN else None,
            note=note,
            private=private,
        )
        return self._kept(done)

    def let_go(self, use: SkillUse) -> None:
        """Forget a skill that is under way, as if it had not been begun."""

        def forget(journal: Journal) -> None:
            journal.remove(use)
            forget_draft(journal, FormName.RUNNING_SKILL, None, self._clock)

        self._session.saved(forget)

    def record(
        self,
        skill_id: str,
        before: int | None = None,
        after: int | None = None,
        *,
        note: str = "",
        private: bool = False,
    ) -> ChangeSet:
        """Keep a skill that was done without the steps here; raises ``unknown_skill``."""
        use = self._use(skill_id, self._clock.now(), before=before, after=after)
        return self._kept(replace(use, note=note, private=private), FormName.SAID_OF_SKILL)

    def meant_and_not_used(
        self, skill_id: str, why: str, *, note: str = "", private: bool = False
    ) -> ChangeSet:
        """Keep that a skill was thought of and not used, and why; no day is ticked for it."""
        use = self._use(skill_id, self._clock.now())
        meant = replace(use, used=False, why_not=why.strip(), note=note, private=private)

        def save(journal: Journal) -> None:
            journal.put(meant)
            forget_draft(journal, FormName.SAID_OF_SKILL, None, self._clock)

        self._session.saved(save)
        return self._history.remember(ChangeSet("skill_not_used", (Change(None, meant),)))

    def helped_later(self, use_id: RecordId, helped: Helped) -> ChangeSet:
        """Keep the answer of the next day."""

        def save(journal: Journal) -> Change | None:
            use = _use_of(journal, use_id)
            if use is None:
                return None
            answered = replace(use, helped_later=helped)
            journal.put(answered)
            return Change(use, answered)

        change = self._session.saved(save)
        return self._history.remember(ChangeSet("skill_rated", (change,) if change else ()))

    def let_be(self, use_id: RecordId) -> ChangeSet:
        """Do not ask about a use again."""

        def save(journal: Journal) -> Change:
            kept = _texts(journal, NOT_ASKED_SETTING)
            fresh = [*(one for one in kept if one != use_id), str(use_id)][-_MOST_LET_BE:]
            setting = ParticipantSetting(NOT_ASKED_SETTING, json.dumps(fresh))
            return Change(journal.put(setting), setting)

        return self._history.remember(ChangeSet("skill_let_be", (self._session.saved(save),)))

    # --- the person's own hand

    def set_favourite(self, skill_id: str, on: bool) -> ChangeSet:  # noqa: FBT001 -- one switch
        """Keep a skill among the favourites, or no more."""

        def save(journal: Journal) -> Change:
            kept = [one for one in _texts(journal, FAVOURITES_SETTING) if one != skill_id]
            wanted = [*kept, skill_id] if on else kept
            setting = ParticipantSetting(FAVOURITES_SETTING, json.dumps(wanted))
            return Change(journal.put(setting), setting)

        return self._history.remember(ChangeSet("skill_favourite", (self._session.saved(save),)))

    def set_note(self, skill_id: str, note: str) -> ChangeSet:
        """Keep the person's note on a skill; an empty one takes it away."""
        words = note.strip()

        def save(journal: Journal) -> Change | None:
            notes = _notes(journal)
            if notes.get(skill_id, "") == words:
                return None
            rest = {name: said for name, said in notes.items() if name != skill_id}
            wanted = {**rest, skill_id: words} if words else rest
            setting = ParticipantSetting(NOTES_SETTING, json.dumps(wanted))
            return Change(journal.put(setting), setting)

        change = self._session.saved(save)
        return self._history.remember(ChangeSet("skill_note", (change,) if change else ()))

    def keep_own(self, draft: OwnSkillDraft) -> ChangeSet:
        """Add a skill of the person's own, or change one.

        Raises ``KnownProblem``: ``skill_needs_name`` (none, or longer than 80 characters),
        ``skill_exists``, ``unknown_skill``.
        """
        label = " ".join(draft.label.split())
        if not 0 < len(label) <= MAX_NAME:
            raise KnownProblem("skill_needs_name", most=MAX_NAME)
        steps = tuple(" ".join(step.split()) for step in draft.steps if step.strip())

        def save(journal: Journal) -> Change:
            own = journal.entries(OwnSkill)
            before = next((one for one in own if one.skill == draft.own_id), None)
            if draft.own_id and before is None:
                raise KnownProblem("unknown_skill")
            others = [one.label for one in own if one is not before and not one.hidden]
            names = {name.casefold() for name in (*others, *map(_label, self._catalog.skills))}
            if label.casefold() in names:
                raise KnownProblem("skill_exists")
            fresh = OwnSkill(
                id=before.id if before else RecordId(new_id()),
                day=before.day if before else self._clock.today(),
                recorded_at=self._clock.now(),
                zone=self._clock.zone_name(),
                skill=before.skill if before else _own_id(label, [one.skill for one in own]),
                label=label,
                module=draft.module,
                steps=steps,
                minutes=draft.minutes,
            )
            journal.put(fresh)
            forget_draft(journal, FormName.OWN_SKILL, None, self._clock)
            return Change(before, fresh)

        return self._history.remember(ChangeSet("own_skill_kept", (self._session.saved(save),)))

    def hide_own(self, own_id: str) -> ChangeSet:
        """Take an own skill out of the toolbox; days and uses that speak of it keep its name."""

        def save(journal: Journal) -> Change | None:
            before = next((one for one in journal.entries(OwnSkill) if one.skill == own_id), None)
            if before is None:
                return None
            after = replace(before, hidden=True)
            journal.put(after)
            return Change(before, after)

        change = self._session.saved(save)
        return self._history.remember(ChangeSet("own_skill_hidden", (change,) if change else ()))

    # --- inside

    def _offered(self, modules: Collection[str]) -> list[ToolSkill]:
        return [
            _of_catalog(skill)
            for skill in self._catalog.skills
            if not set(skill.hidden_with) & set(modules)
        ]

    def _own(self, own: OwnSkill) -> ToolSkill:
        names = dict(self.modules())
        return ToolSkill(
            id=own.skill,
            label=own.label,
            module=own.module,
            module_label=names.get(own.module, ""),
            minutes=own.minutes,
            steps=own.steps,
            own_id=own.skill,
        )

    def _use(
        self,
        skill_id: str,
        now: datetime,
        *,
        before: int | None = None,
        after: int | None = None,
        finished: bool = True,
    ) -> SkillUse:
        known = self._catalog.skill(skill_id)
        if known is None:
            with self._session.vault.read() as journal:
                if all(one.skill != skill_id for one in journal.entries(OwnSkill)):
                    raise KnownProblem("unknown_skill")
        return SkillUse(
            id=RecordId(new_id()),
            day=self._clock.today(),
            moment=now.time().replace(tzinfo=None, microsecond=0),
            recorded_at=now,
            zone=self._clock.zone_name(),
            skill=skill_id,
            finished=finished,
            rated="urge" if known is not None and known.module == _URGES else "distress",
            before=before,
            after=after,
        )

    def _kept(self, use: SkillUse, draft: FormName = FormName.RUNNING_SKILL) -> ChangeSet:
        """Write a use that is done, and tick its day in the same transaction."""
        measure = self._measures.get(SKILLS)
        now = self._clock.now()

        def save(journal: Journal) -> tuple[Change, ...]:
            # one that was under way was never counted: taking this back leaves nothing of it
            journal.put(use)
            forget_draft(journal, draft, None, self._clock)
            changes = [Change(None, use)]
            there = _ticked(journal, use.day)
            if there is None:
                fresh = observe(
                    measure,
                    (use.skill,),
                    day=use.day,
                    recorded_at=now,
                    zone=self._clock.zone_name(),
                )
                changes.append(Change(journal.put(fresh), fresh))
            elif isinstance(there.value, tuple) and use.skill not in there.value:
                wider = there.with_value(tuple(sorted({*there.value, use.skill})), now)
                journal.put(wider)
                changes.append(Change(there, wider))
            return tuple(changes)

        return self._history.remember(ChangeSet("skill_used", self._session.saved(save)))


_MOST_LET_BE = 50


def _ticked(journal: Journal, day: date) -> Observation | None:
    found = journal.observations(day, day, measures=[SKILLS])
    return next((one for one in found if one.moment is None), None)


def _use_of(journal: Journal, use_id: RecordId) -> SkillUse | None:
    return next((use for use in journal.entries(SkillUse) if use.id == use_id), None)


def _texts(journal: Journal, key: str) -> tuple[str, ...]:
    return or_default(read_texts, journal.setting(key), ())


def _notes(journal: Journal) -> dict[str, str]:
    nothing: dict[str, str] = {}
    return or_default(read_named_texts, journal.setting(NOTES_SETTING), nothing)


def _label(skill: CopingSkill) -> str:
    return skill.label


def _of_catalog(skill: CopingSkill) -> ToolSkill:
    return ToolSkill(
        id=skill.id,
        label=skill.label,
        module=skill.module,
        module_label=skill.module_label,
        minutes=skill.minutes,
        steps=skill.steps,
        description=skill.description,
        cautions=skill.cautions,
        also_taught_as=skill.also_taught_as,
    )


def _own_id(label: str, taken: Sequence[str]) -> str:
    """Return an id that is no other skill's: ``own_window_seat``, ``own_window_seat_2``."""
    stem = "own_" + (re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:40] or "skill")
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found
