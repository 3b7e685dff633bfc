"""Settings: every control counts at once and is still so after a new start."""

import csv
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.about import licence_notices, parts
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import load_preferences
from iop_companion.services.measures import MeasureList
from iop_companion.ui.settings import presenter
from iop_companion.ui.toolkit import theme
from tests.ui.open_pages import cut_words, enter, nameless, settle


@pytest.fixture
def opened(open_page, services, tmp_path):
    made = open_page("settings", services, preferences_file=tmp_path / "preferences.toml")
    made.file = tmp_path / "preferences.toml"
    return made


@pytest.mark.parametrize(
    ("control", "key", "name", "kept"),
    [
        ("theme", "dark", "theme", "dark"),
        ("scale", "150", "text_scale", 150),
        ("move_on", "no", "move_on_answer", False),
        ("lock_after", "10", "lock_after_minutes", 10),
        ("name", "notes", "discreet_name", True),
    ],
)
def test_a_choice_counts_at_once_and_after_a_new_start(opened, control, key, name, kept):
    opened.click(getattr(opened.panel, control).button_of(key))
    assert getattr(opened.page._preferences.now, name) == kept
    assert getattr(load_preferences(opened.file), name) == kept


def test_theme_text_size_and_name_are_seen_at_once(opened):
    opened.click(opened.panel.theme.button_of("dark"))
    opened.click(opened.panel.scale.button_of("125"))
    opened.click(opened.panel.name.button_of("notes"))
    assert theme.current().palette.is_dark
    assert theme.current().scale == 1.25
    assert opened.window.windowTitle() == "Notes"


def test_what_is_changed_by_keys_elsewhere_is_shown_here(opened):
    opened.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    opened.press(
        Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert opened.panel.scale.key == "125"
    assert opened.panel.theme.key == "dark"


def test_the_region_is_chosen_by_keys_and_told_to_the_support_page(opened):
    told = []
    opened.window.hub.region_changed.connect(told.append)
    opened.panel.region.setFocus()
    assert opened.panel.region.currentText() == "United States"
    QTest.keyClicks(opened.panel.region, "Ger")
    settle()
    assert load_preferences(opened.file).region == opened.panel.region.currentData() == told[-1]
    assert opened.panel.region.currentText() == "Germany"


def test_a_row_is_switched_off_and_on_and_keeps_what_it_holds(opened, services):
    enter(services, [0], anxiety=4.0)
    row = opened.panel.rows.rows[MeasureId("anxiety")]
    assert row.box.isChecked()
    opened.click(row.box)
    assert MeasureId("anxiety") not in {measure.id for measure in services.measures.rows()}

    opened.go_to("today")
    assert MeasureId("anxiety") not in opened.panel.card.editors
    opened.go_to("settings")
    opened.click(opened.panel.rows.rows[MeasureId("anxiety")].box)
    assert services.check_ins.day().values[MeasureId("anxiety")].value == 4.0


def test_a_row_that_could_not_be_switched_is_shown_as_it_is(opened, monkeypatch):
    def full(_self, _id, _on):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(MeasureList, "set_on", full)
        opened.click(opened.panel.rows.rows[MeasureId("mood")].box)
    assert opened.panel.rows.rows[MeasureId("mood")].box.isChecked()
    assert opened.window.shell.notices.is_problem


def test_everything_is_saved_as_csv_and_json(opened, services, tmp_path, monkeypatch):
    enter(services, [1, 0], mood=5.0)
    suggested = []

    def ask(_parent, _title, name, _kinds, _ending):
        suggested.append(name)
        return tmp_path / name

    monkeypatch.setattr(presenter, "ask_where_to_save", ask)
    opened.click(opened.panel.csv_button)
    assert opened.said.startswith("2 values saved. This file is not locked.")
    opened.click(opened.panel.json_button)

    assert suggested == ["export-2026-03-12.csv", "export-2026-03-12.json"]
    with (tmp_path / suggested[0]).open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    assert json.loads((tmp_path / suggested[1]).read_text(encoding="utf-8"))


def test_an_export_that_fails_can_be_tried_again(opened, services, tmp_path, monkeypatch):
    enter(services, [0], mood=5.0)
    path = tmp_path / "gone" / "all.csv"
    monkeypatch.setattr(presenter, "ask_where_to_save", lambda *_asked: path)
    opened.click(opened.panel.csv_button)
    assert opened.window.shell.notices.is_problem
    path.parent.mkdir()
    opened.click_notice()
    assert path.exists()


def test_bring_data_in_leads_there(opened):
    opened.click(opened.panel.import_button)
    assert opened.window.shell.now == "imports"


def test_licences_can_be_read(opened):
    opened.click(opened.panel.licences_button)
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


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((960, 640), 200)])
def test_everything_is_named_and_whole_on_small_windows_and_with_large_text(
    open_page, services, size, scale
):
    opened = open_page("settings", services, size=size, text_scale=scale)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0
