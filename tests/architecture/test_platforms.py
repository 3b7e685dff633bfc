"""The program can start where a module of another system is missing."""

import json
import subprocess
import sys

from tests.architecture.source import SRC, imported_names, modules

ONLY_ON_ONE_SYSTEM = {
    "fcntl", "resource", "pwd", "grp", "termios", "tty", "msvcrt", "winreg", "_winapi",
}  # fmt: skip

IMPORT_ALL = """
import importlib, json, sys, traceback

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {hidden!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

for name in {hidden!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Hidden())
failed = {{}}
for name in {names!r}:
    try:
        importlib.import_module(name)
    except BaseException:
        failed[name] = traceback.format_exc()
json.dump(failed, sys.stdout)
"""


def test_every_module_imports_without_fcntl():
    names = [module.name for module in modules() if not module.name.endswith("__main__")]
    names += ["iop_companion.__main__"] if (SRC / "__main__.py").exists() else []

    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL.format(hidden=["fcntl"], names=names)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    failed = json.loads(done.stdout)
    assert failed == {}, "\n".join(failed.values())


def test_what_only_one_system_has_stays_behind_the_platform_package():
    outside = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if not module.name.startswith("iop_companion.foundation.platform")
        for node, name in imported_names(module.tree)
        if name in ONLY_ON_ONE_SYSTEM
    ]

    assert outside == []


def test_the_pinned_qt_does_not_lose_references_to_none():
    """PySide6 6.12.0 drops one for each void call on Python 3.10 and 3.11, and dies in seconds."""
    script = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "application = QApplication([]); label = QLabel()\n"
        "for _ in range(300_000): label.setText('x')\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()
