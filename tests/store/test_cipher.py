"""Keys: wrapped so that only the right secret opens them, bound to what they are for."""

import copy
import json
import pickle
import unicodedata

import pytest

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store import cipher
from iop_companion.store.cipher import (
    FULL,
    LIGHT,
    SMALL_MEMORY,
    KdfCost,
    SlotKind,
    fit_passphrase,
    fitting_cost,
    from_json,
    new_keys,
    opened,
    to_json,
)
from tests.store.entries import OTHER_PASSPHRASE, PASSPHRASE

CODE = Secret("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.fixture(scope="module")
def header():
    return new_keys("11111111-2222", PASSPHRASE, CODE, LIGHT)[0]


def test_either_secret_opens_the_same_key(header):
    by_passphrase = opened(header, SlotKind.PASSPHRASE, PASSPHRASE)
    by_code = opened(header, SlotKind.RECOVERY, CODE)

    assert by_passphrase is not None
    assert by_code is not None
    assert by_passphrase._key == by_code._key


def test_a_wrong_secret_opens_nothing(header):
    assert opened(header, SlotKind.PASSPHRASE, OTHER_PASSPHRASE) is None
    assert opened(header, SlotKind.PASSPHRASE, CODE) is None
    assert opened(header, SlotKind.RECOVERY, PASSPHRASE) is None


def test_a_header_comes_back_from_its_text_as_it_was(header):
    assert from_json(to_json(header)) == header


@pytest.mark.parametrize(
    "tamper",
    [
        lambda raw: raw.update(vault="99999999-2222"),
        lambda raw: raw["slots"][0]["kdf"].update(time=3),
        lambda raw: raw["slots"][0]["kdf"].update(lanes=2),
        lambda raw: raw["slots"][0]["kdf"].update(memory_kib=20 * 1024),
        lambda raw: raw["slots"].__setitem__(0, {**raw["slots"][1], "kind": "passphrase"}),
        lambda raw: raw["slots"][0].update(nonce="00" * 12),
        lambda raw: raw["slots"][0].update(ct="00" * 48),
    ],
)
def test_a_header_somebody_changed_no_longer_opens(header, tamper):
    raw = json.loads(to_json(header))
    tamper(raw)

    changed = from_json(json.dumps(raw))

    assert opened(changed, SlotKind.PASSPHRASE, PASSPHRASE) is None
    assert opened(changed, SlotKind.PASSPHRASE, CODE) is None


@pytest.mark.parametrize(
    ("cost", "problem"),
    [
        ((19 * 1024 - 1, 2, 1), "keys_too_weak"),
        ((19 * 1024, 1, 1), "keys_too_weak"),
        ((19 * 1024, 2, 0), "keys_too_weak"),
        ((4 * 1024 * 1024 + 1, 2, 1), "keys_too_costly"),
        ((19 * 1024, 21, 1), "keys_too_costly"),
        ((19 * 1024, 2, 17), "keys_too_costly"),
    ],
)
def test_a_header_of_absurd_cost_is_refused_before_any_work(header, cost, problem):
    raw = json.loads(to_json(header))
    raw["slots"][0]["kdf"].update(zip(("memory_kib", "time", "lanes"), cost, strict=True))

    with pytest.raises(KnownProblem, match=problem):
        from_json(json.dumps(raw))
    with pytest.raises(KnownProblem, match=problem):
        KdfCost(*cost)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda raw: raw.update(format="other"),
        lambda raw: raw.update(slots=[]),
        lambda raw: raw.pop("db_salt"),
        lambda raw: raw.update(db_salt="00"),
        lambda raw: raw["slots"][0].update(kind="keyring"),
        lambda raw: raw["slots"][0]["kdf"].update(name="scrypt"),
        lambda raw: raw["slots"][0].update(salt="xyz"),
    ],
)
def test_what_is_no_header_of_ours_is_not_taken_for_one(header, tamper):
    raw = json.loads(to_json(header))
    tamper(raw)

    with pytest.raises((ValueError, KeyError)):
        from_json(json.dumps(raw))


def test_a_header_of_a_later_version_says_so(header):
    raw = {**json.loads(to_json(header)), "version": 2}

    with pytest.raises(KnownProblem, match="keys_newer"):
        from_json(json.dumps(raw))


def test_an_accent_is_the_same_from_every_keyboard():
    composed = unicodedata.normalize("NFC", "café crème à Zürich")
    decomposed = unicodedata.normalize("NFD", composed)
    header, _key = new_keys("1", fit_passphrase(Secret(decomposed)), CODE, LIGHT)

    assert composed != decomposed
    assert opened(header, SlotKind.PASSPHRASE, fit_passphrase(Secret(composed))) is not None


def test_a_passphrase_needs_fifteen_characters_as_people_count_them():
    assert len(fit_passphrase(Secret("seven grey owls"))) == 15
    for short in ("a" * 14, "", unicodedata.normalize("NFD", "é" * 14)):
        with pytest.raises(KnownProblem) as told:
            fit_passphrase(Secret(short))
        assert (told.value.code, told.value.facts) == ("passphrase_too_short", {"least": 15})


def test_a_small_computer_pays_less(monkeypatch):
    class Small:
        def memory_kib(self):
            return 2 * 1024 * 1024

    assert fitting_cost() in {FULL, SMALL_MEMORY}
    monkeypatch.setattr(cipher, "this_system", Small)
    assert fitting_cost() == SMALL_MEMORY


def test_a_key_shows_itself_to_no_one(header):
    key = opened(header, SlotKind.RECOVERY, CODE)
    assert key is not None
    secret = key._key.hex()

    assert secret not in repr(key)
    assert secret not in f"{key} {[key]}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        copy.deepcopy(key)
