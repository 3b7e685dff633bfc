"""Backups as a person meets them: by themselves, elsewhere, looked into, gone back to, merged."""

import json
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from iop_companion import bootstrap
from iop_companion.domain.backup import BackupReason
from iop_companion.domain.diary_entries import Dose, DoseOutcome
from iop_companion.domain.ids import MeasureId, new_id
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.golden.telling import told
from tests.made_vault import open_new
from tests.services.conftest import PASSPHRASE
from tests.store.entries import flip

MOOD = MeasureId("mood")
NOTE = MeasureId("note")


@pytest.fixture
def kept(tmp_path, clock):
    """Services over a vault that is backed up by itself, with two days in it."""
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT, backs_up=True)
    open_new(built.session, PASSPHRASE)
    save(built, date(2026, 3, 10), mood=4.0)
    save(built, date(2026, 3, 11), mood=5.0, note="a line of mine")
    yield built
    built.session.lock()


def save(services, day, **values):
    draft = CheckInDraft(day, {MeasureId(name): value for name, value in values.items()})
    return services.check_ins.record(draft)


def values(services):
    with services.session.vault.read() as journal:
        return [(item.day.day, str(item.measure_id), item.value) for item in journal.observations()]


def reasons(services):
    return [one.facts.reason for one in services.backups.all()]


def test_locking_backs_up_what_changed_at_most_every_half_hour(kept, clock):
    kept.lock()
    kept.session.unlock(PASSPHRASE)
    assert reasons(kept) == [BackupReason.REGULAR]

    save(kept, date(2026, 3, 12), mood=6.0)
    kept.lock()
    kept.session.unlock(PASSPHRASE)
    assert len(kept.backups.all()) == 1
    clock.move(minutes=31)
    assert kept.backups.make_if_due() is not None
    clock.move(minutes=31)
    assert kept.backups.make_if_due() is None  # nothing changed since
    assert len(kept.backups.all()) == 2


def test_a_clock_set_back_does_not_stop_backups(kept, clock):
    kept.backups.make()
    clock.move(days=-400)

    save(kept, date(2025, 1, 30), mood=6.0)

    assert kept.backups.make_if_due() is not None


def test_a_disk_that_refuses_stops_no_lock_and_is_told(kept, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=0))
        kept.lock()

    assert not kept.session.is_unlocked
    assert kept.backups.trouble == "backup_no_room"
    kept.session.unlock(PASSPHRASE)
    kept.backups.make()
    assert kept.backups.trouble == ""


def test_a_throw_away_vault_is_backed_up_only_by_hand(services):
    save(services, date(2026, 3, 10), mood=4.0)

    services.backups.tend()
    assert services.backups.make_before(BackupReason.BEFORE_IMPORT) is None
    assert services.backups.all() == []
    assert services.backups.make().is_verified


def test_old_backups_are_thinned_out(kept, clock):
    for hours in range(24):
        clock.move(hours=5)
        save(kept, clock.today(), mood=float(hours % 11))
        kept.backups.make(BackupReason.REGULAR)

    found = kept.backups.all()
    assert 10 <= len(found) <= 15
    assert all(one.is_verified for one in found)


def test_a_preview_says_what_would_be_missing_and_changes_nothing(kept):
    backup = kept.backups.make()
    save(kept, date(2026, 3, 12), mood=6.0)
    save(kept, date(2026, 3, 11), mood=2.0)
    before = values(kept)

    preview = kept.backups.preview(backup.file)

    assert (preview.facts.n_days, preview.facts.n_values) == (2, 3)
    assert preview.is_compared
    assert preview.missing_days == (date(2026, 3, 11), date(2026, 3, 12))
    assert (preview.n_missing, preview.n_new) == (2, 0)
    assert values(kept) == before


def test_restoring_brings_back_exactly_what_was_and_keeps_what_is(kept):
    content = told(kept.session.vault)
    backup = kept.backups.make()
    save(kept, date(2026, 3, 12), mood=6.0)

    restored = kept.backups.restore(backup.file)

    assert not kept.session.is_unlocked
    kept.session.unlock(PASSPHRASE)
    assert told(kept.session.vault) == content
    assert restored.before.facts.reason is BackupReason.BEFORE_RESTORE
    assert restored.kept_in is not None
    kept.backups.restore(restored.before.file)  # and back again
    kept.session.unlock(PASSPHRASE)
    assert (12, "mood", 6.0) in values(kept)


