"""Questionnaires and medicines of a period in sentences for the Summary; private ones stay out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _
from iop_companion.services.medicine_words import counted_words, regimen_words
from iop_companion.services.medicines import Medicines
from iop_companion.services.questionnaire_words import range_words
from iop_companion.services.questionnaires import Asked, Questionnaires

MOST_SCORES = 6
"""Newest scores of one questionnaire that a summary lists."""


class Recorded(NamedTuple):
    """What the Summary reads besides values of days."""

    questionnaires: Questionnaires
    medicines: Medicines

    def scores(self, first: date, last: date) -> tuple[str, ...]:
        """Return a sentence for each questionnaire with a total in the period, both days included.

        Never says anything of an answer that was none.
        """
        said = [_scores(one, first, last) for one in self.questionnaires.all()]
        for other in self.questionnaires.other_scores()[::-1]:
            if first <= other.day <= last and not other.private:
                of = "" if other.high is None else _(" of {high}").format(high=f"{other.high:g}")
                words = _("{name}: {score}{of} on {day}.")
                said.append(
                    words.format(
                        name=other.name, score=f"{other.score:g}", of=of, day=day_words(other.day)
                    )
                )
        return tuple(one for one in said if one)

    def doses(self, first: date, last: date) -> tuple[str, ...]:
        """Return a sentence for each medicine: how it is taken, and how many doses were, with n."""
        said = []
        for medicine, found in self.medicines.period(first, last):
            regimen = medicine.regimen_on(last)
            if regimen is None or medicine.private or (regimen.stopped and not found.n):
                continue
            words = _("{medicine}, {how}: {counted}.") if regimen.times else _("{medicine}, {how}.")
            counted = counted_words(found)
            how = regimen_words(regimen)
            said.append(words.format(medicine=medicine.name, how=how, counted=counted))
        changes = [event for event in self.medicines.events() if first <= event.day <= last]
        if changes:
            listed = ", ".join(f"{event.label} ({day_words(event.day)})" for event in changes)
            said.append(_("Changes: {changes}.").format(changes=listed))
        return tuple(said)


def _scores(one: Asked, first: date, last: date) -> str:
    shown = [
        scored for scored in one.totals if first <= scored.day <= last and not scored.entry.private
    ][-MOST_SCORES:]
    if not shown:
        return ""
    newest, rule = shown[-1], one.instrument.scores[0]
    assert newest.total is not None
    listed = ", ".join(
        _("{total} on {day}").format(total=scored.total, day=day_words(scored.day))
        for scored in shown
    )
    words = _("{name}: {scores} (of {high}).").format(
        name=one.instrument.abbreviation, scores=listed, high=rule.high
    )
    named = range_words(one.instrument, newest.total)
    return f"{words} {named}." if named else words
