"""Opening a vault: where it lies, whether it can be read, who else has it open."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import ENTRY_KEPT, NOTHING_CHANGED, ProblemText

OPENING = {
    "no_vault": ProblemText(
        N_("There is no vault in this folder yet."),
        "",
        N_("Create one with the command init, or name another folder."),
    ),
    "vault_exists": ProblemText(
        N_("There is a vault in this folder already."),
        N_("It has not been touched."),
        N_("Open it, or name another folder."),
    ),
    "not_a_vault": ProblemText(
        N_("The file in the vault’s place is not a vault of this program."),
        NOTHING_CHANGED,
        N_("Put the right file back from a backup, or name another folder."),
    ),
    "vault_damaged": ProblemText(
        N_("The vault could not be read: it is damaged."),
        NOTHING_CHANGED,
        N_(
            "Unlock in the window: it shows what is safe and how to go on. Without a window, "
            "the newest backup can take its place: iop-companion backup restore FILE."
        ),
    ),
    "memory_short": ProblemText(
        N_("This computer has too little free memory for it."),
        NOTHING_CHANGED,
        N_("Close other programs and try again."),
    ),
    "vault_missing": ProblemText(
        N_("The key file is here, but the file with the entries is not."),
        NOTHING_CHANGED,
        N_("Put vault.db back from a backup, or name another folder."),
    ),
    "database_library": ProblemText(
        N_("A part of this installation is too old to keep entries safe ({found})."),
        N_("Your entries have not been touched."),
        N_("Install Companion again."),
    ),
    "schema_newer": ProblemText(
        N_("This vault was written by a newer version of Companion."),
        N_("It has been opened for reading only; nothing has been changed."),
        N_("Update Companion to write in it."),
    ),
    "already_open": ProblemText(
        N_("Companion is already open with this vault."),
        N_("Nothing has been changed."),
        N_("Use the window that is open, or close it first."),
    ),
    "folder_not_writable": ProblemText(
        N_("This folder cannot be written."),
        NOTHING_CHANGED,
        N_("Check its permissions, or choose another folder."),
    ),
    "folder_unsafe": ProblemText(
        N_("The vault’s folder belongs to another user, or is a link."),
        NOTHING_CHANGED,
        N_("Choose a folder of your own."),
    ),
    "read_only": ProblemText(
        N_("This vault is open for reading only."),
        ENTRY_KEPT,
        N_("Close the program that blocks it, or move the vault to a place you can write."),
    ),
    "only_looking": ProblemText(
        N_("This is what could be read of a damaged vault."),
        ENTRY_KEPT,
        N_("Lock and unlock to choose how to go on."),
    ),
    "sealing_off": ProblemText(
        N_("Writing while locked is not switched on."),
        NOTHING_CHANGED,
        N_("Unlock first."),
    ),
    "sealed_too_much": ProblemText(
        N_("More was written while locked than can wait."),
        ENTRY_KEPT,
        N_("Unlock, so that what waits is taken in."),
    ),
    "sealed_waiting": ProblemText(
        N_("Something that was written while locked waits to be taken in first."),
        NOTHING_CHANGED,
        N_("Lock, unlock, and try again."),
    ),
    "backup_missing": ProblemText(
        N_("There is no backup under the new key yet, so the old ones were kept."),
        NOTHING_CHANGED,
        N_("Make a backup first."),
    ),
    "demo_is_there": ProblemText(
        N_("The demonstration makes its own vault."), "", N_("Leave --demo out to create one.")
    ),
    "no_demo": ProblemText(N_("There is no demonstration here."), NOTHING_CHANGED),
    "folder_synced": ProblemText(
        N_("This folder is copied by a sync program, which can break a vault."),
        NOTHING_CHANGED,
        N_("Keep the vault in a folder of this computer; let its backups go to this one."),
    ),
    "folder_network": ProblemText(
        N_("This folder lies on a network drive, which cannot keep a vault safely."),
        NOTHING_CHANGED,
        N_("Keep the vault in a folder of this computer; let its backups go to this one."),
    ),
    "no_display": ProblemText(
        N_("There is no display here, so the window cannot open."),
        "",
        N_("Start it on a desktop, or see the commands with --help."),
    ),
}
