"""Plan and people while locked: only what was ticked, as it is now, and gone when unticked."""

import json

import pytest

from iop_companion import bootstrap
from iop_companion.domain.locked_copy import LockedCopy
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.shown_locked import Shown
from iop_companion.store.cipher import LIGHT
from iop_companion.store.locked_copy import LockedCopyFile
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

PASSPHRASE = Secret("six plain words of a test")
LEO = Contact("Leo", "555 0188", "any time")


@pytest.fixture
def services(tmp_path):
    built = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(), kdf=LIGHT)
    open_new(built.session, PASSPHRASE)
    built.people.keep([LEO])
    built.early_warnings.set_plan(PlanZone.ACT, ["Walk to the river"])
    yield built
    built.lock()


def _read(services):
    return LockedCopyFile().read(services.session.folder)


def test_before_anything_is_ticked_there_is_no_file(services):
    services.lock()
    assert not (services.session.folder / "support.json").exists()


def test_people_alone_are_copied_without_the_plan_for_this_user_alone(services):
    services.shown_locked.choose(Shown(people=True))
    file = services.session.folder / "support.json"

    assert _read(services) == LockedCopy(people=(LEO,))
    assert "river" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert services.shown_locked.chosen() == Shown(people=True)


def test_unticking_destroys_the_copy(services):
    services.shown_locked.choose(Shown(people=True, plan=True))
    services.shown_locked.choose(Shown(plan=True))
    assert _read(services) == LockedCopy(steps=("Walk to the river",))
    services.shown_locked.choose(Shown())

    assert not (services.session.folder / "support.json").exists()


def test_a_change_of_plan_and_people_is_in_the_copy_when_the_vault_closes(services):
    services.shown_locked.choose(Shown(people=True, plan=True))
    services.people.keep([Contact("Dana", "555 0117")])
    services.early_warnings.set_plan(PlanZone.ACT, ["Call Dana"])
    services.lock()

    assert _read(services) == LockedCopy((Contact("Dana", "555 0117"),), ("Call Dana",))


def test_what_somebody_else_wrote_into_the_copy_is_put_right_at_the_next_unlocking(services):
    services.shown_locked.choose(Shown(people=True))
    services.lock()
    file = services.session.folder / "support.json"
    raw = json.loads(file.read_text())
    raw["people"][0]["number"] = "555 0100"
    file.write_text(json.dumps(raw))

    services.session.unlock(PASSPHRASE)

    assert _read(services) == LockedCopy(people=(LEO,))


def test_a_file_that_somebody_put_there_unasked_ticks_nothing(services):
    services.lock()
    (services.session.folder / "support.json").write_text('{"version": 1, "people": []}')
    services.session.unlock(PASSPHRASE)

    assert services.shown_locked.chosen() == Shown()
    assert not _read(services)


def test_the_choice_is_of_this_computer_and_in_no_export(services, tmp_path):
    services.shown_locked.choose(Shown(people=True))
    services.exporting.json(tmp_path / "all.json")

    assert "shown_locked" not in (tmp_path / "all.json").read_text()


def test_a_disk_that_refuses_leaves_the_choice_as_it_was(services, monkeypatch):
    services.shown_locked.choose(Shown(people=True))

    def full(*_args):
        raise KnownProblem("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(LockedCopyFile, "write", full)
        with pytest.raises(KnownProblem, match="disk_full"):
            services.shown_locked.choose(Shown(people=True, plan=True))

    assert services.shown_locked.chosen() == Shown(people=True)
    assert _read(services) == LockedCopy(people=(LEO,))


def test_erasing_everything_takes_the_copy_along(services):
    services.shown_locked.choose(Shown(people=True))
    services.erasing.erase_everything(PASSPHRASE)

    assert not (services.session.folder / "support.json").exists()
