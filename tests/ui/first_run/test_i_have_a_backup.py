"""A diary that exists already: brought to a new computer from a real, encrypted backup."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences
from iop_companion.services.views import CheckInDraft
from iop_companion.store import open_backup
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.tasks import ImmediateTasks

PASSPHRASE = "a lamp in the long hallway"
FRESH = "a kettle on the other stove"


@pytest.fixture
def old(tmp_path, clock):
    """Two days on another computer; ``file`` and ``code`` are all that is left of it."""
    services = bootstrap.build(paths_under(tmp_path / "old"), clock=clock, kdf=LIGHT)
    code = services.session.create(Secret(PASSPHRASE)).reveal()
    for day, mood in ((10, 4.0), (11, 5.0)):
        draft = CheckInDraft(date(2026, 3, day), {MeasureId("mood"): mood})
        services.check_ins.record(draft)
    file = tmp_path / "stick.backup"
    file.write_bytes(services.backups.make().file.read_bytes())
    services.lock()
    return SimpleNamespace(file=file, code=code)


@pytest.fixture
def new(qtbot, look, tmp_path, clock):  # noqa: ARG001 -- dressed first
    """The window of a computer without a diary, on Welcome."""
    services = bootstrap.build(paths_under(tmp_path / "new"), clock=clock, kdf=LIGHT)
    preferences = Preferences(theme="light", region="US")
    parts = AppParts(
        open_services=lambda: services,
        open_support=lambda: services.support,
        vault_exists=services.session.exists,
        preferences=preferences,
    )
    window = build_window(parts, ImmediateTasks(), ImmediateDrawings())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    qtbot.waitUntil(lambda: window._commands is not None)
    panel = window._entrance
    yield SimpleNamespace(
        services=services, window=window, panel=panel, step=panel.presenter.backup
    )
    services.session.lock()


def _click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _chooses(monkeypatch, new, file):
    monkeypatch.setattr(
        "iop_companion.ui.first_run.backup_presenter.ask_for_backup", lambda _parent: file
    )
    _click(new.step.choose)


def _looks(new, monkeypatch, file, secret):
    if not new.panel.is_aside:
        _click(new.panel.skip)
    _chooses(monkeypatch, new, file)
    new.step.secret.edit.selectAll()
    QTest.keyClicks(new.step.secret.edit, secret)
    _click(new.panel.go_on)


def _moods(new):
    with new.services.session.vault.read() as journal:
        return [(one.day.day, one.value) for one in journal.observations()]


def _choose_in_dialog(file):
    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(10, look)
            return
        dialog.findChild(QLineEdit).setText(str(file))
        dialog.accept()

    QTimer.singleShot(0, look)


def test_by_keyboard_alone_the_diary_comes_to_a_new_computer(old, new, qtbot):
    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    new.panel.skip.setFocus()
    assert new.panel.skip.text() == "I have a backup"
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is new.step.choose
    _choose_in_dialog(old.file)
    with qtbot.waitActive(new.window):
        press(Qt.Key.Key_Space)
        new.window.activateWindow()
    assert QApplication.focusWidget() is new.step.secret.edit
    assert not new.panel.go_on.isEnabled()
    QTest.keyClicks(QApplication.focusWidget(), PASSPHRASE)
    press(Qt.Key.Key_Return)

    assert [line.text() for line in new.step._lines] == [
        "2 days with 2 values.",
        "From 10 March 2026 to 11 March 2026.",
        "The newest entry was written on 21 November 2026.",
    ]
    assert not new.services.session.exists()  # seen first, and nothing written
    assert new.panel.go_on.text() == "Bring it here"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert new.window.screen_name == "shell"
    assert new.window.shell.notices.words.startswith("Your diary is here, with 2 days.")
    assert _moods(new) == [(10, 4.0), (11, 5.0)]
    new.services.lock()
    assert new.services.session.unlock(Secret(PASSPHRASE)) == 0


def test_the_recovery_code_opens_it_and_a_new_passphrase_is_asked_for(old, new, monkeypatch):
    _looks(new, monkeypatch, old.file, old.code.lower().replace("-", " "))
    assert new.step.fresh.isVisible()
    assert not new.panel.go_on.isEnabled()

    QTest.keyClicks(new.step.fresh.edit, FRESH)
    _click(new.panel.go_on)

    assert new.window.screen_name == "shell"
    new.services.lock()
    assert new.services.session.unlock(Secret(FRESH)) == 0
    assert len(_moods(new)) == 2


def test_a_wrong_passphrase_is_said_in_place_and_can_be_tried_again(old, new, monkeypatch):
    _looks(new, monkeypatch, old.file, "something else entirely")
    assert new.step.problem.isVisible()
    assert new.step.problem.text().startswith("That did not open it.")
    assert new.step.secret.edit.text() == "something else entirely"
    assert not new.step._holds.isVisible()

    QTest.keyClicks(new.step.secret.edit, PASSPHRASE)  # what was typed is selected
    assert not new.step.problem.isVisible()
    _click(new.panel.go_on)
    assert new.step._holds.isVisible()


def test_damaged_foreign_and_newer_files_are_told_apart_and_write_nothing(
    old, new, monkeypatch, tmp_path
):
    foreign = tmp_path / "letter.backup"
    foreign.write_text("dear me")
    cut = tmp_path / "cut.backup"
    cut.write_bytes(old.file.read_bytes()[: old.file.stat().st_size // 2])
    for file, words in (
        (foreign, "This file is not a backup of Companion."),
        (cut, "This backup is damaged and cannot be used."),
        (tmp_path / "gone.backup", ""),
    ):
        _looks(new, monkeypatch, file, PASSPHRASE)
        assert new.step.problem.isVisible(), file
        assert new.step.problem.text().startswith(words)
    monkeypatch.setattr(open_backup, "SCHEMA", 0)
    _looks(new, monkeypatch, old.file, PASSPHRASE)
    assert new.step.problem.text().startswith("This backup was made by a newer version")

    monkeypatch.undo()
    assert not new.services.session.exists()
    _looks(new, monkeypatch, old.file, PASSPHRASE)
    _click(new.panel.go_on)
    assert len(_moods(new)) == 2


def test_in_a_low_window_what_happened_is_scrolled_to(old, new, monkeypatch, qtbot):
    new.window.resize(960, 640)

    def is_seen(part):
        return part.visibleRegion().boundingRect().height() == part.height()

    _looks(new, monkeypatch, old.file, PASSPHRASE)
    qtbot.waitUntil(lambda: is_seen(new.step._holds))
    _looks(new, monkeypatch, old.file, old.code)
    qtbot.waitUntil(lambda: is_seen(new.step._fresh_box))


def test_what_was_seen_is_gone_when_the_file_or_the_passphrase_changes(old, new, monkeypatch):
    _looks(new, monkeypatch, old.file, PASSPHRASE)
    QTest.keyClicks(new.step.secret.edit, "x")
    assert not new.step._holds.isVisible()
    assert new.panel.go_on.text() == "Look into it"


def test_back_and_hide_leave_nothing_typed_and_a_new_diary_can_still_be_begun(
    old, new, monkeypatch
):
    _looks(new, monkeypatch, old.file, PASSPHRASE)
    new.window.hide_all()
    assert new.panel.is_aside
    assert new.step.secret.edit.text() == ""
    assert not new.step._holds.isVisible()

    new.panel.cover.uncover.click()
    _click(new.panel.back)
    assert new.panel.skip.text() == "I have a backup"
    _click(new.panel.go_on)
    _click(new.panel.go_on)
    assert new.services.session.exists()
    assert _moods(new) == []


def test_hiding_while_it_is_brought_here_ends_on_the_lock_screen(old, new, monkeypatch):
    _looks(new, monkeypatch, old.file, PASSPHRASE)
    restore = new.services.backups.restore

    def hidden_meanwhile(*args):
        done = restore(*args)
        assert not new.panel.on_hidden()  # so the window closes the vault behind it
        return done

    monkeypatch.setattr(new.services.backups, "restore", hidden_meanwhile)
    _click(new.panel.go_on)
    assert new.services.session.exists()


def test_where_opening_fails_after_the_files_are_there_the_second_press_only_opens(
    old, new, monkeypatch
):
    _looks(new, monkeypatch, old.file, old.code)
    QTest.keyClicks(new.step.fresh.edit, "passwordpassword")
    _click(new.panel.go_on)
    assert new.step.problem.isVisible()
    assert new.window.screen_name == "entrance"

    new.step.fresh.edit.selectAll()
    QTest.keyClicks(new.step.fresh.edit, FRESH)
    _click(new.panel.go_on)
    assert new.window.screen_name == "shell"
    assert not [one for one in new.services.session.folder.iterdir() if "before" in one.name]
