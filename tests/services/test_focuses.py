"""Focuses decide the rows of Today; nothing recorded is touched."""

import pytest

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.focuses import Focuses
from iop_companion.services.history import History
from iop_companion.services.measures import MeasureList
from tests.open_session import open_session

USUAL = ["sleep_duration", "movement_minutes", "skills", "medicine_taken", "note"]


@pytest.fixture
def session(tmp_path):
    with open_session(tmp_path) as opened:
        yield opened


@pytest.fixture
def history():
    return History()


@pytest.fixture
def measures(session, history):
    return MeasureList(session, load_catalog(), history)


@pytest.fixture
def focuses(session, measures, history):
    return Focuses(session, load_catalog(), measures, history)


def heads(measures):
    return [row.id for row in measures.rows() if row.asked_with is None]


def test_one_focus_shows_its_rows_with_what_is_asked_inside_them(focuses, measures):
    focuses.apply(["substance_use"])
    assert heads(measures) == ["urge", "used", *USUAL]
    assert {"urge_acted_on", "urge_set_off_by"} <= {row.id for row in measures.rows()}


def test_several_focuses_ask_each_row_once_in_the_order_of_today(focuses, measures):
    shown = focuses.rows(["substance_use", "mood"])
    focuses.apply(["substance_use", "mood"])
    assert heads(measures) == [row.id for row in shown]
    assert heads(measures) == ["mood", "motivation", "urge", "used", *USUAL]
    assert focuses.chosen() == ("mood", "substance_use")


@pytest.mark.parametrize("focus", [focus.id for focus in load_catalog().focuses])
def test_each_focus_can_be_chosen_and_asks_what_it_says(focuses, measures, focus):
    focuses.apply([focus])
    (chosen,) = [one for one in focuses.all() if one.id == focus]
    assert set(heads(measures)) == set(chosen.rows)


def test_choosing_anew_replaces_the_rows_and_one_undo_brings_them_back(
    focuses, measures, session, history
):
    focuses.apply(["mood"])
    before = heads(measures)
    focuses.apply(["bipolar"])
    assert "mood" not in heads(measures)
    history.undo(session.vault)
    assert heads(measures) == before
    assert focuses.chosen() == ("mood",)
    history.redo(session.vault)
    assert focuses.chosen() == ("bipolar",)


def test_own_measures_stay_on_whatever_is_chosen(focuses, measures):
    measures.add("pages_read", "Pages read", "count")
    focuses.apply(["trauma"])
    assert "pages_read" in heads(measures)
    measures.set_on(MeasureId("pages_read"), False)
    focuses.apply(["mood"])
    assert "pages_read" not in heads(measures)


def test_choosing_the_same_again_changes_nothing(focuses):
    assert focuses.apply(["mood"])
    assert not focuses.apply(["mood"])


def test_an_unknown_focus_is_refused_and_changes_nothing(focuses, measures):
    before = heads(measures)
    with pytest.raises(KnownProblem, match="unknown_focus"):
        focuses.apply(["mood", "nonsense"])
    assert heads(measures) == before
    assert focuses.chosen() == ()
