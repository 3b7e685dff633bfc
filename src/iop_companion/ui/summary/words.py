"""The words of the Summary page that are looked up by key."""

from __future__ import annotations

from collections.abc import Sequence

from iop_companion.domain.summary import Section
from iop_companion.foundation.i18n import _

SINCE_SESSION = "since_session"


def period_choices() -> list[tuple[str, str]]:
    """Return the periods: key (days, or since the last session) and words."""
    return [
        (SINCE_SESSION, _("Session")),
        ("7", _("1 week")),
        ("14", _("2 weeks")),
        ("28", _("4 weeks")),
    ]


def section_words() -> list[tuple[Section, str, str]]:
    """Return each section that can be included, its words, and what it holds."""
    return [
        (Section.TALK, _("What I want to talk about"), _("your own words")),
        (Section.NUMBERS, _("Period in numbers"), _("averages, ranges, days with an entry")),
        (Section.CHARTS, _("Charts"), _("last four weeks at least")),
        (Section.WARNING, _("Warning signs"), _("state and what changed")),
        (Section.SLEEP, _("Sleep"), ""),
        (Section.MOVEMENT, _("Movement"), ""),
        (Section.SKILLS, _("Coping skills"), ""),
        (Section.TRIGGERS, _("What set urges off"), ""),
        (Section.MEDICINES, _("Medication"), ""),
        (Section.NOTES, _("Notes"), _("private, off by default")),
    ]


def left_out_words(sections: Sequence[Section]) -> str:
    """Return the line under the preview that names what the file does not hold."""
    known = {section: words for section, words, _hint in section_words()}
    names = [known[section] for section in sections if section in known]
    if not names:
        return _("Nothing is left out.")
    return _("Left out: {sections}.").format(sections=", ".join(names))
