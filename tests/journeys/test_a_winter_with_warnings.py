"""120 days with the warning panel: real window, real vault, the clock moved from day to day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from iop_companion.cli.warning_commands import _as_object
from iop_companion.domain.chart_series import EventKind
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.records import Answer, PlanZone, UsualOffer
from iop_companion.services.own_signs import SignDraft
from iop_companion.services.summarising import SummaryRequest
from iop_companion.services.views import CheckInDraft
from tests.ui.open_pages import open_page, services, settle

__all__ = ["open_page", "services"]

FIRST = date(2026, 1, 1)
STEPS = ["Tell one person", "Screens off at ten"]


class Winter:
    """One person's days: what they enter, what they look at, what they press."""

    def __init__(self, opened, services):
        self.opened, self.services = opened, services
        self.n_day = 0

    @property
    def today(self):
        return self.services.clock.today()

    def live(self, until, *, sleep=7.25, mood=6.0, enters=True):
        """Check in every evening (nearly) up to day ``until``, then look at the panel."""
        while self.n_day < until:
            self.n_day += 1
            self.services.clock.set_day(FIRST + timedelta(days=self.n_day - 1))
            rng = random.Random(self.n_day)
            if enters and rng.random() > 0.1:
                self.services.check_ins.record(
                    CheckInDraft(
                        self.today,
                        {
                            MeasureId("sleep_duration"): sleep + rng.choice([-0.75, -0.25, 0, 0.5]),
                            MeasureId("mood"): max(0.0, mood + rng.choice([-1, 0, 0, 1])),
                            MeasureId("urge"): float(rng.choice([1, 2, 2, 3])),
                        },
                    )
                )
        self.opened.page.refresh()
        settle()

    def until_watch(self, by, **entered):
        """Live on until the numbers speak, at the latest by day ``by``."""
        while self.level is not Level.WATCH:
            assert self.n_day < by, "the panel did not speak"
            self.live(self.n_day + 1, **entered)

    @property
    def panel(self):
        return self.opened.panel

    @property
    def level(self):
        return self.panel.level.shape.level

    @property
    def words(self):
        return self.panel.level.sentence.text()

    def look(self, page):
        self.opened.go_to(page)
        settle()

    def press(self, widget):
        self.opened.click(widget)
        settle()

    def words_are_the_same_everywhere(self):
        """The window, the summary and the command line say one thing."""
        request = SummaryRequest(self.today - timedelta(days=27), self.today)
        summary = self.services.summarising.assemble(request)
        told = _as_object(self.services.early_warnings.evaluate())
        assert told["sentence"] == self.words
        assert told["level"] == self.level.value
        assert summary.warning is not None
        assert summary.warning.sentence == self.words


@pytest.fixture
def winter(open_page, services):
    services.clock.set_day(FIRST)
    return Winter(open_page("warning_signs", services), services)


@pytest.mark.journey
def test_a_hundred_and_twenty_days_with_the_panel(winter):
    learning_is_no_calm_and_own_signs_work_already(winter)
    watch_by_numbers_with_plan_and_answer(winter)
    what_came_of_it_is_asked_once_and_was_a_false_alarm(winter)
    a_bad_spell_never_joins_the_usual(winter)
    a_gap_is_neither_calm_nor_watch(winter)
    a_new_normal_is_learned(winter)
    discharge_offers_a_new_usual(winter)
    history_tells_it_all_as_it_was_shown(winter)


def learning_is_no_calm_and_own_signs_work_already(winter):
    winter.live(8)
    assert winter.level is Level.LEARNING
    assert "Still learning your usual" in winter.words
    # two own signs within a week raise Watch before any number could
    for words in ("Awake past 1 am", "Not answering texts"):
        winter.services.own_signs.keep(SignDraft(words))
    for sign in winter.services.own_signs.to_tick():
        winter.services.own_signs.tick(sign.sign_id, winter.today, on=True)
    winter.live(9)
    assert winter.level is Level.WATCH
    assert "Awake past 1 am" in winter.words
    # a fortnight later they are over, and the usual is known
    winter.live(30)
    assert winter.level is Level.CALM
    winter.words_are_the_same_everywhere()


def watch_by_numbers_with_plan_and_answer(winter):
    winter.services.early_warnings.set_plan(PlanZone.WATCH, STEPS)
    winter.until_watch(52, sleep=5.0)
    assert "Sleep" in winter.words
    assert (
        "chance" in winter.panel.limits.text() or "unchanged person" in winter.panel.limits.text()
    )
    assert "not a diagnosis or a prediction" in winter.panel.limits.text()
    winter.words_are_the_same_everywhere()
    winter.press(winter.panel.plan.rows[0].box)
    winter.press(winter.panel.answers.buttons[Answer.PASSING])
    assert winter.level is Level.CALM


def what_came_of_it_is_asked_once_and_was_a_false_alarm(winter):
    spoke = winter.n_day
    winter.live(spoke + 6)
    assert not winter.panel.outcome.isVisible()
    winter.live(spoke + 7)
    assert winter.panel.outcome.isVisible()
    winter.press(winter.panel.outcome.helped.chips["a_little"])
    winter.press(winter.panel.outcome.what.chips["false_alarm"])
    winter.press(winter.panel.outcome.save)
    assert not winter.panel.outcome.isVisible()
    winter.live(spoke + 12)
    assert not winter.panel.outcome.isVisible()


def a_bad_spell_never_joins_the_usual(winter):
    before = usual_of(winter, "mood")
    winter.until_watch(82, mood=2.0)
    winter.press(winter.panel.answers.buttons[Answer.BAD_SPELL])
    assert winter.level is Level.WATCH
    winter.live(84)
    assert usual_of(winter, "mood").low >= before.low - 1


def a_gap_is_neither_calm_nor_watch(winter):
    winter.live(92, enters=False)
    assert winter.level in {Level.NOT_ENOUGH_ENTRIES, Level.WATCH}
    winter.live(97)


def a_new_normal_is_learned(winter):
    winter.until_watch(115, sleep=8.9, mood=3.0)
    winter.press(winter.panel.answers.buttons[Answer.NEW_NORMAL])
    assert winter.level is not Level.WATCH
    usual = usual_of(winter, "mood")
    assert usual is None or (winter.today - usual.first).days <= 40


def discharge_offers_a_new_usual(winter):
    winter.live(winter.n_day + 4, sleep=8.9, mood=3.0)
    winter.services.events.add(winter.today, "", EventKind.DISCHARGE)
    winter.opened.page.refresh()
    settle()
    assert winter.level is Level.CALM
    winter.press(winter.panel.offer.take)
    with winter.services.session.vault.read() as journal:
        assert [one.taken for one in journal.all(UsualOffer)] == [True]
    winter.live(120, sleep=8.9, mood=3.0)


def history_tells_it_all_as_it_was_shown(winter):
    winter.look("warning_history")
    rows = winter.services.what_happened.view().rows
    shown = [one.episode_id for one in winter.panel.list.buttons]
    assert shown == [row.id for row in rows]
    answers = [row.answer for row in reversed(rows)]
    assert answers[0] == ""  # own signs alone: nothing was asked for
    assert answers[1:4] == ["False alarm", "A bad spell", "My new normal"]
    assert rows[-2].done == "1 of 2 steps"
    assert (
        "You called 1 of 3 messages from the numbers a false alarm." in winter.panel.chance.text()
    )


def usual_of(winter, name):
    findings = winter.services.early_warnings.evaluate().findings
    return next(one.usual for one in findings if one.measure_id == name)
