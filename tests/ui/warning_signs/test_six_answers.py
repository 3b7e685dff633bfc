"""The page's text alone, read cold: six questions have their answer at every level.

What changed, since when, how sure that is, how often it is chance, what to do, what it is not.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.services.my_plan import ZoneDraft
from iop_companion.services.own_signs import SignDraft
from tests.ui.open_pages import THURSDAY, cut_words, enter, nameless
from tests.ui.warning_signs.test_warning_signs_page import enter_usual, usual

WHAT_IT_IS_NOT = "It is not a diagnosis or a prediction"


def words_of(panel) -> str:
    """All words that are shown."""
    parts = [*panel.findChildren(QLabel), *panel.findChildren(QAbstractButton)]
    return " | ".join(one.text() for one in parts if one.isVisible() and one.text().strip())


def learning(services):
    enter_usual(services, [8, 7, 5, 4, 1, 0])


def not_enough(services):
    enter_usual(services, [*range(45, 6, -1), 5, 2])


def calm(services):
    services.my_plan.keep(ZoneDraft(PlanZone.CALM, steps=("Choir on Tuesday",)))
    enter_usual(services, range(45, -1, -1))


def watch(services):
    services.my_plan.keep(ZoneDraft(PlanZone.WATCH, steps=("Screens off at ten",)))
    for before in range(60, -1, -1):
        day = usual(before)
        day["sleep_duration"] -= 2.5 if before < 9 else 0.0
        enter(services, [before], **day)


def act(services):
    services.people.keep([Contact("Leo", "555 0188", "any time")])
    services.my_plan.keep(ZoneDraft(PlanZone.ACT, steps=("Call the program",)))
    enter_usual(services, range(45, -1, -1))
    keep_sign(services, "Hiding it", PlanZone.ACT, is_there=True)


def keep_sign(services, words, zone=PlanZone.WATCH, *, is_there=False):
    sign = services.own_signs.keep(SignDraft(words, zone)).changes[0].after.id
    if is_there:
        services.own_signs.tick(sign, THURSDAY, on=True)


@pytest.mark.parametrize(
    ("state", "answers"),
    [
        (
            learning,
            {
                "what changed": "Until then the numbers stay quiet",
                "since when": "day 9 of 14",
                "how sure": "Still learning your usual: 6 of 9 entries",
                "how often by chance": "the numbers send no message, so none comes by chance",
                "what to do": "Your own signs work from the first day",
                "what it is not": WHAT_IT_IS_NOT,
            },
        ),
        (
            not_enough,
            {
                "what changed": "the numbers say neither Calm nor Watch this week",
                "since when": "The last seven days",
                "how sure": "2 of the last 7 days have an entry; comparing needs 4",
                "how often by chance": "an unchanged person sees a message about once in",
                "what to do": "Fill in one day",
                "what it is not": WHAT_IT_IS_NOT,
            },
        ),
        (
            calm,
            {
                "what changed": "Nothing you track has left your usual range",
                "since when": "Your usual: 36 entries, 26 January to 2 March",
                "how sure": "7 of the last 7 days have an entry",
                "how often by chance": "an unchanged person sees a message about once in",
                "what to do": "If you feel worse than the numbers, trust that",
                "and what keeps well": "What keeps you steady",
                "what it is not": WHAT_IT_IS_NOT,
            },
        ),
        (
            watch,
            {
                "what changed": "Sleep has moved away from your usual",
                "from what to what": "from 7.0 h to 4.6 h on average",
                "since when": "since Wednesday 4 March",
                "how sure": "9 of 9 days have an entry",
                "and when it passed its line": "past the line since 7 March",
                "how often by chance": "an unchanged person sees a message like this about once in",
                "what to do": "It is a good time to use your plan",
                "and which step": "Screens off at ten",
                "what it is not": f"{WHAT_IT_IS_NOT}, and it cannot know why",
            },
        ),
        (
            act,
            {
                "what changed": "Your own Act sign is met: “Hiding it”",
                "since when": "ticked on Thursday 12 March",
                "how sure": "You wrote this sign on 12 March",
                "and what the numbers say": "Nothing you track in numbers has moved away",
                "how often by chance": "so no chance is stated for them",
                "what to do": "You wrote this for a time like this one",
                "and whom to call": "555 0188",
                "what it is not": f"{WHAT_IT_IS_NOT}, and it cannot know why",
            },
        ),
    ],
    ids=["learning", "not-enough", "calm", "watch", "act"],
)
def test_the_text_alone_answers_six_questions(open_page, services, state, answers):
    state(services)
    read = words_of(open_page("warning_signs", services).panel)
    assert {question: words in read for question, words in answers.items()} == dict.fromkeys(
        answers, True
    )


def test_a_measure_that_went_the_better_way_is_not_said_to_lean(services):
    # given sleep that fell nine days ago, and urges that were lower than usual since
    watch(services)
    findings = {one.measure_id: one for one in services.early_warnings.evaluate().findings}
    urge = findings["urge"]
    assert urge.recent_mean < urge.usual.mean
    # then the line of urges does not say that they lean
    assert urge.standing.value == "usual"
    assert urge.since is None


def test_own_signs_are_ticked_on_the_page_and_the_second_one_raises_watch(open_page, services):
    # given a calm page with two own signs that are ticked by hand
    calm(services)
    keep_sign(services, "Skipping breakfast")
    keep_sign(services, "Not answering texts")
    opened = open_page("warning_signs", services)
    panel = opened.panel
    assert panel.plan.heading.text() == "My plan for Calm"
    assert [row.tick.box.accessibleName() for row in panel.ticks.rows] == [
        "Skipping breakfast",
        "Not answering texts",
    ]
    assert nameless(panel) == []
    assert cut_words(panel) == []
    # when one is ticked by a click and the other by its digit
    opened.click(panel.ticks.rows[0].tick.box)
    assert panel.level.word.text() == "Calm"
    assert "“Skipping breakfast” on Thursday 12 March" in panel.week_signs.words.text()
    panel.ticks.rows[0].tick.box.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    # then it is Watch, the plan for it stands there, and the keyboard is still on the page
    assert panel.level.word.text() == "Watch"
    assert panel.plan.heading.text() == "My plan for Watch"
    assert panel.ticks.isHidden()
    assert panel.isAncestorOf(QApplication.focusWidget())
    # and Undo takes back the second one alone
    opened.click_notice()
    assert panel.level.word.text() == "Calm"
    assert [row.tick.box.isChecked() for row in panel.ticks.rows] == [True, False]


def test_the_plan_for_calm_opens_where_it_was_written(open_page, services):
    calm(services)
    opened = open_page("warning_signs", services)
    opened.click(opened.panel.plan.edit_button)
    assert opened.panel.isAncestorOf(QApplication.focusWidget())
    focus = QApplication.focusWidget()
    assert opened.panel.zones[PlanZone.CALM].isAncestorOf(focus)