def test_restoring_can_keep_the_newer_days(kept):
    backup = kept.backups.make()
    save(kept, date(2026, 3, 12), mood=6.0, note="of Thursday")
    save(kept, date(2026, 3, 11), mood=2.0)

    restored = kept.backups.restore(backup.file, keep_newer=True)

    kept.session.unlock(PASSPHRASE)
    assert restored.n_kept_newer == 2
    assert values(kept) == [
        (10, "mood", 4.0),
        (11, "mood", 5.0),
        (11, "note", "a line of mine"),
        (12, "mood", 6.0),
        (12, "note", "of Thursday"),
    ]
    assert kept.session.check().ok


def test_a_vault_comes_to_a_new_computer_with_nothing_there(kept, tmp_path, clock):
    content = told(kept.session.vault)
    stick = tmp_path / "stick"
    stick.mkdir()
    copy = kept.backups.copy_to(stick)
    new = bootstrap.build(paths_under(tmp_path / "new"), clock=clock, kdf=LIGHT, backs_up=True)

    preview = new.backups.preview(copy.file, PASSPHRASE)
    assert (preview.facts.n_values, preview.is_compared) == (3, False)
    assert not new.session.exists()
    restored = new.backups.restore(copy.file, PASSPHRASE)

    assert (restored.kept_in, restored.before) == (None, None)
    new.session.unlock(PASSPHRASE)
    assert told(new.session.vault) == content
    new.lock()


def test_without_a_secret_and_without_a_vault_a_backup_stays_shut(kept, tmp_path, clock):
    file = kept.backups.make().file
    new = bootstrap.build(paths_under(tmp_path / "new"), clock=clock, kdf=LIGHT)

    with pytest.raises(KnownProblem, match="locked"):
        new.backups.preview(file)
    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        new.backups.restore(file, Secret("not the right one at all"))
    assert not new.session.exists()


def test_merging_adds_by_id_what_is_lacking_and_changes_nothing_else(kept):
    backup = kept.backups.make()
    kept.undo()  # the eleventh goes to the trash: a merge must not bring it back
    save(kept, date(2026, 3, 10), mood=9.0)

    merged, changes = kept.backups.merge(backup.file)

    assert (merged.n_values, merged.n_held) == (0, 0)
    assert changes.changes == ()
    assert values(kept) == [(10, "mood", 9.0)]


def test_merging_another_vault_of_the_same_person_is_one_step_to_undo(kept, tmp_path, clock):
    other = bootstrap.build(paths_under(tmp_path / "other"), clock=clock, kdf=LIGHT)
    other.session.create(PASSPHRASE)
    save(other, date(2026, 3, 11), mood=1.0)
    save(other, date(2026, 3, 9), mood=8.0)
    file = other.backups.make().file
    other.lock()
    before = values(kept)

    merged, _changes = kept.backups.merge(file, PASSPHRASE)

    assert (merged.n_values, merged.n_held) == (1, 1)
    assert values(kept) == [(9, "mood", 8.0), *before]
    kept.undo()
    assert values(kept) == before
    assert reasons(kept)[-1] is BackupReason.BEFORE_IMPORT


def test_copies_go_to_the_second_place_by_themselves_and_it_is_remembered(kept, tmp_path, clock):
    stick = tmp_path / "stick"
    assert kept.backups.last_outside() is None
    stick.mkdir()
    kept.backups.choose_outside(stick)
    assert kept.backups.outside().copied_at is None

    kept.backups.tend()
    assert kept.backups.last_outside() == clock.now()
    clock.move(hours=3)
    save(kept, date(2026, 3, 12), mood=6.0)
    kept.backups.tend()

    assert kept.backups.last_outside() == clock.now()
    outside = [one for one in kept.backups.all() if one.is_outside]
    assert len(outside) == 2
    assert all(one.is_verified for one in outside)


def test_a_second_place_that_is_away_is_no_trouble(kept, tmp_path):
    kept.backups.choose_outside(tmp_path / "unplugged")

    kept.backups.tend()

    assert kept.backups.last_outside() is None
    assert len(kept.backups.all()) == 1
    with pytest.raises(KnownProblem, match="file_missing"):
        kept.backups.copy_to(tmp_path / "unplugged")
    kept.backups.choose_outside(None)
    assert kept.backups.outside() is None


def test_the_monthly_test_goes_through_all_and_remembers_damage(kept, clock):
    files = []
    for _turn in range(3):
        clock.move(hours=1)
        files.append(kept.backups.make().file)
    flip(files[1], 30_000)

    tested = [kept.backups.self_test() for _turn in range(3)]

    assert [one.file for one in tested] == files
    assert [one.is_damaged for one in tested] == [False, True, False]
    assert [one.is_damaged for one in kept.backups.all()] == [False, True, False]
    assert kept.backups.self_test().file == files[0]


