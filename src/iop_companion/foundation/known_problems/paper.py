"""What goes out: summary, printed pages, written files."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText

PAPER = {
    "target_exists": ProblemText(
        N_("There is a file of that name already."),
        N_("It has not been touched."),
        N_("Choose another name."),
    ),
    "target_unwritable": ProblemText(
        N_("The file could not be written there."),
        N_("Nothing has been changed."),
        N_("Choose another folder, or free some space."),
    ),
    "unknown_section": ProblemText(
        N_("There is no section called {section}."), NOTHING_CHANGED, N_("Sections: {known}.")
    ),
    "empty_period": ProblemText(
        N_("That period ends before it begins."), NOTHING_CHANGED, N_("Swap the two days.")
    ),
    "talk_points_too_long": ProblemText(
        N_("That is more than the page has room for."),
        N_("Your words are still here; the first points that fit are kept."),
        N_("Keep it to {points} points and {characters} characters in all."),
    ),
    "summary_unfit": ProblemText(
        N_("The pages could not be typeset."),
        NOTHING_CHANGED,
        N_("Try fewer sections. If it happens again, please report it."),
    ),
    "printer_failed": ProblemText(
        N_("The page could not be printed."), NOTHING_CHANGED, N_("Save the PDF and print that.")
    ),
}
