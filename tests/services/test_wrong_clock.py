"""A clock that was wrong: what was written then is kept, read, and asked about once."""

from datetime import timedelta

import pytest

from iop_companion.domain.clock_doubt import DoubtKind
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft, TrendRange

MOOD = MeasureId("mood")


def save(services, day, mood):
    return services.check_ins.record(CheckInDraft(day, {MOOD: mood}))


def test_a_day_to_come_is_written_once_it_is_meant_and_nothing_stumbles_over_it(services, today):
    for back in range(40):
        save(services, today - timedelta(days=back), float(back % 7))
    there = today + timedelta(days=3)
    with pytest.raises(KnownProblem, match="future_day"):
        save(services, there, 5.0)

    services.check_ins.allow(there)
    save(services, there, 5.0)

    assert services.check_ins.day(there).values[MOOD].value == 5.0
    assert services.early_warnings.evaluate().as_of == today
    for span in TrendRange:
        assert services.trends.view(span).series
    summary = services.summarising.assemble(services.summarising.default_request())
    assert services.summarising.preview(summary, 300)


def test_the_question_ends_with_the_next_entry_and_old_ones_keep_their_instants(
    services, clock, today
):
    assert services.check_ins.day().doubt is None
    clock.move(days=20)
    save(services, clock.today(), 3.0)
    clock.move(days=-20)

    assert services.check_ins.day().doubt.kind is DoubtKind.BACK
    save(services, today, 4.0)

    assert services.check_ins.day().doubt is None
    with services.session.vault.read() as journal:
        found = journal.observations()
    assert [one.recorded_at - clock.now() for one in found] == [timedelta(0), timedelta(days=20)]


def test_what_was_imported_says_nothing_about_the_clock(services, today):
    services.check_ins.record(
        CheckInDraft(today, {MOOD: 4.0}, source="import:11111111-1111-4111-8111-111111111111")
    )

    with services.session.vault.read() as journal:
        assert journal.last_written() is None
