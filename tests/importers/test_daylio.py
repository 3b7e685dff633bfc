from datetime import date, time

import pytest

from iop_companion.domain.import_preview import ImportMapping
from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers.daylio import DaylioImporter

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"


@pytest.fixture
def read(files, measures):
    def read_file(name, **moods):
        path = files / name if isinstance(name, str) else name
        return DaylioImporter().read(path, measures, ImportMapping(moods=moods))

    return read_file


def _of(contents, measure):
    return {
        (value.day, value.moment): value.value
        for value in contents.values
        if value.measure_id == measure
    }


def _refused(contents):
    return {line.line: line.reason for line in contents.refused}


def test_the_first_generation_gives_the_day_from_its_year_and_the_name_of_its_month(read):
    contents = read("daylio_2017_year.csv")

    assert _of(contents, "mood") == {
        (date(2018, 1, 2), time(20, 39)): 7.0,
        (date(2018, 1, 1), time(9, 42)): 5.0,
        (date(2017, 12, 31), time(23, 58)): 9.0,
        (date(2017, 12, 31), time(8, 15)): 1.0,
    }
    assert list(_of(contents, "note").values()) == ['A quiet evening, "for once"']


def test_polish_names_of_months_and_moods_are_known(read):
    contents = read("daylio_2017_polish.csv")

    assert _of(contents, "mood") == {
        (date(2017, 11, 20), time(17, 9)): 3.0,
        (date(2017, 11, 19), time(8, 4)): 1.0,
        (date(2017, 9, 7), time(9, 5)): 5.0,
        (date(2017, 9, 6), time(21, 30)): 9.0,
        (date(2017, 9, 5), time(12, 0)): 7.0,
    }
    assert not contents.refused


def test_the_row_without_its_last_column_loses_nothing_when_it_holds_no_words(read):
    assert read("daylio_2017_polish.csv").left_out == ()


def test_the_second_generation_is_read_and_a_mood_of_an_own_name_refused_by_it(read):
    contents = read("daylio_2019.csv")

    assert _of(contents, "mood") == {
        (date(2020, 3, 2), time(21, 13)): 7.0,
        (date(2020, 3, 2), time(0, 5)): 3.0,
        (date(2020, 3, 1), time(12, 0)): 5.0,
        (date(2020, 2, 28), time(3, 26)): 9.0,
    }
    assert _refused(contents) == {5: "The mood name “drifting” has no number yet."}
    assert [(mood.name, mood.n_rows) for mood in contents.unmapped] == [("drifting", 1)]
    assert _of(contents, "activities") == {(date(2020, 3, 2), time(21, 13)): ("garden", "tea")}


def test_a_number_given_to_a_name_takes_its_rows_in(read):
    contents = read("daylio_2019.csv", Drifting=4)

    assert _of(contents, "mood")[date(2020, 2, 29), time(18, 50)] == 4.0
    assert not contents.refused


def test_the_persons_own_number_stands_over_the_default(read):
    assert set(_of(read("daylio_2017_year.csv", good=6), "mood").values()) == {6.0, 5.0, 9.0, 1.0}


@pytest.mark.parametrize("number", [11, -1, 5.5, True, "five"])
def test_a_number_that_mood_cannot_have_is_refused_before_anything_is_read(read, number):
    with pytest.raises(KnownProblem, match="mapping_unfit"):
        read("daylio_2019.csv", drifting=number)


def test_a_name_the_person_leaves_out_stays_out_even_if_it_is_a_default(read):
    contents = read("daylio_2019.csv", good=None)

    assert 7.0 not in _of(contents, "mood").values()
    assert list(_refused(contents)) == [2, 5]


def test_title_and_note_become_one_note_in_plain_words(read):
    notes = _of(read("daylio_2021.csv"), "note")

    assert notes[date(2021, 6, 3), time(20, 0, 2)] == "Ring road\nTwelve km\nand no wind"
    assert notes[date(2021, 6, 2), time(7, 30)] == "mood < 4, sleep < 5"


def test_rows_of_the_same_minute_stand_a_second_apart_and_none_is_lost(read):
    moods = _of(read("daylio_2021.csv"), "mood")

    assert moods == {
        (date(2021, 6, 3), time(20, 0, 2)): 7.0,
        (date(2021, 6, 3), time(20, 0, 1)): 3.0,
        (date(2021, 6, 3), time(20, 0, 0)): 3.0,
        (date(2021, 6, 2), time(7, 30)): 1.0,
    }


def test_a_row_whose_mood_is_not_mapped_yet_keeps_its_second(read, written):
    path = written(
        HEADER
        + "2021-06-03,x,y,20:00,good,,,\n"
        + "2021-06-03,x,y,20:00,odd,,,\n"
        + "2021-06-03,x,y,20:00,bad,,,\n"
    )

    before, after = _of(read(path), "mood"), _of(read(path, odd=2), "mood")

    assert after == {**before, (date(2021, 6, 3), time(20, 0, 1)): 2.0}


