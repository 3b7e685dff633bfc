"""Four months with the panel: every level it has, by the person's own hand at the real window."""

from __future__ import annotations

import io
import random
from datetime import timedelta

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from iop_companion.cli.warning_commands import _as_object
from iop_companion.domain.chart_series import EventKind
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.observation import observe
from iop_companion.domain.records import Answer, PlanZone, ShownLevel, UsualOffer
from iop_companion.domain.setting_values import Contact
from iop_companion.reports.summary_pdf import TypstSummaryWriter
from iop_companion.services.views import CheckInDraft
from tests.ui.open_pages import HeldDrawings, open_page, services, settle

__all__ = ["open_page", "services"]


class Life:
    """The person's days; each evening they check in, and each morning the window is as it was."""

    def __init__(self, open_page, services) -> None:
        self.services = services
        self.clock = services.clock
        self.began = self.clock.today()
        self._chance = random.Random(7)
        names = ("sleep_duration", "mood", "urge")
        self._measures = {name: services.measures.get(MeasureId(name)) for name in names}
        self.opened = open_page("warning_signs", services, drawings=HeldDrawings())

    @property
    def day(self) -> int:
        return (self.clock.today() - self.began).days + 1

    @property
    def level(self) -> str:
        """What the page says, having been gone to (from a page that is quick to show)."""
        self.opened.go_to("plan")
        self.opened.go_to("warning_signs")
        return self.panel.level.word.text()

    @property
    def panel(self):
        return self.opened.panel

    def usual_sleep(self):
        findings = self.services.early_warnings.evaluate().findings
        return next(one.usual for one in findings if one.measure_id == "sleep_duration")

    def log(self) -> list[ShownLevel]:
        """What was ever shown."""
        with self.services.session.vault.read() as journal:
            return journal.all(ShownLevel)

    def check_in(self, sleep=7.0) -> None:
        self._write([self._evening(sleep)])

    def _evening(self, sleep):
        values = {
            "sleep_duration": sleep + self._chance.choice([-0.5, -0.25, 0, 0, 0.25, 0.5]),
            "mood": float(self._chance.choice([5, 6, 6, 7])),
            "urge": float(self._chance.choice([1, 2, 2, 3])),
        }
        day, now = self.clock.today(), self.clock.now()
        return [
            observe(self._measures[name], value, day=day, recorded_at=now)
            for name, value in values.items()
        ]

    def _write(self, evenings) -> None:
        with self.services.session.vault.write() as journal:
            journal.put_many(value for evening in evenings for value in evening)

    def live(self, days, sleep=7.0) -> None:
        evenings = []
        for _day in range(days):
            self.clock.move(days=1)
            evenings.append(self._evening(sleep))
        self._write(evenings)

    def live_until(self, level, most, **how) -> None:
        for _day in range(most):
            self.live(1, **how)
            if self.services.early_warnings.evaluate().level.value == level:
                return
        raise AssertionError(f"not {level} within {most} days")

    def words_are_the_same_everywhere(self) -> None:
        """The window, the summary's own PDF and the command line say one thing."""
        told = _as_object(self.services.early_warnings.evaluate())
        assert told["sentence"] == self.panel.level.sentence.text()
        assert told["level"] == self.panel.level.shape.level.value
        summary = self.services.summarising.assemble(self.services.summarising.default_request())
        pages = PdfReader(io.BytesIO(TypstSummaryWriter().pdf(summary))).pages
        printed = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert told["sentence"] in printed
        assert f"{self.panel.level.word.text()}, since" in printed

    def said(self) -> str:
        shown = [one.text() for one in self.panel.findChildren(QLabel) if one.isVisible()]
        return "\n".join(shown)


def _write_sign(life, words, zone="watch") -> None:
    life.opened.go_to("my_signs")
    opened, form = life.opened, life.panel.form
    opened.click(life.panel.add_button)
    opened.qtbot.keyClicks(form.words, words)
    opened.click(form.zone.button_of(zone))
    opened.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def _tick_on_today(life, *numbers) -> None:
    life.opened.go_to("today")
    for number in numbers:
        card = life.panel.side.signs
        card.rows[0].tick.box.setFocus()
        life.opened.press(getattr(Qt.Key, f"Key_{number}"))
        settle()


def _learns_while_own_signs_work(life) -> None:
    life.check_in()
    life.live(5)
    assert life.level == "Learning"
    assert "6 of 9 entries" in life.said()
    for words, zone in (("Skipping breakfast", "watch"), ("Not answering texts", "watch"),
                        ("Hiding it from Leo", "act")):  # fmt: skip
        _write_sign(life, words, zone)
    _tick_on_today(life, 1, 2)
    assert life.level == "Watch"
    assert "Within seven days, two of your own signs showed" in life.said()
    assert "no chance is stated" in life.said()
    assert life.panel.answers.isHidden()
    life.live(24)
    assert life.level == "Calm"
    assert "If you feel worse than the numbers, trust that." in life.said()


