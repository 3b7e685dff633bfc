"""Signs, plan, people and focuses."""

from __future__ import annotations

from iop_companion.foundation.i18n import N_
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText

WARNING_SIGNS = {
    "no_warning_to_answer": ProblemText(
        N_("There is no message to answer today."),
        NOTHING_CHANGED,
        N_("An answer belongs to a level of Watch that stands."),
    ),
    "plan_too_long": ProblemText(
        N_("A plan holds at most {most} steps."),
        N_("Your plan has not been changed."),
        N_("Join or drop some steps."),
    ),
    "zone_too_long": ProblemText(
        N_("A text here can have at most {most} characters."),
        N_("What you wrote is still here."),
        N_("Shorten it."),
    ),
    "sign_without_words": ProblemText(
        N_("A sign needs a few words of your own."),
        N_("Nothing has been changed."),
        N_("Write what you or others notice."),
    ),
    "sign_too_long": ProblemText(
        N_("A text of a sign can have at most {most} characters."),
        N_("What you wrote is still here."),
        N_("Shorten it."),
    ),
    "too_many_signs": ProblemText(
        N_("There are {most} signs already."),
        N_("None of them has been changed."),
        N_("Let one rest or delete one, so that each stays worth noticing."),
    ),
    "unknown_sign": ProblemText(
        N_("This sign is no longer there."),
        N_("Nothing has been changed."),
        N_("Open My signs again."),
    ),
    "rule_never_met": ProblemText(
        N_("No entry of “{measure}” can meet all of this, so the sign would never show."),
        N_("What you wrote is still here."),
        N_("Change a number, or tick the sign yourself."),
    ),
    "rule_always_met": ProblemText(
        N_("Every entry of “{measure}” meets this, so the sign would show each day."),
        N_("What you wrote is still here."),
        N_("Change a number, or tick the sign yourself."),
    ),
    "too_many_people": ProblemText(
        N_("The list holds at most {most} people."),
        N_("Your list has not been changed."),
        N_("Keep those whom you would really turn to."),
    ),
    "contact_too_long": ProblemText(
        N_("A name, number or remark can have at most {most} characters."),
        N_("Your list has not been changed."),
        N_("Shorten it."),
    ),
    "unknown_focus": ProblemText(
        N_("This choice is not known here."), NOTHING_CHANGED, N_("Choose again.")
    ),
    "unknown_step": ProblemText(
        N_("This step is not in your plan any more."), NOTHING_CHANGED, N_("Look at it anew.")
    ),
}
