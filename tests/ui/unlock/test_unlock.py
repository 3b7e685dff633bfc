"""The lock screen: what it says, what it keeps, and the way back with the recovery code."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from tests.ui.stage import CODE, RIGHT, PaperSession

NEW = "six other words that I know"


class LaterTasks:
    """Jobs wait until they are let go, as on a slow computer."""

    def __init__(self):
        self.waiting = []

    def run(self, job, then=None, failed=None, **_how):
        self.waiting.append((job, then, failed))

    def forget(self):
        self.waiting.clear()

    def let_go(self):
        job, then, failed = self.waiting.pop(0)
        try:
            result = job()
        except KnownProblem as problem:
            failed(problem)
        else:
            if then:
                then(result)


def _type(panel, words):
    QTest.keyClicks(panel.passphrase.edit, words)
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)


def _recover(panel, code, passphrase):
    QTest.mouseClick(panel.use_code, Qt.MouseButton.LeftButton)
    QTest.keyClicks(panel.code, code)
    QTest.keyClick(panel.code, Qt.Key.Key_Return)
    QTest.keyClicks(panel.new_passphrase.edit, passphrase)
    QTest.keyClick(panel.new_passphrase.edit, Qt.Key.Key_Return)


def test_typing_the_passphrase_and_enter_opens_it(stage):
    made = stage()
    panel = made.entrance
    assert panel.passphrase.edit.hasFocus()

    _type(panel, RIGHT)

    assert made.session.is_open
    assert made.window.screen_name == "shell"


def test_a_wrong_passphrase_stays_selected_and_says_what_to_do(stage):
    made = stage()
    panel = made.entrance
    _type(panel, "not this one at all")

    assert panel.problem == "That did not open it. Check Caps Lock, or use your recovery code."
    assert panel.passphrase.edit.selectedText() != ""
    assert panel.passphrase.edit.text() == "not this one at all"
    assert panel.passphrase.edit.hasFocus()
    QTest.keyClicks(panel.passphrase.edit, RIGHT)
    assert panel.passphrase.edit.text() == RIGHT


def test_failed_tries_are_counted_nowhere_on_the_lock_screen(stage):
    made = stage(PaperSession(failed=3))
    _type(made.entrance, "wrong")

    labels = [label for label in made.window.findChildren(QLabel) if label.isVisible()]
    shown = " ".join(label.text() for label in labels)
    assert not any(digit.isdigit() for digit in shown)


def test_the_lock_screen_tells_nothing_but_the_name(stage):
    made = stage(preferences=Preferences(theme="light", region="US"))
    labels = {label.text() for label in made.entrance.findChildren(QLabel) if label.isVisible()} - {
        ""
    }
    buttons = {one.text() for one in made.entrance.findChildren(QPushButton) if one.isVisible()}

    assert labels == {"Companion", "Passphrase", "Works without unlocking"}
    assert buttons == {"Show", "Unlock", "Use recovery code", "Get support now"}


def test_an_empty_field_is_not_a_try(stage):
    made = stage()
    QTest.mouseClick(made.entrance.unlock_button, Qt.MouseButton.LeftButton)

    assert made.session.failed == 0
    assert made.entrance.problem == ""


def test_the_keys_go_from_field_to_show_unlock_code_and_support(stage):
    panel = stage().entrance
    order = []
    for _stop in range(5):
        order.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert order == [
        panel.passphrase.edit,
        panel.passphrase.show_button,
        panel.unlock_button,
        panel.use_code,
        panel.support,
    ]


def test_the_recovery_code_opens_it_and_sets_the_new_passphrase(stage):
    made = stage()
    _recover(made.entrance, CODE, NEW)

    assert made.window.screen_name == "shell"
    assert made.session.passphrase == NEW


def test_a_wrong_code_says_so_and_keeps_what_was_typed(stage):
    made = stage()
    _recover(made.entrance, "7K4Q", NEW)

    assert made.entrance.problem == (
        "That recovery code does not open this vault. Check it group by group against your paper."
    )
    assert made.entrance.code.text() == "7K4Q"
    assert not made.session.is_open


def test_a_short_new_passphrase_is_refused_before_the_code_is_tried(stage):
    made = stage()
    _recover(made.entrance, CODE, "short")

    assert made.entrance.problem.startswith("A passphrase needs at least 15 characters.")
    assert made.session.passphrase == RIGHT
    assert made.entrance.new_passphrase.edit.hasFocus()


def test_one_can_go_back_from_the_code_to_the_passphrase(stage):
    panel = stage().entrance
    QTest.mouseClick(panel.use_code, Qt.MouseButton.LeftButton)
    assert panel.code.hasFocus()
    QTest.mouseClick(panel.back, Qt.MouseButton.LeftButton)

    assert panel.passphrase.edit.hasFocus()


def test_while_it_opens_no_second_try_begins_and_support_stays_free(stage, qtbot):
    tasks = LaterTasks()
    made = stage(tasks=tasks)
    panel = made.entrance
    _type(panel, RIGHT)
    QTest.keyClick(panel.passphrase.edit, Qt.Key.Key_Return)

    assert len(tasks.waiting) == 1
    assert not panel.unlock_button.isEnabled()
    assert panel.support.isEnabled()
    qtbot.waitUntil(lambda: panel._waiting.text() == "Opening", timeout=1500)
    tasks.let_go()
    assert made.window.screen_name == "shell"


def test_after_a_failure_it_can_be_tried_again(stage):
    tasks = LaterTasks()
    made = stage(tasks=tasks)
    _type(made.entrance, "wrong")
    tasks.let_go()

    assert made.entrance.unlock_button.isEnabled()
    assert not made.entrance.passphrase.edit.isReadOnly()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("vault_damaged", "The vault could not be read: it is damaged."),
        ("already_open", "Companion is already open with this vault."),
    ],
)
def test_what_keeps_it_shut_is_said_in_words(stage, code, words):
    made = stage(PaperSession(trouble=code))
    _type(made.entrance, RIGHT)

    assert made.entrance.problem.startswith(words)
    assert made.window.screen_name == "entrance"


def test_a_problem_of_the_program_itself_is_said_on_the_lock_screen(stage):
    made = stage()
    made.window.show_problem(KnownProblem("folder_unsafe"))

    assert made.entrance.problem.startswith("The vault’s folder belongs to another user")


def test_what_was_typed_is_gone_from_the_screen_once_it_is_open(stage):
    made = stage()
    panel = made.entrance
    _type(panel, RIGHT)

    assert all(field.text() == "" for field in panel.findChildren(QLineEdit))


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_support_never_scrolls_away_and_nothing_is_cut(stage, qtbot, scale):
    large = Preferences(theme="light", region="US", text_scale=scale)
    made = stage(size=(960, 640), preferences=large)
    _type(made.entrance, "wrong")
    qtbot.wait(10)
    supports = [
        one
        for one in made.entrance.findChildren(QPushButton)
        if one.text() == "Get support now" and one.isVisible()
    ]

    assert len(supports) == 1
    where = supports[0].mapTo(made.window, supports[0].rect().bottomRight())
    assert made.window.rect().contains(where)
    for label in made.entrance.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())


def test_every_field_has_a_name(stage):
    panel: QWidget = stage().entrance

    assert [field.accessibleName() for field in panel.findChildren(QLineEdit)] == [
        "Passphrase",
        "Recovery code",
        "New passphrase",
    ]
