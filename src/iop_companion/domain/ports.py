"""What services need from the outer parts, as Protocols; ``bootstrap`` hands in the real ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import IntFlag
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from iop_companion.domain.diary_entries import DiaryEntry
from iop_companion.domain.ids import ImportId, MeasureId, ObservationId, RecordId
from iop_companion.domain.observation import Observation
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PastVersion, Record
from iop_companion.domain.vault_keys import KeySlot, NewKeys

if TYPE_CHECKING:
    from iop_companion.domain.backup import (
        Backup,
        BackupFacts,
        BackupReason,
        KeptAside,
        RescueStage,
    )
    from iop_companion.domain.clock_doubt import Written
    from iop_companion.domain.diary_card import DiaryCard
    from iop_companion.domain.diary_entries import PastEntry
    from iop_companion.domain.import_preview import FileContents, FullContent, ImportMapping
    from iop_companion.domain.locked_copy import LockedCopy
    from iop_companion.domain.measure import Measure
    from iop_companion.domain.plan_on_paper import PlanOnPaper, WalletCard
    from iop_companion.domain.summary import Summary

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=DiaryEntry)


class Clock(Protocol):
    """Tells the time; tests pass a stopped one."""

    def now(self) -> datetime:
        """Return the aware local time now."""

    def today(self) -> date:
        """Return the program day now (it ends at 04:00, or when the person wants)."""

    def zone_name(self) -> str:
        """Return the IANA name of the local zone, or "" if unknown."""

    def zone(self) -> tzinfo:
        """Return the local zone."""


class NumberMark(IntFlag):
    """What is known of a number besides its day: when it was recorded, and where it came from."""

    LATE = 1
    OF_MOMENT = 2
    PAPER = 4
    IMPORTED = 8


class NumberColumns(NamedTuple):
    """The numbers of one measure in their barest form, for reading ten years at once.

    One item a value in the order (day, moment). ``days`` are proleptic ordinals
    (``date.toordinal``); ``marks`` are :class:`NumberMark` as plain integers: ``LATE`` follows
    :attr:`Observation.is_late`, ``OF_MOMENT`` tells a moment from the whole day. ``versions`` are
    those of the measure's definition; empty where it is one for all.
    """

    measure_id: MeasureId
    days: tuple[int, ...]
    numbers: tuple[float, ...]
    marks: tuple[int, ...]
    versions: tuple[int, ...] = ()


class Removed(NamedTuple):
    """Something in the trash, and when it came there."""

    record: Observation | DiaryEntry
    removed_at: datetime


class TagRow(NamedTuple):
    """One tags or choice value in its barest form.

    ``day`` is the proleptic ordinal (``date.toordinal``); ``moment`` is ``HH:MM:SS`` or "" for the
    whole day; ``is_late`` follows :attr:`Observation.is_late`.
    """

    measure_id: MeasureId
    day: int
    moment: str
    tags: tuple[str, ...]
    is_late: bool
    source: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved check-in of one day. ``body`` is JSON text and stays inside the vault."""

    day: date
    saved_at: datetime
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Touched:
    """What some writes changed: values of days by their place, everything else by its kind."""

    values: frozenset[tuple[MeasureId, date]] = frozenset()
    kinds: frozenset[type] = frozenset()


