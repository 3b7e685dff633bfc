"""All checks that need no running program, one after the other; ends with places to look."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON_FOLDERS = ("src", "tests", "benchmarks", "scripts")
LONG_FILE = 300
LONG_FUNCTION = 50


def _tool(name: str, *arguments: str) -> Callable[[], str]:
    def run() -> str:
        done = subprocess.run(
            [str(BIN / name), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        return "" if done.returncode == 0 else _told(f"{done.stdout}{done.stderr}")

    return run


def _told(output: str) -> str:
    """Return what a tool said, without the picture that import-linter draws above it."""
    return "\n".join(line for line in output.splitlines() if not set(line) & set("║╔╚╝╣╩╦═"))


def _script(*arguments: str) -> Callable[[], str]:
    return _tool("python", *arguments)


def _folders() -> list[str]:
    return [name for name in PYTHON_FOLDERS if (ROOT / name).is_dir()]


CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("ruff check", _tool("ruff", "check", "--quiet", *_folders())),
    ("ruff format", _tool("ruff", "format", "--check", "--quiet", *_folders())),
    ("mypy --strict", _tool("mypy", "--no-error-summary")),
    ("import contracts", _tool("lint-imports", "--no-cache")),
    (
        "catalogue of measures, skills, support",
        _script(
            "-c", "from iop_companion.catalog.catalog import load_catalog; load_catalog().measures"
        ),
    ),
    ("words for translators", _script("scripts/locales.py", "check")),
)


def largest() -> Iterator[str]:
    """Yield the files and functions of ``src`` that a reader may find long; never a failure."""
    sizes: list[tuple[int, str]] = []
    for file in sorted((ROOT / "src").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        name = file.relative_to(ROOT).as_posix()
        if (lines := text.count("\n")) > LONG_FILE:
            sizes.append((lines, name))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONG_FUNCTION:
                    sizes.append((length, f"{name}:{node.lineno} {node.name}()"))
    for length, place in sorted(sizes, reverse=True):
        yield f"  {length:5}  {place}"


def main() -> int:
    """Run every check even after one failed, so that one run shows all there is to mend."""
    failed = 0
    for name, check in CHECKS:
        began = time.perf_counter()
        trouble = check()
        failed += bool(trouble)
        print(f"{'FAILED' if trouble else 'ok    '}  {name}  ({time.perf_counter() - began:.1f} s)")
        if trouble:
            print(trouble)
    places = list(largest())
    if places:
        print(f"places to look (files over {LONG_FILE} lines, functions over {LONG_FUNCTION}):")
        print("\n".join(places))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
