"""The recovery code as people copy it: forgiving where it can be, strict where it must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.store.recovery_code import ALPHABET, canonical, new_recovery_code

SYMBOLS = st.integers(0, 32)


def test_a_code_has_eight_groups_of_four_and_a_check():
    groups = new_recovery_code().reveal().split("-")

    assert [len(group) for group in groups] == [4] * 8 + [1]
    assert set("".join(groups)) <= set(ALPHABET)


def test_no_two_codes_are_alike():
    assert len({new_recovery_code().reveal() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "retyped",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "\u2013"),
        lambda code: code.replace("0", "O"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: code.replace("1", "I"),
        lambda code: "  " + code + "\n",
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in code),
    ],
)
def test_a_code_is_known_however_it_is_typed(retyped):
    code = new_recovery_code()

    assert canonical(Secret(retyped(code.reveal()))) == canonical(code)


@given(at=SYMBOLS, shift=st.integers(1, 31))
def test_one_mistyped_symbol_is_always_noticed(at, shift):
    symbols = list(new_recovery_code().reveal().replace("-", ""))
    symbols[at] = ALPHABET[(ALPHABET.index(symbols[at]) + shift) % 32]

    with pytest.raises(KnownProblem, match="recovery_code_mistyped"):
        canonical(Secret("".join(symbols)))


@given(at=st.integers(0, 31))
def test_two_neighbours_swapped_are_always_noticed(at):
    symbols = list(new_recovery_code().reveal().replace("-", ""))
    if symbols[at] == symbols[at + 1]:
        symbols[at] = ALPHABET[(ALPHABET.index(symbols[at]) + 1) % 32]
    symbols[at], symbols[at + 1] = symbols[at + 1], symbols[at]

    with pytest.raises(KnownProblem, match="recovery_code_mistyped"):
        canonical(Secret("".join(symbols)))


def test_a_symbol_that_no_code_has_is_noticed():
    code = new_recovery_code().reveal()

    with pytest.raises(KnownProblem, match="recovery_code_mistyped"):
        canonical(Secret("U" + code[1:]))


def test_a_code_with_a_group_left_out_says_how_many_symbols_it_has():
    with pytest.raises(KnownProblem) as told:
        canonical(Secret(new_recovery_code().reveal()[5:]))

    assert told.value.code == "recovery_code_length"
    assert told.value.facts == {"found": 29, "wanted": 33}
