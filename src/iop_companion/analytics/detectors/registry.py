"""The detectors of the panel, by name. To add one: a file here, a line here, a page in methods."""

from __future__ import annotations

from iop_companion.analytics.detectors.base import Detector
from iop_companion.analytics.detectors.day_to_day_swings import DayToDaySwings
from iop_companion.analytics.detectors.fading_skills import SKILLS_USED, FadingSkills
from iop_companion.analytics.detectors.level_change import AllTogether, LevelChange
from iop_companion.analytics.detectors.missed_check_ins import MissedCheckIns
from iop_companion.analytics.detectors.missed_medicines import MissedMedicines
from iop_companion.analytics.detectors.questionnaire_change import QuestionnaireChange
from iop_companion.analytics.watched_as import Role

DETECTORS: tuple[Detector, ...] = (
    LevelChange(),
    AllTogether(),
    FadingSkills(),
    MissedMedicines(),
    QuestionnaireChange(),
    MissedCheckIns(),
    DayToDaySwings(),
)


def detector_of(measure_id: str, role: Role = Role.LEVEL) -> Detector:
    """Return the detector whose words speak of one measure."""
    if role is Role.MEDICINE:
        return MissedMedicines()
    if role is Role.QUESTIONNAIRE:
        return QuestionnaireChange()
    return FadingSkills() if measure_id == SKILLS_USED else LevelChange()
