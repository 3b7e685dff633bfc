"""Settings: every control counts at once and is still so after a new start."""

import csv
import json
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.about import age_words, licence_notices, parts
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences, load_preferences
from iop_companion.services.measures import MeasureList
from iop_companion.ui.settings import data_presenter
from iop_companion.ui.toolkit import theme
from tests.ui.open_pages import cut_words, enter, nameless, settle


@pytest.fixture
def opened(open_page, services, tmp_path):
    made = open_page("settings", services, preferences_file=tmp_path / "preferences.toml")
    made.file = tmp_path / "preferences.toml"
    return made


def open_section(opened, key):
    opened.click(opened.panel.list.line_of(key))
    return opened.panel.sections[key]


@pytest.mark.parametrize(
    ("section", "control", "key", "name", "kept"),
    [
        ("look", "theme", "dark", "theme", "dark"),
        ("look", "theme", "contrast", "theme", "contrast"),
        ("look", "scale", "150", "text_scale", 150),
        ("look", "move_on", "no", "move_on_answer", False),
        ("privacy", "shared", "own", "is_shared", False),
        ("privacy", "lock_after", "10", "lock_after_minutes", 10),
        ("privacy", "lock_minimised", "yes", "lock_minimised", True),
        ("privacy", "name", "notes", "discreet_name", True),
    ],
)
def test_a_choice_counts_at_once_and_after_a_new_start(opened, section, control, key, name, kept):
    opened.click(getattr(open_section(opened, section), control).button_of(key))
    assert getattr(opened.page._preferences.now, name) == kept
    assert getattr(load_preferences(opened.file), name) == kept


def test_theme_text_size_and_name_are_seen_at_once(opened):
    open_section(opened, "look")
    opened.click(opened.panel.look.theme.button_of("dark"))
    opened.click(opened.panel.look.scale.button_of("125"))
    opened.click(open_section(opened, "privacy").name.button_of("notes"))
    assert theme.current().palette.is_dark
    assert theme.current().scale == 1.25
    assert opened.window.windowTitle() == "Notes"


