from datetime import UTC, date, datetime, time, timedelta

import pytest

from iop_companion.domain.diary_entries import (
    AnsweredQuestionnaire,
    Dose,
    DoseOutcome,
    EnteredScore,
    IfThenPlan,
    ItemAnswer,
    Medicine,
    MovementBout,
    OwnSkill,
    Regimen,
    SideEffect,
    SkillUse,
    SleepNight,
    TriggerExposure,
    UseAmount,
)
from iop_companion.domain.plain_form import entry_from_plain, entry_to_plain

MONDAY = date(2026, 3, 2)
HEAD = {"id": "x", "day": MONDAY, "recorded_at": datetime(2026, 3, 2, 21, tzinfo=UTC)}


def _days_due(regimen, n=28):
    return [n_days for n_days in range(n) if regimen.due_on(MONDAY + timedelta(days=n_days))]


@pytest.mark.parametrize(
    ("regimen", "due"),
    [
        (Regimen(MONDAY, times=("morning",)), list(range(28))),
        (Regimen(MONDAY, times=("morning",), every_days=2), list(range(0, 28, 2))),
        (Regimen(MONDAY, times=("08:00",), every_days=28), [0]),
        (Regimen(MONDAY, times=("any_time",), weekdays=(0, 2, 4)),
         [0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 25]),
        (Regimen(MONDAY), []),
        (Regimen(MONDAY, times=("morning",), stopped=True), []),
        (Regimen(MONDAY + timedelta(days=25), times=("morning",)), [25, 26, 27]),
    ],
)  # fmt: skip
def test_a_regimen_is_due_on_its_days(regimen, due):
    assert _days_due(regimen) == due


def test_a_medicine_follows_the_regimen_of_the_day():
    since, later = MONDAY, MONDAY + timedelta(days=10)
    stop = MONDAY + timedelta(days=20)
    medicine = Medicine(
        **HEAD,
        name="Sertraline",
        regimens=(
            Regimen(since, "50 mg", ("morning",)),
            Regimen(later, "100 mg"),
            Regimen(stop, stopped=True),
        ),
    )

    assert medicine.regimen_on(since - timedelta(days=1)) is None
    assert medicine.due_on(since) == ("morning",)
    assert medicine.due_on(later) == ()
    assert [medicine.is_as_needed_on(day) for day in (since, later, stop)] == [False, True, False]
    assert [(a.amount if a else "", b.amount) for a, b in medicine.changes()] == [
        ("", "50 mg"),
        ("50 mg", "100 mg"),
        ("100 mg", ""),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Regimen(MONDAY, times=("noonish",)),
        lambda: Regimen(MONDAY, times=("24:00",)),
        lambda: Regimen(MONDAY, times=("morning", "morning")),
        lambda: Regimen(MONDAY, weekdays=(7,)),
        lambda: Regimen(MONDAY, every_days=0),
        lambda: Medicine(**HEAD, name=" ", regimens=(Regimen(MONDAY),)),
        lambda: Medicine(**HEAD, name="Tea"),
        lambda: Medicine(**HEAD, name="Tea", regimens=(Regimen(MONDAY), Regimen(MONDAY))),
        lambda: Dose(**{**HEAD, "recorded_at": datetime(2026, 3, 2, 21)}, medicine="m",  # noqa: DTZ001
                     outcome=DoseOutcome.TAKEN),
        lambda: EnteredScore(**HEAD, score=3),
        lambda: EnteredScore(**HEAD, name="ISI", instrument="phq9", score=3),
        lambda: EnteredScore(**HEAD, name="ISI", score=29, low=0, high=28),
        lambda: EnteredScore(**HEAD, name="ISI", score=-1, low=0),
        lambda: EnteredScore(**HEAD, name="ISI", score=1, low=5, high=5),
        lambda: AnsweredQuestionnaire(
            **HEAD, instrument="phq9", version=1, locale="en",
            answers=(ItemAnswer("a", 1), ItemAnswer("a", 2)),
        ),
        lambda: SleepNight(**HEAD, awake_min=-1),
        lambda: SideEffect(**HEAD, words="dry mouth", strength=4),
        lambda: SideEffect(**HEAD, words=" ", strength=1),
        lambda: SkillUse(**HEAD, skill="walk", after=11),
        lambda: SkillUse(**HEAD, skill="walk", minutes=-1),
        lambda: OwnSkill(**HEAD, skill="own", label=""),
        lambda: TriggerExposure(**HEAD, trigger=""),
        lambda: TriggerExposure(**HEAD, trigger="noise", intensity=-1),
        lambda: IfThenPlan(**HEAD, cue="after a call", action=" "),
        lambda: IfThenPlan(**HEAD, cue=" ", action="walk"),
        lambda: MovementBout(**HEAD, movement="walk", minutes=25 * 60),
        lambda: UseAmount(**HEAD, substance="beer", amount=-1),
        lambda: UseAmount(**HEAD, substance=""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_no_entry(wrong):
    with pytest.raises(ValueError, match=r"[a-z]"):
        wrong()


def test_a_dose_answers_one_time_of_one_medicine_a_day():
    due = [Dose(**{**HEAD, "id": n}, medicine="m", due="morning", outcome=DoseOutcome.TAKEN)
           for n in "ab"]  # fmt: skip
    needed = [Dose(**{**HEAD, "id": n}, medicine="m", outcome=DoseOutcome.TAKEN) for n in "ab"]

    assert due[0].place == due[1].place
    assert needed[0].place != needed[1].place


def test_the_plain_form_leaves_out_what_is_usual_and_comes_back():
    night = SleepNight(**HEAD, bed=time(22, 30))

    assert entry_to_plain(night) == {
        "kind": "sleep_night",
        "id": "x",
        "day": "2026-03-02",
        "recorded_at": "2026-03-02T21:00:00+00:00",
        "bed": "22:30:00",
    }
    assert entry_from_plain(entry_to_plain(night)) == night
    assert "22:30" not in repr(SideEffect(**HEAD, words="22:30", strength=1))
