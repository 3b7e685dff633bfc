"""The sentences of the panel, word by word."""

from dataclasses import replace
from datetime import date

import pytest

from iop_companion.analytics.describe import calm_sentence, chance_sentence, learning_sentence
from iop_companion.analytics.detectors.base import Told, joined_words
from iop_companion.analytics.detectors.day_to_day_swings import DayToDaySwings
from iop_companion.analytics.detectors.fading_skills import FadingSkills
from iop_companion.analytics.detectors.level_change import LevelChange, explain_panel
from iop_companion.analytics.detectors.missed_check_ins import MissedCheckIns
from iop_companion.analytics.detectors.missed_medicines import MissedMedicines
from iop_companion.analytics.detectors.questionnaire_change import QuestionnaireChange
from iop_companion.analytics.detectors.registry import DETECTORS
from iop_companion.domain.early_warning import Standing

TOLD = Told("Sleep", Standing.PAST_LINE, "6.9 h", "5.4 h", date(2026, 3, 5), 7, 8)


def test_a_finding_says_from_what_to_what_since_when_and_with_how_many_entries():
    assert LevelChange().explain(TOLD) == (
        "Sleep: 6.9 h to 5.4 h, moved away from your usual since Thursday 5 March "
        "(7 of 8 days have an entry)."
    )


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing.USUAL, "in your usual range"),
        (Standing.AT_EDGE, "at the edge of your usual range"),
        (Standing.LEANING, "leaning, not past the line"),
    ],
)
def test_what_is_not_past_the_line_never_sounds_like_it(standing, words):
    told = Told("Sleep", standing, "6.9 h", "6.1 h")
    assert LevelChange().explain(told) == f"Sleep: 6.9 h to 6.1 h, {words}."


def test_too_few_entries_are_not_compared():
    told = Told("Sleep", Standing.TOO_FEW)
    assert LevelChange().explain(told) == "Sleep: too few entries to compare."


def test_the_panel_names_what_moved():
    names = [Told("Sleep", Standing.PAST_LINE), Told("Strongest urge", Standing.PAST_LINE)]
    assert explain_panel(names, TOLD) == (
        "Sleep and strongest urge have moved away from your usual since Thursday 5 March "
        "(7 of 8 days have an entry)."
    )


@pytest.mark.parametrize(
    ("n_moved", "words"),
    [
        (
            1,
            (
                "Sleep has moved away from your usual since Thursday 5 March, from 6.9 h to "
                "5.4 h on average (7 of 8 days have an entry)."
            ),
        ),
        (
            2,
            (
                "Sleep (6.9 h to 5.4 h on average) and strongest urge (1.7 to 3.6) have moved away "
                "from your usual since Thursday 5 March (7 of 8 days have an entry)."
            ),
        ),
        (
            3,
            (
                "Sleep (6.9 h to 5.4 h on average), strongest urge (1.7 to 3.6) and mood have "
                "moved away from your usual since Thursday 5 March (7 of 8 days have an entry)."
            ),
        ),
        (
            4,
            (
                "Sleep (6.9 h to 5.4 h on average), strongest urge (1.7 to 3.6) and 2 more have "
                "moved away from your usual since Thursday 5 March (7 of 8 days have an entry)."
            ),
        ),
    ],
)
def test_the_clearest_two_are_told_from_what_to_what_and_the_others_counted(n_moved, words):
    moved = [
        TOLD,
        told(label="Strongest urge", usual="1.7", recent="3.6"),
        told(label="Mood", usual="5.5", recent="4.4"),
        told(label="Energy", usual="5.0", recent="4.0"),
    ]
    assert explain_panel(moved[:n_moved], TOLD) == words


