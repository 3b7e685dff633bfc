"""Questionnaires over a real vault: what is due, what is under way, what is a fact."""

from datetime import date, timedelta

import pytest

from iop_companion.domain.diary_entries import AnsweredQuestionnaire, EnteredScore
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft

TODAY = date(2026, 3, 12)
"""The day on which the tests' clock stands."""


def answers(**changed):
    return {f"phq9_{n}": 1 for n in range(1, 10)} | changed


def answer(services, given=None):
    begun = services.questionnaires.begin("phq9")
    return services.questionnaires.finish(begun, given or answers())


def kept(services, kind=AnsweredQuestionnaire):
    with services.session.vault.read() as journal:
        return journal.all(kind)


def test_two_are_due_at_once_and_again_a_fortnight_after_an_answer(services, clock):
    asked = services.questionnaires
    assert [one.instrument.id for one in asked.due()] == ["phq9", "gad7"]

    answer(services)

    assert [one.instrument.id for one in asked.due()] == ["gad7"]
    assert asked.get("phq9").due_on == TODAY + timedelta(days=14)
    clock.move(days=14)
    assert [one.instrument.id for one in asked.due()] == ["phq9", "gad7"]


def test_how_often_and_in_which_language_is_the_persons_choice_and_can_be_undone(services):
    asked = services.questionnaires
    asked.ask("phq9", every_days=7)
    asked.ask("gad7", is_on=False)
    asked.ask("pcl5", is_on=True)
    asked.ask("phq9", locale="es-US")
    answer(services)

    assert asked.get("phq9").due_on == TODAY + timedelta(days=7)
    assert [one.instrument.id for one in asked.due()] == ["pcl5"]
    [entry] = kept(services)
    assert (entry.locale, asked.get("phq9").newest.total) == ("es-US", 9)
    services.undo()
    services.undo()
    assert asked.get("phq9").instrument.locale == "en"
    assert not asked.ask("gad7", is_on=False)  # nothing changes
    with pytest.raises(KnownProblem, match="bad_interval"):
        asked.ask("phq9", every_days=-1)


def test_stopping_keeps_the_answers_and_goes_on_where_it_was(services):
    asked = services.questionnaires
    begun = asked.begin("phq9")
    asked.keep(begun, {"phq9_1": 2})
    asked.keep(begun, {"phq9_1": 2, "phq9_2": 3})

    again = asked.begin("phq9")

    assert (again.id, again.values) == (begun.id, {"phq9_1": 2, "phq9_2": 3})
    assert asked.get("phq9").scores == ()
    assert asked.get("phq9").due_on == TODAY
    assert not services.history.can_undo
    asked.finish(again, answers())
    assert [one.total for one in asked.get("phq9").scores] == [9]
    assert asked.get("phq9").under_way is None
    services.undo()
    assert asked.get("phq9").under_way.values == {"phq9_1": 2, "phq9_2": 3}


def test_without_all_answers_there_is_no_total_and_nothing_is_no_answer(services):
    given = answers()
    del given["phq9_4"]
    answer(services, given)

    newest = services.questionnaires.get("phq9").newest
    assert (newest.total, newest.parts["phq2"]) == (None, 2)
    assert services.questionnaires.get("phq9").totals == ()
    with pytest.raises(KnownProblem, match="nothing_answered"):
        services.questionnaires.finish(services.questionnaires.begin("gad7"), {})


def test_a_score_alone_counts_with_the_answered_ones_and_others_stand_by_their_name(services):
    asked = services.questionnaires
    asked.enter_score(day=TODAY - timedelta(days=20), score=14, instrument_id="phq9", note="clinic")
    asked.enter_score(day=TODAY, score=9.5, name="  ISI ", low=0, high=28)
    answer(services)

    phq9 = asked.get("phq9")
    assert [(one.total, one.is_entered) for one in phq9.scores] == [(14, True), (9, False)]
    assert phq9.scores[0].first == TODAY - timedelta(days=33)
    assert [(one.name, one.score) for one in asked.other_scores()] == [("ISI", 9.5)]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"day": TODAY + timedelta(days=1), "name": "ISI", "score": 1}, "future_day"),
        ({"day": TODAY, "name": "  ", "score": 1}, "score_unnamed"),
        ({"day": TODAY, "name": "ISI", "score": 1, "low": 5, "high": 5}, "score_range"),
        ({"day": TODAY, "name": "ISI", "score": 29, "low": 0, "high": 28}, "score_outside"),
        ({"day": TODAY, "instrument_id": "phq9", "score": 28}, "score_outside"),
    ],
)
def test_a_score_that_cannot_be_is_refused_in_words(services, wrong, code):
    with pytest.raises(KnownProblem, match=code):
        services.questionnaires.enter_score(**wrong)
    assert kept(services, EnteredScore) == []


