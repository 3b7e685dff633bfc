"""A text that must not show itself: passphrases, recovery codes, keys."""

from __future__ import annotations

import hmac


class Secret:
    """A secret text whose ``repr``, ``str`` and ``format`` are masked.

    The text leaves only through :meth:`reveal`, so that every place that needs it can be found.
    Python cannot wipe a ``str``; the restart on lock is what clears memory.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        """Keep ``text`` as it is; no trimming, no normalising."""
        self._text = text

    def reveal(self) -> str:
        """Return the secret text itself."""
        return self._text

    def __repr__(self) -> str:
        """Masked."""
        return "Secret(•••)"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        """Masked, whatever the format asks for."""
        return repr(self)

    def __len__(self) -> int:
        """Length of the text in characters."""
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        """Equal in constant time to another secret of the same text."""
        return isinstance(other, Secret) and hmac.compare_digest(
            self._text.encode(), other._text.encode()
        )

    __hash__ = None  # type: ignore[assignment]  # a secret in a set or a key of a dict is a mistake

    def __reduce__(self) -> tuple[type, tuple[str]]:
        """Refuse pickling: a secret must not travel in a queue or to a file by accident."""
        raise TypeError("a Secret cannot be pickled")
