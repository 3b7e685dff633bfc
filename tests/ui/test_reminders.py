"""Reminders: one neutral word at up to two chosen times, never on a day with its check-in."""

import os
import shlex
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSystemTrayIcon

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.paths import paths_under
from iop_companion.foundation.settings import Preferences, load_preferences
from iop_companion.foundation.start_at_login import start_at_login, starts_at_login
from iop_companion.services.traces import TraceKind
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.app import build_window
from iop_companion.ui.app_parts import AppParts
from iop_companion.ui.main_window.reminders import ReminderParts, Reminders
from iop_companion.ui.toolkit.drawing import ImmediateDrawings
from iop_companion.ui.toolkit.entrance import Opened
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    EVENING,
    PASSPHRASE,
    cut_words,
    nameless,
    open_page,
    services,
    settle,
)

ZONE = timezone(timedelta(hours=1))
AT_EIGHT = {"reminder_first": "20:00"}
BOTH = {**AT_EIGHT, "reminder_second": "09:30"}


def moment(hour, minute=0, day=12):
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


class PaperSign:
    """Counts how often the word was shown."""

    def __init__(self):
        self.shown = 0
        self.is_on = False

    def follow(self, *, is_on):
        self.is_on = is_on

    def show(self):
        self.shown += 1


class PaperTray:
    """A tray that a test can look at."""

    def __init__(self, *, is_there=True):
        self._is_there = is_there
        self.is_on = False
        self.said = []

    def is_there(self):
        return self._is_there

    def follow(self, _window, *, is_on):
        self.is_on = is_on

    def say(self, words):
        self.said.append(words)


class Watch:
    """Reminders over a clock that stands until it is moved."""

    def __init__(self, parent, at, **chosen):
        self.now = at
        self.is_done = False
        self.began = []
        self.sign = PaperSign()
        self.preferences = PreferenceKeeper(Preferences(**chosen))
        parts = ReminderParts(self.preferences, lambda: self.now, self.ask, self.sign)
        self.reminders = Reminders(parts, parent)

    def ask(self, began, answer):
        self.began.append(began)
        answer(self.is_done)

    def look_at(self, *moments):
        """Return how often the word was shown by the last of these."""
        for self.now in moments:
            self.reminders.look()
        return self.sign.shown


@pytest.fixture
def parent(qapp):  # noqa: ARG001 -- a timer needs the application
    made = QObject()
    yield made
    made.deleteLater()


def test_at_its_time_the_word_comes_once_a_day(parent):
    watch = Watch(parent, moment(19), **AT_EIGHT)

    assert watch.look_at(moment(19, 59)) == 0
    assert watch.look_at(moment(20)) == 1
    assert watch.look_at(moment(20, 1), moment(20, 20), moment(23)) == 1
    assert watch.look_at(moment(19, day=13), moment(20, day=13)) == 2


def test_two_times_are_two_words_and_never_more(parent):
    watch = Watch(parent, moment(9), **BOTH)
    minutes = [moment(9) + timedelta(minutes=n) for n in range(14 * 60)]
    assert watch.look_at(*minutes) == 2


def test_without_a_time_nothing_looks_at_the_clock(parent):
    watch = Watch(parent, moment(19))
    assert not watch.reminders.is_looking
    assert not watch.sign.is_on
    watch.preferences.change(**AT_EIGHT)
    assert watch.reminders.is_looking
    assert watch.sign.is_on
    assert watch.look_at(moment(20)) == 1
    watch.preferences.change(reminder_first="")
    assert not watch.reminders.is_looking
    assert not watch.sign.is_on


def test_a_time_that_has_passed_is_not_made_up_for(parent):
    assert Watch(parent, moment(20, 1), **AT_EIGHT).look_at(moment(20, 2), moment(23)) == 0
    slept = Watch(parent, moment(19), **AT_EIGHT)
    assert slept.look_at(moment(20, 31)) == 0
    chosen_later = Watch(parent, moment(19))
    chosen_later.now = moment(20, 5)
    chosen_later.preferences.change(**AT_EIGHT)
    assert chosen_later.look_at(moment(20, 6)) == 0


