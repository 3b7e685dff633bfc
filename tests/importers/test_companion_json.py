import json
from collections import Counter
from datetime import date

import pytest

from iop_companion.domain.diary_entries import ENTRY_KINDS
from iop_companion.domain.import_preview import ImportMapping
from iop_companion.domain.records import OwnSign, ShownEpisode
from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers import companion_json
from iop_companion.importers.companion_json import CompanionJsonImporter

MOOD = {
    "id": "0b7f5d2a-0000-4000-8000-000000000001",
    "measure_id": "mood",
    "measure_version": 1,
    "day": "2026-03-01",
    "value": 5.0,
    "recorded_at": "2026-03-01T21:05:00+01:00",
    "source": "typed",
}


@pytest.fixture
def read(written, measures):
    def read_raw(raw):
        text = raw if isinstance(raw, str) else json.dumps(raw)
        return CompanionJsonImporter().read(written(text, "x.json"), measures, ImportMapping())

    return read_raw


def _export(**lists):
    return {"format": "iop_companion", "version": 1, "observations": [], **lists}


def test_the_golden_export_of_the_first_shape_is_read_whole(files, measures):
    path = files / "companion_1.json"

    contents = CompanionJsonImporter().read(path, measures, ImportMapping())

    assert (contents.n_rows, len(contents.values), contents.refused) == (4, 4, ())
    assert contents.full is not None
    assert [len(contents.full.past_versions), len(contents.full.trash)] == [1, 1]
    kinds = {type(record).__name__ for record in contents.full.records}
    assert kinds == {
        "Measure", "SessionDate", "ImportBatch", "PlanStep", "PanelAnswer", "ShownLevel",
        "ParticipantSetting",
    }  # fmt: skip


def test_the_golden_export_of_the_second_shape_brings_every_kind_of_entry(files, measures):
    path = files / "companion_2.json"

    full = CompanionJsonImporter().read(path, measures, ImportMapping()).full

    assert full is not None
    assert {type(record) for record in full.records} == set(ENTRY_KINDS.values())
    assert len(full.records) == 2 * len(ENTRY_KINDS) - 1
    assert [type(entry).__name__ for entry in full.trashed_entries] == ["SideEffect"]
    assert [version.entry.note for version in full.past_entries] == [""]


def test_the_golden_export_of_the_third_shape_brings_signs_and_zones_with_their_versions(
    files, measures
):
    full = CompanionJsonImporter().read(files / "companion_3.json", measures, ImportMapping()).full

    assert full is not None
    by_kind = Counter(type(record).__name__ for record in full.records)
    assert by_kind == {
        "OwnSign": 3, "SignTick": 2, "SetAside": 1, "ZoneSaid": 1, "ZonePlan": 2, "StepDone": 1,
    }  # fmt: skip
    sign = [record for record in full.records if isinstance(record, OwnSign)][1]
    assert (sign.version, sign.rule.n_days, sign.tellers) == (2, 3, ("Ola", "Jan"))


def test_the_golden_export_of_the_fourth_shape_brings_warnings_and_what_came_of_them(
    files, measures
):
    full = CompanionJsonImporter().read(files / "companion_4.json", measures, ImportMapping()).full

    assert full is not None
    by_kind = Counter(type(record).__name__ for record in full.records)
    assert by_kind == {"ShownEpisode": 2, "EpisodeOutcome": 2, "UsualOffer": 1}
    first = next(record for record in full.records if isinstance(record, ShownEpisode))
    assert (first.what[0], first.level, first.chance_per_6_months) == ("Sen", "watch", 0.5)


SHOWN = {
    "id": "e",
    "shown_at": "2026-03-01T21:05:00+01:00",
    "spoke_on": "2026-03-01",
    "level": "watch",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"spoke_on": "1801-01-01"},
        {"shown_at": "2026-03-01T21:05:00"},
        {"chance_per_6_months": 1000},
        {"what": "Sleep"},
        {"numbers_spoke_on": 7},
    ],
)
def test_a_warning_of_another_shape_makes_the_file_broken(read, wrong):
    assert read(_export(shown_episodes=[SHOWN])).full is not None
    with pytest.raises(KnownProblem, match="file_broken"):
        read(_export(shown_episodes=[SHOWN | wrong]))


SIGN = {
    "id": "s",
    "words": "Late",
    "zone": "act",
    "written_at": "2026-03-01T21:05:00+01:00",
    "since": "2026-03-01",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "red"},
        {"since": "1801-01-01"},
        {"written_at": "2026-03-01T21:05:00"},
        {"words": 7},
        {"rule": {"conditions": [], "n_days": 1}},
        {"rule": {"conditions": [{"measure_id": "m", "comparison": "under", "limit": "x"}]}},
    ],
)
def test_a_sign_of_another_shape_makes_the_file_broken(read, wrong):
    assert read(_export(own_signs=[SIGN])).full is not None
    with pytest.raises(KnownProblem, match="file_broken"):
        read(_export(own_signs=[SIGN | wrong]))


