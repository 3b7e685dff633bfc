"""Setting up can be stopped anywhere; what was left open is said once."""

import pytest

from iop_companion import bootstrap
from iop_companion.domain.private import Secret
from iop_companion.domain.records import PlanZone
from iop_companion.foundation.paths import paths_under
from iop_companion.services.setting_up import Left
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def services(tmp_path, clock):
    built = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    open_new(built.session, Secret("six plain words of a test"))
    yield built
    built.lock()


def test_a_code_that_was_never_typed_back_is_said_once_and_then_weekly(services, clock):
    services.setting_up.begin()
    assert services.setting_up.left() is Left.CODE_NOT_CONFIRMED
    assert services.setting_up.left() is Left.UNFINISHED
    assert services.setting_up.left() is Left.NOTHING
    clock.move(days=7)
    assert services.setting_up.left() is Left.WITHOUT_CODE
    assert services.setting_up.left() is Left.NOTHING


def test_a_finished_run_with_its_code_reminds_of_nothing(services, clock):
    services.setting_up.begin()
    services.setting_up.code_left(is_confirmed=True)
    services.setting_up.finish()
    clock.move(days=30)
    assert services.setting_up.left() is Left.NOTHING


def test_the_last_word_on_the_first_steps_counts(services):
    def steps():
        return [step.text for step in services.early_warnings.plan(PlanZone.ACT)]

    services.setting_up.keep_first_steps(["Walk", "", "Call Dana"])
    assert steps() == ["Walk", "Call Dana"]
    services.setting_up.keep_first_steps(["Other"])
    assert steps() == ["Other"]
    services.setting_up.keep_first_steps([])
    assert steps() == []


def test_no_focus_any_more_brings_the_usual_rows_back(services):
    usual = services.measures.rows()
    services.setting_up.choose(["trauma"])
    assert services.measures.rows() != usual
    services.setting_up.choose([])
    assert services.measures.rows() == usual
