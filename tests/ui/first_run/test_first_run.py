"""The first minutes, by keys and clicks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from iop_companion.catalog.passphrase_words import N_WORDS, offered_passphrase, words
from iop_companion.domain.private import Secret
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.first_run.presenter import CODE as CODE_STEP
from iop_companion.ui.first_run.presenter import (
    COMPUTER,
    FOCUS,
    PASSPHRASE,
    READY,
    WELCOME,
)
from iop_companion.ui.first_run.without_code import WithoutCodeDialog
from iop_companion.ui.toolkit import theme
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from iop_companion.ui.widgets.code_keeping import code_keeping, code_text
from iop_companion.ui.widgets.code_sheet import groups_of
from tests.ui.stage import CODE, PaperSession

OWN = "my own fifteen and more"


@pytest.fixture
def begun(stage):
    """The first run, on its first step."""
    return stage(PaperSession(exists=False))


def _continue(made):
    QTest.mouseClick(made.entrance.go_on, Qt.MouseButton.LeftButton)


def _back(made):
    QTest.mouseClick(made.entrance.back, Qt.MouseButton.LeftButton)


def _type_code_back(made):
    step = made.entrance.presenter.code.sheet
    for field, at in zip(step.fields, step._asked, strict=True):
        QTest.keyClicks(field, groups_of(Secret(CODE))[at].lower())


def _past_what_can_wait(made):
    while made.entrance.at < COMPUTER:
        _continue(made)


def _to_code(made):
    _continue(made)
    _continue(made)


def test_the_whole_way_from_welcome_to_today(begun):
    panel, presenter = begun.entrance, begun.entrance.presenter
    assert panel.at == WELCOME

    _continue(begun)
    offered = presenter.passphrase.chosen.reveal()
    _continue(begun)
    assert panel.at == CODE_STEP
    assert begun.session.passphrase == offered

    _type_code_back(begun)
    _continue(begun)
    _past_what_can_wait(begun)
    QTest.mouseClick(presenter.computer.shared, Qt.MouseButton.LeftButton)
    _continue(begun)
    assert panel.at == READY
    assert panel.go_on.text() == "Open Today"
    _continue(begun)

    assert begun.window.screen_name == "shell"
    assert begun.window.shell.now == "today"
    assert begun.preferences.now.lock_after_minutes == 2


def _enter(made):
    QTest.keyClick(made.window.focusWidget(), Qt.Key.Key_Return)


def test_enter_alone_leads_through_the_whole_first_run(begun):
    panel, presenter = begun.entrance, begun.entrance.presenter
    presenter.welcome.region.setFocus()
    _enter(begun)
    assert panel.at == PASSPHRASE
    _enter(begun)
    assert panel.at == CODE_STEP

    step = presenter.code.sheet
    for field, at in zip(step.fields, step._asked, strict=True):
        assert field.hasFocus()
        QTest.keyClicks(field, groups_of(Secret(CODE))[at].lower())
        _enter(begun)
    assert panel.at == FOCUS
    while panel.at < COMPUTER:
        panel.go_on.setFocus()
        _enter(begun)
    _enter(begun)
    assert panel.at == COMPUTER, "shared or not has to be said first"
    QTest.keyClick(presenter.computer.shared, Qt.Key.Key_Space)
    _enter(begun)
    assert panel.at == READY
    _enter(begun)
    assert begun.window.shell.now == "today"


def test_leaving_get_support_gives_the_focus_back_to_its_button(begun):
    begun.entrance.support.setFocus()
    _enter(begun)
    assert begun.window.screen_name == "support"
    QTest.keyClick(begun.window.focusWidget(), Qt.Key.Key_Escape)
    assert begun.window.screen_name == "entrance"
    assert begun.entrance.support.hasFocus()


def test_text_size_can_be_chosen_on_the_first_page(begun):
    presenter = begun.entrance.presenter
    assert presenter.welcome.text_size.key == "100"

    QTest.mouseClick(presenter.welcome.text_size.button_of("200"), Qt.MouseButton.LeftButton)

    assert theme.current().scale == 2.0
    assert presenter._parts.preferences.now.text_scale == 200
    presenter._parts.preferences.change(text_scale=150)  # by keys
    assert presenter.welcome.text_size.key == "150"


def test_in_large_text_what_is_being_made_is_said_where_it_is_seen(begun, qtbot):
    presenter = begun.entrance.presenter
    presenter._parts.preferences.change(text_scale=200)
    _continue(begun)
    step = presenter.passphrase

    step.say_waiting("Making your diary")
    qtbot.wait(50)

    assert step.waiting.visibleRegion().boundingRect().height() == step.waiting.height()


def test_six_words_are_offered_and_others_on_request(begun):
    _continue(begun)
    step = begun.entrance.presenter.passphrase
    first = step.chosen.reveal()
    assert step.words.text() == first
    assert len(first.split()) == N_WORDS

    QTest.mouseClick(step.other_words, Qt.MouseButton.LeftButton)

    assert step.chosen.reveal() != first
    assert set(step.chosen.reveal().split()) <= set(words())


def test_the_list_is_long_plain_and_kind():
    listed = words()

    assert len(set(listed)) == len(listed) > 7000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in listed)
    assert not {"relapse", "overeater", "strangle", "unloved", "panic"} & set(listed)
    assert len(offered_passphrase()) >= 15


def test_an_own_passphrase_needs_fifteen_characters_and_says_how_many_are_missing(begun):
    _continue(begun)
    step = begun.entrance.presenter.passphrase
    QTest.mouseClick(step.use_own, Qt.MouseButton.LeftButton)
    assert not begun.entrance.go_on.isEnabled()

    QTest.keyClicks(step.own.edit, OWN[:14])
    assert step.length.text() == "1 more character to go."
    assert not begun.entrance.go_on.isEnabled()
    QTest.keyClicks(step.own.edit, OWN[14:])
    assert step.length.text() == "Long enough."
    _continue(begun)

    assert begun.session.passphrase == OWN


def test_what_keeps_the_vault_from_being_made_is_said_and_can_be_tried_again(stage):
    made = stage(PaperSession(exists=False, trouble="folder_not_writable"))
    _to_code(made)
    step = made.entrance.presenter.passphrase
    assert made.entrance.at == PASSPHRASE
    assert step.problem.text().startswith("This folder cannot be written.")

    made.session.trouble = ""
    _continue(made)

    assert made.entrance.at == CODE_STEP


class SlowTasks(ImmediateTasks):
    """Makes a diary as slowly as a real computer: only when the test says so."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def run(self, job, then=None, failed=None, **_how):
        self.waiting.append(lambda: super(SlowTasks, self).run(job, then, failed))

    def do_all(self):
        waiting, self.waiting = self.waiting, []
        for work in waiting:
            work()


