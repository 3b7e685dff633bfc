"""Undo and redo of whole operations: what a write changed is remembered and can be replayed.

Memory only, because it holds private values; emptied on lock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from enum import Enum, auto
from itertools import groupby

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.ids import ObservationId
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Journal, OpenVault
from iop_companion.foundation.errors import KnownProblem

DEPTH = 100
"""How many operations can be taken back."""

MANY = 100
"""From so many observations in a row on, writing them at once is quicker (imports)."""


class History:
    """Two stacks of change sets. Every undo and redo is a write like any other and is announced."""

    def __init__(self) -> None:
        """Begin with nothing to undo."""
        self._done: deque[ChangeSet] = deque(maxlen=DEPTH)
        self._undone: list[ChangeSet] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def undo_label(self) -> str:
        """The code of the operation that undo would take back, or ""."""
        return self._done[-1].label if self._done else ""

    def remember(self, changes: ChangeSet) -> ChangeSet:
        """Keep what an operation changed (an empty set is not kept) and return it."""
        if changes:
            self._done.append(changes)
            self._undone.clear()
        return changes

    def undo(self, vault: OpenVault) -> ChangeSet:
        """Take back the newest operation; raises ``KnownProblem`` if there is none."""
        if not self._done:
            raise KnownProblem("nothing_to_undo")
        taken_back = self._done[-1].reversed()
        _replay(vault, taken_back)
        self._undone.append(self._done.pop())
        return taken_back

    def undo_if_newest(self, changes: ChangeSet, vault: OpenVault) -> ChangeSet:
        """Take back ``changes``, but nothing that came after them.

        Raises ``KnownProblem`` ``changed_since`` when they are not the newest operation any more.
        """
        if not self._done or self._done[-1] is not changes:
            raise KnownProblem("changed_since")
        return self.undo(vault)

    def redo(self, vault: OpenVault) -> ChangeSet:
        """Do again what was taken back last; raises ``KnownProblem`` if there is nothing."""
        if not self._undone:
            raise KnownProblem("nothing_to_redo")
        again = self._undone[-1]
        _replay(vault, again)
        self._done.append(self._undone.pop())
        return again

    def forget(self, ids: Collection[ObservationId]) -> None:
        """Forget every state of these observations, so that no undo brings one of them back.

        Used when an old value is erased. The other changes of an operation stay as they were.
        """
        done = [_without(changes, ids) for changes in self._done]
        undone = [_without(changes, ids) for changes in self._undone]
        self._done = deque((one for one in done if one), maxlen=DEPTH)
        self._undone = [one for one in undone if one]

    def clear(self) -> None:
        """Forget everything (on lock)."""
        self._done.clear()
        self._undone.clear()


def _replay(vault: OpenVault, changes: ChangeSet) -> None:
    """Write what each change says; many observations that come or go in a row are one write."""
    with vault.write() as journal:
        for way, group in groupby(changes.changes, key=_way):
            run = tuple(group)
            found = [change.record for change in run if isinstance(change.record, Observation)]
            if way is _Way.SINGLY or len(run) < MANY:
                _one_by_one(journal, run)
            elif way is _Way.COME:
                journal.put_many(found)
            else:
                journal.remove_many(found)


def _without(changes: ChangeSet, ids: Collection[ObservationId]) -> ChangeSet:
    kept = tuple(
        change
        for change in changes.changes
        if not (isinstance(change.record, Observation) and change.record.id in ids)
    )
    return changes if len(kept) == len(changes.changes) else ChangeSet(changes.label, kept)


class _Way(Enum):
    """What becomes of an observation; anything else is written by itself."""

    COME = auto()
    GO = auto()
    SINGLY = auto()


def _way(change: Change) -> _Way:
    if not isinstance(change.record, Observation):
        return _Way.SINGLY
    if change.after is None:
        return _Way.GO
    return _Way.COME if change.before is None else _Way.SINGLY


def _one_by_one(journal: Journal, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.after is None:
            journal.remove(change.record)
        else:
            journal.put(change.after)
