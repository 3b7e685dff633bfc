"""Files of strangers, read in a process of its own: the same result, within bounds, stoppable."""

import json
import subprocess
import sys
import threading
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iop_companion import bootstrap
from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.import_preview import ImportMapping
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.foundation.problem_texts import describe
from iop_companion.importers.apart import reading as apart_module
from iop_companion.importers.apart import worker
from iop_companion.importers.apart.plain_contents import NotPlainError, lines_of, read_lines
from iop_companion.importers.apart.reading import ReadingApart
from iop_companion.importers.registry import IMPORTERS
from iop_companion.store.cipher import LIGHT

NONE = ImportMapping()
MEASURES = load_catalog().measures
BY_NAME = {importer.name: importer for importer in IMPORTERS}
BOMB = """<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<HealthData>&c;</HealthData>"""


def zipped(path, name, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)


HOSTILE = {
    "entity_bomb.xml": lambda path: path.write_text(BOMB),
    "deep.xml": lambda path: path.write_text("<a>" * 200_000),
    "outside.xml": lambda path: path.write_text(
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    ),
    "bomb.zip": lambda path: zipped(path, "export.csv", b"0" * 30_000_000),
    "slip.zip": lambda path: zipped(path, "../../../evil.csv", "day,mood\n"),
    "absolute.zip": lambda path: zipped(path, "/etc/evil.csv", "day,mood\n"),
    "nul.csv": lambda path: path.write_bytes(b"day,mood\n2026-01-01,\0\n"),
    "deep.json": lambda path: path.write_text(
        '{"format":"iop_companion","version":1,"observations":' + "[" * 200_000
    ),
    "long_number.json": lambda path: path.write_text(
        '{"format":"iop_companion","version":1,"observations":[' + "9" * 1_000_000 + "]}"
    ),
    "not_a_number.json": lambda path: path.write_text(
        '{"format":"iop_companion","version":NaN,"observations":[]}'
    ),
    "formula_only.csv": lambda path: path.write_text('=cmd|" /C calc"!A0\n'),
    "empty.csv": lambda path: path.write_bytes(b""),
}


@pytest.fixture(scope="module")
def apart():
    return ReadingApart()


@pytest.mark.parametrize(
    ("name", "file"),
    [("json", "companion_1.json"), ("daylio", "daylio_2026.csv"), ("csv", "tidy_long.csv")],
)
def test_what_a_worker_reads_is_what_the_importer_reads(apart, files, name, file):
    (there,) = apart.around([BY_NAME[name]])

    assert there.read(files / file, MEASURES, NONE) == BY_NAME[name].read(
        files / file, MEASURES, NONE
    )


def test_problems_come_over_with_their_facts(apart, written):
    (there,) = apart.around([BY_NAME["csv"]])
    with pytest.raises(KnownProblem, match="no_measure_column"):
        there.read(written("day,weather\n2026-01-01,3\n"), MEASURES, NONE)


def test_every_hostile_file_is_refused_in_kind_words_and_leaves_nothing(tmp_path, clock):
    home = bootstrap.paths_under(tmp_path / "home")
    services = bootstrap.build(home, clock=clock, kdf=LIGHT, reads_apart=True)
    services.session.create(Secret("six quiet words that nobody guesses"))
    folder = tmp_path / "files"
    folder.mkdir()
    refused: dict[tuple[str, str], str] = {}
    for name, write in HOSTILE.items():
        write(folder / name)
        for kind in ("auto", "csv") if name in {"entity_bomb.xml", "bomb.zip"} else ("auto",):
            with pytest.raises(KnownProblem) as told:
                services.importing.preview(folder / name, kind)
            refused[name, kind] = describe(told.value).sentence
    services.lock()

    assert not any("Something did not work" in words for words in refused.values())
    assert all("Nothing has been deleted or changed." in words for words in refused.values())
    assert {path.name for path in folder.iterdir()} == HOSTILE.keys()
    assert not list(tmp_path.rglob("evil.csv"))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_line_of_sixty_million_signs_is_passed_over(name, tmp_path):
    """A line of a gigabyte is more than any file may have; this is the longest kind that may."""
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"day,mood\n2026-01-01,")
        for _part in range(60):
            file.write(b"5" * 1_000_000)
        file.write(b"\n2026-01-02,4\n")
    try:
        contents = BY_NAME[name].read(path, MEASURES, NONE)
    except KnownProblem as problem:
        assert problem.code in {"file_broken", "file_unknown"}  # noqa: PT017 -- either is right
    else:
        assert [line.line for line in contents.refused] == [2]
        assert [value.value for value in contents.values] == [4.0]