def test_a_computer_that_slept_a_little_says_it_once_on_waking(parent):
    watch = Watch(parent, moment(19), reminder_first="20:00", reminder_second="20:30")
    assert watch.look_at(moment(20, 30)) == 1


def test_a_clock_that_goes_back_repeats_nothing(parent):
    watch = Watch(parent, moment(19), **AT_EIGHT)
    assert watch.look_at(moment(20), moment(19, 30), moment(20)) == 1


def test_a_day_with_its_check_in_has_none_and_a_night_shift_has_its_own_day(parent):
    watch = Watch(parent, moment(1), reminder_first="02:00", day_ends_at=8)
    watch.is_done = True
    assert watch.look_at(moment(2)) == 0
    assert watch.began == [moment(8, day=11)]


@pytest.fixture
def open_window(qtbot, look, services):  # noqa: ARG001, F811 -- dressed first
    windows = []

    def build(tray, *, is_open=True, was_written=False, asked=None):
        asked = asked if asked is not None else []

        def written(since):
            asked.append(since)
            return was_written

        parts = AppParts(
            open_services=lambda: services,
            open_support=lambda: services.support,
            vault_exists=services.session.exists,
            preferences=Preferences(theme="light", region="US", reminder_first="21:30"),
            now=services.clock.now,
            was_written=written,
            tray=tray,
        )
        if not is_open:
            services.session.lock()
        window = build_window(parts, ImmediateTasks(), ImmediateDrawings())
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        if is_open:
            window.open(Opened())
        settle()
        if not window._has_painted:  # where the way in covers it whole, nothing of it is painted
            window._has_painted = True
            window._after_first_paint()
        qtbot.waitUntil(lambda: window.findChild(Reminders) is not None)
        return window

    yield build
    for window in windows:
        window.close()


def pass_the_time(window, services):  # noqa: F811
    services.clock.move(minutes=26)
    window.findChild(Reminders).look()
    settle()


def test_the_tray_says_one_word_and_nothing_of_the_diary(open_window, services, monkeypatch):  # noqa: F811
    tray = PaperTray()
    window = open_window(tray)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    assert tray.is_on
    pass_the_time(window, services)
    assert tray.said == ["Reminder"]
    assert window.shell.notices.words != "Reminder"


def test_nothing_is_said_where_the_day_has_its_check_in(open_window, services, monkeypatch):  # noqa: F811
    tray = PaperTray()
    window = open_window(tray)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    services.check_ins.record(CheckInDraft(services.clock.today(), {MeasureId("mood"): 5}))
    pass_the_time(window, services)
    assert tray.said == []


def test_without_a_tray_the_window_itself_shows_the_word(open_window, services):  # noqa: F811
    window = open_window(PaperTray(is_there=False))
    pass_the_time(window, services)
    assert window.shell.notices.words == "Reminder"


def test_who_is_in_the_window_is_told_there_and_not_by_the_tray(open_window, services):  # noqa: F811
    tray = PaperTray()
    window = open_window(tray)
    assert window.isActiveWindow()
    pass_the_time(window, services)
    assert tray.said == []
    assert window.shell.notices.words == "Reminder"


@pytest.mark.parametrize("was_written", [True, False])
def test_while_locked_a_diary_written_today_counts_as_checked_in(
    open_window,
    services,  # noqa: F811
    monkeypatch,
    was_written,
):
    tray, asked = PaperTray(), []
    window = open_window(tray, is_open=False, was_written=was_written, asked=asked)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    pass_the_time(window, services)
    assert tray.said == ([] if was_written else ["Reminder"])
    assert asked == [EVENING.replace(hour=4, minute=0)]


def test_what_was_written_is_seen_by_the_time_of_the_files_alone(tmp_path):
    began = moment(4)
    assert not bootstrap._was_written(tmp_path, began)
    file = tmp_path / "sealed" / f"{'0' * 32}.box"
    file.parent.mkdir()
    file.write_bytes(b"")
    for at, was in ((moment(3, 59), False), (moment(4, 1), True)):
        os.utime(file, (at.timestamp(), at.timestamp()))
        assert bootstrap._was_written(tmp_path, began) is was


