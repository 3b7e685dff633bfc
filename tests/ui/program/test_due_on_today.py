"""Today says quietly that a questionnaire is due: once, one step away, and it can wait."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from iop_companion.ui.program.questionnaires.form import AnswerForm
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless, settle

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def begun(services):
    """A vault with an entry of the day before; PHQ-9 and GAD-7 are asked as they ship."""
    enter(services, [1], mood=4.0)
    return services


def answer(services, name, ago):
    services.clock.move(days=-ago)
    under_way = services.questionnaires.begin(name)
    items = services.questionnaires.get(name).instrument.items
    services.questionnaires.finish(under_way, {item.id: 0 for item in items})
    services.clock.move(days=ago)


def words(card):
    return [label.text() for label in card.findChildren(type(card._words)) if label.isVisible()]


def test_on_the_first_day_nothing_is_said_of_questionnaires(services, open_page):
    assert open_page("today", services).panel.side.due.isHidden()


def test_what_is_due_is_named_and_one_step_leads_into_it(begun, open_page):
    answer(begun, "phq9", 14)
    answer(begun, "gad7", 3)
    opened = open_page("today", begun)
    card = opened.panel.side.due

    assert words(card) == ["PHQ-9", "Due now. Last answered Thursday 26 February. It can wait."]
    card.answer.setFocus()
    opened.press(Qt.Key.Key_Space)
    settle()

    assert opened.window.shell.now == "program"
    assert isinstance(opened.panel.shown, AnswerForm)
    assert not nameless(opened.window)


def test_put_off_it_is_not_offered_again_before_its_next_time_and_undo_brings_it_back(
    begun, open_page
):
    answer(begun, "phq9", 14)
    answer(begun, "gad7", 14)
    opened = open_page("today", begun)
    card = opened.panel.side.due
    assert words(card)[0] == "PHQ-9, GAD-7"
    assert not cut_words(card)

    opened.click(card.not_now)
    settle()
    assert card.isHidden()
    assert begun.questionnaires.due(), "on Program it stands as due, as before"
    begun.clock.move(days=13)
    assert begun.questionnaires.to_offer() is None
    begun.clock.move(days=1)
    assert begun.questionnaires.to_offer() is not None
    begun.clock.move(days=-14)
    opened.click_notice()
    settle()

    assert card.isVisible()


def test_one_that_is_begun_is_gone_on_with(begun, open_page):
    answer(begun, "gad7", 1)
    under_way = begun.questionnaires.begin("phq9")
    first = begun.questionnaires.get("phq9").instrument.items[0]
    begun.questionnaires.keep(under_way, {first.id: 1})

    card = open_page("today", begun).panel.side.due

    assert card.answer.text() == "Go on with PHQ-9"
    assert words(card)[1] == "Due now. It can wait."


def test_one_that_is_switched_off_is_never_due(begun, open_page):
    for name in ("phq9", "gad7"):
        begun.questionnaires.ask(name, is_on=False)

    assert open_page("today", begun).panel.side.due.isHidden()


def test_a_note_beside_a_score_and_its_mark_are_reached_by_tab(begun, open_page):
    answer(begun, "phq9", 0)
    opened = open_page("program", begun)
    opened.panel.list.result_requested.emit("phq9")
    settle()
    opened.panel.shown.note.enter()
    opened.qtbot.keyClicks(opened.window.focusWidget(), "a hard week")
    opened.press(Qt.Key.Key_Tab)
    settle()
    assert opened.window.focusWidget() is opened.panel.shown.note.private.box
    opened.press(Qt.Key.Key_Space)
    settle()
    assert opened.window.focusWidget() is opened.panel.shown.note.private.box

    newest = begun.questionnaires.get("phq9").newest.entry
    assert (newest.note, newest.private) == ("a hard week", True)
    opened.press(Qt.Key.Key_Space)
    settle()
    assert not begun.questionnaires.get("phq9").newest.entry.private
    assert newest.day == THURSDAY
    assert THURSDAY - timedelta(days=14) < newest.day
