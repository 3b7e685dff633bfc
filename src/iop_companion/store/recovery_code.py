"""The recovery code: 160 random bits written so that a person can copy them by hand.

Crockford's base 32 leaves out I, L, O and U. Eight groups of four symbols and one check symbol:
any one mistyped symbol, and any two neighbours swapped, are noticed at once, before the slow key
derivation.
"""

from __future__ import annotations

import secrets
import unicodedata

from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
N_SYMBOLS = 32
GROUP = 4

_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new_recovery_code() -> Secret:
    """Return a fresh code such as ``7K9M-...-Q2WD-C``, as it is shown and printed."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(N_SYMBOLS))
    groups = [symbols[at : at + GROUP] for at in range(0, N_SYMBOLS, GROUP)]
    return Secret("-".join([*groups, _check_symbol(symbols)]))


def canonical(code: Secret) -> Secret:
    """Return the 32 symbols of a typed code, forgiving case, blanks, hyphens, O for 0, I, L for 1.

    Raises ``KnownProblem``: ``recovery_code_length`` with how many symbols were found, or
    ``recovery_code_mistyped`` when a symbol is not of the alphabet or the check does not hold.
    """
    typed = unicodedata.normalize("NFKC", code.reveal()).upper().translate(_FORGIVEN)
    symbols = "".join(symbol for symbol in typed if symbol.isalnum())
    if len(symbols) != N_SYMBOLS + 1:
        raise KnownProblem("recovery_code_length", found=len(symbols), wanted=N_SYMBOLS + 1)
    body, check = symbols[:N_SYMBOLS], symbols[N_SYMBOLS]
    if any(symbol not in ALPHABET for symbol in symbols) or _check_symbol(body) != check:
        raise KnownProblem("recovery_code_mistyped")
    return Secret(body)


def _check_symbol(symbols: str) -> str:
    """Horner's rule over GF(32): each place has its own weight, so no single change cancels out."""
    total = 0
    for symbol in symbols:
        total = _doubled(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def _doubled(element: int) -> int:
    element <<= 1
    return element ^ _FIELD_POLYNOMIAL if element >= N_SYMBOLS else element
