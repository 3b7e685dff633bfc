from pathlib import Path

import pytest

FILES = Path(__file__).parents[1] / "golden" / "imports"
DAYLIO = FILES / "daylio_2019.csv"


def test_an_import_prints_its_counts_and_ends_with_one_when_lines_were_refused(companion):
    answer = companion("import", DAYLIO, "--json")

    found = answer.object
    assert answer.status == 1
    assert answer.is_one_sentence
    assert {key: found[key] for key in ("format", "rows", "read", "imported", "already_there")} == {
        "format": "daylio", "rows": 5, "read": 5, "imported": 5, "already_there": 0
    }  # fmt: skip
    assert found["refused"] == [
        {"line": 5, "reason": "The mood name “drifting” has no number yet."}
    ]
    assert (found["first_day"], found["last_day"]) == ("2020-02-28", "2020-03-02")
    assert found["conflicts"] == []
    assert isinstance(found["import_id"], str)


def test_the_same_import_again_adds_nothing_and_a_mapping_takes_the_rest(companion, tmp_path):
    mapping = tmp_path / "map.json"
    mapping.write_text('{"moods": {"drifting": 4}}')
    companion("import", DAYLIO)

    again = companion("import", DAYLIO, "--json")
    mapped = companion("import", DAYLIO, "--map", mapping, "--json")

    assert (again.object["imported"], again.object["already_there"]) == (0, 5)
    assert again.object["import_id"] is None
    assert mapped.status == 0
    assert (mapped.object["imported"], mapped.object["already_there"]) == (1, 5)


def test_a_trial_says_the_same_and_saves_nothing(companion):
    answer = companion("import", DAYLIO, "--dry-run", "--json")

    assert (answer.object["read"], answer.object["imported"]) == (5, 0)
    assert answer.object["import_id"] is None
    assert companion("check", "--json").object["entries"] == 0


def test_conflicts_are_printed_and_are_no_failure(companion, tmp_path):
    companion("check-in", "mood=4", "--day", "2026-03-01")
    file = tmp_path / "tidy.csv"
    file.write_text("day,mood\n2026-03-01,6\n")

    answer = companion("import", file, "--json")

    assert answer.status == 0
    assert answer.object["conflicts"] == [
        {"line": 2, "day": "2026-03-01", "measure": "mood", "here": "4", "file": "6"}
    ]


