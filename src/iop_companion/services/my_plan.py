"""My plan: for each zone its steps, how I know it, its people and dates; ticks and reviews."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.plain_form import from_plain, to_plain
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import (
    EpisodeOutcome,
    OwnSign,
    ParticipantSetting,
    PlanStep,
    PlanZone,
    ShownEpisode,
    ShownLevel,
    StepDone,
    ZonePlan,
)
from iop_companion.domain.setting_values import Contact, or_default
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.episode_log import all_lines
from iop_companion.services.history import History
from iop_companion.services.own_signs import current_signs
from iop_companion.services.plan_review import ZoneReview, reviewed

if TYPE_CHECKING:
    from iop_companion.domain.ports import Clock
    from iop_companion.services.people import People
    from iop_companion.services.session import VaultSession

DRAFT_SETTING = "plan_draft"
"""Key of the setting that holds what was typed of a zone and not saved."""

MAX_STEPS = 30
"""Steps of a plan; a longer list is no plan."""

MAX_WORDS = 1000
"""Longest text of a zone, in characters."""


@dataclass(frozen=True, slots=True)
class ZoneView:
    """One zone of the plan. ``lost`` are names of its people who are in no list any more.

    ``n_done`` counts the days on which any of its steps was done since it was last reviewed (or
    ever), ``last_done`` is the newest of them; ``step_days`` are those days for each of ``steps``.
    ``review`` counts what came of its level since; ``written_on`` None says that nothing is
    written.
    """

    zone: PlanZone
    steps: tuple[PlanStep, ...] = field(repr=False)
    how_i_know: str = field(default="", repr=False)
    people: tuple[Contact, ...] = field(default=(), repr=False)
    lost: tuple[str, ...] = field(default=(), repr=False)
    to_say: str = field(default="", repr=False)
    signs: tuple[OwnSign, ...] = field(default=(), repr=False)
    written_on: date | None = None
    reviewed_on: date | None = None
    reviewed_with: str = field(default="", repr=False)
    n_done: int = 0
    last_done: date | None = None
    step_days: tuple[int, ...] = ()
    review: ZoneReview = field(default_factory=ZoneReview)


@dataclass(frozen=True, slots=True)
class ZoneDraft:
    """What the editor asks to be kept of a zone; ``people`` are names."""

    zone: PlanZone
    how_i_know: str = field(default="", repr=False)
    steps: tuple[str, ...] = field(default=(), repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)
    to_say: str = field(default="", repr=False)


class MyPlan:
    """Keeps the plan; every change is a version or a step that can be undone."""

    def __init__(
        self, session: VaultSession, people: People, clock: Clock, history: History
    ) -> None:
        """Keep the plan in the vault of ``session``."""
        self._session = session
        self._people = people
        self._clock = clock
        self._history = history

    def zones(self) -> tuple[ZoneView, ...]:
        """Return Calm, Watch and Act as they are written now."""
        people = {person.name or person.number: person for person in self._people.all()}
        today = self._clock.today()
        with self._session.vault.read() as journal:
            written = {one.zone: one for one in journal.all(ZonePlan)}  # the current one is last
            signs = [sign for sign in current_signs(journal) if not sign.is_resting]
            done = journal.all(StepDone)
            shown = all_lines(journal.all(ShownEpisode), journal.all(ShownLevel))
            outcomes = journal.all(EpisodeOutcome)
            steps = {zone: _steps(journal, zone) for zone in PlanZone}
        views = (
            _zone_view(
                zone,
                _as_of(steps[zone], today),
                written.get(zone),
                people,
                [sign for sign in signs if sign.zone is zone],
                [one for one in done if one.zone is zone],
            )
            for zone in PlanZone
        )
        return tuple(
            replace(view, review=reviewed(view.zone, view.reviewed_on, shown, outcomes, done))
            for view in views
        )

    def zone(self, zone: PlanZone) -> ZoneView:
        """Return one zone of :meth:`zones`."""
        return next(one for one in self.zones() if one.zone is zone)

    def steps(self, zone: PlanZone, as_of: date | None = None) -> tuple[PlanStep, ...]:
        """Return the steps of the person's plan for a zone, in their order.

        A tick is for its day: ``done_on`` is ``as_of`` (default: today) or None, so that every
        morning the whole plan stands open again.
        """
        with self._session.vault.read() as journal:
            return _as_of(_steps(journal, zone), as_of or self._clock.today())

    def keep(self, draft: ZoneDraft) -> ChangeSet:
        """Keep a whole zone: words and people as a new version if they changed, steps in place.

        Raises ``KnownProblem``: ``plan_too_long``, ``zone_too_long``.
        """
        if max(map(len, (draft.how_i_know, draft.to_say, *draft.steps))) > MAX_WORDS:
            raise KnownProblem("zone_too_long", most=MAX_WORDS)
        wanted = _tidied(draft.steps)
        with self._session.vault.write() as journal:
            changes = _put_steps(journal, draft.zone, wanted)
            before = _written(journal, draft.zone)
            after = ZonePlan(
                zone=draft.zone,
                written_on=self._clock.today(),
                version=_next_version(journal, draft.zone),
                how_i_know=draft.how_i_know.strip(),
                people=tuple(dict.fromkeys(draft.people)),
                to_say=draft.to_say.strip(),
                reviewed_on=before.reviewed_on if before else None,
                reviewed_with=before.reviewed_with if before else "",
            )
            if changes or not _same(before, after):
                journal.put(after)
                changes = [*changes, Change(before, after)]
        return self._history.remember(ChangeSet("plan_changed", tuple(changes)))

    def set_steps(self, zone: PlanZone, texts: Sequence[str]) -> ChangeSet:
        """Replace the steps of a zone by ``texts``; empty ones drop out.

        A step whose words stay keeps its tick. Raises ``KnownProblem`` ``plan_too_long`` for more
        than 30 steps.
        """
        wanted = _tidied(texts)
        with self._session.vault.write() as journal:
            changes = _put_steps(journal, zone, wanted)
        return self._history.remember(ChangeSet("plan_changed", tuple(changes)))

    def review(self, with_whom: str = "") -> ChangeSet:
        """Keep that the whole plan was gone through today, and with whom.

        Raises ``KnownProblem("zone_too_long")``.
        """
        words = " ".join(with_whom.split())
        if len(words) > MAX_WORDS:
            raise KnownProblem("zone_too_long", most=MAX_WORDS)
        today = self._clock.today()
        changes = []
        with self._session.vault.write() as journal:
            for zone in PlanZone:
                before = _written(journal, zone)
                base = before or ZonePlan(zone, today)
                version = _next_version(journal, zone)
                after = replace(base, version=version, reviewed_on=today, reviewed_with=words)
                if not _same(before, after):
                    journal.put(after)
                    changes.append(Change(before, after))
        return self._history.remember(ChangeSet("plan_reviewed", tuple(changes)))

    def draft(self) -> ZoneDraft | None:
        """Return what was typed of a zone and not saved, or None."""
        with self._session.vault.read() as journal:
            text = journal.setting(DRAFT_SETTING)
        return or_default(_read_draft, text, None)

    def keep_draft(self, draft: ZoneDraft | None) -> None:
        """Keep what stands typed, or drop it; nothing that undo would take back."""
        with self._session.vault.read() as journal:
            before = journal.setting(DRAFT_SETTING)
        text = None if draft is None else json.dumps(to_plain(draft))
        if text == before:
            return
        with self._session.vault.write() as journal:
            if text is not None:
                journal.put(ParticipantSetting(DRAFT_SETTING, text))
            elif before is not None:
                journal.remove(ParticipantSetting(DRAFT_SETTING, before))

    def tick(self, step_id: str, *, done: bool) -> ChangeSet:
        """Tick a step of the plan as done today, or take the tick away.

        What was done is also kept day by day, in the words the step has now. Raises
        ``KnownProblem`` ``unknown_step``.
        """
        today = self._clock.today()
        with self._session.vault.write() as journal:
            before = next((step for step in journal.all(PlanStep) if step.id == step_id), None)
            if before is None:
                raise KnownProblem("unknown_step")
            there = [
                one for one in journal.all(StepDone) if (one.step_id, one.day) == (before.id, today)
            ]
            after = replace(before, done_on=today if done else None)
            if after == before and bool(there) is done:
                return ChangeSet("plan_step_ticked")
            journal.put(after)
            changes = [Change(before, after)]
            if done and not there:
                line = StepDone(RecordId(new_id()), before.id, before.zone, today, before.text)
                journal.put(line)
                changes.append(Change(None, line))
            elif not done:
                for one in there:
                    journal.remove(one)
                    changes.append(Change(one, None))
        return self._history.remember(ChangeSet("plan_step_ticked", tuple(changes)))

    def people(self) -> tuple[Contact, ...]:
        """Return my people, who can be put beside a zone."""
        return self._people.all()


def _read_draft(text: str) -> ZoneDraft:
    """Read a draft; raises ``ValueError`` for what is none."""
    try:
        return from_plain(ZoneDraft, json.loads(text))
    except (TypeError, KeyError) as error:
        raise ValueError("no draft of a zone") from error


def _zone_view(  # noqa: PLR0913, PLR0917 -- the parts of one zone
    zone: PlanZone,
    steps: tuple[PlanStep, ...],
    written: ZonePlan | None,
    people: dict[str, Contact],
    signs: Sequence[OwnSign],
    done: Sequence[StepDone],
) -> ZoneView:
    names = written.people if written else ()
    reviewed_on = written.reviewed_on if written else None
    since = [one for one in done if reviewed_on is None or one.day > reviewed_on]
    days = {one.day for one in since}
    return ZoneView(
        zone=zone,
        steps=steps,
        how_i_know=written.how_i_know if written else "",
        people=tuple(people[name] for name in names if name in people),
        to_say=written.to_say if written else "",
        lost=tuple(name for name in names if name not in people),
        signs=tuple(signs),
        written_on=written.written_on if written else None,
        reviewed_on=reviewed_on,
        reviewed_with=written.reviewed_with if written else "",
        n_done=len(days),
        last_done=max(days, default=None),
        step_days=tuple(
            len({one.day for one in since if one.step_id == step.id}) for step in steps
        ),
    )


def _tidied(texts: Sequence[str]) -> list[str]:
    wanted = [text.strip() for text in texts if text.strip()]
    if len(wanted) > MAX_STEPS:
        raise KnownProblem("plan_too_long", most=MAX_STEPS)
    return wanted


def _put_steps(journal: Journal, zone: PlanZone, wanted: Sequence[str]) -> list[Change]:
    before = list(_steps(journal, zone))
    kept = {step.text: step for step in before}
    after = [_step(kept.pop(text, None), zone, n, text) for n, text in enumerate(wanted)]
    old = {step.id: step for step in before}
    changes = [Change(old.get(step.id), step) for step in after if old.get(step.id) != step]
    staying = {step.id for step in after}
    changes += [Change(step, None) for step in before if step.id not in staying]
    for change in changes:
        if change.after is None:
            journal.remove(change.record)
        else:
            journal.put(change.after)
    return changes


def _written(journal: Journal, zone: PlanZone) -> ZonePlan | None:
    versions = [one for one in journal.all(ZonePlan) if one.zone is zone]
    return versions[-1] if versions else None  # the current one comes last


def _next_version(journal: Journal, zone: PlanZone) -> int:
    return 1 + max((one.version for one in journal.all(ZonePlan) if one.zone is zone), default=0)


def _same(before: ZonePlan | None, after: ZonePlan) -> bool:
    """Whether nothing but version and day of writing would differ."""
    if before is None:
        return not (after.how_i_know or after.people or after.to_say or after.reviewed_on)
    return before == replace(after, version=before.version, written_on=before.written_on)


def _steps(journal: Journal, zone: PlanZone) -> tuple[PlanStep, ...]:
    steps = [step for step in journal.all(PlanStep) if step.zone is zone]
    return tuple(sorted(steps, key=lambda step: step.position))


def _as_of(steps: Sequence[PlanStep], day: date) -> tuple[PlanStep, ...]:
    return tuple(step if step.done_on == day else replace(step, done_on=None) for step in steps)


def _step(known: PlanStep | None, zone: PlanZone, position: int, text: str) -> PlanStep:
    if known is not None:
        return replace(known, position=position)
    return PlanStep(RecordId(new_id()), zone, position, text)
