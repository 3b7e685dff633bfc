"""Nothing is cut at any text size, everything is reached by Tab, every control has a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation import i18n
from iop_companion.ui.today.hard_answer import WayOn
from scripts import locales
from tests.ui.today.conftest import THURSDAY

SENTENCE = "Sleep has been below your usual since Thursday 5 March."
EVERYTHING = {
    "mood": 5.0,
    "anxiety": 5.0,
    "urge": 3.0,
    "urge_acted_on": "rather_not_say",
    "urge_set_off_by": ("poor_sleep",),
    "sleep_duration": 5.5,
    "sleep_quality": 5.0,
    "movement_minutes": 25.0,
    "movement_kind": "house_garden",
    "skills": ("urge_surfing",),
    "medicine_taken": "not_today",
    "note": "A long line about a day that had a little of everything in it, and then some. " * 2,
}


def settle(qtbot):
    for _ in range(6):
        qtbot.wait(1)


def cut(panel: QWidget) -> list[str]:
    """Every shown text that has less room than it asks for."""
    found = []
    for label in panel.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        needed = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        is_wide = label.wordWrap() or label.sizeHint().width() <= label.width()
        if needed > label.height() or not is_wide:
            found.append(label.text())
    found += [
        button.text()
        for button in panel.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width() + 1
    ]
    for edit in panel.findChildren(QLineEdit):
        words = edit.fontMetrics().horizontalAdvance(edit.text())
        if edit.isVisible() and words > edit.contentsRect().width():
            found.append(edit.text())
    return found


def outside(panel: QWidget) -> list[str]:
    """Every shown control that sticks out to the right of what can be seen."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    return [
        widget.accessibleName()
        for kind in kinds
        for widget in panel.findChildren(kind)
        if widget.isVisible() and widget.mapTo(panel, widget.rect().topRight()).x() >= panel.width()
    ]


@pytest.mark.parametrize("scale", [100, 125, 150, 175, 200])
@pytest.mark.parametrize("width", [960, 1280, 1920])
def test_nothing_is_cut_at_any_text_size_and_width(qtbot, open_page, services, scale, width):
    services.save(**EVERYTHING)
    services.save(day=THURSDAY.replace(day=7), mood=5.0)
    services.early_warnings.warning = EarlyWarning(THURSDAY, Level.WATCH, SENTENCE)
    rail = 0 if scale >= 175 else 216 * scale // 100

    window = open_page(size=(width - rail, 800), text_scale=scale)
    steps = ("Call Dana before nine, or walk to the corner and back",)
    dana = Contact("Dana from the Tuesday group", "+1 555 010 4477", "also late in the evening")
    window.panel.show_hard_answer(WayOn(steps, (dana,)))
    window.panel.show_problem(SENTENCE, can_retry=True)
    settle(qtbot)

    assert cut(window.panel) == []
    assert outside(window.panel) == []


@pytest.fixture
def a_longer_language():
    """Every word longer by two fifths, as it may be in another language."""
    locales.compile_all()
    i18n.use_language(locales.PSEUDO, folder=locales.PSEUDO_FOLDER)
    load_catalog.cache_clear()
    yield
    i18n.use_language()
    load_catalog.cache_clear()


@pytest.mark.usefixtures("a_longer_language")
@pytest.mark.parametrize(("scale", "width"), [(100, 1280), (100, 960), (150, 1280), (200, 960)])
def test_nothing_is_cut_in_a_longer_language(qtbot, open_page, services, scale, width):
    services.save(**EVERYTHING)
    services.early_warnings.warning = EarlyWarning(THURSDAY, Level.WATCH, SENTENCE)
    rail = 0 if scale >= 175 else 216 * scale // 100

    window = open_page(size=(width - rail, 800), text_scale=scale)
    settle(qtbot)

    assert cut(window.panel) == []
    assert outside(window.panel) == []


def test_the_whole_form_fits_1280_by_800_without_scrolling(qtbot, open_page, services):
    services.save(**{**EVERYTHING, "note": "A line"})

    window = open_page(size=(1280 - 216, 800))
    settle(qtbot)

    assert not window.editor("urge_acted_on").isHidden()
    assert window.panel._scroll.verticalScrollBar().maximum() == 0
    assert window.panel.footer.geometry().bottom() < 800
    assert window.panel.footer.geometry().top() > window.panel._scroll.geometry().bottom()


