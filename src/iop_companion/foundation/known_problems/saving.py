"""Saving: the disk, the lock, undo."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import ENTRY_KEPT, NOTHING_CHANGED, ProblemText

SAVING = {
    "disk_full": ProblemText(
        N_("This could not be saved: the disk is full."),
        ENTRY_KEPT,
        N_("Free some space and try again."),
    ),
    "disk_problem": ProblemText(
        N_("This could not be saved to the disk."),
        ENTRY_KEPT,
        N_("Free some space, or check the disk, and try again."),
    ),
    "vault_busy": ProblemText(
        N_("Another program is holding the vault."),
        ENTRY_KEPT,
        N_("Wait a moment and try again."),
    ),
    "bug": ProblemText(
        N_("Something went wrong inside Companion."),
        N_("What was saved before is safe; what you typed is still here."),
        N_("Try again. If it happens again, close Companion and open it anew."),
    ),
    "locked": ProblemText(N_("Companion is locked."), ENTRY_KEPT, N_("Unlock it first.")),
    "nothing_to_undo": ProblemText(N_("There is nothing to undo.")),
    "nothing_to_redo": ProblemText(N_("There is nothing to redo.")),
    "changed_since": ProblemText(
        N_("Something else was changed since then."),
        NOTHING_CHANGED,
        N_("Ctrl+Z takes back one step after the other, the newest first."),
    ),
}
