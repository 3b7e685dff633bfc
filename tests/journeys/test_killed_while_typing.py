"""A power cut once the page has said that the draft is kept: the answers are in it, encrypted."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from iop_companion.ui.today.model import CheckInForm
from tests.journeys.typed_and_killed import MARKER, PASSPHRASE
from tests.stopped_clock import StoppedClock

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.journey
def test_what_was_typed_is_found_again_after_the_process_was_killed(tmp_path):
    services = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(), kdf=LIGHT)
    services.session.create(PASSPHRASE)
    services.lock()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typed_and_killed", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "kept\n"
        child.kill()  # SIGKILL: no handler, no goodbye

    for file in services.session.folder.rglob("*"):
        assert not file.is_file() or MARKER.encode() not in file.read_bytes()
    services = bootstrap.build(paths_under(tmp_path), clock=StoppedClock(), kdf=LIGHT)
    services.session.unlock(PASSPHRASE)
    view = services.check_ins.day()
    services.lock()

    assert not view.has_entry  # a draft never counts before it is saved
    assert json.loads(view.draft)["typed"] == {}
    form = CheckInForm.opened(view)
    assert form.shown(MeasureId("mood")) == 3.0
    assert form.shown(MeasureId("note")) == MARKER