class Journal(Protocol):
    """Everything in an open vault, inside one transaction.

    Reads see the writes of the same transaction. Bulk reads return plain domain objects in the
    order (day, moment, first recorded). Trashed observations are never returned.
    """

    def put(self, record: Record) -> Record | None:
        """Insert or replace by id (idempotent) and return what was there before, or None.

        Replacing an observation whose value, note or private mark changed keeps the earlier state
        in its history. Putting a trashed observation back takes it out of the trash.
        """

    def put_many(self, observations: Iterable[Observation]) -> int:
        """Insert many fresh observations at once and return how many."""

    def remove(self, record: Record) -> None:
        """Move an observation or a diary entry to the trash, or delete another record."""

    def remove_many(self, observations: Iterable[Observation]) -> None:
        """Move many observations to the trash at once."""

    def observations(
        self,
        first: date | None = None,
        last: date | None = None,
        measures: Sequence[MeasureId] | None = None,
    ) -> list[Observation]:
        """Return live observations of days ``first`` to ``last``, both included."""

    def number_columns(
        self,
        measures: Sequence[MeasureId],
        redefined: Collection[MeasureId] = (),
        day: date | None = None,
    ) -> list[NumberColumns]:
        """Return every live number of ``measures``, in their order; those without any drop out.

        Only of those ``redefined`` are the versions read: it costs more. ``day`` reads that alone.
        """

    def tag_rows(self, measures: Sequence[MeasureId], day: date | None = None) -> list[TagRow]:
        """Return live tags and choices of ``measures``, ordered by (measure, day, moment).

        ``day`` reads that day alone.
        """

    def observations_of_import(self, import_id: ImportId) -> list[Observation]:
        """Return the live observations whose source is ``import:<import_id>``."""

    def days_with_entries(self) -> list[date]:
        """Return the days that hold any live observation, ascending."""

    def first_day(self) -> date | None:
        """Return the earliest day that holds a live observation, or None."""

    def last_written(self) -> Written | None:
        """Return when the newest value of the person's own was written, by order of writing."""

    def count_observations(self) -> int:
        """Return the number of live observations."""

    def past_versions(self, observation_id: ObservationId) -> list[PastVersion]:
        """Return the edit history of one observation, oldest first."""

    def all_past_versions(self) -> list[PastVersion]:
        """Return the whole edit history, trashed observations included, in a stable order.

        Bulk read, for the full export and for telling which imported values were changed since.
        """

    def put_past_versions(self, versions: Iterable[PastVersion]) -> int:
        """Restore edit history of observations already put, from a full export; return how many.

        ``replaced_at`` stays as it was; a version that is already kept is not kept twice.
        """

    def put_trashed(self, observations: Iterable[Observation]) -> int:
        """Insert observations straight into the trash, from a full export; return how many.

        An id the vault knows already, live or trashed, is left as it is.
        """

    def all(self, kind: type[R]) -> list[R]:
        """Return every record of one kind (not observations), in a stable order."""

    def entries(
        self, kind: type[E], first: date | None = None, last: date | None = None
    ) -> list[E]:
        """Return the live entries of one kind of days ``first`` to ``last``, both included."""

    def dose_counts(self) -> list[tuple[int, str, int]]:
        """Return day (as ordinal), outcome and number of the live doses that were due, by day."""

    def past_entries(self, entry_id: RecordId | None = None) -> list[PastEntry]:
        """Return the earlier states of one entry or of all, oldest first."""

    def put_past_entries(self, versions: Iterable[PastEntry]) -> int:
        """Restore earlier states of entries already put; return how many were new."""

    def trashed_entries(self) -> list[DiaryEntry]:
        """Return the trashed entries, kind by kind, newest first."""

    def put_trashed_entries(self, entries: Iterable[DiaryEntry]) -> int:
        """Insert entries straight into the trash; return how many were new."""

    def setting(self, key: str) -> str | None:
        """Return the JSON text of a participant setting, or None."""

    def draft(self, day: date) -> Draft | None:
        """Return the draft of ``day``, or None."""

    def drafts(self) -> list[Draft]:
        """Return all drafts, by day."""

    def keep_draft(self, draft: Draft) -> None:
        """Insert or replace the draft of its day."""

    def drop_draft(self, day: date) -> None:
        """Delete the draft of ``day`` if there is one."""

    def trash(self, day: date | None = None) -> list[Observation]:
        """Return the trashed observations, of one day or of all, newest first."""

    def removed(self) -> list[Removed]:
        """Return everything in the trash with when it was removed, newest first."""

    def erase_version(self, version: PastVersion | PastEntry) -> None:
        """Delete one earlier state for good; nothing happens if it is not kept."""

    def erase_trashed(self, record: Observation | DiaryEntry) -> None:
        """Delete what is trashed for good, with its earlier states; a live one stays."""

    def purge_trash(self, before: datetime) -> int:
        """Delete for good what was trashed before an instant, its history too; return how many."""


@dataclass(frozen=True, slots=True)
class VaultReport:
    """What a check of the vault found. ``problems`` are sentences for the person."""

    ok: bool
    problems: tuple[str, ...]
    n_entries: int
    schema: int


