"""Rows of the person's own: made, changed, put away, brought back; and names for the others."""

from dataclasses import replace
from datetime import date

import pytest

from iop_companion.bootstrap import build
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal, Kind, Scale, Worse
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.own_rows import OwnRows, RowDraft, RowKind, as_row_draft, described_by
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.open_session import PASSPHRASE

DAY = date(2026, 3, 12)

STORM = RowDraft(
    RowKind.SCALE, "Inner weather", low="-2", high="2", step="0.5",
    low_words="calm", high_words="storm", worse=Worse.HIGH,
)  # fmt: skip
DRINK = RowDraft(RowKind.URGE, "Urge to drink")
ALCOHOL = RowDraft(RowKind.USE, "Alcohol", goal=Goal.ABSTAIN, grams="14")
HITS = RowDraft(RowKind.USE, "Cannabis", goal=Goal.REDUCE, unit="hits")


@pytest.fixture
def services(paths, clock):
    built = build(paths, clock=clock, kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    yield built
    built.lock()


@pytest.fixture
def rows(services) -> OwnRows:
    return services.own_rows


def made(services, draft):
    """Keep a row and return the measure that it became."""
    return services.own_rows.keep(draft).changes[0].after


def say(services, day=DAY, **values):
    services.check_ins.record(CheckInDraft(day, {MeasureId(k): v for k, v in values.items()}))


def test_a_scale_has_the_range_the_steps_and_the_words_that_were_typed(services):
    weather = made(services, STORM)
    assert (weather.kind, weather.scale) == (Kind.SCALE, Scale(-2, 2, 0.5))
    assert weather.hint == "-2 calm, 2 storm"
    assert weather in services.measures.rows()
    assert weather in services.measures.watched()


@pytest.mark.parametrize("value", [0.3, -2.5, 2.25, 10])
def test_a_number_between_the_steps_or_past_the_ends_is_refused_in_a_sentence(services, value):
    weather = made(services, STORM)
    [refused] = services.check_ins.refusals(CheckInDraft(DAY, {weather.id: value}))
    assert refused.reason == "Inner weather can be -2 to 2 in steps of 0.5."


def test_tenths_are_steps_although_no_computer_holds_them_exactly(services):
    fine = made(services, replace(STORM, label="Fine", low="0", high="1", step="0.1"))
    say(services, **{fine.id: 0.3})
    assert services.check_ins.day(DAY).values[fine.id].value == 0.3


def test_a_further_urge_has_its_own_line_of_acted_on(services):
    urge = made(services, DRINK)
    shown = [measure.id for measure in services.measures.rows()]
    at = shown.index(urge.id)
    assert shown[at : at + 2] == [urge.id, f"{urge.id}_acted_on"]
    acted_on = services.measures.get(MeasureId(f"{urge.id}_acted_on"))
    assert [option.id for option in acted_on.options] == ["no", "partly", "yes", "rather_not_say"]
    assert "urge" in shown, "the first one stays"


def test_the_highest_urge_of_a_day_is_its_value(services):
    assert made(services, replace(DRINK, high="5")).day_rule == "highest"
    assert services.measures.get(MeasureId("urge_to_drink")).scale == Scale(0, 5)


def test_what_is_used_is_counted_in_standard_drinks_or_in_a_unit_of_ones_own(services):
    alcohol, cannabis = made(services, ALCOHOL), made(services, HITS)
    assert (alcohol.id, alcohol.grams, alcohol.goal) == ("use_alcohol", 14, Goal.ABSTAIN)
    assert alcohol.hint == "standard drinks, 14 g each"
    assert (cannabis.grams, cannabis.unit, cannabis.hint) == (0, "hits", "hits")
    assert services.own_rows.used() == (alcohol, cannabis)


def test_the_panel_never_looks_at_what_is_used(services):
    alcohol = made(services, ALCOHOL)
    assert alcohol not in services.measures.watched()
    assert alcohol in services.measures.charted()


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(STORM, label="  "), "row_needs_name"),
        (replace(STORM, label="x" * 61), "row_name_too_long"),
        (replace(STORM, label="a\nb\x07"), "row_needs_name"),
        (replace(STORM, label="MOOD"), "row_name_taken"),
        (replace(STORM, low="two"), "row_needs_number"),
        (replace(STORM, high=""), "row_needs_number"),
        (replace(STORM, high="1e9"), "row_needs_number"),
        (replace(STORM, high="nan"), "row_needs_number"),
        (replace(STORM, low="3"), "row_upside_down"),
        (replace(STORM, low="2"), "row_upside_down"),
        (replace(STORM, step="0"), "row_bad_step"),
        (replace(STORM, step="-1"), "row_bad_step"),
        (replace(STORM, step="0.3"), "row_bad_step"),
        (replace(STORM, low="0", high="5000"), "row_bad_step"),
        (replace(HITS, unit="u" * 21), "row_unit_too_long"),
        (replace(ALCOHOL, grams="0"), "row_bad_grams"),
        (replace(ALCOHOL, grams="300"), "row_bad_grams"),
        (replace(ALCOHOL, grams="a lot"), "row_needs_number"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence_and_nothing_is_written(services, draft, code):
    before = services.measures.all()
    with pytest.raises(KnownProblem) as problem:
        services.own_rows.keep(draft)
    assert problem.value.code == code
    assert "?" not in describe(problem.value).sentence
    assert services.measures.all() == before


def test_a_decimal_comma_is_a_number_here(services):
    assert made(services, replace(STORM, step="0,5")).scale.step == 0.5


def test_the_form_of_a_row_makes_the_same_row_again(services):
    for draft in (STORM, DRINK, ALCOHOL, HITS, RowDraft(RowKind.YES_NO, "Called home")):
        kept = made(services, draft)
        again = described_by(as_row_draft(kept))
        assert replace(again, id=kept.id) == kept
        assert not services.own_rows.keep(as_row_draft(kept)), "and saving it changes nothing"


def test_another_range_breaks_the_chart_and_old_days_keep_what_they_said(services):
    weather = made(services, STORM)
    say(services, date(2026, 3, 1), **{weather.id: 1.5})
    services.own_rows.keep(replace(as_row_draft(weather), low="0", high="100", step="1"))
    say(services, DAY, **{weather.id: 40.0})
    [chart] = [one for one in services.trends.view("all").series if one.measure_id == weather.id]
    assert chart.n_entries == 1
    assert "another scale before" in chart.unit
    shown = services.check_ins.day(date(2026, 3, 1)).values[weather.id]
    assert shown.value == 1.5
    assert shown.asked_as.scale == Scale(-2, 2, 0.5)


def test_the_same_number_on_the_new_scale_is_a_new_answer(services):
    weather = made(services, STORM)
    say(services, **{weather.id: 1.0})
    services.own_rows.keep(replace(as_row_draft(weather), low="0", high="100", step="1"))
    say(services, **{weather.id: 1.0})
    assert services.check_ins.day(DAY).values[weather.id].asked_as is None


def test_another_name_breaks_nothing(services):
    weather = made(services, STORM)
    say(services, **{weather.id: 1.0})
    services.own_rows.keep(replace(as_row_draft(weather), label="Weather inside"))
    shown = services.check_ins.day(DAY).values[weather.id]
    assert shown.asked_as is None
    assert services.measures.get(weather.id).label == "Weather inside"


def test_another_size_of_the_standard_drink_is_another_question(services):
    alcohol = made(services, ALCOHOL)
    say(services, **{alcohol.id: 3.0})
    services.own_rows.keep(replace(as_row_draft(alcohol), grams="10"))
    assert services.check_ins.day(DAY).values[alcohol.id].asked_as.grams == 14


def test_another_goal_leaves_the_numbers_as_they_are(services):
    alcohol = made(services, ALCOHOL)
    say(services, **{alcohol.id: 3.0})
    services.own_rows.keep(replace(as_row_draft(alcohol), goal=Goal.REDUCE))
    assert services.check_ins.day(DAY).values[alcohol.id].asked_as is None


def test_a_row_with_values_is_hidden_when_removed_and_keeps_them(services):
    urge = made(services, DRINK)
    say(services, **{urge.id: 4.0})
    services.own_rows.remove(urge.id)
    assert urge.id not in {one.id for one in services.measures.rows()}
    assert urge.id not in {one.id for one in services.measures.heads()}
    assert urge.id not in {one.id for one in services.measures.watched()}
    assert [one.id for one in services.measures.removed()] == [urge.id]
    assert services.check_ins.day(DAY).values[urge.id].value == 4.0
    services.own_rows.bring_back(urge.id)
    assert urge.id in {one.id for one in services.measures.rows()}
    assert services.measures.removed() == ()


def test_a_row_without_values_is_gone_when_removed_and_undo_brings_it_back(services):
    urge = made(services, DRINK)
    services.own_rows.remove(urge.id)
    with pytest.raises(KnownProblem):
        services.measures.get(urge.id)
    services.undo()
    assert urge in services.measures.rows()
    assert f"{urge.id}_acted_on" in {one.id for one in services.measures.rows()}


def test_a_row_whose_values_lie_in_the_trash_is_hidden_and_not_gone(services):
    urge = made(services, DRINK)
    say(services, **{urge.id: 4.0})
    services.check_ins.remove_day(DAY)
    services.own_rows.remove(urge.id)
    assert [one.id for one in services.measures.removed()] == [urge.id]


def test_an_undone_change_never_lends_its_version_to_another_one(services):
    weather = made(services, STORM)
    services.own_rows.keep(replace(as_row_draft(weather), high="4"))
    services.undo()
    assert services.measures.get(weather.id) == weather
    changed = services.own_rows.keep(replace(as_row_draft(weather), high="6")).changes[0].after
    assert changed.version == 3


def test_a_row_of_the_catalogue_takes_a_name_and_gives_it_back(services):
    services.measures.rename(MeasureId("urge"), "  Urge   to smoke ")
    assert services.measures.get(MeasureId("urge")).label == "Urge to smoke"
    services.measures.rename(MeasureId("urge"), "")
    assert services.measures.get(MeasureId("urge")).label == "Strongest urge"


def test_measures_that_share_a_row_share_its_new_name(services):
    services.measures.rename(MeasureId("meal_breakfast"), "Food")
    meals = [one for one in services.measures.all() if one.id.startswith("meal_")]
    assert {one.row for one in meals} == {"Food"}
    assert services.measures.get(MeasureId("meal_lunch")).label == "Lunch"


def test_rows_of_the_catalogue_are_not_changed_or_removed_here(services):
    for job in (
        lambda: services.own_rows.remove(MeasureId("mood")),
        lambda: services.own_rows.keep(replace(STORM, id="mood")),
    ):
        with pytest.raises(KnownProblem) as problem:
            job()
        assert problem.value.code == "unknown_measure"


def test_names_in_any_script_get_an_id_of_their_own(services):
    first = made(services, replace(STORM, label="ноч"))
    second = made(services, replace(STORM, label="夜"))
    assert first.id != second.id
    assert made(services, replace(STORM, label="Été 2")).id == "ete_2"


def test_too_many_words_for_an_end_of_a_scale_are_refused_and_none_is_cut(services):
    with pytest.raises(KnownProblem) as refused:
        services.own_rows.keep(RowDraft(RowKind.SCALE, "Weather", high_words="x" * 41))
    assert refused.value.code == "row_end_too_long"
    assert not [one for one in services.measures.all() if one.own]
