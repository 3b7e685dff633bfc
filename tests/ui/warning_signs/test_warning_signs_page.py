"""Warning signs: each level with its words, the person's answers, their plan."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import Answer, AsideReason, PlanZone, ShownLevel
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.early_warnings import EarlyWarnings
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.services.own_signs import SignDraft
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless, settle


def usual(before):
    """Days as they usually are: seeded, so that every run meets the same."""
    rng = random.Random(before)
    return {
        "mood": float(rng.choice([5, 6, 6, 7])),
        "sleep_duration": rng.choice([6.5, 7.0, 7.5]),
        "urge": float(rng.choice([1, 2, 2, 3])),
    }


def enter_usual(services, days):
    for before in days:
        enter(services, [before], **usual(before))


@pytest.fixture
def learning(services):
    enter_usual(services, [8, 7, 5, 4, 1, 0])
    return services


@pytest.fixture
def few(services):
    enter_usual(services, [*range(45, 6, -1), 5, 2])
    return services


@pytest.fixture
def calm(services):
    enter_usual(services, range(45, -1, -1))
    return services


def told(panel):
    return panel.level.shape.level, panel.level.word.text(), panel.level.sentence.text()


def test_a_new_vault_is_learning_and_offers_the_first_check_in(open_page, services):
    opened = open_page("warning_signs", services)
    level, word, sentence = told(opened.panel)
    assert (level, word) == (Level.LEARNING, "Learning")
    assert sentence.startswith("Still learning your usual: 0 of 9 entries")
    assert opened.panel.check_in_button.hasFocus()
    assert not opened.panel.days.isVisible()

    opened.click(opened.panel.check_in_button)
    assert opened.window.shell.now == "today"


def test_learning_shows_its_days_and_nothing_of_calm(open_page, learning):
    panel = open_page("warning_signs", learning).panel
    assert told(panel)[2].startswith("Still learning your usual: 6 of 9 entries, day 9 of 14.")
    assert panel.level.property("level") in {None, ""}
    names = [cell.accessibleName() for cell in panel.days.cells]
    assert len(names) == 14
    assert names[0] == "Wednesday 4 March: an entry"
    assert names[2] == "Friday 6 March: no entry"
    assert names[13] == "Tuesday 17 March: still to come"
    assert not panel.small.isVisible()
    assert not panel.answers.isVisible()


def test_too_few_entries_are_never_shown_as_calm(open_page, few):
    panel = open_page("warning_signs", few).panel
    level, word, sentence = told(panel)
    assert (level, word) == (Level.NOT_ENOUGH_ENTRIES, "Not enough entries")
    assert sentence.startswith("2 of the last 7 days have an entry; comparing needs 4.")
    states = [cell.accessibleName().split(": ")[1] for cell in panel.days.cells]
    assert states.count("an entry") == 2
    assert panel.level.property("level") in {None, ""}


def test_calm_says_what_it_compares_and_promises_nothing(open_page, calm):
    panel = open_page("warning_signs", calm).panel
    level, word, sentence = told(panel)
    assert (level, word) == (Level.CALM, "Calm")
    assert sentence.endswith("If you feel worse than the numbers, trust that.")
    assert [card.name.text() for card in panel.small.cards] == ["Mood", "Strongest urge", "Sleep"]
    assert not panel.clearest.isVisible()
    assert not panel.answers.isVisible()
    assert "It compares your entries with your own usual" in panel._about_words.text()


def test_watch_has_its_shape_word_reasons_chance_and_plan_on_the_first_screen(open_page, demo):
    opened = open_page("warning_signs", demo)
    panel, view = opened.panel, demo.early_warnings.panel()
    assert told(panel) == (Level.WATCH, "Watch", view.warning.sentence)
    in_rail = opened.window.shell.rail._buttons["warning_signs"].accessibleName()
    assert in_rail.startswith("Warning signs: Watch")
    assert panel.clearest.name.text() == view.clearest.label
    assert panel.limits.text() == f"{view.warning.chance_sentence} {view.limits_sentence}"
    assert [row.box.accessibleName() for row in panel.plan.rows] == [s.text for s in view.plan]
    for part in (panel.level, panel.clearest, panel.small, panel.limits, panel.plan, panel.answers):
        bottom = part.mapTo(panel.viewport(), QPoint(0, part.height())).y()
        assert part.isVisible()
        assert bottom <= panel.viewport().height()


def test_the_first_row_has_four_small_cards_and_the_others_follow(open_page, demo):
    panel = open_page("warning_signs", demo).panel
    first, others = panel.small.cards, panel.others.cards
    assert len({card.y() for card in first}) == 1
    assert len(first) == 4
    assert len(first) + len(others) == len(demo.early_warnings.panel().small)
    assert len({card.width() for card in first}) <= 2


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1920, 1080), 200)])
def test_all_small_cards_stand_in_the_columns_of_the_first_row(open_page, demo, size, scale):
    panel = open_page("warning_signs", demo, size=size, text_scale=scale).panel
    assert panel._columns.are_beside
    first, others = panel.small.cards, panel.others.cards

    def edges(card):
        left = card.mapTo(panel, QPoint(0, 0)).x()
        return left, left + card.width()

    assert others
    assert {edges(card) for card in others} <= {edges(card) for card in first}
    assert edges(first[-1])[1] == edges(panel.level)[1]


def test_the_row_of_small_cards_ends_where_its_cards_end(open_page, calm):
    panel = open_page("warning_signs", calm).panel
    lowest = max(card.geometry().bottom() for card in panel.small.cards)
    assert panel.small.height() - 1 - lowest <= 1


@pytest.mark.parametrize(
    ("state", "scale", "width", "lines"),
    [
        ("learning", 100, 1280, [14]),
        ("learning", 200, 1280, [7, 7]),
        ("few", 100, 1280, [7]),
        ("few", 200, 960, [4, 3]),
    ],
)
def test_days_stand_in_lines_of_equal_length(open_page, request, state, scale, width, lines):
    services = request.getfixturevalue(state)
    panel = open_page("warning_signs", services, size=(width, 700), text_scale=scale).panel
    tops = [cell.y() for cell in panel.days.cells]
    assert [tops.count(top) for top in sorted(set(tops))] == lines
    assert len({cell.width() for cell in panel.days.cells}) <= 2  # a pixel over
    inside = panel.days.contentsRect().width() - 2 * panel.days.layout_.contentsMargins().left()
    row_end = panel.days.cells[lines[0] - 1].geometry().right() + 1
    assert abs(row_end - inside) <= 2


def test_an_answer_is_kept_said_and_can_be_taken_back(open_page, demo):
    opened = open_page("warning_signs", demo)
    chip = opened.panel.answers.buttons[Answer.BAD_SPELL]
    opened.click(chip)
    assert demo.early_warnings.panel().answer is Answer.BAD_SPELL
    assert chip.isChecked()
    assert opened.said == "Noted. These days will not become part of your usual."

    opened.click_notice()
    assert demo.early_warnings.panel().answer is None
    assert not chip.isChecked()


def test_another_answer_takes_the_place_of_the_first(open_page, demo):
    opened = open_page("warning_signs", demo)
    buttons = opened.panel.answers.buttons
    opened.click(buttons[Answer.BAD_SPELL])
    opened.click(buttons[Answer.NEW_NORMAL])
    assert demo.early_warnings.panel().answer in {Answer.NEW_NORMAL, None}
    assert not buttons[Answer.BAD_SPELL].isChecked()


def test_it_is_passing_begins_the_comparison_again_and_undo_brings_the_warning_back(
    open_page, demo
):
    opened = open_page("warning_signs", demo)
    chip = opened.panel.answers.buttons[Answer.PASSING]
    chip.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert told(opened.panel)[0] is Level.CALM
    assert not opened.panel.answers.isVisible()
    assert opened.panel.isAncestorOf(QApplication.focusWidget())

    opened.click_notice()
    assert told(opened.panel)[0] is Level.WATCH


def test_a_step_is_ticked_by_a_click_on_its_words_and_by_space(open_page, demo):
    opened = open_page("warning_signs", demo)
    row = opened.panel.plan.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, 14))
    assert demo.early_warnings.plan(PlanZone.WATCH)[0].done_on is not None
    assert row.box.isChecked()

    opened.panel.plan.rows[0].box.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert demo.early_warnings.plan(PlanZone.WATCH)[0].done_on is None
    assert opened.panel.plan.rows[0].box.hasFocus()


def test_in_large_text_the_page_opens_with_its_level_in_sight(open_page, demo):
    opened = open_page("today", demo, text_scale=200)
    opened.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)  # by key: the focus is followed
    settle()

    panel = opened.panel
    assert panel.parts.chosen_button.hasFocus()
    word = panel.level.word.mapTo(panel.viewport(), QPoint()).y()
    assert 0 <= word < panel.viewport().height() // 2


def test_the_panel_opens_its_zone_and_shows_what_was_written_and_ticked_there(open_page, services):
    services.people.keep([Contact("Dana", "555 0117")])
    opened = open_page("warning_signs", services)
    assert opened.panel.plan.edit_button.text() == "Write my plan"
    opened.click(opened.panel.plan.edit_button)
    settle()
    card = opened.panel.zones[PlanZone.WATCH]
    assert card.is_open
    card.form.steps.setPlainText("Call Dana\n\n  Screens off at ten ")
    opened.click(card.form.people.chips["Dana"])
    opened.click(card.form.save_button)
    opened.go_to("warning_signs")

    plan = opened.panel.plan
    assert [row.box.accessibleName() for row in plan.rows] == ["Call Dana", "Screens off at ten"]
    assert (plan.edit_button.text(), plan.call_button.text()) == ("Open my plan", "Call Dana")
    opened.click(plan.rows[0].box)
    opened.click(plan.edit_button)
    settle()
    words = [label.text() for label in opened.panel.zones[PlanZone.WATCH].findChildren(QLabel)]
    assert "Written 12 March. Steps done on 1 day since then, on 12 March." in words


def _sign(services, words, zone=PlanZone.WATCH, **more):
    return services.own_signs.keep(SignDraft(words, zone, **more)).changes[0].after.id


def test_act_shows_people_first_and_the_person_can_say_it_is_watch(open_page, services):
    services.people.keep([Contact("Leo", "555 0188", "any time"), Contact("Dana", "")])
    services.my_plan.keep(ZoneDraft(PlanZone.ACT, steps=("Call",), to_say="Please come"))
    services.own_signs.tick(_sign(services, "Hiding it", PlanZone.ACT), THURSDAY, on=True)
    opened = open_page("warning_signs", services)
    panel = opened.panel

    assert panel.level.word.text() == "Act"
    assert "“Hiding it” (ticked on Thursday 12 March)" in panel.level.sentence.text()
    assert [len(card.findChildren(QPushButton)) for card in panel.contacts.cards] == [2, 0]
    assert "555 0188" in [label.text() for label in panel.contacts.findChildren(QLabel)]
    assert panel.to_say.words.text() == "“Please come”"
    assert panel.plan.heading.text() == "My plan for Act"
    assert panel.answers.isHidden()
    opened.click(panel.contacts.cards[0].show_button)
    settle()
    dialog = QApplication.activeModalWidget()
    assert "“Please come”" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.accept()

    opened.click(panel.not_right.watch_button)

    assert panel.level.word.text() == "Watch"
    assert panel.contacts.isHidden()
    opened.click_notice()
    assert panel.level.word.text() == "Act"


def test_a_warning_is_set_aside_with_a_reason_and_speaks_again_if_wanted(open_page, services):
    for words in ("Breakfast", "Texts"):
        services.own_signs.tick(_sign(services, words), THURSDAY, on=True)
    opened = open_page("warning_signs", services)
    panel = opened.panel
    opened.click(panel.not_right.aside_button)
    settle()
    dialog = QApplication.activeModalWidget()
    assert not dialog.keep.isEnabled()
    dialog.reasons[AsideReason.TRAVEL].click()
    dialog.words.setText("in Oslo")
    dialog.keep.click()
    settle()

    assert panel.aside.words.text() == (
        "You set this aside on 12 March. It is quiet until 25 March. Travel or time change: "
        "in Oslo."
    )
    assert panel.level.word.text() == "Watch"
    assert panel.not_right.isHidden()
    opened.go_to("today")
    assert opened.panel.side.warning.isHidden()
    opened.go_to("warning_signs")
    opened.click(panel.aside.back)
    assert panel.aside.isHidden()
    opened.go_to("today")
    assert not opened.panel.side.warning.isHidden()


def test_one_own_sign_is_told_and_raises_nothing(open_page, services):
    services.own_signs.tick(_sign(services, "Breakfast"), THURSDAY, on=True)
    opened = open_page("warning_signs", services)
    assert opened.panel.level.word.text() == "Learning"
    assert opened.panel.week_signs.words.text() == (
        "Of your own signs this week: “Breakfast” on Thursday 12 March. "
        "Two within seven days raise Watch."
    )
    opened.click(opened.panel.week_signs.open_button)
    assert opened.page.title == "My signs"


def test_a_fixed_rule_is_a_fact_with_its_source_and_no_level(open_page, services):
    enter(services, list(range(20, 0, -1)), used=0.0)
    enter(services, [0], used=1.0)
    opened = open_page("warning_signs", services)
    said = [label.text() for label in opened.panel.facts.findChildren(QLabel)]
    assert [line.partition(".")[0].partition(":")[0] for line in said[1:3]] == [
        "You recorded use on Thursday 12 March, after 20 days without",
        "Source",
    ]
    assert opened.panel.level.word.text() == "Learning"


def test_an_answer_that_could_not_be_kept_does_not_stay_on_the_page(open_page, demo, monkeypatch):
    opened = open_page("warning_signs", demo)

    def full(_self, _answer):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(EarlyWarnings, "answer", full)
        opened.click(opened.panel.answers.buttons[Answer.BAD_SPELL])
    assert not opened.panel.answers.buttons[Answer.BAD_SPELL].isChecked()
    assert opened.window.shell.notices.is_problem


def test_a_day_of_the_clearest_measure_is_read_in_place_of_its_unit(open_page, demo):
    opened = open_page("warning_signs", demo)
    panel = opened.panel
    assert panel.clearest.reading.text() == "hours a night, shaded: my usual range"
    panel.clearest.canvas.setFocus()
    opened.press(Qt.Key.Key_Left)
    opened.press(Qt.Key.Key_Left)
    assert panel.clearest.reading.text().startswith("Wednesday 11 March: Sleep ")


def test_what_was_shown_is_logged_once(open_page, demo):
    opened = open_page("warning_signs", demo)
    opened.go_to("trends")
    opened.go_to("warning_signs")
    with demo.session.vault.read() as journal:
        assert [one.level for one in journal.all(ShownLevel)] == ["watch"]


def test_nothing_of_the_person_stays_after_locking(open_page, demo):
    opened = open_page("warning_signs", demo)
    panel = opened.panel
    opened.window.hub.locking.emit()
    assert panel.level.sentence.text() == ""
    assert panel.plan.rows == []
    assert panel.small.cards == panel.others.cards == ()
    assert panel.clearest.canvas._picture.isNull()
    assert panel.limits.text() == panel._usual_line.text() == panel._about_words.text() == ""


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
@pytest.mark.parametrize("state", ["demo", "learning", "calm"])
def test_everything_is_named_and_whole_on_small_windows_and_with_large_text(
    open_page, request, state, size, scale
):
    opened = open_page("warning_signs", request.getfixturevalue(state), size=size, text_scale=scale)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0


def test_a_plan_step_longer_than_its_line_wraps(open_page, services):
    words = "Tell one person this week that " + "sleep has slipped and " * 12
    services.early_warnings.set_plan(PlanZone.WATCH, [words])
    opened = open_page("warning_signs", services)
    assert cut_words(opened.panel) == []
