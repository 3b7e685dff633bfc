"""Which questionnaire another page leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class QuestionnaireInHand:
    """``wanted`` is the id of the one that opens next, "" for none; the page takes it away."""

    wanted: str = ""
