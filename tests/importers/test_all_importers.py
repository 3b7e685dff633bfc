"""What every importer must keep, whatever it reads: the conformance suite."""

import ast
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iop_companion.domain.import_preview import ImportMapping
from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers import registry
from iop_companion.importers.registry import IMPORTERS

FOLDER = Path(registry.__file__).parent
NONE = ImportMapping()
OWN_FILE = {
    "companion_1.json": "json",
    "companion_2.json": "json",
    "companion_3.json": "json",
    "companion_4.json": "json",
    "daylio_2017_polish.csv": "daylio",
    "daylio_2017_year.csv": "daylio",
    "daylio_2019.csv": "daylio",
    "daylio_2021.csv": "daylio",
    "daylio_2026.csv": "daylio",
    "daylio_german.csv": "daylio",
    "daylio_no_header.csv": "daylio",
    "daylio_unknown_columns.csv": "daylio",
    "daylio_uneven_rows.csv": "daylio",
    "tidy_long.csv": "csv",
    "tidy_long_with_slips.csv": "csv",
    "tidy_wide.csv": "csv",
}

every_importer = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda one: one.name)
every_file = pytest.mark.parametrize("name", OWN_FILE)
fuzzing = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _named(name):
    return next(importer for importer in IMPORTERS if importer.name == name)


def test_every_importer_of_the_folder_is_registered_once():
    defined = {
        node.name
        for path in FOLDER.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Importer")
    }

    assert sorted(defined) == sorted(type(importer).__name__ for importer in IMPORTERS)
    assert len({importer.name for importer in IMPORTERS}) == len(IMPORTERS)


def test_every_file_of_the_folder_is_looked_at(files):
    assert sorted(path.name for path in files.iterdir()) == sorted(OWN_FILE)


@every_file
def test_each_file_is_recognised_by_its_own_importer_first(files, name):
    head = (files / name).read_bytes()[:65_536]

    first = next(importer for importer in IMPORTERS if importer.recognises(head, name))

    assert first.name == OWN_FILE[name]


@every_file
def test_every_data_line_is_read_or_refused_and_never_both(files, measures, name):
    contents = _named(OWN_FILE[name]).read(files / name, measures, NONE)

    refused = [line.line for line in contents.refused]
    read = {value.line for value in contents.values}
    assert read.isdisjoint(refused)
    assert len(set(refused)) == len(refused)
    assert len(read) + len(refused) <= contents.n_rows
    if OWN_FILE[name] == "daylio":  # a tidy line may be empty: not answered
        assert len(read) + len(refused) == contents.n_rows


@every_file
def test_every_value_fits_its_measure(files, measures, name):
    known = {measure.id: measure for measure in measures}

    for value in _named(OWN_FILE[name]).read(files / name, measures, NONE).values:
        assert known[value.measure_id].fitted(value.value) == value.value


@every_file
def test_reading_twice_gives_the_same(files, measures, name):
    importer = _named(OWN_FILE[name])

    once = importer.read(files / name, measures, NONE)

    assert importer.read(files / name, measures, NONE) == once


@every_importer
@pytest.mark.parametrize("name", OWN_FILE)
def test_a_file_of_another_kind_is_a_known_problem_or_told_by_line(files, measures, importer, name):
    _read_or_known_problem(importer, files / name, measures)


@every_importer
def test_a_file_cut_off_anywhere_is_no_more_than_a_known_problem(
    importer, files, measures, written
):
    cuts = random.Random(7)
    for name, kind in OWN_FILE.items():
        if kind == importer.name:
            whole = (files / name).read_bytes()
            for _turn in range(12):
                cut = written(whole[: cuts.randrange(1, len(whole))])
                _read_or_known_problem(importer, cut, measures)


@every_importer
@fuzzing
@given(content=st.binary(max_size=400))
def test_random_bytes_raise_known_problems_at_most(importer, measures, written, content):
    path = written(content)
    importer.recognises(content, "x")
    _read_or_known_problem(importer, path, measures)


_cell = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "", "2026-03-01", "2026-02-30", "9999-12-31", "0001-01-01", "20:30", "8:30\u202fPM",
            "99:99", "rad", "good", "mood", "note", "activities", "5", "-5", "1e400", "nan", "inf",
            "٣", "1_0", "'=1+1", "a | b", "|", "<br>", "Sleep Time: 7:30", "January 31",
            "31 listopada", "2017", "yes", "7:59", '"', "''",
        ]
    ),
)  # fmt: skip
_header = st.sampled_from(
    [
        "full_date,date,weekday,time,mood,activities,scales,note_title,note",
        "full_date,date,weekday,time,mood,activities,note",
        "year,date,weekday,time,mood,activities,note",
        "day,measure,value,time,recorded_at,source,private,note",
        "day,mood,anxiety,sleep_duration,note,skills,time",
        "day;mood;note",
        "",
    ]
)


@every_importer
@fuzzing
@given(
    header=_header, rows=st.lists(st.lists(_cell, max_size=10), max_size=8), quoted=st.booleans()
)
def test_random_tables_raise_known_problems_at_most(
    importer, measures, written, header, rows, quoted
):
    mark = '"' if quoted else ""
    lines = [",".join(f"{mark}{cell}{mark}" for cell in row) for row in rows]
    content = "\n".join([header, *lines]).encode("utf-8", errors="replace")

    _read_or_known_problem(importer, written(content), measures)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda part: (
        st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=8), part, max_size=4)
    ),
    max_leaves=20,
)
_lists = ("observations", "past_versions", "trash", "measures", "sessions", "imports", "settings",
          "plan_steps", "panel_answers", "shown_levels")  # fmt: skip


@fuzzing
@given(data=st.data())
def test_an_export_with_anything_in_any_place_raises_known_problems_at_most(
    files, measures, written, data
):
    raw = json.loads((files / "companion_1.json").read_bytes())
    name = data.draw(st.sampled_from(_lists))
    if data.draw(st.booleans()):
        raw[name] = data.draw(_json)
    else:
        place = raw[name][0].get("observation", raw[name][0])
        place[data.draw(st.sampled_from(sorted(place)))] = data.draw(_json)

    _read_or_known_problem(_named("json"), written(json.dumps(raw)), measures)


def _read_or_known_problem(importer, path, measures):
    try:
        contents = importer.read(path, measures, NONE)
    except KnownProblem:
        return
    assert all(line.line >= 1 and line.reason for line in contents.refused)
    lines = {value.line for value in contents.values}
    assert len(lines | {line.line for line in contents.refused} - {1}) <= contents.n_rows + 1
