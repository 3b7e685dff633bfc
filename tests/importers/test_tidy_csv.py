from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from iop_companion.domain.import_preview import ImportMapping
from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers.tidy_csv import TidyCsvImporter


@pytest.fixture
def read(files, measures, written):
    def read_file(source, **columns):
        path = files / source if source.endswith(".csv") else written(source)
        return TidyCsvImporter().read(path, measures, ImportMapping(columns=columns))

    return read_file


def _values(contents):
    return [(v.line, v.day.isoformat(), v.measure_id, v.value) for v in contents.values]


def _refused(contents):
    return {line.line: line.reason for line in contents.refused}


def test_the_long_form_gives_a_value_a_line_with_its_moment_and_note(read):
    contents = read("tidy_long.csv")

    assert _values(contents) == [
        (2, "2026-03-01", "mood", 5.0),
        (3, "2026-03-01", "anxiety", 7.0),
        (4, "2026-03-01", "skills", ("delay", "grounding_senses")),
        (5, "2026-03-02", "mood", 4.0),
        (6, "2026-03-02", "mood", 6.0),
        (7, "2026-03-02", "sleep_duration", 7.5),
        (8, "2026-03-03", "note", "=calm at last"),
    ]
    assert [v.moment for v in contents.values[1:5:3]] == [time(21, 30), time(20, 0)]
    assert contents.values[1].note == "after the call"
    assert (contents.n_rows, contents.refused) == (8, ())


def test_every_slip_is_refused_with_its_line_and_what_would_fit(read):
    contents = read("tidy_long_with_slips.csv")

    assert _refused(contents) == {
        3: "The day of this line is no day of the calendar (2026-03-12).",
        4: "Mood can be a whole number from 0 to 10.",
        5: "Mood can be a whole number from 0 to 10.",
        6: "There is no measure called “moood”.",
        7: "This line has 4 columns where 3 belong.",
        8: "The day of this line is no day of the calendar (2026-03-12).",
        10: "Line 9 already gives another value for the same day and measure.",
    }
    assert [line for line, *_ in _values(contents)] == [2, 9]
    assert contents.n_rows == 10


def test_the_wide_form_gives_a_day_a_line_and_takes_it_whole_or_not_at_all(read):
    contents = read("tidy_wide.csv")

    assert _values(contents) == [
        (2, "2026-03-01", "mood", 5.0),
        (2, "2026-03-01", "anxiety", 3.0),
        (2, "2026-03-01", "sleep_duration", 7.5),
        (2, "2026-03-01", "note", "Slept, at last"),
        (3, "2026-03-02", "mood", 4.0),
        (3, "2026-03-02", "sleep_duration", 6.0),
    ]
    assert _refused(contents) == {
        5: "Anxiety can be a whole number from 0 to 10. Sleep can be 0 to 24 hours."
    }
    assert contents.n_rows == 4


def test_a_column_of_the_wide_form_can_be_said_to_be_a_measure(read):
    contents = read("Datum,Stimmung,Wetter\n2026-03-01,5,rain\n",
                    Datum="day", Stimmung="mood", Wetter="")  # fmt: skip

    assert _values(contents) == [(2, "2026-03-01", "mood", 5.0)]
    assert contents.refused == ()


def test_a_column_that_is_no_measure_is_refused_by_name_and_the_others_are_read(read):
    contents = read("day,mood,weather\n2026-03-01,5,rain\n")

    assert _values(contents) == [(2, "2026-03-01", "mood", 5.0)]
    assert _refused(contents) == {1: "There is no measure called “weather”."}


def test_a_measure_with_two_columns_is_read_from_the_first(read):
    contents = read("day,mood,Mood\n2026-03-01,5,6\n")

    assert _values(contents) == [(2, "2026-03-01", "mood", 5.0)]
    assert _refused(contents) == {1: "Mood has more than one column."}


def test_a_wide_line_that_may_have_slipped_is_refused(read):
    contents = read("day,mood,anxiety\n2026-03-01,5\n2026-03-02,5,3,\n2026-03-03,5,3,4\n")

    assert _refused(contents) == {
        2: "This line has 2 columns where 3 belong.",
        4: "This line has 4 columns where 3 belong.",
    }


def test_the_wide_form_knows_moments(read):
    contents = read("day,time,mood\n2026-03-01,9:00 PM,5\n2026-03-01,half past nine,5\n")

    assert contents.values[0].moment == time(21, 0)
    assert list(_refused(contents)) == [3]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_spreadsheets_that_part_cells_otherwise_are_understood(read, mark):
    contents = read(f"day{mark}mood{mark}note\n2026-03-01{mark}5{mark}Tea, then rain\n")

    assert [v.value for v in contents.values] == [5.0, "Tea, then rain"]


def test_when_a_value_was_written_down_comes_with_it(read):
    contents = read(
        "day,measure,value,recorded_at,private,source\n"
        "2026-03-01,mood,5,2026-03-01T21:05:00.250+01:00,yes,typed\n"
        "2026-03-02,mood,5,yesterday,no,typed\n"
        "2026-03-03,mood,5,,perhaps,typed\n"
    )

    (value,) = contents.values
    zone = timezone(timedelta(hours=1))
    assert value.recorded_at == datetime(2026, 3, 1, 21, 5, 0, 250_000, tzinfo=zone)
    assert value.private
    assert list(_refused(contents)) == [3, 4]


def test_an_instant_without_its_offset_is_taken_as_this_computers(read):
    contents = read("day,measure,value,recorded_at\n2026-03-01,mood,5,2026-03-01 21:05\n")

    assert contents.values[0].recorded_at == datetime(2026, 3, 1, 21, 5, tzinfo=UTC)


def test_an_unknown_column_of_the_long_form_is_named(read):
    contents = read("day,measure,value,weather\n2026-03-01,mood,5,rain\n")

    assert contents.left_out == ("The column “weather” is not known and was left out.",)


def test_the_same_line_twice_is_no_contradiction(read):
    contents = read("date,measure,value\n2026-03-01,mood,5\n2026-03-01,mood,5\n")

    assert (len(contents.values), contents.refused) == (2, ())
    assert contents.values[0].day == date(2026, 3, 1)


def test_a_table_without_days_is_not_ours(read):
    with pytest.raises(KnownProblem, match="file_unknown"):
        read("when,mood\n2026-03-01,5\n")


def test_a_table_without_any_measure_says_so(read):
    with pytest.raises(KnownProblem, match="no_measure_column"):
        read("day,weather\n2026-03-01,rain\n")