def test_a_file_of_a_gigabyte_is_not_even_begun(apart, tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(KnownProblem, match="file_too_large"):
        apart.around([BY_NAME["csv"]])[0].read(path, MEASURES, NONE)


def test_reading_that_takes_too_long_is_stopped_and_said(files):
    hasty = ReadingApart(wall_s=0.01)
    with pytest.raises(KnownProblem, match="file_too_costly"):
        hasty.around([BY_NAME["csv"]])[0].read(files / "tidy_long.csv", MEASURES, NONE)


def test_reading_can_be_stopped_from_another_thread(files):
    apart = ReadingApart()

    def stop():
        while apart._process is None:
            time.sleep(0.001)
        apart.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(KnownProblem, match="import_stopped"):
        apart.around([BY_NAME["csv"]])[0].read(files / "tidy_long.csv", MEASURES, NONE)
    stopper.join()
    apart.stop()

    assert apart.around([BY_NAME["csv"]])[0].read(files / "tidy_long.csv", MEASURES, NONE).values


def test_the_worker_gets_no_home_and_no_open_file(files, monkeypatch):
    seen = {}
    real = subprocess.Popen

    def started(command, **options):
        seen.update(options, command=command)
        return real(command, **options)

    monkeypatch.setattr(apart_module.subprocess, "Popen", started)
    monkeypatch.setenv("HOME", "/home/somebody")
    ReadingApart().around([BY_NAME["csv"]])[0].read(files / "tidy_long.csv", MEASURES, NONE)

    assert set(seen["env"]) <= {"TZ", "SYSTEMROOT", "PATH"}
    assert seen.get("close_fds", True)
    assert "-I" in seen["command"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_limits_of_the_worker_hold():
    tried = """
import sys
from iop_companion.foundation.platform.this_system import this_system
from iop_companion.importers.apart.worker import _refuse_deeds
this_system().confine(400, 5)
said = []
try:
    bytearray(500 << 20)
except MemoryError:
    said.append("memory")
try:
    with open("/dev/shm/companion-worker-test", "wb") as file:
        file.write(b"x")
except OSError:
    said.append("file")
finally:
    import os
    os.unlink("/dev/shm/companion-worker-test")
sys.addaudithook(_refuse_deeds)
for deed in (lambda: open("/tmp/x", "w"), lambda: os.system("true"), lambda: os.unlink("/tmp/x")):
    try:
        deed()
    except PermissionError:
        said.append("deed")
open("/dev/null").close()
print(*said)
"""
    done = subprocess.run(
        [sys.executable, "-c", tried], capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["memory", "file", "deed", "deed", "deed"], done.stderr


def test_nothing_the_worker_says_is_believed_unseen(files):
    contents = BY_NAME["daylio"].read(files / "daylio_2026.csv", MEASURES, NONE)
    lines = list(lines_of(contents))
    assert read_lines(lines, MEASURES) == contents

    def broken(at, change):
        parts = [json.loads(line) for line in lines]
        change(parts[at])
        with pytest.raises(NotPlainError):
            read_lines([json.dumps(part) for part in parts], MEASURES)

    broken(1, lambda values: values[0].__setitem__(3, "no_such_measure"))
    broken(1, lambda values: values[0].__setitem__(1, "yesterday"))
    broken(1, lambda values: values[0].__setitem__(0, -1))
    broken(1, lambda values: values[0].__setitem__(6, "yes"))
    broken(1, lambda values: values[0].__setitem__(5, "x" * 20_001))
    broken(1, lambda values: values[0].__setitem__(4, {"a": 1}))
    broken(1, lambda values: values.pop())
    broken(0, lambda head: head.__setitem__("refused", 3))
    broken(0, lambda head: head.__setitem__("left_out", [3]))
    broken(0, lambda head: head.__setitem__("mood_names", {"rad": "9"}))
    with pytest.raises(NotPlainError):
        read_lines(["[" * 100_000], MEASURES)
    with pytest.raises(NotPlainError):
        read_lines([], MEASURES)


@settings(max_examples=30, deadline=None)
@given(st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
))  # fmt: skip
def test_any_plain_json_is_told_to_be_none_of_ours(raw):
    with pytest.raises(NotPlainError):
        read_lines([json.dumps(raw)], MEASURES)


def test_a_bug_of_an_importer_is_told_by_its_kind_alone(tmp_path, monkeypatch, files):
    class Pipe:
        def __init__(self):
            self.said = b""

        def write(self, part):
            self.said += part

        def flush(self):
            pass

    def broken(_request):
        raise ZeroDivisionError("zqkestrel")

    monkeypatch.setattr(worker, "_answer", broken)
    monkeypatch.setattr(worker, "refuse_network", lambda: None)
    monkeypatch.setattr(worker.sys, "addaudithook", lambda _hook: None)

    class Nothing:
        def harden(self):
            pass

        def confine(self, *_limits):
            pass

    monkeypatch.setattr(worker, "this_system", Nothing)
    request = worker.Request("csv", str(tmp_path), (), NONE, "en", 100, 1)
    monkeypatch.setattr(worker.pickle, "load", lambda _stream: request)
    pipe = Pipe()
    worker.main(None, pipe)
    assert json.loads(pipe.said) == {"bug": "ZeroDivisionError"}

    monkeypatch.setattr(apart_module, "_mapping", lambda _line: {"bug": "ZeroDivisionError"})
    with pytest.raises(Bug, match="ZeroDivisionError"):
        ReadingApart().around([BY_NAME["csv"]])[0].read(files / "tidy_long.csv", MEASURES, NONE)


def test_the_program_itself_always_reads_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "default_paths", lambda _vault: bootstrap.paths_under(tmp_path))
    services = bootstrap.open_services(None)

    assert services.importing.formats() == tuple(BY_NAME)
    assert all(isinstance(one, apart_module._Apart) for one in services.importing._importers)
