"""Answering questionnaires in the real window: support before scores, nothing lost on the way."""

from PySide6.QtCore import QPoint, Qt

from iop_companion.domain.diary_entries import AnsweredQuestionnaire, EnteredScore
from iop_companion.ui.program.questionnaires.form import AnswerForm
from iop_companion.ui.program.questionnaires.result_view import ResultView
from iop_companion.ui.program.questionnaires.support_view import HardAnswerView
from tests.ui.open_pages import PASSPHRASE, cut_words, nameless, settle

ZERO, ONE, TWO, THREE = Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def kept(services, kind=AnsweredQuestionnaire):
    with services.session.vault.read() as journal:
        return journal.all(kind)


def begin(stage, name="phq9"):
    stage.go_to("program")
    stage.panel.list.buttons[name].setFocus()
    stage.press(Qt.Key.Key_Space)
    settle()
    assert isinstance(stage.panel.shown, AnswerForm)


def test_the_whole_phq9_takes_twelve_presses_and_its_sum_comes_last(open_page, services):
    # given the page, opened by its keys
    stage = open_page("today", services)
    stage.press(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    settle()
    assert stage.panel.list.buttons["phq9"].hasFocus()
    # when every question is answered by a digit, the ninth with none
    stage.press(Qt.Key.Key_Space)
    for key in (ONE, TWO, ONE, ZERO, THREE, ONE, ONE, ONE):
        stage.press(key)
    assert stage.panel.shown.count.text().startswith("8 of 10 answered. A total needs 1 more")
    stage.press(ZERO)
    assert isinstance(stage.panel.shown, AnswerForm)  # at none nothing is said
    stage.press(TWO)
    assert stage.panel.shown.finish_button.hasFocus()
    assert (nameless(stage.panel), cut_words(stage.panel)) == ([], [])
    stage.press(Qt.Key.Key_Space)
    settle()
    # then the sum stands with its range and its days, and is one step to undo
    result = stage.panel.shown
    assert isinstance(result, ResultView)
    assert result.newest.total == 10
    assert (nameless(stage.panel), cut_words(stage.panel)) == ([], [])
    assert result.done_button.hasFocus()
    stage.press(Qt.Key.Key_Space)
    assert stage.panel.shown is stage.panel.list
    [entry] = kept(services)
    assert entry.finished
    stage.press(Qt.Key.Key_Z, CTRL)
    assert not kept(services)[0].finished


def test_in_large_text_a_question_is_seen_whole_and_the_score_before_done(open_page, services):
    stage = open_page("program", services, text_scale=200)
    begin(stage)
    for key in (ONE, TWO, ONE, ZERO, THREE, ONE, ONE, ONE):
        stage.press(key)
        settle()
        now = next(one for one in stage.panel.shown.questions if one.property("now") == "true")
        top = now.mapTo(stage.panel.viewport(), QPoint()).y()
        assert top >= 0
        assert top + now.height() <= stage.panel.viewport().height()
    stage.press(ZERO)
    stage.press(TWO)
    stage.press(Qt.Key.Key_Space)
    settle()

    result = stage.panel.shown
    assert isinstance(result, ResultView)
    score = result.score_card.mapTo(stage.panel.viewport(), QPoint()).y()
    assert 0 <= score < stage.panel.viewport().height() // 2
    stage.press(Qt.Key.Key_Tab)
    assert result.done_button.hasFocus()


def test_question_nine_opens_the_support_sheet_before_any_score(open_page, services):
    stage = open_page("program", services)
    begin(stage)
    for key in (ONE,) * 8:
        stage.press(key)

    stage.press(ONE)
    settle()

    sheet = stage.panel.shown
    assert isinstance(sheet, HardAnswerView)
    assert sheet.go_on_button.hasFocus()
    assert sorted(card.heading.text() for card in _cards(sheet))[:3] == [
        "1. My plan",
        "2. My people",
        "3. A line that answers now",
    ]
    assert (nameless(sheet), cut_words(sheet)) == ([], [])
    assert kept(services)[0].values["phq9_9"] == 1
    # going on leads to the question after, and the sheet does not come twice
    stage.press(Qt.Key.Key_Space)
    settle()
    assert isinstance(stage.panel.shown, AnswerForm)
    assert stage.panel.shown.questions[9].isAncestorOf(stage.window.focusWidget())
    stage.press(TWO)
    stage.panel.shown.finish_button.click()
    result = stage.panel.shown
    assert result.newest.total == 9
    # the result says it again and opens the sheet once more
    stage.click(result.sheet_button)
    assert isinstance(stage.panel.shown, HardAnswerView)


def test_stopping_on_the_sheet_keeps_the_answers_and_shows_no_number(open_page, services):
    stage = open_page("program", services)
    begin(stage)
    stage.panel.shown.questions[8].focus_stop().setFocus()
    stage.press(THREE)
    settle()

    stage.click(stage.panel.shown.stop_button)

    assert stage.panel.shown is stage.panel.list
    assert stage.panel.list.buttons["phq9"].text() == "Go on"
    [entry] = kept(services)
    assert (entry.finished, entry.values) == (False, {"phq9_9": 3})
    begin(stage)
    assert stage.panel.shown.answers == {"phq9_9": 3}
    assert stage.panel.shown.questions[0].isAncestorOf(stage.window.focusWidget())


def test_a_lock_in_the_middle_loses_no_answer(open_page, services):
    stage = open_page("program", services)
    begin(stage)
    for key in (ONE, TWO, THREE):
        stage.press(key)
    panel = stage.panel

    stage.window.lock()
    settle()

    assert not services.session.is_unlocked
    assert panel.list.buttons == {}
    services.session.unlock(PASSPHRASE)
    [entry] = kept(services)
    assert list(entry.values.values()) == [1, 2, 3]
    assert not entry.finished


def test_without_every_answer_the_result_has_no_total(open_page, services):
    stage = open_page("program", services)
    begin(stage, "gad7")
    stage.press(TWO)

    stage.press(ENTER, CTRL)

    result = stage.panel.shown
    assert isinstance(result, ResultView)
    assert result.newest.total is None
    words = [label.text() for label in _labels(result)]
    assert any("there is no total" in one for one in words)
    assert not any("of 21" in one for one in words)


def test_a_score_from_a_sheet_is_kept_and_what_is_wrong_is_said_beside_it(open_page, services):
    stage = open_page("program", services)
    form = stage.panel.list.score
    stage.click(form.open_button)
    form.name.setText("ISI")
    form.score.setText("two")
    form.score.setFocus()
    stage.press(ENTER)
    assert form.problem.text().startswith("A score is a number.")
    assert form.score.text() == "two"
    form.score.setText("14,5")
    form.low.setText("0")
    form.high.setText("14")
    stage.press(ENTER)
    assert form.problem.text().startswith("Scores of this questionnaire run from 0 to 14.")
    form.high.setText("28")

    stage.press(ENTER)

    assert form.form.isHidden()
    [score] = kept(services, EnteredScore)
    assert (score.name, score.score, score.high) == ("ISI", 14.5, 28.0)
    stage.click_notice()
    assert kept(services, EnteredScore) == []


def test_how_often_and_which_are_chosen_on_the_page(open_page, services):
    stage = open_page("program", services)
    listed = stage.panel.list
    listed.asked_changed.emit("pcl5", True, None, None)
    assert "pcl5" in listed.buttons
    listed.asked_changed.emit("phq9", True, 7, "es-US")
    begin(stage)
    assert stage.panel.shown.questions[0].item.text == "Poco interés o placer en hacer cosas"
    stage.panel.shown.later_button.click()
    listed.asked_changed.emit("pcl5", False, None, None)
    assert "pcl5" not in listed.buttons


def _cards(view):
    from iop_companion.ui.toolkit.cards import Card

    return view.findChildren(Card)


def _labels(view):
    from PySide6.QtWidgets import QLabel

    return view.findChildren(QLabel)