def test_whoever_types_on_while_the_diary_is_made_gets_one_diary_with_what_was_chosen(stage):
    # given a diary that is being made with the six words
    tasks = SlowTasks()
    made = stage(PaperSession(exists=False), tasks=tasks)
    _to_code(made)
    panel, step = made.entrance, made.entrance.presenter.passphrase
    offered = step.chosen.reveal()
    assert not panel.go_on.isEnabled()

    # when other words are chosen and typed, and Continue is pressed again
    QTest.mouseClick(step.use_own, Qt.MouseButton.LeftButton)
    QTest.keyClicks(step.own.edit, OWN)
    step.ready_changed.emit()  # whatever tells that something was changed
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _continue(made)
    tasks.do_all()

    # then there is one diary, and what was chosen first opens it
    assert len(made.session.created) == 1
    assert made.session.passphrase == offered
    assert panel.at == CODE_STEP
    _back(made)
    assert step.keep.isEnabled()
    assert step.own.secret.reveal() == ""


def test_the_code_stands_in_eight_groups_and_two_are_asked_back(begun):
    _to_code(begun)
    step = begun.entrance.presenter.code.sheet
    shown = [
        label.text() for label in step.findChildren(QLabel) if label.property("role") == "code"
    ]

    assert shown == list(groups_of(Secret(CODE)))
    assert len(shown) == 8
    assert len(set(step._asked)) == 2
    assert [field.accessibleName() for field in step.fields] == [
        f"Group {at + 1}" for at in step._asked
    ]
    assert step.fields[0].hasFocus()
    assert not begun.entrance.go_on.isEnabled()


def test_a_group_that_differs_is_marked_before_going_on(begun):
    _to_code(begun)
    step = begun.entrance.presenter.code.sheet
    QTest.keyClicks(step.fields[0], "ZZZZ")

    assert step.fields[0].property("problem") == "true"
    assert step._hint.text() == "One of them differs. Check it against your paper."
    step.fields[0].clear()
    _type_code_back(begun)
    assert step.fields[0].property("problem") == "false"
    assert begun.entrance.go_on.isEnabled()


def test_letters_that_look_like_digits_are_forgiven(stage):
    made = stage(PaperSession(exists=False))
    _to_code(made)
    step = made.entrance.presenter.code.sheet
    step.show_code(groups_of(Secret(CODE)), (3, 6))
    QTest.keyClicks(step.fields[0], "o3hb")
    QTest.keyClicks(step.fields[1], "gp6a")

    assert step.is_ready


