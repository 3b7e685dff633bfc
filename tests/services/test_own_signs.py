"""Own signs over a real vault: versions, ticks, levels, and everything that can be wrong."""

from datetime import timedelta

import pytest

from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.records import AsideReason, OwnSign, PlanZone, SignTick
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.own_signs import KeptDraft, SignDraft
from iop_companion.services.views import CheckInDraft


def under(limit, n_days, *, in_a_row=False, measure="sleep_duration"):
    condition = SignCondition(MeasureId(measure), Comparison.UNDER, limit)
    return SignRule((condition,), n_days, in_a_row=in_a_row)


@pytest.fixture
def add(services):
    def keep(words, zone=PlanZone.WATCH, rule=None, **more):
        changes = services.own_signs.keep(SignDraft(words, zone, rule, **more))
        return changes.changes[0].after.id

    return keep


@pytest.fixture
def sleep(services, today):
    """Enter hours of sleep for the days that end today, oldest first; None is no entry."""

    def enter(*hours):
        for back, value in zip(range(len(hours) - 1, -1, -1), hours, strict=True):
            if value is not None:
                services.check_ins.record(
                    CheckInDraft(today - timedelta(days=back), {MeasureId("sleep_duration"): value})
                )

    return enter


def test_two_ticks_within_a_week_are_watch_while_the_numbers_still_learn(services, add, today):
    breakfast, texts = add("Skipping breakfast"), add("Not answering texts")
    services.own_signs.tick(breakfast, today - timedelta(days=4), on=True)
    assert services.early_warnings.evaluate().level is Level.LEARNING

    services.own_signs.tick(texts, today, on=True)

    warning = services.early_warnings.evaluate()
    assert warning.level is Level.WATCH
    assert warning.sentence == (
        "Within seven days, two of your own signs showed: “Skipping breakfast” on Sunday 8 March "
        "and “Not answering texts” on Thursday 12 March. "
        "Still learning your usual: 0 of 9 entries, day 1 of 14. "
        "Until then the numbers stay quiet."
    )
    assert (warning.since, warning.spoke_on) == (today - timedelta(days=4), today)
    assert warning.numbers_spoke_on is None
    assert warning.own_signs == (breakfast, texts)
    assert warning.chance_sentence == (
        "You chose these signs yourself, so no chance is stated for them."
    )
    services.undo()
    assert services.early_warnings.evaluate().level is Level.LEARNING


def test_an_act_sign_from_entries_names_them_and_when_it_was_written(services, add, clock):
    add("Two nights under 4 hours", PlanZone.ACT, under(4, 2, in_a_row=True))
    clock.move(days=5)
    today = clock.today()
    for back, hours in ((1, 3.5), (0, 3.75)):
        services.check_ins.record(
            CheckInDraft(today - timedelta(days=back), {MeasureId("sleep_duration"): hours})
        )

    warning = services.early_warnings.evaluate()

    assert warning.level is Level.ACT
    assert warning.sentence.startswith(
        "Your own Act sign is met: “Two nights under 4 hours” (3.5 h on Monday 16 March and "
        "3.75 h on Tuesday 17 March). You wrote this sign on 12 March. "
    )
    assert services.early_warnings.evaluate(today - timedelta(days=1)).level is Level.LEARNING


def test_saying_it_is_watch_stands_until_an_act_sign_shows_again(services, add, today, clock):
    hiding = add("Hiding it from Leo", PlanZone.ACT, tellers=("Leo",))
    services.own_signs.tick(hiding, today, on=True, told_by="Leo")
    said = services.early_warnings.evaluate().sentence
    assert "noticed by Leo, Thursday 12 March" in said

    services.own_signs.say_zone(PlanZone.WATCH)

    warning = services.early_warnings.evaluate()
    assert warning.level is Level.WATCH
    assert "You said on Thursday 12 March that it is Watch." in warning.sentence
    clock.move(days=1)
    services.own_signs.tick(hiding, clock.today(), on=True)
    assert services.early_warnings.evaluate().level is Level.ACT


def test_a_change_is_a_new_version_and_the_old_one_judges_its_own_days(
    services, add, sleep, clock, today
):
    sleep(3.5, 3.5)
    sign = add("Short nights", PlanZone.ACT, under(4, 2, in_a_row=True))
    assert services.early_warnings.evaluate().level is Level.ACT
    clock.move(days=1)

    changed = SignDraft("Short nights", PlanZone.ACT, under(3, 2, in_a_row=True))
    services.own_signs.keep(changed, sign)

    assert services.early_warnings.evaluate().level is not Level.ACT
    assert services.early_warnings.evaluate(today).level is Level.ACT
    [line] = services.own_signs.view().signs
    assert (line.sign.version, line.since) == (2, today)
    assert not services.own_signs.keep(changed, sign)
    services.undo()
    assert services.early_warnings.evaluate().level is Level.ACT


def test_a_resting_sign_raises_nothing_and_a_deleted_one_comes_back_whole(services, add, today):
    sign = add("Hiding it", PlanZone.ACT)
    services.own_signs.keep(SignDraft("Hiding it from Leo", PlanZone.ACT), sign)
    services.own_signs.tick(sign, today, on=True)

    services.own_signs.rest(sign, rests=True)

    assert services.early_warnings.evaluate().level is Level.LEARNING
    assert services.own_signs.to_tick() != ()  # what was ticked can still be taken away
    assert services.own_signs.view().signs[0].how == "resting: I tick it"
    services.own_signs.rest(sign, rests=False)
    services.own_signs.remove(sign)
    assert services.own_signs.view().signs == ()
    with services.session.vault.read() as journal:
        assert journal.all(OwnSign) == journal.all(SignTick) == []
    services.undo()
    [line] = services.own_signs.view().signs
    assert (line.sign.words, line.sign.version) == ("Hiding it from Leo", 4)
    assert services.early_warnings.evaluate().level is Level.ACT


