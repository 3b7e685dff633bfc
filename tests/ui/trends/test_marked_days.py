"""Marking days, sessions of any day, and choosing charts: by keys and mouse, over a real vault."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionComboBox

from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.domain.diary_entries import Regimen
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless, settle

CTRL = Qt.KeyboardModifier.ControlModifier
MONDAY = THURSDAY.replace(day=9)


@pytest.fixture
def week(services):
    """A week of mood, sleep, movement and urges."""
    enter(services, range(7), mood=5.0, sleep_duration=7.0, movement_minutes=20.0, urge=2.0)
    return services


def choose_day(calendar, day):
    """Click a day in an open calendar."""
    calendar.calendar.clicked.emit(QDate(day.year, day.month, day.day))
    settle()


def mark(opened, words, kind=EventKind.MEDICINE):
    """Open the form, pick a kind and type words, by keys alone."""
    form = opened.panel.marked.form
    opened.panel.marked.mark_button.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert form.day.hasFocus()
    opened.press(Qt.Key.Key_Tab)
    for _step in range(list(EventKind).index(kind)):
        opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Tab)
    QTest.keyClicks(form.words, words)


def test_a_day_is_marked_drawn_read_tabled_and_taken_back(open_page, week):
    opened = open_page("trends", week)
    panel = opened.panel
    mark(opened, "Sertraline to 100 mg")
    opened.press(Qt.Key.Key_Return)

    assert week.events.all() == (ChartEvent(THURSDAY, "Sertraline to 100 mg", EventKind.MEDICINE),)
    assert opened.said == "Marked on the charts."
    assert "Sertraline to 100 mg 12 March" in panel.main.canvas.accessibleDescription()
    assert panel.marked.form.isHidden()
    assert panel.marked.mark_button.hasFocus()

    panel.main.canvas.setFocus()
    opened.press(Qt.Key.Key_End)
    assert panel.main.reading.text().endswith("Marked: Sertraline to 100 mg.")
    opened.press(Qt.Key.Key_B, CTRL)
    model = panel.main.table.model()
    last = model.columnCount() - 1
    assert model.headerData(last, Qt.Orientation.Horizontal) == "Marked"
    assert model.index(0, last).data() == "Sertraline to 100 mg"

    opened.click_notice()
    assert week.events.all() == ()
    assert model.columnCount() == last


def test_a_kind_alone_is_enough_but_another_thing_needs_a_word(open_page, week):
    opened = open_page("trends", week)
    form = opened.panel.marked.form
    mark(opened, "", EventKind.OTHER)
    opened.press(Qt.Key.Key_Return)
    assert "Write a word or two" in form.problem.text()
    assert form.words.hasFocus()

    form.kind.setCurrentIndex(list(EventKind).index(EventKind.DISCHARGE))
    opened.click(form.save_button)
    assert [event.label for event in week.events.all()] == ["Discharge"]


def test_a_mark_is_moved_to_another_day_and_taken_off(open_page, week):
    week.events.add(THURSDAY, "IOP start", EventKind.START)
    opened = open_page("trends", week)
    card = opened.panel.marked
    opened.click(card.change_buttons[0])
    assert card.form.words.text() == "IOP start"
    opened.click(card.form.day)
    choose_day(card.form.day._calendar, MONDAY)
    opened.click(card.form.save_button)
    assert week.events.all() == (ChartEvent(MONDAY, "IOP start", EventKind.START),)

    opened.click(card.change_buttons[0])
    opened.click(card.form.remove_button)
    assert week.events.all() == ()
    assert opened.said == "Taken off the charts."
    opened.click_notice()
    assert len(week.events.all()) == 1


def test_escape_leaves_the_form_and_changes_nothing(open_page, week):
    opened = open_page("trends", week)
    mark(opened, "Half a thought")
    opened.press(Qt.Key.Key_Escape)
    assert week.events.all() == ()
    assert opened.panel.marked.mark_button.hasFocus()


def test_what_was_being_marked_is_kept_when_the_window_locks(open_page, week):
    opened = open_page("trends", week)
    mark(opened, "Dose change")
    opened.window.hub.locking.emit()
    assert [event.label for event in week.events.all()] == ["Dose change"]
    assert opened.panel.marked.form.words.text() == ""


def test_marks_outside_the_range_are_there_on_asking(open_page, week):
    week.events.add(THURSDAY.replace(year=2025), "Long ago", EventKind.OTHER)
    opened = open_page("trends", week)
    card = opened.panel.marked
    assert card.change_buttons == []
    opened.click(card.others_button)
    assert [one.accessibleName() for one in card.change_buttons] == [
        "Change Long ago, Wednesday 12 March 2025"
    ]


def test_a_session_of_another_day_is_noted_and_taken_off(open_page, week):
    opened = open_page("trends", week)
    card = opened.panel.sessions
    opened.click(card.other_button)
    choose_day(card._calendar, MONDAY)
    assert week.sessions.all() == [MONDAY]
    assert opened.said == "Session noted for Monday 9 March."

    opened.click(card.list_button)
    opened.click(card.remove_buttons[0])
    assert week.sessions.all() == []
    opened.click_notice()
    assert week.sessions.all() == [MONDAY]


def test_a_session_to_come_is_refused_in_the_calendar(open_page, week):
    opened = open_page("trends", week)
    card = opened.panel.sessions
    opened.click(card.other_button)
    choose_day(card._calendar, THURSDAY.replace(day=20))
    assert week.sessions.all() == []
    assert "still to come" in card._calendar.refusal.text()


def test_charts_are_left_out_and_moved_by_keys_and_stay_so(open_page, week):
    opened = open_page("trends", week)
    panel = opened.panel
    panel.choose_button.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert panel.choose.rows["mood"].tick.box.hasFocus()

    opened.press(Qt.Key.Key_Space)
    assert panel.main.canvas.accessibleName() == "Chart: Sleep, Movement, Strongest urge"
    assert panel.choose.rows["mood"].tick.box.hasFocus()
    panel.choose.rows["urge"].up.setFocus()
    for _step in range(3):
        opened.press(Qt.Key.Key_Space)
    assert panel.main.canvas.accessibleName() == "Chart: Strongest urge, Sleep, Movement"
    assert list(panel.choose.rows)[:2] == ["urge", "mood"]
    assert panel.choose.rows["urge"].down.hasFocus()

    again = open_page("trends", week)
    assert again.panel.main.canvas.accessibleName() == "Chart: Strongest urge, Sleep, Movement"
    again.click(again.panel.choose_button)
    again.click(again.panel.choose.usual_button)
    assert again.panel.main.canvas.accessibleName() == "Chart: Mood, Sleep, Movement"


def test_with_every_chart_left_out_there_is_a_way_back(open_page, week):
    week.chart_choice.choose([], ["mood", "sleep_duration", "movement_minutes", "urge"])
    opened = open_page("trends", week)
    assert not opened.panel.main.isVisible()
    opened.click(opened.panel.choose_button)
    opened.click(opened.panel.choose.rows["mood"].tick.box)
    assert opened.panel.main.canvas.accessibleName() == "Chart: Mood"
    opened.click(opened.panel.choose.done_button)
    assert not opened.panel.choose.isVisible()
    assert opened.panel.choose_button.hasFocus()


def test_days_before_the_first_entry_are_said_to_be_untracked(open_page, week):
    opened = open_page("trends", week)
    words = opened.panel._counts.text()
    assert words.startswith("Tracking began 6 March. Every day has an entry.")
    opened.panel.main.canvas.setFocus()
    opened.press(Qt.Key.Key_Home)
    assert "Mood not tracked yet" in opened.panel.main.reading.text()
    opened.click(opened.panel.table_button)
    model = opened.panel.main.table.model()
    assert model.index(6, 1).data() == "5"
    assert model.index(7, 1).data() == ""


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_forms_and_lists_are_whole_and_named_when_narrow_or_large(open_page, demo, size, scale):
    opened = open_page("trends", demo, size=size, text_scale=scale)
    panel = opened.panel
    opened.click(panel.switch.button_of("all"))
    opened.click(panel.choose_button)
    opened.click(panel.sessions.list_button)
    opened.click(panel.marked.change_buttons[0])
    panel.marked.form.show_problem("Write a word or two, so that the charts can name it.")
    assert nameless(panel) == []
    assert cut_words(panel) == []
    assert panel.horizontalScrollBar().maximum() == 0


@pytest.fixture
def many_marks(week):
    """Marks with names too long for one line beside their button."""
    names = ("Hydroxyzine 25 mg begun", "Sertraline 50 mg begun", "Sertraline 50 mg to 100 mg")
    for back, name in enumerate(names):
        week.events.add(THURSDAY.replace(day=11 - back), name, EventKind.MEDICINE)
    return week


def test_nothing_is_cut_and_all_of_the_form_is_in_sight_while_a_mark_is_changed(
    open_page, many_marks
):
    opened = open_page("trends", many_marks, theme="dark")  # dressed: the style gives widths
    card = opened.panel.marked
    opened.click(card.change_buttons[-1])
    settle()
    assert cut_words(card) == []
    assert all(one.width() < 44 for one in card.change_buttons)  # an icon asks for no more
    kinds = card.form.kind
    for at in range(kinds.count()):
        kinds.setCurrentIndex(at)
        option = QStyleOptionComboBox()
        kinds.initStyleOption(option)
        room = kinds.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField
        )
        assert kinds.fontMetrics().horizontalAdvance(kinds.currentText()) <= room.width()
    port = opened.panel.viewport()
    top = card.form.mapTo(port, card.form.rect().topLeft()).y()
    assert top >= 0
    assert top + card.form.height() <= port.height()


def test_the_day_of_a_medicine_is_told_and_changed_where_the_medicine_is(open_page, week):
    week.medicines.add("Sertraline", Regimen(MONDAY, "50 mg", ("morning",)))
    week.medicines.add("Hydroxyzine", Regimen(MONDAY, "25 mg"))
    week.events.add(MONDAY, "Moved house", EventKind.OTHER)
    opened = open_page("trends", week)
    card = opened.panel.marked
    assert not cut_words(card)
    words = [label.text() for label in card._list.findChildren(QLabel)]
    at = words.index("Hydroxyzine 25 mg begun")
    assert words[at : at + 2] == ["Hydroxyzine 25 mg begun", "9 Mar, from Medicines"]
    assert words.index("Sertraline 50 mg begun") > at
    assert [one.accessibleName() for one in card.change_buttons] == [
        "Change Moved house, Monday 9 March"
    ]
