"""What a page wrote is told once; its Undo takes back that and nothing later, and says so."""

import ast
from types import SimpleNamespace

import pytest

from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.records import ParticipantSetting
from iop_companion.foundation.errors import KnownProblem
from iop_companion.ui.toolkit.hub import Hub
from iop_companion.ui.toolkit.operations import operation_words
from iop_companion.ui.toolkit.tasks import ImmediateTasks
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from tests.architecture.source import called_name, modules

PLAN = ChangeSet("plan_changed", (Change(None, ParticipantSetting("plan", "[]")),))


class RememberingNotices:
    def __init__(self):
        self.said, self.label, self.action, self.problems = "", "", None, []

    def show(self, words, action_label="", action=None):
        self.said, self.label, self.action = words, action_label, action

    def show_problem(self, problem):
        self.problems.append(problem.code)


@pytest.fixture
def context():
    hub = Hub()
    heard = []
    hub.changed.connect(heard.append)
    return SimpleNamespace(
        hub=hub, heard=heard, tasks=ImmediateTasks(), notices=RememberingNotices()
    )


def test_undo_takes_back_what_was_told_and_says_what_that_was(context):
    taken_back, afterwards = [], []

    def undo(changes):
        taken_back.append(changes)
        return changes.reversed()

    offer = UndoOffer(context, undo, undone=lambda: afterwards.append(context.heard[-1]))
    offer.tell("Your plan is saved.", PLAN)
    assert (context.notices.said, context.notices.label) == ("Your plan is saved.", "Undo")
    assert context.heard == [PLAN]

    context.notices.action()

    assert taken_back == [PLAN]
    assert context.heard[1:] == afterwards == [PLAN.reversed()]
    assert context.notices.said == "Taken back: a change of your plan."


def test_where_nothing_changed_there_is_nothing_to_take_back(context):
    UndoOffer(context, lambda changes: changes).tell("Kept.", ChangeSet("plan_changed"))

    assert context.notices.said == "Kept."
    assert context.notices.action is None
    assert context.heard == []


@pytest.mark.parametrize("has_own_way", [True, False])
def test_trouble_goes_to_the_page_if_it_asked_for_it_or_is_said(context, has_own_way):
    heard = []

    def undo(_changes):
        raise KnownProblem("changed_since")

    failed = (lambda problem: heard.append(problem.code)) if has_own_way else None
    UndoOffer(context, undo, failed=failed).tell("Kept.", PLAN)
    context.notices.action()

    assert (heard, context.notices.problems) == (
        (["changed_since"], []) if has_own_way else ([], ["changed_since"])
    )


def test_every_operation_has_words_for_when_it_is_taken_back():
    unnamed = {
        f"{module.at(node)}: {node.args[0].value}"
        for module in modules()
        if module.floor == "services"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and called_name(node) == "ChangeSet"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and not operation_words(ChangeSet(str(node.args[0].value)))
    }

    assert unnamed == set()