class OpenBackup(Protocol):
    """A backup that was opened with its key: looked at, never changed."""

    @property
    def facts(self) -> BackupFacts:
        """What it holds, counted anew on opening."""

    @property
    def vault_id(self) -> str:
        """Which vault it is of."""

    @property
    def is_by_code(self) -> bool:
        """Whether it was opened with a recovery code; False for a passphrase or the key itself."""

    def read(self) -> AbstractContextManager[Journal]:
        """Begin a read of what it holds."""

    def write_vault(self, folder: Path, fill: Callable[[Journal], None] | None = None) -> None:
        """Write a whole vault into ``folder``: database, key file and its copy, on the disk.

        ``fill`` may put more into it, in one transaction.
        """

    def close(self) -> None:
        """Forget it; what lay on the disk to look at it is deleted."""


class SalvagedVault(OpenBackup, Protocol):
    """What could be read of a damaged vault; its files were copied aside first, untouched."""

    @property
    def kept_in(self) -> Path:
        """The folder of that copy."""

    @property
    def n_gaps(self) -> int:
        """How many stretches of entries could not be read."""

    @property
    def n_pages(self) -> int:
        """How many pages of the file are damaged; 0 where it is none of ours, or not there."""

    @property
    def is_newer(self) -> bool:
        """Whether a newer program wrote it, so that not all of it can be carried over."""

    def backups(self) -> list[Backup]:
        """Return the backups of the vault, newest first."""

    def open_backup(self, file: Path, secret: Secret | None = None) -> OpenBackup:
        """Open one by the key of the vault, or by the passphrase or code of its own time."""

    def look(self) -> OpenVault:
        """Return it as a vault open for reading alone; closing that closes this, too."""


class VaultBackups(Protocol):
    """The backups of an unlocked vault. Used on the store thread only."""

    def make(self, reason: BackupReason) -> Backup:
        """Write one, open it, count it, and only then give it its name.

        Raises ``KnownProblem``: ``backup_no_room``, ``disk_full``, ``disk_problem``,
        ``folder_not_writable``, ``vault_busy``, ``vault_damaged``, ``backup_failed``.
        """

    def all(self, folder: Path | None = None) -> list[Backup]:
        """Return those of the vault's own folder, or of another one, newest first."""

    def test(self, file: Path) -> BackupFacts:
        """Open and count one; raises ``KnownProblem`` (``backup_damaged``, ...)."""

    def copy(self, file: Path, folder: Path) -> Path:
        """Copy one into ``folder``, opened and counted there before it gets its name."""

    def open(self, file: Path) -> OpenBackup:
        """Open one of this vault's own key."""

    def discard(self, file: Path) -> None:
        """Delete one."""

    def kept_aside(self) -> list[KeptAside]:
        """Return the copies of damaged vaults and the replaced ones, newest first."""

    def drop_aside(self, folder: Path) -> bool:
        """Overwrite and delete one of them; return whether it is gone."""

    def fingerprint(self) -> str:
        """Return a mark that changes with every write, or "" where that cannot be told."""

    def notes(self) -> str:
        """Return what :meth:`keep_notes` kept, or ""."""

    def keep_notes(self, text: str) -> None:
        """Keep a few facts about backups, sealed, beside them: a restore must not undo them."""