def test_a_note_a_private_mark_and_a_removal_can_be_undone(services):
    asked = services.questionnaires
    answer(services)
    [entry] = kept(services)

    asked.annotate(entry, " hard week ", private=True)
    [noted] = kept(services)
    assert (noted.note, noted.private) == ("hard week", True)
    asked.remove(noted)
    assert kept(services) == []
    services.undo()
    services.undo()
    assert kept(services) == [entry]


def test_a_rise_of_five_points_is_a_fact_beside_the_panel(services):
    asked = services.questionnaires
    asked.enter_score(day=TODAY - timedelta(days=14), score=9, instrument_id="phq9")
    asked.enter_score(day=TODAY, score=14, instrument_id="phq9")

    [fact] = services.early_warnings.panel().facts

    assert fact.sentence.startswith("PHQ-9: 9 on 26 February, 14 on Thursday 12 March.")


def test_the_panel_reads_the_totals_of_what_was_answered(services, clock):
    # given a score every fortnight that stood at eight or nine
    for back, third in ((99, 1), (85, 0), (71, 1), (57, 0), (43, 1), (29, 0)):
        day = TODAY - timedelta(days=back)
        services.questionnaires.enter_score(day=day, score=8 + third, instrument_id="phq9")
    for back in range(100):
        with services.session.vault.write() as journal:
            from iop_companion.domain.observation import observe

            mood = services.measures.get("mood")
            day = TODAY - timedelta(days=back)
            journal.put(observe(mood, 5.0 + back % 3, day=day, recorded_at=clock.now()))
    calm = services.early_warnings.evaluate()
    assert "phq9" in [finding.measure_id for finding in calm.findings]
    assert calm.measures == ()
    # when today's answers add up to nineteen
    answer(services, {f"phq9_{n}": 2 for n in range(1, 10)} | {"phq9_1": 3, "phq9_9": 2})

    warning = services.early_warnings.panel().warning

    assert warning.measures == ("phq9",)
    assert "more than such a score varies by" in warning.sentence


def test_a_score_five_up_is_a_fact_beside_the_panel_with_its_source(services, clock):
    for answer in (1, 2):
        begun = services.questionnaires.begin("phq9")
        services.questionnaires.finish(begun, {f"phq9_{n}": answer for n in range(1, 10)})
        clock.move(days=14)
    clock.move(days=-14)

    [fact] = services.early_warnings.panel().facts

    assert fact.sentence.startswith("PHQ-9: 9 on ")
    assert ", 18 on " in fact.sentence
    assert "a change of 5 points" in fact.source
    assert services.early_warnings.evaluate().level.value == "learning"


def test_the_panel_reads_totals_anew_after_each_answer_and_not_after_a_check_in(
    services, clock, monkeypatch
):
    reads = []
    real = services.questionnaires.measures
    monkeypatch.setattr(services.questionnaires, "measures", lambda: reads.append("read") or real())
    answer(services)
    services.early_warnings.evaluate()
    reads.clear()

    services.check_ins.record(CheckInDraft(TODAY, {"mood": 4.0}))
    services.early_warnings.evaluate()
    assert reads == []

    clock.move(days=14)
    removed = answer(services, answers(phq9_1=3)).changes[0].after
    assert _panel_totals(services) == [9, 11]
    services.questionnaires.remove(removed)
    assert _panel_totals(services) == [9]
    services.undo()
    assert _panel_totals(services) == [9, 11]


def _panel_totals(services):
    services.early_warnings.evaluate()
    daily = services.early_warnings._daily
    [phq9] = [one for one in daily.questionnaires() if one.id == "phq9"]
    values = daily.series([phq9])["phq9"].values
    return [value for value in values.tolist() if value == value]  # noqa: PLR0124 -- no gap
