"""History and the question of what came of a warning: by keys and mouse, over a real vault."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iop_companion.domain.chart_series import EventKind
from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.records import Answer, EpisodeOutcome, PlanUsed, ShownEpisode
from iop_companion.ui.widgets.level_tag import LevelTag
from tests.ui.open_pages import cut_words, nameless, settle
from tests.ui.warning_signs.test_warning_signs_page import enter_usual


def log(services, *back, level="watch"):
    """Warnings that were shown so many days ago."""
    now = services.clock.now()
    with services.session.vault.write() as journal:
        for n in back:
            day = services.clock.today() - timedelta(days=n)
            at = datetime.combine(day, now.timetz())
            journal.put(
                ShownEpisode(
                    f"{level}{n}",
                    at,
                    day,
                    level,
                    ("Sleep",),
                    f"Sleep has moved away, {n} days ago.",
                    day - timedelta(days=6),
                    numbers_spoke_on=day,
                )
            )


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def outcomes(services):
    with services.session.vault.read() as journal:
        return journal.all(EpisodeOutcome)


def test_a_warning_is_opened_by_the_arrow_keys_and_what_is_told_can_be_taken_back(
    open_page, services
):
    # given three warnings of the past
    enter_usual(services, range(45, -1, -1))
    log(services, 100, 40)
    log(services, 70, level="act")
    opened = open_page("warning_history", services)
    panel = opened.panel
    assert [one.key for one in panel.list.buttons] == ["watch40", "act70", "watch100"]
    assert panel.list.buttons[0].hasFocus()
    assert panel.form.about.text() == "Sleep has moved away, 40 days ago."
    assert nameless(panel) == []
    # when the next one is opened by a key and told about with the mouse
    QTest.keyClick(panel.list.buttons[0], Qt.Key.Key_Down)
    assert panel.form.row.id == "act70"
    click(panel.form.used.chips["partly"])
    click(panel.form.helped.chips["a_little"])
    click(panel.form.what.chips["bad_spell"])
    click(panel.form.save)
    settle()
    # then it is kept, and the line says so
    (kept,) = outcomes(services)
    assert (kept.used_plan, kept.helped) == (PlanUsed.PARTLY, Helped.A_LITTLE)
    row = next(one for one in services.what_happened.view().rows if one.id == "act70")
    assert (row.given, row.answer) == (Answer.BAD_SPELL, "A bad spell")
    assert "A bad spell" in panel.list.buttons[1].accessibleName()
    # and pressing a chip again takes it back
    click(panel.form.helped.chips["a_little"])
    click(panel.form.save)
    settle()
    assert outcomes(services)[0].helped is None
    # and only Act is shown where only Act is asked for
    click(panel.chips["act"])
    assert [one.key for one in panel.list.buttons] == ["act70"]


@pytest.mark.parametrize(("scale", "has_head"), [(100, True), (200, False)])
def test_no_word_is_cut_in_one_column_or_six(open_page, services, scale, has_head):
    enter_usual(services, range(10))
    log(services, 40, 400)
    opened = open_page("warning_history", services, text_scale=scale)
    opened.panel.window().resize(1280, 800)
    settle()
    listed = opened.panel.list
    assert listed._head.isVisible() is has_head
    assert cut_words(opened.panel) == []
    tags = [one.findChild(LevelTag) for one in listed.buttons]
    # a day with its year moves nothing aside
    assert len({tag.mapTo(listed, tag.rect().topLeft()).x() for tag in tags}) == 1


def test_an_empty_history_says_so(open_page, services):
    opened = open_page("warning_history", services)
    panel = opened.panel
    assert not panel.list.isVisible()
    assert panel.parts.chosen_button.hasFocus()
    assert not panel.chance.isVisible()  # chance of nothing is no news
    opened.click(panel.signs_button)
    assert opened.window.shell.page.title == "My signs"


def test_what_came_of_it_is_asked_once_on_the_page_and_can_wait(open_page, services):
    # given a warning of nine days ago that is over
    enter_usual(services, range(45, -1, -1))
    log(services, 9)
    panel = open_page("warning_signs", services).panel
    assert panel.outcome.isVisible()
    # when it is put away, then it stays away while the page is read anew
    click(panel.outcome.later)
    assert not panel.outcome.isVisible()
    enter_usual(services, [0])
    assert not panel.outcome.isVisible()
    assert [one.says_something for one in outcomes(services)] == [False]


def test_a_new_usual_is_offered_at_discharge_and_taken_by_a_click(open_page, services):
    enter_usual(services, range(80, -1, -1))
    services.events.add(services.clock.today(), "", EventKind.DISCHARGE)
    opened = open_page("warning_signs", services)
    assert "You marked a discharge" in opened.panel.offer.words.text()
    click(opened.panel.offer.take)
    settle()
    assert not opened.panel.offer.isVisible()
    usual = services.early_warnings.evaluate().findings[0].usual
    assert usual.first >= services.clock.today() - timedelta(days=20)


def test_nothing_of_it_stays_when_the_vault_is_locked(open_page, services):
    log(services, 40)
    opened = open_page("warning_history", services)
    opened.panel.forget()
    assert opened.panel.list.buttons == []
    assert opened.panel.form.about.text() == ""


def test_the_open_warning_is_put_into_the_summary_by_one_key_and_taken_back(open_page, services):
    # given two warnings of the past
    enter_usual(services, range(45, -1, -1))
    log(services, 40, 70)
    opened = open_page("warning_history", services)
    form = opened.panel.form
    assert form.bring.text() == "Add to Summary"
    # when the open one is brought by the keyboard
    form.bring.setFocus()
    QTest.keyClick(form.bring, Qt.Key.Key_Space)
    settle()
    # then it is in the summary, the button says so, and it stays open
    assert opened.said == "It is in the Summary, with what came of it."
    assert form.row.id == "watch40"
    assert form.bring.text() == "Take it out of the Summary"
    (line,) = services.summarising.assemble(services.summarising.default_request()).past_warnings
    assert "Watch: Sleep." in line
    # and Undo takes it out again
    opened.click_notice()
    assert form.bring.text() == "Add to Summary"


def test_on_the_page_of_now_nothing_is_brought(open_page, services):
    enter_usual(services, range(45, -1, -1))
    log(services, 9)
    panel = open_page("warning_signs", services).panel
    assert panel.outcome.isVisible()
    assert not panel.outcome.bring.isVisible()
