"""The words of the Summary page that are looked up by key."""

from __future__ import annotations

from collections.abc import Iterable

from iop_companion.domain.summary import Section, Summary
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _, ngettext

SINCE_SESSION = "since_session"
OWN_DAYS = "own_days"


def period_choices() -> list[tuple[str, str]]:
    """Return the periods: key (days, since the last session, or own days) and words."""
    return [
        (SINCE_SESSION, _("Session")),
        ("7", _("1 week")),
        ("14", _("2 weeks")),
        ("28", _("4 weeks")),
        (OWN_DAYS, _("Other")),
    ]


def section_words() -> list[tuple[Section, str, str]]:
    """Return each section that can be included, its words, and what it holds."""
    return [
        (Section.TALK, _("What I want to talk about"), _("your own words")),
        (Section.NUMBERS, _("Period in numbers"), _("averages, ranges, days with an entry")),
        (Section.CHARTS, _("Charts"), _("the last four weeks")),
        (Section.WARNING, _("Warning signs"), _("state and what changed")),
        (Section.SLEEP, _("Sleep"), ""),
        (Section.MOVEMENT, _("Movement"), ""),
        (Section.SKILLS, _("Coping skills"), ""),
        (
            Section.TRIGGERS,
            _("Triggers"),
            _("what came up most, urges acted on, and what was used"),
        ),
        (Section.MEDICINES, _("Medication"), ""),
        (Section.QUESTIONNAIRES, _("Questionnaires"), _("totals and their ranges")),
        (Section.PROGRAM, _("Sessions"), ""),
        (Section.NOTES, _("Notes"), _("private, off by default")),
    ]


def section_names(sections: Iterable[Section]) -> list[str]:
    """Return the words of ``sections``, as beside their ticks."""
    known = {section: words for section, words, _hint in section_words()}
    return [known[section] for section in sections if section in known]


def period_of(summary: Summary, *, lacks_session: bool) -> str:
    """Return the days of ``summary`` in words, and why these if no session was noted."""
    days = ngettext("{period}, {n} day", "{period}, {n} days", summary.n_days).format(
        period=period_words(summary.first, summary.last), n=summary.n_days
    )
    return (
        _("{days}. No session is noted in these days.").format(days=days) if lacks_session else days
    )


def left_out_words(summary: Summary) -> str:
    """Return the line under the preview that names what the file does not hold."""
    names = section_names(summary.left_out)
    told = _("Nothing is left out.")
    if names:
        told = _("Left out: {sections}.").format(sections=", ".join(names))
    parts = [told]
    parts.append(private_words(summary.n_private_left_out))
    if summary.n_notes_not_shown:
        parts.append(
            ngettext(
                "{n} note has no room.", "{n} notes have no room.", summary.n_notes_not_shown
            ).format(n=summary.n_notes_not_shown)
        )
    parts.append(_names_words(summary))
    return " ".join(part for part in parts if part)


def private_words(n: int) -> str:
    """Return the sentence about ``n`` private values that a paper does not hold; "" for none."""
    if not n:
        return ""
    return ngettext(
        "{n} private value is not in it.", "{n} private values are not in it.", n
    ).format(n=n)


def _names_words(summary: Summary) -> str:
    """Say what became of names in the person's own words, and whose names are known at all."""
    if summary.names_known is None or not (summary.talk_points or summary.notes):
        return ""
    if not summary.names_known:
        return _("Names in your own words stand as written: your list of people is empty.")
    if not summary.n_names_as_roles:
        return _("None of your people is named in your words; other names stand as written.")
    return ngettext(
        "The name of {n} person is written as a role; names that are not in your list of people "
        "stand as written.",
        "The names of {n} people are written as roles; names that are not in your list of people "
        "stand as written.",
        summary.n_names_as_roles,
    ).format(n=summary.n_names_as_roles)
