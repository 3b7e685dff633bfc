"""The one draft a day has: the form's part of it, and the part typed from a paper card.

Both stand in one JSON text, so that keeping one part never loses the other.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from iop_companion.domain.ports import Draft, Journal

_PAPER = "paper"


def keep_form(journal: Journal, day: date, body: str, now: datetime) -> None:
    """Keep the form's part, a JSON object; what was typed from paper stays."""
    kept = _object(_body(journal, day)).get(_PAPER)
    text = body if kept is None else json.dumps({**_object(body), _PAPER: kept})
    journal.keep_draft(Draft(day=day, saved_at=now, body=text))


def drop_form(journal: Journal, day: date) -> None:
    """Forget the form's part; what was typed from paper stays."""
    draft = journal.draft(day)
    kept = _object(draft.body).get(_PAPER) if draft is not None else None
    if draft is None or kept is None:
        journal.drop_draft(day)
        return
    journal.keep_draft(Draft(day, draft.saved_at, json.dumps({_PAPER: kept})))


def keep_paper(journal: Journal, day: date, part: dict[str, Any] | None, now: datetime) -> None:
    """Keep what was typed from paper, or forget it (None); the form's part stays."""
    body = _object(_body(journal, day))
    body.pop(_PAPER, None)
    if part is not None:
        body[_PAPER] = part
    if body:
        journal.keep_draft(Draft(day=day, saved_at=now, body=json.dumps(body)))
    else:
        journal.drop_draft(day)


def paper_part(draft: Draft | None) -> dict[str, Any]:
    """Return what was typed from paper, {} for nothing; unreadable text is nothing."""
    return _as_object(_object(draft.body if draft is not None else "").get(_PAPER))


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
