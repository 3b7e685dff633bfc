"""Locks, modes, hardening and restart on the system at hand."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iop_companion.foundation.platform import this_system as chooser
from iop_companion.foundation.platform.knock import knock
from iop_companion.foundation.platform.linux import LinuxSystem
from iop_companion.foundation.platform.macos import MacosSystem
from iop_companion.foundation.platform.posix import PosixSystem
from iop_companion.foundation.platform.system import LOCK_OPTION
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.foundation.platform.windows import WindowsSystem

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tried on Linux alone")

REPOSITORY = Path(__file__).resolve().parents[2]


def run(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("linux", LinuxSystem),
        ("freebsd14", LinuxSystem),
        ("darwin", MacosSystem),
        ("win32", WindowsSystem),
    ],
)
def test_every_system_has_its_answers(monkeypatch, name, kind):
    chooser.this_system.cache_clear()
    monkeypatch.setattr(sys, "platform", name)

    assert type(this_system()) is kind

    monkeypatch.undo()
    chooser.this_system.cache_clear()


def test_all_systems_answer_the_same_questions():
    def questions(kind):
        return {name for name in dir(kind) if not name.startswith("_")}

    assert questions(LinuxSystem) == questions(MacosSystem) == questions(WindowsSystem)


def test_what_was_never_run_says_so():
    folder = REPOSITORY / "src" / "iop_companion" / "foundation" / "platform"

    assert "NOT TRIED" in (folder / "windows.py").read_text().splitlines()[0]
    assert "NOT TRIED" in (folder / "macos.py").read_text().splitlines()[0]


def test_one_holder_at_a_time(tmp_path):
    file = tmp_path / "lock"
    first = this_system().lock(file)

    assert first is not None
    assert this_system().lock(file) is None
    first.release()
    first.release()
    second = this_system().lock(file)
    assert second is not None
    second.release()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_lock_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / "real").write_text("")
    (tmp_path / "lock").symlink_to(tmp_path / "real")

    with pytest.raises(OSError, match="symbolic link"):
        this_system().lock(tmp_path / "lock")


def test_only_the_descriptor_of_that_very_file_is_adopted(tmp_path):
    lock = this_system().lock(tmp_path / "lock")
    other = this_system().lock(tmp_path / "other")
    assert lock is not None
    assert other is not None

    assert this_system().adopt_lock(tmp_path / "lock", other.descriptor) is None
    assert this_system().adopt_lock(tmp_path / "lock", 987) is None
    assert this_system().adopt_lock(tmp_path / "none", lock.descriptor) is None
    adopted = this_system().adopt_lock(tmp_path / "lock", lock.descriptor)
    assert adopted is not None
    assert adopted.descriptor == lock.descriptor
    lock.release()
    other.release()


RESTARTED = """
import os, sys, time
from pathlib import Path
from iop_companion.foundation.platform.this_system import this_system
file = Path(sys.argv[1])
if sys.argv[-2] != "--lock-descriptor":
    lock = this_system().lock(file)
    print(os.getpid(), flush=True)
    this_system().restart(["-c", sys.orig_argv[2], str(file)], lock)
lock = this_system().adopt_lock(file, int(sys.argv[-1]))
print(os.getpid(), lock is not None, this_system().lock(file) is None,
      os.get_inheritable(lock.descriptor), flush=True)
