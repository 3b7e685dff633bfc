"""Mood names of Daylio and what number each becomes.

Daylio writes a mood by its name, never by its level. Its five default names become 9, 7, 5, 3, 1;
any other name needs a number from the person, and until then its rows are refused by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from iop_companion.domain.import_preview import ImportMapping, UnmappedMood
from iop_companion.domain.measure import Measure, UnfitValue
from iop_companion.foundation.errors import KnownProblem

_LEVELS = (9.0, 7.0, 5.0, 3.0, 1.0)
_DEFAULTS = dict(zip(("rad", "good", "meh", "bad", "awful"), _LEVELS, strict=True))
_POLISH = dict(zip(("wspaniale", "dobrze", "tak sobie", "źle", "okropnie"), _LEVELS, strict=True))
_GERMAN = dict(zip(("super", "gut", "ok", "schlecht", "lausig"), _LEVELS, strict=True))
_GERMAN_ALONE = frozenset({"gut", "schlecht", "lausig"})
_GERMAN_WEEKDAYS = frozenset(
    {"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"}
)

_SUGGESTIONS: Mapping[float, str] = {
    9.0: "amazing excellent ecstatic great blissful genial super increíble fantastique ottimo",
    7.0: "happy content grateful well fine calm bien buono bom dobry feliz zufrieden glücklich",
    5.0: "average ok okay neutral so-so normal regular moyen mittel średnio",
    3.0: "sad tired low down anxious stressed mal mauvais triste traurig müde smutny",
    1.0: "terrible horrible depressed miserable fatal furchtbar schrecklich",
}
_SUGGESTED = {word: level for level, words in _SUGGESTIONS.items() for word in words.split()}


def key_of(name: str) -> str:
    """Return the form in which two spellings of a mood name are the same: "Sad " and "sad"."""
    return " ".join(name.split()).casefold()


class MoodNumbers:
    """Numbers for the mood names of one file; counts the names it is asked for."""

    def __init__(self, mood: Measure, mapping: ImportMapping) -> None:
        """Take the person's own numbers from ``mapping``; they stand over the defaults.

        A name mapped to None is left out, even if it is one of the defaults.

        Raises ``KnownProblem("mapping_unfit")`` if one of them does not fit ``mood``.
        """
        self._own: dict[str, float | None] = {}
        for name, number in mapping.moods.items():
            if number is None:
                self._own[key_of(name)] = None
                continue
            try:
                self._own[key_of(name)] = float(mood.fitted(number))  # type: ignore[arg-type]
            except UnfitValue as unfit:
                raise KnownProblem("mapping_unfit", label=mood.label) from unfit
        self._known = {**_POLISH, **{name: _GERMAN[name] for name in _GERMAN_ALONE}, **_DEFAULTS}
        self._spelling: dict[str, str] = {}
        self._count: Counter[str] = Counter()

    def learn_language(self, weekdays: set[str], names: set[str]) -> None:
        """Take "super" and "ok" for Daylio's own names only in a file that is German elsewhere."""
        is_german = not _GERMAN_WEEKDAYS.isdisjoint(map(key_of, weekdays))
        if is_german or not _GERMAN_ALONE.isdisjoint(map(key_of, names)):
            self._known = {**_GERMAN, **self._known}

    def number(self, name: str) -> float | None:
        """Return the number of ``name``, or None if the person has to give one."""
        key = key_of(name)
        return self._own[key] if key in self._own else self._known.get(key)

    def count(self, name: str) -> None:
        """Remember that ``name`` stands in one more row."""
        key = key_of(name)
        self._spelling.setdefault(key, name)
        self._count[key] += 1

    def met(self) -> Mapping[str, float | None]:
        """Return every name met, in its first spelling, with its number or None."""
        return {name: self.number(name) for name in self._spelling.values()}

    def counts(self) -> Mapping[str, int]:
        """Return how many rows each name met stands in, by its first spelling."""
        return {self._spelling[key]: n_rows for key, n_rows in self._count.items()}

    def unmapped(self) -> tuple[UnmappedMood, ...]:
        """Return the names without a number, most frequent first, with a suggestion if any."""
        return tuple(
            UnmappedMood(self._spelling[key], n_rows, _SUGGESTED.get(key))
            for key, n_rows in self._count.most_common()
            if self.number(key) is None
        )
