"""The check-in: one day's values, recorded, amended, cleared, and kept as a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from iop_companion.catalog.value_words import refusal
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.clock_doubt import clock_doubt
from iop_companion.domain.day_values import day_value
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Measure, UnfitValue, Value
from iop_companion.domain.observation import Observation, observe
from iop_companion.domain.ports import Clock, Journal
from iop_companion.domain.setting_values import WRITTEN_LATER, written_later
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.day_drafts import drop_form, form_draft, keep_form
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList
from iop_companion.services.session import VaultSession
from iop_companion.services.views import CheckInDraft, DayView, Moment, ShownValue

GAP_DAYS = 7
"""How far back Today looks for a day without an entry to offer."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that was not taken, and why, in words that do not repeat it."""

    measure_id: MeasureId
    reason: str


class CheckIns:
    """Reads and writes days. Every write returns what changed and can be undone."""

    def __init__(
        self, session: VaultSession, clock: Clock, history: History, measures: MeasureList
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._history = history
        self._measures = measures
        self._meant: set[date] = set()

    def day(self, day: date | None = None) -> DayView:
        """Return one day (default: today) with its values, its draft and the newest gap."""
        today = self._clock.today()
        shown = day or today
        with self._session.vault.read() as journal:
            parts = _by_measure(journal.observations(first=shown, last=shown))
            values = {
                measure.id: value
                for measure in self._measures.all()  # a value of no known measure stays unshown
                if measure.id in parts
                and (value := self._shown(journal, measure, parts[measure.id])) is not None
            }
            draft = form_draft(journal.draft(shown))
            gap = _newest_gap(journal, today)
            later = written_later(journal.setting(WRITTEN_LATER))
            doubt = clock_doubt(journal.last_written(), self._clock.now(), self._clock.zone_name())
        return DayView(
            day=shown,
            today=today,
            rows=self._measures.rows(),
            values=values,
            draft=draft.body if draft else None,
            draft_saved_at=draft.saved_at if draft else None,
            gap=gap,
            moments=_moments(parts),
            is_written_later=shown in later,
            doubt=doubt,
        )

    def newest_day(self) -> date:
        """Return the newest day that can be answered: after midnight, the new day may be chosen."""
        return max(self._clock.today(), self._clock.now().date())

    def allow(self, day: date) -> None:
        """Let ``day`` be answered though it is still to come: the person was asked and means it."""
        self._meant.add(day)

    def is_to_come(self, day: date) -> bool:
        """Whether ``day`` lies in the future by this clock and was not allowed all the same."""
        return day > self.newest_day() and day not in self._meant

    def refusals(self, draft: CheckInDraft) -> list[Refusal]:
        """Return every value of ``draft`` that does not fit its measure; empty means all fit."""
        refused = []
        for measure_id, value in draft.values.items():
            try:
                measure = self._measures.get(measure_id)
                if value is not None:
                    measure.fitted(value)
            except UnfitValue as unfit:
                refused.append(Refusal(measure_id, refusal(unfit)))
        return refused

    def record(self, draft: CheckInDraft) -> ChangeSet:
        """Save ``draft`` in one transaction and drop the day's kept draft with it.

        Raises ``KnownProblem`` (``future_day``, ``empty_check_in``, ``values_refused``,
        ``unknown_measure``); then nothing is saved. Values equal to what is there change nothing.
        """
        if self.is_to_come(draft.day):
            raise KnownProblem("future_day", day=draft.day.isoformat())
        if not draft.values:
            raise KnownProblem("empty_check_in")
        if refused := self.refusals(draft):
            raise KnownProblem("values_refused", list=" ".join(item.reason for item in refused))
        measures = {measure_id: self._measures.get(measure_id) for measure_id in draft.values}
        now = self._clock.now()

        def save(journal: Journal) -> list[Change]:
            there = _by_measure(journal.observations(draft.day, draft.day, measures=list(measures)))
            changes = [
                change
                for measure_id, value in draft.values.items()
                for change in self._changes(
                    draft, measures[measure_id], value, there.get(measure_id, []), now
                )
            ]
            _apply(journal, changes)
            if draft.moment is None:
                drop_form(journal, draft.day)
            return changes

        changes = self._session.saved(save)
        label = "check_in_saved" if draft.moment is None else "moment_saved"
        return self._history.remember(ChangeSet(label, tuple(changes)))

    def save_moment(self, draft: CheckInDraft, old_time: time | None = None) -> ChangeSet:
        """Save a moment of a day beside the others; ``old_time`` names the one that is amended.

        A new moment never takes the place of another: where there is one at that very time, it
        comes a second later. What an amended moment no longer says is cleared. Raises as
        :meth:`record`; a moment without any value left is removed.
        """
        assert draft.moment is not None
        if self.is_to_come(draft.day):
            raise KnownProblem("future_day", day=draft.day.isoformat())
        if refused := self.refusals(draft):
            raise KnownProblem("values_refused", list=" ".join(item.reason for item in refused))
        if old_time is None and all(value is None for value in draft.values.values()):
            raise KnownProblem("empty_check_in")
        changes = self._session.saved(lambda journal: self._put_moment(journal, draft, old_time))
        return self._history.remember(ChangeSet("moment_saved", tuple(changes)))

    def remove_moment(self, day: date, at: time) -> ChangeSet:
        """Move what was recorded for one time of ``day`` to the trash, as one step."""
        return self._removed("moment_removed", day, lambda part: part.moment == at)

    def remove_day(self, day: date) -> ChangeSet:
        """Move every value of ``day`` to the trash, as one step that can be undone."""
        return self._removed("day_removed", day, lambda _part: True)

    def keep_draft(self, day: date, body: str) -> datetime:
        """Keep an unsaved form inside the vault, one a day; returns when it was kept."""
        now = self._clock.now()
        self._session.saved(lambda journal: keep_form(journal, day, body, now))
        return now

    def drop_draft(self, day: date) -> None:
        """Forget the draft of ``day``, if there is one."""
        self._session.saved(lambda journal: drop_form(journal, day))

    def _removed(self, label: str, day: date, is_meant: Callable[[Observation], bool]) -> ChangeSet:
        def remove(journal: Journal) -> list[Change]:
            found = journal.observations(day, day)
            changes = [Change(part, None) for part in found if is_meant(part)]
            _apply(journal, changes)
            return changes

        return self._history.remember(ChangeSet(label, tuple(self._session.saved(remove))))

    def _put_moment(
        self, journal: Journal, draft: CheckInDraft, old_time: time | None
    ) -> list[Change]:
        assert draft.moment is not None
        there = [one for one in journal.observations(draft.day, draft.day) if one.moment]
        taken = {one.moment for one in there if one.moment != old_time}
        old = {one.measure_id: one for one in there if one.moment == old_time}
        wanted = {name: value for name, value in draft.values.items() if value is not None}
        changes = [Change(one, None) for name, one in old.items() if name not in wanted]
        for name, value in wanted.items():
            fresh = observe(
                self._measures.get(name),
                value,
                day=draft.day,
                recorded_at=self._clock.now(),
                moment=_free(draft.moment, taken),
                zone=self._clock.zone_name(),
            )
            before = old.get(name)
            if before is None:
                changes.append(Change(None, fresh))
            elif (before.value, before.moment) != (fresh.value, fresh.moment):
                kept = replace(fresh, id=before.id, private=before.private, note=before.note)
                changes.append(Change(before, kept))
        _apply(journal, changes)
        return changes

    def _shown(
        self, journal: Journal, measure: Measure, parts: Sequence[Observation]
    ) -> ShownValue | None:
        newest = max(part.measure_version for part in parts)
        asked_as = self._measures.asked_as(measure, newest)
        if any(self._measures.asked_as(measure, part.measure_version) for part in parts):
            # a mean over two scales would mean nothing
            parts = [part for part in parts if part.measure_version == newest]
        value = day_value(asked_as or measure, parts)
        if value is None:
            return None
        changed = [
            version.replaced_at.date()
            for part in parts
            for version in journal.past_versions(part.id)
        ]
        return ShownValue(
            value=value.value,
            private=any(part.private for part in parts),
            n_moments=value.n_moments,
            is_late=value.is_late,
            is_imported=value.is_imported,
            is_paper=value.is_paper,
            changed_on=max(changed, default=None),
            recorded_at=max(part.recorded_at for part in parts),
            asked_as=asked_as,
        )

    def _changes(
        self,
        draft: CheckInDraft,
        measure: Measure,
        value: Value | None,
        there: Sequence[Observation],
        now: datetime,
    ) -> list[Change]:
        same_slot = [part for part in there if part.moment == draft.moment]
        if value is None:
            cleared = there if draft.moment is None else same_slot
            return [Change(part, None) for part in cleared]
        fitted = measure.fitted(value)
        private = measure.id in draft.private
        if draft.moment is None and not private and self._says(measure, there, fitted):
            return []
        if not same_slot:
            fresh = observe(
                measure,
                fitted,
                day=draft.day,
                recorded_at=now,
                moment=draft.moment,
                source=draft.source,
                private=private,
                zone=self._clock.zone_name(),
            )
            return [Change(None, fresh)]
        old = same_slot[-1]
        amended = replace(
            old.with_value(fitted, now),
            measure_version=measure.version,
            source=draft.source,
            private=private or old.private,
            zone=self._clock.zone_name(),
        )
        is_same = old.value == fitted and old.private == amended.private
        asked_alike = self._measures.asked_as(measure, old.measure_version) is None
        return [] if is_same and asked_alike else [Change(old, amended)]

    def _says(self, measure: Measure, there: Sequence[Observation], value: Value) -> bool:
        """Whether the day says ``value`` already, in answer to the same question."""
        shown = day_value(measure, there)
        if shown is None or shown.value != value:
            return False
        return all(self._measures.asked_as(measure, one.measure_version) is None for one in there)


def _apply(journal: Journal, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.after is not None:
            journal.put(change.after)
        elif change.before is not None:
            journal.remove(change.before)


def _moments(parts: Mapping[MeasureId, Sequence[Observation]]) -> tuple[Moment, ...]:
    values: defaultdict[time, dict[MeasureId, Value]] = defaultdict(dict)
    for observations in parts.values():
        for part in observations:
            if part.moment is not None:
                values[part.moment][part.measure_id] = part.value
    return tuple(Moment(at, values[at]) for at in sorted(values))


def _free(wanted: time, taken: Collection[time | None]) -> time:
    """Return ``wanted``, or the next second of the day that no other moment has."""
    moment = wanted
    while moment in taken:
        later = datetime.combine(date.min, moment) + timedelta(seconds=1)
        moment = later.time()
    return moment


def _by_measure(observations: Sequence[Observation]) -> Mapping[MeasureId, list[Observation]]:
    parts: defaultdict[MeasureId, list[Observation]] = defaultdict(list)
    for observation in observations:
        parts[observation.measure_id].append(observation)
    return parts


def _newest_gap(journal: Journal, today: date) -> date | None:
    recent = [today - timedelta(days=back) for back in range(1, GAP_DAYS + 1)]
    filled = {part.day for part in journal.observations(first=recent[-1], last=today)}
    first_ever = journal.first_day()
    if first_ever is None:
        return None
    return next((day for day in recent if day not in filled and day > first_ever), None)
