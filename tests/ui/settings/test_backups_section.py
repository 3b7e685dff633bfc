"""Backups in Settings: made, checked, copied, looked into, gone back to."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.settings import backups_presenter
from iop_companion.ui.unlock.panel import UnlockPanel
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock
from tests.store.entries import flip
from tests.ui.open_pages import EVENING, PASSPHRASE, cut_words, enter, nameless, settle

MOOD = MeasureId("mood")


@pytest.fixture
def clock():
    return StoppedClock(EVENING - timedelta(days=1))


@pytest.fixture
def services(tmp_path, clock):
    """Two days in a vault, backed up, and a day after that which the backup lacks."""
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT, backs_up=True)
    open_new(built.session, PASSPHRASE)
    enter(built, [1, 2], mood=4.0)
    built.backups.make()
    clock.at = EVENING
    enter(built, [0], mood=6.0, anxiety=3.0)
    yield built
    built.session.lock()


@pytest.fixture
def opened(open_page, services):
    made = open_page("settings", services)
    made.click(made.panel.list.line_of("backups"))
    settle()
    made.section = made.panel.backups
    return made


def moods(services):
    with services.session.vault.read() as journal:
        found = journal.observations(measures=[MOOD])
        return {one.day: one.value for one in found}


def test_a_backup_made_here_is_listed_counted_and_said(opened):
    assert [line.accessibleName() for line in opened.section.list.lines] == [
        "Wed 11 March, 9:04 pm: opened, counted"
    ]
    opened.click(opened.section.make_button)
    assert opened.section.progress.text() == "The backup is made; opened and counted: 4 values."
    first = opened.section.list.lines[0]
    assert first.accessibleName() == "Thu 12 March, 9:04 pm: opened, counted"
    assert (
        first.accessibleDescription()
        == "this computer, made by you, up to today, 9:04\N{NO-BREAK SPACE}pm"
    )
    assert opened.section.make_button.isEnabled()


def test_checking_all_finds_the_damaged_one_and_says_it_in_the_list(opened, services):
    opened.click(opened.section.make_button)
    flip(services.backups.all()[1].file, 9000)
    opened.click(opened.section.check_button)
    assert opened.section.progress.text() == (
        "1 backup opened and counted. 1 could not be used; it is kept."
    )
    states = [line.accessibleName().partition(": ")[2] for line in opened.section.list.lines]
    assert states == ["opened, counted", "damaged"]
    opened.click(opened.section.list.lines[1])
    assert "damaged" in opened.section.card.problem.text()
    assert not opened.section.card.exact_button.isVisible()


def test_the_preview_by_keys_says_what_is_in_it_and_what_would_be_missing(opened):
    opened.section.check_button.setFocus()
    opened.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is opened.section.list.lines[0]
    opened.press(Qt.Key.Key_Space)
    card = opened.section.card
    assert card.sub.text() == "Preview. Nothing has changed yet."
    shown = [card._grid.itemAt(at).widget().text() for at in range(card._grid.count())]
    assert dict(zip(shown[::2], shown[1::2], strict=True)) == {
        "Days with an entry": "2",
        "Values": "2",
        "First day": "10 Mar",
        "Newest entry": "11 March, 9:04\N{NO-BREAK SPACE}pm",
        "Size": shown[-1],
    }
    assert card.missing.text() == (
        "Restored exactly, 2 values would be missing: Thursday 12 March. "
        "All of it stays in a backup that is made right before."
    )
    assert card.keep_button.words == "Restore, and keep Thursday"


def test_down_and_up_preview_the_next_backup_and_the_one_before(opened):
    opened.click(opened.section.make_button)
    lines = opened.section.list.lines
    opened.click(lines[0])
    for key, shown in ((Qt.Key.Key_Down, lines[1]), (Qt.Key.Key_Up, lines[0])):
        opened.press(key)
        assert QApplication.focusWidget() is shown
        assert shown.isChecked()
        assert opened.section.list.file == shown.backup.file


@pytest.mark.parametrize(
    ("button", "kept"), [("keep_button", {10, 11, 12}), ("exact_button", {10, 11})]
)
def test_going_back_leads_to_the_lock_screen_which_says_so(opened, services, button, kept):
    opened.click(opened.section.list.lines[0])
    opened.click(getattr(opened.section.card, button))
    settle()
    panel = opened.window._entrance
    assert isinstance(panel, UnlockPanel)
    assert not services.session.is_unlocked
    assert panel._waiting.text().startswith("Your diary is as it was in that backup.")
    assert not panel.problem

    QTest.keyClicks(panel.passphrase.edit, PASSPHRASE.reveal())
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)
    assert set(moods(services)) == {date(2026, 3, day) for day in kept}
    opened.window.lock()
    assert not opened.window._entrance._waiting.isVisible()


def test_a_backup_of_an_earlier_key_opens_with_its_passphrase_which_is_forgotten(opened, services):
    code = services.keys.offer_code()
    services.keys.replace_key(PASSPHRASE, NewKeys(Secret("quite another set of words"), code))
    opened.page.refresh()
    line = next(one for one in opened.section.list.lines if one.backup.facts is None)
    opened.click(line)
    card = opened.section.card
    assert card.secret.isVisible()
    QTest.keyClicks(card.secret.edit, "not this one at all")
    QTest.keyClick(card.secret.edit, Qt.Key.Key_Return)
    assert card.problem.text().startswith("That did not open it.")
    card.secret.edit.clear()
    QTest.keyClicks(card.secret.edit, PASSPHRASE.reveal())
    QTest.keyClick(card.secret.edit, Qt.Key.Key_Return)
    assert card.sub.text() == "Preview. Nothing has changed yet."
    assert card.secret.edit.text() == ""


def test_copies_go_to_the_chosen_folder_and_its_absence_is_said(
    opened, services, tmp_path, monkeypatch, clock
):
    stick = tmp_path / "blue"
    stick.mkdir()
    monkeypatch.setattr(opened.page._backups, "_ask", lambda _parent: stick)
    assert not opened.section.copy_button.isVisible()
    opened.click(opened.section.place_button)
    assert len(list(stick.rglob("*.backup"))) == 1
    assert opened.section.outside_words.text() == "Last one today, in blue."

    clock.move(days=3)
    stick.rename(tmp_path / "away")
    opened.click(opened.section.copy_button)
    assert opened.said.startswith("The folder for copies is not within reach.")
    opened.page.refresh()
    assert opened.section.outside_words.text() == "Last one 3 days ago, in blue."
    opened.click(opened.section.drop_button)
    assert services.backups.outside() is None
    assert not opened.section.copy_button.isVisible()


def test_calling_the_choice_of_a_folder_off_changes_nothing(opened, services, monkeypatch):
    monkeypatch.setattr(opened.page._backups, "_ask", lambda _parent: None)
    opened.click(opened.section.place_button)
    assert services.backups.outside() is None


def test_why_the_last_backup_was_not_made_stands_there_until_one_is(opened, services, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=0))
        services.backups.make_if_due()
        opened.page.refresh()
    assert opened.section.trouble.text().startswith("The last backup was not made.")
    assert "?" not in opened.section.trouble.text()
    opened.click(opened.section.make_button)
    assert not opened.section.trouble.isVisible()


def test_locking_forgets_what_was_shown_and_typed(opened):
    opened.click(opened.section.list.lines[0])
    section = opened.section
    opened.window.hub.locking.emit()
    assert section.list.lines == []
    assert not section.card.exact_button.isVisible()


def test_a_search_leads_to_backing_up(opened):
    QTest.keyClicks(opened.panel.search, "back up")
    QTest.keyClick(opened.panel.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is opened.section.make_button


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((960, 640), 200)])
def test_everything_has_a_name_and_is_whole(open_page, services, size, scale):
    made = open_page("settings", services, size=size, text_scale=scale)
    made.panel.open("backups")
    settle()
    made.panel.backups.list.choose(services.backups.all()[0].file)
    assert nameless(made.panel) == []
    assert cut_words(made.panel.backups) == []


def test_the_folder_dialog_asks_for_folders(monkeypatch):
    monkeypatch.setattr(backups_presenter, "ask_which_folder", lambda _parent, title: title)
    assert backups_presenter.ask_folder(None) == "Where copies of the backups go"