sys.stdin.readline()
"""


@linux_only
def test_a_restart_keeps_the_lock_throughout_and_the_process(tmp_path):
    file = tmp_path / "lock"
    child = subprocess.Popen(
        [sys.executable, "-c", RESTARTED, str(file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    before = child.stdout.readline().split()
    stolen = None
    while stolen is None and not (line := _line_at_hand(child)):
        stolen = this_system().lock(file)
        time.sleep(0.002)

    assert stolen is None, "between the two, another process could take the lock"
    assert line.split() == [*before, "True", "True", "False"]
    assert this_system().lock(file) is None
    child.communicate("\n", timeout=30)
    assert child.returncode == 0
    after = this_system().lock(file)
    assert after is not None
    after.release()


def _line_at_hand(child: subprocess.Popen) -> str:
    import select

    assert child.stdout is not None
    return child.stdout.readline() if select.select([child.stdout], [], [], 0)[0] else ""


def test_the_option_that_hands_the_lock_on_has_one_name():
    assert LOCK_OPTION == "--lock-descriptor"


@linux_only
def test_a_hardened_process_makes_private_files_and_dumps_no_core(tmp_path):
    code = (
        "import ctypes, resource, sys\n"
        "from pathlib import Path\n"
        "from iop_companion.foundation.platform.this_system import this_system\n"
        "this_system().harden()\n"
        "place = Path(sys.argv[1]); (place / 'folder').mkdir(); (place / 'file').write_text('')\n"
        "print(oct((place / 'folder').stat().st_mode & 0o777),"
        " oct((place / 'file').stat().st_mode & 0o777),"
        " resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )

    assert run(code, tmp_path) == "0o700 0o600 (0, 0) 0"


SLEEPER = """
import ctypes, os, resource, sys
from iop_companion.foundation.platform.this_system import this_system
this_system()
os.setresuid(65534, 65534, 65534)
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # changing the user switched it off
if sys.argv[1] == "hardened":
    this_system().harden()
print("here", flush=True)
sys.stdin.readline()
"""
LOOKER = """
import os, sys
os.setresuid(65534, 65534, 65534)
open(f"/proc/{sys.argv[1]}/mem", "rb")
"""


@linux_only
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a process as another user")
def test_another_program_of_the_same_user_may_not_look_into_a_hardened_one():
    def may_look(kind: str) -> bool:
        child = subprocess.Popen(
            [sys.executable, "-c", SLEEPER, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "here\n"
        looked = subprocess.run(
            [sys.executable, "-c", LOOKER, str(child.pid)], capture_output=True, check=False
        )
        child.communicate("\n", timeout=30)
        return looked.returncode == 0

    if not may_look("plain"):
        pytest.skip("this system lets nobody look into any process")
    assert not may_look("hardened")


def test_private_means_this_user_alone(tmp_path):
    (tmp_path / "folder").mkdir(mode=0o755)
    (tmp_path / "file").write_text("")
    (tmp_path / "file").chmod(0o644)

    for name in ("folder", "file"):
        this_system().make_private(tmp_path / name)

    assert (tmp_path / "folder").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert this_system().is_own(tmp_path / "file")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_user_is_not_ones_own(tmp_path):
    (tmp_path / "file").write_text("")
    os.chown(tmp_path / "file", 12345, 12345)

    assert not this_system().is_own(tmp_path / "file")


def test_the_memory_of_this_computer_is_known_or_nought():
    assert this_system().memory_kib() == 0 or this_system().memory_kib() > 64 * 1024


def test_a_folder_can_be_synced(tmp_path):
    this_system().sync_folder(tmp_path)

    with pytest.raises(OSError, match="No such file"):
        this_system().sync_folder(tmp_path / "none")


def test_a_knock_changes_the_file_every_time_and_never_lets_it_grow(tmp_path):
    file = tmp_path / "vault.lock"
    lock = this_system().lock(file)
    seen = {file.read_bytes()}

    for _ in range(5):
        assert knock(file)
        seen.add(file.read_bytes())

    assert len(seen) == 6
    assert file.stat().st_size == 21
    assert lock is not None
    lock.release()


def test_a_knock_makes_no_file_and_raises_nothing(tmp_path):
    assert not knock(tmp_path / "none")
    assert not knock(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_macos_shares_what_posix_gives():
    assert issubclass(MacosSystem, PosixSystem)


@linux_only
def test_a_restart_takes_no_module_from_the_folder_it_stands_in(tmp_path):
    planted = tmp_path / "iop_companion"
    planted.mkdir()
    (planted / "__init__.py").write_text("")
    (planted / "__main__.py").write_text("print('planted')\n")
    code = (
        "from iop_companion.foundation.platform.this_system import this_system\n"
        "this_system().restart("
        "['-c', 'import iop_companion; print(iop_companion.__file__)'], None)\n"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path,
    )  # fmt: skip

    assert str(tmp_path) not in done.stdout
