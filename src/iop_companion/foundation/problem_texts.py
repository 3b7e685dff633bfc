"""The words of every known problem: what happened, what is safe, what to do."""

from __future__ import annotations

from iop_companion.foundation.errors import Fact, KnownProblem
from iop_companion.foundation.i18n import N_, said
from iop_companion.foundation.known_problems.backups import BACKUPS
from iop_companion.foundation.known_problems.entries import ENTRIES
from iop_companion.foundation.known_problems.files import FILES
from iop_companion.foundation.known_problems.keys import KEYS
from iop_companion.foundation.known_problems.opening import OPENING
from iop_companion.foundation.known_problems.paper import PAPER
from iop_companion.foundation.known_problems.saving import SAVING
from iop_companion.foundation.known_problems.text import NOTHING_CHANGED, ProblemText
from iop_companion.foundation.known_problems.warning_signs import WARNING_SIGNS

TEXTS = OPENING | BACKUPS | SAVING | ENTRIES | WARNING_SIGNS | FILES | KEYS | PAPER
"""The words by code, as they stand in the source: :func:`describe` translates and fills them."""

_UNKNOWN = ProblemText(
    N_("Something did not work."),
    NOTHING_CHANGED,
    N_("Try again; if it happens again, tell us this word: {code}."),
)


def describe(problem: KnownProblem) -> ProblemText:
    """Return the words for ``problem``, filled with its facts; a plain sentence if unknown."""
    text = TEXTS.get(problem.code, _UNKNOWN)
    facts = _Facts({"code": problem.code, **problem.facts})
    return ProblemText(
        *(said(part).format_map(facts) for part in (text.happened, text.safe, text.to_do))
    )


class _Facts(dict[str, Fact]):
    def __missing__(self, key: str) -> str:
        return "?"
