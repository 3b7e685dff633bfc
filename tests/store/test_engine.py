"""The connection keeps what it is told, tells nothing, and refuses unsafe libraries."""

import logging
from pathlib import Path

import pytest

from iop_companion.foundation.errors import Bug, KnownProblem
from iop_companion.foundation.log import scrubbed
from iop_companion.foundation.problem_texts import describe
from iop_companion.store import problems
from iop_companion.store.engine import check_libraries, pragma
from iop_companion.store.problems import files_told_apart, told_apart
from tests.store.entries import EVENING, PASSPHRASE, entry

MARKER = "MARKER-quiet-river"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("busy_timeout", 5000),
        ("wal_autocheckpoint", 200),
        ("cipher_log_level", "NONE"),
        ("page_size", 4096),
    ],
)
def test_every_connection_is_set_up_for_safety(vault, words, expected):
    with vault._engine.connect() as connection:
        found = pragma(connection, words)

    assert str(0 if found is None else found) == str(expected)


def test_the_library_inside_is_new_enough_and_encrypts(vault):
    with vault._engine.connect() as connection:
        assert pragma(connection, "cipher_version")
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()

    check_libraries(tuple(map(int, version.split("."))))


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 51, 1), (3, 40, 1)])
def test_a_library_that_can_lose_data_is_refused(version):
    with pytest.raises(KnownProblem, match="database_library"):
        check_libraries(version)


def test_no_value_reaches_an_exception_or_the_log(vault, caplog):
    caplog.set_level(logging.DEBUG)
    first = entry(MARKER, measure="note", note=MARKER)
    told = []
    for wrong in (
        lambda journal: journal.put_many([first, first]),
        lambda journal: journal.put(entry(float("nan"), note=MARKER)),
        lambda journal: journal._connection.exec_driver_sql(
            "INSERT INTO none VALUES (?)", (MARKER,)
        ),
    ):
        with pytest.raises((KnownProblem, Bug)) as raised, vault.write() as journal:
            wrong(journal)
        error = raised.value
        told += [repr(error), str(error), repr(error.__cause__), str(error.__cause__)]
        told.append(scrubbed(error))

    assert MARKER not in "\n".join(told)
    assert MARKER not in caplog.text
    assert "hide_parameters" in "\n".join(told)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (13, "disk_full"),
        (10 | 3 << 8, "disk_problem"),
        (5, "vault_busy"),
        (6, "vault_busy"),
        (11, "vault_damaged"),
        (26, "vault_damaged"),
        (8, "read_only"),
        (14, "disk_problem"),
        (7, "memory_short"),
    ],
)
def test_every_refusal_of_the_database_has_its_words(tmp_path, code, expected):
    error = RuntimeError("of the library")
    error.sqlite_errorcode = code

    with pytest.raises(KnownProblem) as told, told_apart(tmp_path):
        raise error

    assert told.value.code == expected
    assert "tell us this word" not in describe(told.value).sentence


def test_an_error_of_input_and_output_on_a_full_disk_is_called_full(tmp_path, monkeypatch):
    error = RuntimeError("disk I/O error")
    error.sqlite_errorcode = 10
    monkeypatch.setattr(problems, "_is_full", lambda _folder: True)

    with pytest.raises(KnownProblem, match="disk_full"), told_apart(tmp_path):
        raise error


@pytest.mark.parametrize(
    ("errno", "expected"),
    [
        (28, "disk_full"),
        (122, "disk_full"),
        (13, "folder_not_writable"),
        (30, "folder_not_writable"),
        (5, "disk_problem"),
    ],
)
def test_every_refusal_of_the_file_system_has_its_words(errno, expected):
    with pytest.raises(KnownProblem, match=expected), files_told_apart():
        raise OSError(errno, "words of the system")


def test_what_is_not_of_the_database_passes_through(tmp_path):
    for kind in (ZeroDivisionError, KeyboardInterrupt, FileNotFoundError):
        with pytest.raises(kind), told_apart(tmp_path):
            raise kind


def test_nothing_a_person_wrote_lies_in_clear_in_any_file(vaults, folder, capfd):
    vault, code = vaults.create(folder, PASSPHRASE)
    marker = "quietriver"
    with vault.write() as journal:
        for n in range(50):
            journal.put(
                entry(marker * 40, measure="note", day=entry().day.replace(year=1960 + n),
                      note=marker)
            )  # fmt: skip
        journal.put(tags := entry((marker, "x"), measure="skills"))
        journal.put(tags.with_value(("x",), EVENING))

    def clear_text_in(place: Path) -> list[str]:
        needles = [PASSPHRASE.reveal(), code.reveal(), code.reveal().replace("-", ""), marker]
        forms = [needle.encode(coding) for needle in needles for coding in ("utf-8", "utf-16-le")]
        forms += [b"observation", b"CREATE TABLE", b"SQLite format"]
        return [
            f"{path.name}: {form!r}"
            for path in place.rglob("*")
            if path.is_file()
            for form in forms
            if form in path.read_bytes()
        ]

    assert clear_text_in(folder) == []
    assert vault.check().ok
    vault.close()
    assert clear_text_in(folder) == []
    assert marker not in "".join(capfd.readouterr())
