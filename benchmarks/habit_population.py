"""Simulated habits and questionnaires of people who do not change: seeded, many at once.

Check-in days, how much of a medicine was taken, and a score every fortnight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Habit:
    """Misses with a ``share``, of which each is followed by another with ``clumped`` more.

    From ``stops_on`` the share is ``then``. Of a medicine's misses ``some`` are half ones, and
    ``unanswered`` days have no entry.
    """

    share: float = 0.2
    clumped: float = 0.0
    stops_on: int | None = None
    then: float = 1.0
    some: float = 0.3
    unanswered: float = 0.2

    def missed(self, n_people: int, n_days: int, seed: int):
        """Return ``missed[day, person]``: True on missed days."""
        rng = np.random.default_rng(seed)
        found = np.zeros((n_days, n_people), dtype=bool)
        found[0] = rng.random(n_people) < self.share
        for t in range(1, n_days):
            chance = self.share + self.clumped * (found[t - 1] - self.share)
            if self.stops_on is not None and t >= self.stops_on:
                chance = np.full(n_people, self.then)
            found[t] = rng.random(n_people) < chance
        return found

    def medicine(self, n_people: int, n_days: int, seed: int):
        """Return ``not_taken[day, person]``: 0 taken, .5 some, 1 not; NaN without an answer."""
        missed = self.missed(n_people, n_days, seed)
        rng = np.random.default_rng(seed + 1)
        amount = np.where(rng.random(missed.shape) < self.some, 0.5, 1.0)
        found = np.where(missed, amount, 0.0)
        found[rng.random(missed.shape) < self.unanswered] = np.nan
        return found


@dataclass(frozen=True)
class Scores:
    """A score of 0 to 27 every ``every`` days around a person's own mean of 12 (spread 4).

    ``own`` is how much an unchanged person's scores vary, ``phi`` how much one carries over to the
    next; from the score number ``rise_on`` it is ``rise`` higher.
    """

    own: float = 3.0
    phi: float = 0.3
    every: int = 14
    rise: float = 0.0
    rise_on: int = 7

    def days(self, n_people: int, n_days: int, seed: int):
        """Return ``scores[day, person]``, NaN between the questionnaires."""
        rng = np.random.default_rng(seed)
        mean = rng.normal(12, 4, n_people)
        found = np.full((n_days, n_people), np.nan)
        now = rng.standard_normal(n_people)
        for number, day in enumerate(range(0, n_days, self.every)):
            rise = self.rise if number >= self.rise_on else 0.0
            found[day] = np.clip(np.round(mean + self.own * now + rise), 0, 27)
            fresh = rng.standard_normal(n_people)
            now = self.phi * now + np.sqrt(1 - self.phi**2) * fresh
        return found
