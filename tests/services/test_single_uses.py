"""Single uses of a day: the row follows their sum, and nothing put there before is lost."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from iop_companion.domain.diary_entries import UseAmount
from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.domain.measure import Goal
from iop_companion.domain.summary import Section
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.own_rows import RowDraft, RowKind, as_row_draft
from iop_companion.services.single_uses import UseDraft, as_draft
from iop_companion.services.summarising import SummaryRequest
from iop_companion.services.views import CheckInDraft

BEER = MeasureId("use_beer")


@pytest.fixture
def beer(services):
    services.own_rows.keep(RowDraft(RowKind.USE, "Beer", goal=Goal.REDUCE, grams="14"))
    return services.single_uses


def row(services):
    there = services.check_ins.day().values.get(BEER)
    return there.value if there is not None else None


def use(amount, at=None, **more):
    return UseDraft(str(BEER), amount, at, **more)


def test_uses_add_up_to_the_row_in_the_order_of_their_times(services, beer, today):
    beer.keep(today, use(1, time(20, 30)))
    services.clock.move(seconds=1)
    beer.keep(today, use(0.5, time(18), note="with Dana"))
    services.clock.move(seconds=1)
    changes = beer.keep(today, use(2))

    assert row(services) == 3.5
    assert [one.amount for one in beer.day().uses] == [0.5, 1, 2]
    services.undo_if_newest(changes)
    assert (row(services), len(beer.day().uses)) == (1.5, 2)


def test_what_stood_on_the_row_becomes_a_use_of_its_own_first(services, beer, today):
    services.check_ins.record(CheckInDraft(today, {BEER: 2}))

    beer.keep(today, use(1, time(22)))

    assert row(services) == 3
    assert sorted(one.amount for one in beer.day().uses) == [1, 2]
    services.undo()
    assert (row(services), beer.day().uses) == (2, ())


def test_moments_of_a_day_become_uses_with_their_times(services, beer, today):
    for at, amount in ((time(13), 1), (time(19), 2)):
        services.check_ins.record(CheckInDraft(today, {BEER: amount}, moment=at))

    beer.keep(today, use(1, time(22)))

    assert [(one.moment, one.amount) for one in beer.day().uses] == [
        (time(13), 1),
        (time(19), 2),
        (time(22), 1),
    ]
    assert row(services) == 4


def test_a_use_without_an_amount_leaves_the_row_as_it_is(services, beer, today):
    beer.keep(today, use(None, note="rather not say"))
    assert row(services) is None
    services.check_ins.record(CheckInDraft(today, {BEER: 3}))
    (one,) = beer.day().uses

    beer.remove(one)

    assert row(services) == 3
    beer.keep(today, use(1))
    beer.keep(today, use(None))
    (shown,) = beer.day().rows
    assert (shown.total, shown.n_uncounted) == (4, 1)


def test_a_use_is_changed_and_removed_and_the_row_follows(services, beer, today):
    beer.keep(today, use(2, time(18)))
    (one,) = beer.day().uses
    beer.keep(today, replace(as_draft(one), amount=1.5, note="small ones"))
    (changed,) = beer.day().uses
    assert (changed.id, changed.amount, changed.note, row(services)) == (
        one.id, 1.5, "small ones", 1.5,
    )  # fmt: skip

    beer.remove(changed)

    assert (row(services), beer.day().uses) == (None, ())
    services.trash.put_back(changed)
    assert row(services) == 1.5
    assert not [one for one in services.trash.view().removed if isinstance(one.record, UseAmount)]


def test_what_is_removed_is_named_by_its_row(services, beer, today):
    beer.keep(today, use(2))
    beer.remove(beer.day().uses[0])
    removed = services.trash.view().removed
    assert [one.title for one in removed if isinstance(one.record, UseAmount)] == ["Beer, 2"]


@pytest.mark.parametrize("amount", [0, -1, 100, float("nan")])
def test_an_amount_that_cannot_be_is_refused(beer, today, amount):
    with pytest.raises(KnownProblem) as refused:
        beer.keep(today, use(amount))
    assert refused.value.code == "use_bad_amount"
    assert beer.day().uses == ()


def test_more_than_a_day_holds_is_refused_whole(services, beer, today):
    beer.keep(today, use(99))
    with pytest.raises(KnownProblem):
        beer.keep(today, use(1))
    assert (row(services), len(beer.day().uses)) == (99, 1)


def test_a_day_to_come_has_no_uses(beer, today):
    with pytest.raises(KnownProblem) as refused:
        beer.keep(today + timedelta(days=1), use(1))
    assert refused.value.code == "future_day"


def test_drinks_of_another_size_are_worked_over_and_another_unit_is_not_counted(
    services, beer, today
):
    beer.keep(today, use(2))
    measure = services.measures.get(BEER)
    services.own_rows.keep(replace(as_row_draft(measure), grams="7"))
    beer.keep(today, use(1))
    assert row(services) == 5

    services.own_rows.keep(replace(as_row_draft(services.measures.get(BEER)), grams="", unit="cl"))
    beer.keep(today, use(30))

    (shown,) = beer.day().rows
    assert (row(services), shown.total, shown.n_uncounted) == (30, 30, 2)


def test_uses_of_another_place_belong_to_the_row_of_that_name(services, beer, today):
    with services.session.vault.write() as journal:
        journal.put(
            UseAmount(
                id=RecordId("from elsewhere"), day=today, recorded_at=services.clock.now(),
                substance="beer", amount=1.0, unit="standard_drink", grams=14.0,
            )
        )  # fmt: skip

    beer.keep(today, use(1))

    assert row(services) == 2


def test_of_a_day_with_a_private_use_only_the_others_are_told(services, beer, today):
    def mean():
        request = SummaryRequest(today - timedelta(days=6), today, tuple(Section))
        told = services.summarising.assemble(request)
        return next((one.mean for one in told.numbers if one.measure_id == BEER), None)

    beer.keep(today, use(2))
    services.clock.move(seconds=1)
    beer.keep(today, use(1, private=True))
    assert row(services) == 3
    assert mean() == 2

    (open_one,) = [one for one in beer.day().uses if not one.private]
    beer.remove(open_one)

    assert row(services) == 1
    assert mean() is None
