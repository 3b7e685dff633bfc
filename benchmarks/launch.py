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
FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"


def figures() -> list[Figure]:
    if not x_server.is_there():
        return [Figure("launch: Xvfb is not installed", float("nan"), "")]
    return [*_launch(), *_memory()]


def _locked_vault(folder: Path) -> Path:
    """Create a vault with the demonstration's entries for the unlock screen to ask for."""
    from iop_companion.bootstrap import make_demo
    from iop_companion.foundation.paths import paths_under

    make_demo(paths_under(folder)).lock()
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
    with x_server.server() as server:
        program = server.start(BARE)
        program.painted_after(bare_window.TITLE)
        program.wait_until_quiet()
        bare = program.memory_mib()
        program.close()
    locked, today, charts = _memory_of_ours()
    beside = f"bare window {bare:.0f} MiB"
    return [
        Figure("memory at the unlock screen, all loaded", locked, "MiB", beside=beside),
        Figure("memory on Today", today, "MiB", 120, beside),
        Figure("memory with charts (Trends, 18 months)", charts, "MiB", 190, beside),
    ]


def _memory_of_ours() -> tuple[float, float, float]:
    """Return the memory locked, on Today, and on Trends with all its charts drawn."""
    from iop_companion.bootstrap import DEMO_PASSPHRASE

    with x_server.server() as server:
        program = server.start(_ours(Path(server.environment["HOME"])))
        try:
            program.painted_after(TITLE)
            program.wait_until_quiet()
            program.focus()
            found = [program.memory_mib()]
            server.type_text(DEMO_PASSPHRASE)
            for key, held in (("Return", ""), ("2", "Alt_L")):
                server.press(key, held)
                program.wait_until_quiet()
                found.append(program.memory_mib())
            _look(program)
            return found[0], found[1], found[2]
        finally:
            program.close()


def _look(program: x_server.Program) -> None:
    """Keep a picture of what was measured, so that nobody measures a page that never opened."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    program.save_picture(FOLDER / "memory-with-charts.png")
