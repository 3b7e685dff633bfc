"""From start to the painted unlock screen, and memory, beside a bare PySide6 window.

Runs alternate between the two, so that a busy moment of the computer meets both.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import bare_window, x_server
from benchmarks.figure import Figure, median

RUNS = 7
BIN = Path(sys.executable).parent
BARE = [sys.executable, "-m", "benchmarks.bare_window"]
TITLE = "Companion"


def figures() -> list[Figure]:
    if not x_server.is_there():
        return [Figure("launch: Xvfb is not installed", float("nan"), "")]
    return [*_launch(), *_memory()]


def _locked_vault(folder: Path) -> Path:
    """Create a vault for the unlock screen to ask for."""
    from iop_companion.bootstrap import build
    from iop_companion.domain.private import Secret
    from iop_companion.foundation.paths import paths_under
    from iop_companion.store.cipher import LIGHT

    services = build(paths_under(folder), kdf=LIGHT)
    services.session.create(Secret("a passphrase for a benchmark"))
    services.lock()
    return folder / "vault"


def _painted(command: Callable[[Path], list[str]], title: str) -> float:
    with x_server.server() as server:
        program = server.start(command(Path(server.environment["HOME"])))
        try:
            return program.painted_after(title)
        finally:
            program.close()


def _ours(home: Path) -> list[str]:
    return [str(BIN / "iop-companion"), "--vault", str(_locked_vault(home))]


def _launch() -> list[Figure]:
    ours, bare = [], []
    for run in range(RUNS + 1):  # the first run warms the file cache and is thrown away
        bare_s = _painted(lambda _home: BARE, bare_window.TITLE)
        ours_s = _painted(_ours, TITLE)
        if run:
            bare.append(bare_s)
            ours.append(ours_s)
    times, beside = median(ours) / median(bare), f"bare window {median(bare):.3f} s"
    return [
        Figure("launch to painted unlock screen", median(ours), "s", beside=beside),
        Figure("launch, times the bare window", times, "x", 1.6, f"medians of {RUNS}, in turn"),
    ]


def _memory() -> list[Figure]:
    bare = _memory_of(BARE, bare_window.TITLE)[0]
    today, charts = _memory_of([str(BIN / "iop-companion"), "--demo"], TITLE, ["2"])
    beside = f"bare window {bare:.0f} MiB"
    return [
        Figure("memory on Today", today, "MiB", 120, beside),
        Figure("memory with charts (Trends, 18 months)", charts, "MiB", 190, beside),
    ]


def _memory_of(command: list[str], title: str, keys: list[str] | None = None) -> list[float]:
    """Return the memory at rest, then after each of ``keys`` pressed with Control."""
    with x_server.server() as server:
        program = server.start(command)
        try:
            program.painted_after(title)
            program.wait_until_quiet()
            found = [program.memory_mib()]
            for key in keys or []:
                program.focus()
                server.press(key, control=True)
                program.wait_until_quiet()
                found.append(program.memory_mib())
            return found
        finally:
            program.close()
