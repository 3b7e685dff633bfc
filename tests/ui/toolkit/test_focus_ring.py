"""The ring around what has the keyboard."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from iop_companion.ui.toolkit.cards import button
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.focus_ring import FocusRing
from iop_companion.ui.widgets.tick_row import TickRow

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def pile(qtbot):
    """A window with a field, a button and a long list of buttons that scrolls."""
    window = QWidget()
    column = QVBoxLayout(window)
    window.field, window.press = QLineEdit(), button("Press")
    content = QWidget()
    inner = QVBoxLayout(content)
    window.many = [button(f"Button {number}") for number in range(20)]
    for one in window.many:
        inner.addWidget(one)
    window.area = QScrollArea()
    window.area.setWidget(content)
    window.area.setWidgetResizable(True)
    for part in (window.field, window.press, window.area):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.ring = FocusRing(window)
    window.resize(300, 360)
    with qtbot.waitActive(window):
        window.show()
    window.many[19].setFocus()
    return window


def _inside(window, widget):
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _click(window, widget):
    """Click as the mouse does: through the window, not on the widget itself."""
    at = _inside(window, widget).center()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)


def test_a_key_puts_the_ring_two_pixels_outside_the_control(pile):
    pile.field.setFocus()
    QTest.keyClick(pile.field, Qt.Key.Key_Tab)

    assert pile.press.hasFocus()
    assert pile.ring.ringed == _inside(pile, pile.press)
    seen = pile.grab().toImage()
    left = _inside(pile, pile.press).left()
    middle = _inside(pile, pile.press).center().y()
    assert seen.pixelColor(left - 4, middle).name().upper() == "#5B2FC4"
    assert seen.pixelColor(left - 1, middle).name().upper() != "#5B2FC4"


def test_a_click_on_a_button_shows_no_ring_and_one_on_a_field_does(pile):
    _click(pile, pile.press)
    assert pile.press.hasFocus()
    assert pile.ring.ringed.isEmpty()

    _click(pile, pile.field)
    assert pile.ring.ringed == _inside(pile, pile.field)


def test_the_first_key_after_a_click_brings_the_ring(pile):
    _click(pile, pile.press)
    QTest.keyClick(pile.press, Qt.Key.Key_Shift)

    assert pile.ring.ringed == _inside(pile, pile.press)


def test_the_ring_follows_scrolling_and_never_leaves_the_scrolled_area(pile):
    # given
    pile.many[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pile.many[0], Qt.Key.Key_Shift)
    pile.area.verticalScrollBar().setValue(0)
    before = pile.ring.ringed
    # when
    pile.area.verticalScrollBar().setValue(12)
    # then
    assert pile.ring.ringed == before.translated(0, -12)
    area = _inside(pile, pile.area.viewport())
    assert area.top() <= pile.ring.geometry().top()

    pile.area.verticalScrollBar().setValue(pile.area.verticalScrollBar().maximum())
    assert pile.ring.isHidden()


def test_the_ring_goes_when_its_control_is_freed(pile, qtbot):
    QTest.keyClick(pile.many[19], Qt.Key.Key_Shift)
    pile.press.setFocus()
    assert pile.ring.ringed == _inside(pile, pile.press)

    press, pile.press = pile.press, None
    press.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    press.deleteLater()
    qtbot.waitUntil(lambda: pile.ring.target is not press)

    assert pile.focusWidget() is None or pile.ring.ringed == _inside(pile, pile.focusWidget())


def _colours_along(seen, y, left, right):
    return {seen.pixelColor(x, y).name().upper() for x in range(left, right)}


def test_a_ring_inside_a_filled_control_has_a_rim_that_keeps_it_in_sight(pile):
    pile.press.setProperty("kind", "primary")
    pile.press.setProperty("ring", "inside")
    pile.press.style().unpolish(pile.press)
    pile.press.style().polish(pile.press)
    pile.press.setFocus()
    QTest.keyClick(pile.press, Qt.Key.Key_Shift)

    at = _inside(pile, pile.press)
    along = _colours_along(pile.grab().toImage(), at.center().y(), at.left(), at.left() + 10)
    assert {"#5B2FC4", "#FFFFFF", "#0E5460"} <= along


def test_the_ring_of_a_tick_goes_round_its_box_and_leaves_the_words_free(pile):
    row = TickRow("Tell one person this week")
    pile.layout().insertWidget(0, row)
    row.show()
    row.box.setFocus()
    QTest.keyClick(row.box, Qt.Key.Key_Shift)

    words = row.findChild(QLabel)
    assert pile.ring.ringed.width() == pile.ring.ringed.height() == 21
    assert pile.ring.geometry().right() < _inside(pile, words).left()


@pytest.mark.parametrize("by_key", [True, False])
def test_a_dialog_opened_by_key_begins_with_its_ring(pile, qtbot, by_key):
    if by_key:
        QTest.keyClick(pile.many[19], Qt.Key.Key_Tab)
    else:
        _click(pile, pile.press)
    dialog = Dialog("Sure", pile)
    yes = button("Yes")
    dialog.buttons.addWidget(yes)
    dialog.open()
    dialog.activateWindow()
    yes.setFocus()
    qtbot.waitUntil(yes.hasFocus)

    assert (dialog.ring.ringed == _inside(dialog, yes)) is by_key