@pytest.mark.parametrize(("scale", "is_beside"), [(100, True), (150, False), (200, False)])
def test_the_side_column_goes_under_the_form_at_150(qtbot, open_page, services, scale, is_beside):
    services.save(mood=5.0)

    window = open_page(size=(1600, 900), text_scale=scale)
    settle(qtbot)

    card, side = window.panel.card, window.panel.side
    at = side.mapTo(window.panel, side.rect().topLeft())
    right_of_form = at.x() > card.mapTo(window.panel, card.rect().topRight()).x()
    assert right_of_form is is_beside


def test_the_text_size_can_change_while_the_page_is_open(qtbot, open_page, services):
    services.save(**EVERYTHING)
    window = open_page()

    window.preferences.change(text_scale=200)
    settle(qtbot)
    assert cut(window.panel) == []
    window.preferences.change(text_scale=100)
    settle(qtbot)

    assert cut(window.panel) == []
    assert window.editor("mood").cells[0].width() == 38
    assert window.shown("movement_minutes") == 25.0


def test_the_footer_stays_in_sight_in_a_low_window(qtbot, open_page, services):
    services.save(**EVERYTHING)

    window = open_page(size=(744, 640))
    settle(qtbot)

    assert window.panel.rect().contains(window.panel.footer.geometry())


def test_every_row_comes_into_sight_when_it_takes_the_focus(qtbot, open_page):
    window = open_page(size=(744, 500))
    settle(qtbot)

    for editor in window.panel.card.editors.values():
        if editor.isHidden() or editor.parentWidget().isHidden():
            continue
        editor.enter()
        settle(qtbot)
        stop = editor.tab_stop()
        top = stop.mapTo(window.panel._scroll.viewport(), stop.rect().topLeft()).y()
        assert top >= 0
        assert top + stop.height() <= window.panel._scroll.viewport().height()


def test_every_control_has_a_name(open_page, services):
    services.save(**EVERYTHING)
    window = open_page()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)

    nameless = [
        widget
        for kind in kinds
        for widget in window.panel.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]

    assert nameless == []


def test_tab_goes_through_head_rows_footer_and_side_column_in_order(qtbot, open_page, services):
    services.save(urge=3.0, movement_minutes=20.0)
    services.early_warnings.warning = EarlyWarning(THURSDAY, Level.WATCH, SENTENCE)
    window = open_page()
    window.panel.switch.previous.setFocus(Qt.FocusReason.TabFocusReason)

    order = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        order.append(focus.accessibleName() or focus.text())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is window.panel.switch.previous:
            break

    assert order == [
        "The day before",
        "Yesterday",
        "Today",
        "Other day",
        "Mood, 0 of 0 to 10, 0 low, 10 good",
        "Anxiety, 0 of 0 to 10, 0 none, 10 most",
        "Triggers and plans",
        "Strongest urge, 3 of 0 to 10, 0 to 10",
        "Set off by: Poor sleep",
        "Acted on it: No",
        "Sleep diary",
        "Sleep, 0 to 24 h, last night",
        "Sleep quality, 1, Poor of 1 to 5, last night",
        "Several movements",
        "Movement: 20 min",
        "Kind of movement",
        "Skills used: Breathing",
        "Medication: Taken",
        "Note",
        "Save check-in",
        "Save mood only",
        "See what changed",
        "Details of this day",
        "Add a moment",
        "Rows of my own",
    ]


def test_targets_are_at_least_36_px(open_page, services):
    services.save(**EVERYTHING)
    window = open_page()

    small = [
        (button.text(), button.size().toTuple())
        for button in window.panel.findChildren(QAbstractButton)
        if button.isVisible() and min(button.size().toTuple()) < 36
    ]

    assert small == []


def test_exactly_one_button_is_the_primary_one(open_page):
    window = open_page()

    primary = [
        button.text()
        for button in window.panel.findChildren(QAbstractButton)
        if button.property("kind") == "primary" and button.isVisible()
    ]

    assert primary == ["Save check-in"]


def test_the_day_is_named_in_sight_when_today_opens_with_large_text(open_page, qtbot):
    window = open_page(size=(1280, 700), text_scale=200)
    settle(qtbot)

    title = window.panel.title
    assert window.panel.card.isAncestorOf(QApplication.focusWidget())
    assert title.visibleRegion().boundingRect().height() == title.height()


def test_a_window_that_grows_while_today_opens_shows_the_name_of_the_day(open_page, qtbot):
    window = open_page(size=(800, 380), text_scale=200)
    settle(qtbot)
    title = window.panel.title
    assert title.visibleRegion().boundingRect().height() < title.height()

    window.panel.resize(800, 800)
    settle(qtbot)

    assert title.visibleRegion().boundingRect().height() == title.height()
