"""The view of Trends: ranges, which charts, honest counts, and words that never overclaim."""

import json
from datetime import date, timedelta

import pytest

from iop_companion.domain.early_warning import EarlyWarning, Finding, Level, Standing, Usual
from iop_companion.domain.observation import observe
from iop_companion.domain.records import ParticipantSetting
from iop_companion.services.chart_events import EVENTS_SETTING
from iop_companion.services.trends import MarkedDays, Trends
from iop_companion.services.views import TrendRange


@pytest.fixture
def write(services, clock):
    """Write values of a measure on days counted back from today."""

    def put(measure_id, by_days_ago, **more):
        measure = services.measures.get(measure_id)
        with services.session.vault.write() as journal:
            for ago, value in by_days_ago.items():
                day = clock.today() - timedelta(days=ago)
                recorded = more.get("recorded_at", clock.now() - timedelta(days=ago))
                journal.put(
                    observe(
                        measure,
                        value,
                        day=day,
                        recorded_at=recorded,
                        source=more.get("source", "typed"),
                    )
                )

    return put


class Panel:
    """A warning panel that knows one thing of one measure."""

    def __init__(self, standing, since=None, measure="sleep_duration"):
        usual = Usual(6.1, 7.7, 6.9, 26, date(2026, 1, 29), date(2026, 2, 25))
        self._finding = Finding(measure, standing, usual, 5.4, 1.2, since, since, "")

    def evaluate(self, as_of=None):
        return EarlyWarning(as_of, Level.WATCH, "", (self._finding,))


def with_panel(services, panel):
    daily = services.trends._daily
    marked = MarkedDays(services.sessions, services.events)
    return Trends(daily, services.measures, marked, services.chart_choice, services.clock, panel)


def test_before_the_first_entry_there_is_nothing_to_show(services, today):
    view = services.trends.view(TrendRange.TWELVE_WEEKS)

    assert view.series == ()
    assert view.words == ()
    assert (view.first, view.last, view.n_days) == (today - timedelta(days=83), today, 84)


@pytest.mark.parametrize(
    ("asked", "n_days"),
    [(TrendRange.FOUR_WEEKS, 28), (TrendRange.TWELVE_WEEKS, 84), (TrendRange.YEAR, 365)],
)
def test_a_range_ends_today_and_holds_as_many_days_as_it_says(services, write, asked, n_days):
    write("mood", {0: 5, 3: 4})

    view = services.trends.view(asked)

    assert view.range is asked
    assert len(view.series[0].days) == view.n_days == n_days
    assert view.n_days_without == 2


def test_days_before_the_first_entry_are_not_days_without_one(services, write, today):
    write("mood", {3: 4, 0: 5})
    write("anxiety", {1: 4})

    view = services.trends.view(TrendRange.FOUR_WEEKS)
    mood, anxiety = view.series

    assert (view.n_days_without, view.began) == (1, today - timedelta(days=3))
    assert mood.sentence.endswith("the first entry is of 9 March; 2 of 4 days have no entry.")
    assert anxiety.sentence.endswith("the first entry is of 11 March; 1 of 2 days has no entry.")


def test_charts_left_out_are_gone_and_the_order_is_the_persons(services, write):
    for name in ("mood", "sleep_duration", "urge", "skills_used"):
        write(name, {0: 3})
    choice = services.chart_choice
    choice.choose(["urge", "mood"], ["sleep_duration", "skills_used"])

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert [chart.measure_id for chart in view.series] == ["urge", "mood"]
    assert view.skills_year is None
    offered = [(one.measure_id, one.is_shown) for one in view.choices]
    assert offered == [
        ("urge", True), ("mood", True), ("sleep_duration", False), ("skills_used", False)
    ]  # fmt: skip


def test_all_begins_with_the_first_entry_of_anything(services, write, today):
    write("mood", {0: 5, 3: 4})
    write("anxiety", {200: 4})

    view = services.trends.view(TrendRange.ALL)

    assert view.first == today - timedelta(days=200)
    assert view.n_days == 201


def test_since_my_last_session_counts_from_the_latest_before_today(services, write, today):
    write("mood", {0: 5, 9: 4})
    for ago in (20, 6, 0):
        services.sessions.add(today - timedelta(days=ago))

    view = services.trends.view(TrendRange.SINCE_SESSION)

    assert view.range is TrendRange.SINCE_SESSION
    assert view.first == today - timedelta(days=6)
    assert view.last_session == today


def test_without_a_session_it_says_that_it_shows_four_weeks(services, write):
    write("mood", {0: 5})

    view = services.trends.view(TrendRange.SINCE_SESSION)

    assert view.range is TrendRange.FOUR_WEEKS
    assert view.n_days == 28


