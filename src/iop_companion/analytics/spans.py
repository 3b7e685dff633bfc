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
        n_days, n_lanes = end.shape
        self._inside: Floats | None = None
        if n_days <= FEW_DAYS:
            row = np.arange(n_rows)[:, None]
            inside = (row >= start[:, None]) & (row < end[:, None])
            self._inside = inside.astype(np.float64)
            return
        lanes = np.arange(n_lanes)
        stop = np.minimum(np.maximum(end, 0), n_rows)
        begin = np.minimum(np.maximum(start, 0), stop)
        self._stop = stop * n_lanes + lanes
        self._begin = begin * n_lanes + lanes

    def sums(self, columns: Sequence[Floats] | Floats) -> list[Floats]:
        """Return the sums of each ``column[row, lane]`` over the spans, ``[day, lane]``."""
        if self._inside is None:
            return [self._sum(column) for column in columns]
        many = np.asarray(columns)
        few: list[Floats] = list(np.einsum("crl,drl->cdl", many, self._inside))
        return few

    def wide_sums(self, rows: Floats) -> Floats:
        """Return the sums of ``rows[row, lane, ...]``, of many numbers a lane, over the spans."""
        if self._inside is not None:
            few: Floats = np.einsum("rlk,drl->dlk", rows, self._inside)
            return few
        total = np.zeros((rows.shape[0] + 1, *rows.shape[1:]))
        np.cumsum(rows, axis=0, out=total[1:])
        flat = total.reshape(-1, rows.shape[2])
        sums: Floats = flat.take(self._stop, axis=0) - flat.take(self._begin, axis=0)
        return sums

    def _sum(self, column: Floats) -> Floats:
        total = np.zeros((column.shape[0] + 1, column.shape[1]))
        np.cumsum(column, axis=0, out=total[1:])
        flat = total.ravel()
        sums: Floats = flat.take(self._stop) - flat.take(self._begin)
        return sums