def test_a_time_is_chosen_by_keys_and_kept_outside_the_vault(services, open_page, tmp_path):  # noqa: F811
    file = tmp_path / "preferences.toml"
    opened = open_page("settings", services, preferences_file=file)
    opened.panel.open("reminders")
    section = opened.panel.reminders
    assert section.first.currentText() == "Off"
    section.first.setFocus()
    opened.press(Qt.Key.Key_End)
    settle()
    assert not nameless(opened.window)
    assert not cut_words(opened.panel)

    assert load_preferences(file).reminder_first == "23:30"
    assert load_preferences(file).reminder_times() == ("23:30",)


@pytest.mark.parametrize("wrong", ["25:00", "20:15", "soon", 20])
def test_a_wrong_time_in_the_file_is_left_out(tmp_path, wrong):
    file = tmp_path / "preferences.toml"
    file.write_text(f"reminder_first = {wrong!r}\n")
    assert load_preferences(file).reminder_times() == ()


@pytest.fixture
def autostart(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config home"))
    return tmp_path / "config home" / "autostart" / "iop-companion.desktop"


def test_the_switch_writes_the_file_of_the_desktop_and_removes_it(services, open_page, autostart):  # noqa: F811
    opened = open_page("settings", services, discreet_name=True)
    opened.panel.open("reminders")
    section = opened.panel.reminders
    assert section.login.key == "no"
    opened.click(section.login.button_of("yes"))
    lines = dict(line.split("=", 1) for line in autostart.read_text().splitlines() if "=" in line)
    assert lines["Name"] == "Notes"
    assert shlex.split(lines["Exec"])[1:] == ["-P", "-m", "iop_companion", "--hidden"]
    assert bootstrap.window_options(shlex.split(lines["Exec"])[4:]).is_hidden
    opened.page._change("discreet_name", value=False)
    assert "Name=Companion" in autostart.read_text()

    opened.click(section.login.button_of("no"))
    assert not autostart.exists()


def test_the_file_is_among_what_companion_leaves_on_this_computer(tmp_path, autostart):
    built = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(EVENING), kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    kinds = [trace.kind for trace in built.traces.all().traces]
    assert TraceKind.LOGIN not in kinds
    start_at_login("Companion")
    places = {trace.kind: trace.place for trace in built.traces.all().traces}
    built.lock()
    assert places[TraceKind.LOGIN] == autostart


def test_where_the_file_cannot_be_written_the_switch_says_so(services, open_page, autostart):  # noqa: F811
    autostart.parent.parent.mkdir()
    autostart.parent.write_text("in the way")
    opened = open_page("settings", services)
    opened.panel.open("reminders")
    opened.click(opened.panel.reminders.login.button_of("yes"))
    assert opened.panel.reminders.login.key == "no"
    assert opened.said.startswith("The file for it could not be changed.")


def test_signs_in_the_path_of_the_interpreter_are_quoted(autostart, monkeypatch):
    monkeypatch.setattr("sys.executable", '/home/a b/$1 100%/"x"/python')
    assert start_at_login("Companion")
    assert starts_at_login()
    (line,) = [one for one in autostart.read_text().splitlines() if one.startswith("Exec=")]
    assert line.startswith(
        'Exec="/home/a b/\\\\$1 100%%/\\\\"x\\\\"/python" "-P" "-m" "iop_companion"'
    )


def test_the_way_in_has_a_place_for_the_word(open_window, services):  # noqa: F811
    window = open_window(PaperTray(is_there=False), is_open=False)
    pass_the_time(window, services)
    assert window._entrance._waiting.text() == "Reminder"


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise")
def test_the_icon_of_the_tray_is_there_only_while_there_are_reminders(
    open_window,
    services,  # noqa: F811
    monkeypatch,
):
    said = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, *told: said.append(told[0]))
    window = open_window(None)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    (icon,) = window.findChildren(QSystemTrayIcon)
    assert icon.toolTip() == "Companion"
    assert not icon.icon().isNull()
    pass_the_time(window, services)
    assert said == ["Reminder"]

    window.showMinimized()
    icon.messageClicked.emit()
    assert not window.isMinimized()
    window.page_context().preferences.change(reminder_first="")
    assert not icon.isVisible()