def test_mood_sleep_and_movement_come_first_then_the_others_with_entries(services, write):
    for name, value in (
        ("anxiety", 4),
        ("movement_minutes", 20),
        ("urge", 2),
        ("mood", 5),
        ("sleep_duration", 7),
        ("sleep_quality", 3),
    ):
        write(name, {0: value})

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert [chart.measure_id for chart in view.series] == [
        "mood",
        "sleep_duration",
        "movement_minutes",
        "urge",
        "anxiety",
        "sleep_quality",
    ]
    assert [words.label for words in view.words][:3] == ["Mood", "Sleep", "Movement"]


def test_an_old_measure_leaves_the_page_but_mood_stays_with_its_gap(services, write):
    write("mood", {100: 5})
    write("urge", {100: 2})
    write("anxiety", {2: 4})

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert [chart.measure_id for chart in view.series] == ["mood", "anxiety"]
    assert view.series[0].n_entries == 0


def test_when_every_entry_is_older_all_measures_are_shown_empty(services, write):
    write("urge", {100: 2})

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert [chart.measure_id for chart in view.series] == ["urge"]
    assert view.n_days_without == 28


def test_late_and_imported_days_are_counted_once_each(services, write, clock):
    write("mood", {5: 4, 6: 4}, recorded_at=clock.now())
    write("anxiety", {5: 4}, recorded_at=clock.now())
    write("urge", {5: 4, 8: 1, 9: 1}, source="import:abc")

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert (view.n_late, view.n_imported) == (2, 3)


def test_a_day_with_only_a_note_is_no_day_without_entry(services, write):
    write("mood", {0: 4})
    write("note", {1: "slept at a friend's"})

    assert services.trends.view(TrendRange.FOUR_WEEKS).n_days_without == 0


def test_events_in_range_and_the_last_session_are_marked(services, write, today):
    write("mood", {0: 4})
    events = [
        {"day": (today - timedelta(days=10)).isoformat(), "label": "Dose change"},
        {"day": (today - timedelta(days=99)).isoformat(), "label": "IOP start"},
    ]
    with services.session.vault.write() as journal:
        journal.put(ParticipantSetting(EVENTS_SETTING, json.dumps(events)))
    services.sessions.add(today - timedelta(days=3))

    view = services.trends.view(TrendRange.FOUR_WEEKS)

    assert [event.label for event in view.events] == ["Dose change", "Last session"]
    assert view.series[0].sentence.endswith("Marked: Dose change 2 March, Last session 9 March.")


def test_few_entries_are_never_compared(services, write):
    write("sleep_duration", {0: 5, 1: 5, 2: 5})

    words = with_panel(services, Panel(Standing.TOO_FEW)).view(TrendRange.FOUR_WEEKS).words

    assert words[0].sentence == "3 entries in the last 7 days: too few entries to compare."


def test_without_a_usual_nothing_is_compared(services, write):
    write("sleep_duration", dict.fromkeys(range(6), 5.5))

    words = with_panel(services, None).view(TrendRange.FOUR_WEEKS).words

    assert words[0].sentence == "Last 7 days averaged 5.5 hours. Your usual is not known yet."


@pytest.mark.parametrize(
    ("standing", "value", "said"),
    [
        (
            Standing.USUAL,
            7,
            "Last 7 days averaged 7.0 hours, in your usual range, 6.1 to 7.7.",
        ),
        (
            Standing.AT_EDGE,
            6,
            "Last 7 days averaged 6.0 hours, at the edge of your usual range, 6.1 to 7.7.",
        ),
        (
            Standing.LEANING,
            5.75,
            "Last 7 days averaged 5.8 hours, usually 6.9: leaning, not past the line.",
        ),
        (
            Standing.PAST_LINE,
            5.5,
            (
                "Moved away from your usual since 8 March. 5.5 hours since then, against your "
                "usual 6.9."
            ),
        ),
    ],
)
def test_words_follow_the_standing_and_the_numbers_of_the_page(
    services, write, today, standing, value, said
):
    write("sleep_duration", dict.fromkeys(range(7), value))
    panel = Panel(standing, since=today - timedelta(days=4))

    view = with_panel(services, panel).view(TrendRange.FOUR_WEEKS)

    assert view.words[0].sentence == said
    assert view.series[0].usual is not None
    assert (view.series[0].since is not None) == (standing is Standing.PAST_LINE)


def test_a_change_of_two_days_is_dated_but_not_averaged(services, write, today):
    write("sleep_duration", dict.fromkeys(range(7), 5.5))
    panel = Panel(Standing.PAST_LINE, since=today - timedelta(days=1))

    words = with_panel(services, panel).view(TrendRange.FOUR_WEEKS).words

    assert words[0].sentence == "Moved away from your usual since 11 March."
