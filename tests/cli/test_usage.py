from pathlib import Path

import pytest

from iop_companion.cli.app import hoisted

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


def test_options_of_the_whole_program_stand_before_or_after_the_command(companion, tmp_path):
    vault = tmp_path / "vault"

    before = companion("--vault", vault, "--json", "measures", "list")
    after = companion("measures", "list", "--json", f"--vault={vault}")

    assert (before.status, after.status) == (0, 0)
    assert before.object == after.object


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["a", "--json"], ["--json", "a"]),
        (["a", "--vault", "v", "b"], ["--vault", "v", "a", "b"]),
        (["a", "--vault=v", "--demo"], ["--vault=v", "--demo", "a"]),
        (["a", "--", "--json"], ["a", "--", "--json"]),
        (["a", "--vault"], ["--vault", "a"]),
        (["check-in", "note=--json"], ["check-in", "note=--json"]),
    ],
)
def test_only_options_of_the_whole_program_are_moved_to_the_front(argv, expected):
    assert hoisted(argv) == expected


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("dance",),
        ("check-in",),
        ("check-in", "mood"),
        ("check-in", "=5"),
        ("check-in", "mood=5", "mood=6"),
        ("import",),
        ("warnings", "--loud"),
        ("export", "csv"),
        ("export", "diary-card", "out.pdf"),
        ("export", "fhir", "out.json"),
        ("export", "poem", "out.txt"),
        ("export", "json", "out.json", "--from", "2026-03-01"),
        ("export", "csv", "out.csv", "--include", "talk"),
        ("measures",),
        ("measures", "add", "tea"),
        ("undo-import",),
        ("check", "--vault"),
        ("--json",),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_two(command, argv):
    answer = command(*argv)

    assert answer.status == 2
    assert answer.out == ""
    assert answer.is_one_sentence


@pytest.mark.parametrize(
    "argv", [("--help",), ("check-in", "--help"), ("measures", "add", "--help")]
)
def test_help_is_given_and_is_no_mistake(command, argv, capsys):
    assert command(*argv).status == 0
    assert "Usage: iop-companion" in capsys.readouterr().out


def test_a_mistake_of_the_program_is_a_sentence_and_no_traceback(companion, monkeypatch):
    from iop_companion.services.check_ins import CheckIns

    monkeypatch.setattr(CheckIns, "record", lambda *_args: 1 // 0)

    answer = companion("check-in", "mood=5", "--json")

    assert (answer.status, answer.out) == (1, "")
    assert answer.is_one_sentence
    assert "ZeroDivisionError" in answer.err
