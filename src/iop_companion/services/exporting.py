"""Saving the vault's contents as files that other programs, and this one, can read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from iop_companion.domain.diary_entries import ENTRY_KINDS
from iop_companion.domain.import_preview import FullContent
from iop_companion.domain.measure import Measure
from iop_companion.domain.ports import Clock, DataWriter, FileLocker, Journal
from iop_companion.domain.private import Secret
from iop_companion.domain.records import (
    EpisodeOutcome,
    ImportBatch,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    Record,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.untrusted_file import open_untrusted
from iop_companion.services import my_plan, own_signs
from iop_companion.services.file_writing import write_once
from iop_companion.services.form_drafts import FormName
from iop_companion.services.measures import MeasureList
from iop_companion.services.restoring import RESTORED_PREFIX
from iop_companion.services.session import VaultSession
from iop_companion.services.views import SavedFile

_KINDS: tuple[type[Record], ...] = (
    Measure,
    SessionDate,
    ImportBatch,
    PlanStep,
    PanelAnswer,
    ShownLevel,
    OwnSign,
    SignTick,
    SetAside,
    ZoneSaid,
    ZonePlan,
    StepDone,
    ShownEpisode,
    EpisodeOutcome,
    UsualOffer,
    ParticipantSetting,
    *ENTRY_KINDS.values(),
)

_DRAFTS = {*FormName, my_plan.DRAFT_SETTING, own_signs.DRAFT_SETTING}
"""Settings that hold what stands typed in a form and is not saved."""

_LOCKED_LIMIT_MIB = 1024


class Exporting:
    """Writes the tidy CSV and the full JSON, under a passphrase if one is given.

    Without one the files are not protected: the caller says so.
    """

    def __init__(
        self,
        session: VaultSession,
        measures: MeasureList,
        writer: DataWriter,
        clock: Clock,
        locker: FileLocker,
    ) -> None:
        """Write what ``session`` has open, by ``writer``, and lock it by ``locker``."""
        self._locker = locker
        self._session = session
        self._measures = measures
        self._writer = writer
        self._clock = clock

    def csv(
        self,
        path: Path,
        first: date | None = None,
        last: date | None = None,
        replace: bool = False,  # noqa: FBT001, FBT002 -- the contract
        passphrase: Secret | None = None,
    ) -> SavedFile:
        """Save every value of ``first`` to ``last``, both included, as tidy CSV in the long form.

        With a ``passphrase`` the file is locked, and opens again by :meth:`open_locked`.

        Raises ``KnownProblem``: ``empty_period``, ``locked``, and those of writing a file.
        """
        if first is not None and last is not None and first > last:
            raise KnownProblem("empty_period")
        with self._session.vault.read() as journal:
            observations = journal.observations(first, last)
        content = self._writer.csv(observations, self._measures.all())
        write_once(path, self._locked(content, passphrase), replace)
        return SavedFile(str(path), None, len(observations))

    def json(
        self,
        path: Path,
        replace: bool = False,  # noqa: FBT001, FBT002 -- the contract
        passphrase: Secret | None = None,
    ) -> SavedFile:
        """Save everything the vault holds, so that it can be put into another one.

        With a ``passphrase`` the file is locked, and opens again by :meth:`open_locked`.

        Raises ``KnownProblem``: ``locked``, and those of writing a file.
        """
        with self._session.vault.read() as journal:
            content = full_content(journal)
        write_once(path, self._locked(self._writer.json(content), passphrase), replace)
        return SavedFile(str(path), None, len(content.observations))

    def open_locked(
        self,
        source: Path,
        target: Path,
        passphrase: Secret,
        replace: bool = False,  # noqa: FBT001, FBT002 -- the contract
    ) -> SavedFile:
        """Write what the locked file ``source`` holds to ``target``; needs no vault.

        Raises ``KnownProblem``: ``file_not_locked``, ``wrong_file_passphrase``, those of reading
        and of writing a file.
        """
        with open_untrusted(source, limit_mib=_LOCKED_LIMIT_MIB) as stream:
            content = stream.read()
        write_once(target, self._locker.opened(content, passphrase), replace)
        return SavedFile(str(target), None, 0)

    def _locked(self, content: bytes, passphrase: Secret | None) -> bytes:
        return content if passphrase is None else self._locker.locked(content, passphrase)


def full_content(journal: Journal) -> FullContent:
    """Return everything a vault holds but its drafts."""
    return FullContent(
        observations=journal.observations(),
        past_versions=journal.all_past_versions(),
        trash=journal.trash(),
        records=_records(journal),
        past_entries=journal.past_entries(),
        trashed_entries=journal.trashed_entries(),
    )


def _records(journal: Journal) -> list[Record]:
    """Return all small records but drafts and the book-keeping of restored exports.

    That an export was restored here is a fact of this vault, not of the person; without it,
    exporting, importing and exporting again gives the same file.
    """
    restored = {
        setting.key.removeprefix(RESTORED_PREFIX)
        for setting in journal.all(ParticipantSetting)
        if setting.key.startswith(RESTORED_PREFIX)
    }
    return [
        record
        for kind in _KINDS
        for record in journal.all(kind)
        if not (isinstance(record, ImportBatch) and record.id in restored)
        and not (isinstance(record, ParticipantSetting) and _is_of_this_vault(record.key))
    ]


def _is_of_this_vault(key: str) -> bool:
    return key in _DRAFTS or key.startswith(RESTORED_PREFIX)
