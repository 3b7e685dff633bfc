"""The log of warnings as they were shown, what came of them, and a new usual."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from iop_companion.domain.chart_series import EventKind
from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.early_warning import Level
from iop_companion.domain.observation import observe
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    EpisodeOutcome,
    PlanUsed,
    PlanZone,
    ShownEpisode,
    ShownLevel,
    StepDone,
)
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.summary import Section
from iop_companion.foundation.errors import KnownProblem
from iop_companion.reports.summary_pdf import TypstSummaryWriter
from iop_companion.services.own_signs import SignDraft
from iop_companion.services.sign_counts import Verdict
from iop_companion.services.what_happened import Told
from tests.services.test_early_warnings import LAST, fill


def log_of(services):
    with services.session.vault.read() as journal:
        return journal.all(ShownEpisode)


def enter(services, day, hours, feeling):
    sleep, mood = (services.measures.get(name) for name in ("sleep_duration", "mood"))
    with services.session.vault.write() as journal:
        for known in journal.observations(day, day, [sleep.id, mood.id]):
            journal.remove(known)
        for measure, value in ((sleep, hours), (mood, feeling)):
            journal.put(observe(measure, value, day=day, recorded_at=services.clock.now()))


@pytest.fixture
def spoken(services):
    """Sleep fell nine days ago, the panel speaks and was looked at."""
    fill(services, 70, drop_from=9)
    warning = services.early_warnings.evaluate(shown=True)
    assert warning.level is Level.WATCH
    return warning


def test_a_warning_is_logged_once_as_it_was_shown_and_stays_so(services, clock, spoken):
    # given a warning that was shown, and is shown on the days after
    for _day in range(3):
        clock.move(days=1)
        enter(services, clock.today(), 4.75, 6.0)
        services.early_warnings.evaluate(shown=True)
    # then it has one line, in the words of its first day
    (line,) = log_of(services)
    assert (line.sentence, line.spoke_on) == (spoken.sentence, spoken.spoke_on)
    assert line.what == ("Sleep",)
    # when the past is changed so that nothing ever happened
    for back in range(-3, 9):
        enter(services, LAST - timedelta(days=back), 7.0, 6.0)
    assert services.early_warnings.evaluate(shown=True).level is Level.CALM
    # then the line stands, in the vault and in History
    assert log_of(services) == [line]
    (row,) = services.what_happened.view().rows
    assert (row.spoke_on, row.sentence, row.is_open) == (spoken.spoke_on, spoken.sentence, True)


def test_looking_at_an_earlier_day_logs_nothing(services):
    fill(services, 70, drop_from=9)
    services.early_warnings.evaluate(LAST - timedelta(days=1))
    assert log_of(services) == []


def test_what_came_of_it_is_asked_a_week_later_on_one_day_alone(services, clock, spoken):
    # given a warning that was answered: nothing more is asked in its first week
    services.early_warnings.answer(Answer.PASSING)
    clock.move(days=(spoken.spoke_on + timedelta(days=6) - clock.today()).days)
    assert services.what_happened.to_ask() is None
    # when a week has gone, it is asked, all day long
    clock.move(days=1)
    asked = services.what_happened.to_ask()
    assert asked is not None
    assert services.what_happened.to_ask().id == asked.id
    # and on no later day; History keeps it open
    clock.move(days=1)
    assert services.what_happened.to_ask() is None
    assert services.what_happened.view().rows[0].outcome is not None


def test_nothing_is_asked_while_the_warning_itself_can_be_answered(services, clock, spoken):
    for _day in range(9):
        clock.move(days=1)
        enter(services, clock.today(), 4.75, 6.0)
    assert services.early_warnings.evaluate().spoke_on == spoken.spoke_on
    assert services.what_happened.to_ask() is None


@pytest.mark.usefixtures("spoken")
def test_what_is_told_stands_in_history_counts_and_can_be_undone(services, clock):
    clock.move(days=7)
    row = services.what_happened.view().rows[0]
    told = Told(PlanUsed.PARTLY, Helped.A_LITTLE, is_false_alarm=True)
    services.what_happened.tell(row.id, told)
    view = services.what_happened.view()
    (now,) = view.rows
    assert (now.done, now.helped, now.answer) == ("Used part of it", "A little", "False alarm")
    assert not now.is_open
    assert "You called 1 of 1 message from the numbers a false alarm." in view.chance
    assert view.signs[-1].counts == "1 time, 1 false alarm"
    # a real answer takes the false alarm back
    services.what_happened.tell(row.id, Told(helped=Helped.A_LITTLE, answer=Answer.BAD_SPELL))
    (now,) = services.what_happened.view().rows
    assert (now.answer, now.helped) == ("A bad spell", "A little")
    services.undo()
    assert services.what_happened.view().rows[0].answer == "False alarm"
    with pytest.raises(KnownProblem, match="no_warning_to_answer"):
        services.what_happened.tell("gone", Told(PlanUsed.YES))


@pytest.mark.usefixtures("spoken")
def test_steps_ticked_after_it_spoke_are_what_was_done(services):
    services.early_warnings.set_plan(PlanZone.WATCH, ["Tell one person", "Screens off at ten"])
    first, _second = services.early_warnings.plan(PlanZone.WATCH)
    services.early_warnings.tick(first.id, done=True)
    assert services.what_happened.view().rows[0].done == "1 of 2 steps"


@pytest.mark.usefixtures("spoken")
def test_a_warning_set_aside_says_why_and_is_not_asked_about(services, clock):
    services.early_warnings.set_aside(AsideReason.TRAVEL)
    clock.move(days=8)
    (row,) = services.what_happened.view().rows
    assert (row.done, row.is_open) == ("Set aside: Travel or time change", False)
    assert services.what_happened.to_ask() is None


def test_a_clock_set_back_asks_nothing_and_loses_nothing(services, clock, spoken):
    clock.move(days=-400)
    view = services.what_happened.view()
    assert [row.spoke_on for row in view.rows] == [spoken.spoke_on]
    assert view.chance == ""
    assert services.what_happened.to_ask() is None
    assert services.early_warnings.evaluate(shown=True).level is Level.LEARNING


@pytest.mark.usefixtures("spoken")
def test_watch_that_becomes_act_has_a_line_of_its_own(services, clock):
    services.own_signs.keep(SignDraft("Hiding it from Leo", PlanZone.ACT))
    (sign,) = services.own_signs.to_tick()
    services.own_signs.tick(sign.sign_id, clock.today(), on=True)
    services.early_warnings.evaluate(shown=True)
    watch, act = log_of(services)
    assert (watch.level, act.level) == ("watch", "act")
    assert "Hiding it from Leo" in act.what
    # deleting the sign leaves what was shown
    services.own_signs.remove(sign.sign_id)
    assert log_of(services) == [watch, act]


def test_signs_are_counted_by_the_hard_times_that_followed(services, clock):
    # given two signs, one ticked before each bad spell, one at any time
    for words in ("Awake past 1 am", "Not answering texts"):
        services.own_signs.keep(SignDraft(words))
    good, poor = services.own_signs.to_tick()
    first = clock.today() - timedelta(days=200)
    spells = [first + timedelta(days=40 * n) for n in range(1, 5)]
    for spell in spells:
        services.own_signs.tick(good.sign_id, spell - timedelta(days=3), on=True)
        for back in (20, 24):
            services.own_signs.tick(poor.sign_id, spell - timedelta(days=back), on=True)
    with services.session.vault.write() as journal:
        for n, spell in enumerate(spells):
            at = datetime.combine(spell, services.clock.now().timetz())
            journal.put(ShownEpisode(f"e{n}", at, spell, "watch", numbers_spoke_on=spell))
    for row in services.what_happened.view().rows:
        services.what_happened.tell(row.id, Told(answer=Answer.BAD_SPELL))
    counted = {one.label: one for one in services.what_happened.view().signs}
    assert counted["Awake past 1 am"].counts == "4 ticks, 4 before a hard time"
    assert counted["Awake past 1 am"].verdict is Verdict.KEEP
    assert counted["Not answering texts"].counts == "8 ticks, 0 before a hard time"
    assert counted["Not answering texts"].verdict in {Verdict.CHANGE, Verdict.REST}


def test_times_before_there_was_a_log_are_told_from_the_levels_that_were_shown(services, clock):
    at, day = clock.now(), clock.today() - timedelta(days=100)
    with services.session.vault.write() as journal:
        for n in range(4):
            journal.put(ShownLevel(f"l{n}", at, day + timedelta(days=n), "watch", ("mood",), day))
    (row,) = services.what_happened.view().rows
    assert (row.spoke_on, row.what, row.level) == (day, "Mood", Level.WATCH)


def test_discharge_offers_a_new_usual_once_and_taking_it_learns_again(services, clock):
    # given a calm diary and a discharge of three days ago
    fill(services, 90)
    day = clock.today() - timedelta(days=3)
    services.events.add(day, "", EventKind.DISCHARGE)
    offer = services.usual_offers.offer()
    assert "discharge on 9 March" in offer.sentence
    before = services.early_warnings.evaluate().findings[0].usual
    assert (clock.today() - before.first).days > 60
    # when it is taken
    services.usual_offers.answer(offer, taken=True)
    # then the usual is of the newest days alone, and nothing is offered again
    after = services.early_warnings.evaluate()
    assert after.level in {Level.CALM, Level.LEARNING}
    assert (clock.today() - after.findings[0].usual.first).days <= 20
    assert services.usual_offers.offer() is None
    services.undo()
    assert services.early_warnings.evaluate().findings[0].usual == before


def test_a_refused_offer_is_not_made_again(services, clock):
    fill(services, 70)
    services.events.add(clock.today(), "", EventKind.DISCHARGE)
    services.usual_offers.answer(services.usual_offers.offer(), taken=False)
    assert services.usual_offers.offer() is None


def test_steady_improvement_offers_a_new_usual(services, clock):
    # given hard first weeks, then seven weeks that grow better and stay so
    for back in range(109, -1, -1):
        n = 109 - back
        feeling = min(2.0 + (n % 3), 4.0) + 4.0 * min(1.0, max(0, n - 20) / 30)
        enter(services, LAST - timedelta(days=back), 6.0 + (n % 4) / 4, float(round(feeling)))
    offers = []
    for back in range(60, -1, -2):
        clock.move(days=(LAST - timedelta(days=back) - clock.today()).days)
        offers.append(services.usual_offers.offer())
    found = [one for one in offers if one is not None]
    assert found
    assert "steadily better than your usual" in found[0].sentence


def test_what_was_told_belongs_to_one_warning(services, spoken):
    services.what_happened.tell(services.what_happened.view().rows[0].id, Told(helped=Helped.YES))
    with services.session.vault.read() as journal:
        (outcome,) = journal.all(EpisodeOutcome)
    assert outcome == replace(outcome, spoke_on=spoken.spoke_on, told_on=date(2026, 3, 12))


def test_a_sign_never_seen_is_not_offered_a_rest_before_half_a_year_and_one_of_act_never(
    services, clock
):
    # given two signs that were written, and never showed
    keep = services.own_signs.keep
    keep(SignDraft("Skipping breakfast"))
    keep(SignDraft("Hiding it", PlanZone.ACT))

    def verdicts():
        return {one.label: one.verdict for one in services.what_happened.view().signs}

    # when five months went by, then neither is said to have lost its place
    clock.move(days=150)
    assert set(verdicts().values()) == {Verdict.TOO_FEW}
    # and after half a year only the one for Watch is
    clock.move(days=40)
    assert verdicts() == {"Skipping breakfast": Verdict.REST, "Hiding it": Verdict.TOO_FEW}


def printed(services, **changes):
    asked = replace(services.summarising.default_request(), **changes)
    return services.summarising.assemble(asked).past_warnings


@pytest.mark.usefixtures("spoken")
def test_a_warning_is_brought_to_the_summary_with_what_came_of_it_and_taken_out(services):
    # given a warning that was shown, and what came of it
    (line,) = log_of(services)
    services.people.keep([Contact("Leo", "555 0188", "brother")])
    happened = services.what_happened
    happened.tell(line.id, Told(PlanUsed.PARTLY, Helped.A_LITTLE, Answer.BAD_SPELL))
    assert printed(services) == ()
    # when it is brought
    happened.bring(line.id, is_brought=True)
    assert [row.is_brought for row in happened.view().rows] == [True]
    # then the summary says day, level, what it was and what came of it
    day = f"{line.spoke_on.day} March 2026"
    words = "Watch: Sleep. Done: Used part of it. Did it help? A little. My answer: A bad spell."
    assert printed(services) == (f"{day}, {words}",)
    # and not what it was about where sleep is left out, and nothing without warning signs
    others = tuple(one for one in Section if one is not Section.SLEEP)
    assert printed(services, sections=others)[0].startswith(f"{day}, Watch: Something tracked.")
    assert printed(services, sections=(Section.SLEEP,)) == ()
    # and it can be taken back, or taken out later
    services.undo()
    assert printed(services) == ()
    happened.bring(line.id, is_brought=True)
    happened.bring(line.id, is_brought=False)
    assert printed(services) == ()


@pytest.mark.usefixtures("spoken")
def test_what_is_brought_is_printed(services):
    (line,) = log_of(services)
    services.what_happened.bring(line.id, is_brought=True)
    summary = services.summarising.assemble(services.summarising.default_request())
    pages = PdfReader(io.BytesIO(TypstSummaryWriter().pdf(summary))).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "What came up before" in words
    assert summary.past_warnings[0] in words


def test_a_warning_that_nobody_knows_is_not_brought(services):
    with pytest.raises(KnownProblem, match="no_warning_to_answer"):
        services.what_happened.bring("gone", is_brought=True)


def level_shown(services, day, level="watch"):
    at = datetime.combine(day, services.clock.now().timetz())
    with services.session.vault.write() as journal:
        journal.put(ShownLevel(f"{level}-{day}", at, day, level, ("sleep_duration",), day))


def test_what_only_the_older_log_knows_counts_in_the_review_of_the_plan(services):
    # given a vault of before the log of warnings: Watch on nine days of three weeks, Act in
    # between, and Watch again two months later
    begin = LAST - timedelta(days=150)
    for n in (0, 1, 3, 6, 8, 11, 15, 17, 20):
        level_shown(services, begin + timedelta(days=n))
    level_shown(services, begin + timedelta(days=9), "act")
    level_shown(services, begin + timedelta(days=80))
    # then History and the plan's review count the same: two for Watch, one for Act
    rows = services.what_happened.view().rows
    assert [row.level for row in rows] == [Level.WATCH, Level.ACT, Level.WATCH]
    assert services.my_plan.zone(PlanZone.WATCH).review.n_shown == 2
    assert services.my_plan.zone(PlanZone.ACT).review.n_shown == 1
    # and a step that was ticked then was used then
    services.my_plan.set_steps(PlanZone.WATCH, ["Call Dana"])
    step = services.my_plan.steps(PlanZone.WATCH)[0]
    with services.session.vault.write() as journal:
        ticked = begin + timedelta(days=4)
        journal.put(StepDone("done", step.id, PlanZone.WATCH, ticked, "Call Dana"))
    assert services.my_plan.zone(PlanZone.WATCH).review.n_used == 1
