"""A rule that can never hold, or always holds, is told so and changes nothing."""

import pytest

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.sign_rule import (
    Comparison,
    RuleTrouble,
    SignCondition,
    SignRule,
    rule_trouble,
)

KNOWN = {measure.id: measure for measure in load_catalog().measures}
TRACKED = ("sleep_duration", "mood", "energy")
UNDER, AT_MOST, AT_LEAST, OVER = Comparison


def trouble(*conditions):
    rule = SignRule(tuple(SignCondition(*one) for one in conditions))
    found = rule_trouble(rule, KNOWN, TRACKED)
    return found and found[0]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ([("sleep_duration", UNDER, 6)], None),
        ([("sleep_duration", AT_LEAST, 4), ("sleep_duration", UNDER, 6)], None),
        ([("sleep_duration", UNDER, 4), ("sleep_duration", OVER, 8)], RuleTrouble.NEVER_MET),
        ([("mood", OVER, 4), ("mood", UNDER, 5)], RuleTrouble.NEVER_MET),
        ([("mood", UNDER, 0)], RuleTrouble.NEVER_MET),
        ([("mood", OVER, 10)], RuleTrouble.NEVER_MET),
        ([("mood", AT_LEAST, 0)], RuleTrouble.ALWAYS_MET),
        ([("mood", UNDER, 40)], RuleTrouble.ALWAYS_MET),
        ([("grief", UNDER, 3)], RuleTrouble.UNKNOWN_MEASURE),
        ([("note", UNDER, 3)], RuleTrouble.NO_NUMBERS),
        ([("anxiety", AT_LEAST, 8)], RuleTrouble.NOT_TRACKED),
        ([("sleep_duration", UNDER, 5), ("energy", AT_LEAST, 8)], None),
        ([("sleep_duration", UNDER, 5), ("energy", UNDER, 0)], RuleTrouble.NEVER_MET),
    ],
)
def test_what_is_wrong_with_a_rule(conditions, found):
    assert trouble(*conditions) == found


def test_a_limit_must_be_a_number():
    with pytest.raises(ValueError, match="finite"):
        SignCondition("mood", UNDER, float("nan"))
