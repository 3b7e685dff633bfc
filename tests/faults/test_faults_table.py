"""The table of ``docs/reliability.md``: a taste in every test run, all of it in ``make faults``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.without import GUARDS

REPOSITORY = Path(__file__).resolve().parents[2]
FAULTS = int(os.environ.get("FAULTS") or "0")
"""How many kills of saves; the other faults go with it. 0: a taste of each."""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and signals")


def scaled(part, taste):
    return max(taste, int(FAULTS * part))


def run(program, *arguments, longest_s=3600):
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{program}", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=longest_s, cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    if FAULTS:
        _keep(f"{program} {' '.join(map(str, arguments[1:]))}: {told}\n")
    if "skipped" in told:
        pytest.skip(told["skipped"])
    return told


def _keep(line):
    """Append to what ``make faults`` shows at its end; two processes may do so at once."""
    folder = REPOSITORY / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "faults.txt").open("a") as file:
        file.write(line)


NOTHING_LOST = {"lost": 0, "half": 0, "changed": 0, "doubled": 0, "damaged": 0}


def only(told, names):
    return {name: told[name] for name in names}


def test_no_power_cut_loses_what_was_acknowledged(tmp_path):
    told = run("power_cuts", tmp_path / "x", scaled(2.5, 8), "FULL")

    assert told["saves"] == 60
    assert only(told, NOTHING_LOST) == NOTHING_LOST
    assert told["bad_cuts"] == 0


@pytest.mark.skipif(not FAULTS, reason="the control belongs to the long run")
def test_without_flushing_more_than_half_of_the_cuts_lose_something(tmp_path):
    told = run("power_cuts", tmp_path / "x", scaled(0.15, 20), "OFF")

    assert told["bad_cuts"] > told["cuts"] / 2


@pytest.mark.skipif(not FAULTS, reason="mounts disks as root")
@pytest.mark.parametrize("synchronous", ["FULL", "OFF"])
def test_the_plug_is_pulled_on_a_real_file_system(tmp_path, synchronous):
    n = scaled(0.15, 20) if synchronous == "FULL" else 20
    told = run("virtual_disk", tmp_path / "x", n, synchronous)

    assert told["acknowledged"] > 0
    assert (told["bad_cuts"] == 0) is (synchronous == "FULL")


@pytest.mark.skipif(not FAULTS, reason="a minute long")
def test_each_write_and_flush_may_fail_and_everything_is_saved_on_retry(tmp_path):
    told = run("io_errors", tmp_path / "x")

    assert only(told, NOTHING_LOST) == NOTHING_LOST
    assert told["saved_on_retry"] == told["refused"] > 0
    assert told["forms_changed"] == 0
    assert "never_ended" not in told


def test_every_flipped_bit_and_every_cut_is_noticed_and_mended(tmp_path):
    told = run("damage", tmp_path / "x", scaled(1, 8))

    assert told["noticed"] + told["in_the_salt_and_harmless"] == told["flips"]
    assert told["cuts_noticed"] == told["cuts"]
    assert told["mended"] == told["mended_whole"] > 0


def test_no_kill_of_the_window_loses_a_save(tmp_path):
    told = run("kills", tmp_path / "x", "saves", scaled(1, 3))

    assert only(told, NOTHING_LOST) == NOTHING_LOST
    assert told["draft_of_a_saved_day"] == 0


@pytest.mark.parametrize(
    "what", ["restores", *(["rescues", "backups", "merges", "migrations"] * bool(FAULTS))]
)
def test_no_kill_leaves_a_vault_that_does_not_open_or_a_bad_backup(tmp_path, what):
    told = run("kills", tmp_path / "x", what, scaled(0.15, 2))

    assert only(told, NOTHING_LOST) == NOTHING_LOST
    names = ("unusable", "in_between", "bad_under_a_final_name")
    assert sum(told.get(name, 0) for name in names) == 0


def test_of_many_starts_one_holds_the_vault_and_none_is_stuck(tmp_path):
    told = run("starts", tmp_path / "x", scaled(0.05, 2))

    assert (told["not_exactly_one_holder"], told["stuck_after_a_kill"]) == (0, 0)


def test_every_instant_of_a_year_comes_back_as_it_was():
    told = run("zones", 1 if FAULTS else 7)

    assert (told["bad"], told["nights_of_wrong_length"]) == (0, 0)
    assert told["round_trips"] == (122_640 if FAULTS else 17_521)


@pytest.mark.skipif(not FAULTS, reason="runs whole files of tests anew")
@pytest.mark.parametrize("guard", GUARDS)
def test_with_a_guard_taken_away_a_test_fails(guard):
    file = GUARDS[guard][1]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.faults.without", file],
        capture_output=True, text=True, check=False, cwd=REPOSITORY,
        env={**os.environ, "COMPANION_WITHOUT": guard, "PYTHONPATH": str(REPOSITORY), "FAULTS": ""},
    )  # fmt: skip

    assert done.returncode == 1, done.stdout[-2000:]
