"""What came up most, in words: counts with their days, and no cause."""

from __future__ import annotations

from iop_companion.domain.trigger_days import TopTriggers, TriggerDays
from iop_companion.foundation.i18n import _, ngettext

_NAMED = 3


def top_sentence(top: TopTriggers) -> str:
    """Return how many days had a trigger, and which came up on most of them."""
    if not top.triggers:
        return _("No trigger is noted in these {n} days.").format(n=top.n_days)
    said = ngettext(
        "A trigger is noted on {with_any} of {n} day.",
        "A trigger is noted on {with_any} of {n} days.",
        top.n_days,
    ).format(with_any=top.n_days_with, n=top.n_days)
    named = ", ".join(_on_days(one) for one in top.triggers[:_NAMED])
    return _("{said} Most often: {triggers}. Counts, not causes.").format(said=said, triggers=named)


def strength_words(one: TriggerDays) -> str:
    """Return "6.0 of 10, rated 3 times", or "" for one never rated."""
    if one.intensity is None:
        return ""
    return ngettext(
        "{mean} of 10, rated once", "{mean} of 10, rated {n} times", one.n_rated
    ).format(mean=f"{one.intensity:.1f}", n=one.n_rated)


def _on_days(one: TriggerDays) -> str:
    return ngettext("{trigger} on {n} day", "{trigger} on {n} days", one.n_days).format(
        trigger=one.label, n=one.n_days
    )
