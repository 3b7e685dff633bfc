"""Two key files, either of which is enough."""

import os
import random

import pytest

from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.cipher import LIGHT, new_keys
from iop_companion.store.key_file import copy_of, cure, read_keys, write_keys
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE, flip
from tests.store.test_cipher import CODE


@pytest.fixture
def keys(tmp_path):
    file = tmp_path / "vault.keys"
    write_keys(file, new_keys("1", PASSPHRASE, CODE, LIGHT)[0])
    return file


def test_both_files_are_written_alike_and_for_this_user_alone(keys):
    assert keys.read_bytes() == copy_of(keys).read_bytes()
    assert keys.stat().st_mode & 0o777 == copy_of(keys).stat().st_mode & 0o777 == 0o600
    assert read_keys(keys).copies_agree


def test_any_flipped_bit_of_the_first_file_is_cured_from_the_copy(keys):
    whole = keys.read_bytes()
    header = read_keys(keys).header
    chance = random.Random(5)

    for _ in range(150):
        flip(keys, chance.randrange(len(whole)), 1 << chance.randrange(8))
        found = read_keys(keys)
        assert found.header == header
        cure(keys, found)
        found = read_keys(keys)
        assert found.header == header
        assert found.copies_agree


def test_every_bit_of_either_part_is_found_in_the_other_and_of_both_is_said(keys):
    """All of them with ``KEY_KILLS=300``, a few hundred otherwise."""
    whole, header = keys.read_bytes(), read_keys(keys).header
    n_bits = 8 * len(whole)
    step = 1 if int(os.environ.get("KEY_KILLS", "4")) > 100 else n_bits // 150
    changed = bytearray(whole)
    for bit in range(0, n_bits, step):
        changed[bit // 8] ^= 1 << bit % 8
        for damaged in (keys, copy_of(keys)):
            damaged.write_bytes(changed)
            assert read_keys(keys).header == header
            damaged.write_bytes(whole)
        for damaged in (keys, copy_of(keys)):
            damaged.write_bytes(changed)
        with pytest.raises(KnownProblem, match="keys_damaged"):
            read_keys(keys)
        for damaged in (keys, copy_of(keys)):
            damaged.write_bytes(whole)
        changed[bit // 8] ^= 1 << bit % 8


@pytest.mark.parametrize("rest", [b"", b"{}", b"null", b"\x00" * 300, b'{"body": 1}', b"[" * 5000])
def test_a_first_file_of_nonsense_is_cured_from_the_copy(keys, rest):
    header = read_keys(keys).header
    keys.write_bytes(rest)

    found = read_keys(keys)
    cure(keys, found)

    assert found.header == header
    assert keys.read_bytes() == copy_of(keys).read_bytes()


def test_a_lost_file_is_made_again_from_the_other(keys):
    header = read_keys(keys).header
    for lost in (keys, copy_of(keys)):
        lost.unlink()
        cure(keys, read_keys(keys))
        assert read_keys(keys).copies_agree
        assert read_keys(keys).header == header


def test_with_both_damaged_the_person_is_told(keys):
    flip(keys, 100)
    flip(copy_of(keys), 200)

    with pytest.raises(KnownProblem, match="keys_damaged"):
        read_keys(keys)


def test_a_write_cut_short_between_the_files_leaves_the_new_one_in_force(keys):
    old = copy_of(keys).read_bytes()
    write_keys(keys, new := new_keys("1", OTHER_PASSPHRASE, CODE, LIGHT)[0])
    copy_of(keys).write_bytes(old)

    found = read_keys(keys)
    cure(keys, found)

    assert found.header == new
    assert copy_of(keys).read_bytes() == keys.read_bytes() != old


def test_a_write_that_fails_leaves_what_was_there_and_no_litter(keys, monkeypatch):
    before = {path.name: path.read_bytes() for path in keys.parent.iterdir()}

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(KnownProblem, match="disk_full"):
        write_keys(keys, new_keys("1", OTHER_PASSPHRASE, CODE, LIGHT)[0])

    assert {path.name: path.read_bytes() for path in keys.parent.iterdir()} == before
