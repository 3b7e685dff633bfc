"""Summary: printing, what can be done with the saved file, and the list of what left the vault."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from iop_companion.domain.summary import Section
from iop_companion.ui.summary import desk
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless


@pytest.fixture
def week(services):
    """A week of entries with a session in it."""
    enter(services, range(7), mood=5.0, sleep_duration=7.0)
    services.sessions.add(THURSDAY.replace(day=8))
    return services


@pytest.fixture
def saved(open_page, week, monkeypatch, tmp_path):
    """The page after Save PDF, with its file."""
    file = tmp_path / "summary.pdf"
    monkeypatch.setattr(desk, "ask_where_to_save", lambda *_asked: file)
    opened = open_page("summary", week)
    opened.click(opened.panel.save_button)
    return opened, file


def printer_into(file, asked):
    """Stand for the printing dialog: print into a file under the name that was asked for."""

    def ask(_parent, title):
        asked.append(title)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setFullPage(True)
        return printer

    return ask


def test_before_the_first_save_the_page_says_that_a_file_is_not_locked(open_page, week):
    opened = open_page("summary", week)
    assert opened.panel.saved.warning.text().startswith("A saved file is not locked.")
    assert not opened.panel.saved.folder_button.isVisible()


def test_a_saved_file_can_be_found_and_deleted(saved):
    opened, file = saved
    card, shown = opened.panel.saved, []
    opened.page._show_folder = shown.append
    assert card.file_words.text() == "summary.pdf"
    opened.click(card.folder_button)
    assert shown == [file.parent]

    opened.click(card.delete_button)
    assert not file.exists()
    assert not card.delete_button.isVisible()
    assert opened.said == "The file is deleted. It can be saved again at any time."
    assert opened.panel.save_button.hasFocus()


def test_what_was_saved_is_listed_with_day_period_and_sections(saved, open_page, week):
    opened, _file = saved
    line = opened.panel.saved.history.text()
    assert line.startswith("Thursday 12 March, saved: 8 to 12 March; What I want to talk about,")
    (kept,) = week.summarising.exports()
    assert (kept.day, kept.first, kept.is_print) == (THURSDAY, THURSDAY.replace(day=8), False)
    assert Section.NOTES not in kept.sections
    assert open_page("summary", week).panel.saved.history.text() == line


def test_printing_puts_the_pages_on_paper_under_a_neutral_name(open_page, week, tmp_path):
    opened = open_page("summary", week)
    asked = []
    opened.page._ask_printer = printer_into(tmp_path / "printed.pdf", asked)
    QTest.keyClick(opened.panel.about.recipient, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert asked == ["Document"]
    assert opened.said == "Sent to the printer."
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == opened.panel.preview.n_pages
    assert "Thursday 12 March, printed: 8 to 12 March;" in opened.panel.saved.history.text()


def test_a_print_that_is_called_off_leaves_no_trace(open_page, week):
    opened = open_page("summary", week)
    opened.page._ask_printer = lambda _parent, _title: None
    opened.click(opened.panel.print_button)
    assert opened.said == ""
    assert week.summarising.exports() == ()


def test_more_than_five_are_shown_on_asking(open_page, week):
    opened = open_page("summary", week)
    summary = opened.page._preview.summary
    for _time in range(7):
        week.summarising.note_export(summary)
    opened.page._list_exports()
    card = opened.panel.saved
    assert len(card.history.text().splitlines()) == 5
    opened.click(card.more_button)
    assert len(card.history.text().splitlines()) == 7


def test_nothing_of_it_stays_after_locking(saved):
    opened, _file = saved
    opened.window.hub.locking.emit()
    assert opened.panel.saved.file_words.text() == opened.panel.saved.history.text() == ""


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_all_of_it_is_whole_and_named_when_narrow_or_large(saved, size, scale, open_page, week):
    del saved
    opened = open_page("summary", week, size=size, text_scale=scale)
    opened.click(opened.panel.save_button)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0
