"""Changing what opens the vault from the command line, with secrets in files."""

import io

import pytest

NEW = "another lamp in the hallway"


@pytest.fixture
def file(tmp_path):
    def written(name, text):
        path = tmp_path / name
        path.write_text(text + "\n", encoding="utf-8")
        return path

    return written


def test_the_passphrase_is_changed(companion, command, file, passphrase_file):
    new = file("new.txt", NEW)

    answer = companion("keys", "passphrase", "--new-passphrase-file", new)

    assert answer.status == 0
    assert "still open with the passphrase of their time" in answer.out
    assert command("--passphrase-file", new, "check").status == 0
    assert command("--passphrase-file", passphrase_file, "check").status == 1


def test_a_common_passphrase_is_refused_in_words(companion, file):
    answer = companion(
        "keys", "passphrase", "--new-passphrase-file", file("n.txt", "qwertyuiopasdfgh")
    )

    assert (answer.status, answer.out) == (1, "")
    assert answer.is_one_sentence
    assert "a guesser tries" in answer.err


def test_a_code_is_offered_then_put_in_force(companion, file):
    offered = companion("--json", "keys", "code").object
    assert offered["in_force"] is False

    answer = companion("--json", "keys", "code", "--code-file", file("c", offered["recovery_code"]))

    assert answer.object == {"in_force": True}
    assert companion("keys", "list").out == "Passphrase\nRecovery code\n"


def test_the_key_is_replaced_and_the_entries_stay(companion, command, file, passphrase_file):
    assert companion("check-in", "mood=4").status == 0
    code = companion("--json", "keys", "code").object["recovery_code"]
    new = file("new.txt", NEW)

    answer = companion(
        "keys", "replace", "--new-passphrase-file", new, "--code-file", file("code.txt", code)
    )

    assert answer.status == 0
    assert "still open with the old passphrase" in answer.out
    assert command("--passphrase-file", new, "--json", "check").object["entries"] == 1
    assert command("--passphrase-file", passphrase_file, "check").status == 1


def test_without_a_file_or_a_terminal_no_new_passphrase_can_be_asked_for(companion, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())

    answer = companion("keys", "passphrase")

    assert (answer.status, answer.out) == (1, "")
    assert "A passphrase is needed." in answer.err


def test_the_demonstration_has_no_keys_to_change(command):
    assert command("--demo", "keys", "passphrase").status == 1


def test_everything_is_erased_only_when_said_so(companion, tmp_path):
    assert companion("erase").status == 2
    assert (tmp_path / "vault" / "vault.db").exists()

    answer = companion("--json", "erase", "--everything")

    assert (answer.status, answer.object) == (0, {"left": []})
    assert not (tmp_path / "vault").exists()