class OpenVault(Protocol):
    """An unlocked vault. Used on one thread only: the store thread."""

    @property
    def backups(self) -> VaultBackups:
        """Its backups."""

    def write(self) -> AbstractContextManager[Journal]:
        """Begin a transaction; commit on leaving, roll back on any exception."""

    def read(self) -> AbstractContextManager[Journal]:
        """Begin a read; nothing is written."""

    def conflict_copies(self) -> int:
        """Return how many files beside the vault look like copies made by a sync program."""

    def empty_log(self) -> None:
        """Write the log beside the file into it and empty the log, so that nothing erased stays."""

    def check(self) -> VaultReport:
        """Checkpoint, verify every page and every row's reference, and the key file's copies."""

    def rest(self) -> None:
        """Fold the log into the file and set the reserve aside, in a quiet moment."""

    def give_up_reserve(self) -> bool:
        """Free the room kept for a full disk; return whether there was any."""

    def close(self) -> None:
        """Checkpoint and close; the object is of no use afterwards."""

    @property
    def generation(self) -> int:
        """A number that grows with every committed write; caches compare it."""

    def touched_since(self, generation: int) -> Touched | None:
        """Return what was written after the vault stood at ``generation``; None: no longer known.

        Then, and where it says so itself, whoever keeps something must read all of it again.
        """

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written (newer schema, read-only folder)."""

    @property
    def refuses_writes(self) -> str:
        """The code of the problem that a write would raise, "" where it can be written."""


class Vaults(Protocol):
    """Makes and opens vaults in a folder."""

    def exists(self, folder: Path) -> bool:
        """Whether ``folder`` holds a vault (either of its files)."""

    def create(self, folder: Path, passphrase: Secret) -> tuple[OpenVault, Secret]:
        """Create a vault; return it open, with its recovery code (shown once).

        Raises ``KnownProblem`` if one is there already, the folder cannot be written, or the
        passphrase is shorter than 15 characters.
        """

    def unlock(self, folder: Path, passphrase: Secret) -> OpenVault:
        """Open with the passphrase; raises ``KnownProblem`` (wrong passphrase, damaged, ...)."""

    def unlock_with_code(self, folder: Path, code: Secret, new_passphrase: Secret) -> OpenVault:
        """Open with the recovery code, prove it on a known record, then set a new passphrase."""

    def look(self, folder: Path, passphrase: Secret) -> OpenVault:
        """Open for reading alone, beside whoever has the vault open; nothing is written."""

    def open_backup(self, file: Path, secret: Secret, folder: Path) -> OpenBackup:
        """Open a backup with the passphrase or the recovery code it was made with.

        ``folder`` is that of the vault it may be restored to. No vault needs to be there.
        """

    def salvage(
        self,
        folder: Path,
        secret: Secret,
        tell: Callable[[RescueStage], None] = ...,
        keys_from: Path | None = None,
    ) -> SalvagedVault:
        """Copy a damaged vault aside and read what can be read of it; nothing else is changed.

        ``tell`` hears what is being done. ``keys_from`` is a backup whose key file stands in for
        the vault's own, where that is damaged.
        """

    def restore(
        self, backup: OpenBackup, folder: Path, fill: Callable[[Journal], None] | None = None
    ) -> Path | None:
        """Put a vault made from ``backup`` in the place of the one in ``folder``, which is closed.

        ``fill`` may put more into it before it takes that place.

        Returns the folder where the files of the one before are kept, None if there was none.
        """

    def failed_tries(self, folder: Path) -> int:
        """Return how many tries failed since the vault was last unlocked."""


class PreparedRekey(Protocol):
    """A proved copy of a vault under a new data key, waiting to take its place."""

    def put_in_place(self) -> tuple[OpenVault, Exception | None]:
        """Swap the files of the closed vault and return it open, with what went wrong, if any."""


class SealedBoxes(Protocol):
    """Contents that were sealed beside a vault while it was locked."""

    def is_on(self, folder: Path) -> bool:
        """Whether anything can be sealed; needs no unlocking."""

    def switch(self, folder: Path, *, on: bool) -> bool:
        """Let contents be sealed to the open vault, or no more; return whether that is new."""

    def seal(self, folder: Path, content: bytes, name: str = "") -> str:
        """Seal and write one durably, or replace ``name``; needs no unlocking; return its name."""

    def waiting(self, folder: Path) -> list[str]:
        """Return the names of what waits; needs no unlocking."""

    def opened(self, folder: Path, name: str) -> bytes | None:
        """Return what was sealed; None if the open vault's key does not open it."""

    def drop(self, folder: Path, name: str) -> None:
        """Delete one that was taken in."""

    def set_aside(self, folder: Path, name: str) -> None:
        """Keep one that cannot be taken in, so that it is not tried again."""


class LockedCopies(Protocol):
    """The copy of plan and people that is shown while locked, in a vault's folder."""

    def read(self, folder: Path) -> LockedCopy:
        """Return it; empty where there is none, or none that can be trusted."""

    def write(self, folder: Path, copy: LockedCopy) -> None:
        """Replace it; an empty one is destroyed. Raises ``KnownProblem`` of the disk."""


