"""A measure as the JSON text that the vault keeps."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import DayRule, Goal, Kind, Measure, Option, Pole, Scale, Worse

_PLAIN = (
    "label",
    "unit",
    "hint",
    "open_options",
    "version",
    "on",
    "order",
    "watched",
    "own",
    "asked_with",
    "derived_from",
    "row",
    "row_hint",
    "grams",
)
_OPTION = tuple(item.name for item in fields(Option))


def to_text(measure: Measure) -> str:
    """Return every property of ``measure`` as JSON."""
    return json.dumps(asdict(measure))


def from_text(body: str) -> Measure:
    """Return the measure; properties a later version added are passed over."""
    raw: dict[str, Any] = json.loads(body)
    return Measure(
        id=MeasureId(raw["id"]),
        kind=Kind(raw["kind"]),
        worse=Worse(raw["worse"]),
        day_rule=DayRule(raw["day_rule"]),
        scale=Scale(**raw["scale"]) if raw["scale"] else None,
        options=tuple(_option(option) for option in raw["options"]),
        words=tuple(raw.get("words", ())),
        quick=tuple(raw.get("quick", ())),
        pole=Pole(raw["pole"]) if raw.get("pole") else None,
        anchors=tuple(raw.get("anchors", ())),
        ends=tuple(raw.get("ends", ())),
        goal=Goal(raw["goal"]) if raw.get("goal") else None,
        **{name: raw[name] for name in _PLAIN if name in raw},
    )


def _option(raw: dict[str, Any]) -> Option:
    return Option(**{name: raw[name] for name in _OPTION if name in raw})
