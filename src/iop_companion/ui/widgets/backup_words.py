"""What is said of a backup: when, where, why, up to when, and whether it can be opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from iop_companion.domain.backup import Backup, BackupReason, KeptAside
from iop_companion.foundation.dates import clock_time, long_day, short_day
from iop_companion.foundation.day_words import day_words, weekday_name, weekday_short
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.backing_up import BackupPreview
from iop_companion.services.backup_notes import Outside

_MB = 1_000_000
_NAMED_DAYS = 3
_NO_BREAK = "\N{NO-BREAK SPACE}"


def at_words(at: datetime, now: datetime) -> str:
    """Return "11 March, 9:04 pm", or "today, 4:41 pm"; both instants in the zone of ``now``."""
    local = at.astimezone(now.tzinfo)
    day = _("today") if local.date() == now.date() else _dated(local.date(), now.date())
    time = clock_time(local.time()).replace(" ", _NO_BREAK)
    return _("{day}, {time}").format(day=day, time=time)


def title_words(backup: Backup, now: datetime) -> str:
    """Return "Wed 11 March, 9:12 pm"."""
    local = backup.made_at.astimezone(now.tzinfo)
    return _("{weekday} {date}, {time}").format(
        weekday=weekday_short(local.date()),
        date=_dated(local.date(), now.date()),
        time=clock_time(local.time()),
    )


def where_words(backup: Backup, now: datetime) -> str:
    """Return "this computer, before an update, up to 11 March, 9:04 pm"."""
    parts = [_("outside") if backup.is_outside else _("this computer")]
    if backup.facts is not None:
        why = _reason(backup.facts.reason)
        parts += [why] if why else []
        newest = backup.facts.newest_at
        parts.append(
            _("up to {moment}").format(moment=at_words(newest, now)) if newest else _("empty")
        )
    return ", ".join(parts)


def state_words(backup: Backup) -> str:
    """Say whether it counts as a backup."""
    if backup.is_damaged:
        return _("damaged")
    return _("opened, counted") if backup.facts is not None else _("opens with another key")


def size_words(n_bytes: int) -> str:
    """Return "2.1 MB"."""
    return _("{n} MB").format(n=f"{max(n_bytes / _MB, 0.1):.1f}")


def missing_words(preview: BackupPreview, today: date) -> str:
    """Say what restoring exactly this backup would take away."""
    if not preview.is_compared:
        return _("What it lacks cannot be said: your diary is not open beside it.")
    if not preview.n_missing:
        return _("Nothing that you have now would be missing.")
    values = ngettext("{n} value", "{n} values", preview.n_missing).format(n=preview.n_missing)
    return _(
        "Restored exactly, {values} would be missing: {days}. "
        "All of it stays in a backup that is made right before."
    ).format(values=values, days=_days(preview.missing_days, today))


def keep_words(preview: BackupPreview, today: date) -> str:
    """Return the words of the button that restores and keeps what is newer."""
    days = preview.missing_days
    if len(days) == 1 and 0 <= (today - days[0]).days < 7:
        return _("Restore, and keep {weekday}").format(weekday=weekday_name(days[0]))
    if len(days) == 1:
        return _("Restore, and keep {day}").format(day=short_day(days[0], today))
    return _("Restore, and keep these days")


def outside_words(outside: Outside | None, now: datetime) -> str:
    """Say where copies go and when the last one got there."""
    if outside is None:
        return _(
            "No backup lies outside this computer yet. On a stick or another disk, it outlives "
            "this computer."
        )
    place = outside.folder.name or str(outside.folder)
    if outside.copied_at is None:
        return _("Nothing was copied to {place} yet.").format(place=place)
    n = (now.date() - outside.copied_at.astimezone(now.tzinfo).date()).days
    if n <= 0:
        return _("Last one today, in {place}.").format(place=place)
    words = ngettext("Last one {n} day ago, in {place}.", "Last one {n} days ago, in {place}.", n)
    return words.format(n=n, place=place)


def aside_words(aside: Sequence[KeptAside]) -> str:
    """Say what else lies beside the backups, and for how long; "" for nothing."""
    if not aside:
        return ""
    size = size_words(sum(one.n_bytes for one in aside))
    n_damaged = sum(one.is_damaged for one in aside)
    n_replaced = len(aside) - n_damaged
    damaged = ngettext(
        "{n} copy of a damaged vault", "{n} copies of damaged vaults", n_damaged
    ).format(n=n_damaged)
    replaced = ngettext("{n} replaced vault", "{n} replaced vaults", n_replaced).format(
        n=n_replaced
    )
    if n_damaged and n_replaced:
        what = _("{one} and {other}").format(one=damaged, other=replaced)
    else:
        what = damaged if n_damaged else replaced
    return _(
        "Beside the backups lie {what} ({size}). Each stays for 90 days, and until three later "
        "backups are there."
    ).format(what=what, size=size)


def _days(days: Sequence[date], today: date) -> str:
    if len(days) <= _NAMED_DAYS:
        return ", ".join(long_day(day, today) for day in days)
    return _("{n} days, {first} to {last}").format(
        n=len(days), first=short_day(days[0], today), last=short_day(days[-1], today)
    )


def _dated(day: date, today: date) -> str:
    return day_words(day, with_year=day.year != today.year)


def _reason(reason: BackupReason) -> str:
    return {
        BackupReason.BY_HAND: _("made by you"),
        BackupReason.REGULAR: "",
        BackupReason.BEFORE_UPDATE: _("before an update"),
        BackupReason.BEFORE_IMPORT: _("before bringing data in"),
        BackupReason.BEFORE_RESTORE: _("before going back"),
        BackupReason.BEFORE_DELETING: _("before deleting"),
        BackupReason.BEFORE_NEW_KEY: _("before a new key"),
    }[reason]
