"""The panel over a real vault: evaluates, keeps answers, plan and what was shown."""

from datetime import date, timedelta

import numpy as np
import pytest

from iop_companion.domain.early_warning import Level, Standing
from iop_companion.domain.observation import observe
from iop_companion.domain.records import Answer, PlanZone, ShownLevel
from iop_companion.foundation.errors import KnownProblem

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
        "Sleep has moved away from your usual since Wednesday 4 March (9 of 9 days have an entry)."
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


def test_an_answer_whose_day_no_longer_speaks_is_passed_over(services):
    fill(services, 70, drop_from=9)
    services.early_warnings.answer(Answer.NEW_NORMAL)
    with services.session.vault.write() as journal:
        for gone in journal.observations(first=LAST - timedelta(days=8)):
            journal.remove(gone)
    assert services.early_warnings.evaluate().level is Level.NOT_ENOUGH_ENTRIES
