"""What is typed into the forms beside Today and in the Toolbox outlives a lock, and a Cancel."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from iop_companion.domain.ids import MeasureId
from iop_companion.services.form_drafts import FormName
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    PASSPHRASE,
    THURSDAY,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = "Not saved yet: this is as you left it."


def write(opened, field, words):
    opened.click(field)
    opened.qtbot.keyClicks(field, words)
    settle()


def lock_and_come_back(opened, open_page, key):  # noqa: F811
    """Lock as the idle time does, unlock, and open the page anew in another window."""
    opened.window.lock()
    settle()
    assert not opened.services.session.is_unlocked
    opened.services.session.unlock(PASSPHRASE)
    return open_page(key, opened.services)


def kept(services, name, day=THURSDAY):  # noqa: F811
    return services.form_drafts.of(name).read(day)


def test_a_movement_outlives_a_lock_and_is_gone_once_saved(services, open_page):  # noqa: F811
    opened = open_page("movement", services)
    opened.press(Qt.Key.Key_2)
    opened.press(Qt.Key.Key_5)
    write(opened, opened.panel.note.edit, "by the river")

    opened = lock_and_come_back(opened, open_page, "movement")
    panel = opened.panel
    assert (panel.minutes.value(), panel.note.words()) == (25, "by the river")
    assert panel.problem.text() == LEFT
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()

    assert services.check_ins.day().values[MeasureId("movement_minutes")].value == 25
    assert not kept(services, FormName.MOVEMENT)
    assert panel.note.words() == ""


@pytest.mark.parametrize(
    ("page", "field", "name"),
    [
        ("movement", lambda panel: panel.note.edit, FormName.MOVEMENT),
        ("triggers", lambda panel: panel.form.before, FormName.TRIGGER),
    ],
)
def test_who_types_without_a_pause_is_kept_while_typing(services, open_page, page, field, name):  # noqa: F811
    opened = open_page(page, services)
    opened.click(field(opened.panel))
    opened.page._keeper._timer.setInterval(60)
    for letter in "a long evening by the river":
        opened.qtbot.keyClicks(opened.window.focusWidget(), letter)
        opened.qtbot.wait(10)

    assert "a lo" in str(kept(services, name)), "long before the last key"


def test_a_movement_thrown_away_comes_back_by_undo_and_each_day_has_its_own(
    services,  # noqa: F811
    open_page,  # noqa: F811
):
    opened = open_page("movement", services)
    panel = opened.panel
    write(opened, panel.note.edit, "by the river")
    opened.page._keeper.keep()
    opened.click(panel.cancel)
    assert panel.note.words() == ""
    assert not kept(services, FormName.MOVEMENT)
    opened.click_notice()
    assert panel.note.words() == "by the river"

    opened.page._in_hand.day = THURSDAY - timedelta(days=1)
    opened.page.on_shown()
    settle()
    assert panel.note.words() == ""
    opened.page._in_hand.day = THURSDAY
    opened.page.on_shown()
    settle()
    assert panel.note.words() == "by the river"


def test_a_trigger_and_a_plan_outlive_a_lock_each_until_it_is_saved(services, open_page):  # noqa: F811
    opened = open_page("triggers", services)
    panel = opened.panel
    opened.qtbot.keyClicks(opened.window.focusWidget(), "an old song")
    write(opened, panel.form.before, "alone")
    opened.click(panel.plan_button)
    write(opened, panel.plan_form.cue, "the house is empty")

    opened = lock_and_come_back(opened, open_page, "triggers")
    panel = opened.panel
    assert panel.form.trigger.currentText() == "an old song"
    assert panel.form.before.text() == "alone"
    assert panel.plan_form.isVisible()
    assert panel.plan_form.cue.text() == "the house is empty"
    write(opened, panel.plan_form.action, "call Dana")
    opened.click(panel.plan_form.save)
    settle()
    assert not kept(services, FormName.IF_THEN, None)
    assert panel.form.before.text() == "alone"
    assert kept(services, FormName.TRIGGER)["before"] == "alone"
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()

    (one,) = services.triggers.day().exposures
    assert (one.trigger, one.came_before) == ("an old song", "alone")
    assert not kept(services, FormName.TRIGGER)
    opened.click(panel.plan_lines.findChildren(type(panel.back))[0])
    write(opened, panel.plan_form.backup, "music")
    opened.click(panel.plan_form.cancel)
    assert panel.plan_form.isHidden()
    opened.click_notice()
    assert panel.plan_form.isVisible()
    assert panel.plan_form.backup.text() == "music"


def test_a_skill_of_ones_own_outlives_a_lock_and_esc(services, open_page):  # noqa: F811
    opened = open_page("toolbox", services)
    opened.click(opened.panel.add_button)
    write(opened, opened.panel.form.name, "Window seat")
    write(opened, opened.panel.form.steps, "Sit")

    opened = lock_and_come_back(opened, open_page, "toolbox")
    panel = opened.panel
    assert panel.form.isVisible()
    assert panel.form.steps.toPlainText() == "Sit"
    assert panel.card.isHidden()
    opened.click(panel.form.name)
    opened.press(Qt.Key.Key_Escape)
    assert panel.form.isHidden()
    assert not kept(services, FormName.OWN_SKILL, None)
    opened.click_notice()
    assert panel.form.name.text() == "Window seat"
    opened.click(panel.form.save)
    settle()

    assert "Window seat" in [skill.label for skill in services.skills.view().skills]
    assert panel.form.isHidden()
    assert not kept(services, FormName.OWN_SKILL, None)
