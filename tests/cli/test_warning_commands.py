from pathlib import Path

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


def test_warnings_print_every_key_even_before_anything_can_be_said(companion):
    answer = companion("warnings", "--history", "--json")

    assert answer.status == 0
    assert list(answer.object) == [
        "as_of", "level", "measures", "since", "spoke_on", "days_with_entries", "days",
        "chance_per_6_months", "sentence", "episodes",
    ]  # fmt: skip
    assert answer.object["as_of"] == "2026-11-21"
    assert answer.object["level"] in {"learning", "not_enough_entries"}


def test_warnings_speak_of_the_demonstration_too(command):
    answer = command("--demo", "warnings", "--history", "--json")

    assert answer.status == 0
    assert answer.object["level"] in {"calm", "watch"}
    for episode in answer.object["episodes"]:
        assert set(episode) == {"day", "since", "measures", "composite"}


def test_warnings_of_a_day_to_come_are_refused(companion):
    answer = companion("warnings", "--as-of", "2027-01-01", "--json")

    assert (answer.status, answer.out) == (1, "")


def test_warnings_without_json_are_sentences(companion):
    answer = companion("warnings")

    assert answer.status == 0
    assert answer.out.strip()
    assert "{" not in answer.out
