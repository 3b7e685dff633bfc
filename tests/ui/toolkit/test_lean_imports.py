"""What is imported after PySide6 comes without its source."""

import subprocess
import sys

_IMPORTS = """
from iop_companion.ui.toolkit import lean_imports

lean_imports.begin()
import linecache
import PySide6.QtWidgets
import numpy

print(sum("numpy" in file for file in linecache.cache))
"""


def test_the_source_of_what_is_imported_is_not_kept():
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
