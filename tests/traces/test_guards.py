"""Each guard taken out once: then a test must fail, or it guards nothing. Long, so asked for alone.

``GUARDS=1 .venv/bin/python -m pytest tests/traces/test_guards.py``; part of ``make faults``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

GUARDS = {
    "hide_parameters": (
        "store/engine.py", "hide_parameters=True", "hide_parameters=False",
        "tests/store/test_engine.py",
    ),
    "audit hook": (
        "foundation/network_guard.py", "sys.addaudithook(_refuse)", "pass",
        "tests/foundation/test_network_guard.py",
    ),
    "restart": (
        "ui/main_window/window.py", "self._parts.restart is not None", "False",
        "tests/traces/test_traces.py",
    ),
    "not dumpable": (
        "foundation/platform/linux.py", "prctl(_PR_SET_DUMPABLE, 0", "prctl(_PR_SET_DUMPABLE, 1",
        "tests/foundation/test_platform.py",
    ),
    "core files": (
        "foundation/platform/posix.py", "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))", "pass",
        "tests/foundation/test_platform.py",
    ),
    "umask": (
        "foundation/platform/posix.py", "os.umask(0o077)", "os.umask(0o022)",
        "tests/foundation/test_platform.py",
    ),
    "hardened at start": (
        "bootstrap.py", "    this_system().harden()\n", "", "tests/traces/test_traces.py",
    ),
    "refused at start": (
        "bootstrap.py", "    refuse_network()\n", "", "tests/foundation/test_network_guard.py",
    ),
    "title": (
        "ui/main_window/window.py", '_("Notes")', '_("Companion")', "tests/ui/test_main_window.py",
    ),
    "visited folders": (
        "ui/toolkit/file_dialogs.py", "    forget_visited_folders()\n", "",
        "tests/traces/test_traces.py",
    ),
    "clipboard": (
        "ui/toolkit/clipboard.py", "self._timer.start()", "pass",
        "tests/ui/toolkit/test_clipboard.py",
    ),
    "reading apart": (
        "bootstrap.py", "reads_apart=True", "reads_apart=False", "tests/importers/test_apart.py",
    ),
    "limits of the reader": (
        "foundation/platform/posix.py", "resource.setrlimit(getattr(resource, name), (most, most))",
        "pass", "tests/importers/test_apart.py",
    ),
    "sealed box": (
        "store/sealed_boxes.py", "sealed_to(public, _padded(content))", "_padded(content)",
        "tests/services/test_sealing.py",
    ),
    "print queue": (
        "ui/summary/presenter.py", '_("Document")', "window.windowTitle()",
        "tests/ui/summary/test_saved_and_printed.py",
    ),
    "overwritten key file": (
        "store/key_file.py", "st_nlink == 0", "st_nlink == 9", "tests/store/test_vault_keys.py",
    ),
    "proof of a new slot": (
        "store/vault_keys.py", "        _require_same(opened(header, kind, secret), key)\n", "",
        "tests/store/test_vault_keys.py",
    ),
    "comparison of every row": (
        "store/rekeying.py", "_digest(after) != _digest(before)", "False",
        "tests/store/test_vault_keys.py",
    ),
    "unfinished change of the key": (
        "store/vaults.py", "file := keys_file(home)", "file := home.keys",
        "tests/store/test_vault_keys.py",
    ),
}  # fmt: skip


@pytest.mark.skipif("GUARDS" not in os.environ, reason="long; part of make faults")
@pytest.mark.parametrize("name", GUARDS)
def test_without_the_guard_a_test_fails(tmp_path, name):
    file, words, instead, judge = GUARDS[name]
    source = tmp_path / "src"
    shutil.copytree(REPOSITORY / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "resources").symlink_to(REPOSITORY / "resources")
    changed = source / "iop_companion" / file
    text = changed.read_text(encoding="utf-8")
    assert words in text, "the guard has moved; say here where it is now"
    changed.write_text(text.replace(words, instead), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", judge],
        cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": str(source), "KEY_KILLS": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1, f"without {name}, {judge} still says: {done.stdout[-400:]}"


def test_every_guard_is_where_this_file_says():
    missing = [
        name
        for name, (file, words, _instead, judge) in GUARDS.items()
        if words not in (REPOSITORY / "src/iop_companion" / file).read_text(encoding="utf-8")
        or not (REPOSITORY / judge).exists()
    ]

    assert missing == []
