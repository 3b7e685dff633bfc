"""Taking an import back says what stays, and an export brings in more than values."""

from datetime import date
from pathlib import Path

import pytest

from iop_companion.services.views import CheckInDraft
from tests.ui.open_pages import settle

FILES = Path(__file__).parents[2] / "golden" / "imports"
EXPORT = FILES / "companion_1.json"
MARCH_FIRST = date(2026, 3, 1)


@pytest.fixture
def open_imports(open_page, services):
    def build(path):
        opened = open_page("imports", services)
        opened.page._ask_file = lambda _parent: path
        opened.click(opened.panel.file_button)
        settle()
        return opened

    return build


def test_an_import_that_nobody_touched_is_taken_out_whole(open_imports, services):
    opened = open_imports(EXPORT)
    opened.click(opened.panel.import_button)

    opened.click_notice()

    assert opened.said == "What was brought in is taken out again."
    assert services.importing.batches() == ()


def test_what_was_changed_since_stays_and_the_notice_says_so(open_imports, services):
    opened = open_imports(EXPORT)
    opened.click(opened.panel.import_button)
    services.check_ins.record(CheckInDraft(MARCH_FIRST, {"mood": 1.0}))

    opened.click_notice()

    assert opened.said == (
        "What was brought in is taken out again; 1 that you changed or use stays."
    )


def test_an_export_whose_values_are_all_here_still_offers_the_rest(open_imports, services):
    _values_alone(services)
    opened = open_imports(EXPORT)
    button = opened.panel.import_button
    assert (button.text(), button.isEnabled()) == ("Import 6 other things", True)

    opened.click(button)

    assert opened.said == "What was new in the file is imported."
    assert services.sessions.all() == [date(2026, 3, 2)]


def test_with_nothing_new_at_all_the_button_rests(open_imports, services):
    services.importing.commit(services.importing.preview(EXPORT))
    button = open_imports(EXPORT).panel.import_button

    assert (button.text(), button.isEnabled()) == ("Nothing new to import", False)


def _values_alone(services):
    preview = services.importing.preview(EXPORT)
    with services.session.vault.write() as journal:
        journal.put_many(preview.contents.full.observations)