def test_looking_back_names_the_days_and_what_could_not_be_seen(services, sleep):
    sleep(5, 7, None, 5.5, 7)
    told = services.own_signs.look_back(under(6, 2))
    assert told == (
        "Looking back 12 weeks, this would have shown on 11 March. "
        "80 of 84 days have no entry, so it may have missed some."
    )
    assert services.own_signs.look_back(under(3, 2)).startswith(
        "Looking back 12 weeks, this would not have shown."
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [(under(0, 1), "rule_never_met"), (under(30, 1), "rule_always_met")],
)
def test_a_rule_that_says_nothing_is_refused_with_the_reason(services, add, rule, code):
    with pytest.raises(KnownProblem, match=code):
        add("Odd", rule=rule)
    assert services.own_signs.view().signs == ()


def test_a_sign_on_a_measure_no_longer_tracked_keeps_its_words_and_raises_nothing_new(
    services, add
):
    sign = add("Short nights", PlanZone.ACT, under(4, 2))
    services.measures.set_on(MeasureId("sleep_duration"), on=False)

    [line] = services.own_signs.view().signs

    assert line.sign.id == sign
    assert line.trouble.startswith("You no longer track “Sleep”")
    assert services.early_warnings.evaluate().level is Level.LEARNING


def test_a_rule_of_a_measure_that_is_gone_is_explained_and_invents_no_level(services, clock):
    gone = OwnSign("s", "Grief", PlanZone.ACT, clock.now(), clock.today(),
                   rule=under(3, 1, measure="grief"))  # fmt: skip
    with services.session.vault.write() as journal:
        journal.put(gone)

    [line] = services.own_signs.view().signs

    assert line.trouble.startswith("“grief” is no longer there")
    assert line.how == "grief under 3, on one day"
    assert services.early_warnings.evaluate().level is Level.LEARNING


def test_a_clock_set_back_loses_no_sign_and_no_tick(services, add, clock):
    sign = add("Hiding it", PlanZone.ACT)
    clock.move(days=-200)

    services.own_signs.tick(sign, clock.today(), on=True)

    assert services.early_warnings.evaluate().level is Level.ACT


def test_suggestions_fit_the_focus_wait_to_be_taken_up_and_go_when_they_are(services):
    services.focuses.apply(["bipolar"])
    offered = services.own_signs.view().suggestions
    assert {one.focus for one in offered} == {"bipolar"}
    assert services.own_signs.view().signs == ()

    first = offered[0]
    draft = SignDraft(first.words, first.zone, first.rule, suggestion=first.id)
    services.own_signs.keep(draft)

    assert first.id not in {one.id for one in services.own_signs.view().suggestions}
    [line] = services.own_signs.view().signs
    assert line.how == "Sleep under 5.0 h and Energy at least 8, 2 days in a row"


def test_signs_have_limits_that_are_said(services, add):
    for n in range(10):
        add(f"Sign {n}")
    with pytest.raises(KnownProblem, match="too_many_signs"):
        add("One more")
    with pytest.raises(KnownProblem, match="sign_without_words"):
        services.own_signs.keep(SignDraft("  "))
    with pytest.raises(KnownProblem, match="sign_too_long"):
        services.own_signs.keep(SignDraft("x" * 501))
    with pytest.raises(KnownProblem, match="unknown_sign"):
        services.own_signs.rest("gone", rests=True)


def test_what_was_typed_waits_as_a_draft(services):
    kept = KeptDraft(None, SignDraft("Half a s", rule=under(6, 3), tellers=("Leo",)))
    services.own_signs.keep_draft(kept)
    assert services.own_signs.draft() == kept
    services.own_signs.keep_draft(None)
    assert services.own_signs.draft() is None


def test_a_warning_set_aside_is_quiet_for_two_weeks_unless_it_becomes_act(
    services, add, today, clock
):
    breakfast, texts, hiding = add("Breakfast"), add("Texts"), add("Hiding it", PlanZone.ACT)
    for sign in (breakfast, texts):
        services.own_signs.tick(sign, today, on=True)

    services.early_warnings.set_aside(AsideReason.TRAVEL, "in Oslo")

    warning = services.early_warnings.evaluate()
    assert warning.level is Level.WATCH
    assert warning.set_aside is not None
    assert (warning.set_aside.reason, warning.set_aside.set_on) == (AsideReason.TRAVEL, today)
    services.own_signs.tick(hiding, today, on=True)
    assert services.early_warnings.evaluate().set_aside is None
    services.undo()
    clock.move(days=14)
    for sign in (breakfast, texts):
        services.own_signs.tick(sign, clock.today(), on=True)
    assert services.early_warnings.evaluate().set_aside is None


def test_nothing_calm_can_be_set_aside_or_said_to_be_watch(services):
    with pytest.raises(KnownProblem, match="no_warning_to_answer"):
        services.early_warnings.set_aside(AsideReason.OTHER)
    with pytest.raises(KnownProblem, match="no_warning_to_answer"):
        services.own_signs.say_zone(PlanZone.WATCH)


def test_people_who_may_tell_are_offered_by_name(services):
    services.people.keep([Contact("Leo", "555 0188"), Contact("", "555 0142")])
    assert services.own_signs.view().people == ("Leo", "555 0142")
