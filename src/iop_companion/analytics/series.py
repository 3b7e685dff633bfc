"""One measure day by day as numbers: what charts, summaries and the warning panel read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from iop_companion.domain.ids import MeasureId

Floats = NDArray[np.float64]
"""Numbers, one a day; NaN stands for a day without an entry."""

Flags = NDArray[np.bool_]
"""Marks, one a day."""

Versions = NDArray[np.int64]
"""Versions of a measure's definition, one a day."""


def without_gaps(column: Floats) -> Floats:
    """Return ``column`` with 0 for every gap; quicker than ``numpy.nan_to_num``."""
    return np.where(np.isnan(column), 0.0, column)


def _no_marks() -> Flags:
    return np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class DailySeries:
    """Consecutive days of one measure from ``first`` on, in the measure's own unit.

    ``values`` holds NaN where there is no entry; nothing is ever filled in. ``late``, ``paper``
    and ``imported`` mark where a day's value came from and are as long as ``values``; left out,
    nothing is marked. ``versions`` says by which version of the measure's definition each value was
    entered, None where it was one for all. The arrays are read-only; a series may have no days.
    ``redefined_on`` is the first day of the present definition where :meth:`by_version` left
    earlier ones out.
    """

    measure_id: MeasureId
    first: date
    values: Floats = field(repr=False)
    late: Flags = field(default_factory=_no_marks, repr=False)
    paper: Flags = field(default_factory=_no_marks, repr=False)
    imported: Flags = field(default_factory=_no_marks, repr=False)
    versions: Versions | None = field(default=None, repr=False)
    redefined_on: date | None = None

    def __post_init__(self) -> None:
        """Freeze the arrays; raise ``ValueError`` for unlike lengths or an infinite value."""
        values = np.array(self.values, dtype=np.float64)
        if values.ndim != 1 or np.isinf(values).any():
            raise ValueError("a daily series is one row of finite numbers and gaps")
        values.setflags(write=False)
        object.__setattr__(self, "values", values)
        for name in ("late", "paper", "imported"):
            marks = np.array(getattr(self, name), dtype=np.bool_)
            marks = marks if marks.size else np.zeros(values.size, dtype=np.bool_)
            if marks.shape != values.shape:
                raise ValueError("marks and values must cover the same days")
            marks.setflags(write=False)
            object.__setattr__(self, name, marks)
        if self.versions is not None:
            versions = np.array(self.versions, dtype=np.int64)
            if versions.shape != values.shape:
                raise ValueError("versions and values must cover the same days")
            versions.setflags(write=False)
            object.__setattr__(self, "versions", versions)

    @property
    def n_days(self) -> int:
        """Days covered, with or without an entry."""
        return int(self.values.size)

    @property
    def last(self) -> date:
        """The last day covered; the day before ``first`` for a series of no days."""
        return self.first + timedelta(days=self.n_days - 1)

    @property
    def entered(self) -> Flags:
        """True on days with an entry."""
        return ~np.isnan(self.values)

    @property
    def n_entries(self) -> int:
        """Days with an entry."""
        return int(self.entered.sum())

    def on(self, day: date) -> float | None:
        """Return the value of ``day``, or None where there is no entry or no such day."""
        index = (day - self.first).days
        if not 0 <= index < self.n_days or np.isnan(self.values[index]):
            return None
        return float(self.values[index])

    def window(self, first: date, last: date) -> DailySeries:
        """Return exactly the days ``first`` to ``last``, both included; uncovered days are gaps.

        Raises ``ValueError`` if ``last`` lies before the day before ``first``.
        """
        n_days = (last - first).days + 1
        if n_days < 0:
            raise ValueError("a window ends no earlier than the day before it begins")
        values = np.full(n_days, np.nan)
        marks = {name: np.zeros(n_days, dtype=np.bool_) for name in ("late", "paper", "imported")}
        versions = None if self.versions is None else np.zeros(n_days, dtype=np.int64)
        start = (self.first - first).days
        low, high = max(0, start), min(n_days, start + self.n_days)
        if low < high:
            kept = slice(low - start, high - start)
            values[low:high] = self.values[kept]
            for name, column in marks.items():
                column[low:high] = getattr(self, name)[kept]
            if versions is not None and self.versions is not None:
                versions[low:high] = self.versions[kept]
        return DailySeries(
            self.measure_id,
            first,
            values,
            **marks,
            versions=versions,
            redefined_on=self.redefined_on,
        )

    def by_version(self, version: int) -> DailySeries:
        """Return the series with only the values entered by ``version`` of the definition.

        What other definitions ask is not on the same scale: such days become gaps.
        """
        if self.versions is None:
            return self
        mine = self.versions == version
        if (mine | ~self.entered).all():
            return self
        kept = mine & self.entered
        begun = self.first + timedelta(days=int(kept.argmax())) if kept.any() else None
        return DailySeries(
            self.measure_id,
            self.first,
            np.where(kept, self.values, np.nan),
            self.late & kept,
            self.paper & kept,
            self.imported & kept,
            self.versions,
            begun,
        )

    def until(self, last: date) -> DailySeries:
        """Return the series without the days after ``last``: what was known then."""
        return self if last >= self.last else self.window(self.first, max(last, self._before()))

    def _before(self) -> date:
        return self.first - timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class AlignedDays:
    """Several measures side by side over the same days: ``values[day, measure]``, NaN for gaps.

    ``versions`` are laid out alike; None where no measure was redefined.
    """

    first: date
    measure_ids: tuple[MeasureId, ...]
    values: Floats = field(repr=False)
    versions: Versions | None = field(default=None, repr=False)

    @property
    def n_days(self) -> int:
        """Days covered."""
        return int(self.values.shape[0])

    def day(self, index: int) -> date:
        """Return the date of row ``index``."""
        return self.first + timedelta(days=index)

    def index(self, day: date) -> int:
        """Return the row of ``day``; it may lie outside."""
        return (day - self.first).days


def aligned(series: Sequence[DailySeries], last: date | None = None) -> AlignedDays | None:
    """Put ``series`` side by side from the first day any has an entry to ``last``.

    ``last`` defaults to the latest day covered. Returns None when there is no entry by then.
    """
    known = [one if last is None else one.until(last) for one in series]
    starts = [
        one.first + timedelta(days=int(one.entered.argmax())) for one in known if one.n_entries
    ]
    if not starts:
        return None
    first = min(starts)
    end = last if last is not None else max(one.last for one in known)
    whole = [one.window(first, end) for one in known]
    ids = tuple(one.measure_id for one in known)
    values = np.column_stack([one.values for one in whole])
    if all(one.versions is None for one in whole):
        return AlignedDays(first, ids, values)
    none = np.zeros(values.shape[0], dtype=np.int64)
    by_column = [none if one.versions is None else one.versions for one in whole]
    return AlignedDays(first, ids, values, np.column_stack(by_column))