def test_the_code_can_be_hidden_and_shown(begun):
    _to_code(begun)
    step = begun.entrance.presenter.code.sheet
    QTest.mouseClick(step.hide_button, Qt.MouseButton.LeftButton)
    assert not step._tiles.isVisible()
    assert step.hide_button.text() == "Show the code"
    QTest.mouseClick(step.hide_button, Qt.MouseButton.LeftButton)
    assert step._tiles.isVisible()


def test_going_on_without_a_code_asks_once(begun):
    _to_code(begun)
    begun.answers["without"] = False
    QTest.mouseClick(begun.entrance.skip, Qt.MouseButton.LeftButton)
    assert begun.entrance.at == CODE_STEP

    begun.answers["without"] = True
    QTest.mouseClick(begun.entrance.skip, Qt.MouseButton.LeftButton)

    assert begun.entrance.at == FOCUS


@pytest.mark.usefixtures("look")
def test_the_question_leads_back_to_the_code_first(qtbot):
    dialog = WithoutCodeDialog(None)
    qtbot.addWidget(dialog)
    dialog.show()
    default = [
        one
        for one in dialog.findChildren(type(dialog.buttons.itemAt(1).widget()))
        if one.isDefault()
    ]

    assert [one.text() for one in default] == ["Back to the code"]


def test_the_code_leaves_the_screen_with_its_step_and_the_memory_with_the_first_run(begun):
    _to_code(begun)
    _type_code_back(begun)
    _continue(begun)
    presenter = begun.entrance.presenter

    assert presenter.code.sheet._groups == ()

    _past_what_can_wait(begun)
    presenter.computer.own.setChecked(True)
    _continue(begun)
    _continue(begun)

    assert begun.window.screen_name == "shell"
    assert len(presenter._code) == 0


def test_who_went_on_without_the_code_can_go_back_to_it_and_is_not_asked_twice(begun):
    _to_code(begun)
    QTest.mouseClick(begun.entrance.skip, Qt.MouseButton.LeftButton)
    assert begun.session.kept["at"] == "without"
    _back(begun)
    sheet = begun.entrance.presenter.code.sheet
    assert sheet._groups == groups_of(Secret(CODE))

    _type_code_back(begun)
    _continue(begun)
    assert begun.session.kept["at"] == "confirmed"
    _back(begun)

    assert not sheet.fields[0].isVisible()
    assert not begun.entrance.skip.isVisible()
    assert begun.entrance.go_on.hasFocus()
    _continue(begun)
    assert begun.entrance.at == FOCUS
    assert begun.session.kept["at"] == "confirmed"


def test_the_passphrase_can_be_kept_or_changed_after_the_diary_was_made(begun):
    _to_code(begun)
    first = begun.session.passphrase
    _back(begun)
    step = begun.entrance.presenter.passphrase
    assert step.keep.hasFocus()
    assert not step.words.isVisible()
    _continue(begun)
    assert (begun.entrance.at, begun.session.passphrase) == (CODE_STEP, first)

    _back(begun)
    QTest.mouseClick(step.use_own, Qt.MouseButton.LeftButton)
    assert not begun.entrance.go_on.isEnabled()
    QTest.keyClicks(step.own.edit, OWN)
    _continue(begun)

    assert (begun.entrance.at, begun.session.passphrase) == (CODE_STEP, OWN)
    assert begun.session.created == [len(first)]
    assert step.own.edit.text() == ""


def test_a_passphrase_that_cannot_be_changed_stays_typed_with_the_sentence_beside_it(begun):
    _to_code(begun)
    _back(begun)
    step = begun.entrance.presenter.passphrase
    QTest.mouseClick(step.use_own, Qt.MouseButton.LeftButton)
    QTest.keyClicks(step.own.edit, OWN)
    begun.session.trouble = "disk_full"
    _continue(begun)

    assert begun.entrance.at == PASSPHRASE
    assert step.problem.isVisible()
    assert step.own.edit.text() == OWN
    begun.session.trouble = ""
    _continue(begun)
    assert begun.session.passphrase == OWN


def test_the_code_can_be_printed(begun):
    _to_code(begun)
    QTest.mouseClick(begun.entrance.presenter.code.sheet.print_button, Qt.MouseButton.LeftButton)

    assert begun.saved_codes == [CODE]


