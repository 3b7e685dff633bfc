"""A mood with two sides on Today: two weeks counted apart, drawn with both sides after saving."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    THURSDAY,
    cut_words,
    enter,
    nameless,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bipolar(services):  # noqa: F811
    services.focuses.apply(["bipolar"])
    return services


def shown(card):
    return {name: value.text() for name, (_label, value) in card.lines.items() if value.isVisible()}


def test_beside_the_form_the_days_of_each_side_are_counted_apart(bipolar, open_page):  # noqa: F811
    enter(bipolar, [1, 2, 3], mood_low=2, mood_high=0)
    enter(bipolar, [4, 5], mood_low=0, mood_high=1)
    enter(bipolar, [6, 7, 8, 9, 10, 11, 12], mood_low=0, mood_high=0)
    opened = open_page("today", bipolar)
    card = opened.panel.side.poles

    assert card.isVisible()
    assert shown(card) == {
        "below": "3 days", "even": "7 days", "above": "2 days", "none": "2 days",
    }  # fmt: skip
    assert not nameless(opened.window)
    assert not cut_words(opened.panel)
    opened.panel.day_requested.emit(THURSDAY - timedelta(days=12))
    settle()
    assert shown(card) == {
        "below": "0 days", "even": "1 day", "above": "0 days", "none": "13 days",
    }  # fmt: skip


def test_without_both_sides_there_is_no_such_card(services, open_page):  # noqa: F811
    enter(services, [1], mood=4)
    assert not open_page("today", services).panel.side.poles.isVisible()


def test_after_saving_both_sides_are_drawn_and_none_is_joined(bipolar, open_page):  # noqa: F811
    enter(bipolar, [1, 2], mood_low=2, mood_high=1)
    opened = open_page("today", bipolar)
    opened.panel.card.focus_first()
    opened.press(Qt.Key.Key_0)
    opened.press(Qt.Key.Key_S, CTRL)
    settle()

    mood = opened.panel.saved.mood
    assert mood.isVisible()
    assert "both ways on 2 days" in mood.words.text()
    assert not cut_words(opened.panel)
