"""New recovery code, and new keys for when someone knows the passphrase: by keys, really done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.keys import Keys
from iop_companion.services.setting_up import Left
from iop_companion.ui.widgets.code_sheet import groups_of
from tests.ui.open_pages import PASSPHRASE, THURSDAY, cut_words, enter, nameless, settle

FRESH = "seven lanterns under the bridge"


@pytest.fixture
def ask(open_page, services):
    """Open Settings and press a button of Privacy and safety; return page and dialog."""

    def opened(button, **more):
        made = open_page("settings", services, **more)
        made.click(made.panel.list.line_of("privacy"))
        made.click(getattr(made.panel.privacy, button))
        settle()
        made.dialog = QApplication.activeModalWidget()
        return made

    return opened


def types(*lines):
    """Type each line where the focus is, with Enter after it."""
    for line in lines:
        QTest.keyClicks(QApplication.focusWidget(), line)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def types_the_groups_back(dialog):
    """Read the groups off the paper; Tab leads from the first to the second."""
    groups = groups_of(dialog.code)
    first, second = (groups[at] for at in dialog.sheet._asked)
    QTest.keyClicks(QApplication.focusWidget(), first)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    types(second)
    settle()


def test_by_keys_a_new_code_counts_and_nothing_is_left_to_remind_of(ask, services):
    services.setting_up.code_left(is_confirmed=False)
    services.setting_up.finish()
    made = ask("code_button")
    types(PASSPHRASE.reveal())
    assert made.dialog.is_code_shown
    code = made.dialog.code
    assert not made.dialog.finish.isEnabled()
    types_the_groups_back(made.dialog)

    assert QApplication.activeModalWidget() is None
    assert made.said.startswith("The new recovery code counts from now on.")
    services.clock.move(days=8)
    assert services.setting_up.left() is Left.NOTHING
    services.lock()
    services.session.unlock_with_code(code, Secret(FRESH))


def test_a_wrong_passphrase_shows_no_code_and_esc_leaves_everything_as_it_was(ask, services):
    made = ask("code_button")
    dialog, left = made.dialog, []
    types("something else entirely")
    assert not dialog.is_code_shown
    assert dialog.fields.current_problem.text().startswith("That is not the passphrase in force.")

    types(PASSPHRASE.reveal())
    dialog.finished.connect(lambda _result: left.append((len(dialog.code), dialog.sheet._groups)))
    made.press(Qt.Key.Key_Escape)
    assert left == [(0, ())]
    services.lock()
    services.session.unlock(PASSPHRASE)


def test_a_failure_is_said_below_the_code_and_it_can_be_tried_again(ask, monkeypatch):
    def full(*_secrets):
        raise KnownProblem("disk_full")

    made = ask("code_button")
    types(PASSPHRASE.reveal())
    with monkeypatch.context() as patched:
        patched.setattr(Keys, "confirm_code", full)
        types_the_groups_back(made.dialog)
    assert made.dialog.problem.isVisible()
    assert made.dialog.sheet.is_ready
    made.click(made.dialog.finish)
    assert made.said.startswith("The new recovery code counts from now on.")


def test_by_keys_everything_is_encrypted_anew_and_old_backups_are_destroyed(ask, services):
    enter(services, [0], mood=6.0)
    old = services.backups.make()
    made = ask("replace_button")
    dialog = made.dialog
    types(PASSPHRASE.reveal(), "too short")
    assert dialog.fields.new_problem.text().startswith("A passphrase needs at least 15")
    assert not dialog.is_code_shown
    types(FRESH)
    assert dialog.is_code_shown
    types_the_groups_back(dialog)

    assert dialog.old_backups.text().startswith("1 backup that Companion knows of opens with")
    assert QApplication.focusWidget() is dialog.close_button
    QTest.keyClick(dialog.close_button, Qt.Key.Key_Backtab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert dialog.old_backups.text() == "1 old backup is destroyed, and a new one is made."
    assert not old.file.exists()
    made.press(Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None

    services.lock()
    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        services.session.unlock(PASSPHRASE)
    services.session.unlock(Secret(FRESH))
    assert services.check_ins.day(THURSDAY).values[MeasureId("mood")].value == 6.0


def test_no_title_bar_and_no_list_of_windows_tells_what_the_dialog_is_about(ask):
    made = ask("replace_button", discreet_name=True)
    assert made.dialog.windowTitle() == made.window.windowTitle() == "Notes"
    assert made.dialog.accessibleName() == "Someone knows my passphrase"


def test_six_words_are_offered_in_clear_as_a_new_passphrase(ask):
    made = ask("replace_button")
    made.click(made.dialog.fields.offer_words)
    offered = made.dialog.fields.new.edit
    assert len(offered.text().split()) == 6
    assert offered.echoMode() is offered.EchoMode.Normal


@pytest.mark.parametrize("scale", [100, 200])
def test_each_step_is_named_and_whole_and_fits_the_window(ask, scale):
    made = ask("replace_button", size=(960, 640), text_scale=scale)
    dialog = made.dialog
    for step in ("passphrase", "code", "done"):
        if step == "code":
            types(PASSPHRASE.reveal(), FRESH)
        if step == "done":
            types_the_groups_back(dialog)
        assert nameless(dialog) == []
        assert cut_words(dialog) == []
        assert dialog.height() <= 640
        assert dialog.width() <= 960
