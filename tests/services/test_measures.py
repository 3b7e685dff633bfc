"""The list of measures: catalogue, own ones, and what Today shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.measure import DayRule, Kind, Measure, Worse
from iop_companion.domain.records import ParticipantSetting
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.history import History
from iop_companion.services.measures import MAX_LABEL, ROWS_SETTING, SCALES, MeasureList
from tests.open_session import PASSPHRASE, open_session


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


@pytest.fixture
def measures(session):
    return MeasureList(session, load_catalog())


def ids(found):
    return [measure.id for measure in found]


def test_today_asks_the_default_rows_with_their_parts_inside(measures):
    assert ids(measures.rows()) == [
        *("mood", "anxiety", "urge", "urge_set_off_by", "urge_acted_on"),
        *("sleep_duration", "sleep_quality", "movement_minutes", "movement_kind"),
        *("skills", "medicine_taken", "note"),
    ]


def test_the_panel_looks_at_these(measures):
    assert set(ids(measures.watched())) == {
        *("mood", "anxiety", "urge", "sleep_duration", "sleep_quality", "movement_minutes"),
        *("skills_used", "distress", "energy", "irritability", "mood_low", "mood_high"),
        *("voices", "suspicious_thoughts"),
    }


def test_an_own_measure_joins_rows_panel_and_list(measures):
    changes = measures.add("panic_count", "Panic", "count", "high")
    added = measures.get("panic_count")
    assert changes.changes[0].before is None
    assert changes.changes[0].after == added
    assert (added.label, added.kind, added.worse, added.own) == ("Panic", Kind.COUNT, "high", True)
    assert added.day_rule is DayRule.SUM
    assert "panic_count" in ids(measures.rows())
    assert "panic_count" in ids(measures.watched())


def test_an_own_measure_without_a_worse_side_is_not_watched(measures):
    measures.add("pages_read", "Pages read", "count")
    assert "pages_read" not in ids(measures.watched())


def test_each_scale_name_makes_a_measure_that_says_the_same_name(measures):
    for n, scale in enumerate(SCALES):
        measures.add(f"mine_{n}", "Mine", scale, "both")
        assert measures.get(f"mine_{n}").scale_name == scale


NO_MEASURES = [
    ("", "Panic", "count", "high"),
    ("Panic", "Panic", "count", "high"),
    ("panic-count", "Panic", "count", "high"),
    ("1panic", "Panic", "count", "high"),
    ("panic__count", "Panic", "count", "high"),
    ("panic_", "Panic", "count", "high"),
    ("pánico", "Panic", "count", "high"),
    ("p" * 41, "Panic", "count", "high"),
    ("panic\n", "Panic", "count", "high"),
    ("panic", "  ", "count", "high"),
    ("panic", "P" * (MAX_LABEL + 1), "count", "high"),
    ("panic", "Pa\x00nic", "count", "high"),
    ("panic", "Panic", "0-11", "high"),
    ("panic", "Panic", "choice", "high"),
    ("panic", "Panic", "count", "sideways"),
]


def test_a_description_that_is_none_is_refused_and_nothing_is_kept(measures, session):
    for description in NO_MEASURES:
        with pytest.raises(KnownProblem) as caught:
            measures.add(*description)
        assert (caught.value.code, caught.value.facts) == ("bad_measure", {}), description
    with session.vault.read() as journal:
        assert journal.all(Measure) == []


def test_an_id_that_is_taken_is_refused(measures):
    measures.add("mine", "Mine", "0-10")
    for taken in ("mood", "skills_used", "mine"):
        with pytest.raises(KnownProblem) as caught:
            measures.add(taken, "Another", "0-10")
        assert (caught.value.code, caught.value.facts) == ("measure_exists", {"measure": taken})


def test_an_unknown_measure_is_a_known_problem(measures):
    with pytest.raises(KnownProblem) as caught:
        measures.get("moood")
    assert (caught.value.code, caught.value.facts) == ("unknown_measure", {"measure": "moood"})


def test_a_row_is_hidden_and_shown_again(measures):
    hidden = measures.set_on("sleep_duration", False)
    assert hidden
    assert not {"sleep_duration", "sleep_quality"} & set(ids(measures.rows()))
    assert not measures.get("sleep_duration").on
    assert measures.get("sleep_quality").on
    measures.set_on("sleep_duration", True)
    assert ids(measures.rows()).index("sleep_quality") == (
        ids(measures.rows()).index("sleep_duration") + 1
    )


def test_a_row_that_is_off_by_default_can_be_asked(measures):
    measures.set_on("energy", True)
    assert ids(measures.rows())[:3] == ["mood", "anxiety", "energy"]
    assert not measures.set_on("energy", True)


def test_a_derived_count_is_never_asked(measures):
    measures.set_on("skills_used", True)
    assert "skills_used" not in ids(measures.rows())


def test_switching_an_unknown_row_is_refused(measures):
    with pytest.raises(KnownProblem, match="unknown_measure"):
        measures.set_on("moood", True)


def test_while_locked_the_catalogue_alone_is_listed(measures, session):
    measures.add("mine", "Mine", "0-10")
    assert "mine" in ids(measures.all())
    session.lock()
    assert "mine" not in ids(measures.all())
    with pytest.raises(KnownProblem, match="locked"):
        measures.add("other", "Other", "0-10")
    session.unlock(PASSPHRASE)
    assert "mine" in ids(measures.all())


def test_a_measure_changed_elsewhere_is_seen_at_once(measures, session):
    assert measures.get("mood").version == 1
    mood = measures.get("mood")
    newer = Measure(mood.id, "Mood, reworded", mood.kind, Worse.LOW, scale=mood.scale, version=2)
    with session.vault.write() as journal:
        journal.put(mood)
        journal.put(newer)
    assert measures.get("mood").label == "Mood, reworded"


def test_an_own_measure_comes_back_whole_from_the_vault(measures, session):
    quality = measures.get("sleep_quality")
    with session.vault.write() as journal:
        journal.put(quality)
    assert measures.get("sleep_quality") == quality


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("rows")) as opened:
        yield MeasureList(opened, load_catalog())


@given(
    st.lists(
        st.tuples(st.sampled_from(["mood", "urge", "energy", "note"]), st.booleans()), max_size=6
    )
)
@settings(max_examples=20)
def test_the_last_switch_of_a_row_stands(long_lived, switches):
    for measure_id, on in switches:
        long_lived.set_on(measure_id, on)
    for measure_id, on in dict(switches).items():
        assert long_lived.get(measure_id).on == on


@pytest.mark.parametrize("text", ["[]", "{", '{"on": 3}', '{"off": [[1]]}', "[" * 9000])
def test_rows_that_are_none_leave_the_defaults(session, measures, text):
    before = ids(measures.rows())
    with session.vault.write() as journal:
        journal.put(ParticipantSetting(ROWS_SETTING, text))

    assert ids(measures.rows()) == before
    measures.set_on("energy", on=True)
    assert "energy" in ids(measures.rows())


def test_a_row_switched_on_and_a_measure_added_are_steps_of_undo(session):
    history = History()
    measures = MeasureList(session, load_catalog(), history)
    before = ids(measures.rows())
    measures.set_on("energy", on=True)
    measures.add("tea", "Tea", "count")

    assert history.undo_label == "measure_added"
    history.undo(session.vault)
    assert "tea" not in ids(measures.all())
    history.undo(session.vault)

    assert ids(measures.rows()) == before
    assert not history.can_undo
