"""What was taken back or done again, in words: the notice after Undo never leaves one guessing."""

from __future__ import annotations

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.observation import Observation
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _

_UNDO = "undo:"


def taken_back(changes: ChangeSet) -> str:
    """Return the words after an undo: "Taken back: the check-in of Thursday 12 March."."""
    what = operation_words(changes)
    return _("Taken back: {what}.").format(what=what) if what else _("Taken back.")


def done_again(changes: ChangeSet) -> str:
    """Return the words after a redo."""
    what = operation_words(changes)
    return _("Done again: {what}.").format(what=what) if what else _("Done again.")


def operation_words(changes: ChangeSet) -> str:
    """Return what an operation did, with the day where it was one; "" for one without words."""
    label = changes.label.removeprefix(_UNDO)
    days = {one.record.day for one in changes.changes if isinstance(one.record, Observation)}
    if len(days) == 1 and (words := _of_a_day().get(label)):
        return words.format(day=long_day(days.pop()))
    return _plain().get(label, "")


def _of_a_day() -> dict[str, str]:
    return {
        "check_in_saved": _("the check-in of {day}"),
        "day_removed": _("removing the entry of {day}"),
        "moment_saved": _("a moment of {day}"),
        "moment_removed": _("removing a moment of {day}"),
        "private_marked": _("a private mark of {day}"),
        "value_annotated": _("words beside a value of {day}"),
    }


def _plain() -> dict[str, str]:
    return {
        "check_in_saved": _("a check-in"),
        "day_removed": _("removing a day"),
        "moment_saved": _("a moment"),
        "moment_removed": _("removing a moment"),
        "paper_week_saved": _("a week from paper"),
        "measure_added": _("adding a measure"),
        "measure_changed": _("a change of a measure"),
        "measure_removed": _("taking a measure out"),
        "rows_changed": _("what Today shows"),
        "focus_chosen": _("what to keep an eye on"),
        "people_changed": _("a change of your people"),
        "session_added": _("adding a session"),
        "session_removed": _("removing a session"),
        "imported": _("bringing data in"),
        "import_undone": _("taking out what was brought in"),
        "panel_answered": _("your answer to a warning"),
        "outcome_told": _("what came of a warning"),
        "usual_offer_answered": _("your answer to a new usual"),
        "warning_brought": _("a warning for the Summary"),
        "warning_set_aside": _("setting a warning aside"),
        "set_aside_taken_back": _("letting a warning speak again"),
        "zone_said": _("the zone you said you are in"),
        "sign_kept": _("a change of a sign"),
        "sign_removed": _("removing a sign"),
        "sign_rested": _("a sign put to rest or taken up"),
        "sign_ticked": _("a tick of a sign"),
        "plan_reviewed": _("a review of your plan"),
        "plan_changed": _("a change of your plan"),
        "plan_step_ticked": _("a tick in your plan"),
        "skill_used": _("a skill that you used"),
        "use_kept": _("a use"),
        "use_removed": _("removing a use"),
        "bout_kept": _("a movement"),
        "bout_removed": _("removing a movement"),
        "trigger_kept": _("a trigger"),
        "trigger_removed": _("removing a trigger"),
        "if_then_kept": _("an if-then plan"),
        "if_then_removed": _("removing an if-then plan"),
        "questionnaire_put_off": _("letting a questionnaire wait"),
        "dose_changed": _("a dose"),
        "dose_removed": _("removing a dose"),
        "side_effect_noted": _("a note beside a side effect"),
        "dose_noted": _("a note beside a dose"),
        "put_back": _("putting back what was removed"),
        "night_saved": _("a night of the sleep diary"),
        "skill_not_used": _("a skill that was not used"),
        "skill_rated": _("whether a skill helped later"),
        "skill_let_be": _("a question about a skill"),
        "skill_favourite": _("a favourite"),
        "skill_note": _("your note on a skill"),
        "own_skill_kept": _("a skill of your own"),
        "own_skill_hidden": _("taking a skill out of the toolbox"),
        "questionnaire_chosen": _("how a questionnaire is asked"),
        "questionnaire_answered": _("a questionnaire"),
        "questionnaire_noted": _("words beside a questionnaire"),
        "questionnaire_removed": _("removing a questionnaire"),
        "score_entered": _("a score"),
        "dose_recorded": _("a dose"),
        "side_effect_recorded": _("a side effect"),
        "medicine_added": _("adding a medicine"),
        "medicine_changed": _("a change of a medicine"),
        "medicine_removed": _("taking a medicine off the list"),
        "charts_chosen": _("which charts are shown"),
        "event_added": _("a mark on the charts"),
        "event_changed": _("a change of a mark on the charts"),
        "event_removed": _("taking a mark off the charts"),
        "talk_points_kept": _("what you want to talk about"),
    }