@pytest.mark.usefixtures("look")
def test_the_saved_file_holds_the_groups_and_not_what_they_open(tmp_path):
    written: dict[Path, bytes] = {}
    keeping = code_keeping(written.__setitem__)
    keeping.save(tmp_path / "code.txt", Secret(CODE))
    content = written[tmp_path / "code.txt"].decode()

    assert content == code_text(Secret(CODE))
    for group in groups_of(Secret(CODE)):
        assert group in content
    assert "Companion" not in content
    assert "vault" not in content


def test_enter_chooses_the_card_that_has_the_keyboard(begun):
    _to_code(begun)
    _type_code_back(begun)
    _continue(begun)
    _past_what_can_wait(begun)
    own = begun.entrance.presenter.computer.own
    own.setFocus()

    QTest.keyClick(own, Qt.Key.Key_Return)

    assert own.isChecked()
    assert begun.entrance.go_on.isEnabled()


def test_an_own_computer_locks_after_ten_minutes(begun):
    _to_code(begun)
    _type_code_back(begun)
    _continue(begun)
    _past_what_can_wait(begun)
    assert not begun.entrance.go_on.isEnabled()

    QTest.mouseClick(begun.entrance.presenter.computer.own, Qt.MouseButton.LeftButton)
    _continue(begun)

    assert begun.preferences.now.lock_after_minutes == 10
    assert not begun.preferences.now.discreet_name
    assert "writes_locked" not in begun.session.kept


def test_on_a_shared_computer_the_window_is_called_notes_unless_that_is_unticked(begun):
    _to_code(begun)
    _type_code_back(begun)
    _continue(begun)
    _past_what_can_wait(begun)
    computer = begun.entrance.presenter.computer
    QTest.mouseClick(computer.shared, Qt.MouseButton.LeftButton)
    assert computer.discreet.box.isChecked()
    _continue(begun)
    assert begun.preferences.now.discreet_name
    assert begun.window.windowTitle() == "Notes"

    _back(begun)
    QTest.mouseClick(computer.discreet, Qt.MouseButton.LeftButton)
    _continue(begun)
    assert begun.window.windowTitle() == "Companion"


def test_writing_without_unlocking_is_off_until_it_is_ticked(begun):
    _to_code(begun)
    _type_code_back(begun)
    _continue(begun)
    _past_what_can_wait(begun)
    computer = begun.entrance.presenter.computer
    assert not computer.writes_locked
    QTest.mouseClick(computer.shared, Qt.MouseButton.LeftButton)
    QTest.mouseClick(computer.while_locked, Qt.MouseButton.LeftButton)
    _continue(begun)

    assert begun.session.kept["writes_locked"]


def test_the_region_is_asked_and_never_guessed(stage):
    made = stage(PaperSession(exists=False), Preferences(theme="light"))
    region = made.entrance.presenter.welcome.region
    assert isinstance(region, QComboBox)
    assert region.currentText() == "Choose your region"

    region.setCurrentIndex(region.findData("GB"))
    region.activated.emit(region.currentIndex())

    assert made.preferences.now.region == "GB"


def test_back_leads_from_every_step_to_the_first_and_on_again_without_a_second_diary(begun):
    panel = begun.entrance
    assert not panel.back.isVisible()
    _continue(begun)
    _back(begun)
    assert panel.at == WELCOME
    assert panel.skip.isVisible()

    _to_code(begun)
    _type_code_back(begun)
    _continue(begun)
    _past_what_can_wait(begun)
    begun.entrance.presenter.computer.own.setChecked(True)
    _continue(begun)
    seen = [panel.at]
    while panel.back.isVisible():
        _back(begun)
        seen.append(panel.at)

    assert seen == [*range(READY, WELCOME - 1, -1)]
    assert not panel.skip.isVisible()  # a backup cannot be moved into a diary that is there
    while panel.at < READY:
        _continue(begun)
    assert len(begun.session.created) == 1


def test_support_works_from_every_step_and_leads_back_to_it(begun):
    _to_code(begun)
    QTest.mouseClick(begun.entrance.support, Qt.MouseButton.LeftButton)
    assert begun.window.screen_name == "support"
    begun.window.close_support()

    assert begun.window.screen_name == "entrance"
    assert begun.entrance.at == CODE_STEP


def test_welcome_says_what_it_is_not(begun):
    said = " ".join(label.text() for label in begun.entrance.presenter.welcome.findChildren(QLabel))

    assert "Nobody watches it." in said
    assert "It is not an emergency service" in said
    assert "Nothing is sent from this computer." in said


