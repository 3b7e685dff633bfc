"""The main job once more, without a screen: the same services answer the command line."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from iop_companion import bootstrap
from iop_companion.cli.app import run
from iop_companion.cli.console import Console
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT
from tests.journeys.test_main_job import a_daylio_export
from tests.stopped_clock import StoppedClock


@pytest.fixture
def companion(tmp_path, monkeypatch):
    """Runs a command over one vault folder and returns status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "passphrase").write_text("a lamp in the long hallway\n")
    clock = StoppedClock()

    def services(_folder):
        return bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)

    def command(*words):
        out, err = io.StringIO(), io.StringIO()
        argv = ["--passphrase-file", "passphrase", *map(str, words)]
        status = run(argv, services, None, Console(out=out, err=err))
        return status, out.getvalue(), err.getvalue()

    return command, clock


def told(result):
    status, out, err = result
    assert status == 0, err
    return json.loads(out)


@pytest.mark.journey
def test_the_main_job_on_the_command_line(companion, tmp_path):
    command, clock = companion
    today = clock.today()
    n_rows = a_daylio_export(tmp_path / "export.csv", today)

    assert len(told(command("init", "--json"))["recovery_code"]) >= 39
    imported = told(command("import", "export.csv", "--json"))
    assert (imported["rows"], imported["refused"]) == (n_rows, [])
    assert imported["imported"] == imported["read"] == 2 * n_rows
    again = told(command("--json", "import", "export.csv"))
    assert (again["imported"], again["already_there"]) == (0, 2 * n_rows)

    saved = told(command("check-in", "mood=3", "sleep_duration=5.5", "--json"))
    assert saved == {
        "day": today.isoformat(),
        "saved": ["mood", "sleep_duration"],
        "refused": [],
    }
    warnings = told(command("warnings", "--json"))
    assert warnings["level"] == "watch"
    assert "mood" in warnings["measures"]
    assert date.fromisoformat(warnings["since"]) < today
    assert warnings["chance_per_6_months"] > 0

    summary = told(command("export", "summary", "summary.pdf", "--json"))
    assert summary["pages"] == len(PdfReader("summary.pdf").pages) <= 2
    assert told(command("check", "--json"))["ok"] is True
    undone = told(command("undo-import", imported["import_id"], "--json"))
    assert undone
    assert told(command("check", "--json"))["entries"] == 2


def test_one_value_that_does_not_fit_saves_nothing_and_says_why(companion):
    command, _clock = companion
    told(command("init", "--json"))
    status, out, _err = command("check-in", "mood=5", "anxiety=12", "--json")
    assert status == 1
    assert json.loads(out)["saved"] == []
    assert [line["measure"] for line in json.loads(out)["refused"]] == ["anxiety"]
    assert told(command("check", "--json"))["entries"] == 0
