"""On how many days a trigger came up: once a day, whoever named it."""

from datetime import date, timedelta

from iop_companion.domain.trigger_days import TriggerDays, TriggerMet, trigger_days

FIRST = date(2026, 3, 1)
LAST = date(2026, 3, 14)


def day(n):
    return FIRST + timedelta(days=n)


def test_a_trigger_counts_once_a_day_and_its_strength_each_time_it_was_rated():
    met = [
        TriggerMet(day(0), "Conflict"),
        TriggerMet(day(0), "Conflict", 8),
        TriggerMet(day(0), "Conflict", 5),
        TriggerMet(day(3), "conflict "),
        TriggerMet(day(3), "Noise", 2),
    ]

    top = trigger_days(FIRST, LAST, met, 5)

    assert top.triggers == (
        TriggerDays("Conflict", 2, 2, 6.5),
        TriggerDays("Noise", 1, 1, 2.0),
    )
    assert (top.n_days, top.n_days_with, top.n_kinds) == (14, 2, 2)


def test_only_days_of_the_stretch_count_and_both_ends_do():
    met = [TriggerMet(day(n), "Noise") for n in (-1, 0, 13, 14)]

    top = trigger_days(FIRST, LAST, met, 5)

    assert [(one.label, one.n_days) for one in top.triggers] == [("Noise", 2)]


def test_ties_stand_by_name_and_no_more_are_named_than_asked_for():
    met = [TriggerMet(day(n), name) for n, name in enumerate(("Pain", "hungry", "Tired"))]

    top = trigger_days(FIRST, LAST, met, 2)

    assert [one.label for one in top.triggers] == ["hungry", "Pain"]
    assert (top.n_kinds, top.n_days_with) == (3, 3)


def test_nothing_met_is_no_trigger_at_all():
    assert trigger_days(FIRST, LAST, [], 5).triggers == ()