class Eraser(Protocol):
    """Destroys a closed vault for good."""

    def erase(self, folder: Path, copies: Sequence[Path], traces: Sequence[Path]) -> list[Path]:
        """Destroy its keys, then everything else; return what is still there."""

    def destroy(self, files: Iterable[Path]) -> list[Path]:
        """Overwrite and delete ``files``; return those that are still there."""


class VaultKeys(Protocol):
    """Changes what opens a vault; the vault is open."""

    def prove(self, folder: Path, current: Secret) -> None:
        """Raise ``KnownProblem("wrong_passphrase")`` unless ``current`` opens the open vault."""

    def slots(self, folder: Path) -> tuple[KeySlot, ...]:
        """Return what opens the vault."""

    def change_passphrase(self, folder: Path, new: Secret, current: Secret | None) -> None:
        """Let ``new`` open the vault; None takes the open vault as the proof."""

    def offer_code(self) -> Secret:
        """Return a fresh recovery code, as it is shown; it opens nothing yet."""

    def confirm_code(self, folder: Path, current: Secret, code: Secret) -> None:
        """Let ``code`` open the vault, and the one before no more."""

    def prepare_rekey(self, folder: Path, current: Secret, new: NewKeys) -> PreparedRekey:
        """Copy the entries under a new data key and prove the copy; nothing changes yet."""


class Importer(Protocol):
    """Reads one kind of file. Never raises anything but ``KnownProblem``."""

    name: str

    def recognises(self, head: bytes, file_name: str) -> bool:
        """Whether the first bytes (up to 64 KiB) look like this kind of file."""

    def read(self, path: Path, measures: Sequence[Measure], mapping: ImportMapping) -> FileContents:
        """Read the whole file; bad lines are refused one by one with their numbers."""


class DataWriter(Protocol):
    """Turns what the vault holds into the bytes of a file."""

    def csv(self, observations: Sequence[Observation], measures: Sequence[Measure]) -> bytes:
        """Return the tidy long form: ``day,measure,value,time,recorded_at,source,private,note``."""

    def json(self, content: FullContent) -> bytes:
        """Return the full, re-importable export."""


class FileLocker(Protocol):
    """Locks the content of a file with a passphrase of its own, and opens it again."""

    def locked(self, content: bytes, passphrase: Secret) -> bytes:
        """Return ``content`` so that only ``passphrase`` opens it."""

    def opened(self, content: bytes, passphrase: Secret) -> bytes:
        """Return what was locked; raises ``KnownProblem``."""


class SummaryWriter(Protocol):
    """Typesets a summary."""

    def locked(self, pdf: bytes, passphrase: Secret) -> bytes:
        """Return the PDF under a passphrase that every reader asks for."""

    def pdf(self, summary: Summary) -> bytes:
        """Return the PDF (PDF/UA-1) as bytes, all in memory."""

    def pages(self, summary: Summary, width_px: int) -> list[bytes]:
        """Return each page of that very PDF as PNG bytes, ``width_px`` wide."""

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF made by :meth:`pdf` has."""


class PlanWriter(Protocol):
    """Typesets the plan."""

    def pdf(self, plan: PlanOnPaper) -> bytes:
        """Return the PDF (PDF/UA-1) as bytes, all in memory."""

    def pages(self, plan: PlanOnPaper, width_px: int) -> list[bytes]:
        """Return each page of that very PDF as PNG bytes, ``width_px`` wide."""

    def wallet_pdf(self, card: WalletCard) -> bytes:
        """Return a sheet with a card to cut out and fold, as PDF."""

    def wallet_pages(self, card: WalletCard, width_px: int) -> list[bytes]:
        """Return that very sheet as PNG bytes, ``width_px`` wide."""

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF made by :meth:`pdf` has."""


class CardWriter(Protocol):
    """Typesets a diary card."""

    def pdf(self, card: DiaryCard) -> bytes:
        """Return the PDF (PDF/UA-1) as bytes, all in memory."""

    def locked(self, pdf: bytes, passphrase: Secret) -> bytes:
        """Return the PDF under a passphrase that every reader asks for."""

    def pages(self, card: DiaryCard, width_px: int) -> list[bytes]:
        """Return each page of that very PDF as PNG bytes, ``width_px`` wide."""

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF made by :meth:`pdf` has."""
