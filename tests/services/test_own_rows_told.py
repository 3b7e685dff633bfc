"""What becomes of own rows elsewhere: Trends, the Summary, the fixed rules, files, undo."""

import csv
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from iop_companion.bootstrap import build
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Goal
from iop_companion.domain.summary import DEFAULT_SECTIONS, Section
from iop_companion.foundation.paths import paths_under
from iop_companion.reports.summary_words import summary_words
from iop_companion.services.own_rows import RowDraft, RowKind, as_row_draft
from iop_companion.services.summarising import SummaryRequest
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.open_session import PASSPHRASE

TODAY = date(2026, 3, 12)
ALCOHOL = RowDraft(RowKind.USE, "Alcohol", goal=Goal.ABSTAIN, grams="14")
SMOKE = RowDraft(RowKind.URGE, "Urge to smoke")


@pytest.fixture
def services(paths, clock):
    built = build(paths, clock=clock, kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    yield built
    built.lock()


def made(services, draft):
    return services.own_rows.keep(draft).changes[0].after


def say(services, back, **values):
    day = services.clock.today() - timedelta(days=back)
    services.check_ins.record(CheckInDraft(day, {MeasureId(k): v for k, v in values.items()}))


def summary(services, sections=DEFAULT_SECTIONS):
    today = services.clock.today()
    return services.summarising.assemble(SummaryRequest(today - timedelta(days=6), today, sections))


def test_each_urge_and_each_thing_used_has_a_chart_with_its_name(services):
    made(services, ALCOHOL), made(services, SMOKE)
    for back in range(5):
        say(services, back, urge=5.0, urge_to_smoke=3.0, use_alcohol=float(back))
    charts = {one.measure_id: one for one in services.trends.view("four_weeks").series}
    assert charts["urge"].label == "Strongest urge"
    assert charts["urge_to_smoke"].label == "Urge to smoke"
    assert charts["use_alcohol"].unit == "standard drinks of 14 g a day"
    assert charts["use_alcohol"].as_bars
    assert charts["use_alcohol"].values[-1] == 0, "none is a number, not a gap"


def test_a_row_that_was_put_away_has_no_chart_any_more(services):
    alcohol = made(services, ALCOHOL)
    say(services, 0, use_alcohol=2.0)
    services.own_rows.remove(alcohol.id)
    assert alcohol.id not in {one.measure_id for one in services.trends.view("four_weeks").series}


def test_the_summary_counts_use_by_days_and_names_what_came_of_each_urge(services):
    made(services, ALCOHOL), made(services, SMOKE)
    say(services, 0, use_alcohol=2.5, urge_to_smoke=4.0, urge_to_smoke_acted_on="partly")
    say(services, 1, use_alcohol=0.0)
    said = summary(services).use_sentences
    assert said == (
        "Urge to smoke, acted on it, in days: Partly 1.",
        "Alcohol: use on 1 of 2 days with an entry, 2.5 standard drinks of 14 g in all.",
    )
    assert any("Alcohol: use on 1 of 2 days" in json.dumps(part) for part in [
        summary_words(summary(services))
    ])  # fmt: skip


def test_who_leaves_the_section_out_leaves_use_out_everywhere(services):
    made(services, ALCOHOL)
    say(services, 0, use_alcohol=2.0, mood=5.0)
    without = tuple(one for one in DEFAULT_SECTIONS if one is not Section.TRIGGERS)
    assert "Alcohol" not in json.dumps(summary_words(summary(services, without)))
    assert "Alcohol" in json.dumps(summary_words(summary(services)))


def test_a_private_amount_stays_out_of_the_summary(services):
    alcohol = made(services, ALCOHOL)
    services.check_ins.record(
        CheckInDraft(services.clock.today(), {alcohol.id: 2.0}, private=frozenset({alcohol.id}))
    )
    assert summary(services).use_sentences == ()


def recovered(services, name, then):
    """Twenty days of none, then ``then`` today."""
    for back in range(20, 0, -1):
        say(services, back, **{name: 0.0})
    say(services, 0, **{name: then})


def test_use_after_a_time_without_is_a_fact_for_what_a_person_wants_none_of(services):
    made(services, ALCOHOL)
    recovered(services, "use_alcohol", 1.0)
    [fact] = services.early_warnings.panel().facts
    assert fact.sentence.startswith("Alcohol: You recorded use on")
    assert "after 20 days without" in fact.sentence


@pytest.mark.parametrize("goal", [Goal.REDUCE, Goal.OBSERVE])
def test_no_such_fact_for_what_a_person_uses_less_of_or_only_notes(services, goal):
    made(services, replace(ALCOHOL, goal=goal))
    recovered(services, "use_alcohol", 1.0)
    assert services.early_warnings.panel().facts == ()


def test_the_same_day_is_said_once(services):
    made(services, ALCOHOL)
    for back in range(20, 0, -1):
        say(services, back, used=0.0, use_alcohol=0.0)
    say(services, 0, used=1.0, use_alcohol=3.0)
    assert len(services.early_warnings.panel().facts) == 1


def test_amounts_alone_raise_no_level(services):
    made(services, replace(ALCOHOL, goal=Goal.REDUCE))
    for back in range(40, 0, -1):
        say(services, back, use_alcohol=0.0 if back > 8 else 9.0, mood=5.0)
    warning = services.early_warnings.evaluate()
    assert "use_alcohol" not in warning.measures


def test_everything_of_own_rows_comes_back_from_a_full_export(services, tmp_path, clock):
    alcohol = made(services, ALCOHOL)
    weather = made(services, RowDraft(RowKind.SCALE, "Inner weather", step="0.5", low_words="calm"))
    say(services, 3, use_alcohol=1.5, inner_weather=2.5)
    services.own_rows.keep(replace(as_row_draft(weather), high="5", step="1"))
    say(services, 0, use_alcohol=0.0, inner_weather=4.0)
    services.own_rows.remove(alcohol.id)
    services.measures.rename(MeasureId("urge"), "Urge to smoke")
    services.exporting.json(tmp_path / "all.json")

    other = build(paths_under(tmp_path / "other"), clock=clock, kdf=LIGHT)
    open_new(other.session, PASSPHRASE)
    preview = other.importing.preview(tmp_path / "all.json")
    assert preview.contents.refused == ()
    other.importing.commit(preview)
    assert [one.id for one in other.measures.removed()] == [alcohol.id]
    assert other.measures.get(MeasureId("urge")).label == "Urge to smoke"
    assert other.measures.get(weather.id) == services.measures.get(weather.id)
    old = other.check_ins.day(services.clock.today() - timedelta(days=3)).values[weather.id]
    assert (old.value, old.asked_as.scale.step) == (2.5, 0.5)
    other.lock()


def test_the_csv_holds_amounts_to_the_tenth_and_none_as_zero(services, tmp_path):
    made(services, ALCOHOL)
    say(services, 1, use_alcohol=1.5)
    say(services, 0, use_alcohol=0.0)
    services.exporting.csv(tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["measure"], row["value"]) for row in csv.DictReader(file)]
    assert rows == [("use_alcohol", "1.5"), ("use_alcohol", "0")]
