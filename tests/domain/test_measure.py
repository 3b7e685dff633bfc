"""A measure takes what fits it, and says why it refuses the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import (
    MAX_TEXT,
    DayRule,
    Kind,
    Measure,
    Option,
    Scale,
    UnfitValue,
    ValueProblem,
)
from iop_companion.domain.value_text import read_value, write_value

MOOD = Measure(MeasureId("mood"), "Mood", Kind.SCALE, scale=Scale(0, 10))
SLEEP = Measure(MeasureId("sleep_duration"), "Sleep", Kind.HOURS, scale=Scale(0, 24, 0.01))
TAKEN = Measure(
    MeasureId("medicine_taken"),
    "Medication",
    Kind.CHOICE,
    options=(Option("taken", "Taken"), Option("some", "Some")),
)
SKILLS = Measure(
    MeasureId("skills"),
    "Skills",
    Kind.TAGS,
    day_rule=DayRule.UNION,
    options=(Option("breathing", "Breathing"), Option("grounding", "Grounding")),
)
WORDS = Measure(MeasureId("activities"), "Activities", Kind.TAGS, open_options=True)
NOTE = Measure(MeasureId("note"), "Note", Kind.TEXT)
ATE = Measure(MeasureId("ate"), "Ate", Kind.YES_NO, scale=Scale(0, 1))


@pytest.mark.parametrize(
    ("measure", "value", "problem"),
    [
        (MOOD, 11.0, ValueProblem.OUT_OF_RANGE),
        (MOOD, -0.5, ValueProblem.OUT_OF_RANGE),
        (MOOD, 4.5, ValueProblem.NOT_WHOLE),
        (MOOD, float("nan"), ValueProblem.NOT_A_NUMBER),
        (MOOD, float("inf"), ValueProblem.OUT_OF_RANGE),
        (MOOD, "5", ValueProblem.NOT_A_NUMBER),
        (MOOD, True, ValueProblem.NOT_A_NUMBER),
        (SLEEP, 24.5, ValueProblem.OUT_OF_RANGE),
        (TAKEN, "perhaps", ValueProblem.NOT_AN_OPTION),
        (TAKEN, 1.0, ValueProblem.NOT_AN_OPTION),
        (SKILLS, ("juggling",), ValueProblem.NOT_AN_OPTION),
        (SKILLS, (" ",), ValueProblem.EMPTY),
        (SKILLS, "breathing", ValueProblem.NOT_AN_OPTION),
        (NOTE, "   ", ValueProblem.EMPTY),
        (NOTE, "x" * (MAX_TEXT + 1), ValueProblem.TOO_LONG),
        (WORDS, ("y" * (MAX_TEXT + 1),), ValueProblem.TOO_LONG),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(measure, value, problem):
    with pytest.raises(UnfitValue) as caught:
        measure.fitted(value)
    assert caught.value.problem is problem


def test_a_refusal_never_repeats_the_value():
    with pytest.raises(UnfitValue) as caught:
        NOTE.fitted("z" * (MAX_TEXT + 1))
    assert "zz" not in str(caught.value)


@given(st.integers(0, 10))
def test_every_whole_number_of_the_scale_fits_and_comes_back_from_its_text(number):
    fitted = MOOD.fitted(number)
    assert read_value(MOOD, write_value(MOOD, fitted)) == number


@given(st.floats(0, 24))
def test_hours_come_back_from_their_text_exactly(hours):
    assert read_value(SLEEP, write_value(SLEEP, hours)) == hours


@given(
    st.lists(
        st.text(st.characters(exclude_characters="|", exclude_categories=["Cs", "Cc"])), min_size=1
    )
)
def test_open_tags_come_back_from_their_text(words):
    if not any(word.strip() for word in words):
        words = [*words, "something"]
    tags = WORDS.fitted(tuple(words))
    assert read_value(WORDS, write_value(WORDS, tags)) == tags


@pytest.mark.parametrize(
    ("text", "hours"), [("7.5", 7.5), ("7:30", 7.5), ("0", 0.0), (" 8 ", 8.0), ("1e1", 10.0)]
)
def test_hours_are_read_as_numbers_or_as_a_clock(text, hours):
    assert read_value(SLEEP, text) == hours


@pytest.mark.parametrize("text", ["seven", "7,5", "", "7:75", "nan", "inf", "0x7", "٧", "1_0"])
def test_text_that_is_no_number_is_refused(text):
    with pytest.raises(UnfitValue) as caught:
        read_value(SLEEP, text)
    assert caught.value.problem is ValueProblem.NOT_A_NUMBER


@pytest.mark.parametrize(("text", "number"), [("yes", 1.0), ("No", 0.0), ("1", 1.0)])
def test_yes_and_no_are_read_in_words(text, number):
    assert read_value(ATE, text) == number


def test_tags_are_sorted_and_freed_of_repeats():
    assert SKILLS.fitted(("grounding", "breathing", "grounding")) == ("breathing", "grounding")


@pytest.mark.parametrize(
    ("low", "high", "name"), [(0, 10, "0-10"), (1, 5, "1-5"), (-3, 3, "-3..3")]
)
def test_a_scale_is_named_as_on_the_command_line(low, high, name):
    measure = Measure(MeasureId("x"), "X", Kind.SCALE, scale=Scale(low, high))
    assert measure.scale_name == name


def test_a_number_without_a_scale_is_no_measure():
    with pytest.raises(ValueError, match="needs a scale"):
        Measure(MeasureId("x"), "X", Kind.COUNT)
