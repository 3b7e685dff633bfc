import csv
import io
import json
from pathlib import Path

import pytest

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


def test_a_check_in_saves_every_answer_or_none(companion):
    good = companion("check-in", "mood=5", "sleep_duration=7:30", "--day", "2026-03-01", "--json")
    bad = companion("check-in", "mood=50", "anxiety=3", "luck=1", "--day", "2026-03-02", "--json")

    assert good.status == 0
    assert good.object == {
        "day": "2026-03-01", "saved": ["mood", "sleep_duration"], "refused": []
    }  # fmt: skip
    assert bad.status == 1
    assert bad.object == {
        "day": "2026-03-02",
        "saved": [],
        "refused": [
            {"measure": "mood", "reason": "Mood can be a whole number from 0 to 10."},
            {"measure": "luck", "reason": "There is no measure called luck."},
        ],
    }
    assert bad.is_one_sentence
    assert companion("check", "--json").object["entries"] == 2


def test_a_check_in_is_for_today_and_a_second_one_amends_it(companion, tmp_path):
    companion("check-in", "mood=5", "anxiety=2")

    assert companion("check-in", "mood=6", "--json").object["day"] == "2026-11-21"

    companion("export", "csv", tmp_path / "out.csv")
    rows = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8")))
    assert {(row["measure"], row["value"]) for row in rows} == {("mood", "6"), ("anxiety", "2")}


def test_a_note_comes_from_standard_input_out_of_the_shells_history(
    companion, tmp_path, monkeypatch
):
    monkeypatch.setattr("sys.stdin", io.StringIO("Slept at last.\nTea helped.\n"))

    assert companion("check-in", "note=-", "--json").object["saved"] == ["note"]

    companion("export", "json", tmp_path / "out.json")
    (note,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["observations"]
    assert note["value"] == "Slept at last.\nTea helped."


def test_a_note_without_end_is_refused_and_not_cut(companion, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a" * 20_001))

    answer = companion("check-in", "note=-", "--json")

    assert (answer.status, answer.object["saved"]) == (1, [])


def test_a_day_to_come_is_asked_about_and_saved_where_it_is_meant(companion):
    answer = companion("check-in", "mood=5", "--day", "2026-11-22", "--json")

    assert answer.status == 1
    assert answer.object["saved"] == []
    assert answer.object["refused"] == [
        {
            "measure": "mood",
            "reason": "2026-11-22 lies in the future. If you mean it, add --ahead.",
        }
    ]

    meant = companion("check-in", "mood=5", "--day", "2026-11-22", "--ahead", "--json")

    assert (meant.status, meant.object["saved"]) == (0, ["mood"])


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "1.3.2026"])
def test_a_day_that_is_none_is_told_and_nothing_saved(companion, day):
    answer = companion("check-in", "mood=5", "--day", day, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "That is not a day of the calendar." in answer.err
    assert companion("check", "--json").object["entries"] == 0


def test_measures_are_listed_with_all_their_keys(companion):
    listed = {measure["id"]: measure for measure in companion("measures", "list", "--json").object}

    assert listed["mood"] == {
        "id": "mood", "label": "Mood", "scale": "0-10", "worse": "low", "unit": "", "on": True
    }  # fmt: skip
    assert listed["sleep_duration"]["unit"] == "h"
    assert listed["pain"]["on"] is False


def test_the_catalogue_can_be_listed_before_there_is_a_vault(command):
    assert {"mood", "note"} <= {
        measure["id"] for measure in command("measures", "list", "--json").object
    }


def test_a_measure_of_ones_own_is_added_and_used(companion):
    added = companion("measures", "add", "dread", "--label", "Dread", "--scale", "-3..3",
                      "--worse", "high", "--json")  # fmt: skip

    assert added.object == {
        "id": "dread", "label": "Dread", "scale": "-3..3", "worse": "high", "unit": "", "on": True
    }  # fmt: skip
    assert companion("check-in", "dread=-2").status == 0
    assert companion("check-in", "dread=-4").status == 1


@pytest.mark.parametrize(
    "argv",
    [("mood", "0-10"), ("Dread!", "0-10"), ("dread", "0-11"), ("dread", "minutes", "sideways")],
)
def test_a_measure_that_cannot_be_is_told(companion, argv):
    name, scale, *worse = argv
    rest = ["--worse", *worse] if worse else []

    answer = companion("measures", "add", name, "--label", "X", "--scale", scale, *rest, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert answer.is_one_sentence
