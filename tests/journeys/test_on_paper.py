"""What a person hands over on paper, or locked in a file: the summary and the plan."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog

from iop_companion.domain.setting_values import Contact
from tests.journeys.person import Person
from tests.ui import open_pages

open_page, services = open_pages.open_page, open_pages.services
WORDS = "nine boats below the old bridge"


@pytest.fixture
def paper(monkeypatch, tmp_path):
    """A printer that prints into a file; returns the file and the names its queue showed."""
    file, queue = tmp_path / "paper.pdf", []

    def accepted(dialog):
        printer = dialog.printer()
        queue.append((printer.docName(), printer.creator()))
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    return file, queue


@pytest.fixture
def a_week(qtbot, open_page, services):
    """A week of entries with a person in them, and the window on Today."""
    open_pages.enter(services, range(7), mood=5.0, sleep_duration=7.0, note="Lunch with Anna")
    services.people.keep([Contact("Anna", "555 0103", "my sister")])
    services.sessions.add(open_pages.THURSDAY.replace(day=8))
    opened = open_page("today", services)
    return Person(qtbot, opened.window), opened


def _shades(file):
    """How many pages there are, and whether anything is on each of them."""
    pages = PdfReader(file).pages
    return len(pages), [len(image.data) > 1000 for page in pages for image in page.images]


@pytest.mark.journey
def test_the_summary_goes_to_paper_and_the_list_says_so(a_week, paper):
    # given the summary as it is previewed
    person, opened = a_week
    file, queue = paper
    person.keys("Alt+6")
    person.waits_to_see("8 to 12 March, 5 days")

    # when it is printed by its key
    person.keys("Ctrl+P")
    person.waits_to_see("Sent to the printer.")

    # then every page is on paper; the queue tells nothing, and the list tells it
    n_pages = opened.panel.preview.n_pages
    assert _shades(file) == (n_pages, [True] * n_pages)
    assert queue == [("Document", "")]
    person.waits_to_see("Thursday 12 March, printed: 8 to 12 March")


@pytest.mark.journey
def test_the_plan_is_written_and_goes_to_paper_as_one_page(a_week, paper):
    # given a plan for Act, written by keys
    person, opened = a_week
    file, queue = paper
    person.keys("Alt+7")
    opened.panel.zones["act"].edit_button.setFocus()
    person.keys("Space")
    person.types("I stop answering the phone")
    person.keys("Tab")
    person.types("Call Anna")
    person.keys("Ctrl+Return")
    person.waits_to_see("Your plan is saved.")

    # when it is printed
    person.presses("Print")
    person.waits_to_see("Sent to the printer.")

    # then it is one page under a name that tells nothing
    assert _shades(file) == (1, [True])
    assert queue == [("Document", "")]


@pytest.mark.journey
def test_a_summary_for_therapy_is_locked_and_only_its_passphrase_opens_it(
    a_week, monkeypatch, tmp_path
):
    # given somebody who shares the computer and takes the lock when it is offered
    person, opened = a_week
    file = tmp_path / "for Monday.pdf"
    monkeypatch.setattr("iop_companion.ui.summary.desk.ask_where_to_save", lambda *_: file)
    person.keys("Alt+6")
    person.waits_to_see("8 to 12 March, 5 days")
    person.keys("Ctrl+S")
    person.waits_to_see("This file is not locked. Anyone who can open this computer can read it.")
    person.presses("Lock it with a passphrase")
    person.waits_to_see("Companion does not keep it")

    # when the first try is too short, and the next one is not
    person.types("short")
    person.keys("Return")
    assert not file.exists()
    person.waits_to_see("10 more characters to go.")
    person.keys("Ctrl+A")
    person.types(WORDS)
    person.keys("Return")
    person.waits_to_see("Nobody can open it without its passphrase.")

    # then the file is shut to everyone else, and whole with the passphrase
    reader = PdfReader(file)
    assert reader.is_encrypted
    assert not reader.decrypt("")
    assert not reader.decrypt("short")
    assert b"sister" not in file.read_bytes()
    assert reader.decrypt(WORDS)
    assert len(reader.pages) == opened.panel.preview.n_pages
    assert "8 to 12 March 2026" in " ".join(reader.pages[0].extract_text().split())
    assert WORDS not in person.all_words()
    assert QApplication.activeModalWidget() is None
