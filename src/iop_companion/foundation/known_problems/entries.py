"""What a person enters: values, questionnaires, medicines, nights, skills."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText

ENTRIES = {
    "values_refused": ProblemText(
        N_("Nothing was saved, because some values do not fit: {list}."),
        "",
        N_("Correct them and try again."),
    ),
    "slot_taken": ProblemText(
        N_("There is another answer in this place already."),
        NOTHING_CHANGED,
        N_("Change or remove that one first."),
    ),
    "removed_gone": ProblemText(
        N_("That is not among the removed things any more."), NOTHING_CHANGED, ""
    ),
    "future_day": ProblemText(
        N_("{day} lies in the future."),
        N_("Nothing was saved."),
        N_("Choose today or a day before."),
    ),
    "unknown_questionnaire": ProblemText(
        N_("There is no questionnaire of that name here."), NOTHING_CHANGED, ""
    ),
    "bad_interval": ProblemText(
        N_("That is no number of days."), NOTHING_CHANGED, N_("Choose 1 day or more, or never.")
    ),
    "nothing_answered": ProblemText(
        N_("Nothing is answered yet."),
        "",
        N_("Answer as many as you like, or leave it for later."),
    ),
    "score_unnamed": ProblemText(
        N_("This score has no name yet."),
        N_("What you typed is still here."),
        N_("Write what the questionnaire is called."),
    ),
    "score_not_a_number": ProblemText(
        N_("A score is a number."),
        N_("What you typed is still here."),
        N_("Write it in digits, like 14."),
    ),
    "score_range": ProblemText(
        N_("The lowest possible score has to be below the highest."),
        N_("What you typed is still here."),
        N_("Change one of them, or leave both empty."),
    ),
    "score_outside": ProblemText(
        N_("Scores of this questionnaire run from {low} to {high}."),
        N_("What you typed is still here."),
        N_("Check the number on the sheet."),
    ),
    "unknown_medicine": ProblemText(
        N_("That medicine is no longer on your list."), NOTHING_CHANGED, ""
    ),
    "dose_gone": ProblemText(
        N_("That dose is no longer there."), N_("What you typed is still here."), ""
    ),
    "medicine_unnamed": ProblemText(
        N_("This medicine has no name yet."),
        N_("What you typed is still here."),
        N_("Write what you call it."),
    ),
    "medicine_there": ProblemText(
        N_("{name} is on your list already."),
        N_("What you typed is still here."),
        N_("Change it there, or give this one another name."),
    ),
    "too_many_medicines": ProblemText(
        N_("A list holds at most {most} medicines."), NOTHING_CHANGED, ""
    ),
    "side_effect_unnamed": ProblemText(
        N_("This has no words yet."),
        N_("Nothing was saved."),
        N_("Write what you noticed, like dry mouth."),
    ),
    "event_unnamed": ProblemText(
        N_("There is no name for this day yet."),
        N_("Nothing was saved."),
        N_("Write a word or two, so that the charts can name it."),
    ),
    "impossible_day": ProblemText(
        N_("That is not a day of the calendar."),
        N_("Nothing was saved."),
        N_("Write it as year-month-day, for example 2026-03-12."),
    ),
    "unknown_measure": ProblemText(
        N_("There is no measure called {measure}."),
        N_("Nothing was saved."),
        N_("See the list with the command: measures list."),
    ),
    "empty_check_in": ProblemText(
        N_("There is nothing to save yet."), "", N_("Answer anything; one answer is enough.")
    ),
    "measure_exists": ProblemText(
        N_("There is a measure called {measure} already."),
        NOTHING_CHANGED,
        N_("Choose another id."),
    ),
    "empty_night": ProblemText(
        N_("There is nothing to save yet."), "", N_("Any one time will do, or the hours alone.")
    ),
    "night_unfit": ProblemText(
        N_("These times do not make a night."),
        N_("What you typed is still here."),
        N_("Look at morning and evening, and at the minutes awake."),
    ),
    "bout_needs_minutes": ProblemText(
        N_("A movement needs its minutes, from 1 to 1440."),
        N_("What you wrote is still here."),
        N_("A guess is enough."),
    ),
    "use_needs_what": ProblemText(
        N_("It does not say yet what was used."),
        N_("What you wrote is still here."),
        N_("Choose one of your rows."),
    ),
    "use_bad_amount": ProblemText(
        N_("An amount is a number above 0, and a day holds up to {most}."),
        N_("What you wrote is still here."),
        N_("A guess is enough; it can also stay empty."),
    ),
    "exposure_needs_trigger": ProblemText(
        N_("Which trigger was it?"),
        N_("What you wrote is still here."),
        N_("Choose one, or write it in a word of your own."),
    ),
    "plan_needs_both": ProblemText(
        N_("A plan needs an if and a then."),
        N_("What you wrote is still here."),
        N_("A few words for each will do."),
    ),
    "unknown_skill": ProblemText(
        N_("There is no such skill any more."), NOTHING_CHANGED, N_("Choose another one.")
    ),
    "skill_needs_name": ProblemText(
        N_("A skill needs a name of up to {most} characters."),
        N_("What you wrote is still here."),
        N_("A word or two will do."),
    ),
    "skill_exists": ProblemText(
        N_("There is a skill of that name already."),
        N_("What you wrote is still here."),
        N_("Give yours another name."),
    ),
    "bad_measure": ProblemText(
        N_("That does not describe a measure."),
        NOTHING_CHANGED,
        N_("Use lower-case letters, digits and _ for the id, and a scale such as 0-10."),
    ),
    "row_needs_name": ProblemText(
        N_("This row has no name yet."), "", N_("Any words of yours will do.")
    ),
    "row_name_too_long": ProblemText(N_("A name of at most {most} characters fits on the row.")),
    "row_name_taken": ProblemText(
        N_("There is a row of that name already."), "", N_("Choose another name for this one.")
    ),
    "row_needs_number": ProblemText(N_("{field} takes a number, such as 0, 10 or 2.5.")),
    "row_upside_down": ProblemText(N_("The lowest has to be below the highest.")),
    "row_bad_step": ProblemText(
        N_("These steps do not lead from the lowest to the highest."),
        "",
        N_("At most 1,000 steps of the same size fit."),
    ),
    "row_end_too_long": ProblemText(
        N_("Words for an end of the scale have at most {most} characters."),
        N_("What you wrote is still here."),
        N_("Fewer words will do."),
    ),
    "row_unit_too_long": ProblemText(N_("A unit of at most {most} characters fits on the row.")),
    "row_bad_grams": ProblemText(N_("One standard drink can hold 1 to {most} grams of alcohol.")),
}
