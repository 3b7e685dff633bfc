"""What the Toolbox says about skills: counts beside every average, no verdict anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iop_companion.domain.diary_entries import SkillUse
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Scale
from iop_companion.domain.skill_effect import ENOUGH_USES, SkillHistory
from iop_companion.foundation.dates import short_day
from iop_companion.foundation.i18n import _, ngettext, pgettext
from iop_companion.services.skills import ToolSkill

MINUS = "\N{MINUS SIGN}"


def length_words(skill: ToolSkill) -> str:
    """Return "About 10 minutes", with the family of the skill."""
    parts = []
    if skill.minutes:
        parts.append(
            ngettext("About {n} minute", "About {n} minutes", skill.minutes).format(n=skill.minutes)
        )
    if skill.module_label:
        parts.append(skill.module_label)
    return ", ".join(parts)


def uses_words(history: SkillHistory) -> str:
    """Return "14 days", or "not yet"."""
    if not history.n_days:
        return _("not yet")
    return ngettext("{n} day", "{n} days", history.n_days).format(n=history.n_days)


def effect_words(history: SkillHistory) -> str:
    """Return "6.1 to 3.4", or how far it is to a first average, or "" without any rating."""
    if history.effect is not None:
        return pgettext("rating before to rating after", "{before} to {after}").format(
            before=f"{history.effect.before:.1f}", after=f"{history.effect.after:.1f}"
        )
    if not history.n_rated:
        return ""
    return ngettext(
        "{n} rated use, too few to say", "{n} rated uses, too few to say", history.n_rated
    ).format(n=history.n_rated)


def own_effect_sentences(history: SkillHistory) -> Iterator[str]:
    """Yield what is known of a skill in sentences, each with its count."""
    if history.effect is not None:
        effect = history.effect
        yield ngettext(
            "{n} use with both ratings: {before} before, {after} after.",
            "{n} uses with both ratings: {before} before, {after} after.",
            effect.n,
        ).format(n=effect.n, before=f"{effect.before:.1f}", after=f"{effect.after:.1f}")
        yield _("From {least} to {most} at a time.").format(
            least=_change(effect.least), most=_change(effect.most)
        )
    elif history.n_rated:
        yield ngettext(
            "{n} use with both ratings; an average comes from {enough} on.",
            "{n} uses with both ratings; an average comes from {enough} on.",
            history.n_rated,
        ).format(n=history.n_rated, enough=ENOUGH_USES)
    no, a_little, yes = history.later
    if no + a_little + yes:
        yield _("Asked the next day: it helped {yes}, a little {a_little}, not {no}.").format(
            yes=yes, a_little=a_little, no=no
        )
    if history.not_used:
        yield ngettext(
            "Thought of and not used: {n} time.",
            "Thought of and not used: {n} times.",
            history.not_used,
        ).format(n=history.not_used)


def rating_measure(rated: str, *, is_after: bool) -> Measure:
    """Return the question before or after: how strong is it."""
    label = _("How strong is it now?") if is_after else _("How strong is it right now?")
    return Measure(
        id=MeasureId(f"{rated}_{'after' if is_after else 'before'}"),
        label=label,
        hint=_("0 none, 10 most"),
        kind=Kind.SCALE,
        scale=Scale(0, 10),
    )


def rated_words(rated: str) -> str:
    """Return what the ratings of a skill speak of."""
    return _("Strength of the urge") if rated == "urge" else _("Distress")


def use_line(use: SkillUse, today: date) -> tuple[str, str]:
    """Return the day of a use, and its ratings in words: "6 to 4"."""
    if use.before is None and use.after is None:
        said = _("not rated")
    elif use.after is None:
        said = _("{before} before").format(before=use.before)
    elif use.before is None:
        said = _("{after} after").format(after=use.after)
    else:
        said = pgettext("rating before to rating after", "{before} to {after}").format(
            before=use.before, after=use.after
        )
    return short_day(use.day, today), said


def _change(points: int) -> str:
    if points == 0:
        return _("no change")
    n = abs(points)
    return (
        ngettext("{n} point less", "{n} points less", n).format(n=n)
        if points < 0
        else ngettext("{n} point more", "{n} points more", n).format(n=n)
    )
