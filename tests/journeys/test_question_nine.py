"""Question 9 of the PHQ-9 above "not at all": support in place, nothing hidden, no verdict."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from iop_companion.domain.diary_entries import AnsweredQuestionnaire
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.services.my_plan import ZoneDraft
from tests.journeys.person import Person
from tests.ui.open_pages import open_page, services  # noqa: F401 -- fixtures

VERDICTS = ("you are safe", "low risk", "high risk", "all clear", "alarm", "episode", "severity")


@pytest.fixture
def at_questionnaires(qtbot, open_page, services):  # noqa: F811
    """A diary with a plan and people, on the page of questionnaires."""
    services.people.keep([Contact("Dana", "555 0103", "my sister"), Contact("Leo", "555 0104")])
    services.my_plan.keep(ZoneDraft(PlanZone.ACT, steps=("Sit in the kitchen", "Call Dana")))
    opened = open_page("today", services)
    person = Person(qtbot, opened.window)
    person.keys("Alt+5")
    person.presses("Answer")
    person.waits_to_see("Thoughts that you would be better off dead")
    return person, opened


def _kept(services):  # noqa: F811
    with services.session.vault.read() as journal:
        return journal.all(AnsweredQuestionnaire)[0]


@pytest.mark.journey
def test_support_stands_there_before_any_score_and_the_person_goes_on_by_keys(
    at_questionnaires,
    services,  # noqa: F811
):
    # given eight answers that already make a sum
    person, opened = at_questionnaires
    person.keys(*"22222222")

    # when the ninth is "several days"
    person.keys("1")

    # then plan, people and lines stand there in this order, on the same page, and no score does
    person.waits_to_see("Thank you for saying so")
    person.waits_to_see("This is a good time to tell someone.")
    words = person.all_words()
    order = ["1. My plan", "Sit in the kitchen", "2. My people", "555 0103", "3. A line", "988"]
    places = [words.index(one) for one in order]
    assert places == sorted(places)
    assert "If you are in danger right now" in words
    assert "This program cannot see or contact anyone for you." in words
    assert QApplication.activeModalWidget() is None
    assert opened.window.shell.page is opened.page
    assert not any(verdict in words.lower() for verdict in VERDICTS)
    assert "17" not in words
    assert "the questionnaire calls" not in words

    # and nothing else is hidden or shut: the rail stands, F1 opens, and Esc leads back here
    assert person.sees("Trends")
    person.keys("F1")
    person.waits_to_see("Get support now")
    person.keys("Escape")
    person.waits_to_see("Thank you for saying so")

    # and going on is one press; the sheet does not come again, the answer is kept as it was given
    person.presses("Go on with the questionnaire")
    person.qtbot.waitUntil(lambda: not person.sees("Thank you for saying so"))
    assert _kept(services).values["phq9_9"] == 1
    person.keys("1", "Ctrl+Return")
    person.waits_to_see("17")
    words = person.all_words()
    assert "the range the questionnaire calls" in words
    assert not any(verdict in words.lower() for verdict in VERDICTS)


@pytest.mark.journey
def test_stopping_there_is_as_easy_and_the_rest_waits(at_questionnaires, services):  # noqa: F811
    person, opened = at_questionnaires

    # given only the ninth answered, with the strongest answer
    opened.panel.shown.questions[8].focus_stop().setFocus()
    person.keys("3")
    person.waits_to_see("You answered “Nearly every day”.")

    # when the person stops
    person.presses("Stop here for today")

    # then no number is named, the answers wait, and support is where it always is
    person.waits_to_see("Go on")
    assert not person.sees("of 27")
    assert (_kept(services).finished, _kept(services).values) == (False, {"phq9_9": 3})
    person.presses("Get support now")
    person.waits_to_see("988")
