"""The one draft a day has: the form's part of it, and the parts of other pages.

All stand in one JSON text, so that keeping one part never loses another: what was typed from a
paper card, the night of the sleep diary, a movement and a trigger that are being written.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from iop_companion.domain.ports import Draft, Journal

_PAPER, _NIGHT = "paper", "night"
_PARTS = (_PAPER, _NIGHT, "movement", "trigger")


def keep_form(journal: Journal, day: date, body: str, now: datetime) -> None:
    """Keep the form's part, a JSON object; the other parts stay."""
    kept = _other_parts(_object(_body(journal, day)))
    text = json.dumps({**_object(body), **kept}) if kept else body
    journal.keep_draft(Draft(day=day, saved_at=now, body=text))


def drop_form(journal: Journal, day: date) -> None:
    """Forget the form's part; the other parts stay."""
    draft = journal.draft(day)
    kept = _other_parts(_object(draft.body)) if draft is not None else {}
    if draft is None or not kept:
        journal.drop_draft(day)
        return
    journal.keep_draft(Draft(day, draft.saved_at, json.dumps(kept)))


def form_draft(draft: Draft | None) -> Draft | None:
    """Return ``draft`` if the form has a part in it: the parts of other pages are not Today's."""
    body = _object(draft.body) if draft is not None else {}
    return draft if not body or body.keys() - set(_PARTS) else None


def keep_paper(journal: Journal, day: date, part: dict[str, Any] | None, now: datetime) -> None:
    """Keep what was typed from paper, or forget it (None); the other parts stay."""
    keep_part(journal, day, _PAPER, part, now)


def paper_part(draft: Draft | None) -> dict[str, Any]:
    """Return what was typed from paper, {} for nothing; unreadable text is nothing."""
    return part_of(draft, _PAPER)


def keep_night(journal: Journal, day: date, part: dict[str, Any] | None, now: datetime) -> None:
    """Keep what was typed into the sleep diary, or forget it (None); the other parts stay."""
    keep_part(journal, day, _NIGHT, part, now)


def night_part(draft: Draft | None) -> dict[str, Any]:
    """Return what was typed into the sleep diary, {} for nothing."""
    return part_of(draft, _NIGHT)


def keep_part(
    journal: Journal, day: date, name: str, part: dict[str, Any] | None, now: datetime
) -> None:
    """Keep the part ``name``, plain JSON, or forget it (None); the other parts stay."""
    there = _object(_body(journal, day))
    body = {key: kept for key, kept in there.items() if key != name}
    if part is not None:
        body[name] = part
    if body == there:
        return
    if body:
        journal.keep_draft(Draft(day=day, saved_at=now, body=json.dumps(body)))
    else:
        journal.drop_draft(day)


def part_of(draft: Draft | None, name: str) -> dict[str, Any]:
    """Return the part ``name``, {} for nothing; unreadable text is nothing."""
    return _as_object(_object(draft.body if draft is not None else "").get(name))


def _other_parts(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in _PARTS if name in body}


def _body(journal: Journal, day: date) -> str:
    draft = journal.draft(day)
    return draft.body if draft is not None else ""


def _object(body: str) -> dict[str, Any]:
    try:
        return _as_object(json.loads(body or "{}"))
    except (ValueError, RecursionError):
        return {}


def _as_object(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}
