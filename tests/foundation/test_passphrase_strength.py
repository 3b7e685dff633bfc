"""Common passphrases are told from good ones, without rules about kinds of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.foundation.passphrase_strength import Strength, guesses_needed, strength


@pytest.mark.parametrize(
    "typed",
    [
        "aaaaaaaaaaaaaaa", "passwordpassword", "password1234567", "123456789012345",
        "qwertyuiopasdfghj", "iloveyouiloveyou", "abcdefghijklmnop", "trustno1trustno1",
        "1qaz2wsx3edc4rfv", "PASSWORD PASSWORD", "p@ssw0rdp@ssw0rd", "dragon dragon dragon",
        "bench bench bench bench", "drowssapdrowssap", "123123123123123", "",  "   -   - - ---",
        "azertyuiopqsdfg",
    ],
)  # fmt: skip
def test_what_guessers_try_first_is_common(typed):
    assert strength(typed) is Strength.COMMON


@pytest.mark.parametrize(
    "typed",
    [
        "correct horse battery staple", "a lamp in the long hallway", "x9$kQ!7zPv#2mLb",
        "je t'aime mon amour", "żółw idzie przez łąkę", "わたしのねこはしろいです",
    ],
)  # fmt: skip
def test_words_that_have_nothing_to_do_with_each_other_are_good(typed):
    assert strength(typed) is Strength.GOOD


def test_every_offered_passphrase_is_good():
    for _ in range(20):
        assert strength(offered_passphrase().reveal()) is Strength.GOOD


def test_in_between_is_fair():
    assert strength("jennifer19840512") is Strength.FAIR


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_text_has_a_finite_number_of_guesses(typed, more):
    assert 1 <= guesses_needed(typed) < float("inf")
    assert 1 <= guesses_needed(typed + more) < float("inf")


def test_a_very_long_text_is_judged_by_its_beginning():
    assert strength("lamp copper drawer nineteen quiet moths " * 500) is Strength.GOOD