@pytest.mark.parametrize(
    ("scale", "size"), [(100, (960, 640)), (150, (960, 640)), (200, (1280, 800))]
)
def test_no_step_cuts_its_text_at_any_size(stage, qtbot, scale, size):
    large = Preferences(theme="light", region="US", text_scale=scale)
    made = stage(PaperSession(exists=False), large, size=size)
    for step in range(READY + 1):
        if made.entrance.at == CODE_STEP:
            _type_code_back(made)
        if made.entrance.at == COMPUTER:
            made.entrance.presenter.computer.own.setChecked(True)
        qtbot.wait(10)
        assert made.entrance.at == step
        for label in made.entrance.findChildren(QLabel):
            if label.isVisible() and label.wordWrap() and label.text():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
            elif label.isVisible() and label.text():
                assert label.width() >= label.sizeHint().width() - 1, label.text()
        if step < READY:
            _continue(made)


def test_in_large_text_and_by_keys_each_step_begins_with_its_heading(stage, qtbot):
    large = Preferences(theme="light", region="US", text_scale=200)
    made = stage(PaperSession(exists=False), large, size=(1280, 800))
    QTest.keyClick(made.window, Qt.Key.Key_Tab)
    while made.entrance.at < READY:
        if made.entrance.at == CODE_STEP:
            _type_code_back(made)
        if made.entrance.at == COMPUTER:
            made.entrance.presenter.computer.own.setChecked(True)
        made.entrance.go_on.click()
        qtbot.wait(20)
        step = made.entrance._step
        heading = step.findChildren(QLabel)[0]
        seen = heading.visibleRegion().boundingRect()
        assert seen.height() == heading.height(), heading.text()


def test_every_field_of_every_step_has_a_name(begun):
    _to_code(begun)
    fields = begun.entrance.findChildren(QLineEdit)

    assert all(field.accessibleName() for field in fields)


def test_enter_alone_makes_the_diary_with_an_own_passphrase_and_types_the_code_back(begun):
    def enter():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    enter()
    presenter = begun.entrance.presenter
    QTest.mouseClick(presenter.passphrase.use_own, Qt.MouseButton.LeftButton)
    presenter.passphrase.own.edit.setFocus()
    QTest.keyClicks(presenter.passphrase.own.edit, OWN[:3])
    enter()
    assert begun.entrance.at == PASSPHRASE  # too short: it stays, and says how much is missing
    QTest.keyClicks(presenter.passphrase.own.edit, OWN[3:])
    enter()
    assert begun.entrance.at == CODE_STEP
    sheet = presenter.code.sheet
    for field, at in zip(sheet.fields, sheet._asked, strict=True):
        assert field.hasFocus()
        QTest.keyClicks(field, groups_of(Secret(CODE))[at])
        enter()
    assert begun.entrance.at == FOCUS


def test_what_continue_waits_for_stands_above_it_and_goes_when_it_is_there(begun):
    _to_code(begun)
    panel = begun.entrance

    assert not panel.go_on.isEnabled()
    assert panel.why.isVisible()
    assert panel.why.text() == "Type the two groups back; then it goes on."
    assert panel.why.text() in panel.go_on.accessibleDescription()
    _type_code_back(begun)
    assert panel.go_on.isEnabled()
    assert not panel.why.isVisible()


def test_the_way_by_a_backup_says_what_it_waits_for(begun, tmp_path):
    panel, step = begun.entrance, begun.entrance.presenter.backup
    QTest.mouseClick(panel.skip, Qt.MouseButton.LeftButton)

    assert panel.why.text() == "Choose the file first."
    step.use_file(tmp_path / "2026-03-11.backup")
    assert panel.why.text() == "Type what opens it; then it goes on."
    QTest.keyClicks(step.secret.edit, "six quiet words")
    assert not panel.why.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_hide_stands_on_every_step_of_the_first_run(stage, percent):
    begun = stage(
        PaperSession(exists=False),
        Preferences(theme="light", region="US", text_scale=percent),
    )
    panel, asked = begun.entrance, []
    panel.hide_wanted.connect(lambda: asked.append(panel.at))
    _to_code(begun)
    (shown,) = (one for one in (panel.hide_button, panel.bar.hide_button) if one.isVisible())
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)

    assert asked == [CODE_STEP]


def test_the_buttons_below_line_up_with_the_step_above(stage):
    begun = stage(
        PaperSession(exists=False),
        Preferences(theme="light", region="US", text_scale=200),
    )
    _continue(begun)
    panel = begun.entrance
    step = panel.presenter.passphrase

    def left(part):
        return part.mapTo(panel, QPoint(0, 0)).x()

    assert left(panel.back) == left(step.use_words)
