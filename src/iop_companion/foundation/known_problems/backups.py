"""Making a backup, and going back to one."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText

BACKUPS = {
    "no_backup": ProblemText(
        N_("There is no backup that could be opened."),
        NOTHING_CHANGED,
        N_("Choose what could be read of the vault, or the file of a backup."),
    ),
    "backup_place_away": ProblemText(
        N_("The folder for copies is not within reach."),
        N_("Your backups on this computer have not been touched."),
        N_("Plug the stick or disk in and copy again, or choose another folder."),
    ),
    "not_a_backup": ProblemText(
        N_("This file is not a backup of Companion."), NOTHING_CHANGED, N_("Choose another file.")
    ),
    "backup_damaged": ProblemText(
        N_("This backup is damaged and cannot be used."),
        NOTHING_CHANGED,
        N_("Choose another backup; keep this one until another has worked."),
    ),
    "backup_newer": ProblemText(
        N_("This backup was made by a newer version of Companion."),
        NOTHING_CHANGED,
        N_("Bring Companion up to date first, then choose the file again."),
    ),
    "backup_other_key": ProblemText(
        N_("This backup was made with another key than the one of this vault."),
        NOTHING_CHANGED,
        N_("Open it with the passphrase or the recovery code it was made with."),
    ),
    "backup_failed": ProblemText(
        N_("The backup did not hold what the vault holds, so it was thrown away."),
        N_("Your entries and your earlier backups have not been touched."),
        N_("Try again; if it happens again, check the disk."),
    ),
    "backup_no_room": ProblemText(
        N_("There is too little room for a backup: about {megabytes} MB are needed."),
        N_("Your entries and your earlier backups have not been touched."),
        N_("Free some space, or choose another folder."),
    ),
}
