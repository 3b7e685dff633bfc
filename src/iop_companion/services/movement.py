"""Movement in bouts: several a day, each with its kind, minutes and effort."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import Effort, MovementBout
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.measure import Option
from iop_companion.domain.movement import MovementSum, movement_sum
from iop_companion.domain.observation import TYPED
from iop_companion.domain.ports import Clock, Journal
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.day_values import day_observation, put_day_value
from iop_companion.services.form_drafts import FormName, forget_draft
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

MINUTES = MeasureId("movement_minutes")
KIND = MeasureId("movement_kind")
OTHER = "other"

WEEK = 7
_LONGEST_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class BoutDraft:
    """What the form holds; ``id`` names the bout that it changes, or is ""."""

    movement: str
    minutes: float | None
    effort: Effort | None = None
    note: str = field(default="", repr=False)
    private: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class MovementView:
    """A day's bouts and what the seven days up to it come to.

    ``row_minutes`` is what the row of Today says; it differs where that was typed by itself.
    """

    day: date
    today: date
    bouts: tuple[MovementBout, ...]
    kinds: tuple[Option, ...]
    day_sum: MovementSum
    week_sum: MovementSum
    n_days: int
    row_minutes: float | None = None


class Movement:
    """Reads and keeps bouts; the minutes of a day are the sum of its bouts."""

    def __init__(
        self,
        session: VaultSession,
        clock: Clock,
        measures: MeasureList,
        history: History | None = None,
    ) -> None:
        """Work on the vault that ``session`` has open."""
        self._session = session
        self._clock = clock
        self._measures = measures
        self.history = history or History()

    def day(self, day: date | None = None) -> MovementView:
        """Return the bouts of ``day`` (default: today) with the week that it ends."""
        today = self._clock.today()
        shown = day or today
        first = shown - timedelta(days=WEEK - 1)
        with self._session.vault.read() as journal:
            week = journal.entries(MovementBout, first, shown)
            row = day_observation(journal, self._measures.get(MINUTES), shown)
        of_day = [bout for bout in week if bout.day == shown]
        bouts = tuple(sorted(of_day, key=lambda bout: bout.recorded_at))
        value = row.value if row is not None else None
        return MovementView(
            day=shown,
            today=today,
            bouts=bouts,
            kinds=self._measures.get(KIND).options,
            day_sum=movement_sum(bouts),
            week_sum=movement_sum(week),
            n_days=len({bout.day for bout in week}),
            row_minutes=float(value) if isinstance(value, int | float) else None,
        )

    def keep(self, day: date, draft: BoutDraft) -> ChangeSet:
        """Add a bout, or change one; minutes that stood on the row alone become a bout first.

        Raises ``KnownProblem``: ``future_day``, ``bout_needs_minutes``.
        """
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        if draft.minutes is None or not 0 < draft.minutes <= _LONGEST_MIN:
            raise KnownProblem("bout_needs_minutes")
        minutes = draft.minutes

        def save(journal: Journal) -> tuple[Change, ...]:
            there = journal.entries(MovementBout, day, day)
            before = next((bout for bout in there if bout.id == draft.id), None)
            changes = [] if there else self._of_the_row(journal, day)
            now, movement = self._clock.now(), draft.movement.strip() or OTHER
            base = before or MovementBout(
                id=RecordId(new_id()), day=day, recorded_at=now, movement=movement, minutes=minutes
            )
            fresh = replace(  # what the form does not ask stays as it was
                base,
                recorded_at=now,
                zone=self._clock.zone_name(),
                source=TYPED,
                movement=movement,
                minutes=minutes,
                effort=draft.effort,
                note=draft.note,
                private=draft.private,
            )
            journal.put(fresh)
            changes.append(Change(before, fresh))
            forget_draft(journal, FormName.MOVEMENT, day, self._clock)
            return (*changes, *self.follow(journal, day))

        return self.history.remember(ChangeSet("bout_kept", self._session.saved(save)))

    def remove(self, bout: MovementBout) -> ChangeSet:
        """Move a bout to the trash; the day's minutes are those of the others."""

        def save(journal: Journal) -> tuple[Change, ...]:
            journal.remove(bout)
            return (Change(bout, None), *self.follow(journal, bout.day))

        return self.history.remember(ChangeSet("bout_removed", self._session.saved(save)))

    def _of_the_row(self, journal: Journal, day: date) -> list[Change]:
        """Make a bout of what the row of Today says, so that a further one adds to it."""
        row = day_observation(journal, self._measures.get(MINUTES), day)
        kind = day_observation(journal, self._measures.get(KIND), day)
        if row is None or not isinstance(row.value, int | float) or row.value <= 0:
            return []
        bout = MovementBout(
            id=RecordId(new_id()),
            day=day,
            recorded_at=row.recorded_at,
            zone=row.zone,
            source=row.source,
            movement=kind.value if kind is not None and isinstance(kind.value, str) else OTHER,
            minutes=float(row.value),
        )
        journal.put(bout)
        return [Change(None, bout)]

    def follow(self, journal: Journal, day: date) -> list[Change]:
        """Make the rows of Today say what the bouts of ``day`` come to, within a write."""
        bouts = journal.entries(MovementBout, day, day)
        total = round(sum(bout.minutes for bout in bouts))
        minutes, kind = self._measures.get(MINUTES), self._measures.get(KIND)
        known = {option.id for option in kind.options}
        longest = max(bouts, key=lambda bout: bout.minutes).movement if bouts else None
        if longest is not None and longest not in known:
            longest = OTHER
        value = float(min(total, _LONGEST_MIN)) if bouts else None
        changed = (
            put_day_value(journal, minutes, value, day, self._clock),
            put_day_value(journal, kind, longest, day, self._clock),
        )
        return [change for change in changed if change is not None]


def as_draft(bout: MovementBout) -> BoutDraft:
    """Return the form of a bout that is there."""
    draft = BoutDraft(bout.movement, bout.minutes, bout.effort, bout.note, bout.private)
    return replace(draft, id=str(bout.id))
