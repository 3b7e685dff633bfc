"""Passphrases, recovery codes and the key file."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText

KEYS = {
    "wrong_passphrase": ProblemText(
        N_("That did not open it."),
        NOTHING_CHANGED,
        N_("Check Caps Lock, or use your recovery code."),
    ),
    "wrong_recovery_code": ProblemText(
        N_("That recovery code does not open this vault."),
        NOTHING_CHANGED,
        N_("Check it group by group against your paper."),
    ),
    "keys_damaged": ProblemText(
        N_("The key file of the vault could not be read, and neither could its copy."),
        N_("The entries have not been touched."),
        N_("Put vault.keys back from a backup."),
    ),
    "recovery_code_length": ProblemText(
        N_("A recovery code has {wanted} letters and digits; this one has {found}."),
        NOTHING_CHANGED,
        N_("Check it group by group against your paper."),
    ),
    "recovery_code_mistyped": ProblemText(
        N_("A letter or digit of the recovery code is mistyped."),
        NOTHING_CHANGED,
        N_("Check it group by group against your paper."),
    ),
    "keys_too_weak": ProblemText(
        N_("The key file asks for less protection than this program permits."),
        N_("It has not been used, and nothing has been changed."),
        N_("Put vault.keys back from a backup."),
    ),
    "keys_too_costly": ProblemText(
        N_("The key file asks for more work than any computer should do."),
        N_("It has not been used, and nothing has been changed."),
        N_("Put vault.keys back from a backup."),
    ),
    "keys_newer": ProblemText(
        N_("The key file was written by a newer version of Companion."),
        NOTHING_CHANGED,
        N_("Update Companion to open it."),
    ),
    "passphrase_too_short": ProblemText(
        N_("A passphrase needs at least {least} characters."),
        "",
        N_("Six ordinary words are easy to remember and hard to guess."),
    ),
    "passphrase_common": ProblemText(
        N_("This passphrase is one of the first that a guesser tries."),
        NOTHING_CHANGED,
        N_("Six ordinary words that have nothing to do with each other are hard to guess."),
    ),
    "passphrase_same": ProblemText(
        N_("The new passphrase is the one you have now."),
        NOTHING_CHANGED,
        N_("Choose another one."),
    ),
    "keys_copy_behind": ProblemText(
        N_("The change is made, but the second copy of the key file could not be written."),
        N_("Your entries have not been touched."),
        N_("Free some space; unlocking mends the copy."),
    ),
    "rekey_unproved": ProblemText(
        N_("The entries under the new key did not prove to be the same, so they were dropped."),
        N_("Your vault and your passphrase are as they were."),
        N_("Run the check of the vault, then try again."),
    ),
    "passphrase_missing": ProblemText(
        N_("A passphrase is needed."),
        NOTHING_CHANGED,
        N_("Type it when asked, or name a file with --passphrase-file."),
    ),
    "passphrases_differ": ProblemText(
        N_("The two passphrases are not the same."), NOTHING_CHANGED, N_("Type both again.")
    ),
    "passphrase_file_unreadable": ProblemText(
        N_("The passphrase file could not be read."), NOTHING_CHANGED, N_("Check its name.")
    ),
}
