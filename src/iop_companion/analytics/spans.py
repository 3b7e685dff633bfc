"""Sums of many columns over the same spans of rows, each lane with its own span."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.series import Floats

FEW_DAYS = 8
"""So many days are summed one by one; more of them from running sums."""


class Spans:
    """Rows ``start`` to before ``end`` of each ``[day, lane]``, looked up once for many columns."""

    def __init__(self, start: Ints, end: Ints, n_rows: int) -> None:
        """Clip the spans to ``n_rows`` rows; a span that ends before it starts sums to nothing."""
        lanes = np.arange(end.shape[1])
        stop = np.minimum(np.maximum(end, 0), n_rows)
        begin = np.minimum(np.maximum(start, 0), stop)
        self._inside: Floats | None = None
        if end.shape[0] <= FEW_DAYS:
            row = np.arange(n_rows)[:, None]
            inside = (row >= begin[:, None]) & (row < stop[:, None])
            self._inside = inside.astype(np.float64)
        self._stop = stop * end.shape[1] + lanes
        self._begin = begin * end.shape[1] + lanes

    def sums(self, columns: Sequence[Floats] | Floats) -> list[Floats]:
        """Return :meth:`sum` of each of ``columns``."""
        if self._inside is None:
            return [self.sum(column) for column in columns]
        many = np.asarray(columns, dtype=np.float64)
        few: list[Floats] = list(np.einsum("crl,drl->cdl", many, self._inside))
        return few

    def sum(self, column: Floats) -> Floats:
        """Return the sums of ``column[row, lane]`` over the spans."""
        if self._inside is not None:
            few: Floats = (column * self._inside).sum(axis=1)
            return few
        total = np.zeros((column.shape[0] + 1, column.shape[1]))
        np.cumsum(column, axis=0, out=total[1:])
        flat = total.ravel()
        sums: Floats = flat.take(self._stop) - flat.take(self._begin)
        return sums
