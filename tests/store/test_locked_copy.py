"""``support.json``: what others may have written there is read as nothing, never as trouble."""

import json

import pytest

from iop_companion.domain.locked_copy import LockedCopy
from iop_companion.domain.setting_values import Contact
from iop_companion.store.locked_copy import LockedCopyFile

COPY = LockedCopy((Contact("Leo", "555 0188", "any time"), Contact("Zoë", "")), ("Walk",))


def test_what_is_written_is_read(tmp_path):
    LockedCopyFile().write(tmp_path, COPY)
    assert LockedCopyFile().read(tmp_path) == COPY


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"version": 2, "people": []}',
        b'{"version": 1, "people": {}}',
        b'{"version": 1, "people": [1]}',
        b'{"version": 1, "people": [{"name": 4}]}',
        b'{"version": 1, "plan": ["' + b"x" * 1001 + b'"]}',
        b'{"version": 1, "plan": ' + json.dumps(["a"] * 61).encode() + b"}",
        b"[" * 200_000,
        b'{"version": 1, "plan": ["a"], "more": "' + b"x" * 300_000 + b'"}',
    ],
)
def test_what_is_not_of_its_shape_is_as_good_as_missing(tmp_path, content):
    (tmp_path / "support.json").write_bytes(content)
    assert LockedCopyFile().read(tmp_path) == LockedCopy()


def test_a_link_in_its_place_is_not_followed(tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    LockedCopyFile().write(other, COPY)
    (tmp_path / "support.json").symlink_to(other / "support.json")
    assert LockedCopyFile().read(tmp_path) == LockedCopy()

    LockedCopyFile().write(tmp_path, LockedCopy(steps=("Rest",)))

    assert LockedCopyFile().read(other) == COPY
    assert LockedCopyFile().read(tmp_path) == LockedCopy(steps=("Rest",))
