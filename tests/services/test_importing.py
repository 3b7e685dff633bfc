import json
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from iop_companion.domain.import_preview import ImportMapping
from iop_companion.domain.records import ImportBatch
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.views import CheckInDraft

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


@pytest.fixture
def file(tmp_path):
    def write(text, name="file.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def take_in(services):
    def run(path, **mapping):
        preview = services.importing.preview(path, mapping=ImportMapping(**mapping))
        return preview, *services.importing.commit(preview)

    return run


def _all(services):
    with services.session.vault.read() as journal:
        return {part.slot: part for part in journal.observations()}


def test_a_preview_says_what_would_happen_and_writes_nothing(services):
    preview = services.importing.preview(DAYLIO)

    assert (preview.contents.format, preview.contents.n_rows) == ("daylio", 5)
    assert (preview.n_read, len(preview.fresh), len(preview.contents.refused)) == (5, 5, 1)
    assert (preview.first_day, preview.last_day) == (date(2020, 2, 28), date(2020, 3, 2))
    assert _all(services) == {}
    assert services.importing.batches() == ()


def test_what_comes_in_carries_the_mark_of_its_import_and_its_moments(services, clock, take_in):
    _preview, batch, changes = take_in(DAYLIO)

    mood = _all(services)["mood", date(2020, 3, 2), time(21, 13)]
    assert (mood.value, mood.source, mood.measure_version) == (7.0, f"import:{batch.id}", 1)
    assert (mood.recorded_at, mood.is_late) == (clock.now(), False)
    assert services.importing.batches() == (batch,)
    assert (batch.format, batch.n_values) == ("daylio", 5)
    assert len(changes.changes) == 6  # five values and the batch


def test_the_same_file_a_second_time_adds_nothing(services, take_in):
    take_in(DAYLIO)
    before = _all(services)

    preview, batch, changes = take_in(DAYLIO)

    assert (preview.n_already_there, preview.fresh, preview.conflicts) == (5, (), ())
    assert (batch.n_values, bool(changes)) == (0, False)
    assert _all(services) == before
    assert len(services.importing.batches()) == 1


def test_a_later_export_of_the_same_diary_adds_what_is_new(take_in, file):
    lines = DAYLIO.read_text(encoding="utf-8-sig").splitlines()
    take_in(file("\n".join([lines[0], *lines[3:]])))

    preview, batch, _changes = take_in(file("\n".join(lines), "later.csv"))

    assert (batch.n_values, preview.n_already_there) == (3, 2)


def test_where_the_vault_holds_another_value_it_stays_and_the_conflict_is_told(
    services, take_in, file
):
    day = date(2026, 3, 1)
    services.check_ins.record(CheckInDraft(day, {"mood": 4.0, "note": "mine"}))

    preview, batch, _changes = take_in(file("day,mood,note,anxiety\n2026-03-01,6,mine,3\n"))

    (conflict,) = preview.conflicts
    assert (conflict.line, conflict.day, conflict.measure_id) == (2, day, "mood")
    assert (conflict.here, conflict.file) == ("4", "6")
    assert (batch.n_values, preview.n_already_there) == (1, 1)
    assert _all(services)["mood", day, None].value == 4.0


def test_days_to_come_are_refused_by_line(services, file):
    preview = services.importing.preview(
        file("day,measure,value\n2026-03-13,mood,5\n2026-03-12,mood,5\n2026-13-01,mood,5\n")
    )

    assert [value.line for value in preview.fresh] == [3]
    assert [line.line for line in preview.contents.refused] == [2, 4]
    assert preview.contents.refused[0].reason == "2026-03-13 lies in the future."
    assert preview.last_day == date(2026, 3, 12)


def test_what_came_in_meanwhile_is_looked_at_again_before_saving(services, file):
    preview = services.importing.preview(file("day,mood,anxiety\n2026-03-01,6,3\n"))
    services.check_ins.record(CheckInDraft(date(2026, 3, 1), {"mood": 4.0}))

    batch, _changes = services.importing.commit(preview)

    assert batch.n_values == 1
    assert _all(services)["mood", date(2026, 3, 1), None].value == 4.0


def test_an_import_is_one_step_of_undo_and_redo(services, take_in):
    take_in(DAYLIO)
    after = _all(services)

    services.undo()
    assert (_all(services), services.importing.batches()) == ({}, ())

    services.redo()
    assert _all(services) == after
    assert len(services.importing.batches()) == 1


def test_taking_an_import_back_takes_out_what_it_brought_and_nothing_else(
    services, clock, take_in, file
):
    services.check_ins.record(CheckInDraft(date(2026, 3, 1), {"mood": 4.0}))
    _preview, other, _changes = take_in(file("day,anxiety\n2026-03-01,2\n"))
    _preview, batch, _changes = take_in(DAYLIO)
    clock.move(days=1)

    changes, n_stayed = services.importing.undo(batch.id)

    assert set(_all(services)) == {
        ("mood", date(2026, 3, 1), None),
        ("anxiety", date(2026, 3, 1), None),
    }
    assert services.importing.batches() == (other,)
    assert (len(changes.changes), n_stayed) == (6, 0)
    assert changes.touches(ImportBatch)


def test_a_value_changed_since_stays_when_its_import_is_taken_back(services, clock, take_in, file):
    _preview, batch, _changes = take_in(file("day,mood,anxiety\n2026-03-01,6,3\n"))
    clock.move(hours=1)
    slot = ("mood", date(2026, 3, 1), None)
    with services.session.vault.write() as journal:
        journal.put(_all_of(journal)[slot].with_value(5.0, clock.now()))

    services.importing.undo(batch.id)

    assert {key: part.value for key, part in _all(services).items()} == {slot: 5.0}


def _all_of(journal):
    return {part.slot: part for part in journal.observations()}


def test_taking_back_can_itself_be_taken_back(services, take_in):
    _preview, batch, _changes = take_in(DAYLIO)
    before = _all(services)
    services.importing.undo(batch.id)

    services.undo()

    assert _all(services) == before
    assert services.importing.batches() == (batch,)


def test_a_long_diary_goes_and_comes_back_as_quickly_written_as_it_came(services, take_in, file):
    """Many values at once take another way through the store than a few."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(150)]
    rows = [f"{day},{n % 11},line {n}" for n, day in enumerate(days)]
    _preview, batch, _changes = take_in(file("day,mood,note\n" + "\n".join(rows)))
    before = _all(services)
    assert len(before) == 300

    services.undo()
    assert _all(services) == {}
    services.redo()
    assert _all(services) == before
    services.importing.undo(batch.id)
    assert _all(services) == {}
    services.undo()

    assert _all(services) == before
    with services.session.vault.read() as journal:
        assert journal.trash() == []
        assert journal.all_past_versions() == []


def test_after_taking_back_the_same_file_comes_in_again(services, take_in):
    _preview, batch, _changes = take_in(DAYLIO)
    services.importing.undo(batch.id)

    _preview, again, _changes = take_in(DAYLIO)

    assert (again.n_values, again.id != batch.id) == (5, True)


def test_an_import_that_never_was_cannot_be_taken_back(services):
    with pytest.raises(KnownProblem, match="unknown_import"):
        services.importing.undo("nothing")


def test_a_save_that_breaks_off_leaves_the_vault_as_it_was(services, monkeypatch):
    preview = services.importing.preview(DAYLIO)
    monkeypatch.setattr(type(services.importing), "_observation", _break_at_the_third())

    with pytest.raises(ZeroDivisionError):
        services.importing.commit(preview)

    assert _all(services) == {}
    assert services.importing.batches() == ()
    assert not services.history.can_undo


def _break_at_the_third():
    from iop_companion.services.importing import Importing

    honest, calls = Importing._observation, []

    def observation(self, item, known, batch):
        calls.append(item)
        return honest(self, item, known, batch) if len(calls) < 3 else 1 // 0

    return observation


def test_a_kind_of_file_can_be_named_and_an_unknown_name_is_told(services):
    assert services.importing.formats() == ("json", "daylio", "csv")
    assert services.importing.preview(DAYLIO, "daylio").contents.format == "daylio"
    with pytest.raises(KnownProblem, match="unknown_format"):
        services.importing.preview(DAYLIO, "moodpanda")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"PK\x03\x04\x00\x00", "file_not_text"),
        (b"hello\nworld\n", "file_unknown"),
        (b"{}", "file_unknown"),
    ],
)
def test_a_file_of_no_known_kind_is_told_apart(services, tmp_path, content, code):
    path = tmp_path / "x"
    path.write_bytes(content)

    with pytest.raises(KnownProblem, match=code):
        services.importing.preview(path)


def test_columns_of_any_name_are_read_when_the_person_says_what_they_are(services, file):
    preview = services.importing.preview(
        file("Datum;Laune\n2026-03-01;7\n"),
        mapping=ImportMapping(columns={"Datum": "day", "Laune": "mood"}),
    )

    assert [(value.day, value.value) for value in preview.fresh] == [(date(2026, 3, 1), 7.0)]


def test_a_moment_that_was_written_down_later_than_now_is_dated_now(services, clock, take_in, file):
    take_in(file("day,measure,value,recorded_at\n2026-03-01,mood,5,2031-01-01T10:00:00+00:00\n"))

    assert _all(services)["mood", date(2026, 3, 1), None].recorded_at == clock.now()


@pytest.mark.parametrize("way", ["undo", "undo-import"])
def test_a_restored_export_is_taken_back_whole(services, take_in, way):
    _preview, batch, _changes = take_in(FILES / "companion_1.json")
    assert len(_all(services)) == 4

    services.undo() if way == "undo" else services.importing.undo(batch.id)

    with services.session.vault.read() as journal:
        assert journal.observations() == []
        for change in _changes.changes:
            if hasattr(change.record, "measure_version"):
                continue
            assert change.record not in journal.all(type(change.record))


def test_what_was_restored_and_changed_since_stays(services, clock, take_in):
    _preview, batch, _changes = take_in(FILES / "companion_1.json")
    clock.move(days=1)
    slot = ("mood", date(2026, 3, 1), None)
    with services.session.vault.write() as journal:
        journal.put(_all_of(journal)[slot].with_value(1.0, clock.now()))

    services.importing.undo(batch.id)

    assert list(_all(services)) == [slot]


def test_a_restored_export_the_second_time_adds_nothing(take_in):
    take_in(FILES / "companion_1.json")

    preview, batch, changes = take_in(FILES / "companion_1.json")

    assert (preview.n_already_there, batch.n_values, bool(changes)) == (4, 0, False)


OWN = {
    "id": "tea_cups", "label": "Cups of tea", "kind": "count", "worse": "neither",
    "day_rule": "sum", "scale": {"low": 0, "high": 99, "step": 1}, "unit": "", "hint": "",
    "options": [], "open_options": False, "version": 1, "on": True, "order": 1000,
    "watched": False, "own": True, "asked_with": None, "words": [], "quick": [],
    "derived_from": None,
}  # fmt: skip


def _export(*observations, **lists):
    return json.dumps(
        {"format": "iop_companion", "version": 1, "observations": list(observations), **lists}
    )


def _mood(number, value):
    return {
        "id": f"0b7f5d2a-0000-4000-8000-{number:012}", "measure_id": "mood", "measure_version": 1,
        "day": "2026-03-01", "value": value, "recorded_at": "2026-03-01T21:05:00+01:00",
        "source": "typed",
    }  # fmt: skip


def test_a_measure_answered_since_stays_when_the_import_that_brought_it_is_taken_back(
    services, take_in, file
):
    preview, batch, _changes = take_in(file(_export(measures=[OWN]), "x.json"))
    services.check_ins.record(CheckInDraft(date(2026, 3, 12), {"tea_cups": 3.0}))

    taken_back = services.importing.undo(batch.id)

    assert (preview.n_new_records, preview.has_news, batch.n_values) == (1, True, 0)
    assert taken_back.n_stayed == 1
    assert services.importing.batches() == ()
    assert services.check_ins.day().values["tea_cups"].value == 3.0


def test_a_measure_nobody_answered_goes_with_the_import_that_brought_it(services, take_in, file):
    _preview, batch, _changes = take_in(file(_export(measures=[OWN]), "x.json"))

    assert services.importing.undo(batch.id).n_stayed == 0

    with pytest.raises(KnownProblem, match="unknown_measure"):
        services.measures.get("tea_cups")


def test_a_value_typed_over_stays_and_is_counted(services, clock, take_in, file):
    _preview, batch, _changes = take_in(file("day,mood,anxiety\n2026-03-01,6,3\n"))
    clock.move(hours=1)
    services.check_ins.record(CheckInDraft(date(2026, 3, 1), {"mood": 5.0}))

    taken_back = services.importing.undo(batch.id)

    assert taken_back.n_stayed == 1
    assert [part.value for part in _all(services).values()] == [5.0]


def test_a_value_changed_and_changed_back_goes_with_its_import(services, clock, take_in, file):
    _preview, batch, _changes = take_in(file("day,mood\n2026-03-01,6\n"))
    for value in (5.0, 6.0):
        clock.move(hours=1)
        services.check_ins.record(CheckInDraft(date(2026, 3, 1), {"mood": value}))

    taken_back = services.importing.undo(batch.id)

    assert (taken_back.n_stayed, _all(services)) == (0, {})


def test_what_stands_twice_in_the_file_is_no_business_of_the_vault(services, take_in, file):
    path = file(
        "day,measure,value\n2026-03-01,mood,6\n2026-03-01,mood,6\n2026-03-01,mood,4\n"
        "2026-03-02,mood,5\n"
    )

    preview, batch, _changes = take_in(path)

    assert (preview.n_read, len(preview.fresh), preview.n_repeated) == (3, 2, 1)
    assert (preview.n_already_there, preview.conflicts, batch.n_values) == (0, (), 2)
    (refused,) = preview.contents.refused
    assert refused.line == 4
    again = services.importing.preview(path)
    assert (again.n_already_there, again.n_repeated, again.conflicts) == (3, 0, ())


def test_an_export_with_two_values_for_one_slot_brings_in_the_first(services, take_in, file):
    text = _export(_mood(1, 6), _mood(2, 4), _mood(3, 6))

    preview, batch, _changes = take_in(file(text, "x.json"))

    assert (batch.n_values, preview.n_read, preview.n_repeated) == (1, 2, 1)
    (refused,) = preview.contents.refused
    assert refused.day == date(2026, 3, 1)
    assert refused.reason.startswith("Mood of 2026-03-01 stands twice in the file, differently")
    assert [part.value for part in _all(services).values()] == [6.0]
    assert services.importing.undo(batch.id).n_stayed == 0
    assert _all(services) == {}


def test_an_export_whose_values_are_all_here_still_brings_in_the_rest(services, take_in, file):
    services.check_ins.record(CheckInDraft(date(2026, 3, 1), {"mood": 6.0}))
    session = {
        "id": "0b7f5d2a-0000-4000-8000-000000000010", "day": "2026-03-02",
        "recorded_at": "2026-03-02T20:00:00+01:00",
    }  # fmt: skip
    path = file(_export(_mood(1, 6), sessions=[session]), "x.json")

    preview, _batch, _changes = take_in(path)

    assert (preview.fresh, preview.n_new_records, preview.has_news) == ((), 1, True)
    assert services.sessions.all() == [date(2026, 3, 2)]
    assert not services.importing.preview(path).has_news
