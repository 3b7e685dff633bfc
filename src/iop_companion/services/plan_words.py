"""The plan in words: the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.my_plan import ZoneView
from iop_companion.services.plan_review import ZoneReview
from iop_companion.services.sign_words import joined


def signs_words(view: ZoneView) -> str:
    """Return the own signs of a zone as a line."""
    named = [_("“{sign}”").format(sign=sign.words) for sign in view.signs]
    return _("My signs: {signs}").format(signs=joined(named))


def people_words(view: ZoneView) -> str:
    """Return the people of a zone with their numbers as a line."""
    named = [
        _("{name}, {number}").format(name=one.name, number=one.number)
        if one.name and one.number
        else one.name or one.number
        for one in view.people
    ]
    return _("With: {people}").format(people="; ".join(named))


def lost_words(names: Sequence[str]) -> str:
    """Return that people of a zone are in no list any more, and what stays."""
    return ngettext(
        "{names} is no longer among your people. The name is kept here; edit the zone to choose "
        "someone else.",
        "{names} are no longer among your people. The names are kept here; edit the zone to choose "
        "someone else.",
        len(names),
    ).format(names=joined(names))


def dates_words(view: ZoneView) -> str:
    """Return when a zone was written and gone through, and how often it was used since."""
    said = []
    if view.written_on is not None:
        said.append(_("Written {day}.").format(day=day_words(view.written_on)))
    if view.reviewed_on is not None:
        day = day_words(view.reviewed_on)
        said.append(
            _("Gone through with {name} on {day}.").format(name=view.reviewed_with, day=day)
            if view.reviewed_with
            else _("Gone through on {day}.").format(day=day)
        )
    if view.last_done is not None:
        used = ngettext(
            "Steps done on {n} day since then, on {day}.",
            "Steps done on {n} days since then, last on {day}.",
            view.n_done,
        )
        said.append(used.format(n=view.n_done, day=day_words(view.last_done)))
    return " ".join(said)


def step_words(n_days: int) -> str:
    """Return on how many days one step was done since the zone was gone through; "" for none."""
    if not n_days:
        return ""
    return ngettext("done on {n} day", "done on {n} days", n_days).format(n=n_days)


def review_words(view: ZoneView) -> str:
    """Return what came of a zone since it was gone through, with every count; "" for nothing.

    It says how often, never how good: no step is set before another by it.
    """
    came = view.review
    if not came.n_shown:
        return ""
    said = [_shown_words(view), _used_words(came.n_used)]
    if came.n_said_helped:
        said.append(_helped_words(came))
    if came.n_false_alarms:
        false = ngettext("You called {n} a false alarm.", "You called {n} false alarms.",
                         came.n_false_alarms)  # fmt: skip
        said.append(false.format(n=came.n_false_alarms))
    return " ".join(said)


def _used_words(n_used: int) -> str:
    if not n_used:
        return _("No use of the plan is noted.")
    return ngettext("You used your plan once.", "You used your plan {n} times.", n_used).format(
        n=n_used
    )


def _helped_words(came: ZoneReview) -> str:
    """What was answered to "Did it help?"; an answer that was never given is not named."""
    counted = (
        (came.n_helped, ngettext("yes once", "yes {n} times", came.n_helped)),
        (
            came.n_helped_a_little,
            ngettext("a little once", "a little {n} times", came.n_helped_a_little),
        ),
        (
            came.n_did_not_help,
            ngettext("not much once", "not much {n} times", came.n_did_not_help),
        ),
    )
    answers = joined([words.format(n=n) for n, words in counted if n])
    return _("Did it help? You said {answers}.").format(answers=answers)


def _shown_words(view: ZoneView) -> str:
    n = view.review.n_shown
    if view.reviewed_on is None:
        return ngettext("Came up once so far.", "Came up {n} times so far.", n).format(n=n)
    return ngettext(
        "New since {day}: came up once.", "New since {day}: came up {n} times.", n
    ).format(n=n, day=day_words(view.reviewed_on))
