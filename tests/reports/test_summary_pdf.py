"""The summary as a file: pages, tags, fonts, and nothing in it but what was chosen."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pypdf
import pytest
from PySide6.QtGui import QImage

from iop_companion.analytics.series import DailySeries
from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.early_warning import EarlyWarning, Level, Usual
from iop_companion.domain.summary import (
    CountedName,
    DatedNote,
    NumbersRow,
    Section,
    Summary,
    WeekRow,
)
from iop_companion.foundation import assets
from iop_companion.reports.summary_pdf import TypstSummaryWriter
from iop_companion.reports.summary_words import summary_words
from iop_companion.reports.typesetting import clean
from iop_companion.services.chart_building import chart_series, told_as_of

LAST = date(2026, 3, 12)
EVERYTHING = tuple(Section)
CHARTED = ("mood", "urge", "sleep_duration", "anxiety", "skills_used", "movement_minutes")
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
USUAL = Usual(4.4, 6.6, 5.5, 26, date(2026, 1, 29), date(2026, 2, 25))


def a_chart(name: str, n_days: int) -> ChartSeries:
    measure = load_catalog().measure(name)
    values = [(day * 7) % 9 if day % 6 else float("nan") for day in range(n_days)]
    first = LAST - timedelta(days=n_days - 1)
    series = DailySeries(measure.id, first, values)
    return told_as_of(chart_series(measure, series, first, LAST, USUAL), measure, LAST)


def a_summary(n_days: int = 7, **more) -> Summary:
    """A full one: every section, six charts, fourteen rows at most."""
    first = LAST - timedelta(days=n_days - 1)
    step = 1 if n_days <= 14 else 7 * -(-n_days // 98)
    n_cells = -(-n_days // step)
    starts = tuple(first + timedelta(days=step * n) for n in range(n_cells))
    given = {
        "first": first,
        "last": LAST,
        "made_on": LAST,
        "sections": EVERYTHING,
        "n_days_with_entries": n_days - 1,
        "name": "Sam R.",
        "recipient": "Dr. Okafor",
        "talk_points": ("The phone call on Thursday", "A plan for 9 to 11 pm", "The headache"),
        "numbers": tuple(
            NumbersRow(name, name, 5.25, 4, 6, 5.0, 5.5, 4.4, 6.6, 6, n_days)
            for name in (*CHARTED, "sleep_quality")
        ),
        "charts": tuple(a_chart(name, max(28, n_days)) for name in CHARTED),
        "warning": EarlyWarning(
            LAST,
            Level.WATCH,
            "Sleep has moved away from your usual since Thursday 5 March.",
            since=date(2026, 3, 5),
            chance_sentence="With logging like yours, about once in ten months.",
        ),
        "grid_days": starts,
        "grid_step_days": step,
        "grid": (
            WeekRow("Mood", tuple(str(n % 10) for n in range(n_cells))),
            WeekRow("Sleep h", tuple("6.5" if n else "" for n in range(n_cells))),
            WeekRow("Skills used", ("Paced breathing, urge surfing",) * n_cells),
            WeekRow("Set off by", ("Poor sleep, alone at night",) * n_cells),
        ),
        "sleep_sentences": ("5.2 hours a night on average (5.0 to 5.5), over 6 nights.",),
        "movement_sentences": ("24 minutes a day on average (0 to 75), over 5 days.",),
        "skills": tuple(CountedName(f"Skill number {n}", 9 - n) for n in range(8)),
        "triggers": tuple(CountedName(f"Trigger number {n}", 9 - n) for n in range(5)),
        "urges_acted_on": (CountedName("No", 5), CountedName("Partly", 1)),
        "medicine_sentences": ("Taken on 6 days (6 days with an answer).",),
        "program_sentences": ("1 session: 9 March.",),
    }
    return Summary(**(given | more))


EMPTY = Summary(LAST - timedelta(days=6), LAST, LAST, EVERYTHING, 0)


@pytest.fixture(scope="module")
def writer():
    return TypstSummaryWriter()


@pytest.fixture(scope="module")
def full_pdf(writer):
    return writer.pdf(a_summary())


@pytest.fixture
def full(full_pdf):
    return pypdf.PdfReader(io.BytesIO(full_pdf))


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def fonts_of(reader: pypdf.PdfReader) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }


def test_the_fonts_are_ours_and_never_the_typesetters_own(full):
    fonts = fonts_of(full)

    assert fonts
    assert all(font.startswith("AtkinsonHyperlegibleNext") for font in fonts)


def test_the_file_is_tagged_titled_and_claims_pdf_ua(full, full_pdf):
    root = full.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (root["/Lang"], full.metadata.title) == ("en", "Summary for therapy")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in full_pdf


def test_no_data_says_who_made_the_file_or_when_or_with_what(full, full_pdf):
    assert dict(full.metadata) == {"/Title": "Summary for therapy"}
    assert full.xmp_metadata.xmp_creator_tool is None
    assert not re.search(rb"[Tt]ypst|/home/|dc:creator|CreateDate|ModDate", full_pdf)


def test_every_chart_carries_its_sentence_as_alternative_text(full):
    found: list[str] = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                if not isinstance(child, int):
                    walk(child)

    walk(full.trailer["/Root"]["/StructTreeRoot"])

    sentences = [chart.sentence for chart in a_summary().charts]
    assert [alt for alt in found if alt in sentences] == sentences


def test_the_pages_say_what_a_clinician_needs_to_know_of_them(full_pdf):
    text = text_of(full_pdf)

    for said in (
        "Sam R., 6 to 12 March 2026",
        "For Dr. Okafor",
        "Made on 12 March 2026",
        "6 of 7 days have an entry",
        "not validated by a clinician",
        "What I want to talk about",
        "Watch, since Thursday 5 March",
        "With logging like yours",
        "Week in numbers",
        "Last four weeks",
        "Line: 7-day average",
        "Day by day",
        "Acted on it: No on 5 days, Partly on 1 day.",
        "How the numbers are made.",
        "Page 1 of 2",
        "Page 2 of 2",
    ):
        assert said in text, said


def test_nothing_printed_speaks_of_suicide_or_of_being_safe(full_pdf):
    assert not re.search(r"suicid|self-harm|safe", text_of(full_pdf), flags=re.IGNORECASE)


@pytest.mark.parametrize("n_days", [7, 14, 15, 28, 60, 92])
def test_a_full_summary_takes_two_pages_whatever_its_period(writer, n_days):
    notes = tuple(DatedNote(LAST, f"A note of some length, number {n}.") for n in range(30))

    assert writer.count_pages(writer.pdf(a_summary(n_days))) == 2
    assert writer.count_pages(writer.pdf(a_summary(n_days, notes=notes))) == 2


def test_the_longest_of_everything_still_takes_two_pages(writer):
    notes = tuple(DatedNote(LAST, "word " * 48) for _n in range(6))
    summary = a_summary(
        92,
        notes=notes,
        n_notes_not_shown=12,
        talk_points=("long words " * 18,) * 5,
        numbers=a_summary().numbers * 2,
        name="N" * 80,
        recipient="R" * 80,
        left_out=tuple(Section),
        n_late=5,
        n_imported=9,
    )

    pdf = writer.pdf(summary)

    assert writer.count_pages(pdf) == 2
    assert "12 earlier notes have no room here." in text_of(pdf)


def test_the_longest_names_stay_inside_the_margins_and_leave_the_title_its_line(writer):
    summary = a_summary(name="N" * 80, recipient="R" * 80)
    first = pypdf.PdfReader(io.BytesIO(writer.pdf(summary))).pages[0]

    assert "Summary for therapy" in first.extract_text().splitlines()
    for page in writer.pages(summary, 420):  # two pixels a millimetre; the margins have 14 mm
        image = QImage.fromData(page)
        right = image.copy(image.width() - 24, 0, 24, 120)
        head = {right.pixelColor(x, y).name() for x in range(24) for y in range(120)}
        assert head == {"#ffffff"}


def test_an_almost_empty_summary_takes_one_page_with_room_to_write(writer):
    pdf = writer.pdf(EMPTY)

    assert writer.count_pages(pdf) == 1
    assert "Room for notes" in text_of(pdf)
    assert "0 of 7 days have an entry" in text_of(pdf)


def test_a_summary_without_details_still_says_how_its_numbers_are_made(writer):
    sections = (Section.TALK, Section.WARNING, Section.CHARTS)

    short = writer.pdf(a_summary(sections=sections))
    long = writer.pdf(a_summary(sections=sections, talk_points=("long words " * 90,) * 5))

    assert writer.count_pages(short) == 1
    assert writer.count_pages(long) <= 2
    for pdf in (short, long):
        assert text_of(pdf).count("How the numbers are made.") == 1


def test_the_preview_is_the_same_pages(writer, full_pdf):
    summary = a_summary()

    pages = writer.pages(summary, 500)

    assert len(pages) == writer.count_pages(full_pdf)
    for page in pages:
        assert page.startswith(PNG_HEAD)
        assert int.from_bytes(page[16:20], "big") in range(499, 502)


def test_preview_and_file_may_be_made_at_the_same_time():
    from concurrent.futures import ThreadPoolExecutor

    shared, summaries = TypstSummaryWriter(), [a_summary(n) for n in (7, 10, 14, 28)]

    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(shared.pdf, summaries * 2))

    assert files == [TypstSummaryWriter().pdf(summary) for summary in summaries] * 2


def test_the_same_summary_gives_the_same_file(full_pdf):
    assert TypstSummaryWriter().pdf(a_summary()) == full_pdf


SHOWN = {
    Section.TALK: "The phone call on Thursday",
    Section.NUMBERS: "Week in numbers",
    Section.CHARTS: "Last four weeks",
    Section.WARNING: "Watch",
    Section.SLEEP: "5.2 hours a night",
    Section.MOVEMENT: "24 minutes a day",
    Section.SKILLS: "Skill number 0",
    Section.TRIGGERS: "Trigger number 0",
    Section.MEDICINES: "Taken on 6 days",
    Section.PROGRAM: "1 session",
    Section.NOTES: "a private word",
}


@pytest.fixture(scope="module")
def with_everything(writer):
    return text_of(writer.pdf(a_summary(notes=(DatedNote(LAST, "a private word"),))))


@pytest.mark.parametrize("section", SHOWN)
def test_an_unticked_section_is_not_typeset_even_if_its_fields_are_filled(
    writer, with_everything, section
):
    notes = (DatedNote(LAST, "a private word"),)
    sections = tuple(one for one in EVERYTHING if one is not section)

    without = text_of(writer.pdf(a_summary(notes=notes, sections=sections, left_out=(section,))))

    assert SHOWN[section] in with_everything
    assert SHOWN[section] not in without
    assert "Left out by choice:" in without


def test_words_of_the_person_are_never_read_as_markup_or_code(writer):
    nasty = '#panic("x") *bold* $x$ \\ [link](http://a) // @cite <label> "quote" {n} <svg/>'

    text = text_of(writer.pdf(a_summary(talk_points=(nasty,), name="#set text(red)")))

    assert '#panic("x") *bold* $x$ \\ [link](http://a) // @cite <label>' in text
    assert "#set text(red)" in text


@pytest.mark.parametrize(
    "words",
    [
        "Привет, как дела",
        "→ ✓ ≥ ½ € „quotes“",
        "😀 👩‍👩‍👧 🫠",
        "睡眠很差",
        "لا أنام جيدا",
        "line\u2028break and \ud800 half",
        "bell \x07 tab \t end",
        "\U0010fffd \U000e0041",
    ],
    ids=["cyrillic", "signs", "emoji", "han", "arabic", "surrogate", "control", "beyond"],
)
def test_no_sign_a_person_can_type_stops_the_pages(writer, words):
    summary = a_summary(talk_points=(words, "plain end"))

    pdf = writer.pdf(summary)

    assert "plain end" in text_of(pdf)
    assert len(writer.pages(summary, 200)) == writer.count_pages(pdf) == 2


@pytest.mark.parametrize("level", Level)
def test_every_level_has_its_word_and_its_shape(writer, level):
    warning = EarlyWarning(LAST, level, "A sentence.", since=date(2026, 3, 5))
    words = {
        Level.LEARNING: "Warning signs: Learning",
        Level.NOT_ENOUGH_ENTRIES: "Warning signs: Not enough entries",
        Level.CALM: "Warning signs: Calm",
        Level.WATCH: "Watch, since Thursday 5 March",
        Level.ACT: "Act, since Thursday 5 March",
    }

    assert words[level] in text_of(writer.pdf(replace(EMPTY, warning=warning)))
    assert assets.read_text(f"reports/level-{level.value}.svg").startswith("<svg")


def test_everything_is_grey(writer):
    """Readable on a grey-scale printer: nothing on the pages has a hue to speak of."""
    import zlib

    for page in writer.pages(a_summary(), 220):
        idat = b"".join(chunk for kind, chunk in _chunks(page) if kind == b"IDAT")
        raw = zlib.decompress(idat)
        width, channels = int.from_bytes(page[16:20], "big"), {2: 3, 6: 4}[page[25]]
        pixels = _unfiltered(raw, width * channels, channels)
        hues = {max(p[:3]) - min(p[:3]) for p in zip(*[iter(pixels)] * channels, strict=True)}
        assert max(hues) < 24


def _chunks(png: bytes):
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _unfiltered(raw: bytes, stride: int, bpp: int) -> bytes:
    """Undo the row filters of a PNG (0 to 4), so that no imaging library is needed."""
    done, before = bytearray(), bytes(stride)
    for at in range(0, len(raw), stride + 1):
        kind, row = raw[at], bytearray(raw[at + 1 : at + 1 + stride])
        for i in range(stride):
            left = row[i - bpp] if i >= bpp else 0
            up, corner = before[i], before[i - bpp] if i >= bpp else 0
            row[i] = (row[i] + _predicted(kind, left, up, corner)) & 0xFF
        done += row
        before = bytes(row)
    return bytes(done)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda near: abs(guess - near))
    return (0, left, up, (left + up) // 2)[kind]


def test_weeks_are_named_by_their_first_and_last_day():
    grid = summary_words(a_summary(28))["details"]["grid"]

    assert grid["title"] == "Week by week"
    assert [row[0] for row in grid["rows"]] == [
        "13 Feb to 19 Feb",
        "20 Feb to 26 Feb",
        "27 Feb to 5 Mar",
        "6 Mar to 12 Mar",
    ]


def test_a_day_without_anything_says_no_entry():
    summary = a_summary(grid=(WeekRow("Mood", ("5",) * 6 + ("",)),))

    rows = summary_words(summary)["details"]["grid"]["rows"]

    assert rows[-1] == ["Thu 12 Mar", "no entry"]


def test_a_day_answered_in_rows_that_have_no_column_is_not_told_as_without_an_entry():
    mood = WeekRow("Mood", ("5",) * 5 + ("", ""))
    summary = a_summary(grid=(mood,), grid_entered=(True,) * 6 + (False,))

    rows = summary_words(summary)["details"]["grid"]["rows"]

    assert rows[-2:] == [["Wed 11 Mar", "entries in other rows"], ["Thu 12 Mar", "no entry"]]


def test_numbers_without_an_entry_are_a_dash_and_equal_ends_are_one_number():
    rows = (
        NumbersRow("a", "A", None, None, None, None, None, None, None, 0, 7),
        NumbersRow("b", "B", 2.0, 2, 2, 2.0, 2.0, 2.0, 2.0, 4, 7),
        NumbersRow("c", "C", -0.5, -1, 0, None, None, None, None, 2, 7),
    )

    shown = summary_words(a_summary(numbers=rows))["numbers"]["rows"]

    assert shown[0] == ["A", "–", "–", "–", "–", "–", "0 of 7"]
    assert shown[1][1:4] == ["2.0", "2", "2.0"]
    assert shown[2][1:3] == ["\N{MINUS SIGN}0.5", "\N{MINUS SIGN}1 to 0"]


def test_headings_follow_the_length_of_the_period():
    assert summary_words(a_summary(28))["numbers"]["title"] == "28 days in numbers"
    assert summary_words(a_summary(92))["charts"]["title"] == "The period in charts"
    assert "start of this" not in summary_words(a_summary(28))["charts"]["caption"]
    assert "start of this week" in summary_words(a_summary())["charts"]["caption"]


def test_the_method_names_its_usual_and_counts_what_came_late():
    text = summary_words(a_summary(n_late=2, n_imported=1))["method"]["text"]

    assert "up to 26 entries of 29 January to 25 February" in text
    assert "2 days were added more than 36 hours later." in text
    assert "1 day was imported from another program." in text
    assert "nothing here is a prediction" in text


def test_the_template_holds_no_words_of_its_own():
    template = assets.read_text("reports/summary.typ")
    shown = re.findall(r"[\[(]\s*([A-Z][a-z]+(?: [a-z]+)+)", re.sub(r"//.*", "", template))

    assert shown == []


def test_cleaning_keeps_words_and_drops_what_no_page_can_hold():
    assert clean({"a": ["x\x00y", "line\nbreak"], "b": 3}) == {"a": ["xy", "line\nbreak"], "b": 3}


def test_the_roomiest_layout_that_fits_is_taken(writer):
    few = a_summary(numbers=a_summary().numbers[:2], talk_points=())
    many = a_summary(numbers=a_summary().numbers, talk_points=("long words " * 18,) * 5)
    heights = []
    for summary in (few, a_summary(), many):
        writer.pdf(summary)
        heights.append(writer._fitted[1].chart_height)

    assert all(taller >= lower for taller, lower in pairwise(heights))
    assert heights[0] > heights[-1]
