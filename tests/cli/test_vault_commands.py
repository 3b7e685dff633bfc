import io
from pathlib import Path

import pytest

from iop_companion.domain.private import Secret
from iop_companion.store.tables import SCHEMA

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


def test_init_prints_the_vault_and_a_code_that_opens_it(command, passphrase_file, tmp_path, clock):
    from iop_companion import bootstrap
    from iop_companion.foundation.paths import paths_under
    from iop_companion.store.cipher import LIGHT

    answer = command("init", "--passphrase-file", passphrase_file, "--json")

    assert answer.status == 0
    assert Path(answer.object["vault"]) == tmp_path / "vault"
    services = bootstrap.build(paths_under(tmp_path), clock=clock, kdf=LIGHT)
    services.session.unlock_with_code(
        Secret(answer.object["recovery_code"]), Secret("another lamp in the hallway")
    )
    assert services.session.is_unlocked
    services.lock()


def test_a_vault_is_not_made_over_another(companion):
    answer = companion("init")

    assert (answer.status, answer.out) == (1, "")
    assert "There is a vault in this folder already." in answer.err


def test_a_passphrase_too_short_makes_no_vault(command, tmp_path):
    short = tmp_path / "short.txt"
    short.write_text("short\n")

    answer = command("init", "--passphrase-file", short)

    assert (answer.status, answer.out) == (1, "")
    assert not (tmp_path / "vault" / "vault.db").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not the right one at all\n", "That did not open it."),
        (b"\n", "A passphrase is needed."),
        (b"\xff\xff\n", "The passphrase file could not be read."),
        (None, "The passphrase file could not be read."),
    ],
)
@pytest.mark.usefixtures("companion")
def test_a_passphrase_that_does_not_open_prints_nothing_on_standard_output(
    command, tmp_path, content, words
):
    path = tmp_path / "other.txt"
    if content is not None:
        path.write_bytes(content)

    answer = command("check", "--passphrase-file", path, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert answer.is_one_sentence
    assert words in answer.err


@pytest.mark.usefixtures("companion")
def test_without_a_passphrase_and_without_a_terminal_it_says_what_is_needed(command, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a lamp in the long hallway\n"))

    answer = command("check", "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "A passphrase is needed." in answer.err


def test_failed_tries_are_told_to_a_person_and_not_to_a_script(command, companion, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the right one at all\n")
    for _turn in range(2):
        command("check", "--passphrase-file", wrong)

    assert "2 tries failed since you were last here." in companion("check").err
    command("check", "--passphrase-file", wrong)
    assert companion("check", "--json").err == ""


@pytest.mark.parametrize(
    "argv",
    [
        ("check",),
        ("warnings",),
        ("check-in", "mood=5"),
        ("import", "x"),
        ("export", "csv", "x.csv"),
        ("undo-import", "x"),
        ("measures", "add", "tea", "--label", "Tea", "--scale", "count"),
    ],
)
def test_without_a_vault_every_command_says_so(command, passphrase_file, argv):
    answer = command(*argv, "--passphrase-file", passphrase_file, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "There is no vault in this folder yet." in answer.err


def test_check_says_that_a_vault_is_sound(companion):
    companion("check-in", "mood=5", "anxiety=2")

    answer = companion("check", "--json")

    assert answer.status == 0
    assert answer.object == {"ok": True, "problems": [], "entries": 2, "schema": SCHEMA}
    assert companion("check").out == "The vault is sound: 2 entries.\n"


def test_check_of_a_damaged_vault_prints_its_object_and_ends_with_one(companion, tmp_path):
    file = tmp_path / "vault" / "vault.db"
    file.write_bytes(b"\0" * file.stat().st_size)

    answer = companion("check", "--json")

    assert answer.status == 1
    assert answer.object["ok"] is False
    assert len(answer.object["problems"]) == 1
    assert answer.is_one_sentence


@pytest.mark.parametrize(("second", "status"), [("a lamp in the long hallway", 0), ("a lamb", 1)])
def test_at_a_terminal_the_passphrase_is_asked_for_twice(command, monkeypatch, second, status):
    typed = iter(["a lamp in the long hallway", second])
    monkeypatch.setattr("sys.stdin", _Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))

    assert command("init", "--json").status == status


class _Terminal(io.StringIO):
    def isatty(self):
        return True
