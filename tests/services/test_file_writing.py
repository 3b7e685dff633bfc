import errno
import os
import stat

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.services import file_writing
from iop_companion.services.file_writing import write_once


def _left_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_for_its_owner_alone_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "out.csv"

    write_once(path, b"day\r\n")

    assert path.read_bytes() == b"day\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert _left_in(tmp_path) == ["out.csv"]


def test_a_file_that_is_there_is_not_touched(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"mine")

    with pytest.raises(KnownProblem, match="target_exists"):
        write_once(path, b"new")

    assert path.read_bytes() == b"mine"
    assert _left_in(tmp_path) == ["out.csv"]


def test_a_file_may_be_replaced_when_the_person_says_so(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"mine")

    write_once(path, b"new", replace=True)

    assert path.read_bytes() == b"new"


def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    link = tmp_path / "out.csv"
    link.symlink_to(elsewhere)

    with pytest.raises(KnownProblem, match="target_exists"):
        write_once(link, b"new")
    write_once(link, b"new", replace=True)

    assert not elsewhere.exists()
    assert link.read_bytes() == b"new"


def test_a_name_taken_in_the_last_moment_is_not_written_over(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    honest = file_writing._write

    def slow_write(draft, data):
        honest(draft, data)
        path.write_bytes(b"somebody else's")

    monkeypatch.setattr(file_writing, "_write", slow_write)

    with pytest.raises(KnownProblem, match="target_exists"):
        write_once(path, b"new")

    assert path.read_bytes() == b"somebody else's"
    assert _left_in(tmp_path) == ["out.csv"]


def test_a_place_without_hard_links_still_takes_the_file(tmp_path, monkeypatch):
    def no_links(*_args, **_kwargs):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)

    write_once(tmp_path / "out.csv", b"day")

    assert _left_in(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EIO, "target_unwritable"),
        (errno.EROFS, "target_unwritable"),
    ],
)
def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path, monkeypatch, number, code):
    def refuse(_handle):
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(KnownProblem, match=code):
        write_once(tmp_path / "out.csv", b"day")

    assert _left_in(tmp_path) == []


@pytest.mark.parametrize("name", ["nowhere/out.csv", "a\0b.csv", ""])
def test_a_place_that_cannot_be_is_told(tmp_path, name):
    with pytest.raises(KnownProblem, match="target_"):
        write_once(tmp_path / name, b"day")


def test_a_very_long_name_is_no_harder_than_the_system_makes_it(tmp_path):
    path = tmp_path / ("n" * 240 + ".csv")

    write_once(path, b"day")

    assert path.read_bytes() == b"day"


def test_a_name_as_long_as_the_folder_permits_is_no_trouble(tmp_path):
    path = tmp_path / ("日" * 83 + ".csv")  # 253 of 255 bytes

    write_once(path, b"day")

    assert _left_in(tmp_path) == [path.name]
