"""What is said of a damaged vault: counts before anything is changed, in whole sentences."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from iop_companion.domain.backup import RescueStage
from iop_companion.foundation.about import version
from iop_companion.foundation.dates import clock_time, long_day, short_day
from iop_companion.foundation.day_words import weekday_name
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.rescuing import Damage
from iop_companion.ui.widgets.backup_words import at_words

_NAMED_DAYS = 3
_ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"


class Way(StrEnum):
    """The ways on."""

    MEND = "mend"
    BACKUP = "backup"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Offer:
    """One way on, as it is offered."""

    way: Way
    title: str
    words: str


def title_words(code: str) -> str:
    """Return the heading for the problem that unlocking ended with."""
    return {
        "not_a_vault": _("Another file lies in the place of your vault"),
        "vault_missing": _("The file with your entries is not in its place"),
        "keys_damaged": _("The key file of your vault could not be read"),
    }.get(code, _("Part of your vault could not be read"))


def sub_words(damage: Damage) -> str:
    """Return the line below the heading."""
    nothing = _("Nothing has been deleted or changed.")
    if damage.backup is None and not damage.can_mend:
        return nothing
    soon = _("This can be mended in about a minute.")
    return f"{nothing} {soon}"


def happened_words(code: str, damage: Damage, now: datetime) -> str:
    """Say what was found, in the words of somebody who looked."""
    right = _("Your passphrase is right.")
    if code != "vault_damaged":
        return f"{describe(KnownProblem(code)).happened} {right}"
    time = clock_time(now.time())
    if damage.n_pages:
        found = ngettext(
            "{n} page of the file did not pass its check at {time} today.",
            "{n} pages of the file did not pass their check at {time} today.",
            damage.n_pages,
        ).format(n=damage.n_pages, time=time)
    else:
        found = _("The file did not pass its check at {time} today.").format(time=time)
    causes = _("Common causes are a power cut or an ageing disk.")
    return f"{found} {causes} {right}"


def safe_words(damage: Damage, now: datetime) -> str:
    """Say what is safe, and what can be read besides."""
    parts = []
    if damage.backup is not None:
        parts.append(_in_backup(damage, now))
        if damage.can_mend and damage.n_newer:
            parts.append(
                _("Besides, {values} newer than that can be read, of {days}.").format(
                    values=_values(damage.n_newer), days=_days(damage.newer_days, now.date())
                )
            )
        elif damage.can_mend:
            parts.append(_("Nothing newer than that could be read in the damaged file."))
    elif damage.n_read:
        parts.append(
            _("No backup could be opened. Of the damaged file, {values} of {days} can be read.")
            .format(values=_values(damage.n_read), days=_days(damage.newer_days, now.date()))
        )  # fmt: skip
    else:
        parts.append(_("No backup could be opened here, and nothing can be read in the file."))
    if damage.n_gaps and damage.n_read:
        parts.append(_("How much the damaged pages held nobody can tell."))
    return " ".join(parts)


def kept_words(damage: Damage) -> str:
    """Say where the untouched copy lies."""
    place = str(damage.kept_in).replace("/", f"/{_ZERO_WIDTH}").replace("\\", f"\\{_ZERO_WIDTH}")
    return _("The files as they were found have been copied aside, untouched: {place}").format(
        place=place
    )


def offers(damage: Damage, now: datetime) -> tuple[Offer, ...]:
    """Return the ways on, the recommended one first."""
    found: list[Offer] = []
    if damage.backup is not None:
        name = _backup_name(damage.backup.made_at.astimezone(now.tzinfo).date(), now.date())
        up_to = _up_to(damage, now)
        if damage.can_mend and damage.n_newer:
            found.append(
                Offer(
                    Way.MEND,
                    _("Open {backup} and add what can be read since").format(backup=name),
                    _("{up_to} Also the {values} that are newer, of {days}.").format(
                        up_to=up_to,
                        values=_values(damage.n_newer),
                        days=_days(damage.newer_days, now.date()),
                    ),
                )
            )
        stays = _("What is newer stays in the copy set aside.") if damage.n_newer else ""
        found.append(
            Offer(
                Way.BACKUP,
                _("Open {backup} only").format(backup=name)
                if found
                else _("Open {backup}").format(backup=name),
                f"{up_to} {stays}".strip(),
            )
        )
    elif damage.can_mend:
        found.append(
            Offer(
                Way.MEND,
                _("Go on with what can be read"),
                _("{values} of {days}. The rest stays in the copy set aside.").format(
                    values=_values(damage.n_read), days=_days(damage.newer_days, now.date())
                ),
            )
        )
    if found:
        first, recommended = found[0], _("Recommended.")
        found[0] = Offer(first.way, first.title, f"{recommended} {first.words}")
    if damage.n_read:
        found.append(
            Offer(
                Way.LOOK,
                _("Only look, change nothing"),
                _("Opens what can be read. Nothing can be saved until you choose."),
            )
        )
    return tuple(found)


def stage_words(stage: RescueStage) -> tuple[str, int]:
    """Return what is being done, and which of three steps it is; 0 where there is but one."""
    return {
        RescueStage.COPYING: (_("Copying the files aside"), 1),
        RescueStage.READING: (_("Reading what can be read"), 2),
        RescueStage.OPENING: (_("Opening and counting the newest backup"), 3),
        RescueStage.WRITING: (_("Putting your diary together, and proving every page"), 0),
    }[stage]


def done_words(way: Way, damage: Damage, n_newer: int, now: datetime) -> str:
    """Say, once it is open again, what it holds and that nothing was thrown away."""
    kept = _("The damaged files are kept for at least 90 days.")
    if way is Way.LOOK:
        return ""
    if damage.safe_until is None:
        return _("Your diary is open again, with {values}. {kept}").format(
            values=_values(damage.n_safe + n_newer), kept=kept
        )
    moment = at_words(damage.safe_until, now)
    if not n_newer:
        return _("Your diary is open again, up to {moment}. {kept}").format(
            moment=moment, kept=kept
        )
    return _("Your diary is open again, up to {moment}, and with {values} newer. {kept}").format(
        moment=moment, values=_values(n_newer), kept=kept
    )


def report_words(code: str, damage: Damage, now: datetime) -> str:
    """Return a report for whoever helps: facts and counts, no entry, no name, no place."""
    made = _("none") if damage.backup is None else f"{damage.backup.made_at:%Y-%m-%d %H:%M %z}"
    facts: tuple[tuple[str, object], ...] = (
        (_("Problem"), code),
        (_("Time"), f"{now:%Y-%m-%d %H:%M %z}"),
        (_("Program"), version()),
        (_("System"), f"{platform.system()} {platform.release()}"),
        (_("Damaged pages"), damage.n_pages),
        (_("Stretches that cannot be read"), damage.n_gaps),
        (_("Values read"), damage.n_read),
        (_("Values newer than in the backup"), damage.n_newer),
        (_("Backup"), made),
        (_("Values in the backup"), damage.n_safe),
        (_("Days in the backup"), damage.n_days_safe),
    )
    head = (
        _("Report on a vault that could not be read"),
        _("It holds counts alone: no entry, no name, no place on the disk."),
        "",
    )
    lines = [_("{name}: {fact}").format(name=name, fact=fact) for name, fact in facts]
    return "\n".join((*head, *lines)) + "\n"


def _in_backup(damage: Damage, now: datetime) -> str:
    days = ngettext("{n} day", "{n} days", damage.n_days_safe).format(n=damage.n_days_safe)
    if damage.safe_until is None:
        return _("There is a backup that was opened and counted; it holds no entry.")
    return _("{days} up to {moment}, in a backup that was opened and counted.").format(
        days=days, moment=at_words(damage.safe_until, now)
    )


def _up_to(damage: Damage, now: datetime) -> str:
    if damage.safe_until is None:
        return _("It holds no entry.")
    return _("Everything up to {moment}.").format(moment=at_words(damage.safe_until, now))


def _backup_name(made: date, today: date) -> str:
    age = (today - made).days
    if age == 0:
        return _("today’s backup")
    if 0 < age < 7:
        return _("{weekday}’s backup").format(weekday=weekday_name(made))
    return _("the backup of {day}").format(day=short_day(made, today))


def _values(n: int) -> str:
    return ngettext("{n} value", "{n} values", n).format(n=f"{n:,}")


def _days(days: Sequence[date], today: date) -> str:
    if len(days) <= _NAMED_DAYS:
        return ", ".join(long_day(day, today) for day in days)
    return _("{n} days, {first} to {last}").format(
        n=len(days), first=short_day(days[0], today), last=short_day(days[-1], today)
    )
