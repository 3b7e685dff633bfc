"""Backups: what one holds, and which ones are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path


class BackupReason(StrEnum):
    """Why a backup was made."""

    BY_HAND = "by_hand"
    REGULAR = "regular"
    BEFORE_UPDATE = "before_update"
    BEFORE_IMPORT = "before_import"
    BEFORE_RESTORE = "before_restore"
    BEFORE_DELETING = "before_deleting"
    BEFORE_NEW_KEY = "before_new_key"

    @property
    def is_before(self) -> bool:
        """Whether it was made because something larger was about to change."""
        return self not in {BackupReason.BY_HAND, BackupReason.REGULAR}


class RescueStage(StrEnum):
    """What is being done about a damaged vault, for whoever waits."""

    COPYING = "copying"
    READING = "reading"
    OPENING = "opening"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup holds, counted when it was made and compared when it was opened.

    Values are live observations; ``newest_at`` is the latest instant at which one was recorded.
    ``rows`` are the rows of every table by its name; ``source`` is a mark of the vault's file.
    """

    made_at: datetime
    reason: BackupReason
    schema: int
    n_days: int
    n_values: int
    first_day: date | None
    last_day: date | None
    newest_at: datetime | None
    rows: Mapping[str, int] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """One file. ``facts`` is None where the key at hand does not open it, or it is damaged.

    A file has its final name only after it was opened and counted; :attr:`is_verified` besides
    says that its facts could be read and that no later test found damage.
    """

    file: Path
    made_at: datetime
    n_bytes: int
    facts: BackupFacts | None
    is_outside: bool = False
    is_damaged: bool = False

    @property
    def is_verified(self) -> bool:
        """Whether it counts as a backup."""
        return self.facts is not None and not self.is_damaged


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A folder beside the backups: the untouched copy of a damaged vault, or a replaced one."""

    folder: Path
    kept_at: datetime
    n_bytes: int
    is_damaged: bool


N_RECENT, N_DAYS, N_WEEKS, N_MONTHS = 10, 14, 8, 12
N_VERIFIED_ALWAYS = 3
KEPT_BEFORE = timedelta(days=90)
"""How long a backup made before a larger change is kept whatever else."""


def kept(backups: Collection[Backup], now: datetime) -> set[Path]:
    """Return the files to keep: the recent ones, and the newest of each day, week and month.

    Only days, weeks and months that have a backup count, so a pause takes nothing away. The last
    three verified ones always stay, and so do, for 90 days, those made before a larger change and
    those found damaged since, which may still hold something. A file that this key cannot read is
    not ours to judge and stays. The order of ``backups`` does not matter.
    """
    ordered = sorted(backups, key=lambda one: (one.made_at, one.file), reverse=True)
    verified = [one for one in ordered if one.is_verified]
    stays = {one.file for one in ordered if one.facts is None}
    stays |= {one.file for one in verified[: max(N_RECENT, N_VERIFIED_ALWAYS)]}
    for period, n in ((_day, N_DAYS), (_week, N_WEEKS), (_month, N_MONTHS)):
        stays |= _newest_of_each(verified, period, n)
    stays |= {
        one.file
        for one in ordered
        if one.facts is not None
        and (one.is_damaged or one.facts.reason.is_before)
        and abs(now - one.made_at) <= KEPT_BEFORE
    }
    return stays


def to_let_go(
    aside: Iterable[KeptAside], backups: Iterable[Backup], now: datetime
) -> tuple[KeptAside, ...]:
    """Return what has been kept aside long enough: 90 days, and never as the only copy.

    Verified backups of three different days have to lie beyond those 90 days. So a clock that
    jumped ahead for an evening takes nothing away, and neither does a vault that is hardly used.
    """
    verified = [one.made_at for one in backups if one.is_verified and one.made_at <= now]
    gone = []
    for one in aside:
        until = one.kept_at + KEPT_BEFORE
        days_beyond = {at.date() for at in verified if at > until}
        if now > until and len(days_beyond) >= N_VERIFIED_ALWAYS:
            gone.append(one)
    return tuple(gone)


def _newest_of_each(
    newest_first: Iterable[Backup], period: Callable[[datetime], Hashable], n: int
) -> set[Path]:
    newest: dict[Hashable, Path] = {}
    for one in newest_first:
        newest.setdefault(period(one.made_at), one.file)
    return set(list(newest.values())[:n])


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
