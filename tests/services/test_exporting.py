import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from iop_companion import bootstrap
from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.day_values import day_value
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.paths import paths_under
from iop_companion.services.form_drafts import FormName
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from tests.made_vault import open_new
from tests.services.vault_contents import (
    OWN,
    WORDS,
    current_ones,
    edits,
    entries,
    entry_edits,
    observations,
    own_measures,
    records,
)
from tests.stopped_clock import StoppedClock

MEASURES = load_catalog().measures
several_vaults = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking would make vaults for minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@contextmanager
def _vault(folder: Path) -> Iterator:
    services = bootstrap.build(paths_under(folder), clock=StoppedClock(), kdf=LIGHT)
    open_new(services.session, Secret("a lamp in the long hallway"))
    try:
        yield services
    finally:
        services.lock()


@pytest.fixture
def folders(tmp_path):
    """A fresh folder at every call."""
    numbers = iter(range(10_000))
    return lambda: tmp_path / str(next(numbers))


def _fill(services, present, small, changes):
    with services.session.vault.write() as journal:
        for record in small:
            journal.put(record)
        journal.put_many(present)
        for observation, value, instant in changes:
            if value is None:
                journal.remove(observation)
            elif observation in journal.observations():
                journal.put(observation.with_value(value, instant))


def _change_entries(services, changes):
    with services.session.vault.write() as journal:
        for entry, after in changes:
            if after is None:
                journal.remove(entry)
            else:
                journal.put(after)


def _exported(services, path):
    services.exporting.json(path, replace=True)
    return path.read_bytes()


def _bring_in(services, path):
    preview = services.importing.preview(path)
    assert preview.contents.refused == ()
    services.importing.commit(preview)
    return preview


@several_vaults
@given(data=st.data())
def test_a_full_export_put_into_an_empty_vault_exports_the_same_again(folders, data):
    measures = [measure for measure in MEASURES if not measure.derived_from]
    small = data.draw(records())
    if OWN in small:
        measures.append(OWN)
    own = data.draw(own_measures())
    small += own
    measures += own * 4  # values by every version of each, and often
    present = data.draw(observations(measures))
    changes = data.draw(edits(present, measures))
    diary = data.draw(entries())
    small += diary
    diary_changes = data.draw(entry_edits(diary))
    folder = folders()
    with _vault(folder / "a") as first:
        _fill(first, present, small, changes)
        _change_entries(first, diary_changes)
        once = _exported(first, folder / "once.json")
    with _vault(folder / "b") as second:
        _bring_in(second, folder / "once.json")
        assert _exported(second, folder / "twice.json") == once
        again = second.importing.preview(folder / "once.json")
        assert (again.fresh, again.conflicts) == ((), ())


@several_vaults
@given(data=st.data())
def test_day_values_and_moments_come_back_equal_through_csv(folders, data):
    own = data.draw(own_measures())
    present = data.draw(observations([*MEASURES, *current_ones(own) * 6]))
    folder = folders()
    with _vault(folder / "a") as first, _vault(folder / "b") as second:
        _fill(first, present, own, ())
        _fill(second, (), own, ())
        first.exporting.csv(folder / "out.csv")
        _bring_in(second, folder / "out.csv")

        assert _days(second) == _days(first)
        assert _slots(second) == _slots(first)


def _observations(services):
    with services.session.vault.read() as journal:
        return journal.observations()


def _slots(services):
    return {
        part.slot: (part.value, part.note, part.private, part.recorded_at)
        for part in _observations(services)
    }


def _days(services):
    known = {measure.id: measure for measure in services.measures.all()}
    parts = {}
    for part in _observations(services):
        parts.setdefault((part.measure_id, part.day), []).append(part)
    return {key: day_value(known[key[0]], found).value for key, found in parts.items()}


