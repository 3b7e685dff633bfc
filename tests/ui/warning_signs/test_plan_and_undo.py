"""Warning signs: a plan is never lost by closing, and Undo takes back only what it says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.records import Answer, PlanZone
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.early_warnings import EarlyWarnings
from tests.ui.open_pages import THURSDAY, enter, settle


def _typed(opened, words):
    """Open the dialog of the plan and type ``words`` into it."""
    opened.click(opened.panel.plan.edit_button)
    settle()
    dialog = QApplication.activeModalWidget()
    dialog.field.setPlainText(words)
    return dialog


def _steps(services):
    return [step.text for step in services.early_warnings.plan(PlanZone.WATCH)]


@pytest.fixture
def kept(monkeypatch):
    """What the service was asked to keep; it stays readable after the vault is closed."""
    plans = []
    real = EarlyWarnings.set_plan

    def set_plan(self, zone, texts):
        changes = real(self, zone, texts)
        plans.append(list(texts))
        return changes

    monkeypatch.setattr(EarlyWarnings, "set_plan", set_plan)
    return plans


def test_esc_keeps_a_changed_plan_and_offers_to_take_it_back(open_page, services):
    opened = open_page("warning_signs", services)
    QTest.keyClick(_typed(opened, "Call Dana").field, Qt.Key.Key_Escape)
    settle()

    assert QApplication.activeModalWidget() is None
    assert _steps(services) == ["Call Dana"]
    assert opened.said == "Your plan is saved."
    opened.click_notice()
    assert _steps(services) == []


def test_esc_on_an_unchanged_plan_writes_and_says_nothing(open_page, services, kept):
    services.early_warnings.set_plan(PlanZone.WATCH, ["Call Dana"])
    kept.clear()
    opened = open_page("warning_signs", services)
    QTest.keyClick(_typed(opened, "Call Dana\n").field, Qt.Key.Key_Escape)
    settle()

    assert kept == []
    assert opened.said == ""


def test_cancel_drops_what_was_typed(open_page, services):
    opened = open_page("warning_signs", services)
    _typed(opened, "Call Dana").cancel.click()
    settle()

    assert _steps(services) == []


@pytest.mark.parametrize("leave", ["lock", "hide_all", "close"])
def test_what_stands_in_the_dialog_is_kept_once_when_the_window_goes(
    open_page, services, kept, leave
):
    opened = open_page("warning_signs", services)
    _typed(opened, "Call Dana")
    getattr(opened.window, leave)()
    settle()

    assert kept == [["Call Dana"]]
    assert not services.session.is_unlocked


def test_a_plan_offered_again_after_a_full_disk_is_kept_by_esc_too(
    open_page, services, monkeypatch
):
    opened = open_page("warning_signs", services)

    def full(_self, _zone, _texts):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(EarlyWarnings, "set_plan", full)
        _typed(opened, "Call Dana").save.click()
        settle()
    opened.click_notice()
    settle()
    QTest.keyClick(QApplication.activeModalWidget().field, Qt.Key.Key_Escape)
    settle()

    assert _steps(services) == ["Call Dana"]


def test_undo_of_an_answer_leaves_alone_what_was_saved_since(open_page, demo):
    opened = open_page("warning_signs", demo)
    opened.click(opened.panel.answers.buttons[Answer.BAD_SPELL])
    enter(demo, [0], mood=4.0)
    opened.click_notice()

    assert demo.early_warnings.panel().answer is Answer.BAD_SPELL
    assert demo.check_ins.day(THURSDAY).values["mood"].value == 4.0
    assert opened.said.startswith("Something else was changed since then.")
