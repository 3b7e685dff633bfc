import json
from pathlib import Path

import pytest

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


def test_warnings_print_every_key_even_before_anything_can_be_said(companion):
    answer = companion("warnings", "--history", "--json")

    assert answer.status == 0
    assert list(answer.object) == [
        "as_of", "level", "measures", "since", "spoke_on", "days_with_entries", "days",
        "chance_per_6_months", "sentence", "own_signs", "set_aside", "findings", "chance",
        "limits", "plan", "episodes",
    ]  # fmt: skip
    assert answer.object["as_of"] == "2026-11-21"
    assert answer.object["level"] in {"learning", "not_enough_entries"}


def test_warnings_speak_of_the_demonstration_too(command):
    answer = command("--demo", "warnings", "--history", "--json")

    assert answer.status == 0
    assert answer.object["level"] in {"calm", "watch"}
    for episode in answer.object["episodes"]:
        assert set(episode) == {"day", "since", "measures", "composite"}


def test_the_object_alone_answers_what_a_reader_asks_of_a_warning(command):
    told = command("--demo", "warnings", "--json").object
    in_words = command("--demo", "warnings").out

    assert told["level"] == "watch"
    assert "has moved away from your usual since" in told["sentence"]  # what changed, since when
    assert f"{told['days_with_entries']} of {told['days']} days have an entry" in told["sentence"]
    assert "an unchanged person sees a message like this about once in" in told["chance"]
    assert told["limits"].startswith("It is not a diagnosis or a prediction")
    assert "Tell one person this week that my sleep has slipped" in told["plan"]  # what to do
    for line in (*told["findings"], told["chance"], told["limits"], *told["plan"]):
        assert line in in_words


def test_warnings_of_a_day_to_come_are_refused(companion):
    answer = companion("warnings", "--as-of", "2027-01-01", "--json")

    assert (answer.status, answer.out) == (1, "")


def test_warnings_without_json_are_sentences(companion):
    answer = companion("warnings")

    assert answer.status == 0
    assert answer.out.strip()
    assert "{" not in answer.out


def _shown_levels(companion, tmp_path):
    copy = tmp_path / "everything.json"
    assert companion("export", "json", copy).status == 0
    levels = json.loads(copy.read_text(encoding="utf-8"))["shown_levels"]
    copy.unlink()
    return [line["as_of"] for line in levels]


def test_the_level_a_command_shows_is_logged_once_a_day(companion, tmp_path):
    companion("warnings")
    companion("warnings", "--json")

    assert _shown_levels(companion, tmp_path) == ["2026-11-21"]


@pytest.mark.parametrize("asked", [("--as-of", "2026-11-20"), ("--history",)])
def test_a_look_back_is_not_logged_as_shown(companion, tmp_path, asked):
    assert companion("warnings", *asked).status == 0

    assert _shown_levels(companion, tmp_path) == []
