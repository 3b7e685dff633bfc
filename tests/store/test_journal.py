"""The journal over a real encrypted vault: what goes in comes out, and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iop_companion.domain.ids import ImportId, MeasureId, ObservationId, RecordId, new_id
from iop_companion.domain.measure import Kind, Measure, Option, Scale, Worse
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Draft, NumberColumns, NumberMark, TagRow, Touched
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    EpisodeOutcome,
    ImportBatch,
    OfferCause,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PastVersion,
    PlanStep,
    PlanZone,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.store.journal import MOST_PLACES
from iop_companion.store.observations import MOST_VERSIONS
from tests.store.entries import DAY, EVENING, entry

TEXTS = st.text(max_size=60)
INSTANTS = st.builds(
    lambda naive, offset: naive.replace(tzinfo=timezone(timedelta(minutes=offset))),
    st.datetimes(*(datetime(year, 1, 1) for year in (1902, 2199))).map(  # noqa: DTZ001 -- zone below
        lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
    ),
    st.integers(-14 * 60, 14 * 60),
)
VALUES = (
    st.floats(allow_nan=False)
    | TEXTS.filter(bool)
    | st.sets(TEXTS, min_size=1, max_size=5).map(lambda tags: tuple(sorted(tags)))
)
OBSERVATIONS = st.builds(
    Observation,
    id=st.builds(lambda: ObservationId(new_id())),
    measure_id=st.sampled_from(["mood", "note", "skills"]).map(MeasureId),
    measure_version=st.integers(1, 1000),
    day=st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    value=VALUES,
    recorded_at=INSTANTS,
    moment=st.none() | st.times(),
    source=st.sampled_from(["typed", "paper", "demo", "import:1"]),
    private=st.booleans(),
    note=TEXTS,
    zone=st.sampled_from(["", "Europe/Warsaw"]),
)


@pytest.fixture
def put(vault):
    """Put records in one transaction each; return what was there before the last."""

    def put(*records):
        before = None
        for record in records:
            with vault.write() as journal:
                before = journal.put(record)
        return before

    return put


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(found=st.lists(OBSERVATIONS, max_size=12, unique_by=lambda one: one.slot))
def test_observations_come_back_as_they_were_put(vault, found):
    with vault.write() as journal:
        for old in journal.observations():
            journal.remove(old)
        for one in found[: len(found) // 2]:
            assert journal.put(one) is None
        journal.put_many(found[len(found) // 2 :])

    with vault.read() as journal:
        back = journal.observations()

    assert {one.id: one for one in back} == {one.id: one for one in found}
    assert [one.recorded_at.utcoffset() for one in sorted(back, key=lambda one: one.id)] == [
        one.recorded_at.utcoffset() for one in sorted(found, key=lambda one: one.id)
    ]
    assert [(one.day, str(one.moment or "")) for one in back] == sorted(
        (one.day, str(one.moment or "")) for one in back
    )


def test_text_that_no_file_can_hold_is_kept_but_for_the_broken_part(vault, put):
    put(entry("a\ud800b", measure="note", note="nul \x00 stays"))

    with vault.read() as journal:
        (back,) = journal.observations()
    assert back.value == "a\ufffdb"
    assert back.note == "nul \x00 stays"


def test_putting_returns_what_was_there(vault, put):
    first = entry(4.0)
    changed = first.with_value(6.0, EVENING + timedelta(hours=1))

    assert put(first) is None
    assert put(changed) == first
    assert put(changed) == changed
    with vault.read() as journal:
        assert journal.observations() == [changed]


def test_every_edit_of_value_note_or_mark_keeps_the_state_before(vault, put, clock):
    first = entry(4.0)
    second = first.with_value(6.0, EVENING)
    third = replace(second, note="on second thought")
    fourth = replace(third, private=True)
    put(first, second, third, fourth)

    with vault.read() as journal:
        past = journal.past_versions(first.id)
    assert [version.observation for version in past] == [first, second, third]
    assert {version.replaced_at for version in past} == {clock.now()}
    assert past[0].replaced_at.utcoffset() == clock.now().utcoffset()


def test_saving_the_same_again_keeps_no_history(vault, put):
    first = entry(4.0)
    put(first, replace(first, recorded_at=EVENING + timedelta(minutes=1)), first)

    with vault.read() as journal:
        assert journal.past_versions(first.id) == []


def test_only_the_latest_versions_are_kept(vault, put):
    first = entry(0.0)
    put(*(first.with_value(float(n), EVENING) for n in range(MOST_VERSIONS + 8)))

    with vault.read() as journal:
        past = journal.past_versions(first.id)
    assert [version.observation.value for version in past] == [
        float(n) for n in range(7, MOST_VERSIONS + 7)
    ]


def test_what_is_removed_lies_in_the_trash_and_is_nowhere_else(vault, put, clock):
    older, newer = entry(1.0), entry(2.0, day=DAY + timedelta(days=1))
    put(older, newer, entry(3.0, measure="urge"))
    for gone in (older, newer):
        with vault.write() as journal:
            journal.remove(gone)
            journal.remove(gone)
        clock.move(minutes=1)

    with vault.read() as journal:
        assert journal.trash() == [newer, older]
        assert [one.measure_id for one in journal.observations()] == ["urge"]
        assert journal.count_observations() == 1
        assert journal.number_columns([MeasureId("mood")]) == []
        assert journal.days_with_entries() == [DAY]
        assert journal.first_day() == DAY


def test_putting_back_takes_out_of_the_trash(vault, put):
    first = entry(1.0)
    put(first)
    with vault.write() as journal:
        journal.remove(first)
        assert journal.put(first) is None
        assert journal.trash() == []
        assert journal.observations() == [first]


def test_a_slot_freed_by_the_trash_can_be_filled_anew(vault, put):
    old, new = entry(1.0), entry(2.0)
    put(old)
    with vault.write() as journal:
        journal.remove(old)
        journal.put(new)

    with pytest.raises(KnownProblem, match="slot_taken"), vault.write() as journal:
        journal.put(old)
    with vault.read() as journal:
        assert journal.observations() == [new]
        assert journal.trash() == [old]


def test_two_values_of_one_slot_are_refused_but_moments_are_slots_of_their_own(vault, put):
    put(entry(1.0), entry(2.0, moment=time(9)), entry(3.0, moment=time(21, 30)))

    for moment in (None, time(9)):
        with pytest.raises(KnownProblem, match="slot_taken"), vault.write() as journal:
            journal.put(entry(9.0, moment=moment))
        with pytest.raises(KnownProblem, match="slot_taken"), vault.write() as journal:
            journal.put_many([entry(9.0, moment=moment)])
    with vault.read() as journal:
        assert [one.value for one in journal.observations()] == [1.0, 2.0, 3.0]


def test_an_exception_in_the_block_takes_everything_back(vault, put):
    put(kept := entry(1.0))
    before = vault.generation

    with pytest.raises(ZeroDivisionError), vault.write() as journal:  # noqa: PT012 -- the break comes last
        journal.put(kept.with_value(2.0, EVENING))
        journal.put(SessionDate(RecordId("1"), DAY, EVENING))
        journal.remove(kept)
        raise ZeroDivisionError

    with vault.read() as journal:
        assert journal.observations() == [kept]
        assert journal.all(SessionDate) == []
        assert journal.past_versions(kept.id) == []
    assert vault.generation == before


def test_the_generation_grows_with_every_write_but_not_with_drafts_or_reads(vault, put):
    seen = [vault.generation]
    put(entry())
    seen.append(vault.generation)
    put(ParticipantSetting("rows", "[]"))
    seen.append(vault.generation)
    with vault.write() as journal:
        journal.keep_draft(Draft(DAY, EVENING, "{}"))
    with vault.read() as journal:
        journal.observations()

    assert seen == sorted(set(seen))
    assert vault.generation == seen[-1]


def test_a_vault_tells_which_days_were_touched_since_and_what_else_by_its_kind(vault, put):
    put(kept := entry(1.0))
    before = vault.generation
    next_day = DAY + timedelta(days=1)
    with vault.write() as journal:
        journal.put(kept.with_value(2.0, EVENING))
        journal.put_many([entry(3.0, day=next_day)])
    first = vault.generation
    put(SessionDate(RecordId("1"), DAY, EVENING))
    with vault.write() as journal:
        journal.remove(kept)

    mood = kept.measure_id
    assert vault.touched_since(before) == Touched(
        frozenset({(mood, DAY), (mood, next_day)}), frozenset({SessionDate})
    )
    assert vault.touched_since(first) == Touched(frozenset({(mood, DAY)}), frozenset({SessionDate}))
    assert vault.touched_since(vault.generation) == Touched()


def test_a_value_that_moves_to_another_day_touches_both(vault, put):
    put(kept := entry(1.0))
    before = vault.generation
    other = DAY + timedelta(days=3)
    put(replace(kept, day=other))

    touched = vault.touched_since(before)
    assert touched.values == {(kept.measure_id, DAY), (kept.measure_id, other)}


def test_a_vault_says_when_it_no_longer_knows_what_was_touched(vault, put):
    before = vault.generation
    put(*(entry(1.0, day=DAY - timedelta(days=n)) for n in range(MOST_PLACES + 1)))
    assert vault.touched_since(before) is None
    after = vault.generation
    for n in range(60):
        put(ParticipantSetting("rows", json.dumps([n])))
    assert vault.touched_since(after) is None
    assert vault.touched_since(vault.generation) == Touched()


def test_what_was_rolled_back_touched_nothing(vault, put):
    put(kept := entry(1.0))
    before = vault.generation
    with pytest.raises(ZeroDivisionError), vault.write() as journal:  # noqa: PT012 -- the break comes last
        journal.put(kept.with_value(2.0, EVENING))
        raise ZeroDivisionError
    assert vault.touched_since(before) == Touched()


def test_no_generation_ever_comes_back(vaults, folder):
    from tests.store.entries import PASSPHRASE

    seen = []
    vault, _code = vaults.create(folder, PASSPHRASE)
    for _ in range(3):
        seen.append(vault.generation)
        vault.close()
        vault = vaults.unlock(folder, PASSPHRASE)
    vault.close()

    assert len(set(seen)) == 3


def test_a_read_inside_a_write_sees_its_writes(vault):
    with vault.write() as outer, vault.read() as inner, vault.write() as innermost:
        outer.put(one := entry(1.0))
        assert inner.observations() == [one]
        innermost.put(entry(2.0, measure="urge"))
    with vault.read() as journal, vault.read() as again:
        assert journal.count_observations() == again.count_observations() == 2


def test_a_write_inside_a_read_is_a_mistake_of_ours(vault):
    with vault.read(), pytest.raises(Bug), vault.write():
        pass


def test_a_period_includes_both_its_days_and_only_the_measures_asked_for(vault):
    days = [DAY + timedelta(days=n) for n in range(5)]
    with vault.write() as journal:
        journal.put_many(
            entry(float(n), measure=measure, day=day)
            for n, day in enumerate(days)
            for measure in ("mood", "urge")
        )

    with vault.read() as journal:
        some = journal.observations(days[1], days[3], [MeasureId("urge")])
        assert [(one.day, one.measure_id) for one in some] == [(d, "urge") for d in days[1:4]]
        assert journal.observations(measures=[]) == []
        assert len(journal.observations(first=days[3])) == 4
        assert len(journal.observations(last=days[0])) == 2


def test_bulk_rows_are_ordered_and_marked(vault):
    late = DAY + timedelta(days=4)
    recorded_late = datetime(2026, 11, 24, 8, tzinfo=UTC)
    with vault.write() as journal:
        journal.put(entry(2.0, measure="urge", moment=time(20), source="paper"))
        journal.put(entry(1.0, measure="urge", moment=time(8)))
        journal.put(entry(6.0, recorded_at=recorded_late))
        journal.put(entry(5.0, day=late, source="import:9"))
        journal.put(entry(("walk", "breathe"), measure="skills"))
        journal.put(entry("some", measure="medicine", source="paper"))
        journal.put(entry("words", measure="note"))

    with vault.read() as journal:
        asked = [MeasureId("urge"), MeasureId("mood"), MeasureId("none")]
        numbers = journal.number_columns(asked)
        tags = journal.tag_rows([MeasureId("skills"), MeasureId("medicine"), MeasureId("mood")])
        none = journal.number_columns([]), journal.tag_rows([])
    day = DAY.toordinal()
    mood, urge, paper = MeasureId("mood"), MeasureId("urge"), NumberMark.PAPER
    assert numbers == [
        NumberColumns(
            urge, (day, day), (1.0, 2.0), (NumberMark.OF_MOMENT, NumberMark.OF_MOMENT | paper)
        ),
        NumberColumns(
            mood, (day, late.toordinal()), (6.0, 5.0), (NumberMark.LATE, NumberMark.IMPORTED)
        ),
    ]
    assert tags == [
        TagRow(MeasureId("medicine"), day, "", ("some",), False, "paper"),
        TagRow(MeasureId("skills"), day, "", ("walk", "breathe"), False, "typed"),
    ]
    assert none == ([], [])


def test_versions_are_read_where_a_measure_was_redefined(vault):
    mood, urge = MeasureId("mood"), MeasureId("urge")
    with vault.write() as journal:
        journal.put(entry(6.0))
        journal.put(replace(entry(60.0, day=DAY + timedelta(days=1)), measure_version=2))
        journal.put(replace(entry(3.0, measure="urge"), measure_version=2))
    with vault.read() as journal:
        plain = journal.number_columns([mood])
        told = journal.number_columns([mood, urge], redefined=[mood, urge])
    assert plain[0].versions == ()
    assert plain[0].numbers == told[0].numbers == (6.0, 60.0)
    assert told[0].versions == (1, 2)
    assert told[1].versions == ()  # all of one


def test_the_values_of_one_import_are_found_by_its_id(vault):
    with vault.write() as journal:
        journal.put_many(
            [mine := entry(source="import:a"), entry(source="import:ab", day=date.min)]
        )

    with vault.read() as journal:
        assert journal.observations_of_import(ImportId("a")) == [mine]


RECORDS = [
    SessionDate(RecordId("1"), DAY, EVENING),
    ImportBatch(ImportId("1"), "daylio", EVENING, 12),
    PlanStep(RecordId("1"), PlanZone.WATCH, 1, "Zadzwonić do Oli 🌱"),
    PanelAnswer(RecordId("1"), DAY, Answer.PASSING, DAY + timedelta(days=2)),
    ShownLevel(RecordId("1"), EVENING, DAY, "watch", (MeasureId("mood"), MeasureId("urge")), DAY),
    OwnSign(
        RecordId("1"),
        "Zuschlafen 🌙",
        PlanZone.ACT,
        EVENING,
        DAY,
        rule=SignRule((SignCondition(MeasureId("mood"), Comparison.UNDER, 3.5),), 2),
        tellers=("Ola",),
    ),
    SignTick(RecordId("1"), RecordId("1"), DAY, EVENING, "Ola"),
    SetAside(RecordId("1"), DAY, DAY, "watch", AsideReason.ILL, "grypa"),
    ZoneSaid(RecordId("1"), DAY, PlanZone.WATCH, (RecordId("1"), RecordId("2"))),
    ZonePlan(PlanZone.CALM, DAY, 1, "Choir", ("Ola",), "Komm bitte", DAY, "Dr. Okafor"),
    StepDone(RecordId("1"), RecordId("2"), PlanZone.WATCH, DAY, "Walk"),
    ShownEpisode(
        RecordId("1"), EVENING, DAY, "watch", ("Schlaf 🌙",), "…", DAY, (MeasureId("mood"),)
    ),
    EpisodeOutcome(RecordId("1"), DAY, DAY, is_false_alarm=True),
    UsualOffer(RecordId("1"), OfferCause.BETTER, DAY, DAY, taken=False),
    ParticipantSetting("rows", '["mood"]'),
    Measure(
        MeasureId("grief"),
        "Grief",
        Kind.SCALE,
        Worse.HIGH,
        scale=Scale(1, 3, 1.0),
        words=("a", "b", "c"),
        quick=(1.0, 3.0),
        own=True,
    ),
    Measure(
        MeasureId("with_whom"),
        "With whom",
        Kind.CHOICE,
        options=(Option("alone", "Alone", "a", first=True), Option("n", "Others", group="g")),
    ),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_is_replaced_and_removed(vault, put, record):
    assert put(record) is None
    with vault.read() as journal:
        assert journal.all(type(record)) == [record]
    assert put(record) == record

    if isinstance(record, ShownLevel | ShownEpisode):
        return
    with vault.write() as journal:
        journal.remove(record)
        journal.remove(record)
        assert journal.all(type(record)) == []


def test_records_come_in_an_order_of_their_own(vault, put):
    put(
        SessionDate(RecordId("b"), DAY, EVENING),
        SessionDate(RecordId("a"), DAY - timedelta(days=7), EVENING),
        PlanStep(RecordId("3"), PlanZone.WATCH, 1, "second"),
        PlanStep(RecordId("2"), PlanZone.WATCH, 0, "first"),
        PlanStep(RecordId("1"), PlanZone.ACT, 0, "act"),
    )

    with vault.read() as journal:
        assert [one.id for one in journal.all(SessionDate)] == ["a", "b"]
        assert [step.text for step in journal.all(PlanStep)] == ["act", "first", "second"]


def test_a_changed_record_gives_back_the_one_before(put):
    step = PlanStep(RecordId("1"), PlanZone.WATCH, 0, "Walk")

    assert put(step, replace(step, done_on=DAY)) == step
    assert put(replace(step, text="Swim")) == replace(step, done_on=DAY)


def test_the_log_of_shown_levels_only_grows(vault, put):
    line = ShownLevel(RecordId("1"), EVENING, DAY, "calm")
    put(line)

    assert put(replace(line, level="watch")) == line
    with vault.read() as journal:
        assert journal.all(ShownLevel) == [line]
    with pytest.raises(Bug), vault.write() as journal:
        journal.remove(line)


def test_versions_of_a_measure_are_kept_with_the_current_one_last(vault, put):
    first = Measure(MeasureId("grief"), "Grief", Kind.SCALE, scale=Scale(0, 10), own=True)
    second = replace(first, label="Loss", version=2)
    other = replace(first, id=MeasureId("joy"))

    assert put(first, other, second) == first
    with vault.read() as journal:
        assert journal.all(Measure) == [first, second, other]
    assert put(first) == second
    with vault.read() as journal:
        assert {one.id: one for one in journal.all(Measure)} == {"grief": first, "joy": other}


def test_versions_of_a_sign_and_of_a_zone_are_kept_with_the_current_one_last(vault, put):
    first = OwnSign(RecordId("s"), "Late nights", PlanZone.WATCH, EVENING, DAY)
    second = replace(first, words="Up past one", version=2)
    calm = ZonePlan(PlanZone.CALM, DAY)
    later = replace(calm, how_i_know="Choir", version=2)

    assert put(first, second) == first
    assert put(calm, later) == calm
    assert put(first) == second
    with vault.read() as journal:
        assert journal.all(OwnSign) == [second, first]
        assert journal.all(ZonePlan) == [calm, later]


def test_a_setting_is_read_by_its_key(vault, put):
    put(ParticipantSetting("talk_points", '["sleep"]'))

    with vault.read() as journal:
        assert journal.setting("talk_points") == '["sleep"]'
        assert journal.setting("none") is None


def test_drafts_are_one_a_day(vault):
    body = '{"note": "halb fertig…"}'
    with vault.write() as journal:
        journal.keep_draft(Draft(DAY, EVENING, "old"))
        journal.keep_draft(Draft(DAY, EVENING + timedelta(minutes=1), body))
        journal.keep_draft(Draft(DAY - timedelta(days=1), EVENING, "{}"))

    with vault.write() as journal:
        assert journal.draft(DAY) == Draft(DAY, EVENING + timedelta(minutes=1), body)
        assert [draft.day for draft in journal.drafts()] == [DAY - timedelta(days=1), DAY]
        journal.drop_draft(DAY)
        journal.drop_draft(DAY)
        assert journal.draft(DAY) is None


def test_a_full_export_can_be_put_back_with_its_history_and_trash(vaults, vault, put, tmp_path):
    from tests.store.entries import PASSPHRASE

    first = entry(1.0)
    put(first, first.with_value(2.0, EVENING), gone := entry(5.0, measure="urge"))
    put(also_gone := entry(6.0, measure="urge", day=DAY + timedelta(days=1)))
    with vault.write() as journal:
        journal.remove(gone)
        journal.remove(also_gone)
        content = journal.observations(), journal.all_past_versions(), journal.trash()
    other, _code = vaults.create(tmp_path / "other", PASSPHRASE)

    with other.write() as journal:
        live, past, trash = content
        journal.put_many(live)
        assert journal.put_trashed(trash) == 2
        assert journal.put_past_versions(past) == 1
        assert journal.put_trashed(trash) == journal.put_past_versions(past) == 0
    with other.read() as journal:
        assert (journal.observations(), journal.all_past_versions(), journal.trash()) == content
        assert [type(version) for version in past] == [PastVersion]
    other.close()


def test_an_import_undone_and_done_again_comes_out_of_the_trash(vault):
    batch = [entry(float(n), day=DAY - timedelta(days=n), source="import:1") for n in range(5)]
    with vault.write() as journal:
        journal.put_many(batch)
        for one in batch[:3]:
            journal.remove(one)

        assert journal.put_many([*batch[:3], later := entry(9.0, measure="urge")]) == 4
        assert journal.trash() == []
        assert len(journal.observations_of_import(ImportId("1"))) == 5
        assert later in journal.observations()


def test_an_empty_vault_has_no_first_day(vault):
    with vault.read() as journal:
        assert journal.first_day() is None
        assert journal.days_with_entries() == []
        assert journal.count_observations() == 0


def test_ten_thousand_observations_are_put_in_one_go(vault):
    many = [
        replace(entry(float(n % 11), day=date.fromordinal(735_000 + n)), id=ObservationId(new_id()))
        for n in range(10_000)
    ]
    with vault.write() as journal:
        assert journal.put_many(iter(many)) == 10_000
        assert journal.put_many([]) == 0

    with vault.read() as journal:
        (moods,) = journal.number_columns([MeasureId("mood")])
        assert list(moods.numbers) == [one.value for one in many]
