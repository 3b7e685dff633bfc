"""Every known problem has words, and the facts that fill them."""

import ast

from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.problem_texts import TEXTS, describe
from scripts.locales import placeholders
from tests.architecture.source import called_name, modules

BUILT_FROM_PARTS = {"rule_never_met", "rule_always_met"}
"""Codes that no literal names: a rule's own trouble completes them."""


def raised() -> dict[str, list[ast.Call]]:
    found: dict[str, list[ast.Call]] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called_name(node) == "KnownProblem" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.setdefault(str(code.value), []).append(node)
    return found


def named_anywhere() -> set[str]:
    return {
        node.value
        for module in modules()
        if not module.name.startswith("iop_companion.foundation.known_problems")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_problem_that_is_raised_has_words():
    assert sorted(set(raised()) - set(TEXTS)) == []


def test_every_problem_that_has_words_can_be_raised():
    assert sorted(set(TEXTS) - named_anywhere() - BUILT_FROM_PARTS) == []


def test_every_fact_that_the_words_name_is_told_where_the_problem_is_raised():
    unfilled = [
        f"{code}: {sorted(missing)}"
        for code, calls in raised().items()
        for call in calls
        if all(keyword.arg for keyword in call.keywords)  # nothing handed on as **facts
        if (
            missing := placeholders(TEXTS[code].sentence)
            - {keyword.arg for keyword in call.keywords}
        )
    ]

    assert unfilled == []


def test_a_problem_without_words_still_says_that_nothing_is_lost():
    text = describe(KnownProblem("never_heard_of"))

    assert text.safe == "Nothing has been deleted or changed."
    assert "never_heard_of" in text.to_do


def test_a_fact_that_is_not_known_leaves_no_brace_behind():
    assert describe(KnownProblem("unknown_measure")).happened == "There is no measure called ?."
