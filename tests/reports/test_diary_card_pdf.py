"""The diary card on paper: tagged, on its side, one page where it fits, every word as written."""

import io
from datetime import date

import pypdf
import pytest

from iop_companion.domain.diary_card import CardColumn, CardDay, CardTicks, DiaryCard
from iop_companion.reports.diary_card_pdf import TypstCardWriter

WEEK = ("Fri 6", "Sat 7", "Sun 8", "Mon 9", "Tue 10", "Wed 11", "Thu 12")


@pytest.fixture(scope="module")
def writer():
    return TypstCardWriter()


def card(n_columns=9, **more):
    labels = ["Mood", "Anxiety", *(f"Row {n}" for n in range(n_columns - 2))]
    shape = {
        "columns": tuple(CardColumn(label, "0\u201310") for label in labels),
        "days": tuple(CardDay(name, ("5",) * n_columns) for name in WEEK),
        "ticks": (CardTicks("Skills used", (("Breathing", (True,) + (False,) * 6),)),),
        "has_set_off": True,
        "first": date(2026, 3, 6),
        "last": date(2026, 3, 12),
    }
    return DiaryCard(date(2026, 3, 12), **{**shape, **more})


def read(writer, made):
    return pypdf.PdfReader(io.BytesIO(writer.pdf(made)))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_week_stands_on_one_tagged_page_that_lies_on_its_side(writer):
    reader = read(writer, card(line="If you need someone now: 988"))

    (page,) = reader.pages
    assert page.mediabox.width > page.mediabox.height
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    told = words(reader)
    for expected in (*WEEK, "Mood", "What set it off", "Breathing", "988", "6 to 12 March 2026"):
        assert expected in told


def test_what_a_person_wrote_is_never_markup_and_nothing_of_it_is_cut(writer):
    wild = "#strong[not bold] $x$ <b> \u201cquoted\u201d 😀 " + "longword" * 12
    days = tuple(CardDay(name, ("5",) * 9, wild, wild) for name in WEEK)

    told = words(read(writer, card(days=days, name="#name", to_talk_about=("= not a head",))))

    assert told.count("#strong[not bold] $x$ <b>") == 2 * len(WEEK)
    assert "#name" in told
    assert "= not a head" in told


@pytest.mark.parametrize("n_columns", [1, 2, 12, 13, 30])
def test_however_many_rows_a_person_has_each_is_a_column(writer, n_columns):
    labels = [f"Nr{n}x" for n in range(n_columns)]
    made = card(
        n_columns=2,
        columns=tuple(CardColumn(label) for label in labels),
        days=tuple(CardDay(name, ("5",) * n_columns) for name in WEEK),
    )

    told = words(read(writer, made))

    assert all(label in told for label in labels)


def test_a_card_without_any_rows_or_lists_is_a_page_all_the_same(writer):
    made = card(columns=(), days=tuple(CardDay(name, ()) for name in WEEK), ticks=(), n_columns=2)

    assert len(read(writer, made).pages) == 1


def test_an_empty_card_has_lines_for_more_skills_and_for_name_and_week(writer):
    empty = card(days=tuple(CardDay(name, ("",) * 9) for name in WEEK), first=None, last=None)

    told = words(read(writer, empty))

    assert "Name" in told
    assert "Week of" in told
    assert "2026" not in told


def test_the_pages_shown_are_the_pages_of_the_file(writer):
    made = card()
    assert len(writer.pages(made, 600)) == writer.count_pages(writer.pdf(made)) == 1


@pytest.mark.parametrize("n_columns", [9, 12, 20])
@pytest.mark.parametrize("label", ["Nr", "A row with a rather long name of its own"])
def test_however_many_rows_there_are_every_word_of_the_days_is_on_the_paper(
    writer, n_columns, label
):
    columns = tuple(CardColumn(f"{label} {n}", "0\u201310") for n in range(n_columns))
    days = tuple(CardDay(name, ("5",) * n_columns, "Conflict", "A walk helped") for name in WEEK)

    reader = read(writer, card(n_columns=2, columns=columns, days=days))

    right = float(reader.pages[0].mediabox.width) - 36
    ends = [x + width for page in reader.pages for x, width in _words_drawn(page)]
    assert max(ends) <= right
    assert len(reader.pages) <= 2


def test_much_to_talk_about_makes_its_box_taller(writer):
    points = tuple(
        f"Something long that needs to be said, word for word {n} " * 3 for n in range(5)
    )

    reader = read(writer, card(to_talk_about=points))

    told = words(reader)
    assert all(f"word for word {n}" in told for n in range(5))


def _words_drawn(page):
    """Where each piece of text begins, and about how wide it is."""
    drawn = []

    def note(text, matrix, place, _font, size):
        x = matrix[0] * place[4] + matrix[2] * place[5] + matrix[4]
        longest = max((len(line.strip()) for line in text.splitlines()), default=0)
        if longest:
            drawn.append((x, 0.3 * abs(size or 8) * longest))

    page.extract_text(visitor_text=note)
    return drawn
