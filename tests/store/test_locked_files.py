"""A saved file under a passphrase of its own: opens by it alone, and shows any change."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iop_companion.domain.locked_file import LOCKED_BEGINNING
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.cipher import LIGHT
from iop_companion.store.locked_files import PassphraseFiles

RIGHT = Secret("a lamp in the long hallway")
LOCKER = PassphraseFiles(LIGHT)
CANARY = b"zqkestrelvx"


@settings(max_examples=8, deadline=None)
@given(st.binary(max_size=5000))
def test_what_was_locked_comes_back_the_same(content):
    assert LOCKER.opened(LOCKER.locked(content, RIGHT), RIGHT) == content


def test_nothing_of_it_can_be_read_without_the_passphrase():
    locked = LOCKER.locked(CANARY * 20, RIGHT)

    assert CANARY not in locked
    assert locked != LOCKER.locked(CANARY * 20, RIGHT)
    with pytest.raises(KnownProblem, match="wrong_file_passphrase"):
        LOCKER.opened(locked, Secret("a lamp in the short hallway"))


def test_an_accent_typed_on_another_keyboard_is_the_same():
    locked = LOCKER.locked(CANARY, Secret("un café très loin d'ici"))

    assert LOCKER.opened(locked, Secret("un cafe\u0301 tre\u0300s loin d'ici")) == CANARY


def test_any_change_is_noticed():
    locked = LOCKER.locked(CANARY, RIGHT)
    front_end = locked.index(b"\n", len(LOCKED_BEGINNING)) + 1
    salt = locked.index(b'"salt"') + 12
    for at in (salt, front_end, front_end + 13, len(locked) - 1):
        changed = bytearray(locked)
        changed[at] = ord("0") if changed[at] != ord("0") else ord("1")
        with pytest.raises(KnownProblem, match="wrong_file_passphrase"):
            LOCKER.opened(bytes(changed), RIGHT)
    for cut in (len(locked) - 1, front_end + 5, front_end):
        with pytest.raises(KnownProblem, match="wrong_file_passphrase"):
            LOCKER.opened(locked[:cut], RIGHT)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"memory_kib": 1024}, "keys_too_weak"),
        ({"time": 1}, "keys_too_weak"),
        ({"memory_kib": 2**21}, "keys_too_costly"),
        ({"time": 1000}, "keys_too_costly"),
        ({"kdf": "none"}, "file_broken"),
        ({"salt": "00"}, "file_broken"),
        ({"memory_kib": None}, "file_broken"),
    ],
)
def test_costs_that_do_not_protect_or_only_block_are_refused(words, problem):
    locked = LOCKER.locked(CANARY, RIGHT)
    front, rest = locked[len(LOCKED_BEGINNING) :].split(b"\n", 1)
    changed = json.dumps(json.loads(front) | words).encode()
    with pytest.raises(KnownProblem, match=problem):
        LOCKER.opened(LOCKED_BEGINNING + changed + b"\n" + rest, RIGHT)


def test_other_files_and_passphrases_that_would_not_help_are_refused():
    with pytest.raises(KnownProblem, match="file_not_locked"):
        LOCKER.opened(b"day,mood\n", RIGHT)
    with pytest.raises(KnownProblem, match="file_broken"):
        LOCKER.opened(LOCKED_BEGINNING + b"{" * 5000, RIGHT)
    with pytest.raises(KnownProblem, match="passphrase_too_short"):
        LOCKER.locked(CANARY, Secret("short"))
    with pytest.raises(KnownProblem, match="passphrase_common"):
        LOCKER.locked(CANARY, Secret("passwordpassword"))