DOSE = {
    "kind": "dose",
    "id": "d",
    "day": "2026-03-01",
    "recorded_at": "2026-03-01T21:05:00+01:00",
    "medicine": "m",
    "outcome": "taken",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "potion"},
        {"id": ""},
        {"id": 7},
        {"day": "1801-01-01"},
        {"day": 5},
        {"recorded_at": "2026-03-01T21:05:00"},
        {"recorded_at": "9999-03-01T21:05:00+01:00"},
        {"moment": "25:00"},
        {"moment": "10:00+01:00"},
        {"outcome": "spilt"},
        {"outcome": None},
        {"private": 1},
        {"note": "x" * 20_001},
        {"source": "somewhere"},
        {"kind": "skill_use", "skill": "walk", "before": 11},
        {"kind": "skill_use", "skill": "walk", "minutes": float("inf")},
        {"kind": "medicine", "name": "Tea", "regimens": []},
        {"kind": "medicine", "name": "Tea", "regimens": [{"from_day": "2026-03-01", "times": "8"}]},
    ],
)
def test_an_entry_of_the_wrong_shape_makes_the_file_broken(read, wrong):
    assert len(read(_export(entries=[DOSE])).full.records) == 1

    for name in ("entries", "trashed_entries"):
        with pytest.raises(KnownProblem, match="file_broken"):
            read(_export(**{name: [{**DOSE, **wrong}]}))


def test_the_line_of_a_value_is_its_line_in_the_file(files, measures):
    path = files / "companion_1.json"
    lines = path.read_text(encoding="utf-8").splitlines()

    contents = CompanionJsonImporter().read(path, measures, ImportMapping())

    for value in contents.values:
        assert f'"{value.day.isoformat()}"' in lines[value.line - 1]
        assert f'"measure_id": "{value.measure_id}"' in lines[value.line - 1]


def test_a_value_no_measure_takes_is_refused_by_itself(read):
    contents = read(
        _export(observations=[
            MOOD,
            {**MOOD, "id": "b", "day": "2026-03-02", "value": 11},
            {**MOOD, "id": "c", "day": "2026-03-03", "measure_id": "luck"},
            {**MOOD, "day": "2026-03-04"},
        ])
    )  # fmt: skip

    assert [value.day for value in contents.values] == [date(2026, 3, 1)]
    assert [line.reason for line in contents.refused] == [
        "Mood can be a whole number from 0 to 10.",
        "There is no measure called “luck”.",
        "The same value stands twice in the file.",
    ]


def test_a_value_of_an_older_version_of_its_measure_stays_right(read):
    contents = read(_export(observations=[{**MOOD, "measure_version": 0, "value": 77.0}]))

    assert [value.value for value in contents.values] == [77.0]


def test_a_file_of_millions_of_parts_is_refused_before_it_is_taken_apart(read, monkeypatch):
    monkeypatch.setattr(companion_json, "_MAX_PARTS", 1_000)

    assert read(_export(observations=[])).n_rows == 0
    with pytest.raises(KnownProblem, match="file_too_many_rows"):
        read(_export(observations=[{}] * 1_000))


def test_a_newer_shape_is_refused_in_words_of_its_own(read):
    with pytest.raises(KnownProblem, match="export_newer"):
        read({**_export(), "version": companion_json.NEWEST_VERSION + 1})


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        "[]",
        '{"format": "iop_companion", "version": 1}',
        '{"format": "iop_companion", "version": "1", "observations": []}',
        '{"format": "another", "version": 1, "observations": []}',
        '{"format": "iop_companion", "version": 1, "observations": {"a": 1}}',
        '{"format": "iop_companion", "version": 1, "observations": 7}',
        '{"format": "iop_companion", "version": 1, "observations": [NaN]}',
        '{"format": "iop_companion", "version": 1, "observations": ' + "[" * 100_000,
        '{"format": "iop_companion", "version": ' + "1" * 5000 + ', "observations": []}',
        json.dumps(_export(observations=[{**MOOD, "value": None}])),
        json.dumps(_export(observations=[{**MOOD, "value": True}])),
        json.dumps(_export(observations=[{**MOOD, "value": [1]}])),
        json.dumps(_export(observations=[{**MOOD, "day": "2026-02-30"}])),
        json.dumps(_export(observations=[{**MOOD, "recorded_at": "2026-03-01T21:05:00"}])),
        json.dumps(_export(observations=[{**MOOD, "recorded_at": 5}])),
        json.dumps(_export(observations=[{**MOOD, "source": "somewhere"}])),
        json.dumps(_export(observations=[{**MOOD, "id": ""}])),
        json.dumps(_export(sessions=[{}])),
        json.dumps(_export(settings=[{"key": "rows", "value": "{"}])),
        json.dumps(_export(measures=[{"id": "x"}])),
    ],
)
def test_a_file_of_another_shape_is_broken_and_nothing_worse(read, raw):
    with pytest.raises(KnownProblem, match="file_broken"):
        read(raw)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rows", "[]"),
        ("rows", '{"on": "mood"}'),
        ("events", '[{"day": "tomorrow", "label": "x"}]'),
        ("events", '[{"day": "2026-03-01", "label": 3}]'),
        ("talk_points", '{"a": 1}'),
        ("talk_points", "[1]"),
        ("restored:1", '{"observations": [[]], "records": []}'),
        ("restored:1", "{}"),
        ("anything", "{"),
    ],
)
def test_a_setting_of_another_shape_makes_the_file_broken(read, key, value):
    with pytest.raises(KnownProblem, match="file_broken"):
        read(_export(settings=[{"key": key, "value": value}]))
