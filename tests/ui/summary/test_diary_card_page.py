"""The page "Diary card" by keys and mouse: empty or filled, saved, locked, printed, left again."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from iop_companion.domain.ids import MeasureId
from iop_companion.services.summarising import Summarising
from iop_companion.services.views import CheckInDraft
from iop_companion.ui.summary.desk import Desk
from iop_companion.ui.summary.first_save import FirstSaveDialog
from iop_companion.ui.widgets.file_passphrase import FilePassphraseDialog
from tests.ui.keyboard_walk import Walk
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless

PASSPHRASE = "a lamp in the long hallway"


@pytest.fixture
def week(services):
    """Two days of a week, one with a note."""
    enter(services, (0, 2), mood=4.0, sleep_duration=5.5)
    services.check_ins.record(CheckInDraft(THURSDAY, {MeasureId("note"): "Lights out by eleven"}))
    return services


@pytest.fixture
def desktop(tmp_path):
    """Answers for file and printer, and what was asked."""
    asked = []

    def ask_printer(_parent, title, *, is_on_side):
        asked.append((title, is_on_side))
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setFullPage(True)
        return printer

    def ask_where(_parent, suggested):
        asked.append(suggested)
        return tmp_path / "card.pdf"

    return Desk(ask_where, ask_printer, asked.append), asked


@pytest.fixture
def at_card(open_page, week, desktop):
    opened = open_page("diary_card", week)
    opened.page._desk = desktop[0]
    return opened


def text_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def fill_in(opened):
    opened.click(opened.panel.kind.button_of("filled"))


def test_summary_leads_to_it_and_back(open_page, week):
    opened = open_page("summary", week)
    opened.click(opened.panel.card_button)
    card = opened.window.shell.page
    assert card.title == "Diary card"
    assert card.widget.preview.n_pages == 1

    QTest.mouseClick(card.widget.back, Qt.MouseButton.LeftButton)
    assert opened.window.shell.page.title == "Summary"


def test_a_week_from_paper_leads_to_it_for_whoever_has_no_card(open_page, week):
    opened = open_page("paper_week", week)
    opened.click(opened.panel.card_button)
    assert opened.window.shell.page.title == "Diary card"


def test_an_empty_card_is_saved_without_a_question_and_holds_nothing_of_the_diary(
    at_card, desktop, tmp_path, monkeypatch
):
    monkeypatch.setattr(Summarising, "is_first_save", lambda _self: True)
    at_card.click(at_card.panel.save_button)

    assert desktop[1] == ["diary-card.pdf"]
    told = text_of(tmp_path / "card.pdf")
    assert "Mood" in told
    assert "5.5" not in told
    assert at_card.said == "Saved card.pdf."


def test_a_filled_card_holds_the_week_and_the_note_only_when_ticked(at_card, tmp_path):
    fill_in(at_card)
    at_card.click(at_card.panel.save_button)
    told = text_of(tmp_path / "card.pdf")
    assert "5.5" in told
    assert "6 to 12 March 2026" in told
    assert "Lights out" not in told

    at_card.click(at_card.panel.notes.box)
    at_card.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "Lights out by eleven" in text_of(tmp_path / "card.pdf")


def test_weeks_before_are_stepped_to_and_no_week_after_this_one(at_card, desktop):
    fill_in(at_card)
    panel = at_card.panel
    assert panel.week.text() == "6 to 12 March"
    assert not panel.after.isEnabled()

    at_card.click(panel.before)
    assert panel.week.text() == "27 February to 5 March"
    at_card.click(panel.save_button)
    assert desktop[1][-1] == "diary-card-2026-03-05.pdf"
    at_card.click(panel.after)
    assert not panel.after.isEnabled()


def test_before_the_first_file_with_days_in_it_the_question_is_asked(
    at_card, tmp_path, monkeypatch
):
    monkeypatch.setattr(Summarising, "is_first_save", lambda _self: True)
    fill_in(at_card)
    at_card.click(at_card.panel.save_button)

    (dialog,) = at_card.window.findChildren(FirstSaveDialog)
    assert not (tmp_path / "card.pdf").exists()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (tmp_path / "card.pdf").exists()


def test_a_locked_card_opens_with_its_passphrase_alone(at_card, tmp_path):
    fill_in(at_card)
    at_card.click(at_card.panel.lock.box)
    at_card.click(at_card.panel.save_button)

    (dialog,) = at_card.window.findChildren(FilePassphraseDialog)
    QTest.keyClicks(dialog.field.edit, PASSPHRASE)
    at_card.click(dialog.go_on)
    locked = PdfReader(tmp_path / "card.pdf")
    assert locked.is_encrypted
    assert locked.decrypt(PASSPHRASE)
    assert at_card.said == "Saved card.pdf. Nobody can open it without its passphrase."


def test_printing_asks_for_paper_on_its_side_and_is_listed(at_card, desktop, week, tmp_path):
    fill_in(at_card)
    at_card.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert desktop[1] == [("Document", True)]
    assert (tmp_path / "printed.pdf").stat().st_size > 0
    assert at_card.said == "Sent to the printer."
    (export,) = week.summarising.exports()
    assert (export.is_print, export.last) == (True, THURSDAY)


def test_the_name_stands_on_the_card_and_is_gone_after_locking(at_card, tmp_path):
    panel = at_card.panel
    fill_in(at_card)
    QTest.keyClicks(panel.name, "Sam R.")
    at_card.click(panel.save_button)
    assert "Sam R." in text_of(tmp_path / "card.pdf")

    at_card.window.hub.locking.emit()
    assert panel.name.text() == panel.week.text() == ""
    assert panel.preview.n_pages == 0
    assert not panel.is_filled


def test_a_file_that_cannot_be_written_is_told_and_tried_again(at_card, desktop, tmp_path):
    folder = tmp_path / "gone"
    places = [folder / "card.pdf"]
    at_card.page._desk = Desk(lambda *_: places[0], desktop[0].ask_printer, desktop[0].show_folder)
    at_card.click(at_card.panel.save_button)
    assert not places[0].exists()
    assert at_card.said

    folder.mkdir()
    at_card.click(at_card.panel.save_button)
    assert places[0].exists()


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_all_of_it_is_whole_and_named_when_narrow_or_large(open_page, week, size, scale):
    opened = open_page("diary_card", week, size=size, text_scale=scale)
    fill_in(opened)
    assert cut_words(opened.panel) == []
    assert nameless(opened.panel) == []


def test_keys_alone_reach_everything_a_filled_card_asks(open_page, week):
    opened = open_page("diary_card", week)
    fill_in(opened)
    walk = Walk(opened.window)
    assert walk.unreached() == []
    assert walk.unmarked == []
