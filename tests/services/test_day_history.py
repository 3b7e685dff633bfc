"""A day in detail over a real encrypted vault: what was, the private mark, and erasing for good."""

from datetime import time

from iop_companion.domain.ids import MeasureId
from iop_companion.services.views import CheckInDraft

MOOD, NOTE = MeasureId("mood"), MeasureId("note")
MARKER = "the kettle sang at dawn"


def save(services, day, **values):
    named = {MeasureId(name): value for name, value in values.items()}
    return services.check_ins.record(CheckInDraft(day, named))


def line(services, day, name, moment=None):
    found = services.day_history.of(day)
    return next(one for one in found if (one.measure.id, one.moment) == (name, moment))


def rows_that_hold(services, marker):
    """Every kind of thing in which the vault keeps values, told as text."""
    with services.session.vault.read() as journal:
        kept = [
            *journal.observations(),
            *(version.observation for version in journal.all_past_versions()),
            *journal.trash(),
        ]
        drafts = [draft.body for draft in journal.drafts()]
    return [one for one in kept if marker in str(one.value)] + [d for d in drafts if marker in d]


def test_the_values_a_day_had_before_are_listed_newest_first(services, clock, today):
    for mood in (5, 3, 4):
        save(services, today, mood=mood)
        clock.move(minutes=5)

    mood = line(services, today, MOOD)

    assert mood.now.value == 4
    assert [old.state.value for old in mood.old] == [3, 5]
    assert mood.old[0].replaced_at is not None


def test_a_cleared_value_is_still_among_the_old_ones(services, today):
    save(services, today, mood=5)
    save(services, today, mood=None)

    mood = line(services, today, MOOD)

    assert mood.now is None
    assert [old.state.value for old in mood.old] == [5]
    assert mood.old[0].replaced_at is None


def test_an_erased_value_is_nowhere_in_the_vault_any_more(services, today):
    save(services, today, note=MARKER)
    save(services, today, note="something else")
    (old,) = line(services, today, NOTE).old

    services.day_history.erase(old)

    assert not rows_that_hold(services, MARKER)
    assert line(services, today, NOTE).now.value == "something else"
    assert line(services, today, NOTE).old == ()
    log = next(services.session.folder.glob("vault.db-wal"), None)
    assert log is None or log.stat().st_size == 0


def test_no_undo_or_redo_brings_an_erased_value_back(services, today):
    save(services, today, note=MARKER, mood=5)
    save(services, today, note="something else")
    (old,) = line(services, today, NOTE).old

    services.day_history.erase(old)
    services.undo()

    assert not rows_that_hold(services, MARKER)
    assert MOOD not in services.check_ins.day(today).values  # the rest of that save was undone
    services.redo()
    assert services.check_ins.day(today).values[NOTE].value == "something else"


def test_a_cleared_value_can_be_erased_too(services, today):
    save(services, today, note=MARKER)
    save(services, today, note=None)

    services.day_history.erase(line(services, today, NOTE).old[0])

    assert not rows_that_hold(services, MARKER)
    assert services.day_history.of(today) == ()


def test_the_same_old_value_kept_twice_is_one_line_and_goes_as_one(services, clock, today):
    for mood in (5, 3, 5, 3):
        save(services, today, mood=mood)
        clock.move(minutes=5)
    (five,) = line(services, today, MOOD).old

    services.day_history.erase(five)

    assert line(services, today, MOOD).old == ()
    with services.session.vault.read() as journal:
        assert {kept.observation.value for kept in journal.all_past_versions()} <= {3}


def test_a_private_mark_can_be_set_and_taken_away_and_undone(services, today):
    save(services, today, mood=5)
    mood = line(services, today, MOOD).now

    services.day_history.mark_private(mood.id, today, private=True)
    assert services.check_ins.day(today).values[MOOD].private

    services.day_history.mark_private(mood.id, today, private=False)
    assert not services.check_ins.day(today).values[MOOD].private
    services.undo()
    assert services.check_ins.day(today).values[MOOD].private


def test_what_is_marked_private_stays_out_of_the_summary(services, today):
    save(services, today, mood=5, anxiety=4)
    services.day_history.mark_private(line(services, today, MOOD).now.id, today, private=True)

    summary = services.summarising.assemble(services.summarising.default_request())

    assert summary.n_private_left_out == 1


def test_a_few_words_can_stand_beside_a_value(services, today):
    save(services, today, mood=5)

    services.day_history.annotate(line(services, today, MOOD).now.id, today, "  after the call ")

    assert line(services, today, MOOD).now.note == "after the call"
    assert line(services, today, MOOD).now.value == 5


def test_moments_are_listed_each_by_itself(services, today):
    for at, mood in ((time(9), 3), (time(16), 6)):
        services.check_ins.save_moment(CheckInDraft(today, {MOOD: mood}, moment=at))

    assert [line(services, today, MOOD, at).now.value for at in (time(9), time(16))] == [3, 6]
