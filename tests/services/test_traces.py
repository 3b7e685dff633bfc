"""What lies about on this computer is listed as it is; what nothing needs is removed."""

import logging

import pytest

from iop_companion.domain.summary import PastExport
from iop_companion.foundation.log import start_log, stop_log
from iop_companion.services.traces import TraceKind, TracePlaces, Traces
from tests.open_session import open_session


@pytest.fixture
def places(tmp_path):
    found = TracePlaces(
        preferences=tmp_path / "config" / "preferences.toml",
        log=tmp_path / "state",
        cache=tmp_path / "cache",
        qt_settings=tmp_path / "QtProject.conf",
    )
    for folder in (found.preferences.parent, found.log, found.cache / "matplotlib"):
        folder.mkdir(parents=True)
    found.preferences.write_text("theme = 'dark'\n")
    (found.cache / "matplotlib" / "fontlist-v390.json").write_text("{}")
    found.qt_settings.write_text("[FileDialog]\nlastVisited=file:///srv/diary\nviewMode=List\n")
    start_log(found.log)
    logging.getLogger("iop_companion").info("opened %s", 1)
    (found.log / "companion.log.1").write_text("older\n")
    yield found
    stop_log()


@pytest.fixture
def traces(tmp_path, places):
    exports: list[PastExport] = []
    with open_session(tmp_path) as session:
        yield Traces(session, places, lambda: exports)


def test_only_what_is_there_is_listed(traces, places):
    found = {trace.kind: trace.place for trace in traces.all().traces}

    assert found.keys() == {
        TraceKind.VAULT, TraceKind.PREFERENCES, TraceKind.LOG, TraceKind.FONTS
    }  # fmt: skip
    assert found[TraceKind.PREFERENCES] == places.preferences


def test_log_fonts_and_visited_folders_go_and_the_rest_stays(traces, places):
    assert traces.remove() == ()

    assert [file.name for file in places.log.iterdir()] == ["companion.log"]
    assert (places.log / "companion.log").read_text() == ""
    assert not any(file.is_file() for file in places.cache.rglob("*"))
    assert "diary" not in places.qt_settings.read_text()
    assert "viewMode" in places.qt_settings.read_text()
    assert places.preferences.exists()


def test_the_log_goes_on_after_it_was_removed(traces, places):
    traces.remove()
    logging.getLogger("iop_companion").info("saved %s", 3)

    assert "saved 3" in (places.log / "companion.log").read_text()