@settings(max_examples=200, deadline=None)
@given(words=WORDS)
def test_no_cell_of_the_csv_begins_like_a_formula(words):
    from iop_companion.domain.observation import Observation
    from iop_companion.reports.data_files import DataFileWriter

    note = Observation(
        id="x", measure_id="note", measure_version=1, day=date(2026, 3, 1), value=words or "x",
        recorded_at=StoppedClock().now(), note=words,
    )  # fmt: skip

    text = DataFileWriter().csv([note], MEASURES).decode()

    for cell in next(csv.DictReader(io.StringIO(text, newline=""), strict=True)).values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        assert not cell.startswith(("\t", "\r", "\n"))


def test_the_csv_has_its_columns_in_their_order_and_numbers_stay_numbers(services, tmp_path):
    services.check_ins.record(
        CheckInDraft(date(2026, 3, 1), {"sleep_duration": 7.5, "note": "=SUM(A1)"})
    )
    services.check_ins.record(CheckInDraft(date(2026, 3, 1), {"mood": 4.0}, moment=time(8, 30)))

    saved = services.exporting.csv(tmp_path / "out.csv")

    lines = (tmp_path / "out.csv").read_bytes().decode().splitlines()
    assert lines[0] == '"day","measure","value","time","recorded_at","source","private","note"'
    stamp = "2026-03-12T21:04:00+01:00"
    assert sorted(lines[1:]) == [
        f'"2026-03-01","mood","4","08:30","{stamp}","typed","no",""',
        f'"2026-03-01","note","\'=SUM(A1)","","{stamp}","typed","no",""',
        f'"2026-03-01","sleep_duration","7.5","","{stamp}","typed","no",""',
    ]
    assert (saved.path, saved.n_pages, saved.n_entries) == (str(tmp_path / "out.csv"), None, 3)


def test_the_csv_can_be_of_some_days_alone(services, tmp_path):
    for day in (1, 2, 3):
        services.check_ins.record(CheckInDraft(date(2026, 3, day), {"mood": 4.0}))

    saved = services.exporting.csv(tmp_path / "out.csv", date(2026, 3, 2), date(2026, 3, 2))

    assert saved.n_entries == 1
    with pytest.raises(KnownProblem, match="empty_period"):
        services.exporting.csv(tmp_path / "no.csv", date(2026, 3, 3), date(2026, 3, 2))


def test_an_export_never_writes_over_a_file_unasked(services, tmp_path):
    path = tmp_path / "out.json"
    path.write_text("mine")

    with pytest.raises(KnownProblem, match="target_exists"):
        services.exporting.json(path)
    services.exporting.json(path, replace=True)

    assert json.loads(path.read_text(encoding="utf-8"))["format"] == "iop_companion"


def test_nothing_is_exported_from_a_locked_vault(services, tmp_path):
    services.lock()

    with pytest.raises(KnownProblem, match="locked"):
        services.exporting.json(tmp_path / "out.json")
    assert list(tmp_path.glob("*.json")) == []


def test_an_export_merged_into_a_vault_in_use_leaves_what_is_there(services, tmp_path, folders):
    day = date(2026, 3, 1)
    with _vault(folders()) as other:
        other.check_ins.record(CheckInDraft(day, {"mood": 8.0, "anxiety": 2.0}))
        other.sessions.add(day)
        other.exporting.json(tmp_path / "other.json")
    services.check_ins.record(CheckInDraft(day, {"mood": 3.0}))
    services.sessions.add(day)

    preview = services.importing.preview(tmp_path / "other.json")
    batch, _changes = services.importing.commit(preview)

    assert [conflict.measure_id for conflict in preview.conflicts] == ["mood"]
    assert batch.n_values == 1
    assert {part.measure_id: part.value for part in _observations(services)} == {
        "mood": 3.0,
        "anxiety": 2.0,
    }
    assert services.sessions.all() == [day]


def test_what_stands_typed_in_a_form_is_in_no_export(services, tmp_path):
    services.form_drafts.of(FormName.OWN_SKILL).keep(None, {"name": "counting backwards"})
    saved = services.exporting.json(tmp_path / "all.json")
    assert "counting backwards" not in Path(saved.path).read_text(encoding="utf-8")
    assert services.form_drafts.of(FormName.OWN_SKILL).read(None) != {}
