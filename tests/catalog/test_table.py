"""A mistake in a data file names the file and the key."""

import pytest

from iop_companion.catalog import parse, table
from iop_companion.foundation import assets
from iop_companion.foundation.errors import Bug

MOOD = """
id = "mood"
version = 1
label = "Mood"
kind = "scale"
low = 0
high = 10
worse = "low"
day_rule = "mean"
order = 10
"""


@pytest.fixture
def read_as(monkeypatch):
    def read(text):
        monkeypatch.setattr(assets, "read_text", lambda _name: text)
        return parse.parse_measure("measures/mood.toml", {})

    return read


def test_a_right_file_is_read(read_as):
    assert read_as(MOOD).scale_name == "0-10"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (MOOD.replace('label = "Mood"', ""), "label: is missing"),
        (MOOD.replace('"Mood"', '"  "'), "label: is empty"),
        (MOOD.replace('"scale"', '"stars"'), "kind: is none of: scale, hours"),
        (MOOD.replace("high = 10", 'high = "ten"'), "high: cannot be str"),
        (MOOD.replace("order = 10", "order = true"), "order: cannot be bool"),
        (MOOD + "worze = 1", "worze: is not a key that is known here"),
        (MOOD + 'options_from = "skilz"', "options_from: is none of"),
        (MOOD + 'options = [{ id = "a" }]', "options[0].label: is missing"),
        (MOOD + 'words = ["Low", "High"]', "a scale needs a word for every step"),
        (MOOD.replace("high = 10", "high = -1"), "a scale needs low < high"),
        (MOOD + "words = [1]", "words: holds something that is not a text"),
        ("id = ", "Invalid value"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_key(read_as, wrong, named):
    with pytest.raises(Bug) as caught:
        read_as(wrong)
    assert str(caught.value).startswith("measures/mood.toml: ")
    assert named in str(caught.value)


def test_a_list_of_tables_must_hold_tables():
    broken = table.Table("x.toml", {"lines": ["text"]})
    with pytest.raises(Bug, match="lines: is not a list of tables"):
        list(broken.tables("lines"))
