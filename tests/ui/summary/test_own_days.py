"""Summary: a period by its own first and last day, chosen from calendars."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless, settle


@pytest.fixture
def opened(open_page, services):
    """The page over two weeks of entries, with days of one's own chosen as the period."""
    enter(services, range(14), mood=5.0)
    page = open_page("summary", services)
    page.click(page.panel.about.period.button_of("own_days"))
    return page


def choose(opened, button, day: date) -> None:
    """Open the calendar with the mouse, go to the day with the arrow keys, take it with Enter."""
    opened.click(button)
    calendar = button._calendar.calendar
    shown = button.day
    step = Qt.Key.Key_Right if day > shown else Qt.Key.Key_Left
    view = QApplication.focusWidget()
    for _day in range(abs((day - shown).days)):
        QTest.keyClick(view, step)
    assert calendar.selectedDate() == QDate(day.year, day.month, day.day)
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()


def test_own_days_begin_from_the_days_shown_before(opened):
    own = opened.panel.about.own_days
    assert own.isVisible()
    assert own.days == (THURSDAY - timedelta(days=6), THURSDAY)
    assert opened.panel.about.period_words.text() == "6 to 12 March, 7 days"


def test_the_pages_are_of_the_days_chosen_from_the_calendars(opened):
    about = opened.panel.about
    choose(opened, about.own_days.first, date(2026, 3, 2))
    choose(opened, about.own_days.last, date(2026, 3, 10))

    assert about.period_words.text() == "2 to 10 March, 9 days"
    summary = opened.page._preview.summary
    assert (summary.first, summary.last) == (date(2026, 3, 2), date(2026, 3, 10))
    assert summary.n_days_with_entries == 9


def test_an_impossible_order_is_said_and_nothing_is_saved_until_it_is_mended(opened, monkeypatch):
    asked = []
    monkeypatch.setattr(opened.page, "_ask_where", lambda *_: asked.append(1))
    about = opened.panel.about
    choose(opened, about.own_days.last, date(2026, 3, 3))

    assert about.own_days.problem.text().startswith("The first day is after the last.")
    assert about.own_days.problem.isVisible()
    assert about.period_words.text() == ""
    opened.click(opened.panel.save_button)
    assert asked == []
    assert about.own_days.first.hasFocus()

    choose(opened, about.own_days.first, date(2026, 3, 1))
    assert not about.own_days.problem.isVisible()
    assert about.period_words.text() == "1 to 3 March, 3 days"
    assert opened.page._preview.summary.n_days == 3


def test_what_was_typed_beside_impossible_days_is_kept(opened, services):
    about = opened.panel.about
    choose(opened, about.own_days.last, date(2026, 3, 3))
    QTest.keyClicks(about.talk, "Short nights")
    opened.panel.tell_choices()
    assert services.summarising.default_request().talk_points == ("Short nights",)


def test_a_day_to_come_cannot_be_chosen(opened):
    own = opened.panel.about.own_days
    choose(opened, own.last, THURSDAY + timedelta(days=1))
    assert own.last.day == THURSDAY
    assert "is still to come" in own.last._calendar.refusal.text()


def test_ten_years_are_a_period_too(opened):
    about = opened.panel.about
    about.own_days.show_days(THURSDAY.replace(year=2016), THURSDAY, THURSDAY)
    opened.panel.tell_choices()
    assert opened.page.n_pages <= 2
    assert opened.page._preview.summary.n_days == 3653


def test_after_the_lock_no_day_stays(opened):
    opened.window.hub.locking.emit()
    own = opened.panel.about.own_days
    assert not own.isVisible()
    assert own.days == (date.min, date.min)


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_the_days_are_named_and_whole_when_narrow_or_large(open_page, services, size, scale):
    opened = open_page("summary", services, size=size, text_scale=scale)
    about = opened.panel.about
    opened.click(about.period.button_of("own_days"))
    about.own_days.show_days(THURSDAY, THURSDAY - timedelta(days=1), THURSDAY)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0
