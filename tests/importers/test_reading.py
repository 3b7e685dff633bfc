import csv
import os
import time

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers import reading
from iop_companion.importers.reading import open_table, read_text

MIB = 2**20


def _records(path):
    with open_table(path) as table:
        return list(table.records()), table.remarks()


def _cells(path):
    return [record.cells for record in _records(path)[0]]


def _code(path):
    with pytest.raises(KnownProblem) as problem:
        _records(path)
    return problem.value.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le-with-mark"]
)
def test_text_is_read_whatever_unicode_form_it_has(written, encoding):
    words = "day,mood\n2026-03-01,źle — ☂\n"
    content = (
        b"\xff\xfe" + words.encode("utf-16-le")
        if encoding == "utf-16-le-with-mark"
        else words.encode(encoding)
    )

    records, remarks = _records(written(content))

    assert [record.cells for record in records] == [("day", "mood"), ("2026-03-01", "źle — ☂")]
    assert remarks == ()


def test_text_that_is_not_unicode_is_read_as_western_european_and_said_so(written):
    records, remarks = _records(written("day,mood\n2026-03-01,café\n".encode("cp1252")))

    assert records[1].cells == ("2026-03-01", "café")
    assert len(remarks) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"day,mood\n2026-03-01,\x00\n",
        b"day,mood\n\xff\xfe\x01\x02\n",
        b"\xff\xfed",  # half a letter of UTF-16
        bytes(range(1, 256)),
    ],
)
def test_what_is_no_text_is_refused(written, content):
    assert _code(written(content)) == "file_not_text"


def test_an_empty_file_is_said_to_be_empty(written):
    assert _code(written(b"")) == "file_empty"


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart_and_never_block(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # nobody writes into it: opening it would wait for ever

    assert _code(tmp_path / "nowhere.csv") == "file_missing"
    assert _code(tmp_path / "a\0b.csv") == "file_missing"
    assert _code(tmp_path) == "file_unreadable"
    assert _code(pipe) == "file_unreadable"


def test_a_file_over_the_limit_is_not_read_at_all(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(201 * MIB)  # a hole: no disk is filled

    assert _code(path) == "file_too_large"


def test_a_line_of_eighty_million_letters_costs_little_time_and_memory(tmp_path):
    path = tmp_path / "one_line.csv"
    with path.open("wb") as stream:
        for _part in range(80):
            stream.write(b"a" * MIB)
        stream.write(b"\n2026-03-01,5\n")

    began = time.monotonic()
    records, _remarks = _records(path)

    assert time.monotonic() - began < 10
    assert [bool(record.problem) for record in records] == [True, False]
    assert [record.line for record in records] == [1, 2]
    assert sum(len(cell) for record in records for cell in record.cells) < 100


def test_lines_count_from_one_and_blank_ones_are_passed_over(written):
    path = written('a,b\n\n  \n,\nc,"d\ne"\nf,g\n')

    records, _remarks = _records(path)

    assert [(record.line, record.cells) for record in records] == [
        (1, ("a", "b")),
        (5, ("c", "d\ne")),
        (7, ("f", "g")),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_understood(written, end):
    assert _cells(written(f"a,b{end}c,d{end}")) == [("a", "b"), ("c", "d")]


def test_an_open_quotation_mark_costs_one_line_and_not_the_rest_of_the_file(written):
    path = written('a,b\nc,"d\ne,f\n"g",h\ni,"j" k\nl,"m')

    records, _remarks = _records(path)

    assert [(record.line, record.cells, bool(record.problem)) for record in records] == [
        (1, ("a", "b"), False),
        (2, (), True),
        (3, ("e", "f"), False),
        (4, ("g", "h"), False),
        (5, (), True),
        (6, (), True),
    ]


@pytest.mark.parametrize("line", ['"a', 'x,"""', '"a\n' + "b" * 50, 'x"y,"', '""""'])
def test_quotation_marks_all_over_a_file_cost_no_more_time_than_its_size(written, line):
    path = written(f"{line}\n" * 20_000)

    began = time.monotonic()
    _records(path)

    assert time.monotonic() - began < 5


def test_a_field_longer_than_any_text_is_refused_and_the_next_line_read(written):
    records, _remarks = _records(written("a,b\nc," + "d" * 20_001 + "\ne,f\n"))

    assert [bool(record.problem) for record in records] == [False, True, False]


def test_a_table_of_too_many_lines_is_refused(written, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 3)

    assert len(_cells(written("day\n1\n2\n3\n"))) == 4
    assert _code(written("day\n1\n2\n3\n4\n")) == "file_too_many_rows"


def test_the_rest_of_the_process_keeps_its_own_limit_of_fields(written):
    before = csv.field_size_limit()

    _records(written("a,b\n"))

    assert csv.field_size_limit() == before


def test_a_whole_text_comes_without_its_mark(written):
    assert read_text(written("é\r\n".encode("utf-8-sig"))) == "é\r\n"
