"""Diary entries over a real encrypted vault: every kind alike, nothing lost on the way."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings

from iop_companion.domain.diary_entries import (
    ENTRY_KINDS,
    Dose,
    DoseOutcome,
    PastEntry,
    SkillUse,
)
from iop_companion.domain.ids import new_id
from iop_companion.store.entries import MOST_VERSIONS
from tests.services.vault_contents import ENTRIES, entries
from tests.store.entries import DAY, EVENING


def dose(day=DAY, **own):
    own = {"outcome": DoseOutcome.TAKEN, **own}
    return Dose(id=new_id(), day=day, recorded_at=EVENING, medicine="m", **own)


def put(vault, *found):
    with vault.write() as journal:
        return [journal.put(entry) for entry in found]


def remove(vault, *found):
    with vault.write() as journal:
        for entry in found:
            journal.remove(entry)


def test_every_kind_can_be_drawn():
    assert set(ENTRIES) == set(ENTRY_KINDS.values())


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(found=entries())
def test_entries_come_back_as_they_were_put(vault, found):
    with vault.write() as journal:
        assert [journal.put(entry) for entry in found] == [None] * len(found)
        assert {entry for kind in ENTRY_KINDS.values() for entry in journal.all(kind)} == set(found)
        for entry in found:
            assert journal.put(entry) == entry
        assert journal.past_entries() == []
        for entry in found:
            journal.remove(entry)
        assert not any(journal.all(kind) for kind in ENTRY_KINDS.values())
        assert set(journal.trashed_entries()) == set(found)
        for entry in found:
            journal.erase_trashed(entry)
        assert journal.trashed_entries() == []


def test_entries_of_a_period_come_by_day_and_moment(vault):
    found = [dose(DAY + timedelta(days=n)) for n in (2, 0, 1)]
    put(vault, *found)

    with vault.read() as journal:
        assert journal.entries(Dose, DAY, DAY + timedelta(days=1)) == [found[1], found[2]]
        assert journal.entries(Dose, last=DAY) == [found[1]]
        assert journal.all(Dose) == [found[1], found[2], found[0]]


def test_what_was_said_before_is_kept_and_can_be_erased(vault, clock):
    first = dose()
    second = replace(first, outcome=DoseOutcome.LATE, recorded_at=EVENING + timedelta(hours=1))
    put(vault, first)
    assert put(vault, second) == [first]
    put(vault, replace(second, recorded_at=EVENING + timedelta(hours=2)))  # says the same again

    with vault.write() as journal:
        assert journal.past_entries(first.id) == [PastEntry(first, clock.now())]
        assert journal.past_entries("another") == []
        assert journal.put_past_entries([PastEntry(first, clock.now())]) == 0
        journal.erase_version(PastEntry(first, clock.now()))
        assert journal.past_entries() == []


def test_a_skill_under_way_has_no_history_and_a_long_one_is_bounded(vault):
    use = SkillUse(id=new_id(), day=DAY, recorded_at=EVENING, skill="walk", finished=False)
    put(vault, use, replace(use, before=7), replace(use, before=7, finished=True))
    with vault.read() as journal:
        assert journal.past_entries() == []

    put(vault, *(replace(use, finished=True, after=n % 9) for n in range(MOST_VERSIONS + 5)))
    with vault.read() as journal:
        assert len(journal.past_entries(use.id)) == MOST_VERSIONS


def test_the_trash_gives_back_what_is_put_again_and_is_emptied_by_time(vault, clock):
    kept, gone = dose(), dose()
    put(vault, kept, gone, replace(gone, note="a word"))
    remove(vault, kept, gone)
    clock.move(hours=2)

    assert put(vault, kept) == [None]

    with vault.write() as journal:
        assert journal.all(Dose) == [kept]
        journal.erase_trashed(kept)  # a live one stays
        assert journal.put_trashed_entries([kept, gone]) == 0
        assert journal.purge_trash(clock.now() - timedelta(hours=3)) == 0
        assert journal.purge_trash(clock.now()) == 1
        assert (journal.all(Dose), journal.trashed_entries()) == ([kept], [])
        assert journal.past_entries() == []


def test_a_typed_entry_is_late_36_hours_after_its_day(vault):
    late = replace(dose(date(2026, 11, 1)), source="typed")
    put(vault, late, replace(late, id=new_id(), source="paper"))

    with vault.read() as journal:
        assert [entry.is_late for entry in journal.all(Dose)].count(True) == 1