def test_more_rows_in_a_minute_than_it_has_seconds_are_refused_not_lost(read, written):
    contents = read(written(HEADER + "2021-06-03,x,y,20:00,good,,,\n" * 61))

    assert len(_of(contents, "mood")) == 60
    assert _refused(contents) == {2: "There are more than 60 entries in this minute."}


def test_the_newest_generation_gives_sleep_from_its_scales_and_names_the_others(read):
    contents = read("daylio_2026.csv")

    assert _of(contents, "sleep_duration") == {
        (date(2026, 1, 12), time(20, 30)): 7.75,
        (date(2026, 1, 11), time(10, 5)): 8.0,
    }
    assert contents.left_out == (
        "The scale “Sleep Quality” (1 entry) has no measure here and was left out.",
        "The scale “Steps” (1 entry) has no measure here and was left out.",
    )


def test_german_default_names_are_known_in_a_german_file(read):
    assert list(_of(read("daylio_german.csv"), "mood").values()) == [9.0, 5.0, 1.0, 7.0, 3.0]


def test_ok_is_nobodys_default_in_a_file_that_is_not_german(read, written):
    contents = read(written(HEADER + "2026-02-06,February 6,Friday,21:15,ok,,,\n"))

    assert contents.values == ()
    assert contents.unmapped[0].suggestion == 5.0


def test_a_file_without_a_header_is_read_by_the_place_of_its_columns(read):
    contents = read("daylio_no_header.csv")

    assert contents.n_rows == 2
    assert list(_of(contents, "mood").values()) == [7.0, 3.0]
    assert list(_of(contents, "note").values()) == ["Rain all day"]


def test_a_file_of_the_first_generation_without_a_header_is_read_too(read, written):
    contents = read(written('2018,January 2,Tuesday,20:39,good,"reading",""\n'))

    assert _of(contents, "mood") == {(date(2018, 1, 2), time(20, 39)): 7.0}


def test_unknown_columns_between_the_known_ones_are_named_and_do_no_harm(read):
    contents = read("daylio_unknown_columns.csv")

    assert list(_of(contents, "mood").values()) == [7.0, 5.0]
    assert list(_of(contents, "note").values()) == ["Harbour\nGulls"]
    assert contents.left_out == (
        "The column “place” is unknown and was left out.",
        "The column “weather” is unknown and was left out.",
    )


def test_uneven_rows_are_read_as_far_as_it_is_safe_and_the_rest_is_refused_by_line(read):
    contents = read("daylio_uneven_rows.csv")

    assert {value.line for value in contents.values} == {2, 3, 4, 5}
    assert {value.line for value in contents.values if value.measure_id != "mood"} == {2}
    assert contents.left_out == (
        "Lines 3, 4 have a column too many or too few; only their moods were taken.",
    )
    assert _refused(contents) == {
        6: "The day of this line cannot be read.",
        7: "The time of this line cannot be read.",
        8: "The mood of this line is missing.",
        9: "The day of this line cannot be read.",
        10: "This line has 5 columns where 8 belong.",
        11: "The time of this line cannot be read.",
        12: "The mood name “drifting” has no number yet.",
    }


def test_the_file_speaks_of_days_whose_mood_has_no_number_yet(read):
    days = read("daylio_uneven_rows.csv").days

    assert (min(days), max(days)) == (date(2022, 9, 27), date(2022, 10, 6))


def test_a_quotation_mark_that_never_closes_costs_its_own_line_alone(read, written):
    path = written(
        HEADER
        + '2022-10-06,x,y,10:04,good,"swim,,never closed\n'
        + '2022-10-05,x,y,10:05,bad,"tea | walk","",""\n'
        + "2022-10-04,x,y,10:06,meh,,,\n"
    )

    contents = read(path)

    assert list(_of(contents, "mood").values()) == [3.0, 5.0]
    assert list(_refused(contents)) == [2]


def test_a_note_over_several_lines_counts_as_one_row_and_the_next_keeps_its_number(read, written):
    path = written(
        HEADER
        + '2022-10-06,x,y,10:04,good,"","","one\ntwo\nthree"\n'
        + "2022-10-05,x,y,10:05,odd,,,\n"
    )

    contents = read(path)

    assert (contents.n_rows, list(_refused(contents))) == (2, [5])


def test_a_note_longer_than_any_text_here_is_refused_with_its_line(read, written):
    contents = read(written(HEADER + f'2022-10-06,x,y,10:04,good,"","","{"a" * 20_001}"\n'))

    assert _refused(contents) == {2: "A field of this line is longer than 20,000 characters."}


def test_title_and_note_that_are_too_long_together_are_refused_with_their_line(read, written):
    half = "a" * 10_001
    contents = read(written(HEADER + f'2022-10-06,x,y,10:04,good,"","{half}","{half}"\n'))

    assert list(_refused(contents)) == [2]


def test_another_table_is_not_taken_for_daylios(read, written):
    with pytest.raises(KnownProblem, match="file_unknown"):
        read(written("day,mood\n2026-03-01,5\n"))


def test_a_file_of_a_header_alone_holds_nothing_and_is_no_trouble(read, written):
    contents = read(written(HEADER))

    assert (contents.n_rows, contents.values, contents.refused) == (0, (), ())
