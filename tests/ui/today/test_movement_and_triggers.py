"""Movement in bouts and triggers with their plans, by keys; problems in place, words kept."""

from PySide6.QtCore import Qt

from iop_companion.domain.ids import MeasureId
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    cut_words,
    nameless,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier


def type_words(opened, words):
    opened.qtbot.keyClicks(opened.window.focusWidget(), words)
    settle()


def test_two_movements_are_added_by_keys_and_the_row_of_today_follows(services, open_page):  # noqa: F811
    opened = open_page("movement", services)
    panel = opened.panel
    for minutes, effort in (("20", "2"), ("15", "3")):
        type_words(opened, minutes[0])
        type_words(opened, minutes[1])
        opened.press(Qt.Key.Key_Return)
        type_words(opened, effort)
        opened.press(Qt.Key.Key_Space)
        settle()
        panel.take_focus()

    assert services.check_ins.day().values[MeasureId("movement_minutes")].value == 35
    assert "50 moderate minutes" in panel._week.text()
    assert not panel._who.isVisible(), "the figure of the WHO only when asked"
    opened.click(panel.who_button)
    assert "150 to 300" in panel._who.text()
    opened.press(Qt.Key.Key_Return, CTRL)
    assert panel.problem.text().startswith("A movement needs its minutes")
    assert not nameless(opened.window)
    assert not cut_words(panel)


def test_a_trigger_with_a_plan_is_written_by_keys(services, open_page):  # noqa: F811
    opened = open_page("triggers", services)
    panel = opened.panel
    opened.click(panel.plan_button)
    for words in ("the house is empty", "call Dana"):
        type_words(opened, words)
        opened.press(Qt.Key.Key_Return)
    type_words(opened, "music")
    opened.press(Qt.Key.Key_Return)
    settle()
    assert services.triggers.day().plans[0].plan.backup == "music"

    opened.press(Qt.Key.Key_Return, CTRL)
    assert panel.form.problem.text().startswith("Which trigger was it?")
    panel.take_focus()
    type_words(opened, "an old song")
    opened.press(Qt.Key.Key_Return)
    type_words(opened, "6")
    type_words(opened, "alone")
    panel.form.plan.setCurrentIndex(1)
    opened.click(panel.form.helped.cells[2])
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()

    (one,) = services.triggers.day().exposures
    assert (one.trigger, one.intensity, one.came_before) == ("an old song", 6, "alone")
    assert services.triggers.day().plans[0].count.helped == 1
    assert "1 time" in panel._top.text()
    assert not nameless(opened.window)
    assert not cut_words(panel)
