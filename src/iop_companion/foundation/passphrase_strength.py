"""How many guesses a passphrase of a person's own withstands; common ones are told from good ones.

A guesser tries known parts first: frequent passwords, words and names, runs such as ``abcd`` or
``qwerty``, years, and the same again and again. The passphrase is cut into such parts in the way
that is cheapest for the guesser. No rule about kinds of characters: those make people write
``Password1!`` (NIST SP 800-63B-4 forbids them). The arithmetic follows D. Wheeler, "zxcvbn:
Low-Budget Password Strength Estimation", USENIX Security 2016, with fewer kinds of parts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from iop_companion.foundation import assets

LEAST_GUESSES = 1e8
"""Below this a passphrase is refused: at one second a guess, as argon2id costs, three years."""

GOOD_GUESSES = 1e12
"""From here on no advice is given."""

_LONGEST_JUDGED = 96
"""Characters that are looked at; what comes after can only help."""

_LONGEST_WORD = 24
_PER_CHARACTER = 10
"""Guesses for a character that is part of nothing known."""

_PER_PART = 10_000
"""How much each further part costs, since a guesser does not know how many there are."""

_YEARS = 200
_RUN_GUESSES = 50
_LEAST_RUN = 3
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "1qaz", "2wsx", "3edc", "4rfv",
    "5tgb", "6yhn", "7ujm", "8ik", "9ol",
)  # fmt: skip
_LOOKALIKES = str.maketrans("@4301$57+!", "aaeoisstti")
_BLANKS = frozenset(" -_.,;:/")


class Strength(IntEnum):
    """What is said of a passphrase."""

    COMMON = 0
    FAIR = 1
    GOOD = 2


@dataclass(frozen=True, slots=True)
class _Part:
    begin: int
    end: int
    guesses: float


def strength(passphrase: str) -> Strength:
    """Return how ``passphrase`` stands; takes about a millisecond, so it may follow each key."""
    guesses = guesses_needed(passphrase)
    if guesses < LEAST_GUESSES:
        return Strength.COMMON
    return Strength.GOOD if guesses >= GOOD_GUESSES else Strength.FAIR


def guesses_needed(passphrase: str) -> float:
    """Return about how many guesses find ``passphrase``, at least 1.

    For each number of parts the cheapest way of cutting is kept; the order of parts costs their
    factorial, and each further part :data:`_PER_PART`.
    """
    text = passphrase[:_LONGEST_JUDGED].casefold()
    kept = "".join(one for one in text if one not in _BLANKS)
    if not kept:
        return 1.0
    unit = _repeated_unit(kept)
    if len(unit) < len(kept):
        return guesses_needed(unit) * (len(kept) / len(unit))
    return _cheapest(len(kept), _parts(kept))


def _cheapest(length: int, parts: list[_Part]) -> float:
    ending: dict[int, list[_Part]] = {}
    for part in parts:
        ending.setdefault(part.end, []).append(part)
    # best[at][n]: the cheapest product of n parts that cover the first ``at`` characters
    best: list[dict[int, float]] = [{0: 1.0}]
    for at in range(1, length + 1):
        here: dict[int, float] = {}
        for part in ending[at]:
            for n, before in best[part.begin].items():
                cost = before * part.guesses
                if cost < here.get(n + 1, math.inf):
                    here[n + 1] = cost
        best.append(here)
    return min(
        math.factorial(n) * cost + float(_PER_PART) ** (n - 1) for n, cost in best[length].items()
    )


def _parts(text: str) -> list[_Part]:
    plain = text.translate(_LOOKALIKES)
    ranks = _ranks()
    found = []
    for begin in range(len(text)):
        for end in range(begin + 1, len(text) + 1):
            span = end - begin
            guesses = float(_PER_CHARACTER) ** span if span < 20 else math.inf
            if span <= _LONGEST_WORD:
                guesses = min(guesses, _word_guesses(text[begin:end], plain[begin:end], ranks))
            if span >= _LEAST_RUN:
                guesses = min(guesses, _run_guesses(text[begin:end]))
            if guesses < math.inf:
                found.append(_Part(begin, end, guesses))
    return found


def _word_guesses(text: str, plain: str, ranks: dict[str, int]) -> float:
    if len(text) == 4 and text.isdecimal() and text[:2] in {"19", "20"}:
        return _YEARS
    rank = ranks.get(text)
    if rank is not None:
        return float(rank)
    for guise in (plain, text[::-1]):
        if guise in ranks:
            return 2.0 * ranks[guise]
    return math.inf


def _run_guesses(text: str) -> float:
    if len(set(text)) == 1:
        return float(_RUN_GUESSES * len(text))
    for row in _ROWS:
        if text in row or text[::-1] in row:
            return float(_RUN_GUESSES * len(text))
    return math.inf


def _repeated_unit(text: str) -> str:
    """The shortest beginning that, said again and again, gives ``text`` (its end may be cut)."""
    for size in range(1, len(text) // 2 + 1):
        unit = text[:size]
        if (unit * (len(text) // size + 1))[: len(text)] == text:
            return unit
    return text


@cache
def _ranks() -> dict[str, int]:
    """Each known part and its place: common ones first, then the words that we offer."""
    lines = assets.read_text("wordlists/common_parts.txt").split()
    ranks = {word: place for place, word in enumerate(lines, 1)}
    offered = assets.read_text("wordlists/passphrase_words.txt").split()
    for word in offered:
        ranks.setdefault(word, len(offered))
    return ranks
