"""One run of the real program, watched from outside; the tests look at what it left."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from iop_companion.domain.private import Secret
from iop_companion.foundation.clock import SystemClock
from iop_companion.store.sealed_boxes import SealedFolder
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.traces.marks import forms, forms_of_bytes, hits_in_memory

REPOSITORY = Path(__file__).resolve().parents[2]
CANARY = "zqkestrelvx"
PASSPHRASE = "wyvern copper drawer quiet moths 93"


@dataclass
class Watched:
    """What was seen: the scratch home, the system calls, and the memory before and after."""

    home: Path
    vault: Path
    calls: str = ""
    n_fields: int = 0
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    status: str = ""
    limits: str = ""
    same_process: bool = False
    visited: str = ""
    """What Qt's settings said after a dialog was closed, before anything was locked."""


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """Run the program under strace and without a network; look into its memory as root."""
    return _run(tmp_path_factory.mktemp("watched"))


@pytest.fixture(scope="session")
def watched_sealing(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """The same, for a check-in that is sealed at the lock screen; long, so part of the faults."""
    if "GUARDS" not in os.environ:
        pytest.skip("long; part of make faults")
    return _run(tmp_path_factory.mktemp("sealing"), "seal")


def _run(base: Path, *mode: str) -> Watched:
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        pytest.skip("only root on Linux may look into a process that forbids it")
    for tool in ("strace", "unshare"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not here")
    seen = Watched(home=base / "home", vault=base / "home" / "vault")
    seen.home.mkdir()
    (base / "signs").mkdir()
    vaults = SqlCipherVaults(LIGHT, SystemClock())
    opened, _code = vaults.create(seen.vault, Secret(PASSPHRASE))
    key = vaults.key_of(seen.vault)
    if mode:
        SealedFolder(vaults).switch(seen.vault, on=True)
    wanted = _wanted(key._key)
    opened.close()
    trace = base / "calls"
    child = subprocess.Popen(
        ["unshare", "--net", "strace", "-f", "-qq", "--seccomp-bpf", "-o", str(trace),
         "-e", "trace=network,open,openat,creat,umask,prctl",
         sys.executable, str(REPOSITORY / "tests" / "traces" / "real_app.py"),
         str(seen.vault), str(base / "signs"), *mode],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=_environment(seen.home), cwd=seen.home,
    )  # fmt: skip
    try:
        _watch(child, seen, base / "signs" / "lock", wanted)
    finally:
        child.kill()
        _out, errors = child.communicate(timeout=30)
    assert seen.n_fields > 0, errors
    seen.calls = trace.read_text(encoding="utf-8", errors="replace")
    return seen


def _wanted(key: bytes) -> dict[str, bytes]:
    wanted = {f"note {name}": raw for name, raw in forms(CANARY).items()}
    wanted |= {f"passphrase {name}": raw for name, raw in forms(PASSPHRASE).items()}
    return wanted | forms_of_bytes("key", key)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "OPENBLAS_CORETYPE") if name in os.environ}
    scratch = home / "tmp"
    scratch.mkdir()
    places = [os.environ.get("PYTHONPATH", ""), str(REPOSITORY)]  # a changed source comes first
    return kept | {
        "HOME": str(home), "TMPDIR": str(scratch), "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join(places),
        "TZ": "UTC", "LANG": "C.UTF-8",
    }  # fmt: skip


def _watch(
    child: subprocess.Popen[str], seen: Watched, sign: Path, wanted: dict[str, bytes]
) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps({"passphrase": PASSPHRASE, "canary": CANARY}) + "\n")
    child.stdin.flush()
    said = child.stdout.readline().split()
    if said[:1] != ["typed"]:
        return
    seen.n_fields = int(said[1])
    pid = _program(child.pid)
    control = "note utf-16"
    seen.before = hits_in_memory(pid, {control: wanted[control]})
    seen.status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    seen.limits = Path(f"/proc/{pid}/limits").read_text(encoding="utf-8")
    visited = seen.home / ".config" / "QtProject.conf"
    seen.visited = visited.read_text(encoding="utf-8") if visited.exists() else ""
    sign.touch()
    _wait_for_restart(pid)
    seen.same_process = Path(f"/proc/{pid}").exists()
    seen.after = hits_in_memory(pid, wanted)
    os.kill(pid, 9)


def _program(parent: int) -> int:
    """The Python process among the descendants of ``parent``: below unshare there is strace."""
    pid = parent
    while "python" not in Path(f"/proc/{pid}/comm").read_text(encoding="ascii"):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        pid = int(children[0])
    return pid


def _wait_for_restart(pid: int) -> None:
    """Until the fresh program is there, its libraries are loaded, and its window stands still."""
    command = Path(f"/proc/{pid}/cmdline")
    deadline = time.monotonic() + 30
    while b"real_app" in command.read_bytes():
        assert time.monotonic() < deadline, "the program did not restart on lock"
        time.sleep(0.02)
    last, still = -1, 0
    while still < 4 and time.monotonic() < deadline:
        time.sleep(0.1)
        spent = sum(map(int, Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[11:13]))
        still = still + 1 if spent == last else 0
        last = spent
