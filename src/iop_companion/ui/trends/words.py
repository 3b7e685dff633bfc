"""The few words of the Trends page that several of its files share."""

from __future__ import annotations

from iop_companion.foundation.day_words import day_words, period_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.views import TrendRange, TrendsView


def range_choices() -> list[tuple[str, str]]:
    """Return key and words of every range, in the order of the switch."""
    return [
        (TrendRange.SINCE_SESSION, _("My last session")),
        (TrendRange.FOUR_WEEKS, _("4 weeks")),
        (TrendRange.TWELVE_WEEKS, _("12 weeks")),
        (TrendRange.YEAR, _("Year")),
        (TrendRange.ALL, _("All")),
    ]


def count_words(view: TrendsView) -> str:
    """Return the line under the words: days without entry, late and imported ones, counted."""
    parts = [
        ngettext(
            "{n} of {days} days has no entry. Gaps stay gaps in the charts.",
            "{n} of {days} days have no entry. Gaps stay gaps in the charts.",
            view.n_days_without,
        ).format(n=view.n_days_without, days=_n_days_since(view))
        if view.n_days_without
        else _("Every day has an entry.")
    ]
    if view.began is not None:
        parts.insert(0, _("Tracking began {day}.").format(day=day_words(view.began)))
    if view.n_late:
        parts.append(
            ngettext(
                "{n} day was added later (hollow).",
                "{n} days were added later (hollow).",
                view.n_late,
            ).format(n=view.n_late)
        )
    if view.n_imported:
        parts.append(
            ngettext("{n} day is imported.", "{n} days are imported.", view.n_imported).format(
                n=view.n_imported
            )
        )
    if view.n_paper:
        parts.append(
            ngettext("{n} day is from paper.", "{n} days are from paper.", view.n_paper).format(
                n=view.n_paper
            )
        )
    return " ".join(parts)


def _n_days_since(view: TrendsView) -> int:
    """Days of the range from the first entry ever on: those before it were no days without."""
    return (view.last - max(view.began or view.first, view.first)).days + 1


def usual_words(view: TrendsView) -> str:
    """Return which entries make the shaded range, or "" while there is none."""
    usual = next((one.usual for one in view.series if one.usual is not None), None)
    if usual is None:
        return ""
    period = period_words(usual.first, usual.last, with_year=usual.first.year != usual.last.year)
    return ngettext(
        "Built from {n} entry, {period}. It holds about 8 in 10 of your usual days.",
        "Built from {n} entries, {period}. It holds about 8 in 10 of your usual days.",
        usual.n_entries,
    ).format(n=usual.n_entries, period=period)
