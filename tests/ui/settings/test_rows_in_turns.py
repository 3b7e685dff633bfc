"""The rows of What to track, made in turns as in the program: whole, in order, or not yet seen."""

import pytest

from iop_companion.ui.settings.tracked_rows import TrackedRows
from iop_companion.ui.toolkit import in_turns
from iop_companion.ui.toolkit.in_turns import work_in_turns


@pytest.fixture
def rows(qtbot, monkeypatch):
    """Rows that are made one an event-loop turn."""
    made = TrackedRows()
    qtbot.addWidget(made)
    made.show()
    monkeypatch.setattr(in_turns, "_TURN_S", 0.0)
    work_in_turns()
    yield made
    work_in_turns(on=False)


def _shown(rows):
    """The ids of the rows that are seen, from the top down."""
    seen = {key: row for key, row in rows.rows.items() if row.isVisible()}
    return sorted(seen, key=lambda key: seen[key].y())


def test_no_row_is_seen_before_all_are_made(rows, services, qtbot):
    measures = services.measures.heads()[:6]
    on = frozenset([measures[1].id])
    rows.show_rows(measures, on)
    assert _shown(rows) == []

    qtbot.waitUntil(lambda: bool(_shown(rows)))
    assert _shown(rows) == [measure.id for measure in measures]
    assert [key for key, row in rows.rows.items() if row.box.isChecked()] == [measures[1].id]


def test_what_is_read_anew_meanwhile_is_what_is_shown(rows, services, qtbot):
    measures = services.measures.heads()[:6]
    rows.show_rows(measures, frozenset())
    rows.show_rows(measures[::-1], frozenset(measure.id for measure in measures))

    qtbot.waitUntil(lambda: bool(_shown(rows)))
    assert _shown(rows) == [measure.id for measure in measures[::-1]]
    assert all(row.box.isChecked() for row in rows.rows.values())
