"""My signs: written, tied to entries, rested, deleted; typed words are never lost."""

import pytest
from PySide6.QtCore import Qt

from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.services.own_signs import SignDraft
from tests.ui.open_pages import PASSPHRASE, THURSDAY, cut_words, enter, nameless, settle


def add(services, words, zone=PlanZone.WATCH, rule=None, **more):
    return services.own_signs.keep(SignDraft(words, zone, rule, **more)).changes[0].after.id


def short_nights():
    return SignRule((SignCondition("sleep_duration", Comparison.UNDER, 6.0),), 3, in_a_row=True)


def test_a_first_sign_is_written_by_keys_tied_to_entries_and_taken_back(open_page, services):
    enter(services, [0, 1, 2], sleep_duration=5.0)
    services.people.keep([Contact("Leo", "555 0188")])
    opened = open_page("my_signs", services)
    panel, form = opened.panel, opened.panel.form
    assert panel.add_button.hasFocus()
    assert form.isHidden()
    opened.press(Qt.Key.Key_Space)
    assert form.words.hasFocus()
    opened.qtbot.keyClicks(form.words, "Short nights")
    opened.click(form.how.button_of("entries"))
    row = form.rule.rows[0]
    row.measure.setCurrentIndex(row.measure.findData("sleep_duration"))
    row.measure.activated.emit(row.measure.currentIndex())
    row.limit.setFocus()
    row.limit.selectAll()
    opened.qtbot.keyClicks(row.limit, "6")
    form.rule.how.setCurrentIndex(1)
    form.rule.how.activated.emit(1)
    form.rule.n_days.setCurrentIndex(2)
    form.rule.n_days.activated.emit(2)
    opened.click(form.tellers.chips["Leo"])
    opened.qtbot.waitUntil(lambda: "shown on 12 March" in form.looking_back.text(), timeout=2000)
    assert "81 of 84 days have no entry" in form.looking_back.text()
    opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()

    [line] = services.own_signs.view().signs
    assert line.sign.rule == short_nights()
    assert line.how == "Sleep under 6.0 h, 3 days in a row; Leo may say it"
    assert [one.key for one in panel.list.buttons] == [line.sign.id]
    assert panel._sub.text().endswith("Version 1 of this sign, in force since 12 March")
    assert opened.said == "Your sign is saved."
    assert not nameless(opened.window)
    opened.click_notice()
    assert services.own_signs.view().signs == ()
    assert form.isHidden()


def test_a_number_missing_or_a_rule_that_says_nothing_is_told_and_kept_in_the_form(
    open_page, services
):
    sign = add(services, "Short nights", rule=short_nights())
    opened = open_page("my_signs", services)
    form = opened.panel.form
    assert form.sign.id == sign
    limit = form.rule.rows[0].limit
    for typed, told in (
        ("six", "A number is missing."),
        ("0", "No entry of “Sleep” can meet all of this"),
        ("99", "Every entry of “Sleep” meets this"),
    ):
        limit.setText(typed)
        limit.textEdited.emit(typed)
        opened.click(form.save_button)
        assert form.problem.text().startswith(told)
        assert limit.text() == typed
    assert services.own_signs.view().signs[0].sign.version == 1


def test_signs_are_walked_by_arrows_rested_and_deleted_with_a_way_back(open_page, services):
    first, second = add(services, "Breakfast"), add(services, "Texts", PlanZone.ACT)
    opened = open_page("my_signs", services)
    panel = opened.panel
    assert panel.list.buttons[0].hasFocus()
    opened.press(Qt.Key.Key_Down)
    assert panel.form.sign.id == second
    assert panel.form.zone.key == "act"

    opened.click(panel.form.rest_button)
    assert services.own_signs.view().signs[1].sign.is_resting
    assert panel.form.rest_button.text() == "Take it up again"
    opened.click(panel.form.remove_button)

    assert [line.sign.id for line in services.own_signs.view().signs] == [first]
    assert panel.form.sign.id == first
    opened.click_notice()
    assert [line.sign.words for line in services.own_signs.view().signs] == ["Breakfast", "Texts"]


@pytest.mark.parametrize("leave", ["lock", "close"])
def test_a_sign_being_typed_waits_as_a_draft_when_the_window_goes(open_page, services, leave):
    opened = open_page("my_signs", services)
    opened.click(opened.panel.add_button)
    opened.panel.form.words.setText("Half a s")
    getattr(opened.window, leave)()
    settle()

    services.session.unlock(PASSPHRASE)
    assert services.own_signs.view().signs == ()
    again = open_page("my_signs", services)
    assert again.panel.form.words.text() == "Half a s"
    assert again.panel.form.problem.text() == "Not saved yet: this is as you left it."
    again.click(again.panel.form.save_button)
    assert services.own_signs.view().signs[0].sign.words == "Half a s"
    assert services.own_signs.draft() is None


def test_another_sign_opened_saves_what_was_typed_in_the_one_before(open_page, services):
    add(services, "Breakfast")
    add(services, "Texts")
    opened = open_page("my_signs", services)
    panel = opened.panel
    panel.form.i_do.setPlainText("Tell Leo")
    opened.click(panel.list.buttons[1])
    settle()
    assert services.own_signs.view().signs[0].sign.i_do == "Tell Leo"


def test_suggestions_wait_and_one_taken_up_is_only_a_beginning(open_page, services):
    services.focuses.apply(["basics"])
    opened = open_page("my_signs", services)
    panel = opened.panel
    opened.click(panel.suggestions.buttons["short_nights_basics"])
    assert panel.form.words.text() == "Sleeping under 6 hours, several nights"
    assert panel.form.rule.rule() == short_nights()
    assert services.own_signs.view().signs == ()


def test_a_contact_that_is_gone_keeps_its_name_and_says_so(open_page, services):
    services.people.keep([Contact("Dana", "555 0117")])
    add(services, "Texts", i_tell="Dana", tellers=("Dana",))
    services.people.keep([])
    opened = open_page("my_signs", services)
    form = opened.panel.form
    assert form.i_tell.currentData() == "Dana"
    assert form.gone.text().startswith("Dana is no longer among your people.")
    assert form.tellers.picked() == ("Dana",)
    assert not form.is_touched


def test_a_sign_is_ticked_on_today_by_one_key_and_told_by_whom(open_page, services):
    add(services, "Breakfast")
    add(services, "Hiding it", PlanZone.ACT, tellers=("Leo",))
    opened = open_page("today", services)
    card = opened.panel.side.signs
    card.rows[0].tick.box.setFocus()
    opened.press(Qt.Key.Key_2)
    settle()

    assert [one.is_ticked for one in services.own_signs.to_tick(THURSDAY)] == [False, True]
    assert opened.panel.side.warning._tag._word.text() == "Act"
    opened.click(card.rows[1].tellers["Leo"])
    assert services.own_signs.to_tick(THURSDAY)[1].told_by == "Leo"
    opened.click(card.rows[1].tick.box)
    assert [one.is_ticked for one in services.own_signs.to_tick(THURSDAY)] == [False, False]
    opened.click_notice()
    assert services.own_signs.to_tick(THURSDAY)[1].is_ticked


def test_no_word_is_cut_at_twice_the_size(open_page, services):
    add(services, "Short nights " * 9, rule=short_nights(), i_do="Tell Leo " * 20)
    opened = open_page("my_signs", services, text_scale=200)
    assert not cut_words(opened.panel)
