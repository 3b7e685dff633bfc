"""The commands about entries and what is tracked: ``check-in`` and ``measures``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from iop_companion.catalog.value_words import refusal
from iop_companion.cli.opening import Opening
from iop_companion.cli.words import day_of, pairs_of
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import MAX_TEXT, Kind, Measure, UnfitValue, Value
from iop_companion.domain.value_text import read_value
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.views import CheckInDraft

if TYPE_CHECKING:
    from datetime import date

    from iop_companion.services.bundle import Services

_STDIN = "-"


def check_in(
    context: typer.Context,
    answers: Annotated[
        list[str],
        typer.Argument(
            metavar="MEASURE=VALUE...",
            help=_("Answers, such as mood=5 sleep_duration=7.5; note=- reads standard input."),
        ),
    ],
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help=_("The day, 2026-03-12; today if left out."))
    ] = None,
    ahead: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--ahead", help=_("The day is still to come, and meant."))
    ] = False,
) -> None:
    """Save one day’s answers; an existing day is amended. Anything refused: nothing is saved."""
    opening: Opening = context.obj
    pairs, asked = pairs_of(answers), day_of(day)
    with opening.unlocked() as services:
        shown = asked or services.clock.today()
        values, refused = _values(services, pairs)
        if ahead:
            services.check_ins.allow(shown)
        if not refused:
            refused = _saved_or_refused(services, shown, values)
    saved = [] if refused else list(values)
    n_saved = ngettext("Saved {n} answer for {day}.", "Saved {n} answers for {day}.", len(saved))
    opening.console.tell(
        {
            "day": shown.isoformat(),
            "saved": saved,
            "refused": [{"measure": name, "reason": why} for name, why in refused.items()],
        },
        [n_saved.format(n=len(saved), day=shown.isoformat())]
        if saved
        else [f"{name}: {why}" for name, why in refused.items()],
    )
    if refused:
        reasons = " ".join(dict.fromkeys(refused.values())).rstrip(".")
        opening.console.complain(describe(KnownProblem("values_refused", list=reasons)).sentence)
        raise typer.Exit(1)


def _values(
    services: Services, pairs: Mapping[str, str]
) -> tuple[dict[MeasureId, Value], dict[str, str]]:
    """Return the values that fit by measure, and why the others do not."""
    known = {measure.id: measure for measure in services.measures.all()}
    values: dict[MeasureId, Value] = {}
    refused: dict[str, str] = {}
    for name, text in pairs.items():
        measure = known.get(MeasureId(name))
        if measure is None:
            refused[name] = describe(KnownProblem("unknown_measure", measure=name)).happened
            continue
        try:
            values[measure.id] = read_value(measure, _typed(measure, text))
        except UnfitValue as unfit:
            refused[name] = refusal(unfit)
    return values, refused


def _typed(measure: Measure, text: str) -> str:
    """Return ``text``, or what standard input holds where a text is given as ``-``."""
    if measure.kind is not Kind.TEXT or text != _STDIN:
        return text
    return sys.stdin.read(MAX_TEXT + 2)  # one sign too many is enough to be refused


def _saved_or_refused(
    services: Services, day: date, values: Mapping[MeasureId, Value]
) -> dict[str, str]:
    """Save the values; return a reason for each of them if the day itself is refused."""
    try:
        services.check_ins.record(CheckInDraft(day, dict(values)))
    except KnownProblem as problem:
        if problem.code != "future_day":
            raise
        why = f"{describe(problem).happened} " + _("If you mean it, add --ahead.")
        return {str(name): why for name in values}
    return {}


def list_measures(context: typer.Context) -> None:
    """Print every measure, with its scale and whether Today shows it."""
    opening: Opening = context.obj
    services = None if opening.is_demo else opening.open_services(opening.vault)
    if services is not None and not services.session.exists():
        measures = services.measures.all()  # before there is a vault: the catalogue
    else:
        with opening.unlocked() as services:
            measures = services.measures.all()
    opening.console.tell(
        [_as_object(measure) for measure in measures],
        [
            f"{measure.id:20} {measure.scale_name:8} {_('on') if measure.on else '–':4}"
            f" {measure.label}"
            for measure in measures
        ],
    )


def add_measure(
    context: typer.Context,
    measure_id: Annotated[
        str, typer.Argument(metavar="ID", help=_("Lower-case letters, digits and _."))
    ],
    label: Annotated[str, typer.Option(help=_("What it is called on screen."))],
    scale: Annotated[
        str,
        typer.Option(help=_("0-10, -3..3, 1-5, hours, minutes, count or yes-no.")),
    ],
    worse: Annotated[
        str, typer.Option(help=_("The worse direction: high, low, both or neither."))
    ] = "neither",
) -> None:
    """Add a measure of one’s own."""
    opening: Opening = context.obj
    with opening.unlocked() as services:
        services.measures.add(measure_id, label, scale, worse)
        measure = services.measures.get(MeasureId(measure_id))
    opening.console.tell(
        _as_object(measure), [_("Added the measure {label}.").format(label=measure.label)]
    )


def _as_object(measure: Measure) -> dict[str, object]:
    return {
        "id": measure.id,
        "label": measure.label,
        "scale": measure.scale_name,
        "worse": measure.worse.value,
        "unit": measure.unit,
        "on": measure.on,
    }