def test_what_is_changed_by_keys_elsewhere_is_shown_here(opened):
    opened.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    opened.press(
        Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert opened.panel.look.scale.key == "125"
    assert opened.panel.look.theme.key == "dark"


def test_the_region_is_chosen_by_keys_and_told_to_the_support_page(opened):
    told = []
    opened.window.hub.region_changed.connect(told.append)
    open_section(opened, "privacy")
    opened.panel.privacy.region.setFocus()
    assert opened.panel.privacy.region.currentText() == "United States"
    QTest.keyClicks(opened.panel.privacy.region, "Ger")
    settle()
    assert (
        load_preferences(opened.file).region
        == opened.panel.privacy.region.currentData()
        == told[-1]
    )
    assert opened.panel.privacy.region.currentText() == "Germany"


def test_a_row_is_switched_off_and_on_and_keeps_what_it_holds(opened, services):
    enter(services, [0], anxiety=4.0)
    row = opened.panel.track.rows.rows[MeasureId("anxiety")]
    assert row.box.isChecked()
    opened.click(row.box)
    assert MeasureId("anxiety") not in {measure.id for measure in services.measures.rows()}

    opened.go_to("today")
    assert MeasureId("anxiety") not in opened.panel.card.editors
    opened.go_to("settings")
    opened.click(opened.panel.track.rows.rows[MeasureId("anxiety")].box)
    assert services.check_ins.day().values[MeasureId("anxiety")].value == 4.0


def test_a_row_that_could_not_be_switched_is_shown_as_it_is(opened, monkeypatch):
    def full(_self, _id, _on):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(MeasureList, "set_on", full)
        opened.click(opened.panel.track.rows.rows[MeasureId("mood")].box)
    assert opened.panel.track.rows.rows[MeasureId("mood")].box.isChecked()
    assert opened.window.shell.notices.is_problem


def test_a_row_is_moved_by_the_mouse_and_by_keys_and_stays_there(opened, services):
    def order():
        return [measure.id for measure in services.measures.heads()]

    first, second, third = order()[:3]
    rows = opened.panel.track.rows.rows
    opened.click(rows[second].up)
    assert order()[:3] == [second, first, third]

    rows[second].box.setFocus()
    opened.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    opened.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order()[:3] == [first, third, second]
    assert rows[second].box.hasFocus()

    opened.go_to("today")
    shown = [row for row in opened.panel.card.editors if row in order()]
    assert shown == [row for row in order() if row in set(shown)]


def test_a_setting_is_found_by_a_part_of_its_name(opened):
    opened.click(opened.panel.search)
    QTest.keyClicks(opened.panel.search, "text si")
    opened.press(Qt.Key.Key_Return)
    settle()
    assert opened.panel.now == "look"
    assert opened.panel.look.scale.chosen_button.hasFocus()


def test_a_search_says_when_nothing_fits_and_clearing_it_brings_the_section_back(opened):
    opened.panel.search.setFocus()
    QTest.keyClicks(opened.panel.search, "zzz")
    assert opened.panel.results._none.isVisible()
    assert not opened.panel.track.isVisible()
    for _typed in "zzz":
        opened.press(Qt.Key.Key_Backspace)
    assert opened.panel.track.isVisible()
    assert not opened.panel.results.isVisible()


def test_while_a_search_shows_what_it_found_no_section_is_marked_as_in_front(opened):
    marked = [line.text() for line in opened.panel.list._group.buttons() if line.isChecked()]
    assert marked == ["What to track"]
    opened.panel.search.setFocus()

    QTest.keyClicks(opened.panel.search, "lock")

    assert not any(line.isChecked() for line in opened.panel.list._group.buttons())
    opened.panel.search.clear()
    opened.panel.search.textEdited.emit("")
    assert opened.panel.list.line_of("track").isChecked()


def test_where_there_is_room_for_one_column_the_sections_are_one_field_above_it(opened):
    opened.window.resize(960, 640)
    theme.current().use(Preferences(theme="light", text_scale=200))
    settle()
    field = opened.panel.list.field
    assert field.isVisible()
    assert not opened.panel.list.line_of("look").isVisible()
    assert field.currentText() == "What to track"

    field.setFocus()
    opened.press(Qt.Key.Key_Down)

    assert opened.panel.now == "look"
    assert opened.panel.look.isVisible()


def test_sections_are_one_stop_and_arrows_move(opened):
    opened.panel.list.line_of("track").setFocus()
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Space)
    assert opened.panel.now == "look"


def test_the_chosen_hide_key_hides_and_the_second_keys_always_do(opened):
    section = open_section(opened, "privacy")
    section.hide_key.setFocus()
    QTest.keyClicks(section.hide_key, "F12")
    settle()
    keys = [keys.toString() for keys in opened.window.commands._actions["hide"].shortcuts()]
    assert keys == ["F12", "Ctrl+Shift+H"]
    opened.press(Qt.Key.Key_F12)
    settle()
    assert opened.window.shell is None


def test_minimising_locks_only_where_the_person_wants_it(opened):
    opened.window.showMinimized()
    settle()
    assert opened.window.shell is not None
    opened.window.showNormal()
    opened.click(open_section(opened, "privacy").lock_minimised.button_of("yes"))
    opened.window.showMinimized()
    settle()
    assert opened.window.shell is None


def test_the_vaults_folder_can_be_copied(opened, services):
    opened.click(open_section(opened, "about").copy_button)
    assert QApplication.clipboard().text() == str(services.session.folder)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 30), "This version is of 22 November 2026."),
        (date(2026, 12, 22), "This version is of 22 November 2026, 1 month old."),
        (date(2028, 2, 21), "This version is of 22 November 2026, 14 months old."),
        (date(2020, 1, 1), "This version is of 22 November 2026."),
    ],
)
def test_the_version_says_how_old_it_is(today, words):
    assert age_words(today) == words


