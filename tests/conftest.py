"""What every test stands on: a home of its own, a stopped clock, and no noise.

The isolation happens while this file is imported, before anything of Qt, matplotlib or ours is.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

_HOME = tempfile.TemporaryDirectory(prefix="companion-tests-")
_CACHE = Path(__file__).resolve().parent.parent / ".pytest_cache"

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HOME"] = _HOME.name
os.environ["MPLCONFIGDIR"] = str(_CACHE / "matplotlib")  # holds a list of fonts, slow to make anew
os.environ["TZ"] = "UTC"
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = f"{_HOME.name}/{_name[4:].lower()}"
sys.dont_write_bytecode = False  # to write the asserts of all tests anew takes 14 s a process
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
    os.environ.pop(_name, None)

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from iop_companion.foundation.paths import Paths, paths_under  # noqa: E402
from iop_companion.ui.toolkit.collecting import collect_what_is_due  # noqa: E402
from tests.stopped_clock import StoppedClock  # noqa: E402

settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile(
    "ci", max_examples=60, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("ci" if os.environ.get("CI") else "quick")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders of a fresh start, all inside the test's own temporary one."""
    return paths_under(tmp_path)


@pytest.fixture
def clock() -> StoppedClock:
    """The evening of 2026-11-21; move it with ``clock.move(days=1)``."""
    return StoppedClock()


@pytest.fixture(scope="session", autouse=True)
def _keys_stretched_once() -> Iterator[None]:
    """Remember what argon2 made of the same secret, salt and cost: it is a function of these."""
    from iop_companion.store import cipher

    stretch, remembered = cipher._stretched, {}

    def stretched(secret, salt, cost):
        known = (secret.reveal(), salt, cost)
        if known not in remembered:
            remembered[known] = stretch(secret, salt, cost)
        return remembered[known]

    cipher._stretched = stretched
    yield
    cipher._stretched = stretch


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of garbage collection: walking it takes long."""
    gc.freeze()


_OF_QT = ("PySide6", "shiboken6", "iop_companion.ui.")

_imported_elsewhere: list[str] = []


def _watch_imports(event: str, arguments: tuple[object, ...]) -> None:
    if event == "import" and threading.current_thread() is not threading.main_thread():
        name = str(arguments[0])
        if name.startswith(_OF_QT):
            _imported_elsewhere.append(f"{name} on {threading.current_thread().name}")


sys.addaudithook(_watch_imports)


@pytest.fixture(autouse=True)
def _qt_stays_on_its_thread() -> Iterator[None]:
    """Fail the test in which a thread defines classes of Qt: that may end the process."""
    _imported_elsewhere.clear()
    yield
    assert not _imported_elsewhere, f"imported on a thread: {_imported_elsewhere}"


@pytest.fixture(autouse=True)
def _garbage_is_searched_for() -> Iterator[None]:
    """Where a thread of the test is still there, the search is off, and no loop of events runs."""
    yield
    if not gc.isenabled():
        collect_what_is_due()


class _Noise(logging.Handler):
    """Gathers what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def noise() -> Iterator[list[str]]:
    """Fail the test on any log line at WARNING or above.

    A test that expects one asks for ``noise``, looks at it, and empties it: ``noise.clear()``.
    """
    handler = _Noise()
    logging.getLogger().addHandler(handler)
    yield handler.heard
    logging.getLogger().removeHandler(handler)
    assert not handler.heard, "unexpected log lines: " + "; ".join(handler.heard)


@pytest.fixture(scope="module")
def pseudo_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Speak the pseudo-language in this module: longer by 40 %, accented, in brackets."""
    from iop_companion.foundation import i18n
    from scripts import locales

    folder = tmp_path_factory.mktemp("locales")
    locales.compile_pseudo(folder)
    i18n.use_language(locales.PSEUDO, folder=folder)
    yield
    i18n.use_language()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample files of other programs; a test that needs them skips where they are absent."""
    place = os.environ.get("COMPANION_SAMPLES")
    folder = Path(place) if place else Path(__file__).resolve().parents[2] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the sample files of other programs are not at hand")
    return folder
