"""Trends as a person uses it: ranges, reading days, the same as a table, with little or much."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.trends import Trends
from iop_companion.services.triggers import ExposureDraft
from iop_companion.services.views import TrendRange
from tests.ui.open_pages import THURSDAY, HeldDrawings, cut_words, enter, nameless, settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def few(services):
    """Five days with mood, sleep, movement and skills; one of the last seven is missing."""
    enter(
        services,
        [5, 4, 2, 1, 0],
        mood=lambda n: 4.0 + n,
        sleep_duration=6.75,
        movement_minutes=20.0,
        skills=("paced_breathing",),
        anxiety=3.0,
    )
    return services


def test_without_entries_there_is_one_sentence_and_a_way_to_the_first(open_page, services):
    opened = open_page("trends", services)
    assert not opened.panel.main.isVisible()
    assert not opened.panel.switch.isVisible()
    assert opened.panel.start_button.hasFocus()

    opened.click(opened.panel.start_button)
    assert opened.window.shell.now == "today"


def test_the_first_weeks_are_not_pressed_into_a_corner_of_twelve(open_page, few):
    opened = open_page("trends", few)
    assert opened.panel.switch.button_of("four_weeks").isChecked()


def test_months_of_entries_begin_with_twelve_weeks(open_page, demo):
    demo_sessions = demo.sessions.last()
    opened = open_page("trends", demo)
    wanted = "twelve_weeks" if demo_sessions is None else "since_session"
    assert opened.panel.switch.button_of(wanted).isChecked()


def test_charts_words_year_and_counts_are_of_the_same_days(open_page, demo):
    opened = open_page("trends", demo)
    opened.click(opened.panel.switch.button_of("twelve_weeks"))
    panel, view = opened.panel, demo.trends.view(TrendRange.TWELVE_WEEKS)

    assert panel._period.text() == "19 December to 12 March"
    assert panel.main.canvas.is_drawn
    assert panel.year.canvas.is_drawn
    assert panel.more.canvas.is_drawn
    assert panel.main.canvas.accessibleDescription().startswith(view.series[0].sentence)
    shown = [label.text() for label in panel.words.findChildren(type(panel._counts))]
    assert view.words[0].sentence in shown
    assert panel._counts.text().startswith(f"{view.n_days_without} of 84 days have no entry.")
    assert panel._usual_words.text().startswith("Built from ")


def test_it_opens_on_the_time_since_the_last_session(open_page, few):
    few.sessions.add(THURSDAY.replace(day=9))
    opened = open_page("trends", few)
    assert opened.panel.switch.key == "since_session"
    assert opened.panel._period.text() == "9 to 12 March"


def test_another_range_is_kept_while_other_pages_are_looked_at(open_page, few):
    opened = open_page("trends", few)
    opened.click(opened.panel.switch.button_of("year"))
    opened.go_to("warning_signs")
    opened.go_to("trends")
    assert opened.panel.switch.key == "year"
    assert opened.panel._period.text() == "13 March 2025 to 12 March 2026"


def test_the_old_picture_stays_until_the_new_range_is_drawn(open_page, few):
    drawings = HeldDrawings()
    opened = open_page("trends", few, drawings=drawings)
    drawings.draw_all()
    before = opened.panel.main.canvas.grab().toImage()

    opened.click(opened.panel.switch.button_of("twelve_weeks"))
    assert opened.panel.main.canvas.grab().toImage() == before

    drawings.draw_all()
    assert opened.panel.main.canvas.grab().toImage() != before


def test_a_day_is_read_by_arrows(open_page, few):
    opened = open_page("trends", few)
    canvas, reading = opened.panel.main.canvas, opened.panel.main.reading
    canvas.setFocus()
    opened.press(Qt.Key.Key_End)
    assert reading.text() == "Thursday 12 March: Mood 4, Sleep 6.75 h, Movement 20 min."
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    assert reading.text() == "Monday 9 March: Mood no entry, Sleep no entry, Movement no entry."
    opened.press(Qt.Key.Key_Escape)
    assert reading.text() == "Point at a day, or press the arrow keys, to read it."


def test_a_day_added_later_says_so(open_page, few):
    opened = open_page("trends", few)
    opened.panel.main.canvas.setFocus()
    for _day in range(6):
        opened.press(Qt.Key.Key_Left)
    assert opened.panel.main.reading.text().endswith("Movement 20 min. Added later.")


def test_a_day_is_read_by_pointing(open_page, few, qtbot):
    opened = open_page("trends", few)
    canvas = opened.panel.main.canvas
    area = canvas._areas[0]
    QTest.mouseMove(canvas, QPoint(round(area.x_of(THURSDAY.toordinal())), 80))
    qtbot.waitUntil(lambda: opened.panel.main.reading.text().startswith("Thursday 12 March: Mood"))


def test_the_year_of_skills_is_read_beside_its_heading(open_page, few):
    opened = open_page("trends", few)
    assert opened.panel.year.reading.text() == "skills used each day"
    opened.panel.year.canvas.setFocus()
    opened.press(Qt.Key.Key_End)
    assert opened.panel.year.reading.text() == "Thursday 12 March: Skills a day 1."


def test_ctrl_b_shows_tables_and_charts_again(open_page, few):
    opened = open_page("trends", few)
    panel = opened.panel
    panel.main.canvas.setFocus()
    opened.press(Qt.Key.Key_End)
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_B, CTRL)

    table = panel.main.table
    assert table.isVisible()
    assert not panel.main.canvas.isVisible()
    assert table.hasFocus()
    assert table.currentIndex().row() == 1
    row = [table.model().index(1, column).data() for column in range(4)]
    assert row == ["Wed 11 Mar", "5", "6.75 h", "20 min"]
    assert table.model().index(3, 1).data() == "–"
    heading = table.model().headerData(2, Qt.Orientation.Horizontal)
    assert heading == "Sleep, hours a night"

    opened.press(Qt.Key.Key_B, CTRL)
    assert panel.main.canvas.hasFocus()
    assert not table.isVisible()
    assert table.model().rowCount() == 0


def test_the_table_has_every_day_of_every_measure(open_page, few):
    opened = open_page("trends", few)
    opened.click(opened.panel.switch.button_of("twelve_weeks"))
    opened.click(opened.panel.table_button)
    assert opened.panel.main.table.model().rowCount() == 84
    assert opened.panel.more.table.model().columnCount() == 2
    assert opened.panel.table_button.text() == "Show as charts"
    assert cut_words(opened.panel) == []


def test_what_came_up_most_stands_below_the_charts_and_follows_the_range(open_page, few):
    for back, trigger, strength in ((0, "conflict", 7), (1, "conflict", None), (40, "noise", 3)):
        few.triggers.keep(THURSDAY - timedelta(days=back), ExposureDraft(trigger, strength))
    opened = open_page("trends", few)
    card = opened.panel.triggers
    opened.click(opened.panel.switch.button_of("four_weeks"))

    said = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert said[:4] == ["What came up most", "Trigger", "Days", "How strong"]
    assert {"Conflict", "2", "7.0 of 10, rated once"} <= set(said)
    assert "Noise" not in said
    assert not card.grab().isNull()
    assert card.sentence.text() == (
        "A trigger is noted on 2 of 28 days. Most often: Conflict on 2 days. Counts, not causes."
    )
    opened.click(opened.panel.switch.button_of("twelve_weeks"))
    assert "Noise on 1 day" in card.sentence.text()


def test_without_a_trigger_there_is_no_such_card(open_page, few):
    assert open_page("trends", few).panel.triggers.isHidden()


def test_a_session_is_noted_and_taken_back(open_page, few):
    opened = open_page("trends", few)
    opened.click(opened.panel.sessions.today_button)
    assert few.sessions.last() == THURSDAY
    assert "Thursday 12 March" in opened.panel.sessions.last_words.text()
    assert opened.said == "Session noted for Thursday 12 March."

    opened.click_notice()
    assert few.sessions.last() is None


def test_a_second_session_of_the_day_is_said_to_be_there(open_page, few):
    few.sessions.add(THURSDAY)
    opened = open_page("trends", few)
    opened.click(opened.panel.sessions.today_button)
    assert opened.said == "A session is noted for Thursday 12 March already."


def test_what_was_entered_elsewhere_is_there_when_the_page_is_shown_again(open_page, few):
    opened = open_page("trends", few)
    opened.go_to("today")
    enter(few, [3], mood=9.0)
    opened.go_to("trends")
    opened.panel.main.canvas.setFocus()
    for _day in range(4):
        opened.press(Qt.Key.Key_Left)
    assert "Mood 9" in opened.panel.main.reading.text()


def test_a_history_that_cannot_be_read_is_said_and_the_page_lives_on(open_page, few, monkeypatch):
    opened = open_page("trends", few)

    def fail(_self, _range):
        raise KnownProblem("vault_damaged")

    with monkeypatch.context() as broken:
        broken.setattr(Trends, "view", fail)
        with pytest.raises(KnownProblem):  # without a thread a problem nobody asked for is raised
            opened.page.refresh()
    assert opened.panel.main.isVisible()
    opened.click(opened.panel.switch.button_of("all"))
    assert opened.panel.switch.key == "all"


def test_nothing_of_the_person_stays_after_locking(open_page, few):
    opened = open_page("trends", few)
    opened.panel.main.canvas.setFocus()
    opened.press(Qt.Key.Key_End)
    opened.press(Qt.Key.Key_B, CTRL)
    panel = opened.panel

    opened.window.hub.locking.emit()

    assert panel.main.table.model().rowCount() == 0
    assert panel.main.canvas._picture.isNull()
    assert panel.main.canvas.accessibleDescription() == ""
    assert "Mood" not in panel.main.reading.text()
    assert panel._counts.text() == panel._usual_words.text() == ""
    assert "12 March" not in panel.sessions.last_words.text()


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_everything_is_named_and_whole_on_small_windows_and_with_large_text(
    open_page, demo, size, scale
):
    opened = open_page("trends", demo, size=size, text_scale=scale)
    opened.click(opened.panel.switch.button_of("all"))
    settle()
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0


def test_a_cell_of_the_year_is_read_by_pointing(open_page, few, qtbot):
    opened = open_page("trends", few)
    canvas, reading = opened.panel.year.canvas, opened.panel.year.reading
    row = next(area for area in canvas._areas if area.holds(THURSDAY.toordinal()))
    at = QPoint(round(row.x_of(THURSDAY.toordinal())), round(row.top + row.height / 2))
    opened.panel.show_all_of(canvas)
    QTest.mouseMove(canvas, at)
    qtbot.waitUntil(lambda: reading.text() == "Thursday 12 March: Skills a day 1.")
    QTest.mouseMove(canvas, at - QPoint(0, round(row.height)))
    qtbot.waitUntil(lambda: reading.text() == "Wednesday 11 March: Skills a day 1.")
    QTest.mouseMove(canvas, at + QPoint(0, round(row.height)))  # tomorrow
    qtbot.waitUntil(lambda: reading.text() == "skills used each day")


def test_reading_days_does_not_lay_the_page_out(open_page, few):
    opened = open_page("trends", few)
    canvas = opened.panel.main.canvas
    canvas.setFocus()
    opened.press(Qt.Key.Key_End)
    settle()
    before = opened.panel.main.geometry(), opened.panel.year.geometry()
    for _day in range(20):
        opened.press(Qt.Key.Key_Left)
    settle()
    assert (opened.panel.main.geometry(), opened.panel.year.geometry()) == before


def test_both_sides_of_a_bipolar_mood_are_one_chart_with_a_column_each_in_the_table(
    open_page, services
):
    services.focuses.apply(["bipolar"])
    enter(services, [6, 5, 4, 3, 1, 0], mood_low=lambda n: n % 2, mood_high=lambda n: n % 3)
    opened = open_page("trends", services)
    panel = opened.panel
    opened.click(panel.switch.button_of("four_weeks"))

    assert len(panel.main.canvas._areas) == 1, "one plot, with both sides on it"
    labels = [pair.label.text() for pair in panel.words._pairs]
    assert labels[0] == "Mood, low to high"
    assert "Low and high are never averaged." in panel.words._pairs[0].sentence.text()
    opened.click(panel.table_button)
    model = panel.main.table.model()
    assert [model.heading(at) for at in range(3)] == [
        "Day", "Mood, low side, 0 to 3", "Mood, high side, 0 to 3",
    ]  # fmt: skip
