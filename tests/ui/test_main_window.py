"""The window: rail, keys, lock, hide, and Get support now from everywhere."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import ParticipantSetting
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.main_window.keys_dialog import KeysDialog
from iop_companion.ui.main_window.place import restore_place
from iop_companion.ui.support.panel import SupportPanel
from iop_companion.ui.support.window import SupportDialog
from iop_companion.ui.toolkit.actions import today_keys
from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.tasks import ImmediateTasks, StoreTasks
from tests.ui.stage import PaperSession, make_stage

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def opened(stage):
    """The window, unlocked, on Today."""
    made = stage()
    made.unlock()
    return made


def _press(stage, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or stage.window, key, modifier)


def _ask(stage, qtbot):
    """Open a dialog of the window and wait until keys go there."""
    dialog = Dialog("A question", stage.window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def _clicked(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class ListeningTasks(ImmediateTasks):
    """Runs each job at once and keeps which of them could have waited."""

    def __init__(self):
        super().__init__()
        self.could_wait = []

    def run(self, job, then=None, failed=None, *, can_wait=False):
        if can_wait:
            self.could_wait.append(job)
        super().run(job, then, failed)


def test_no_draft_or_save_stands_behind_the_level_of_the_panel(stage):
    tasks = ListeningTasks()
    made = stage(tasks=tasks)
    made.unlock()
    level = made.window._parts.vault.level
    assert tasks.could_wait.count(level) == 1
    made.window.hub.changed.emit(ChangeSet("a check-in"))
    assert tasks.could_wait.count(level) == 2


# --- the rail


def test_unlocking_opens_today_with_the_keys_in_its_first_field(opened):
    assert opened.window.screen_name == "shell"
    assert opened.pages["today"].calls == ["refresh", "shown"]
    assert opened.pages["today"].field.hasFocus()
    assert opened.window.shell.rail.page_button("today").isChecked()


def test_the_rail_keeps_its_order_with_support_hide_and_lock_at_the_bottom(opened):
    rail = opened.window.shell.rail
    shown = [one for one in rail.findChildren(QPushButton) if one.isVisible()]
    shown.sort(key=lambda one: (one.mapTo(rail, one.rect().topLeft()).y(), one.x()))

    assert [one.text() for one in shown] == [
        "Today", "Trends", "Warning signs", "Summary", "Settings",
        "Get support now", "Hide", "Lock",
    ]  # fmt: skip
    assert rail.width() == 216
    assert rail.support.height() == 48
    assert all(one.height() >= 36 for one in shown)


def test_a_page_is_made_when_it_is_first_shown_and_kept(opened):
    assert set(opened.pages) == {"today"}

    _clicked(opened.window.shell.rail.page_button("trends"))
    trends = opened.pages["trends"]
    _press(opened, Qt.Key.Key_1, ALT)
    _press(opened, Qt.Key.Key_2, ALT)

    assert opened.pages["trends"] is trends
    assert trends.calls.count("refresh") == 2


@pytest.mark.parametrize(
    ("key", "modifier", "page"),
    [
        (Qt.Key.Key_2, ALT, "trends"),
        (Qt.Key.Key_3, ALT, "warning_signs"),
        (Qt.Key.Key_6, ALT, "summary"),
        (Qt.Key.Key_Comma, CTRL, "settings"),
    ],
)
def test_every_page_has_its_keys(opened, key, modifier, page):
    _press(opened, key, modifier)

    assert opened.window.shell.now == page
    assert opened.pages[page].widget.isVisible()


@pytest.mark.parametrize(
    ("level", "name", "is_shown"),
    [
        (Level.WATCH, "Warning signs: Watch", True),
        (Level.ACT, "Warning signs: Act", True),
        (Level.CALM, "Warning signs", False),
        (Level.LEARNING, "Warning signs", False),
        (Level.NOT_ENOUGH_ENTRIES, "Warning signs", False),
    ],
)
def test_only_watch_and_act_stand_beside_warning_signs(stage, level, name, is_shown):
    made = stage()
    made.levels.append(level)
    made.unlock()
    button = made.window.shell.rail.page_button("warning_signs")

    assert button.accessibleName() == name
    assert button._shape.isVisible() is is_shown


def test_a_change_refreshes_the_page_in_front_and_the_level(opened):
    opened.levels.append(Level.WATCH)
    setting = ParticipantSetting("rows", "[]")

    opened.pages["today"].context.hub.tell(ChangeSet("rows", (Change(None, setting),)))

    assert opened.pages["today"].calls[-1] == "refresh"
    button = opened.window.shell.rail.page_button("warning_signs")
    assert button.accessibleName() == "Warning signs: Watch"


# --- keys


def test_ctrl_enter_does_what_the_page_means_by_it(opened):
    _press(opened, Qt.Key.Key_Return, CTRL)

    assert opened.pages["today"].calls[-1] == "main"


def test_undo_and_redo_are_handed_on_and_told_with_the_way_back(opened):
    opened.pages["today"].main_button.setFocus()
    _press(opened, Qt.Key.Key_Z, CTRL)

    assert opened.replayed[-1] == "undo"
    notices = opened.window.shell.notices
    assert notices.words == "Taken back."
    _clicked(notices._do)
    assert opened.replayed[-1] == "redo"
    assert notices.words == "Done again."


def test_nothing_to_undo_is_a_sentence(opened, monkeypatch):
    def nothing():
        raise KnownProblem("nothing_to_undo")

    monkeypatch.setattr(opened.window.commands, "_parts", _with_undo(opened, nothing))
    opened.pages["today"].main_button.setFocus()
    _press(opened, Qt.Key.Key_Z, CTRL)

    assert opened.window.shell.notices.words == "There is nothing to undo."


def _with_undo(opened, undo):
    parts = opened.window.commands._parts
    return replace(parts, vault=replace(parts.vault, undo=undo))


def test_f6_goes_from_the_page_to_the_rail_and_back_to_where_it_was(opened):
    opened.pages["today"].main_button.setFocus()

    _press(opened, Qt.Key.Key_F6)
    assert opened.window.shell.rail.isAncestorOf(QApplication.focusWidget())
    _press(opened, Qt.Key.Key_F6)
    assert opened.pages["today"].main_button.hasFocus()
    _press(opened, Qt.Key.Key_F6, SHIFT)
    assert opened.window.shell.rail.isAncestorOf(QApplication.focusWidget())


def test_f6_visits_the_parts_that_a_page_marks(opened, qtbot):
    page = opened.pages["today"]
    form, footer = QWidget(), QWidget()
    for part, word in ((form, "In the form"), (footer, "In the footer")):
        part.setProperty("region", "true")
        QVBoxLayout(part).addWidget(QPushButton(word))
        page.area.body.addWidget(part)
    qtbot.waitUntil(footer.isVisible)
    form.findChild(QPushButton).setFocus()
    visited = []
    for _step in range(3):
        _press(opened, Qt.Key.Key_F6)
        visited.append(QApplication.focusWidget().text())

    assert visited == ["In the footer", "Today", "In the form"]


def test_text_grows_and_shrinks_by_keys_within_its_steps(opened):
    for _step in range(6):
        _press(opened, Qt.Key.Key_Plus, CTRL)
    assert opened.preferences.now.text_scale == 200
    _press(opened, Qt.Key.Key_Minus, CTRL)
    assert opened.preferences.now.text_scale == 175
    _press(opened, Qt.Key.Key_0, CTRL)
    assert opened.preferences.now.text_scale == 100


def test_light_and_dark_change_by_key(opened, look):
    _press(opened, Qt.Key.Key_D, CTRL | SHIFT)

    assert look.palette.is_dark
    assert opened.preferences.now.theme == "dark"


def test_the_list_of_keys_names_every_command(opened, qtbot):
    _press(opened, Qt.Key.Key_Slash, CTRL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Get support now", "F1", "F9 or Ctrl+Shift+H", "Today", "Alt+1"} <= words
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


# --- large text


def test_from_175_per_cent_the_rail_is_a_bar_at_the_top(stage):
    made = stage(preferences=Preferences(theme="light", text_scale=175, region="US"))
    made.unlock()
    shell = made.window.shell

    assert shell.rail.isHidden()
    bar = shell.top_bar
    assert bar.isVisible()
    assert [bar.menu_button.text(), bar.hide_button.text(), bar.support.text()] == [
        "Today", "Hide", "Get support now",
    ]  # fmt: skip
    assert bar.menu_button.accessibleName() == "Menu, now on Today"


def test_the_menu_of_the_bar_leads_to_every_page_and_locks(stage):
    made = stage(preferences=Preferences(theme="light", text_scale=200, region="US"))
    made.levels.append(Level.WATCH)
    made.unlock()
    menu = made.window.shell.top_bar.make_menu()
    words = [action.text() for action in menu.actions() if action.text()]

    assert words == ["Today", "Trends", "Warning signs: Watch", "Summary", "Settings", "Lock"]
    menu.actions()[1].trigger()
    assert made.window.shell.now == "trends"
    menu.actions()[-1].trigger()
    assert made.window.screen_name == "entrance"


def test_the_whole_menu_fits_a_small_screen_in_one_column_and_marks_the_page(stage):
    made = stage(preferences=Preferences(theme="light", text_scale=200, region="US"))
    made.unlock()
    menu = made.window.shell.top_bar.make_menu()
    lines = [action for action in menu.actions() if action.text()]
    rooms = [menu.actionGeometry(action) for action in lines]

    assert {room.left() for room in rooms} == {rooms[0].left()}
    # the real one has three pages more, and a small screen is 768 high
    assert menu.sizeHint().height() + 3 * rooms[0].height() < 768
    assert rooms[0].height() >= 72
    assert menu.defaultAction().text() == menu.activeAction().text() == "Today"


def test_the_window_never_needs_more_than_960_by_640(stage):
    made = stage(
        size=(960, 640), preferences=Preferences(theme="light", text_scale=200, region="US")
    )
    made.unlock()
    for key in ("today", "settings"):
        made.window.go_to(key)
    made.window.open_support()

    assert (made.window.width(), made.window.height()) == (960, 640)
    assert made.window.minimumSizeHint().width() <= 960


# --- Enter


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_in_focus_and_never_an_answer(opened, enter):
    pressed, answer = button("a deed"), button("an answer", kind="cell", checkable=True)
    happened = []
    pressed.clicked.connect(lambda: happened.append("pressed"))
    for one in (pressed, answer):
        one.setParent(opened.pages["today"].widget)
        one.show()

    pressed.setFocus()
    _press(opened, enter)
    answer.setFocus()
    _press(opened, enter)

    assert happened == ["pressed"]
    assert not answer.isChecked()


def test_enter_on_get_support_opens_it_and_leaving_it_gives_the_focus_back(opened):
    support = opened.window.shell.rail.support
    support.setFocus()
    _press(opened, Qt.Key.Key_Return)
    assert opened.window.shell.page is None

    _press(opened, Qt.Key.Key_Escape)
    assert opened.window.shell.page is not None
    assert support.hasFocus()


def test_the_last_line_of_get_support_leads_to_the_list_of_keys(opened, qtbot):
    opened.window.open_support()
    (sheet,) = opened.window.findChildren(SupportPanel)
    sheet.help.setFocus()
    _press(opened, Qt.Key.Key_Return)
    (dialog,) = opened.window.findChildren(KeysDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert sheet.isVisible()


# --- Get support now


def test_f1_lays_the_sheet_over_the_page_and_esc_goes_back(opened):
    _press(opened, Qt.Key.Key_F1)

    sheet = opened.window.shell._sheet
    assert sheet.isVisible()
    assert opened.window.shell.rail.support.isVisible()
    assert sheet.copy_buttons[0].hasFocus()
    _press(opened, Qt.Key.Key_Escape)
    assert opened.pages["today"].widget.isVisible()
    assert opened.pages["today"].field.hasFocus()


def test_one_click_in_the_rail_opens_the_sheet(opened):
    _clicked(opened.window.shell.rail.support)

    assert opened.window.shell._sheet.isVisible()
    assert not opened.window.shell.rail.page_button("today").isChecked()


def test_f1_works_on_the_lock_screen_and_esc_goes_back_to_it(stage):
    made = stage()
    _press(made, Qt.Key.Key_F1)

    assert made.window.screen_name == "support"
    assert not made.session.is_open
    _press(made, Qt.Key.Key_Escape)
    assert made.window.screen_name == "entrance"
    assert made.entrance.passphrase.edit.hasFocus()


def test_f1_over_a_dialog_opens_the_sheet_in_front_of_it(opened, qtbot):
    dialog = _ask(opened, qtbot)

    QTest.keyClick(dialog, Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget()

    assert isinstance(sheet, SupportDialog)
    assert sheet.sheet.copy_buttons
    _clicked(sheet.sheet.close_button)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    dialog.reject()


@pytest.mark.parametrize("close", [Dialog.accept, Dialog.reject, Dialog.close])
def test_a_closed_dialog_hands_the_keys_back_to_where_they_were(opened, qtbot, close):
    field = opened.pages["today"].field
    dialog = _ask(opened, qtbot)

    close(dialog)

    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened.window)
    assert field.hasFocus()
    _press(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not opened.session.is_open


def test_a_dialog_that_follows_another_keeps_the_keys(opened, qtbot):
    following = Dialog("And another one", opened.window)
    dialog = _ask(opened, qtbot)
    dialog.accepted.connect(following.open)

    dialog.accept()

    qtbot.waitUntil(lambda: QApplication.activeWindow() is following)
    QApplication.processEvents()
    assert QApplication.activeWindow() is following
    following.reject()


def test_a_page_can_ask_for_the_sheet(opened):
    opened.pages["today"].context.go_to("support")

    assert opened.window.shell._sheet.isVisible()


def test_the_sheet_shows_the_own_plan_only_while_unlocked(stage):
    made = stage(plan=("Call my sister", "Walk to the river"))
    made.window.open_support()
    assert made.window._sheet._plan is None
    made.window.close_support()

    made.unlock()
    made.window.open_support()
    words = [label.text() for label in made.window.shell._sheet._plan.findChildren(QLabel)]
    assert words == ["My plan", "1. Call my sister", "2. Walk to the river"]


# --- lock and hide


def test_lock_closes_the_vault_drops_the_pages_and_shows_the_lock_screen(opened, qtbot):
    area = opened.pages["today"].area
    with qtbot.waitSignals([area.destroyed, opened.window.locked]):
        _press(opened, Qt.Key.Key_L, CTRL)

    assert not opened.session.is_open
    assert opened.window.shell is None
    assert opened.window.screen_name == "entrance"
    assert len(opened.entrances) == 2
    assert opened.entrance.passphrase.edit.text() == ""


def test_unlocking_again_makes_the_pages_anew(opened):
    first = opened.pages["today"]
    opened.window.lock()
    opened.unlock()

    assert opened.pages["today"] is not first
    assert opened.window.screen_name == "shell"


def test_pages_hand_in_drafts_before_the_vault_closes(opened):
    heard: list[str] = []
    hub = opened.window.hub
    hub.locking.connect(lambda: heard.append(f"locking, open {opened.session.is_open}"))
    hub.locked.connect(lambda: heard.append("locked"))

    opened.window.lock()

    assert heard == ["locking, open True", "locked"]


def test_the_page_is_blank_with_the_support_button_until_the_vault_is_closed(stage, qtbot):
    tasks = StoreTasks()
    made = stage(tasks=tasks)
    made.unlock()
    qtbot.waitUntil(lambda: made.window.screen_name == "shell")

    made.window.lock()

    assert made.window.screen_name == "blank"
    support = made.window._blank.findChild(QPushButton)
    assert support.isVisible()
    _clicked(support)
    assert made.window.screen_name == "support"
    qtbot.waitUntil(lambda: not made.session.is_open)
    tasks.close()


def test_with_a_restart_port_the_window_stays_blank_for_the_next_process(stage):
    made = stage(restarts=True)
    made.unlock()
    made.window.lock()

    assert made.restarts == [False]
    assert made.window.screen_name == "blank"
    assert not made.session.is_open


def test_hide_blanks_minimises_and_locks(opened):
    _press(opened, Qt.Key.Key_F9)

    assert opened.window.isMinimized()
    assert opened.window.shell is None
    assert not opened.session.is_open


def test_hide_tells_the_next_process_to_stay_down(stage):
    made = stage(restarts=True)
    made.unlock()
    _clicked(made.window.shell.rail.hide_button)

    assert made.restarts == [True]


def test_hide_works_over_a_dialog_and_closes_it(opened, qtbot):
    dialog = _ask(opened, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_F9)

    assert not opened.session.is_open
    assert QApplication.activeModalWidget() is None


def test_a_result_asked_before_the_lock_is_never_shown_after_it(stage, qtbot):
    tasks = StoreTasks()
    made = stage(tasks=tasks)
    made.unlock()
    qtbot.waitUntil(lambda: made.window.screen_name == "shell")
    shown: list[str] = []

    tasks.run(lambda: "private", shown.append)
    made.window.lock()
    qtbot.waitUntil(lambda: made.window.screen_name == "entrance")
    tasks.close()

    assert shown == []


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_2, ALT), (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_L, CTRL)]
)
def test_keys_of_an_open_vault_rest_while_it_is_locked(stage, key, modifier):
    made = stage()
    QTest.keyClick(made.window, key, modifier)

    assert made.window.screen_name == "entrance"
    assert made.replayed == []


def test_closing_the_window_closes_the_vault(opened):
    heard: list[bool] = []
    opened.window.hub.locking.connect(lambda: heard.append(opened.session.is_open))

    _press(opened, Qt.Key.Key_W, CTRL)

    assert heard == [True]
    assert not opened.session.is_open
    assert opened.preferences.now.window_size == "1280x800"


def test_the_window_stands_where_it_stood_if_that_is_still_on_a_screen(opened):
    keeper = opened.preferences
    opened.window.move(60, 50)
    opened.window.resize(700, 600)
    opened.window.close()
    assert (keeper.now.window_size, keeper.now.window_place) == ("960x640", "60,50")

    again = QWidget()
    restore_place(again, keeper.now)
    assert again.pos().toTuple() == (60, 50)
    elsewhere = QWidget()
    restore_place(elsewhere, keeper.now.with_change(window_place="5000,-900"))
    assert elsewhere.pos().toTuple() == (0, 0)


def test_a_maximised_window_is_so_again_and_goes_back_to_its_own_size(opened):
    opened.window.resize(1000, 700)
    opened.window._keep_size()
    opened.window.showMaximized()
    opened.window.close()
    assert opened.preferences.now.window_maximised
    assert opened.preferences.now.window_size == "1000x700"


def test_the_list_of_keys_says_from_which_to_which_digit():
    row = next(spec for spec in today_keys() if spec.id == "number")
    assert row.shown == "0 to 9, T"


# --- nobody there


def test_after_the_chosen_minutes_without_a_key_it_says_so_and_then_locks(opened):
    now = [1_000.0]
    idle = opened.window.idle
    idle._now = lambda: now[0]
    idle.start(2)

    now[0] += 95
    idle.look()
    assert opened.window.shell.soon.words == "Locking soon. Press any key to stay."
    now[0] += 30
    idle.look()

    assert opened.window.shell is None
    assert not opened.session.is_open


def test_any_key_keeps_it_open(opened):
    now = [1_000.0]
    idle = opened.window.idle
    idle._now = lambda: now[0]
    idle.start(2)
    now[0] += 95
    idle.look()

    QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_Shift)
    now[0] += 60
    idle.look()

    assert opened.window.shell.soon.words == ""
    assert opened.session.is_open


def test_a_computer_that_slept_locks_when_it_wakes(opened):
    now = [1_000.0]
    idle = opened.window.idle
    idle._now = lambda: now[0]
    idle.start(10)
    now[0] += 8 * 3600
    idle.look()

    assert not opened.session.is_open


def test_a_clock_that_is_set_back_does_not_put_the_lock_off(opened):
    now = [100_000.0]
    idle = opened.window.idle
    idle._now = lambda: now[0]
    idle.start(10)
    now[0] -= 8 * 3600
    idle.look()
    now[0] += 601
    idle.look()

    assert not opened.session.is_open


# --- names


def test_the_window_bears_the_discreet_name_when_it_is_chosen(opened):
    assert opened.window.windowTitle() == "Companion"

    opened.preferences.change(discreet_name=True)

    assert opened.window.windowTitle() == "Notes"
    assert opened.window.shell.rail._name.text() == "Notes"


@pytest.mark.parametrize(
    ("tries", "words"),
    [
        (1, "1 try failed since you were last here."),
        (2, "2 tries failed since you were last here."),
    ],
)
def test_failed_tries_are_told_after_unlocking(stage, tries, words):
    made = stage(PaperSession(failed=tries))
    made.unlock()

    assert made.window.shell.notices.words == words


def test_a_notice_goes_with_its_page_and_a_problem_stays(opened):
    notices = opened.window.shell.notices
    notices.show("Saved.")
    _press(opened, Qt.Key.Key_2, ALT)
    assert notices.words == ""

    notices.show_problem(KnownProblem("disk_full"))
    _press(opened, Qt.Key.Key_1, ALT)
    assert notices.is_problem


@pytest.mark.usefixtures("look")
def test_the_first_paint_is_told_once(qtbot):
    window = make_stage().window
    told: list[int] = []
    window.first_painted.connect(lambda: told.append(1))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: told == [1])

    window.repaint()
    qtbot.wait(20)

    assert told == [1]


def test_every_control_of_the_frame_has_a_name(opened):
    named = opened.window.shell.findChildren(QPushButton)

    assert all(one.accessibleName() or one.text() for one in named if one.isVisible())
