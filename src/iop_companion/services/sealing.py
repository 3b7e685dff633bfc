"""Checking in while locked: sealed at once, taken in as an ordinary entry at the next unlocking.

While locked, a page asks ``is_on()``, shows the ``blank()`` day, and hands what is written to
``seal(draft)``, again under the same name as it grows; nothing older can be shown, since nothing
can be read. After every unlocking ``take_in()`` is called on the store thread, its changes are
announced to the hub, and ``words()`` of what came in are said with an undo.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo
from typing import Any

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Value
from iop_companion.domain.observation import program_day
from iop_companion.domain.ports import Clock, SealedBoxes
from iop_companion.domain.records import ParticipantSetting
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.check_ins import CheckIns
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList
from iop_companion.services.session import VaultSession
from iop_companion.services.views import CheckInDraft, DayView

_TAKEN = "sealed_taken"
"""Setting: names of boxes whose values are saved, written with them; the files may still lie."""

_UNFIT = frozenset({"values_refused", "unknown_measure", "future_day"})
"""Problems that will not go away by trying again."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came in. ``n_kept`` could not be read or did not fit; their files are kept.

    ``is_seal_new`` says that the public key beside the vault was not this vault's any more: after a
    restore, or because somebody put theirs there to read what is written while locked.
    """

    changes: ChangeSet = field(default_factory=lambda: ChangeSet("check_in_saved"))
    n_taken: int = 0
    n_kept: int = 0
    is_seal_new: bool = False

    def words(self) -> str:
        """Return what to tell the person; "" if there is nothing to tell."""
        parts = []
        if n := self.n_taken:
            words = ngettext(
                "{n} check-in that was written while locked is in your diary now.",
                "{n} check-ins that were written while locked are in your diary now.",
                n,
            )
            parts.append(words.format(n=n))
        if self.n_kept:
            words = ngettext(
                "{n} check-in could not be taken in; its file is kept.",
                "{n} check-ins could not be taken in; their files are kept.",
                self.n_kept,
            )
            parts.append(words.format(n=self.n_kept))
        if self.is_seal_new:
            parts.append(
                _(
                    "The key for writing while locked had been changed and is right again. If you "
                    "did not restore a backup, someone else may have read what you wrote while "
                    "locked."
                )
            )
        return " ".join(parts)


class SealedCheckIns:
    """Seals while locked, takes in once unlocked."""

    def __init__(
        self,
        session: VaultSession,
        boxes: SealedBoxes,
        measures: MeasureList,
        clock: Clock,
        history: History,
    ) -> None:
        """Seal for the vault of ``session``."""
        self._session = session
        self._boxes = boxes
        self._measures = measures
        self._clock = clock
        self._history = history

    def is_on(self) -> bool:
        """Whether Today can be filled in while locked; light, needs no unlocking."""
        return self._boxes.is_on(self._session.folder)

    def switch(self, *, on: bool) -> None:
        """Choose it or choose it away; raises ``KnownProblem("locked")``."""
        _vault = self._session.vault
        self._boxes.switch(self._session.folder, on=on)

    def blank(self) -> DayView:
        """Return today without anything in it, with the rows that the catalogue asks.

        Which rows the person chose is a secret of the vault, so these are the same for everyone.
        """
        today = self._clock.today()
        return DayView(today, today, self._measures.rows(), {})

    def seal(self, draft: CheckInDraft, name: str = "") -> str:
        """Keep ``draft`` so that only the open vault can read it; it is on the disk on return.

        Returns the name of its box; with that ``name`` a later state takes the place of an earlier
        one. Raises ``KnownProblem``: ``sealing_off``, ``empty_check_in``, ``future_day``,
        ``sealed_too_much``, those of the disk. Whether values fit is asked on taking in.
        """
        if draft.day > self._clock.today():
            raise KnownProblem("future_day", day=draft.day.isoformat())
        if not draft.values:
            raise KnownProblem("empty_check_in")
        return self._boxes.seal(self._session.folder, self._told(draft), name)

    def take_back(self, name: str) -> None:
        """Throw away what was sealed under ``name``; needs no unlocking."""
        self._boxes.drop(self._session.folder, name)

    def take_in(self) -> TakenIn:
        """Save everything that waits, each once, as of the time it was written.

        All of it is one step to undo. A value that the vault got later for the same day and moment
        stays. Raises ``KnownProblem``: ``locked``, those of saving; what was not saved waits on.
        """
        vault, folder = self._session.vault, self._session.folder
        if vault.is_read_only:
            return TakenIn()
        is_seal_new = self.is_on() and self._boxes.switch(folder, on=True)
        names = self._boxes.waiting(folder)
        with vault.read() as journal:
            taken = _names(journal.setting(_TAKEN))
        outcomes: list[ChangeSet | None] = []
        try:
            outcomes.extend(self._take(name, taken) for name in names)
        finally:  # what came in before a failure can be undone as well
            whole = tuple(change for one in outcomes if one for change in one.changes)
            changes = self._history.remember(ChangeSet("check_in_saved", whole))
        n_taken = sum(bool(one) for one in outcomes)
        return TakenIn(changes, n_taken, outcomes.count(None), is_seal_new)

    def _take(self, name: str, taken: set[str]) -> ChangeSet | None:
        """Take one box in, and return what changed; None if it was set aside."""
        folder = self._session.folder
        if name in taken:  # saved, but the program ended before the file was deleted
            self._boxes.drop(folder, name)
            return ChangeSet("check_in_saved")
        content = self._boxes.opened(folder, name)
        try:
            read = None if content is None else _read(content)
        except (ValueError, KeyError, TypeError, AttributeError):
            read = None
        try:
            changes = None if read is None else self._save(name, *read, taken)
        except KnownProblem as problem:
            if problem.code not in _UNFIT:
                raise
            changes = None
        if changes is None:
            self._boxes.set_aside(folder, name)
        else:
            taken.add(name)
            self._boxes.drop(folder, name)
        return changes

    def _save(self, name: str, draft: CheckInDraft, then: _Then, taken: set[str]) -> ChangeSet:
        check_ins = CheckIns(self._session, then, History(), self._measures)
        still_there = set(self._boxes.waiting(self._session.folder))
        with self._session.vault.write() as journal:
            there = journal.observations(draft.day, draft.day, measures=list(draft.values))
            newer = {
                part.measure_id
                for part in there
                if part.moment == draft.moment and part.recorded_at > then.now()
            }
            values = {key: value for key, value in draft.values.items() if key not in newer}
            kept = json.dumps(sorted((taken & still_there) | {name}))
            journal.put(ParticipantSetting(_TAKEN, kept))
            if not values:
                return ChangeSet("check_in_saved", ())
            kept_draft = journal.draft(draft.day)
            changes = check_ins.record(replace(draft, values=values))
            if kept_draft is not None:  # an unfinished form of that day is not this one's
                journal.keep_draft(kept_draft)
        return changes

    def _told(self, draft: CheckInDraft) -> bytes:
        return json.dumps(
            {
                "day": draft.day.isoformat(),
                "values": {key: _plain(value) for key, value in draft.values.items()},
                "moment": None if draft.moment is None else draft.moment.isoformat(),
                "private": sorted(draft.private),
                "at": self._clock.now().isoformat(),
                "zone": self._clock.zone_name(),
            }
        ).encode()


class _Then:
    """The clock of the moment at which a check-in was written."""

    def __init__(self, instant: datetime, zone: str) -> None:
        self._instant = instant
        self._zone = zone

    def now(self) -> datetime:
        return self._instant

    def today(self) -> date:
        return program_day(self._instant)

    def zone_name(self) -> str:
        return self._zone

    def zone(self) -> tzinfo:
        zone = self._instant.tzinfo
        assert zone is not None  # checked on reading
        return zone


def _read(content: bytes) -> tuple[CheckInDraft, _Then]:
    """Raises ``ValueError``, ``KeyError``, ``TypeError`` or ``AttributeError`` for what is none."""
    raw: Mapping[str, Any] = json.loads(content)
    at = datetime.fromisoformat(raw["at"])
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    moment = raw["moment"]
    values = {MeasureId(str(key)): _value(value) for key, value in raw["values"].items()}
    draft = CheckInDraft(
        day=date.fromisoformat(raw["day"]),
        values={key: value for key, value in values.items() if value is not None},
        moment=None if moment is None else time.fromisoformat(moment),
        private=frozenset(MeasureId(str(key)) for key in raw["private"]),
    )
    if not draft.values:
        raise ValueError("an empty check-in")
    return draft, _Then(at, str(raw["zone"]))


def _plain(value: Value | None) -> object:
    return list(value) if isinstance(value, tuple) else value


def _value(raw: Any) -> Value | None:
    if isinstance(raw, list):
        return tuple(str(tag) for tag in raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | None):
        raise TypeError("no value of a measure")
    return float(raw) if isinstance(raw, int) else raw


def _names(text: str | None) -> set[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return set()
    return {str(name) for name in found} if isinstance(found, list) else set()
