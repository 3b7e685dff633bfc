from pathlib import Path

import pytest

from iop_companion.cli.app import hoisted
from iop_companion.cli.console import Console
from iop_companion.services.check_ins import CheckIns

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
        ("export", "wallet-card", "out.pdf", "--blank"),
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
    monkeypatch.setattr(CheckIns, "record", lambda *_args: 1 // 0)

    answer = companion("check-in", "mood=5", "--json")

    assert (answer.status, answer.out) == (1, "")
    assert answer.is_one_sentence
    assert "ZeroDivisionError" in answer.err


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
@pytest.mark.parametrize(
    "argv", [("check-in", "mood=5"), ("import", DAYLIO), ("export", "json", "out.json")]
)
def test_what_stops_a_command_after_it_saved_does_not_deny_the_saving(
    companion, monkeypatch, tmp_path, argv, error
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Console, "tell", _raising(error))

    answer = companion(*argv)

    assert answer.status == 1
    assert answer.is_one_sentence
    assert "sav" in answer.err
    assert "Nothing" not in answer.err


def test_what_stops_a_command_before_it_saved_says_that_nothing_was(companion, monkeypatch):
    monkeypatch.setattr(CheckIns, "record", _raising(KeyboardInterrupt))

    assert companion("check-in", "mood=5").err == "Stopped. Nothing was saved.\n"


def _raising(error):
    def stop(*_args, **_named):
        raise error

    return stop
