"""What is read as one is not broken between two lines."""

import pytest

from iop_companion.ui.toolkit.kept_together import WordsLabel, kept_together

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("words", "together"),
    [
        ("from 7.3 h to 5.4 h", "from 7.3~h to 5.4~h"),
        ("in your usual range, 5.0 to 7.0.", "in your usual range, 5.0~to~7.0."),
        ("Sleep quality, 1 to 5", "Sleep quality, 1~to~5"),
        ("since Monday 2 March (11 of 11 days", "since Monday 2~March (11 of 11 days"),
        ("12 November 2025 to 2 March 2026.", "12~November 2025 to 2~March 2026."),
        ("6 ticks, 3 before a hard time", "6 ticks, 3 before a hard time"),
    ],
)
def test_amounts_ranges_and_dates_are_kept_together(words, together):
    assert kept_together(words) == together.replace("~", NO_BREAK)


def test_a_label_gives_its_words_back_as_they_were_set(qtbot):
    label = WordsLabel("0 to 10 since 12 March")
    qtbot.addWidget(label)
    assert label.text() == "0 to 10 since 12 March"
