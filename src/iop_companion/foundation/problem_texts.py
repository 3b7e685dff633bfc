"""The words of every known problem: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _


@dataclass(frozen=True, slots=True)
class ProblemText:
    """Three short sentences; any but the first may be empty."""

    happened: str
    safe: str = ""
    to_do: str = ""

    @property
    def sentence(self) -> str:
        """All of it on one line, for the command line and screen readers."""
        return " ".join(part for part in (self.happened, self.safe, self.to_do) if part)


def describe(problem: KnownProblem) -> ProblemText:
    """Return the words for ``problem``, filled with its facts; a plain sentence if unknown."""
    text = _texts().get(problem.code)
    if text is None:
        return ProblemText(
            _("Something did not work."),
            _("Nothing has been deleted or changed."),
            _("Try again; if it happens again, tell us this word: {code}.").format(
                code=problem.code
            ),
        )
    facts = {key: str(value) for key, value in problem.facts.items()}
    return ProblemText(
        *(part.format_map(_Facts(facts)) for part in (text.happened, text.safe, text.to_do))
    )


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _texts() -> dict[str, ProblemText]:
    nothing_changed = _("Nothing has been deleted or changed.")
    entry_kept = _("Your entry is still here.")
    return {
        # --- opening
        "wrong_passphrase": ProblemText(
            _("That did not open it."),
            nothing_changed,
            _("Check Caps Lock, or use your recovery code."),
        ),
        "wrong_recovery_code": ProblemText(
            _("That recovery code does not open this vault."),
            nothing_changed,
            _("Check it group by group against your paper."),
        ),
        "no_vault": ProblemText(
            _("There is no vault in this folder yet."),
            "",
            _("Create one with the command init, or name another folder."),
        ),
        "vault_exists": ProblemText(
            _("There is a vault in this folder already."),
            _("It has not been touched."),
            _("Open it, or name another folder."),
        ),
        "not_a_vault": ProblemText(
            _("The file in the vault’s place is not a vault of this program."),
            nothing_changed,
            _("Put the right file back from a backup, or name another folder."),
        ),
        "vault_damaged": ProblemText(
            _("The vault could not be read: it is damaged."),
            nothing_changed,
            _(
                "Unlock in the window: it shows what is safe and how to go on. Without a window, "
                "the newest backup can take its place: iop-companion backup restore FILE."
            ),
        ),
        "keys_damaged": ProblemText(
            _("The key file of the vault could not be read, and neither could its copy."),
            _("The entries have not been touched."),
            _("Put vault.keys back from a backup."),
        ),
        "recovery_code_length": ProblemText(
            _("A recovery code has {wanted} letters and digits; this one has {found}."),
            nothing_changed,
            _("Check it group by group against your paper."),
        ),
        "recovery_code_mistyped": ProblemText(
            _("A letter or digit of the recovery code is mistyped."),
            nothing_changed,
            _("Check it group by group against your paper."),
        ),
        "keys_too_weak": ProblemText(
            _("The key file asks for less protection than this program permits."),
            _("It has not been used, and nothing has been changed."),
            _("Put vault.keys back from a backup."),
        ),
        "keys_too_costly": ProblemText(
            _("The key file asks for more work than any computer should do."),
            _("It has not been used, and nothing has been changed."),
            _("Put vault.keys back from a backup."),
        ),
        "keys_newer": ProblemText(
            _("The key file was written by a newer version of Companion."),
            nothing_changed,
            _("Update Companion to open it."),
        ),
        "memory_short": ProblemText(
            _("This computer has too little free memory for it."),
            nothing_changed,
            _("Close other programs and try again."),
        ),
        "vault_missing": ProblemText(
            _("The key file is here, but the file with the entries is not."),
            nothing_changed,
            _("Put vault.db back from a backup, or name another folder."),
        ),
        "database_library": ProblemText(
            _("A part of this installation is too old to keep entries safe ({found})."),
            _("Your entries have not been touched."),
            _("Install Companion again."),
        ),
        "slot_taken": ProblemText(
            _("There is another answer in this place already."),
            nothing_changed,
            _("Change or remove that one first."),
        ),
        "schema_newer": ProblemText(
            _("This vault was written by a newer version of Companion."),
            _("It has been opened for reading only; nothing has been changed."),
            _("Update Companion to write in it."),
        ),
        "already_open": ProblemText(
            _("Companion is already open with this vault."),
            _("Nothing has been changed."),
            _("Use the window that is open, or close it first."),
        ),
        "folder_not_writable": ProblemText(
            _("This folder cannot be written."),
            nothing_changed,
            _("Check its permissions, or choose another folder."),
        ),
        "folder_unsafe": ProblemText(
            _("The vault’s folder belongs to another user, or is a link."),
            nothing_changed,
            _("Choose a folder of your own."),
        ),
        "read_only": ProblemText(
            _("This vault is open for reading only."),
            entry_kept,
            _("Close the program that blocks it, or move the vault to a place you can write."),
        ),
        "only_looking": ProblemText(
            _("This is what could be read of a damaged vault."),
            entry_kept,
            _("Lock and unlock to choose how to go on."),
        ),
        "passphrase_too_short": ProblemText(
            _("A passphrase needs at least {least} characters."),
            "",
            _("Six ordinary words are easy to remember and hard to guess."),
        ),
        "passphrase_common": ProblemText(
            _("This passphrase is one of the first that a guesser tries."),
            nothing_changed,
            _("Six ordinary words that have nothing to do with each other are hard to guess."),
        ),
        "passphrase_same": ProblemText(
            _("The new passphrase is the one you have now."),
            nothing_changed,
            _("Choose another one."),
        ),
        "keys_copy_behind": ProblemText(
            _("The change is made, but the second copy of the key file could not be written."),
            _("Your entries have not been touched."),
            _("Free some space; unlocking mends the copy."),
        ),
        "sealing_off": ProblemText(
            _("Writing while locked is not switched on."),
            nothing_changed,
            _("Unlock first."),
        ),
        "sealed_too_much": ProblemText(
            _("More was written while locked than can wait."),
            entry_kept,
            _("Unlock, so that what waits is taken in."),
        ),
        "sealed_waiting": ProblemText(
            _("Something that was written while locked waits to be taken in first."),
            nothing_changed,
            _("Lock, unlock, and try again."),
        ),
        "backup_missing": ProblemText(
            _("There is no backup under the new key yet, so the old ones were kept."),
            nothing_changed,
            _("Make a backup first."),
        ),
        "rekey_unproved": ProblemText(
            _("The entries under the new key did not prove to be the same, so they were dropped."),
            _("Your vault and your passphrase are as they were."),
            _("Run the check of the vault, then try again."),
        ),
        "passphrase_missing": ProblemText(
            _("A passphrase is needed."),
            nothing_changed,
            _("Type it when asked, or name a file with --passphrase-file."),
        ),
        "passphrases_differ": ProblemText(
            _("The two passphrases are not the same."), nothing_changed, _("Type both again.")
        ),
        "demo_is_there": ProblemText(
            _("The demonstration makes its own vault."), "", _("Leave --demo out to create one.")
        ),
        "no_demo": ProblemText(_("There is no demonstration here."), nothing_changed),
        "passphrase_file_unreadable": ProblemText(
            _("The passphrase file could not be read."), nothing_changed, _("Check its name.")
        ),
        "folder_synced": ProblemText(
            _("This folder is copied by a sync program, which can break a vault."),
            nothing_changed,
            _("Keep the vault in a folder of this computer; let its backups go to this one."),
        ),
        "folder_network": ProblemText(
            _("This folder lies on a network drive, which cannot keep a vault safely."),
            nothing_changed,
            _("Keep the vault in a folder of this computer; let its backups go to this one."),
        ),
        # --- backups
        "no_backup": ProblemText(
            _("There is no backup that could be opened."),
            nothing_changed,
            _("Choose what could be read of the vault, or the file of a backup."),
        ),
        "backup_place_away": ProblemText(
            _("The folder for copies is not within reach."),
            _("Your backups on this computer have not been touched."),
            _("Plug the stick or disk in and copy again, or choose another folder."),
        ),
        "not_a_backup": ProblemText(
            _("This file is not a backup of Companion."), nothing_changed, _("Choose another file.")
        ),
        "backup_damaged": ProblemText(
            _("This backup is damaged and cannot be used."),
            nothing_changed,
            _("Choose another backup; keep this one until another has worked."),
        ),
        "backup_newer": ProblemText(
            _("This backup was made by a newer version of Companion."),
            nothing_changed,
            _("Bring Companion up to date first, then choose the file again."),
        ),
        "backup_other_key": ProblemText(
            _("This backup was made with another key than the one of this vault."),
            nothing_changed,
            _("Open it with the passphrase or the recovery code it was made with."),
        ),
        "backup_failed": ProblemText(
            _("The backup did not hold what the vault holds, so it was thrown away."),
            _("Your entries and your earlier backups have not been touched."),
            _("Try again; if it happens again, check the disk."),
        ),
        "backup_no_room": ProblemText(
            _("There is too little room for a backup: about {megabytes} MB are needed."),
            _("Your entries and your earlier backups have not been touched."),
            _("Free some space, or choose another folder."),
        ),
        # --- saving
        "disk_full": ProblemText(
            _("This could not be saved: the disk is full."),
            entry_kept,
            _("Free some space and try again."),
        ),
        "disk_problem": ProblemText(
            _("This could not be saved to the disk."),
            entry_kept,
            _("Free some space, or check the disk, and try again."),
        ),
        "vault_busy": ProblemText(
            _("Another program is holding the vault."),
            entry_kept,
            _("Wait a moment and try again."),
        ),
        "bug": ProblemText(
            _("Something went wrong inside Companion."),
            _("What was saved before is safe; what you typed is still here."),
            _("Try again. If it happens again, close Companion and open it anew."),
        ),
        "locked": ProblemText(_("Companion is locked."), entry_kept, _("Unlock it first.")),
        "nothing_to_undo": ProblemText(_("There is nothing to undo.")),
        "nothing_to_redo": ProblemText(_("There is nothing to redo.")),
        "changed_since": ProblemText(
            _("Something else was changed since then."),
            nothing_changed,
            _("Ctrl+Z takes back one step after the other, the newest first."),
        ),
        # --- values
        "values_refused": ProblemText(
            _("Nothing was saved, because some values do not fit: {list}."),
            "",
            _("Correct them and try again."),
        ),
        "future_day": ProblemText(
            _("{day} lies in the future."),
            _("Nothing was saved."),
            _("Choose today or a day before."),
        ),
        # --- questionnaires and medicines
        "unknown_questionnaire": ProblemText(
            _("There is no questionnaire of that name here."), nothing_changed, ""
        ),
        "bad_interval": ProblemText(
            _("That is no number of days."), nothing_changed, _("Choose 1 day or more, or never.")
        ),
        "nothing_answered": ProblemText(
            _("Nothing is answered yet."),
            "",
            _("Answer as many as you like, or leave it for later."),
        ),
        "score_unnamed": ProblemText(
            _("This score has no name yet."),
            _("What you typed is still here."),
            _("Write what the questionnaire is called."),
        ),
        "score_not_a_number": ProblemText(
            _("A score is a number."),
            _("What you typed is still here."),
            _("Write it in digits, like 14."),
        ),
        "score_range": ProblemText(
            _("The lowest possible score has to be below the highest."),
            _("What you typed is still here."),
            _("Change one of them, or leave both empty."),
        ),
        "score_outside": ProblemText(
            _("Scores of this questionnaire run from {low} to {high}."),
            _("What you typed is still here."),
            _("Check the number on the sheet."),
        ),
        "unknown_medicine": ProblemText(
            _("That medicine is no longer on your list."), nothing_changed, ""
        ),
        "medicine_unnamed": ProblemText(
            _("This medicine has no name yet."),
            _("What you typed is still here."),
            _("Write what you call it."),
        ),
        "medicine_there": ProblemText(
            _("{name} is on your list already."),
            _("What you typed is still here."),
            _("Change it there, or give this one another name."),
        ),
        "too_many_medicines": ProblemText(
            _("A list holds at most {most} medicines."), nothing_changed, ""
        ),
        "side_effect_unnamed": ProblemText(
            _("This has no words yet."),
            _("Nothing was saved."),
            _("Write what you noticed, like dry mouth."),
        ),
        "event_unnamed": ProblemText(
            _("There is no name for this day yet."),
            _("Nothing was saved."),
            _("Write a word or two, so that the charts can name it."),
        ),
        "impossible_day": ProblemText(
            _("That is not a day of the calendar."),
            _("Nothing was saved."),
            _("Write it as year-month-day, for example 2026-03-12."),
        ),
        "unknown_measure": ProblemText(
            _("There is no measure called {measure}."),
            _("Nothing was saved."),
            _("See the list with the command: measures list."),
        ),
        "empty_check_in": ProblemText(
            _("There is nothing to save yet."), "", _("Answer anything; one answer is enough.")
        ),
        "measure_exists": ProblemText(
            _("There is a measure called {measure} already."),
            nothing_changed,
            _("Choose another id."),
        ),
        "empty_night": ProblemText(
            _("There is nothing to save yet."), "", _("Any one time will do, or the hours alone.")
        ),
        "night_unfit": ProblemText(
            _("These times do not make a night."),
            _("What you typed is still here."),
            _("Look at morning and evening, and at the minutes awake."),
        ),
        "bout_needs_minutes": ProblemText(
            _("A movement needs its minutes, from 1 to 1440."),
            _("What you wrote is still here."),
            _("A guess is enough."),
        ),
        "exposure_needs_trigger": ProblemText(
            _("Which trigger was it?"),
            _("What you wrote is still here."),
            _("Choose one, or write it in a word of your own."),
        ),
        "plan_needs_both": ProblemText(
            _("A plan needs an if and a then."),
            _("What you wrote is still here."),
            _("A few words for each will do."),
        ),
        "unknown_skill": ProblemText(
            _("There is no such skill any more."), nothing_changed, _("Choose another one.")
        ),
        "skill_needs_name": ProblemText(
            _("A skill needs a name of up to {most} characters."),
            _("What you wrote is still here."),
            _("A word or two will do."),
        ),
        "skill_exists": ProblemText(
            _("There is a skill of that name already."),
            _("What you wrote is still here."),
            _("Give yours another name."),
        ),
        "bad_measure": ProblemText(
            _("That does not describe a measure."),
            nothing_changed,
            _("Use lower-case letters, digits and _ for the id, and a scale such as 0-10."),
        ),
        # --- warning signs
        "no_warning_to_answer": ProblemText(
            _("There is no message to answer today."),
            nothing_changed,
            _("An answer belongs to a level of Watch that stands."),
        ),
        "plan_too_long": ProblemText(
            _("A plan holds at most {most} steps."),
            _("Your plan has not been changed."),
            _("Join or drop some steps."),
        ),
        "zone_too_long": ProblemText(
            _("A text here can have at most {most} characters."),
            _("What you wrote is still here."),
            _("Shorten it."),
        ),
        "sign_without_words": ProblemText(
            _("A sign needs a few words of your own."),
            _("Nothing has been changed."),
            _("Write what you or others notice."),
        ),
        "sign_too_long": ProblemText(
            _("A text of a sign can have at most {most} characters."),
            _("What you wrote is still here."),
            _("Shorten it."),
        ),
        "too_many_signs": ProblemText(
            _("There are {most} signs already."),
            _("None of them has been changed."),
            _("Let one rest or delete one, so that each stays worth noticing."),
        ),
        "unknown_sign": ProblemText(
            _("This sign is no longer there."),
            _("Nothing has been changed."),
            _("Open My signs again."),
        ),
        "rule_never_met": ProblemText(
            _("No entry of “{measure}” can meet all of this, so the sign would never show."),
            _("What you wrote is still here."),
            _("Change a number, or tick the sign yourself."),
        ),
        "rule_always_met": ProblemText(
            _("Every entry of “{measure}” meets this, so the sign would show each day."),
            _("What you wrote is still here."),
            _("Change a number, or tick the sign yourself."),
        ),
        "too_many_people": ProblemText(
            _("The list holds at most {most} people."),
            _("Your list has not been changed."),
            _("Keep those whom you would really turn to."),
        ),
        "contact_too_long": ProblemText(
            _("A name, number or remark can have at most {most} characters."),
            _("Your list has not been changed."),
            _("Shorten it."),
        ),
        "unknown_focus": ProblemText(
            _("This choice is not known here."), nothing_changed, _("Choose again.")
        ),
        "unknown_step": ProblemText(
            _("This step is not in your plan any more."), nothing_changed, _("Look at it anew.")
        ),
        # --- files
        "file_missing": ProblemText(
            _("The file could not be found."), nothing_changed, _("Check its name.")
        ),
        "file_unreadable": ProblemText(
            _("The file could not be read."), nothing_changed, _("Check that you may open it.")
        ),
        "file_empty": ProblemText(
            _("The file is empty."), nothing_changed, _("Export it again from the other program.")
        ),
        "file_too_large": ProblemText(
            _("The file is larger than {limit} MB."),
            nothing_changed,
            _("Export a shorter period, or split the file."),
        ),
        "file_not_text": ProblemText(
            _("The file is not a text table."),
            nothing_changed,
            _("Export it as CSV or JSON from the other program."),
        ),
        "file_locked": ProblemText(
            _("This file is locked with a passphrase."),
            nothing_changed,
            _("Open it first: Settings, My data, or “iop-companion decrypt”."),
        ),
        "file_not_locked": ProblemText(
            _("This file is not one that Companion locked."), nothing_changed, _("Choose another.")
        ),
        "wrong_file_passphrase": ProblemText(
            _("That did not open the file."),
            nothing_changed,
            _("It takes the passphrase of this file; a damaged file does not open either."),
        ),
        "file_too_costly": ProblemText(
            _("Reading the file took more time or memory than any diary needs, so it was stopped."),
            nothing_changed,
            _("Export a shorter period, or split the file."),
        ),
        "import_stopped": ProblemText(_("Reading the file was stopped."), nothing_changed),
        "file_too_many_rows": ProblemText(
            _("The file has more than {limit} lines."),
            nothing_changed,
            _("Export a shorter period, or split the file."),
        ),
        "no_measure_column": ProblemText(
            _("None of the columns of this file is a measure here."),
            nothing_changed,
            _("Say which column is which measure, in the mapping or in the column’s name."),
        ),
        "export_newer": ProblemText(
            _("This file was written by a newer version of Companion."),
            nothing_changed,
            _("Update Companion to read it."),
        ),
        "unknown_format": ProblemText(
            _("There is no kind of file called {format}."), nothing_changed, _("Kinds: {known}.")
        ),
        "mapping_unfit": ProblemText(
            _("A number in the mapping does not fit {label}."),
            nothing_changed,
            _("Give every mood name a whole number from 0 to 10."),
        ),
        "file_unknown": ProblemText(
            _("The file is of no kind that can be read here."),
            nothing_changed,
            _("CSV with the columns day, measure, value always works."),
        ),
        "file_broken": ProblemText(
            _("The file ends too early or is damaged."),
            nothing_changed,
            _("Export it again from the other program."),
        ),
        "mapping_unreadable": ProblemText(
            _("The mapping file could not be understood."),
            nothing_changed,
            _('It looks like this: {{"moods": {{"rad": 9}}}}.'),
        ),
        "unknown_import": ProblemText(
            _("There is no import with this id."), nothing_changed, _("Check the id.")
        ),
        "target_exists": ProblemText(
            _("There is a file of that name already."),
            _("It has not been touched."),
            _("Choose another name."),
        ),
        "target_unwritable": ProblemText(
            _("The file could not be written there."),
            _("Nothing has been changed."),
            _("Choose another folder, or free some space."),
        ),
        "unknown_section": ProblemText(
            _("There is no section called {section}."), nothing_changed, _("Sections: {known}.")
        ),
        "empty_period": ProblemText(
            _("That period ends before it begins."), nothing_changed, _("Swap the two days.")
        ),
        "talk_points_too_long": ProblemText(
            _("That is more than the page has room for."),
            _("Your words are still here; the first points that fit are kept."),
            _("Keep it to {points} points and {characters} characters in all."),
        ),
        "summary_unfit": ProblemText(
            _("The pages could not be typeset."),
            nothing_changed,
            _("Try fewer sections. If it happens again, please report it."),
        ),
        "no_display": ProblemText(
            _("There is no display here, so the window cannot open."),
            "",
            _("Start it on a desktop, or see the commands with --help."),
        ),
        "printer_failed": ProblemText(
            _("The page could not be printed."), nothing_changed, _("Save the PDF and print that.")
        ),
    }
