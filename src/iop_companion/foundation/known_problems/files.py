"""Files brought in from other programs, locked files, their mapping."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText

FILES = {
    "file_missing": ProblemText(
        N_("The file could not be found."), NOTHING_CHANGED, N_("Check its name.")
    ),
    "file_unreadable": ProblemText(
        N_("The file could not be read."), NOTHING_CHANGED, N_("Check that you may open it.")
    ),
    "file_empty": ProblemText(
        N_("The file is empty."), NOTHING_CHANGED, N_("Export it again from the other program.")
    ),
    "file_too_large": ProblemText(
        N_("The file is larger than {limit} MB."),
        NOTHING_CHANGED,
        N_("Export a shorter period, or split the file."),
    ),
    "file_not_text": ProblemText(
        N_("The file is not a text table."),
        NOTHING_CHANGED,
        N_("Export it as CSV or JSON from the other program."),
    ),
    "file_locked": ProblemText(
        N_("This file is locked with a passphrase."),
        NOTHING_CHANGED,
        N_("Open it first: Settings, My data, or “iop-companion decrypt”."),
    ),
    "file_not_locked": ProblemText(
        N_("This file is not one that Companion locked."), NOTHING_CHANGED, N_("Choose another.")
    ),
    "wrong_file_passphrase": ProblemText(
        N_("That did not open the file."),
        NOTHING_CHANGED,
        N_("It takes the passphrase of this file; a damaged file does not open either."),
    ),
    "file_too_costly": ProblemText(
        N_("Reading the file took more time or memory than any diary needs, so it was stopped."),
        NOTHING_CHANGED,
        N_("Export a shorter period, or split the file."),
    ),
    "import_stopped": ProblemText(N_("Reading the file was stopped."), NOTHING_CHANGED),
    "file_too_many_rows": ProblemText(
        N_("The file has more than {limit} lines."),
        NOTHING_CHANGED,
        N_("Export a shorter period, or split the file."),
    ),
    "no_measure_column": ProblemText(
        N_("None of the columns of this file is a measure here."),
        NOTHING_CHANGED,
        N_("Say which column is which measure, in the mapping or in the column’s name."),
    ),
    "export_newer": ProblemText(
        N_("This file was written by a newer version of Companion."),
        NOTHING_CHANGED,
        N_("Update Companion to read it."),
    ),
    "unknown_format": ProblemText(
        N_("There is no kind of file called {format}."), NOTHING_CHANGED, N_("Kinds: {known}.")
    ),
    "mapping_unfit": ProblemText(
        N_("A number in the mapping does not fit {label}."),
        NOTHING_CHANGED,
        N_("Give every mood name a whole number from 0 to 10."),
    ),
    "file_unknown": ProblemText(
        N_("The file is of no kind that can be read here."),
        NOTHING_CHANGED,
        N_("CSV with the columns day, measure, value always works."),
    ),
    "file_broken": ProblemText(
        N_("The file ends too early or is damaged."),
        NOTHING_CHANGED,
        N_("Export it again from the other program."),
    ),
    "mapping_unreadable": ProblemText(
        N_("The mapping file could not be understood."),
        NOTHING_CHANGED,
        N_('It looks like this: {{"moods": {{"rad": 9}}}}.'),
    ),
    "unknown_import": ProblemText(
        N_("There is no import with this id."), NOTHING_CHANGED, N_("Check the id.")
    ),
}