def test_everything_is_saved_as_csv_and_json(opened, services, tmp_path, monkeypatch):
    enter(services, [1, 0], mood=5.0)
    suggested = []

    def ask(_parent, _title, name, _kinds, _ending):
        suggested.append(name)
        return tmp_path / name

    monkeypatch.setattr(data_presenter, "ask_where_to_save", ask)
    open_section(opened, "data")
    opened.click(opened.panel.data.csv_button)
    assert opened.said.startswith("2 values saved. This file is not locked.")
    opened.click(opened.panel.data.json_button)

    assert suggested == ["export-2026-03-12.csv", "export-2026-03-12.json"]
    with (tmp_path / suggested[0]).open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    assert json.loads((tmp_path / suggested[1]).read_text(encoding="utf-8"))


def test_an_export_that_fails_can_be_tried_again(opened, services, tmp_path, monkeypatch):
    enter(services, [0], mood=5.0)
    path = tmp_path / "gone" / "all.csv"
    monkeypatch.setattr(data_presenter, "ask_where_to_save", lambda *_asked: path)
    open_section(opened, "data")
    opened.click(opened.panel.data.csv_button)
    assert opened.window.shell.notices.is_problem
    path.parent.mkdir()
    opened.click_notice()
    assert path.exists()


def test_bring_data_in_leads_there(opened):
    opened.click(open_section(opened, "data").import_button)
    assert opened.window.shell.now == "imports"


def test_licences_can_be_read(opened):
    opened.click(open_section(opened, "about").licences_button)
    settle()
    dialog = QApplication.activeModalWidget()
    words = dialog.field.toPlainText()
    dialog.close_button.click()
    for name in ("PySide6", "sqlcipher3", "typst", "SIL OPEN FONT LICENSE"):
        assert name in words


def test_every_part_that_is_needed_has_a_licence():
    found = parts()
    assert {"PySide6_Essentials", "sqlcipher3", "SQLAlchemy"} <= {part.name for part in found}
    assert [part.name for part in found if not part.licence] == []
    notices = licence_notices()
    assert all(f"{part.name} {part.version}: {part.licence}" in notices for part in found)


def test_the_page_lets_go_of_the_preferences_when_it_is_locked(opened):
    keeper = opened.page._preferences
    opened.window.lock()
    settle()
    keeper.change(text_scale=125)  # would raise if the page still listened
    assert theme.current().scale == 1.25


@pytest.mark.parametrize("size", [(1280, 800), (960, 640)])
def test_in_large_text_a_section_that_was_chosen_comes_into_sight(open_page, services, size):
    opened = open_page("settings", services, size=size, text_scale=200)
    opened.panel.list.field.setFocus()
    opened.press(Qt.Key.Key_End)
    settle()
    assert opened.panel.now == "about"
    about = opened.panel.about.mapTo(opened.panel, QPoint(0, 0)).y()
    assert about < opened.panel.height() // 2


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((960, 640), 200)])
def test_everything_is_named_and_whole_on_small_windows_and_with_large_text(
    open_page, services, size, scale
):
    opened = open_page("settings", services, size=size, text_scale=scale)
    for key in opened.panel.sections:
        open_section(opened, key)
        assert nameless(opened.panel) == []
        assert cut_words(opened.panel) == []
        assert opened.panel.horizontalScrollBar().maximum() == 0


def test_the_wheel_over_a_list_scrolls_the_page_and_changes_nothing(opened):
    before = opened.file.read_bytes() if opened.file.exists() else b""
    region = open_section(opened, "privacy").region
    chosen = region.currentData()
    middle = region.rect().center()
    roll = QWheelEvent(
        middle, region.mapToGlobal(middle), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(region, roll)

    assert region.currentData() == chosen
    assert (opened.file.read_bytes() if opened.file.exists() else b"") == before
