"""Own signs and zones of the plan as the JSON text that the vault keeps."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.domain.records import OwnSign, PlanZone, ZonePlan
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule


def sign_text(sign: OwnSign) -> str:
    """Return every property of ``sign`` as JSON."""
    return json.dumps(asdict(sign), default=_plain)


def sign_from(body: str) -> OwnSign:
    """Return the sign; properties a later version added are passed over."""
    raw: dict[str, Any] = json.loads(body)
    return OwnSign(
        id=RecordId(raw["id"]),
        words=raw["words"],
        zone=PlanZone(raw["zone"]),
        written_at=datetime.fromisoformat(raw["written_at"]),
        since=date.fromisoformat(raw["since"]),
        version=raw["version"],
        rule=_rule(raw["rule"]) if raw["rule"] else None,
        tellers=tuple(raw["tellers"]),
        i_do=raw["i_do"],
        i_tell=raw["i_tell"],
        is_resting=raw["is_resting"],
        position=raw["position"],
        suggestion=raw["suggestion"],
    )


def zone_text(plan: ZonePlan) -> str:
    """Return every property of ``plan`` as JSON."""
    return json.dumps(asdict(plan), default=_plain)


def zone_from(body: str) -> ZonePlan:
    """Return what stands around a zone; properties a later version added are passed over."""
    raw: dict[str, Any] = json.loads(body)
    return ZonePlan(
        zone=PlanZone(raw["zone"]),
        written_on=date.fromisoformat(raw["written_on"]),
        version=raw["version"],
        how_i_know=raw["how_i_know"],
        people=tuple(raw["people"]),
        to_say=raw["to_say"],
        reviewed_on=date.fromisoformat(raw["reviewed_on"]) if raw["reviewed_on"] else None,
        reviewed_with=raw["reviewed_with"],
    )


def _rule(raw: dict[str, Any]) -> SignRule:
    conditions = tuple(
        SignCondition(MeasureId(one["measure_id"]), Comparison(one["comparison"]), one["limit"])
        for one in raw["conditions"]
    )
    return SignRule(conditions, raw["n_days"], in_a_row=raw["in_a_row"])


def _plain(value: object) -> str:
    """Return days and instants in ISO form; ``json`` asks for nothing else."""
    if isinstance(value, date):  # an instant is one, too
        return value.isoformat()
    raise TypeError(type(value).__name__)
