"""Level change: have a measure's recent entries, weighed together, moved away from the usual?

Exponentially weighted averages of rank scores (Roberts 1959; ranks after Conover, Tercero-Gomez
and Cordero-Franco 2017), with a line that allows for carry-over from day to day and for the error
of the usual itself. The arithmetic is in ``analytics.panel``; ``docs/methods.md``, "Level change".
"""

from __future__ import annotations

from collections.abc import Sequence

from iop_companion.analytics.detectors.base import Told, joined_words
from iop_companion.domain.early_warning import Standing
from iop_companion.foundation.day_words import weekday_words
from iop_companion.foundation.i18n import _, ngettext

MOST_AMOUNTS = 2
"""So many measures are told with their amounts; the cards below hold those of all."""


class LevelChange:
    """One measure's words."""

    name = "level_change"

    def explain(self, told: Told) -> str:
        """Say one measure: where it was, where it is, since when, with how many entries."""
        if told.standing is Standing.TOO_FEW or not told.usual or not told.recent:
            return _("{label}: too few entries to compare.").format(label=told.label)
        if told.standing is Standing.PAST_LINE and told.since is not None:
            return _(
                "{label}: {usual} to {recent}, moved away from your usual since {day} ({entries})."
            ).format(
                label=told.label,
                usual=told.usual,
                recent=told.recent,
                day=weekday_words(told.since),
                entries=entries_words(told.n_entries, told.n_days),
            )
        return _("{label}: {usual} to {recent}, {standing}.").format(
            label=told.label,
            usual=told.usual,
            recent=told.recent,
            standing=standing_words(told.standing),
        )


class AllTogether:
    """The words of all measures together: several lean, none alone is past its line."""

    name = "all_together"

    def explain(self, told: Told) -> str:
        """Say that what is tracked moved as a whole; ``told.label`` names what leans most."""
        facts = {
            "day": weekday_words(told.since) if told.since else "",
            "entries": entries_words(told.n_entries, told.n_days),
            "label": told.label,
        }
        if told.label:
            return _(
                "Taken together, what you track has moved away from your usual since {day} "
                "({entries}), most of all: {label}."
            ).format(**facts)
        return _(
            "Taken together, what you track has moved away from your usual since {day} ({entries})."
        ).format(**facts)


def explain_panel(moved: Sequence[Told], told: Told) -> str:
    """Say which measures moved away since when, and the clearest two of them from what to what.

    ``told`` holds the day and the entries of all of them together.
    """
    facts = {
        "day": weekday_words(told.since) if told.since else "",
        "entries": entries_words(told.n_entries, told.n_days),
    }
    if len(moved) == 1 and moved[0].usual and moved[0].recent:
        return _(
            "{label} has moved away from your usual since {day}, from {usual} to {recent} on "
            "average ({entries})."
        ).format(label=moved[0].label, usual=moved[0].usual, recent=moved[0].recent, **facts)
    return ngettext(
        "{labels} has moved away from your usual since {day} ({entries}).",
        "{labels} have moved away from your usual since {day} ({entries}).",
        len(moved),
    ).format(labels=joined_words(_counted(moved)), **facts)


def amounts_words(moved: Sequence[Told]) -> list[str]:
    """Return "Sleep (6.9 h to 5.4 h on average)", "Urge (1.7 to 3.6)": the first says it for all.

    A measure without amounts is told by its name alone.
    """
    said: list[str] = []
    form = _("{label} ({usual} to {recent} on average)")
    for one in moved:
        if not (one.usual and one.recent):
            said.append(one.label)
            continue
        said.append(form.format(label=one.label, usual=one.usual, recent=one.recent))
        form = _("{label} ({usual} to {recent})")
    return said


def _counted(moved: Sequence[Told]) -> list[str]:
    """The clearest with their amounts, then one by its name or several by their number."""
    said, rest = amounts_words(moved[:MOST_AMOUNTS]), moved[MOST_AMOUNTS:]
    if len(rest) == 1:
        return [*said, rest[0].label]
    more = ngettext("{n} more", "{n} more", len(rest)).format(n=len(rest))
    return [*said, more] if rest else said


def entries_words(n_entries: int, n_days: int) -> str:
    """Return "7 of 8 days have an entry"."""
    return ngettext(
        "{n} of {days} days has an entry", "{n} of {days} days have an entry", n_entries
    ).format(n=n_entries, days=n_days)


def standing_words(standing: Standing) -> str:
    """Return the words of ``chart-style.md`` for where a measure stands."""
    return {
        Standing.TOO_FEW: _("too few entries to compare"),
        Standing.USUAL: _("in your usual range"),
        Standing.AT_EDGE: _("at the edge of your usual range"),
        Standing.LEANING: _("leaning, not past the line"),
        Standing.PAST_LINE: _("past the line"),
    }[standing]
