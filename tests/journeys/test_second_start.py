"""Two real starts of the program: one holds the vault, the other says so; a kill leaves no lock."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals and flock"),
]


@pytest.fixture
def home(tmp_path):
    """A home of its own, so that nothing of the machine is read or written."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }


@contextmanager
def started(vault, home):
    process = subprocess.Popen(
        [sys.executable, "-m", "iop_companion", "--vault", str(vault)],
        env=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def waits_until(is_so, longest_s=120):
    end = time.monotonic() + longest_s
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_held(vault):
    import fcntl

    try:
        with (vault / "vault.lock").open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def test_the_second_start_tells_the_first_and_a_killed_holder_leaves_no_lock(tmp_path, home):
    vault = tmp_path / "vault"
    with started(vault, home) as first:
        waits_until(lambda: is_held(vault))
        before = (vault / "vault.lock").stat().st_mtime_ns
        with started(vault, home) as second:
            _out, said = second.communicate(timeout=120)

        assert second.returncode == 1
        assert said.startswith("Companion is already open with this vault.")
        assert "Use the window that is open" in said
        assert (vault / "vault.lock").stat().st_mtime_ns > before  # the first one watches it
        assert first.poll() is None
        first.send_signal(signal.SIGKILL)
        first.wait()
    with started(vault, home) as third:
        waits_until(lambda: is_held(vault) or third.poll() is not None)
        assert third.poll() is None