def test_where_one_measure_has_no_amounts_the_next_says_on_average():
    moved = [Told("Sleep", Standing.PAST_LINE), told(label="Urge", usual="1.7", recent="3.6")]
    assert "Sleep and urge (1.7 to 3.6 on average) have moved" in explain_panel(moved, TOLD)


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["Sleep"], "Sleep"),
        (["Sleep", "Urge", "Mood"], "Sleep, urge and mood"),
        (["Mood", "PHQ-9"], "Mood and PHQ-9"),
    ],
)
def test_words_are_joined_as_people_say_them(words, joined):
    assert joined_words(words) == joined


@pytest.mark.parametrize(
    ("rate", "often"),
    [
        (0.6, "about once in ten months"),
        (0.25, "about once in two years"),
        (0.32, "about once in 19 months"),
        (5.9, "about once a month"),
    ],
)
def test_a_rate_is_said_as_time_between_messages(rate, often):
    assert chance_sentence(rate) == (
        f"With logging like yours, an unchanged person sees a message like this {often}."
    )


def test_where_nothing_speaks_the_chance_is_of_a_message_and_not_of_this_one():
    assert chance_sentence(0.6, speaks=False) == (
        "With logging like yours, an unchanged person sees a message about once in ten months."
    )


def test_beside_own_signs_the_chance_is_of_the_numbers_alone():
    assert chance_sentence(0.6, beside_signs=True) == (
        "You chose these signs yourself, so no chance is stated for them. "
        "With logging like yours, an unchanged person sees a message from the numbers about once "
        "in ten months."
    )


def test_no_rate_no_sentence():
    assert chance_sentence(0.0) == ""


def test_calm_never_says_that_all_is_well():
    assert calm_sentence(6, all_usual=True) == (
        "Nothing you track has left your usual range. 6 of the last 7 days have an entry. "
        "If you feel worse than the numbers, trust that."
    )


def test_learning_says_how_far_it_is():
    assert learning_sentence((6, 9), (9, 14)).startswith(
        "Still learning your usual: 6 of 9 entries, day 9 of 14."
    )


def test_every_detector_has_a_name_of_its_own():
    names = [detector.name for detector in DETECTORS]
    assert len(set(names)) == len(names)


def told(**changes):
    return replace(TOLD, **changes)


@pytest.mark.parametrize(
    ("detector", "facts", "words"),
    [
        (
            FadingSkills(),
            told(label="Skills a day", usual="2.6", recent="0.4"),
            (
                "Skills a day: 2.6 to 0.4, fewer than is usual for you since Thursday 5 March "
                "(7 of 8 days have an entry)."
            ),
        ),
        (
            MissedMedicines(),
            told(label="Medication", usual="96 %", recent="40 %"),
            (
                "Medication: 96 % to 40 % taken, missed more than is usual for you since "
                "Thursday 5 March (7 of 8 days have an entry)."
            ),
        ),
        (
            MissedMedicines(),
            told(label="Medication", standing=Standing.USUAL, usual="96 %", recent="93 %"),
            "Medication: 96 % to 93 % taken, not past the line.",
        ),
        (
            QuestionnaireChange(),
            told(label="PHQ-9", usual="8.5", recent="19.0", n_entries=4),
            (
                "PHQ-9: 8.5 to 19.0 on Thursday 5 March, more than such a score varies by "
                "(compared with 4 earlier scores)."
            ),
        ),
        (
            QuestionnaireChange(),
            told(label="PHQ-9", standing=Standing.TOO_FEW, usual=""),
            "PHQ-9: too few scores to compare.",
        ),
        (
            DayToDaySwings(),
            told(label="Mood"),
            (
                "Your days differ more from one to the next than is usual for you since "
                "Thursday 5 March (7 of 8 days have an entry), most of all: Mood."
            ),
        ),
        (
            MissedCheckIns(),
            told(recent="5 of the last 14 days", usual="usually 12"),
            (
                "Fewer check-ins than is usual for you since Thursday 5 March: "
                "5 of the last 14 days, usually 12. A holiday looks the same."
            ),
        ),
    ],
)
def test_each_detector_says_its_finding_in_words_of_its_own(detector, facts, words):
    assert detector.explain(facts) == words
