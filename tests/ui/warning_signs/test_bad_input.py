"""What cannot be, or is no longer there: explained in place, nothing lost, no level invented."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from iop_companion.domain.early_warning import Level
from iop_companion.domain.observation import observe
from iop_companion.domain.records import PlanZone, ShownEpisode, ShownLevel
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.services.own_signs import SignDraft
from tests.services.test_early_warnings import fill
from tests.ui.open_pages import THURSDAY, enter, settle
from tests.ui.warning_signs.test_warning_signs_page import enter_usual


def words_of(panel) -> str:
    return " | ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def keep_sign(services, words, zone=PlanZone.WATCH, rule=None):
    return services.own_signs.keep(SignDraft(words, zone, rule)).changes[0].after.id


def short_nights():
    return SignRule((SignCondition("sleep_duration", Comparison.UNDER, 6.0),), 3, in_a_row=True)


def log_of(services):
    with services.session.vault.read() as journal:
        return journal.all(ShownEpisode), journal.all(ShownLevel)


def test_a_sign_on_a_measure_taken_off_is_explained_and_its_words_and_rule_stay(
    open_page, services
):
    # given a sign that is read from sleep, and sleep no longer tracked
    enter_usual(services, range(45, -1, -1))
    keep_sign(services, "Short nights", PlanZone.ACT, short_nights())
    services.measures.set_on("sleep_duration", on=False)
    # when My signs is opened
    opened = open_page("my_signs", services)
    panel = opened.panel
    # then it says what is wrong and what can be done, and the rule reads as it was written
    said = words_of(panel)
    assert "You no longer track “Sleep”, so there is nothing new to look at." in said
    assert "The sign is kept." in said
    row = panel.form.rule.rows[0]
    assert (row.measure.currentText(), row.limit.text()) == ("Sleep", "6.0")
    # and saving other words keeps the rule
    panel.form.words.setText("Nights that are short")
    panel.form.words.textEdited.emit("Nights that are short")
    opened.click(panel.form.save_button)
    settle()
    [line] = services.own_signs.view().signs
    assert (line.sign.words, line.sign.rule) == ("Nights that are short", short_nights())
    # and no level is made of it
    opened.go_to("warning_signs")
    assert opened.panel.level.word.text() == "Calm"


def test_thresholds_that_contradict_each_other_are_refused_and_stay_typed(open_page, services):
    # given a new sign that asks for mood under 3 and over 7 on the same day
    opened = open_page("my_signs", services)
    panel, form = opened.panel, opened.panel.form
    opened.press(Qt.Key.Key_Space)
    opened.qtbot.keyClicks(form.words, "Up and down")
    opened.click(form.how.button_of("entries"))
    opened.click(form.rule.more_button)
    for row, comparison, number in zip(
        form.rule.rows, (Comparison.UNDER, Comparison.OVER), ("3", "7"), strict=True
    ):
        row.measure.setCurrentIndex(row.measure.findData("mood"))
        row.measure.activated.emit(row.measure.currentIndex())
        at = row.comparison.findData(comparison)
        row.comparison.setCurrentIndex(at)
        row.comparison.activated.emit(at)
        row.limit.setFocus()
        row.limit.selectAll()
        opened.qtbot.keyClicks(row.limit, number)
    # when it is saved
    opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    # then it says why not, what was typed stays, and nothing is kept that could raise a level
    assert "No entry can meet" in words_of(panel) or "would never show" in words_of(panel)
    assert form.words.text() == "Up and down"
    assert [row.limit.text() for row in form.rule.rows] == ["3", "7"]
    assert services.own_signs.view().signs == ()


def test_a_level_without_a_plan_says_so_and_leads_to_writing_one(open_page, services):
    for words in ("Breakfast", "Texts"):
        services.own_signs.tick(keep_sign(services, words), THURSDAY, on=True)
    opened = open_page("warning_signs", services)
    panel = opened.panel
    assert panel.level.word.text() == "Watch"
    assert panel.plan.rows == []
    assert "No steps yet. That is no fault" in words_of(panel)
    panel.plan.edit_button.setFocus()
    QTest.keyClick(panel.plan.edit_button, Qt.Key.Key_Space)
    settle()
    assert opened.window.shell.now == "plan"
    assert opened.panel.zones[PlanZone.WATCH].is_open


def test_a_contact_deleted_since_is_named_in_the_plan_and_another_can_be_called(
    open_page, services
):
    # given a plan for Watch with Dana, who is then taken out of the people
    services.people.keep([Contact("Dana", "555 0117"), Contact("Leo", "555 0188")])
    services.my_plan.keep(ZoneDraft(PlanZone.WATCH, steps=("Call Dana",), people=("Dana",)))
    services.people.keep([Contact("Leo", "555 0188")])
    for words in ("Breakfast", "Texts"):
        services.own_signs.tick(keep_sign(services, words), THURSDAY, on=True)
    opened = open_page("warning_signs", services)
    plan = opened.panel.plan
    # then the panel says who is not there any more, offers nobody's number, and keeps the step
    assert "Dana" in plan.lost.text()
    assert plan.lost.isVisible()
    assert plan.call_button.isHidden()
    assert [row.box.accessibleName() for row in plan.rows] == ["Call Dana"]
    # and in Act whoever is left can be called
    services.my_plan.keep(ZoneDraft(PlanZone.ACT, steps=("Call",), people=("Dana",)))
    opened.window.hub.tell(
        services.own_signs.tick(keep_sign(services, "Hiding it", PlanZone.ACT), THURSDAY, on=True)
    )
    settle()
    assert opened.panel.level.word.text() == "Act"
    assert "555 0188" in words_of(opened.panel.contacts)


def test_days_amended_years_back_change_nothing_that_was_shown_and_say_nothing(open_page, services):
    # given three years of entries, a Watch, and the page that shows it
    fill(services, 1100, drop_from=9, last=THURSDAY)
    opened = open_page("warning_signs", services)
    before = (opened.panel.level.word.text(), opened.panel.level.sentence.text())
    log = log_of(services)
    assert before[0] == "Watch"
    # when days of two years ago are amended and one is taken away
    long_ago = THURSDAY - timedelta(days=800)
    for n in range(5):
        day = long_ago + timedelta(days=n)
        enter(services, [(THURSDAY - day).days], sleep_duration=2.0 + n)
    opened.window.hub.tell(services.check_ins.remove_day(long_ago))
    settle()
    # then the page says the same, and nothing was added to what was shown or changed in it
    assert (opened.panel.level.word.text(), opened.panel.level.sentence.text()) == before
    assert log_of(services) == log
    assert opened.said == ""
    # and the whole course agrees with one computed anew
    there = services.early_warnings.episodes()
    services.early_warnings._course = services.early_warnings._kept = None
    assert services.early_warnings.episodes() == there


def test_a_clock_set_back_invents_no_level_and_loses_nothing(open_page, services):
    # given a Watch that was shown, and its plan
    fill(services, 70, drop_from=9, last=THURSDAY)
    services.my_plan.keep(ZoneDraft(PlanZone.WATCH, steps=("Screens off at ten",)))
    opened = open_page("warning_signs", services)
    assert opened.panel.level.word.text() == "Watch"
    log = log_of(services)
    # when the clock is set back by a month, and the pages are looked at
    services.clock.move(days=-30)
    opened.go_to("today")
    opened.go_to("warning_signs")
    # then nothing speaks of days to come, and the warning stands in History
    assert opened.panel.level.word.text() == "Calm"
    assert log_of(services)[0] == log[0]
    opened.go_to("warning_history")
    assert len(opened.panel.list.buttons) == 1
    # and the right clock finds everything as it was, told once
    services.clock.move(days=30)
    opened.go_to("warning_signs")
    assert opened.panel.level.word.text() == "Watch"
    assert log_of(services)[0] == log[0]
    assert [row.box.accessibleName() for row in opened.panel.plan.rows] == ["Screens off at ten"]


@pytest.mark.parametrize("back", [400, 3000])
def test_a_clock_before_all_entries_is_learning_and_not_calm(open_page, services, back):
    fill(services, 70, last=THURSDAY)
    services.clock.move(days=-back)
    opened = open_page("warning_signs", services)
    assert opened.panel.level.shape.level is Level.LEARNING
    assert "0 of 9 entries" in opened.panel.level.sentence.text()
    made = observe(services.measures.get("mood"), 5.0, day=services.clock.today(),
                   recorded_at=services.clock.now())  # fmt: skip
    with services.session.vault.write() as journal:
        journal.put(made)
    opened.go_to("today")
    opened.go_to("warning_signs")
    assert "1 of 9 entries" in opened.panel.level.sentence.text()
