"""The panel over a real vault: evaluates, keeps answers, plan and what was shown."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from iop_companion.domain.early_warning import Level, Standing
from iop_companion.domain.measure import Scale
from iop_companion.domain.observation import observe
from iop_companion.domain.records import Answer, PlanZone, ShownLevel
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.daily import DailyReader

LAST = date(2026, 3, 12)


def fill(services, n_days, *, drop_from=None, missing=(), last=LAST):
    """Sleep around seven hours, mood around six; ``drop_from`` days before the end sleep falls."""
    rng = np.random.default_rng(5)
    sleep, mood = (services.measures.get(name) for name in ("sleep_duration", "mood"))
    made = []
    for back in range(n_days - 1, -1, -1):
        day = last - timedelta(days=back)
        hours = 7 + rng.integers(-3, 4) / 4
        feeling = 6.0 + rng.integers(-1, 2)
        if back in missing:
            continue
        if drop_from is not None and back < drop_from:
            hours -= 2.25
        when = services.clock.now() - timedelta(days=back)
        made.append(observe(sleep, hours, day=day, recorded_at=when))
        made.append(observe(mood, feeling, day=day, recorded_at=when))
    with services.session.vault.write() as journal:
        journal.put_many(made)


def test_an_empty_vault_is_still_learning(services):
    warning = services.early_warnings.evaluate()
    assert warning.level is Level.LEARNING
    assert "0 of 9 entries" in warning.sentence
    assert services.early_warnings.panel().small == ()
    assert services.early_warnings.episodes() == []


def test_before_a_fortnight_it_says_how_far_learning_is(services):
    fill(services, 9, missing=(2, 5, 6))
    warning = services.early_warnings.evaluate()
    assert warning.level is Level.LEARNING
    assert warning.sentence == (
        "Still learning your usual: 6 of 9 entries, day 9 of 14. Until then the numbers stay quiet."
    )
    assert warning.learning_entries == (6, 9)


def test_a_steady_diary_is_calm_with_its_entries_counted(services):
    fill(services, 60, missing=(3,))
    view = services.early_warnings.panel()
    assert view.warning.level is Level.CALM
    assert "6 of the last 7 days have an entry." in view.warning.sentence
    assert view.warning.sentence.endswith("If you feel worse than the numbers, trust that.")
    assert view.clearest is None
    assert view.usual_line.startswith("Your usual: ")
    assert {finding.standing for finding in view.small} <= {Standing.USUAL, Standing.AT_EDGE}


def test_too_few_entries_in_a_week_say_neither_calm_nor_watch(services):
    fill(services, 60, missing=(0, 1, 2, 4))
    warning = services.early_warnings.evaluate()
    assert warning.level is Level.NOT_ENOUGH_ENTRIES
    assert warning.sentence == (
        "3 of the last 7 days have an entry; comparing needs 4. "
        "So the numbers say neither Calm nor Watch this week."
    )


def test_sleep_that_falls_raises_watch_with_its_day_amounts_and_chance(services):
    fill(services, 70, drop_from=9)
    view = services.early_warnings.panel()
    warning = view.warning
    assert warning.level is Level.WATCH
    assert warning.since == date(2026, 3, 4)
    assert warning.sentence == (
        "Sleep has moved away from your usual since Wednesday 4 March, from 6.9 h to 4.8 h on "
        "average (9 of 9 days have an entry)."
    )
    assert warning.measures == ("sleep_duration",)
    assert "an unchanged person sees a message like this about once in" in warning.chance_sentence
    first = view.small[0]
    assert (first.measure_id, first.standing) == ("sleep_duration", Standing.PAST_LINE)
    assert first.usual_text == "6.9 h"
    assert first.recent_text == "4.8 h"
    assert first.standing_words.startswith("past the line since ")
    assert view.clearest is not None
    assert len(view.clearest.distance) == len(view.clearest.days)
    assert max(x for x in view.clearest.distance if x is not None) > 1.0
    assert view.clearest.since == date(2026, 3, 4)
    assert "not a diagnosis" in view.limits_sentence


def test_where_only_all_together_spoke_the_strip_is_theirs_and_past_its_line(services):
    # given five rows that each lean a little, and none of them past its line
    rng = np.random.default_rng(4)
    low = ("mood", "sleep_duration", "sleep_quality")
    measures = [services.measures.get(name) for name in (*low, "anxiety", "urge")]
    made = []
    for back in range(70, -1, -1):
        when = services.clock.now() - timedelta(days=back)
        for measure in measures:
            worse = (-1.0 if measure.id in low else 1.0) if back < 8 else 0.0
            middle = 3.0 if measure.id == "sleep_quality" else 5.0
            value = np.clip(round(middle + worse + rng.normal(0, 1)), 1, 2 * middle - 1)
            day = LAST - timedelta(days=back)
            made.append(observe(measure, float(value), day=day, recorded_at=when))
    with services.session.vault.write() as journal:
        journal.put_many(made)

    view = services.early_warnings.panel()

    assert view.warning.detectors == ("all_together",)
    assert all(f.standing is not Standing.PAST_LINE for f in view.warning.findings)
    assert view.clearest.distance_of_all
    assert view.clearest.since == view.warning.since
    passed = dict(zip(view.clearest.days, view.clearest.distance, strict=True))
    assert passed[view.warning.spoke_on] > 1.0


def test_evaluating_an_earlier_day_never_looks_past_it(services):
    fill(services, 70, drop_from=9)
    day = LAST - timedelta(days=9)
    then = services.early_warnings.evaluate(day)
    assert then.level is Level.CALM
    assert then.as_of == day
    assert services.early_warnings.episodes(day) == []


def test_a_warning_answered_as_passing_ends_and_can_be_undone(services):
    fill(services, 70, drop_from=9)
    before = services.early_warnings.evaluate()
    services.early_warnings.answer(Answer.PASSING)
    assert services.early_warnings.evaluate().level is Level.CALM
    services.undo()
    assert services.early_warnings.evaluate() == before


def test_a_bad_spell_keeps_watch_and_shows_as_the_answer(services):
    fill(services, 70, drop_from=9)
    services.early_warnings.answer(Answer.PASSING)
    services.early_warnings.answer(Answer.BAD_SPELL)
    view = services.early_warnings.panel()
    assert view.warning.level is Level.WATCH
    assert view.answer is Answer.BAD_SPELL
    assert view.small[0].standing is Standing.PAST_LINE
    assert [episode.answer for episode in services.early_warnings.episodes()] == [Answer.BAD_SPELL]


def test_nothing_can_be_answered_while_it_is_calm(services):
    fill(services, 60)
    with pytest.raises(KnownProblem, match="no_warning_to_answer"):
        services.early_warnings.answer(Answer.PASSING)


def test_a_level_is_logged_once_for_the_same_day_and_measures_and_never_when_not_shown(services):
    fill(services, 60)
    warnings = services.early_warnings
    warnings.evaluate()
    warnings.evaluate(shown=True)
    warnings.panel(shown=True)
    warnings.panel(shown=True)
    warnings.evaluate(shown=True)
    with services.session.vault.read() as journal:
        log = journal.all(ShownLevel)
    assert [(line.as_of, line.level) for line in log] == [(LAST, "calm")]


def test_the_plan_keeps_its_order_and_the_ticks_of_steps_that_stay(services, today):
    warnings = services.early_warnings
    warnings.set_plan(PlanZone.WATCH, ["Call Dana", "  ", "Screens off at ten"])
    second = warnings.plan(PlanZone.WATCH)[1]
    warnings.tick(second.id, True)
    warnings.set_plan(PlanZone.WATCH, ["Screens off at ten", "Walk"])
    steps = warnings.plan(PlanZone.WATCH)
    assert [(step.text, step.done_on) for step in steps] == [
        ("Screens off at ten", today),
        ("Walk", None),
    ]
    assert warnings.plan(PlanZone.ACT) == ()
    services.undo()
    assert [step.text for step in warnings.plan(PlanZone.WATCH)] == [
        "Call Dana",
        "Screens off at ten",
    ]


def test_a_tick_is_for_its_day_and_the_next_day_finds_the_step_open(services, clock, today):
    warnings = services.early_warnings
    warnings.set_plan(PlanZone.WATCH, ["Call Dana"])
    warnings.tick(warnings.plan(PlanZone.WATCH)[0].id, True)

    clock.move(days=1)

    assert warnings.plan(PlanZone.WATCH)[0].done_on is None
    assert warnings.panel().plan[0].done_on is None
    assert warnings.panel(today).plan[0].done_on == today
    warnings.tick(warnings.plan(PlanZone.WATCH)[0].id, True)
    assert warnings.plan(PlanZone.WATCH)[0].done_on == clock.today()


def test_ticking_a_step_that_is_gone_is_a_known_problem(services):
    with pytest.raises(KnownProblem, match="unknown_step"):
        services.early_warnings.tick("gone", True)


def test_a_plan_without_end_is_refused(services):
    with pytest.raises(KnownProblem, match="plan_too_long"):
        services.early_warnings.set_plan(PlanZone.WATCH, [f"step {n}" for n in range(31)])


def remove_from(services, first):
    with services.session.vault.write() as journal:
        for gone in journal.observations(first=first):
            journal.remove(gone)


def test_an_answer_whose_day_no_longer_speaks_is_passed_over(services):
    # given a warning of sleep that was answered, and its days then taken out
    fill(services, 70, drop_from=9)
    services.early_warnings.answer(Answer.NEW_NORMAL)
    remove_from(services, LAST - timedelta(days=8))
    # when the panel is evaluated, then it no longer speaks of sleep, and the answer is nobody's
    view = services.early_warnings.panel()
    assert view.warning.measures == ()
    assert view.answer is None


def test_check_ins_that_stop_are_spoken_of_as_days_and_without_blame(services):
    fill(services, 70)
    remove_from(services, LAST - timedelta(days=8))
    view = services.early_warnings.panel()
    assert view.warning.level is Level.WATCH
    assert view.warning.sentence == (
        "Fewer check-ins than is usual for you since Wednesday 4 March: 6 of the last 14 days, "
        "usually 14. A holiday looks the same."
    )
    assert view.clearest is None
    # and it is about everything that is logged, no measure of it past a line
    assert view.warning.measures == ()
    assert set(view.warning.about) == {"sleep_duration", "mood"}
    assert view.warning.detectors == ("missed_check_ins",)
    assert services.early_warnings.episodes()[-1].measures == view.warning.about


def test_a_quiet_week_is_not_enough_entries_and_no_warning(services):
    fill(services, 70)
    remove_from(services, LAST - timedelta(days=3))
    assert services.early_warnings.evaluate().level is Level.NOT_ENOUGH_ENTRIES


def fill_medicine(services, answers, last=LAST):
    """One answer a day that ends on ``last``, oldest first; None is no answer."""
    medicine = services.measures.get("medicine_taken")
    first = last - timedelta(days=len(answers) - 1)
    made = [
        observe(medicine, answer, day=first + timedelta(days=n), recorded_at=services.clock.now())
        for n, answer in enumerate(answers)
        if answer
    ]
    with services.session.vault.write() as journal:
        journal.put_many(made)


def test_medicine_missed_more_than_usual_raises_watch_in_its_own_words(services):
    # given two months of a medicine taken, and eight days of it missed
    fill(services, 70)
    fill_medicine(services, [*(["taken"] * 62), *(["not_today"] * 8)])
    view = services.early_warnings.panel()
    assert view.warning.level is Level.WATCH
    assert view.warning.sentence == (
        "Medication: 100 % to 0 % taken, missed more than is usual for you since "
        "Thursday 5 March (8 of 8 days have an entry)."
    )
    assert view.warning.measures == ("medicine_taken",)
    assert view.clearest is not None
    assert view.clearest.unit == "taken is 1, not today 0"
    first = view.small[0]
    assert (first.label, first.usual_text, first.recent_text) == ("Medication", "100 %", "0 %")


def test_a_medicine_not_answered_for_is_not_a_missed_one(services):
    fill(services, 70)
    fill_medicine(services, [*(["taken"] * 62), *([None] * 8)])
    assert services.early_warnings.evaluate().level is Level.CALM


def test_a_questionnaire_speaks_of_a_reliable_change_and_not_of_a_small_one(services):
    # given a score every fortnight that stood at eight or nine, and mood as usual
    fill(services, 130)
    services.measures.add("phq9", "PHQ-9", "count", "high")
    measure = services.measures.get("phq9")

    def score(back, value):
        when = services.clock.now() - timedelta(days=back)
        day = LAST - timedelta(days=back)
        with services.session.vault.write() as journal:
            journal.put(observe(measure, value, day=day, recorded_at=when))

    for back, value in ((99, 9), (85, 8), (71, 9), (57, 8), (43, 9), (29, 8), (15, 11)):
        score(back, value)
    assert services.early_warnings.evaluate().level is Level.CALM
    # when the next one is nineteen
    score(1, 19)
    # then the panel says so, from what to what
    warning = services.early_warnings.evaluate()
    assert warning.sentence.startswith("PHQ-9: ")
    assert "more than such a score varies by" in warning.sentence
    assert warning.measures == ("phq9",)


def test_skills_that_fade_have_words_of_their_own(services):
    fill(services, 80)
    skills = services.measures.get("skills_used")
    rng = np.random.default_rng(3)
    made = [
        observe(
            skills,
            float(rng.integers(2, 5)) if back >= 12 else 0.0,
            day=LAST - timedelta(days=back),
            recorded_at=services.clock.now(),
        )
        for back in range(80)
    ]
    with services.session.vault.write() as journal:
        journal.put_many(made)
    sentence = services.early_warnings.evaluate().sentence
    assert sentence.startswith("Skills a day: ")
    assert "fewer than is usual for you since" in sentence


def test_a_measure_asked_on_another_scale_is_learnt_anew_and_raises_nothing(services):
    # given two months of sleep and mood, the last twenty days of mood on a scale of 0 to 100
    fill(services, 70)
    mood = services.measures.get("mood")
    newer = replace(mood, version=2, scale=Scale(0, 100))
    with services.session.vault.write() as journal:
        journal.put(newer)
        for back in range(19, -1, -1):
            when = services.clock.now() - timedelta(days=back)
            known = journal.observations(LAST - timedelta(days=back), LAST - timedelta(days=back),
                                         [mood.id])  # fmt: skip
            for one in known:
                journal.remove(one)
            journal.put(observe(newer, 25.0 + back % 3, day=LAST - timedelta(days=back),
                                recorded_at=when))  # fmt: skip
    # then nothing spoke of it, and its usual is of the new scale alone
    view = services.early_warnings.panel()
    assert view.warning.level is Level.CALM
    assert services.early_warnings.episodes() == []
    finding = next(one for one in view.warning.findings if one.measure_id == "mood")
    assert finding.usual is not None
    assert finding.usual.first == LAST - timedelta(days=19)
    assert 25 <= finding.usual.low <= finding.usual.high <= 27
    # and a chart shows the new scale alone, and says from which day it is
    drawn = next(one for one in view.small if one.measure_id == "mood").series
    assert min(value for value in drawn.values if value is not None) >= 25
    assert drawn.unit == "0 to 100, another scale before 21 February"
    assert "another scale before 21 February" in drawn.sentence
    # and the old days keep what they held
    ((_, whole),) = DailyReader(services.session).whole_series([newer])
    assert whole.on(LAST - timedelta(days=30)) <= 7


def test_other_words_for_a_measure_do_not_make_it_another_one(services):
    # given two months of mood, of late under another name with another hint
    fill(services, 70)
    mood = services.measures.get("mood")
    newer = replace(mood, version=2, label="How I feel", hint="0 heavy, 10 light")
    with services.session.vault.write() as journal:
        journal.put(mood)
        journal.put(newer)
        for back in range(9, -1, -1):
            day = LAST - timedelta(days=back)
            for one in journal.observations(day, day, [mood.id]):
                journal.remove(one)
            journal.put(observe(newer, 6.0, day=day, recorded_at=services.clock.now()))
    # then it is one measure with one usual and one line
    view = services.early_warnings.panel()
    finding = next(one for one in view.warning.findings if one.measure_id == "mood")
    assert finding.usual.first < LAST - timedelta(days=40)
    drawn = next(one for one in view.small if one.measure_id == "mood").series
    assert drawn.unit == "0 to 10"
    assert drawn.n_entries == 28
