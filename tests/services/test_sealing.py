"""Checking in while locked: kept at once, read by nobody, taken in once and as of its time."""

from datetime import timedelta

import pytest

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.domain.vault_keys import NewKeys
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE

MOOD, NOTE = MeasureId("mood"), MeasureId("note")
CANARY = "zqkestrelvx"


@pytest.fixture
def services(paths, clock):
    built = bootstrap.build(paths, clock=clock, kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    built.sealed.switch(on=True)
    built.lock()
    yield built
    built.lock()


def draft(clock, **values):
    return CheckInDraft(clock.today(), {MeasureId(key): value for key, value in values.items()})


def values(services, day):
    with services.session.vault.read() as journal:
        return {one.measure_id: one.value for one in journal.observations(day, day)}


def test_what_is_sealed_is_unreadable_and_becomes_an_entry_of_its_time(services, paths, clock):
    services.sealed.seal(draft(clock, mood=3.0, note=CANARY))
    written_at, day = clock.now(), clock.today()
    assert not services.session.is_unlocked
    for path in paths.vault.rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes()
    clock.move(days=2)
    services.session.unlock(PASSPHRASE)

    taken = services.sealed.take_in()

    assert values(services, day) == {MOOD: 3.0, NOTE: CANARY}
    with services.session.vault.read() as journal:
        assert {one.recorded_at for one in journal.observations(day, day)} == {written_at}
        assert not any(one.is_late for one in journal.observations(day, day))
    assert taken.words() == "1 check-in that was written while locked is in your diary now."
    assert list((paths.vault / "sealed").iterdir()) == []
    services.undo()
    assert values(services, day) == {}


def test_every_box_is_for_this_user_alone_and_tells_nothing_by_its_size(services, paths, clock):
    services.sealed.seal(draft(clock, mood=3.0))
    services.sealed.seal(draft(clock, mood=3.0, note="x" * 3000))

    boxes = list((paths.vault / "sealed").iterdir())

    assert len({box.stat().st_size for box in boxes}) == 1
    assert {box.stat().st_mode & 0o777 for box in boxes} == {0o600}
    assert (paths.vault / "sealed").stat().st_mode & 0o777 == 0o700


def test_a_kill_between_saving_and_deleting_doubles_nothing(services, clock, monkeypatch):
    services.sealed.seal(draft(clock, mood=3.0))
    services.session.unlock(PASSPHRASE)
    with monkeypatch.context() as patch:
        patch.setattr(services.sealed._boxes, "drop", lambda *_: None)
        services.sealed.take_in()
    services.check_ins.record(draft(clock, mood=8.0))  # changed since, on purpose
    services.lock()
    services.session.unlock(PASSPHRASE)

    assert services.sealed.take_in().words() == ""

    assert values(services, clock.today()) == {MOOD: 8.0}


def test_a_failure_while_saving_leaves_it_waiting(services, clock, monkeypatch):
    services.sealed.seal(draft(clock, mood=3.0))
    services.session.unlock(PASSPHRASE)

    def full(*_):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("iop_companion.services.check_ins.CheckIns.record", full)
        with pytest.raises(KnownProblem, match="disk_full"):
            services.sealed.take_in()

    assert services.sealed.take_in().n_taken == 1


def test_what_the_vault_got_later_for_the_same_day_stays(services, clock):
    services.sealed.seal(draft(clock, mood=3.0, energy=2.0))
    clock.move(minutes=5)
    services.session.unlock(PASSPHRASE)
    services.check_ins.record(draft(clock, mood=8.0))

    services.sealed.take_in()

    assert values(services, clock.today()) == {MOOD: 8.0, MeasureId("energy"): 2.0}


def test_an_unfinished_form_of_that_day_is_kept(services, clock):
    services.sealed.seal(draft(clock, mood=3.0))
    services.session.unlock(PASSPHRASE)
    services.check_ins.keep_draft(clock.today(), '{"energy": 4}')

    services.sealed.take_in()

    assert services.check_ins.day().draft == '{"energy": 4}'


@pytest.mark.parametrize("change", ["nonsense", "cut", "flip", "empty"])
def test_a_damaged_box_is_kept_and_said_and_the_others_come_in(services, paths, clock, change):
    services.sealed.seal(draft(clock, mood=3.0))
    box = next((paths.vault / "sealed").iterdir())
    whole = box.read_bytes()
    flipped = bytes([whole[0] ^ 1]) + whole[1:]
    box.write_bytes(
        {"nonsense": b"\0" * 900, "cut": whole[:-9], "flip": flipped, "empty": b""}[change]
    )
    services.sealed.seal(draft(clock, energy=2.0))
    services.session.unlock(PASSPHRASE)

    taken = services.sealed.take_in()

    assert (taken.n_taken, taken.n_kept) == (1, 1)
    assert [path.suffix for path in (paths.vault / "sealed").iterdir()] == [".kept"]
    assert services.sealed.take_in().words() == ""


def test_a_value_that_does_not_fit_is_kept_with_its_box(services, paths, clock):
    services.sealed.seal(draft(clock, mood=99.0))
    services.session.unlock(PASSPHRASE)

    assert services.sealed.take_in().n_kept == 1
    assert len(list((paths.vault / "sealed").glob("*.kept"))) == 1


def test_a_foreign_public_key_is_put_right_and_said(services, paths, clock):
    (paths.vault / "vault.seal").write_text("11" * 32)
    services.sealed.seal(draft(clock, mood=3.0))
    services.session.unlock(PASSPHRASE)

    taken = services.sealed.take_in()

    assert taken.is_seal_new
    assert taken.n_kept == 1
    assert "someone else may have read" in taken.words()
    assert not services.sealed.take_in().is_seal_new


def test_it_is_off_unless_chosen(services, clock, paths):
    services.session.unlock(PASSPHRASE)
    services.sealed.switch(on=False)
    services.lock()

    assert not services.sealed.is_on()
    with pytest.raises(KnownProblem, match="sealing_off"):
        services.sealed.seal(draft(clock, mood=3.0))
    with pytest.raises(KnownProblem, match="locked"):
        services.sealed.switch(on=True)
    assert not (paths.vault / "vault.seal").exists()


def test_empty_future_and_endless_ones_are_refused(services, clock):
    with pytest.raises(KnownProblem, match="empty_check_in"):
        services.sealed.seal(draft(clock))
    with pytest.raises(KnownProblem, match="future_day"):
        services.sealed.seal(CheckInDraft(clock.today() + timedelta(days=1), {MOOD: 3.0}))
    with pytest.raises(KnownProblem, match="sealed_too_much"):
        services.sealed.seal(draft(clock, note="x" * 70_000))


def test_a_new_key_shuts_nothing_in(services, clock):
    services.session.unlock(PASSPHRASE)
    services.sealed.seal(draft(clock, mood=3.0))
    new = NewKeys(OTHER_PASSPHRASE, services.keys.offer_code())
    with pytest.raises(KnownProblem, match="sealed_waiting"):
        services.keys.replace_key(PASSPHRASE, new)
    services.sealed.take_in()
    services.keys.replace_key(PASSPHRASE, new)
    services.lock()
    services.sealed.seal(draft(clock, energy=2.0))
    services.session.unlock(Secret(OTHER_PASSPHRASE.reveal()))

    taken = services.sealed.take_in()

    assert (taken.n_taken, taken.n_kept, taken.is_seal_new) == (1, 0, False)


def test_what_grows_while_it_is_written_stays_one_box_and_can_be_thrown_away(
    services, paths, clock
):
    name = services.sealed.seal(draft(clock, mood=3.0))
    assert services.sealed.seal(draft(clock, mood=3.0, note=CANARY), name) == name
    other = services.sealed.seal(draft(clock, energy=2.0))

    services.sealed.take_back(other)
    services.session.unlock(PASSPHRASE)

    assert services.sealed.take_in().n_taken == 1
    assert values(services, clock.today()) == {MOOD: 3.0, NOTE: CANARY}
    assert list((paths.vault / "sealed").iterdir()) == []


def test_all_that_came_in_is_one_step_to_undo(services, clock):
    services.sealed.seal(draft(clock, mood=3.0))
    clock.move(minutes=5)
    services.sealed.seal(draft(clock, mood=4.0, energy=2.0))
    services.session.unlock(PASSPHRASE)
    services.sealed.take_in()
    assert values(services, clock.today()) == {MOOD: 4.0, MeasureId("energy"): 2.0}

    services.undo()

    assert values(services, clock.today()) == {}
    services.redo()
    assert values(services, clock.today()) == {MOOD: 4.0, MeasureId("energy"): 2.0}


def test_a_blank_day_names_only_what_the_catalogue_asks(services, clock):
    services.session.unlock(PASSPHRASE)
    services.measures.add("own_thing", "Phone calls to Erin", "count")
    services.check_ins.record(draft(clock, mood=3.0))
    services.lock()

    blank = services.sealed.blank()

    assert not blank.values
    assert {MOOD, NOTE} <= {measure.id for measure in blank.rows}
    assert "own_thing" not in {measure.id for measure in blank.rows}
