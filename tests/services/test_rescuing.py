"""A damaged vault: told, copied aside, mended from the newest backup and what can still be read."""

import random
import shutil
from datetime import date, timedelta

import pytest

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from iop_companion.store.engine import transaction
from iop_companion.store.tables import SCHEMA
from tests.services.conftest import PASSPHRASE, StoppedClock
from tests.store.entries import contents, flip

PAGE = 4096
FIRST = date(2026, 1, 1)


def save(services, day, **values):
    draft = CheckInDraft(day, {MeasureId(name): value for name, value in values.items()})
    services.check_ins.record(draft)


def values(services):
    with services.session.vault.read() as journal:
        return {(item.day, str(item.measure_id)): item.value for item in journal.observations()}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A vault of 60 days with long notes, two of them and an edit after its backup."""
    place = tmp_path_factory.mktemp("filled")
    clock = StoppedClock()
    services = bootstrap.build(paths_under(place), clock=clock, kdf=LIGHT)
    services.session.create(PASSPHRASE)
    for n in range(60):
        if n == 58:
            services.backups.make()
        clock.move(minutes=1)
        save(services, FIRST + timedelta(days=n), mood=float(n % 11), note=f"day {n} " * 90)
    save(services, FIRST, mood=9.0)  # edited after the backup
    whole = values(services)
    services.lock()
    return place, whole


@pytest.fixture
def damaged(filled, tmp_path, clock):
    """A copy of it, locked, to be damaged; its folder; and what it held."""
    place, whole = filled
    shutil.copytree(place / "vault", tmp_path / "vault")
    services = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    yield services, tmp_path / "vault", whole
    services.rescuing.leave()
    services.session.lock()


def break_pages(folder, n, seed=3):
    file = folder / "vault.db"
    last = file.stat().st_size // PAGE
    chance = random.Random(seed)
    for page in chance.sample(range(9, last), n):
        flip(file, page * PAGE + chance.randrange(4000))


def test_damage_is_noticed_on_unlocking_and_nothing_is_written(damaged):
    services, folder, _whole = damaged
    break_pages(folder, 2)
    before = contents(folder)

    with pytest.raises(KnownProblem, match="vault_damaged"):
        services.session.unlock(PASSPHRASE)

    assert contents(folder) == before


def test_mending_brings_back_the_backup_and_what_can_be_read_of_the_rest(damaged):
    services, folder, whole = damaged
    break_pages(folder, 3, seed=5)
    before = contents(folder)

    damage = services.rescuing.examine(PASSPHRASE)

    assert contents(folder) == before
    assert damage.n_safe == 58 * 2
    assert damage.n_gaps > 0
    assert 60 < damage.n_read < 120
    kept = contents(damage.kept_in)
    assert kept == {name: before[name] for name in kept}
    assert {"vault.db", "vault.keys", "vault.keys.bak"} == set(kept)
    services.rescuing.mend()
    services.session.unlock(PASSPHRASE)
    found = values(services)
    assert services.session.check().ok
    # the two newest days may lie on a damaged page; everything else is there
    assert all(
        found[key] == value for key, value in whole.items() if key in found and key[0] != FIRST
    )
    assert len(found) >= 58 * 2
    services.session.lock()


@pytest.mark.parametrize("seed", range(4))
def test_one_damaged_page_costs_next_to_nothing(damaged, seed):
    services, folder, whole = damaged
    break_pages(folder, 1, seed)

    services.rescuing.examine(PASSPHRASE)
    services.rescuing.mend()

    services.session.unlock(PASSPHRASE)
    assert len(values(services).keys() & whole.keys()) >= 58 * 2


def test_newer_values_that_can_be_read_win_over_the_backup(damaged):
    services, folder, whole = damaged
    last = (folder / "vault.db").stat().st_size // PAGE
    lost = []
    for page in range(9, last, 6):
        flip(folder / "vault.db", page * PAGE + 99)
        damage = services.rescuing.examine(PASSPHRASE)
        services.rescuing.leave()
        flip(folder / "vault.db", page * PAGE + 99)
        lost.append(len(whole) - damage.n_read)
        assert damage.n_newer <= 5
    assert min(lost) == 0  # only an index was damaged

    flip(folder / "vault.db", (9 + 6 * lost.index(0)) * PAGE + 99)
    services.rescuing.examine(PASSPHRASE)
    assert services.rescuing.mend() == 5

    services.session.unlock(PASSPHRASE)
    assert values(services) == whole


def test_the_backup_alone_can_be_chosen(damaged):
    services, folder, _whole = damaged
    break_pages(folder, 3)
    services.rescuing.examine(PASSPHRASE)

    services.rescuing.restore_backup()

    services.session.unlock(PASSPHRASE)
    assert len(values(services)) == 58 * 2
    assert values(services)[FIRST, "mood"] == 0.0


def test_only_looking_changes_nothing_and_shows_what_can_be_read(damaged):
    services, folder, whole = damaged
    break_pages(folder, 3)
    before = contents(folder)
    damage = services.rescuing.examine(PASSPHRASE)

    services.rescuing.look()

    assert services.session.is_read_only
    shown = values(services)
    assert len(shown) == damage.n_read
    assert shown.items() <= whole.items()
    with pytest.raises(KnownProblem, match="only_looking"):
        save(services, FIRST, mood=1.0)
    services.session.lock()
    assert contents(folder) == before
    assert not list((folder / "backups").glob(".looking-*"))


def test_without_any_backup_what_can_be_read_becomes_the_vault(damaged):
    services, folder, whole = damaged
    for file in (folder / "backups").glob("*.backup"):
        file.unlink()
    break_pages(folder, 2)

    damage = services.rescuing.examine(PASSPHRASE)
    assert damage.backup is None
    with pytest.raises(KnownProblem, match="no_backup"):
        services.rescuing.restore_backup()
    services.rescuing.mend()

    services.session.unlock(PASSPHRASE)
    assert services.session.check().ok
    assert len(values(services)) == damage.n_read
    assert values(services).items() <= whole.items()


def test_a_damaged_backup_is_passed_over_for_the_one_before(damaged):
    services, folder, _whole = damaged
    break_pages(folder, 1)
    [sound] = (folder / "backups").glob("*.backup")
    newer = sound.with_name("2099-01-01-000000-abcd.backup")
    newer.write_bytes(sound.read_bytes())
    flip(newer, 90_000)

    assert services.rescuing.examine(PASSPHRASE).backup.file == sound


def test_with_a_wrong_passphrase_nothing_is_copied_or_read(damaged):
    services, folder, _whole = damaged
    break_pages(folder, 1)

    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        services.rescuing.examine(Secret("not the right one at all"))

    assert not list((folder / "backups").glob("damaged-*"))


def test_leaving_leaves_the_vault_as_it_is(damaged):
    services, folder, _whole = damaged
    break_pages(folder, 1)
    before = contents(folder)
    services.rescuing.examine(PASSPHRASE)

    services.rescuing.leave()
    services.rescuing.leave()

    assert contents(folder) == before
    assert not list((folder / "backups").glob(".looking-*"))


def test_the_same_damage_is_copied_aside_once_and_another_one_again(damaged):
    services, folder, _whole = damaged
    break_pages(folder, 1)
    first = services.rescuing.examine(PASSPHRASE).kept_in
    assert services.rescuing.examine(PASSPHRASE).kept_in == first

    break_pages(folder, 1, seed=5)

    assert services.rescuing.examine(PASSPHRASE).kept_in != first
    assert len(list((folder / "backups").glob("damaged-*"))) == 2


def test_with_both_key_files_gone_the_ones_in_a_backup_open_everything(damaged):
    services, folder, whole = damaged
    for file in folder.glob("vault.keys*"):
        file.write_bytes(b"no keys")
    with pytest.raises(KnownProblem, match="wrong_passphrase"):
        services.rescuing.examine(Secret("not the right one at all"))

    services.rescuing.examine(PASSPHRASE)
    services.rescuing.mend()

    services.session.unlock(PASSPHRASE)
    assert values(services) == whole


def test_what_a_newer_program_wrote_is_not_put_together_by_this_one(damaged):
    services, folder, _whole = damaged
    services.session.unlock(PASSPHRASE)
    with transaction(services.session.vault._engine, writes=True) as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
    services.session.lock()
    break_pages(folder, 1)

    damage = services.rescuing.examine(PASSPHRASE)

    assert not damage.can_mend
    assert damage.n_safe == 58 * 2
    assert damage.n_read > 0
