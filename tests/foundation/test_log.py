"""The log keeps what a bug is found by, and nothing a person wrote."""

import gc
import logging
import sys
import threading
from pathlib import Path

import pytest

from iop_companion.foundation import log
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.foundation.log import FILE_NAME, MAX_BYTES, N_FILES, scrubbed, start_log

MARKER = "MARKER-quiet-river"
ours = logging.getLogger("iop_companion.store.test")


@pytest.fixture
def place(tmp_path, monkeypatch, noise):
    """A running log; its levels and hooks are put back afterwards."""
    root, own = logging.getLogger(), logging.getLogger("iop_companion")
    levels = root.level, own.level
    monkeypatch.setattr(logging, "raiseExceptions", True)
    for module, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    start_log(tmp_path / "state", logging.DEBUG)
    yield tmp_path / "state"
    log.stop_log()
    root.setLevel(levels[0])
    own.setLevel(levels[1])
    noise.clear()


def text(place: Path) -> str:
    return "".join(path.read_text() for path in sorted(place.iterdir()))


def test_our_own_lines_are_kept(place):
    ours.info("unlocked, %d entries, schema %d", 12, 1)

    assert text(place).endswith("INFO iop_companion.store.test unlocked, 12 entries, schema 1\n")


def test_lines_of_others_lose_their_words(place):
    logging.getLogger("sqlalchemy.engine").error("INSERT %s", MARKER)
    logging.getLogger("matplotlib").warning(MARKER)
    logging.getLogger("iop_companionship").error(MARKER)

    assert MARKER not in text(place)
    assert "ERROR sqlalchemy.engine" in text(place)
    assert text(place).count("\n") == 3


def raise_it(error: BaseException) -> None:
    raise error


def caught(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        try:
            raise_it(cause or error)
        except BaseException as inner:
            if cause is None:
                raise
            raise error from inner
    except BaseException as outer:
        return outer


@pytest.mark.parametrize("kind", [ValueError, KeyError, UnicodeError, OSError, RuntimeError])
def test_an_exception_of_others_keeps_type_and_frames_and_loses_its_message(place, kind):
    ours.error("saving failed", exc_info=caught(Bug("no such row"), kind(MARKER)))

    assert MARKER not in text(place)
    assert f"builtins.{kind.__name__}" in text(place)
    assert "iop_companion.foundation.errors.Bug: no such row" in text(place)
    assert "test_log.py:" in text(place)
    assert "in raise_it" in text(place)


def test_a_known_problem_is_its_code_without_its_facts(place):
    ours.warning("refused", exc_info=caught(KnownProblem("slot_taken", measure=MARKER)))

    assert "KnownProblem: slot_taken" in text(place)
    assert MARKER not in text(place)


def test_no_path_above_the_program_is_logged(place, tmp_path):
    import json

    try:
        json.loads("{")
    except ValueError as error:
        ours.error("file %s: %s", tmp_path / "secret.csv", error, exc_info=error)

    assert str(tmp_path) not in text(place)
    assert str(Path.home()) not in text(place)
    assert "secret" not in text(place)
    assert "(path)" in text(place)
    assert "json.decoder.JSONDecodeError" in text(place)
    assert "Expecting" not in text(place)


def test_an_exception_as_the_message_itself_is_scrubbed(place):
    ours.error(ValueError(MARKER))

    assert "builtins.ValueError" in text(place)
    assert MARKER not in text(place)


def test_a_line_break_in_a_message_forges_no_line(place):
    ours.info("one %s", "two\n2026-01-01 ERROR forged\rthree")

    assert text(place).count("\n") == 1


def test_a_message_that_does_not_fit_its_arguments_is_no_trouble(place, capsys):
    ours.info("%d entries", MARKER)

    assert MARKER not in text(place) + "".join(capsys.readouterr())
    assert "could not be put together" in text(place)


def test_the_log_stays_small_and_private(place):
    for n in range(9000):
        ours.info("line %d %s", n, "x" * 100)

    files = list(place.iterdir())
    assert len(files) == N_FILES
    assert all(path.stat().st_size <= MAX_BYTES for path in files)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert "line 8999 " in (place / FILE_NAME).read_text()


@pytest.mark.usefixtures("place")
def test_a_place_that_takes_no_log_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")

    start_log(tmp_path / "file" / "state")

    ours.error("this goes nowhere")


def test_starting_again_leaves_one_log(place, tmp_path):
    start_log(tmp_path / "other")
    ours.error("once")

    assert text(tmp_path / "other").count("once") == 1
    assert "once" not in text(place)


def test_what_nobody_caught_is_logged_told_and_shown_scrubbed(place, capsys):
    told = []
    log.install_hooks(told.append)
    error = caught(ValueError(MARKER))

    sys.excepthook(type(error), error, error.__traceback__)

    assert told == [error]
    shown = capsys.readouterr().err
    assert "builtins.ValueError" in shown
    assert "builtins.ValueError" in text(place)
    assert MARKER not in shown + text(place)


def test_an_exception_in_a_thread_is_logged_too(place, capsys):
    told = []
    log.install_hooks(told.append)
    thread = threading.Thread(target=raise_it, args=(KeyError(MARKER),))
    thread.start()
    thread.join()
    ending = threading.Thread(target=raise_it, args=(SystemExit(),))
    ending.start()
    ending.join()

    assert [type(error) for error in told] == [KeyError]
    assert MARKER not in capsys.readouterr().err + text(place)


class Unraisable:
    def __del__(self):
        raise ValueError(MARKER)


def test_an_exception_in_a_destructor_is_logged_too(place, capsys):
    told = []
    log.install_hooks(told.append)
    Unraisable()
    gc.collect()

    assert [type(error) for error in told] == [ValueError]
    assert MARKER not in capsys.readouterr().err + text(place)


@pytest.mark.usefixtures("place")
def test_the_interrupt_key_ends_the_program_without_a_report(capsys):
    log.install_hooks(lambda _error: pytest.fail("a report"))

    with pytest.raises(SystemExit) as ended:
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert ended.value.code == 130
    assert capsys.readouterr().err == ""


def test_a_circle_of_causes_ends():
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first

    assert scrubbed(first).count("caused by") == 1