def test_an_import_is_taken_back_by_its_id(companion):
    import_id = companion("import", DAYLIO, "--json").object["import_id"]
    companion("check-in", "mood=4")

    answer = companion("undo-import", import_id, "--json")

    assert answer.status == 0
    assert answer.object == {"import_id": import_id, "removed": 5, "stayed": 0}
    assert companion("check", "--json").object["entries"] == 1
    assert companion("undo-import", import_id).status == 1


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"moods": 5}', '{"moods": {"x": "y"}}', '{"columns": {"x": 5}}', "\0", ""],
)
def test_a_mapping_that_is_none_is_told_before_anything_is_read(companion, tmp_path, content):
    mapping = tmp_path / "map.json"
    mapping.write_text(content)

    answer = companion("import", DAYLIO, "--map", mapping, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "The mapping file could not be understood." in answer.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0", "The file is not a text table."),
        (b"hello\n", "The file is of no kind that can be read here."),
        (None, "The file could not be found."),
    ],
)
def test_a_file_that_cannot_be_read_prints_nothing_on_standard_output(
    companion, tmp_path, content, words
):
    file = tmp_path / "file.csv"
    if content is not None:
        file.write_bytes(content)

    answer = companion("import", file, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert words in answer.err
    assert "Nothing has been deleted or changed." in answer.err


def test_a_person_reads_the_import_in_words(companion):
    lines = companion("import", DAYLIO).out.splitlines()

    assert lines[0] == "5 lines, 5 values read: 5 new, 0 already there."
    assert lines[1] == "From 2020-02-28 to 2020-03-02."
    assert lines[2] == "Line 5: The mood name “drifting” has no number yet."
    assert lines[3].startswith("To take it back: iop-companion undo-import ")


def test_a_full_export_goes_into_another_vault(companion, command, passphrase_file, tmp_path):
    companion("import", DAYLIO)
    companion("check-in", "mood=4", "note=Tea")
    saved = companion("export", "json", tmp_path / "one.json", "--json")
    other = tmp_path / "other" / "vault"
    command("init", "--vault", other, "--passphrase-file", passphrase_file)

    brought = companion("import", tmp_path / "one.json", "--vault", other, "--json")
    companion("export", "json", tmp_path / "two.json", "--vault", other)

    assert saved.object == {"file": str(tmp_path / "one.json"), "pages": None, "entries": 7}
    assert (brought.status, brought.object["imported"]) == (0, 7)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_an_export_over_a_file_is_refused_unless_asked_for(companion, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("mine")

    refused = companion("export", "csv", out, "--json")

    assert (refused.status, refused.out, out.read_text()) == (1, "", "mine")
    assert companion("export", "csv", out, "--replace").status == 0


def test_a_summary_is_saved_with_the_sections_asked_for(companion, tmp_path):
    companion("check-in", "mood=4", "anxiety=3")

    answer = companion("export", "summary", tmp_path / "s.pdf", "--include", "numbers, talk",
                       "--from", "2026-11-15", "--json")  # fmt: skip

    assert answer.status == 0
    assert answer.object["pages"] in {1, 2}
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--include", "numbers,gossip"), "There is no section called gossip."),
        (("--from", "2026-11-20", "--to", "2026-11-10"), "That period ends before it begins."),
        (("--to", "2027-01-01"), "2027-01-01 lies in the future."),
        (("--from", "whenever"), "That is not a day of the calendar."),
    ],
)
def test_a_summary_that_cannot_be_is_told_and_not_written(companion, tmp_path, argv, words):
    answer = companion("export", "summary", tmp_path / "s.pdf", *argv, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert words in answer.err
    assert not (tmp_path / "s.pdf").exists()


def test_what_was_changed_since_is_told_when_an_import_is_taken_back(companion):
    import_id = companion("import", DAYLIO, "--json").object["import_id"]
    companion("check-in", "--day", "2020-03-01", "mood=4")
    with_moment = companion("undo-import", import_id)

    assert with_moment.status == 0
    assert "changed or use" not in with_moment.out  # another slot of that day

    path = FILES / "companion_1.json"
    import_id = companion("import", path, "--json").object["import_id"]
    companion("check-in", "--day", "2026-03-01", "mood=1")

    answer = companion("undo-import", import_id)

    assert answer.out.splitlines() == ["Took out 3 values.", "1 that you changed or use stays."]


def test_a_locked_export_opens_again_without_any_vault_and_is_not_brought_in_unopened(
    companion, command, tmp_path
):
    companion("check-in", "mood=4", "note=zqkestrel", "--day", "2026-03-01")
    secret = tmp_path / "secret.txt"
    secret.write_text("seven other words for this file\n")
    plain, locked, opened = (tmp_path / name for name in ("a.json", "a.json.locked", "b.json"))
    companion("export", "json", plain)

    answer = companion("export", "json", locked, "--encrypt", "--file-passphrase-file", secret)

    assert "Nobody can open this file without its passphrase" in answer.err
    assert b"zqkestrel" not in locked.read_bytes()
    refused = companion("import", locked)
    assert refused.status == 1
    assert "locked with a passphrase" in refused.err
    nowhere = command("--vault", tmp_path / "none", "decrypt", locked, opened,
                      "--file-passphrase-file", secret)  # fmt: skip
    assert nowhere.status == 0
    assert opened.read_bytes() == plain.read_bytes()
    secret.write_text("these are not the words of it\n")
    wrong = command("decrypt", locked, tmp_path / "c.json", "--file-passphrase-file", secret)
    assert wrong.status == 1
    assert wrong.is_one_sentence
    assert not (tmp_path / "c.json").exists()


def test_a_locked_summary_asks_for_its_passphrase(companion, tmp_path):
    companion("check-in", "mood=4")
    secret = tmp_path / "secret.txt"
    secret.write_text("seven other words for this file\n")
    out = tmp_path / "summary.pdf"

    answer = companion("export", "summary", out, "--file-passphrase-file", secret, "--json")

    assert answer.status == 0
    assert b"/Encrypt" in out.read_bytes()
    secret.write_text("short\n")
    refused = companion("export", "summary", tmp_path / "b.pdf", "--file-passphrase-file", secret)
    assert refused.status == 1
    assert not (tmp_path / "b.pdf").exists()


def test_a_diary_card_is_saved_filled_or_blank(companion, tmp_path):
    companion("check-in", "mood=4")
    filled = companion("export", "diary-card", tmp_path / "week.pdf", "--json")
    blank = companion("export", "diary-card", tmp_path / "blank.pdf", "--blank", "--json")

    assert (filled.status, blank.status) == (0, 0)
    assert (filled.object["pages"], filled.object["entries"]) == (1, 1)
    assert (blank.object["pages"], blank.object["entries"]) == (1, 0)


@pytest.mark.parametrize(
    "argv",
    [
        ["--from", "2026-03-01"],
        ["--blank", "--to", "2026-03-01"],
        ["--blank", "--include", "notes"],
    ],
)
def test_a_diary_card_takes_its_last_day_alone_and_a_blank_one_no_day(companion, tmp_path, argv):
    answer = companion("export", "diary-card", tmp_path / "week.pdf", *argv)

    assert answer.status == 2
    assert not (tmp_path / "week.pdf").exists()


def test_a_wallet_card_is_saved_and_takes_no_days(companion, tmp_path):
    companion("check-in", "mood=4")
    saved = companion("export", "wallet-card", tmp_path / "card.pdf", "--json")
    refused = companion("export", "wallet-card", tmp_path / "b.pdf", "--from", "2026-03-01")

    assert (saved.status, saved.object["pages"]) == (0, 1)
    assert refused.status == 2
    assert not (tmp_path / "b.pdf").exists()
