"""What was written about triggers, in words for the page."""

from __future__ import annotations

from iop_companion.domain.diary_entries import IfThenPlan, TriggerExposure
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.triggers import (
    PlanSeen,
    TriggersView,
)
from iop_companion.ui.widgets.entry_lines import EntryWords
from iop_companion.ui.widgets.note_and_mark import told_with_mark


def exposure_line(one: TriggerExposure, view: TriggersView) -> EntryWords:
    """Return what came up as a line of the day."""
    title = view.label(one.trigger)
    if one.intensity is not None:
        title = _("{trigger}, {n} of 10").format(trigger=title, n=one.intensity)
    said = (
        (_("Before: {words}"), one.came_before),
        (_("I did: {words}"), one.response),
        (_("It came to: {words}"), one.outcome),
    )
    words = [pattern.format(words=what) for pattern, what in said if what]
    plan = next((seen.plan for seen in view.plans if seen.plan.id == one.plan), None)
    if plan is not None:
        words.append(_("Plan: {plan}").format(plan=plan_words(plan, view)))
    if one.note:
        words.append(one.note)
    told = told_with_mark("\n".join(words), is_private=one.private)
    return EntryWords(str(one.id), title, told)


def plan_words(plan: IfThenPlan, view: TriggersView) -> str:
    """Return "If it is evening, then I walk"."""
    cue = plan.cue or view.label(plan.trigger)
    return _("If {cue}, then {action}").format(cue=cue, action=plan.action)


def plan_line(seen: PlanSeen, view: TriggersView) -> EntryWords:
    """Return a plan with what the person said of using it."""
    count, words = seen.count, []
    if seen.plan.backup:
        words.append(_("Else: {backup}").format(backup=seen.plan.backup))
    if count.n_used:
        words.append(
            ngettext(
                "Used {n} time: it helped {yes}, a little {a_little}, not {no}.",
                "Used {n} times: it helped {yes}, a little {a_little}, not {no}.",
                count.n_used,
            ).format(n=count.n_used, yes=count.helped, a_little=count.a_little, no=count.not_helped)
        )
    return EntryWords(str(seen.plan.id), plan_words(seen.plan, view), "\n".join(words))


def top_words(view: TriggersView) -> str:
    """Return which triggers came up most, in counts."""
    if not view.top:
        return _("Nothing written down in the last four weeks.")
    lines = []
    for one in view.top:
        times = ngettext("{n} time", "{n} times", one.n).format(n=one.n)
        words = _("{trigger}: {times}").format(trigger=view.label(one.trigger), times=times)
        if one.intensity is not None:
            words = _("{words}, on average {mean} of 10 ({n} rated)").format(
                words=words, mean=f"{one.intensity:.1f}", n=one.n_rated
            )
        lines.append(words)
    return "\n".join([*lines, _("Of the last four weeks. Counts, not causes.")])
