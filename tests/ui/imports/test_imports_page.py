"""Bring data in: looked at first, moods mapped, taken in as one step, taken back again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.importing import Importing
from iop_companion.ui.imports import presenter
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless

HEAD = "full_date,date,weekday,time,mood,activities,note\n"
LINES = (
    '2026-03-10,March 10,Tuesday,9:13 PM,good,"friends | cleaning",""\n'
    '2026-03-09,March 9,Monday,9:26 PM,meh,"","a quiet day"\n'
    '2026-03-09,March 9,Monday,8:00 AM,bad,"",""\n'
    '2026-03-08,March 8,Sunday,9:13 PM,sad,"",""\n'
    '2026-03-07,March 7,Saturday,9:13 PM,blurry,"",""\n'
    '2026-02-31,February 31,Tuesday,9:13 PM,good,"",""\n'
)


@pytest.fixture
def diary(tmp_path):
    """A Daylio export: three of its own moods, one that is guessed, one unknown, a bad date."""
    file = tmp_path / "daylio_export.csv"
    file.write_text(HEAD + LINES, encoding="utf-8")
    return file


@pytest.fixture
def choose(monkeypatch):
    """Answer the question which file to read."""

    def answer(path):
        monkeypatch.setattr(presenter, "ask_what_to_open", lambda *_asked: path)

    return answer


@pytest.fixture
def open_file(open_page, services, choose):
    def build(path, **more):
        choose(path)
        opened = open_page("imports", services, **more)
        opened.click(opened.panel.file_button)
        return opened

    return build


def moods_of(services):
    with services.session.vault.read() as journal:
        there = journal.observations(THURSDAY.replace(day=1), THURSDAY, [MeasureId("mood")])
    return sorted((one.day.day, one.value) for one in there)


def pick(opened, name, words):
    """Choose a number for a mood with the keys."""
    field = opened.panel.moods.fields[name]
    field.setFocus()
    QTest.keyClicks(field, words)


def numbers_of(panel):
    return {name: field.currentText() for name, field in panel.moods.fields.items()}


def test_before_a_file_there_is_one_sentence_and_one_button(open_page, services):
    opened = open_page("imports", services)
    assert opened.panel.file_button.hasFocus()
    assert not opened.panel.has_file
    assert not opened.panel.import_button.isVisible()
    assert not opened.panel.batches.isVisible()


def test_a_file_is_recognised_and_counted_before_anything_is_saved(open_file, services, diary):
    panel = open_file(diary).panel
    assert panel._about.text() == (
        "daylio_export.csv, recognised as Daylio. Nothing is saved until you press Import."
    )
    assert panel.import_button.text() == "Import 6 values"
    assert panel.refused.heading.text() == "2 lines cannot be read"
    assert "blurry" in panel.refused.words.text()
    assert "Line 7: " in panel.refused.words.text()
    assert moods_of(services) == []


def test_numbers_stand_high_first_and_guesses_are_marked(open_file, diary):
    panel = open_file(diary).panel
    assert list(numbers_of(panel).items()) == [
        ("good", "7"),
        ("meh", "5"),
        ("bad", "3"),
        ("sad", "3"),
        ("blurry", "leave out"),
    ]
    assert panel.moods.counts["good"].text() == "1 line"
    assert panel.moods.counts["sad"].text() == "1 line, suggested"
    assert "1 number is only a suggestion" in panel.moods.hint.text()
    assert "1 name has no number; its lines are left out." in panel.moods.hint.text()


def test_another_number_changes_the_counts_and_what_is_saved(open_file, services, diary):
    opened = open_file(diary)
    pick(opened, "blurry", "2")
    assert opened.panel.import_button.text() == "Import 7 values"
    assert opened.panel.refused.heading.text() == "1 line cannot be read"
    assert opened.panel.moods.fields["blurry"].hasFocus()
    pick(opened, "sad", "leave")
    assert opened.panel.import_button.text() == "Import 6 values"
    assert "suggestion" not in opened.panel.moods.hint.text()

    opened.click(opened.panel.import_button)
    assert moods_of(services) == [(7, 2.0), (9, 3.0), (9, 5.0), (10, 7.0)]


def test_a_suggestion_is_taken_in_only_as_it_stands_there(open_file, services, diary):
    opened = open_file(diary)
    pick(opened, "sad", "4")
    assert opened.panel.moods.counts["sad"].text() == "1 line"
    opened.click(opened.panel.import_button)
    assert (8, 4.0) in moods_of(services)


def test_the_newest_days_are_previewed(open_file, diary):
    panel = open_file(diary).panel
    words = [label.text() for label in panel.newest.findChildren(type(panel._about))]
    assert panel.newest.heading.text() == "Preview, the newest days of 8 to 10 March"
    assert {"Tue 10 Mar", "Mood 7", "Mon 9 Mar"} <= set(words)
    assert any("Mood 3, 5" in text or "Mood 5, 3" in text for text in words)
    assert "1 note" in " ".join(words)
    assert "a quiet day" not in " ".join(words)


def test_an_import_is_taken_back_from_the_notice(open_file, services, diary):
    opened = open_file(diary)
    opened.click(opened.panel.import_button)
    assert opened.said == "6 values imported."
    assert not opened.panel.has_file
    assert opened.panel.batches.isVisible()

    opened.click_notice()
    assert moods_of(services) == []
    assert services.importing.batches() == ()
    assert not opened.panel.batches.isVisible()
    assert opened.said == "What was brought in is taken out again."


def test_an_older_import_can_still_be_taken_back(open_file, services, diary):
    opened = open_file(diary)
    opened.click(opened.panel.import_button)
    opened.go_to("today")
    opened.go_to("imports")
    buttons = opened.panel.batches.findChildren(QPushButton)
    (take_back,) = [button for button in buttons if button.isVisible()]
    assert take_back.accessibleName() == "Take back 6 values from Daylio, Thursday 12 March"
    opened.click(take_back)
    assert moods_of(services) == []


def test_the_same_file_again_has_nothing_new(open_file, diary):
    opened = open_file(diary)
    opened.click(opened.panel.import_button)
    opened.click(opened.panel.file_button)
    assert opened.panel.import_button.text() == "Nothing new to import"
    assert not opened.panel.import_button.isEnabled()
    opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.panel.has_file


def test_what_is_here_already_stays_and_is_named(open_file, services, tmp_path):
    enter(services, [2], mood=3.0)
    file = tmp_path / "tidy.csv"
    file.write_text("day,measure,value\n2026-03-10,mood,9\n2026-03-09,mood,6\n", encoding="utf-8")
    opened = open_file(file)
    assert opened.panel.conflicts.isVisible()
    assert "Mood: here 3, in the file 9" in opened.panel.conflicts.words.text()
    assert not opened.panel.moods.isVisible()
    opened.click(opened.panel.import_button)
    assert moods_of(services) == [(9, 6.0), (10, 3.0)]


def test_what_was_checked_in_meanwhile_counts_when_the_page_is_shown_again(
    open_file, services, diary
):
    opened = open_file(diary)
    enter(services, [5], mood=9.0)
    opened.go_to("today")
    opened.go_to("imports")
    assert opened.panel.has_file


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\x03binary", b"this is no table at all", "höh;".encode("cp1252")]
)
def test_a_file_that_cannot_be_read_says_so_in_place(open_file, tmp_path, content):
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    opened = open_file(file)
    assert opened.panel.problem.isVisible()
    assert opened.panel.problem.happened.text()
    assert "Nothing has been" in opened.panel.problem.rest.text()
    assert not opened.panel.has_file
    assert opened.said == ""
    assert opened.panel.file_button.hasFocus()


def test_a_readable_file_after_an_odd_one_takes_its_place(open_file, choose, tmp_path, diary):
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b"\x00\x01")
    opened = open_file(odd)
    choose(diary)
    opened.click(opened.panel.file_button)
    assert opened.panel.has_file
    assert not opened.panel.problem.isVisible()


def test_a_file_that_is_gone_when_a_number_changes_is_said(open_file, diary):
    opened = open_file(diary)
    diary.unlink()
    pick(opened, "blurry", "2")
    assert opened.panel.problem.isVisible()


def test_an_import_that_fails_keeps_the_page_and_can_be_tried_again(
    open_file, services, diary, monkeypatch
):
    opened = open_file(diary)

    def full(_self, _preview):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(Importing, "commit", full)
        opened.click(opened.panel.import_button)
    assert opened.panel.has_file
    assert opened.panel.import_button.isEnabled()
    assert moods_of(services) == []

    opened.click_notice()
    assert len(moods_of(services)) == 4


def test_cancel_forgets_the_file_and_back_leads_to_settings(open_file, diary):
    opened = open_file(diary)
    opened.click(opened.panel.cancel_button)
    assert not opened.panel.has_file
    opened.click(opened.panel.close_button)
    assert opened.window.shell.now == "settings"


def test_no_file_chosen_changes_nothing(open_file):
    opened = open_file(None)
    assert not opened.panel.has_file
    assert not opened.panel.problem.isVisible()


def test_nothing_of_the_person_stays_after_locking(open_file, diary):
    opened = open_file(diary)
    panel = opened.panel
    opened.window.hub.locking.emit()
    assert panel.moods.fields == {}
    assert panel.refused.words.text() == panel.conflicts.words.text() == ""
    assert "daylio" not in panel._about.text()
    assert opened.page._file is None


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_everything_is_named_and_whole_on_small_windows_and_with_large_text(
    open_file, services, diary, size, scale
):
    enter(services, [3], mood=9.0)
    opened = open_file(diary, size=size, text_scale=scale)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0


def test_a_reading_that_takes_long_can_be_stopped(open_file, diary, monkeypatch):
    stopped = []
    opened = open_file(diary)
    panel = opened.panel
    monkeypatch.setattr(opened.services.importing, "_stop", lambda: stopped.append(True))
    panel.show_nothing()
    panel.expect_preview()
    assert panel.stop_button.isHidden()
    panel._busy.timeout.emit()
    assert panel.stop_button.isVisible()

    opened.click(panel.stop_button)

    assert stopped == [True]
    assert panel.stop_button.isHidden()
    assert panel.file_button.isVisible()
