"""``make bench``: every benchmark of this folder, each in a process of its own, in one table.

A benchmark is a module with a function ``figures()`` that returns ``Figure`` values. Name some to
run only these: ``make bench ARGS="launch panel_replay"``.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.figure import Figure

HERE = Path(__file__).parent
ONE = "--one"


def names() -> list[str]:
    """Return the modules of this folder that offer ``figures()``."""
    return sorted(
        file.stem
        for file in HERE.glob("*.py")
        if "\ndef figures(" in file.read_text(encoding="utf-8")
    )


def run_one(name: str) -> None:
    """Run one benchmark in this process; its figures go to stdout as one JSON line."""
    found = importlib.import_module(f"benchmarks.{name}").figures()
    print(json.dumps([asdict(figure) for figure in found]))


def measured(name: str) -> list[Figure]:
    """Run one benchmark in a fresh process, so that imports and memory of another do not count."""
    print(f"... {name}", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", ONE, name],
        cwd=HERE.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        return [Figure(f"{name}: did not run: {last[0]}", float("nan"), "")]
    return [Figure(**raw) for raw in json.loads(done.stdout.splitlines()[-1])]


def table(figures: list[Figure]) -> str:
    """Return the figures as one table for a terminal or a Markdown page."""
    rows = [("what", "measured", "goal", "", "beside")]
    rows += [
        (
            figure.what,
            f"{figure.value:.3g} {figure.unit}".strip(),
            "" if figure.goal is None else f"{figure.goal:g} {figure.unit}",
            figure.verdict,
            figure.beside,
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    rows.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]
    lines = (
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(f"| {line} |" for line in lines)


def main(arguments: list[str]) -> int:
    if arguments[:1] == [ONE]:
        run_one(arguments[1])
        return 0
    known = names()
    wanted = arguments or known
    if unknown := [name for name in wanted if name not in known]:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    print(table([figure for name in wanted for figure in measured(name)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
