"""What was removed and can still be put back: nothing the person wrote goes at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iop_companion.catalog.catalog import Catalog
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.diary_entries import DiaryEntry, MovementBout, UseAmount
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Clock, Journal
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.backing_up import TRASH_KEPT
from iop_companion.services.measures import MeasureList
from iop_companion.services.movement import Movement
from iop_companion.services.single_uses import SingleUses
from iop_companion.services.trash_words import TrashNames, removed_words

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

MOST_SHOWN = 100
"""The newest so many are listed; an import that was taken back can be thousands."""


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was removed: what it is in words, and the day it is deleted for good."""

    record: Observation | DiaryEntry = field(repr=False)
    title: str = field(repr=False)
    day: date
    removed_on: date
    kept_until: date


@dataclass(frozen=True, slots=True)
class TrashView:
    """The newest of what was removed, and how many older ones there are."""

    today: date
    removed: tuple[Removed, ...] = ()
    n_more: int = 0


class Followed(NamedTuple):
    """What the rows of Today follow."""

    movement: Movement
    single_uses: SingleUses


class Trash:
    """Lists what was removed in the last 30 days and puts it back."""

    def __init__(
        self,
        session: VaultSession,
        clock: Clock,
        catalog: Catalog,
        measures: MeasureList,
        followed: Followed,
    ) -> None:
        """Work on the vault that ``session`` has open.

        Rows of Today follow what is put back, as ``followed`` has it.
        """
        self._session = session
        self._clock = clock
        self._catalog = catalog
        self._measures = measures
        self._followed = followed
        self._history = followed.movement.history

    def view(self) -> TrashView:
        """Return what was removed, newest first; skills let go while under way are not told."""
        today, zone = self._clock.today(), self._clock.zone()
        with self._session.vault.read() as journal:
            found = [one for one in journal.removed() if not _is_under_way(one.record)]
            names = TrashNames.of(journal, self._catalog, self._measures)
        shown = tuple(
            Removed(
                one.record,
                removed_words(one.record, names),
                one.record.day,
                one.removed_at.astimezone(zone).date(),
                (one.removed_at + TRASH_KEPT).astimezone(zone).date(),
            )
            for one in found[:MOST_SHOWN]
        )
        return TrashView(today, shown, len(found) - len(shown))

    def put_back(self, record: Observation | DiaryEntry) -> ChangeSet:
        """Put something back where it was, with its note and its mark.

        Raises ``KnownProblem``: ``removed_gone`` where it is not in the trash any more,
        ``slot_taken`` where something else stands in its place by now.
        """

        def save(journal: Journal) -> tuple[Change, ...]:
            if all(one.record.id != record.id for one in journal.removed()):
                raise KnownProblem("removed_gone")
            if _is_taken(journal, record):
                raise KnownProblem("slot_taken")
            journal.put(record)
            changes: tuple[Change, ...] = (Change(None, record),)
            if isinstance(record, MovementBout):
                changes += tuple(self._followed.movement.follow(journal, record.day))
            if isinstance(record, UseAmount):
                changes += tuple(self._followed.single_uses.follow(journal, record))
            return changes

        return self._history.remember(ChangeSet("put_back", self._session.saved(save)))


def _is_under_way(record: Observation | DiaryEntry) -> bool:
    return isinstance(record, DiaryEntry) and record.is_under_way


def _is_taken(journal: Journal, record: Observation | DiaryEntry) -> bool:
    """Whether something else stands where ``record`` stood."""
    if isinstance(record, Observation):
        there = journal.observations(record.day, record.day, measures=[record.measure_id])
        return any(one.slot == record.slot for one in there)
    return any(one.place == record.place for one in journal.entries(type(record)))