def _numbers_speak_and_lead_to_a_plan(life) -> None:
    """The page leads to a zone that has no step yet; what is done comes back to it."""
    life.live_until("watch", 14, sleep=4.75)
    assert life.level == "Watch"
    assert "Sleep has moved away from your usual since" in life.said()
    assert "an unchanged person sees a message like this about once in" in life.said()
    assert "It is not a diagnosis or a prediction" in life.said()
    life.words_are_the_same_everywhere()
    life.opened.click(life.panel.plan.edit_button)
    settle()
    zone = life.panel.zones[PlanZone.WATCH]
    life.opened.qtbot.keyClicks(zone.form.steps, "Call Leo")
    life.opened.click(zone.form.people.chips["Leo"])
    life.opened.click(zone.form.save_button)
    assert life.level == "Watch"
    life.opened.click(life.panel.plan.rows[0].box)
    assert life.panel.plan.call_button.text() == "Call Leo"
    life.opened.click(life.panel.answers.buttons[Answer.PASSING])
    assert life.level == "Calm"


def _what_came_of_it_is_asked_once_and_comes_back_to_the_plan(life) -> None:
    life.live(6)
    assert life.level == "Calm"
    assert not life.panel.outcome.isVisible()
    life.live(1)
    assert life.level == "Calm"
    asked = life.panel.outcome
    life.opened.click(asked.helped.chips["a_little"])
    life.opened.click(asked.what.chips["false_alarm"])
    life.opened.click(asked.save)
    life.live(1)
    assert life.level == "Calm"
    assert not life.panel.outcome.isVisible()
    # own signs raised it once, the numbers once; what was said of it stands with the zone
    assert "done on 1 day" in _plan_words(life)
    assert (
        "Came up 2 times so far. You used your plan once. Did it help? You said a little once. "
        "You called 1 a false alarm."
    ) in life.said()
    life.opened.click(life.panel.review.button)
    settle()
    assert "Came up" not in life.said()  # gone through together: what comes next is counted anew


def _a_bad_spell_and_act(life) -> None:
    """Act comes from the person's own sign alone, and they may say that it is Watch."""
    life.live(16)
    assert life.level == "Calm"
    life.live_until("watch", 14, sleep=4.5)
    assert life.level == "Watch"
    before = life.usual_sleep()
    life.opened.click(life.panel.answers.buttons[Answer.BAD_SPELL])
    assert life.level == "Watch"
    _tick_on_today(life, 3)
    assert life.level == "Act"
    assert "555 0188" in life.said()
    life.opened.click(life.panel.not_right.watch_button)
    assert life.level == "Watch"
    life.live(18)
    assert life.level == "Calm"
    assert life.usual_sleep().low >= before.low - 0.5  # its nights never joined the usual


def _a_gap_and_a_new_normal(life) -> None:
    life.clock.move(days=5)
    assert life.level == "Not enough entries"
    assert "So the numbers say neither Calm nor Watch this week." in life.said()
    life.live(9)
    life.live_until("watch", 16, sleep=5.25)
    assert life.level == "Watch"
    life.opened.click(life.panel.answers.buttons[Answer.NEW_NORMAL])
    life.live(6, sleep=5.25)
    assert life.level in {"Calm", "Learning"}


def _discharge_offers_a_new_usual(life) -> None:
    life.services.events.add(life.clock.today(), "", EventKind.DISCHARGE)
    assert life.level in {"Calm", "Learning"}
    life.opened.click(life.panel.offer.take)
    with life.services.session.vault.read() as journal:
        assert [one.taken for one in journal.all(UsualOffer)] == [True]


def _history_tells_it_all_as_it_was_shown(life) -> None:
    life.opened.go_to("warning_history")
    rows = life.services.what_happened.view().rows
    assert [one.key for one in life.panel.list.buttons] == [row.id for row in rows]
    answers = [row.answer for row in rows if row.by_numbers]
    assert answers == ["My new normal", "A bad spell", "A bad spell", "False alarm"]
    assert "You called 1 of" in life.panel.chance.text()


@pytest.mark.journey
def test_four_months_with_the_panel(open_page, services):
    services.people.keep([Contact("Leo", "555 0188", "any time")])
    life = Life(open_page, services)

    _learns_while_own_signs_work(life)
    _numbers_speak_and_lead_to_a_plan(life)
    _what_came_of_it_is_asked_once_and_comes_back_to_the_plan(life)
    _a_bad_spell_and_act(life)
    _a_gap_and_a_new_normal(life)
    _discharge_offers_a_new_usual(life)
    life.live(120 - life.day, sleep=5.25)
    _history_tells_it_all_as_it_was_shown(life)

    # what was shown was shown: a changed past changes no line of the log
    log = life.log()
    assert {line.level for line in log} == {
        "learning", "watch", "calm", "act", "not_enough_entries",
    }  # fmt: skip
    changed = life.began + timedelta(days=36)
    services.check_ins.record(CheckInDraft(changed, {MeasureId("sleep_duration"): 7.0}))
    assert life.log()[: len(log)] == log


def _plan_words(life) -> str:
    life.opened.go_to("plan")
    return life.said()
