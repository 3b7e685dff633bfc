"""The command ``warnings``: what the panel says, and when it spoke."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iop_companion.cli.opening import Opening
from iop_companion.cli.words import day_of
from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import PlanZone
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.set_asides import quiet_until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iop_companion.domain.early_warning import EarlyWarning
    from iop_companion.domain.records import PlanStep, SetAside
    from iop_companion.services.early_warnings import Episode


def warnings(
    context: typer.Context,
    as_of: Annotated[
        str | None, typer.Option(metavar="DAY", help=_("As the panel stood on this day."))
    ] = None,
    history: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--history", help=_("Also every time it would have spoken before."))
    ] = False,
) -> None:
    """Say what the warning panel says, in words and with its chance of speaking without cause."""
    opening: Opening = context.obj
    day = day_of(as_of)
    with opening.unlocked() as services:
        if day is not None and day > services.clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        is_now = day in {None, services.clock.today()} and not history
        warning = services.early_warnings.evaluate(day, shown=is_now)
        episodes = services.early_warnings.episodes(day) if history else []
        zone = PlanZone.ACT if warning.level is Level.ACT else PlanZone.WATCH
        steps = services.early_warnings.plan(zone, day)
    steps = steps if warning.speaks else ()
    content = _as_object(warning, steps)
    if history:
        content["episodes"] = [_episode(episode) for episode in episodes]
    opening.console.tell(content, _lines(warning, episodes, steps))


def _as_object(warning: EarlyWarning, steps: Sequence[PlanStep] = ()) -> dict[str, Any]:
    return {
        "as_of": warning.as_of.isoformat(),
        "level": warning.level.value,
        "measures": list(warning.about),
        "since": _iso(warning.since),
        "spoke_on": _iso(warning.spoke_on),
        "days_with_entries": warning.days_with_entries,
        "days": warning.n_days,
        "chance_per_6_months": warning.chance_per_6_months,
        "sentence": warning.sentence,
        "own_signs": list(warning.own_signs),
        "set_aside": None if warning.set_aside is None else _aside(warning.set_aside),
        "findings": [finding.sentence for finding in warning.findings if finding.sentence],
        "chance": warning.chance_sentence,
        "limits": warning.limits_sentence,
        "plan": [step.text for step in steps],
    }


def _aside(aside: SetAside) -> dict[str, Any]:
    until = quiet_until(aside).isoformat()
    return {"day": aside.set_on.isoformat(), "until": until, "reason": aside.reason.value}


def _episode(episode: Episode) -> dict[str, Any]:
    return {
        "day": episode.day.isoformat(),
        "since": _iso(episode.since),
        "measures": list(episode.measures),
        "composite": episode.composite,
    }


def _plan_lines(steps: Sequence[PlanStep]) -> list[str]:
    if not steps:
        return [_("Your plan has no steps for this level yet.")]
    return [_("Your plan:"), *(_("• {step}").format(step=step.text) for step in steps)]


def _lines(
    warning: EarlyWarning, episodes: Sequence[Episode], steps: Sequence[PlanStep] = ()
) -> list[str]:
    lines = [warning.sentence]
    lines += [finding.sentence for finding in warning.findings if finding.sentence]
    lines += [warning.chance_sentence] if warning.chance_sentence else []
    lines += [warning.limits_sentence] if warning.speaks else []
    lines += _plan_lines(steps) if warning.speaks else []
    lines += [
        _("{day}: spoke about {measures}.").format(
            day=episode.day.isoformat(), measures=", ".join(episode.measures) or "–"
        )
        for episode in episodes
    ]
    return lines


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
