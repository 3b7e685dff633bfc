"""Keeps PySide6 from reading the source of every module that is imported after it.

PySide6 can offer its names in ``snake_case`` to the modules that ask for it. To know which modules
may ask, it reads the whole source of each one that is imported, and Python keeps what was read:
up to 40 MiB of SQLAlchemy, matplotlib and the like (10 to 17 MiB of the memory on Today, measured
in turn) that nobody looks at again. Companion never asks for such names: nothing is to be found.
"""

from __future__ import annotations

import importlib
from types import ModuleType


def begin() -> None:
    """Import what is left of the program without its source; call it before the window's parts.

    Where a future PySide6 looks for such modules in another way, nothing is changed.
    """
    import PySide6.QtCore  # noqa: F401 -- brings the watching of imports with it

    try:
        watching = vars(importlib.import_module("shibokensupport.feature"))
    except ImportError:
        return
    if "_mod_uses_pyside" in watching:  # there is no switch
        watching["_mod_uses_pyside"] = _uses_no_other_names


def _uses_no_other_names(_module: ModuleType) -> bool:
    return False