def test_the_monthly_test_is_due_once_a_month(kept, clock, monkeypatch):
    kept.backups.tend()
    tests = []
    monkeypatch.setattr(kept.backups, "self_test", lambda: tests.append(clock.now()))

    for _day in range(45):
        clock.move(days=1)
        kept.backups.tend()

    assert len(tests) >= 1
    assert min(tests) - timedelta(days=30) >= clock.now() - timedelta(days=45)


def test_damaged_notes_are_as_good_as_none(kept):
    kept.session.vault.backups.keep_notes(json.dumps(["not", "a", "mapping"]))

    assert kept.backups.outside() is None
    assert kept.backups.make().is_verified


def test_an_import_and_taking_it_back_each_begin_with_a_backup(kept, tmp_path, clock):
    file = tmp_path / "days.csv"
    file.write_text("day,measure,value\n2026-03-01,mood,3\n")

    batch, _changes = kept.importing.commit(kept.importing.preview(file))
    clock.move(minutes=1)
    kept.importing.undo(batch.id)

    assert reasons(kept) == [BackupReason.BEFORE_DELETING, BackupReason.BEFORE_IMPORT]


def test_an_import_that_cannot_be_backed_up_first_is_not_begun(kept, tmp_path, monkeypatch):
    file = tmp_path / "days.csv"
    file.write_text("day,measure,value\n2026-03-01,mood,3\n")
    preview = kept.importing.preview(file)
    before = values(kept)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=0))

    with pytest.raises(KnownProblem, match="backup_no_room"):
        kept.importing.commit(preview)

    assert values(kept) == before


def test_what_was_deleted_stays_thirty_days_and_then_goes_with_its_history(kept, clock):
    save(kept, date(2026, 3, 11), mood=7.0)
    kept.check_ins.remove_day(date(2026, 3, 11))

    clock.move(days=30)
    kept.backups.tend()
    with kept.session.vault.read() as journal:
        assert len(journal.trash()) == 2
    clock.move(minutes=1)
    kept.backups.tend()

    with kept.session.vault.read() as journal:
        assert journal.trash() == []
        assert journal.all_past_versions() == []
    assert values(kept) == [(10, "mood", 4.0)]


def test_a_clock_that_ran_away_empties_no_trash_before_something_is_written(kept, clock):
    kept.check_ins.remove_day(date(2026, 3, 11))

    clock.move(days=4000)
    kept.backups.tend()
    with kept.session.vault.read() as journal:
        assert len(journal.trash()) == 2
    clock.move(days=-4000)

    assert kept.history.undo(kept.session.vault)
    assert (11, "mood", 5.0) in values(kept)


def test_in_a_quiet_moment_room_is_set_aside_and_given_up_once(kept, monkeypatch):
    vault = kept.session.vault
    assert not vault.give_up_reserve()

    kept.backups.tend()
    assert vault.give_up_reserve()
    assert not vault.give_up_reserve()

    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=10_000_000))
    vault.rest()
    assert not vault.give_up_reserve()  # what is nearly full is not filled further


def test_merging_brings_diary_entries_by_id_and_leaves_the_trash_of_this_vault(kept, clock):
    def dose(due):
        return Dose(
            id=new_id(), day=date(2026, 3, 10), recorded_at=clock.now(), medicine="m", due=due,
            outcome=DoseOutcome.TAKEN,
        )  # fmt: skip

    gone, lost, changed = dose("morning"), dose("midday"), dose("bedtime")
    with kept.session.vault.write() as journal:
        for entry in (gone, lost, changed):
            journal.put(entry)
    file = kept.backups.make().file
    now_here = replace(changed, outcome=DoseOutcome.MISSED)
    with kept.session.vault.write() as journal:
        journal.remove(gone)
        journal.remove(lost)
        journal.erase_trashed(lost)
        journal.put(now_here)

    kept.backups.merge(file)

    with kept.session.vault.read() as journal:
        assert set(journal.all(Dose)) == {now_here, lost}
        assert journal.trashed_entries() == [gone]
    kept.undo()
    with kept.session.vault.read() as journal:
        assert journal.all(Dose) == [now_here]


def test_a_replaced_vault_goes_after_ninety_days_and_three_later_backups(kept, clock):
    made = kept.backups.make()
    kept.backups.restore(made.file)
    kept.session.unlock(PASSPHRASE)
    [aside] = kept.backups.kept_aside()
    assert (aside.is_damaged, (aside.folder / "vault.db").exists()) == (False, True)

    clock.move(days=91)  # two evenings in a far future are no proof that time has passed
    for day in (10, 11):
        save(kept, date(2026, 4, day), mood=1.0)
        kept.backups.tend()
        clock.move(days=1)
    assert aside.folder.exists()
    save(kept, date(2026, 4, 12), mood=2.0)
    kept.backups.tend()

    assert not aside.folder.exists()
    assert kept.backups.kept_aside() == []
