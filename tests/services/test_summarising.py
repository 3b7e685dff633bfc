"""A summary by consent: what is in it, what never is, and when it says so."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from iop_companion.domain.early_warning import Level, Standing
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.observation import observe
from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.summary import DEFAULT_SECTIONS, Section
from iop_companion.foundation.errors import KnownProblem
from iop_companion.reports.summary_words import summary_words
from iop_companion.services.demo import fill_demo
from iop_companion.services.own_rows import RowDraft, RowKind
from iop_companion.services.summarising import SummaryRequest
from iop_companion.services.summary_days import Period
from iop_companion.services.summary_grid import grid_days
from iop_companion.services.summary_parts import warning_for
from iop_companion.services.views import CheckInDraft

EVERYTHING = tuple(Section)


@pytest.fixture
def write(services, clock):
    """Write a value of a measure so many days ago."""

    def put(measure_id, ago, value, at=None, **more):
        measure = services.measures.get(measure_id)
        day = clock.today() - timedelta(days=ago)
        recorded = more.pop("recorded_at", clock.now() - timedelta(days=ago))
        with services.session.vault.write() as journal:
            journal.put(observe(measure, value, day=day, recorded_at=recorded, moment=at, **more))

    return put


@pytest.fixture
def week(today):
    return SummaryRequest(today - timedelta(days=6), today, EVERYTHING)


@pytest.fixture
def told(services):
    return services.summarising.assemble


def test_the_default_is_the_days_since_the_last_session_before_today(services, today):
    for ago in (30, 9, 0):
        services.sessions.add(today - timedelta(days=ago))

    request = services.summarising.default_request()

    assert (request.first, request.last) == (today - timedelta(days=9), today)
    assert request.sections == DEFAULT_SECTIONS
    assert Section.NOTES not in request.sections


@pytest.mark.parametrize("ago", [None, 92, 400])
def test_without_a_recent_session_it_is_the_last_seven_days(services, today, ago):
    if ago is not None:
        services.sessions.add(today - timedelta(days=ago))

    request = services.summarising.default_request()

    assert (request.first, request.last) == (today - timedelta(days=6), today)


def test_numbers_compare_the_period_with_the_one_before_over_days_with_entries(told, write, week):
    for ago, value in ((0, 4), (2, 6), (7, 8), (9, 6), (13, 7), (14, 1)):
        write("mood", ago, value)

    row = told(week).numbers[0]

    assert row.label == "Mood (0 to 10, higher is better)"
    assert (row.mean, row.lowest, row.highest) == (5.0, 4.0, 6.0)
    assert row.mean_before == 7.0
    assert (row.n_entries, row.n_days) == (2, 7)
    assert row.usual_mean is None


def test_a_measure_without_room_in_the_table_is_named_and_not_dropped(services, today):
    own = [
        services.own_rows.keep(RowDraft(RowKind.SCALE, f"Row {name}", high="5")).changes[0].after
        for name in "ABCDEFGHIJKLMN"
    ]
    services.check_ins.record(CheckInDraft(today, {one.id: 2.0 for one in own}))
    summary = services.summarising.assemble(services.summarising.default_request())

    assert [row.label for row in summary.numbers] == [
        f"Row {name} (0 to 5)" for name in "ABCDEFGHIJKL"
    ]
    assert summary.rows_without_room == ("Row M (0 to 5)", "Row N (0 to 5)")
    note = summary_words(summary)["numbers"]["note"]
    names = "Row M (0 to 5), Row N (0 to 5)"
    assert note == f"Entered too, without room in this table: {names}."


def test_a_private_value_is_in_no_number_chart_day_or_count(told, write, week):
    write("mood", 0, 4)
    write("mood", 1, 9, private=True)
    write("urge_set_off_by", 1, ("conflict",), private=True)
    write("note", 1, "not for anybody", private=True)

    summary = told(week)

    assert summary.numbers[0].highest == 4.0
    assert summary.charts[0].values[-2] is None
    assert summary.triggers == ()
    assert summary.notes == ()
    assert summary.n_days_with_entries == 1
    assert (summary.n_values, summary.n_private_left_out) == (1, 3)
    assert not any("9" in row.cells for row in summary.grid)


def test_of_a_day_with_one_private_moment_only_the_others_count(told, write, week):
    write("mood", 1, 2, at=time(9), private=True)
    write("mood", 1, 6, at=time(15))
    write("mood", 1, 8, at=time(21))

    summary = told(week)

    assert summary.numbers[0].mean == 7.0


def test_skills_marked_private_do_not_come_back_as_a_count(told, write, week):
    write("skills", 0, ("paced_breathing", "urge_surfing"), private=True)
    write("skills", 1, ("paced_breathing",))

    summary = told(week)

    assert [row.highest for row in summary.numbers] == [1.0]
    assert [(skill.label, skill.n_days) for skill in summary.skills] == [("Breathing", 1)]


def test_a_private_moment_leaves_the_skills_of_the_whole_day_as_they_are(told, write, week):
    write("skills", 0, ("paced_breathing",))
    write("skills", 0, ("urge_surfing", "paced_breathing"), at=time(9))
    write("skills", 0, ("urge_surfing",), at=time(18), private=True)

    assert [row.highest for row in told(week).numbers] == [1.0]


def test_notes_are_off_until_ticked_and_then_the_newest_fit(told, write, week):
    for ago in range(7):
        write("note", ago, f"note number {ago} " + "word " * 100)

    without = told(replace(week, sections=DEFAULT_SECTIONS))
    with_notes = told(week)

    assert without.notes == ()
    assert Section.NOTES in without.left_out
    assert with_notes.notes[-1].text.startswith("note number 0 word")
    assert with_notes.notes[-1].text.endswith("...")
    assert with_notes.n_notes_not_shown == 7 - len(with_notes.notes) > 0


@pytest.mark.parametrize(
    ("section", "measure_id", "value"),
    [
        (Section.SLEEP, "sleep_duration", 7.5),
        (Section.SLEEP, "sleep_quality", 3),
        (Section.MOVEMENT, "movement_minutes", 30),
        (Section.SKILLS, "skills", ("paced_breathing",)),
        (Section.MEDICINES, "medicine_taken", "taken"),
        (Section.TRIGGERS, "urge_set_off_by", ("conflict",)),
    ],
)
def test_a_section_left_out_is_left_out_everywhere(told, write, week, section, measure_id, value):
    write("mood", 0, 5)
    write(measure_id, 0, value)
    plain = told(week)

    summary = told(replace(week, sections=tuple(s for s in EVERYTHING if s is not section)))

    assert len(summary.grid) < len(plain.grid) or measure_id == "sleep_quality"
    assert [row.measure_id for row in summary.numbers] == ["mood"]
    assert [chart.measure_id for chart in summary.charts] == ["mood"]
    assert summary.sleep_sentences == summary.movement_sentences == summary.skills == ()
    assert summary.medicine_sentences == summary.triggers == ()
    assert summary.left_out == (section,)


def test_with_nothing_ticked_nothing_is_told(told, write, week):
    write("mood", 0, 5)
    write("note", 0, "a note")

    summary = told(replace(week, sections=(), talk_points=("one",)))

    assert (summary.numbers, summary.charts, summary.grid, summary.notes) == ((), (), (), ())
    assert summary.talk_points == ()
    assert summary.warning is None


def test_the_warning_says_the_same_words_as_the_panel(services, today):
    fill_demo(services.session.vault, services.measures, today)
    panel = services.early_warnings.evaluate(today)
    assert panel.level is Level.WATCH

    summary = services.summarising.assemble(
        SummaryRequest(today - timedelta(days=6), today, EVERYTHING)
    )

    assert summary.warning == panel


def test_a_left_out_measure_is_not_named_by_the_warning(services, today):
    fill_demo(services.session.vault, services.measures, today)
    sections = tuple(s for s in EVERYTHING if s is not Section.SLEEP)

    summary = services.summarising.assemble(
        SummaryRequest(today - timedelta(days=6), today, sections)
    )

    assert summary.warning is not None
    assert "leep" not in summary.warning.sentence
    assert summary.warning.sentence.startswith("Something tracked has moved away")
    assert summary.warning.sentence.endswith("; what it is was left out by choice.")
    assert all(not found.measure_id.startswith("sleep") for found in summary.warning.findings)


def test_a_warning_keeps_its_words_where_what_is_left_out_is_not_in_them(services, today):
    fill_demo(services.session.vault, services.measures, today)
    panel = services.early_warnings.evaluate(today)
    together = replace(
        panel, composite=True, named=(MeasureId("sleep_duration"),), sentence="Together: sleep."
    )
    past = {f.measure_id for f in panel.findings if f.standing is Standing.PAST_LINE}
    shown = past | {MeasureId("sleep_duration")}

    assert warning_for(together, shown).sentence == "Together: sleep."
    assert warning_for(together, past - {"sleep_duration"}).sentence.startswith("Something")


def test_a_score_that_raises_the_level_is_named_where_questionnaires_are_told(
    services, today, write
):
    for back in range(130):
        write("mood", back, 5 + back % 3)
    for back, score in ((99, 9), (85, 8), (71, 9), (57, 8), (43, 9), (29, 8), (15, 11), (1, 19)):
        day = today - timedelta(days=back)
        services.questionnaires.enter_score(day=day, score=score, instrument_id="phq9")
    panel = services.early_warnings.evaluate(today)
    assert "PHQ-9" in panel.sentence

    def told(*left_out):
        sections = tuple(s for s in EVERYTHING if s not in left_out)
        request = SummaryRequest(today - timedelta(days=6), today, sections)
        return services.summarising.assemble(request).warning.sentence

    assert "PHQ-9" in told()
    assert "PHQ-9" not in told(Section.QUESTIONNAIRES)


def test_days_stand_one_by_one_and_say_what_was_answered(told, write, week):
    write("mood", 1, 4)
    write("sleep_duration", 1, 6.75)
    write("medicine_taken", 1, "taken")
    write("skills", 1, ("urge_surfing", "paced_breathing"))
    write("urge_set_off_by", 1, ("poor_sleep",))

    summary = told(week)

    assert summary.grid_step_days == 1
    assert len(summary.grid_days) == 7
    assert {row.label: row.cells[5] for row in summary.grid} == {
        "Mood": "4",
        "Sleep h": "6.75",
        "Medication": "Taken",
        "Skills used": "Breathing, Urge surfing",
        "Set off by": "Poor sleep",
    }
    assert all(row.cells[0] == "" for row in summary.grid)


def test_a_day_with_answers_in_no_column_of_the_grid_is_known_as_entered(told, write, week):
    write("mood", 1, 4)
    write("sleep_quality", 2, 3)

    summary = told(week)

    assert summary.grid_entered == (False, False, False, False, True, True, False)


def test_weeks_hold_means_and_counts(told, write, today):
    for ago in range(28):
        write("mood", ago, 4 if ago < 7 else 6)
    write("medicine_taken", 0, "taken")
    write("medicine_taken", 1, "not_today")
    write("skills", 0, ("paced_breathing",))

    summary = told(SummaryRequest(today - timedelta(days=27), today, EVERYTHING))

    assert summary.grid_step_days == 7
    assert {row.label: row.cells for row in summary.grid} == {
        "Mood": ("6.0", "6.0", "6.0", "4.0"),
        "Medication: taken": ("", "", "", "1 of 2"),
        "Skills used, days": ("", "", "", "1"),
    }


@pytest.mark.parametrize("n_days", [1, 7, 14, 15, 20, 28, 92, 98, 99, 365, 3650])
def test_the_grid_never_has_more_than_fourteen_rows_and_ends_with_a_whole_cell(n_days):
    period = Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=n_days - 1))

    starts, step = grid_days(period)

    assert starts[0] == period.first
    assert len(starts) <= 14
    assert (period.last - starts[-1]).days + 1 in {step, 1 if step == 1 else step}
    assert all((b - a).days in {step, n_days % step} for a, b in pairwise(starts))


def test_sleep_movement_medicine_and_sessions_are_told_in_sentences(
    told, write, week, services, today
):
    for ago, hours in ((0, 5), (1, 6.5), (2, 5)):
        write("sleep_duration", ago, hours)
        write("sleep_quality", ago, 2)
        write("medicine_taken", ago, "taken" if ago else "some")
    write("movement_minutes", 0, 20)
    write("movement_kind", 0, "walk")
    services.sessions.add(today - timedelta(days=3))

    summary = told(week)

    assert summary.sleep_sentences == (
        "5.5 hours a night on average (5.0 to 6.5), over 3 nights.",
        "Quality, 1 to 5: 2.0 on average (2), over 3 nights.",
    )
    assert summary.movement_sentences == (
        "20 minutes on the one day with an entry.",
        "Kinds: Walk on 1 day.",
    )
    assert summary.medicine_sentences == (
        "Taken on 2 days, Some on 1 day (3 days with an answer).",
    )
    assert summary.program_sentences == ("1 session: 9 March.",)


def test_urges_are_counted_by_what_set_them_off_and_how_they_ended(told, write, week):
    for ago in range(3):
        write("urge", ago, 3)
        write("urge_acted_on", ago, "no")
    write("urge_set_off_by", 0, ("conflict", "poor_sleep"))
    write("urge_set_off_by", 1, ("poor_sleep",))

    summary = told(week)

    assert [(t.label, t.n_days) for t in summary.triggers] == [("Poor sleep", 2), ("Conflict", 1)]
    assert [(t.label, t.n_days) for t in summary.urges_acted_on] == [("No", 3)]


def test_charts_show_four_weeks_at_least_and_the_whole_of_a_longer_period(told, write, week, today):
    write("mood", 0, 5)
    long = replace(week, first=today - timedelta(days=91))

    assert len(told(week).charts[0].days) == 28
    assert len(told(long).charts[0].days) == 92


def test_late_and_imported_days_are_counted(told, write, week, clock):
    write("mood", 4, 5, recorded_at=clock.now())
    write("urge", 4, 5, recorded_at=clock.now())
    write("mood", 2, 5, source="import:x")

    summary = told(week)

    assert (summary.n_late, summary.n_imported) == (1, 1)


def test_a_period_that_ends_before_it_begins_is_refused(told, week):
    with pytest.raises(KnownProblem, match="empty_period"):
        told(replace(week, first=week.last, last=week.first))


def test_talk_points_are_kept_and_come_back_with_the_next_request(services):
    services.summarising.keep_talk_points(("  The letter ", "", "Sleep"))

    assert services.summarising.default_request().talk_points == ("The letter", "Sleep")


def test_keeping_talk_points_tells_what_changed(services):
    first = services.summarising.keep_talk_points(("one",))
    second = services.summarising.keep_talk_points(("two",))

    assert first.changes[0].before is None
    assert second.changes[0].before == first.changes[0].after


@pytest.mark.parametrize("points", [("x" * 1001,), ("a",) * 6])
def test_more_talk_points_than_fit_are_refused_not_cut(services, told, week, points):
    with pytest.raises(KnownProblem, match="talk_points_too_long"):
        services.summarising.keep_talk_points(points)
    with pytest.raises(KnownProblem, match="talk_points_too_long"):
        told(replace(week, talk_points=points))


def test_the_file_is_the_preview_and_is_written_once(services, told, write, week, tmp_path):
    write("mood", 0, 5)
    summary = told(week)
    path = tmp_path / "summary.pdf"

    saved = services.summarising.save(summary, path)

    assert (saved.path, saved.n_pages, saved.n_entries) == (str(path), 1, 1)
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(services.summarising.preview(summary, 400)) == 1
    with pytest.raises(KnownProblem, match="target_exists"):
        services.summarising.save(summary, path)


def test_nothing_private_shows_in_the_repr_of_a_summary(told, write, week):
    write("note", 0, "marker text of a note")

    assert "marker" not in repr(told(replace(week, talk_points=("marker point",))))


@pytest.mark.parametrize("text", ["{}", "3", "[3]", "["])
def test_talk_points_that_are_none_are_forgotten(services, text):
    with services.session.vault.write() as journal:
        journal.put(ParticipantSetting("talk_points", text))

    assert services.summarising.default_request().talk_points == ()
