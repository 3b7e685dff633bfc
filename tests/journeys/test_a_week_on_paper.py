"""A week without the computer: a card is printed, filled in by hand, typed back, brought along."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from iop_companion.domain.ids import MeasureId
from tests.journeys.person import Person
from tests.ui import open_pages

open_page, services = open_pages.open_page, open_pages.services
MOOD, SLEEP = MeasureId("mood"), MeasureId("sleep_duration")


@pytest.fixture
def printer(monkeypatch, tmp_path):
    """A printer with a sheet in it; returns what came out, and how the paper lay."""
    file, lay = tmp_path / "paper.pdf", []

    def accepted(dialog):
        asked = dialog.printer()
        lay.append(asked.pageLayout().orientation().name)
        asked.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.setOutputFileName(str(file))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    return file, lay


@pytest.mark.journey
def test_a_card_is_printed_typed_back_in_by_keys_and_brought_along_filled(
    qtbot, open_page, services, printer, monkeypatch, tmp_path
):
    # given somebody who will be away from the computer for a week
    opened = open_page("today", services)
    person = Person(qtbot, opened.window)
    file, lay = printer
    person.keys("Alt+6")
    person.presses("Diary card")
    person.waits_to_see("It holds nothing of your diary.")

    # when they print an empty card
    person.keys("Ctrl+P")
    person.waits_to_see("Sent to the printer.")
    assert lay == ["Landscape"]
    assert len(PdfReader(file).pages) == 1

    # and a week later type it back in by keys alone: down with Enter, right with Tab
    person.keys("Alt+1")
    person.keys("Ctrl+G")
    person.presses("A week from paper")
    person.waits_to_see("Type a week back in")
    for mood in ("4", "5", "3"):
        person.types(mood)
        person.keys("Tab")
    person.presses("Save the week")
    person.waits_to_see("Saved from paper: 3 days.")

    # then the days hold what the paper said, and nothing is made up for the others
    today = open_pages.THURSDAY
    told = {n: services.check_ins.day(today - timedelta(days=n)) for n in range(7)}
    assert [told[n].values[MOOD].value for n in (6, 5, 4)] == [4, 5, 3]
    assert not any(told[n].has_entry for n in (3, 2, 1, 0))
    assert told[6].values[MOOD].is_paper

    # and the filled card, with those days on it, can be brought along
    monkeypatch.setattr(
        "iop_companion.ui.summary.desk.ask_where_to_save", lambda *_: tmp_path / "card.pdf"
    )
    person.presses("Print a card")
    person.presses("Filled in")
    person.keys("Ctrl+S")
    person.presses("Save")
    person.waits_to_see("Saved card.pdf.")
    words = " ".join(PdfReader(tmp_path / "card.pdf").pages[0].extract_text().split())
    assert "6 to 12 March 2026" in words
    assert words.count("no entry") == 4
