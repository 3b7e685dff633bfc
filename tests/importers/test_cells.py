from datetime import date, time

import pytest

from iop_companion.importers.cells import read_day, read_time
from iop_companion.importers.month_names import month_and_day
from iop_companion.importers.note_text import plain_note


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("20:39", time(20, 39)),
        ("9:42", time(9, 42)),
        ("8:30 PM", time(20, 30)),
        ("8:30\u202fPM", time(20, 30)),
        ("8:30\u00a0pm", time(20, 30)),
        ("6:50 pm", time(18, 50)),
        ("6:50pm", time(18, 50)),
        ("6:50 p. m.", time(18, 50)),
        ("12:00 AM", time(0, 0)),
        ("12:05 PM", time(12, 5)),
        ("20.15", time(20, 15)),
        ("20:39:07", time(20, 39, 7)),
        ("오후 8:30", time(20, 30)),
        ("8:30 μ.μ.", time(20, 30)),
        (" 07:05 ", time(7, 5)),
    ],
)
def test_a_time_is_read_however_the_phone_wrote_it(cell, expected):
    assert read_time(cell) == expected


@pytest.mark.parametrize(
    "cell", ["", "noon", "25:00", "9:61", "13:00 PM", "0:30 am", "8:30 xm", "8"]
)
def test_a_time_that_is_none_is_not_guessed(cell):
    assert read_time(cell) is None


@pytest.mark.parametrize(
    "cell", ["2026-02-29", "2026-13-01", "1.3.2026", "20260301", "", "0001-01-01"]
)
def test_a_day_that_is_no_day_of_the_calendar_is_not_guessed(cell):
    assert read_day(cell) is None


def test_a_day_is_read_with_the_spaces_other_programs_leave():
    assert read_day("\u00a02026-03-01 ") == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("January 25", (1, 25)),
        ("25 January", (1, 25)),
        ("Dec 17", (12, 17)),
        ("20 listopada", (11, 20)),
        ("7 września", (9, 7)),
        ("listopad 20", (11, 20)),
        ("25. März", (3, 25)),
        ("25 de enero", (1, 25)),
        ("25 janv.", (1, 25)),
        ("31 d’agost", (8, 31)),
        ("9 мая", (5, 9)),
        ("1月25日", (1, 25)),
    ],
)
def test_a_month_is_known_by_its_name_in_many_languages(cell, expected):
    assert month_and_day(cell) == expected


@pytest.mark.parametrize("cell", ["", "25", "January", "3 4 May", "May June 3", "25 brumaire"])
def test_a_day_without_one_month_and_one_number_is_not_guessed(cell):
    assert month_and_day(cell) is None


def test_a_note_keeps_its_lines_and_loses_its_tags():
    assert plain_note("One<br>two<br/><b>three</b> &amp; four") == "One\ntwo\nthree & four"


def test_a_note_that_only_looks_like_html_stays_as_it_is():
    words = "sleep < 5 h, mood > 6 &amp; so on, see <this>"

    assert plain_note(words) == words
