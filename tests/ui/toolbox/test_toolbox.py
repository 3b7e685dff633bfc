"""The Toolbox by keys: find a skill, rate, do its steps, rate again; and one's own skills."""

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt

from iop_companion.domain.diary_entries import Helped, SkillUse
from iop_companion.domain.ids import MeasureId
from tests.ui.open_pages import (  # noqa: F401 -- fixtures
    demo,
    enter,
    nameless,
    open_page,
    services,
    settle,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SURF = "urge_surfing"


def type_words(opened, words):
    for letter in words:
        opened.qtbot.keyClicks(opened.window.focusWidget(), letter)
    settle()


def uses(opened):
    with opened.services.session.vault.read() as journal:
        return journal.entries(SkillUse)


def test_a_skill_is_found_rated_done_and_rated_again_by_keys(services, open_page):  # noqa: F811
    opened = open_page("toolbox", services)
    opened.press(Qt.Key.Key_F, CTRL)
    type_words(opened, "urge")
    shown = [skill.id for skill in opened.panel.list.skills]
    assert shown[0] == SURF
    assert len(shown) < 8

    opened.press(Qt.Key.Key_Return)
    opened.press(Qt.Key.Key_Return)
    type_words(opened, "7")
    opened.press(Qt.Key.Key_Space)
    settle()

    assert opened.window.shell.now == "skill"
    running = opened.panel
    assert running.timer.is_running is False, "the timer waits for the person"
    assert [line.accessibleName().split(":")[0] for line in running._steps][:2] == [
        "Step 1, now", "Step 2, to come",
    ]  # fmt: skip
    opened.press(Qt.Key.Key_Space)
    opened.go_to("toolbox")
    assert opened.panel.under_way.isVisible()
    opened.click(opened.panel.go_on)
    assert opened.panel._which.text() == "Step 2 of 4", "closing kept where it was"
    for _step in range(2):
        opened.press(Qt.Key.Key_Return, CTRL)
    running.after.enter()
    type_words(opened, "4")
    opened.press(Qt.Key.Key_Return, CTRL)
    settle()

    assert opened.window.shell.now == "toolbox"
    (use,) = uses(opened)
    assert (use.before, use.after, use.finished) == (7, 4, True)
    saved = opened.services.check_ins.day().values
    assert saved[MeasureId("skills")].value == (SURF,)
    opened.click_notice()
    assert uses(opened) == []
    assert not opened.services.check_ins.day().has_entry


def test_the_timer_counts_only_while_it_runs_and_says_when_it_is_over(services, open_page):  # noqa: F811
    services.skills.begin("grounding_senses", 5)
    opened = open_page("skill", services)
    timer = opened.panel.timer
    assert (timer.left.text(), timer.words.text()) == ("3:00", "left of 3 minutes")

    opened.click(timer.run_button)
    assert timer.run_button.text() == "Pause"
    opened.click(timer.more)
    assert timer.seconds_left() > 4.9 * 60
    timer._left_s = 0.0
    timer._on_tick()

    assert timer.words.text() == "The time is over. Go on as long as you like."
    assert not timer.is_running
    assert opened.window.shell.now == "skill", "nothing ends by itself"
    opened.click(opened.panel.let_go)
    assert uses(opened) == []


def test_a_skill_of_ones_own_is_written_changed_and_used(services, open_page):  # noqa: F811
    opened = open_page("toolbox", services)
    panel = opened.panel
    opened.click(panel.add_button)
    type_words(opened, "Body scan")
    panel.form.minutes.setText("soon")
    opened.click(panel.form.save)
    assert panel.form.problem.text() == "Minutes can be a whole number from 1 to 1440."
    panel.form.minutes.setText("4")
    opened.click(panel.form.save)
    assert "already" in panel.form.problem.text()
    assert panel.form.name.text() == "Body scan", "what was typed stays"
    panel.form.name.setText("Window seat")
    opened.click(panel.form.save)

    assert panel.card.skill.label == "Window seat"
    opened.click(panel.card.done)
    type_words(opened, "3")
    type_words(opened, "quiet")
    opened.press(Qt.Key.Key_Return)

    (use,) = uses(opened)
    assert (use.skill, use.before, use.after, use.note) == ("own_window_seat", None, 3, "quiet")
    opened.click(panel.card.not_used)
    type_words(opened, "no chair")
    opened.press(Qt.Key.Key_Return)
    assert [one.why_not for one in uses(opened) if not one.used] == ["no chair"]
    panel.search.setText("no such skill")
    settle()
    assert panel.none.isVisible()
    assert not panel.card.isVisible()
    assert not nameless(opened.window)


def test_a_note_is_kept_on_leaving_it_and_on_lock(services, open_page):  # noqa: F811
    opened = open_page("toolbox", services)
    first = opened.panel.card.skill.id
    opened.panel.card.note.setFocus()
    type_words(opened, "slowly")
    opened.panel.list.setFocus()
    settle()

    assert opened.services.skills.view().skill(first).note == "slowly"
    opened.click(opened.panel.card.favourite.box)
    opened.click(opened.panel.filter.button_of("favourites"))
    assert [skill.id for skill in opened.panel.list.skills] == [first]


def test_the_day_after_today_asks_once_whether_it_helped(services, open_page):  # noqa: F811
    services.skills.record(SURF, 6, 4)
    services.clock.move(days=1)
    opened = open_page("today", services)
    card = opened.panel.side.later
    assert card.isVisible()
    assert "Ride the urge" in card._words.text()

    opened.click(card.buttons[Helped.YES])

    assert uses(opened)[0].helped_later is Helped.YES
    assert not card.isVisible()


def test_beside_a_long_skill_the_list_and_the_skill_scroll_and_the_page_does_not(
    services, open_page  # noqa: F811
):  # fmt: skip
    services.skills.set_note(SURF, "It works better if I stand by the window. " * 8)
    opened = open_page("toolbox", services)
    opened.window.resize(1280, 700)
    panel = opened.panel
    panel.choose(SURF)
    settle()
    assert panel._columns.are_beside
    assert not panel.verticalScrollBar().isVisible()
    bar = panel._side.verticalScrollBar()
    assert bar.isVisible()

    bar.setValue(bar.maximum())
    panel.list.setCurrentIndex(panel.list.model().index(0))
    settle()

    assert bar.value() == 0, "another skill begins at its name"


def test_in_large_text_in_the_smallest_window_no_part_of_the_head_lies_over_another(
    services, open_page  # noqa: F811
):  # fmt: skip
    opened = open_page("toolbox", services, size=(960, 640), text_scale=200)
    panel = opened.panel
    settle()
    parts = [panel.family, panel.search, panel.add_button]
    places = [QRect(part.mapTo(panel, QPoint()), part.size()) for part in parts]

    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert all(place.right() < panel.viewport().width() for place in places)
    assert panel.family.width() >= panel.family.sizeHint().width()


def _narrow(opened):
    opened.window.resize(960, 640)
    settle()
    panel = opened.panel
    assert not panel._columns.are_beside
    return panel


def test_in_a_narrow_window_the_page_alone_scrolls_and_the_list_is_seen_whole(
    services, open_page  # noqa: F811
):  # fmt: skip
    opened = open_page("toolbox", services)
    panel = _narrow(opened)

    assert not panel.list.verticalScrollBar().isVisible()
    last = panel.list.model().index(len(panel.list.skills) - 1)
    assert panel.list.visualRect(last).bottom() < panel.list.viewport().height()
    assert panel.verticalScrollBar().isVisible()
    assert panel.card.isHidden()


def test_in_a_narrow_window_a_skill_takes_the_place_of_the_list_and_gives_it_back(
    services, open_page  # noqa: F811
):  # fmt: skip
    opened = open_page("toolbox", services)
    panel = _narrow(opened)
    panel.take_focus()
    for _row in range(20):
        opened.press(Qt.Key.Key_Down)
    chosen = panel.list.skills[20].id
    row = panel.list.row_in(panel.viewport())
    assert 0 <= row.top() < row.bottom() <= panel.viewport().height(), "the row is out of sight"

    opened.press(Qt.Key.Key_Return)
    settle()
    assert panel.card.isVisible()
    assert panel.card.skill.id == chosen
    assert panel.list_card.isHidden()
    opened.click(panel.all_button)
    settle()

    assert panel.list.isVisible()
    assert panel.card.isHidden()
    assert panel.list.hasFocus()
    assert panel.list.currentIndex().row() == 20
    row = panel.list.row_in(panel.viewport())
    assert 0 <= row.top() < row.bottom() <= panel.viewport().height()


def test_a_click_on_a_skill_opens_it_in_a_narrow_window_and_a_wide_one_shows_both(
    services, open_page  # noqa: F811
):  # fmt: skip
    opened = open_page("toolbox", services)
    panel = _narrow(opened)
    at = panel.list.visualRect(panel.list.model().index(2)).center()
    opened.qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert panel.card.isVisible()
    assert panel.card.skill.id == panel.list.skills[2].id
    assert panel.list_card.isHidden()

    opened.window.resize(1280, 800)
    settle()

    assert panel.card.isVisible()
    assert panel.list.isVisible()
    assert panel.all_button.isHidden()


def test_a_name_that_no_skill_has_offers_to_add_one(services, open_page):  # noqa: F811
    opened = open_page("toolbox", services)
    opened.press(Qt.Key.Key_F, CTRL)
    type_words(opened, "juggling")

    assert opened.panel.none.isVisible()
    opened.click(opened.panel.add_first)
    assert opened.panel.form.isVisible()
