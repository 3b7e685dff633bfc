"""Which backups are kept: checked on any heap of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from iop_companion.domain.backup import Backup, BackupFacts, BackupReason, kept

NOW = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)


def backup(at, *, reason=BackupReason.REGULAR, name="", damaged=False, foreign=False):
    facts = BackupFacts(at, reason, 1, 0, 0, None, None, None)
    file = Path(name or f"{at:%Y%m%d%H%M%S}")
    return Backup(file, at, 1, None if foreign else facts, is_damaged=damaged)


@st.composite
def heaps(draw):
    ages = draw(st.lists(st.integers(-3000, 60 * 24 * 900), max_size=120))
    return [
        backup(
            NOW - timedelta(minutes=age),
            reason=draw(st.sampled_from(BackupReason)),
            name=str(n),
            damaged=draw(st.integers(0, 9)) == 0,
            foreign=draw(st.integers(0, 9)) == 0,
        )
        for n, age in enumerate(ages)
    ]


def newest(heap, n):
    sound = [one for one in heap if one.is_verified]
    return sorted(sound, key=lambda one: (one.made_at, one.file), reverse=True)[:n]


@given(heaps())
def test_the_ten_newest_that_were_verified_always_stay(heap):
    assert {one.file for one in newest(heap, 10)} <= kept(heap, NOW)


@given(heaps())
def test_each_of_the_last_days_weeks_and_months_keeps_its_newest(heap):
    stays = kept(heap, NOW)
    for n, period in ((14, "%Y-%m-%d"), (8, "%G-%V"), (12, "%Y-%m")):
        by_period = {}
        for one in newest(heap, len(heap)):
            by_period.setdefault(one.made_at.strftime(period), one.file)
        assert set(list(by_period.values())[:n]) <= stays


@given(heaps())
def test_not_more_than_the_rules_ask_for_stays(heap):
    stays = kept(heap, NOW)
    ruled = [
        one for one in heap
        if one.is_verified and not (one.facts.reason.is_before and abs(NOW - one.made_at).days < 91)
    ]  # fmt: skip

    assert len({one.file for one in ruled} & stays) <= 10 + 14 + 8 + 12


@given(heaps())
def test_thinning_out_twice_takes_nothing_more(heap):
    stays = kept(heap, NOW)
    left = [one for one in heap if one.file in stays]

    assert kept(left, NOW) == stays


@given(heaps())
def test_what_this_key_cannot_open_is_never_taken(heap):
    assert {one.file for one in heap if one.facts is None} <= kept(heap, NOW)


def test_three_damaged_new_ones_do_not_push_out_the_sound_old_ones():
    old = [backup(NOW - timedelta(days=2000 + n)) for n in range(3)]
    bad = [backup(NOW - timedelta(minutes=n), damaged=True) for n in range(60)]

    assert {one.file for one in (*old, *bad)} <= kept([*old, *bad], NOW)


def test_one_made_before_an_update_stays_for_ninety_days():
    many = [backup(NOW - timedelta(days=80, minutes=n)) for n in range(60)]
    before = backup(
        NOW - timedelta(days=80, minutes=30), reason=BackupReason.BEFORE_UPDATE, name="b"
    )

    assert before.file in kept([*many, before], NOW)
    assert before.file not in kept([*many, before], NOW + timedelta(days=11))


def test_two_years_of_two_a_day_come_down_to_a_few():
    heap = [backup(NOW - timedelta(hours=12 * n)) for n in range(1460)]

    assert 25 <= len(kept(heap, NOW)) <= 40
