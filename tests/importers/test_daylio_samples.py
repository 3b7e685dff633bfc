"""Daylio files from elsewhere: every data row is read or refused, and the days agree.

The expected counts and days are those of ``FACTS.md`` beside the samples. The files stay where they
are; nothing of their contents is repeated here.
"""

from datetime import date

import pytest

from iop_companion.domain.import_preview import ImportMapping
from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers.daylio import DaylioImporter

pytestmark = pytest.mark.samples

OLDEST, NEWEST = date(2022, 10, 26), date(2022, 10, 30)

# file: data rows, rows read with Daylio's own names alone, rows read with every name mapped, days
ROWS = {
    "carlosonunez_daylio.csv": (3, 3, 3, date(2023, 12, 15), date(2023, 12, 17)),
    "derived_polish_2017_year_header.csv": (20, 20, 20, date(2017, 11, 1), date(2017, 11, 20)),
    "deutschegabanna_bad_inconsistent_fields.csv": (5, 0, 5, OLDEST, NEWEST),
    "deutschegabanna_bad_missing_fields.csv": (5, 0, 3, OLDEST, NEWEST),
    "deutschegabanna_bad_unknown_fields.csv": (12, 1, 12, date(2022, 10, 25), date(2022, 10, 30)),
    "deutschegabanna_escaped_characters.csv": (5, 0, 5, OLDEST, NEWEST),
    "deutschegabanna_ok.csv": (12, 1, 12, date(2022, 10, 25), date(2022, 10, 30)),
    "masked_daylio_visualizer.csv": (419, 415, 419, date(2020, 9, 25), date(2021, 10, 24)),
    "masked_mood_stats.csv": (77, 77, 77, date(2018, 11, 8), date(2019, 1, 25)),
    "michaelcurrin_sample.csv": (3, 0, 3, date(2021, 9, 26), date(2021, 9, 28)),
}  # fmt: skip


def _read(samples, name, measures, moods=()):
    path = samples / "daylio_csv" / name
    return DaylioImporter().read(path, measures, ImportMapping(moods=dict(moods)))


def _n_read(contents):
    return len({value.line for value in contents.values})


def test_these_are_all_the_files(samples):
    names = {path.name for path in (samples / "daylio_csv").iterdir()}

    assert names == {*ROWS, "deutschegabanna_bad_empty.csv"}


@pytest.mark.parametrize("name", ROWS)
def test_rows_read_and_refused_are_the_data_rows_and_the_days_agree(samples, measures, name):
    n_rows, n_read, _n_mapped, first, last = ROWS[name]

    contents = _read(samples, name, measures)

    assert (contents.n_rows, _n_read(contents)) == (n_rows, n_read)
    assert _n_read(contents) + len(contents.refused) == n_rows
    assert (min(contents.days), max(contents.days)) == (first, last)


@pytest.mark.parametrize("name", ROWS)
def test_with_every_name_mapped_only_rows_without_day_or_mood_stay_out(samples, measures, name):
    n_rows, _n_read_before, n_mapped, first, last = ROWS[name]
    names = {mood.name: 5.0 for mood in _read(samples, name, measures).unmapped}

    contents = _read(samples, name, measures, names)

    assert _n_read(contents) == n_mapped
    assert len(contents.refused) == n_rows - n_mapped
    assert (min(contents.days), max(contents.days)) == (first, last)


def test_the_empty_file_is_refused_whole(samples, measures):
    with pytest.raises(KnownProblem, match="file_empty"):
        _read(samples, "deutschegabanna_bad_empty.csv", measures)
