"""A diary card on paper: Typst over ``resources/reports/diary_card.typ``, A4 turned on its side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from iop_companion.domain.diary_card import CardTicks, DiaryCard
from iop_companion.domain.private import Secret
from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _, language
from iop_companion.reports.locked_pdf import locked_pdf
from iop_companion.reports.typesetting import (
    A4_LANDSCAPE_INCH,
    Pages,
    count_pages,
    typeset_pages,
    typeset_pdf,
)

TEMPLATE = "reports/diary_card.typ"
_ROWS_MM = (13.0, 11.0, 9.4, 8.0, 6.8)
"""Heights of a day's line, tried from the roomiest until all stands on one page."""

_LEAST_TICKS = 8
"""Lines of a single list on an empty card."""

_MOST_COLUMNS = 12
"""More of them are not to be read side by side: they go into a table of their own."""

_MOST_BESIDE_WORDS = 9
"""Beside more of them what set it off and the note have no room: they get a table of their own."""


class TypstCardWriter:
    """Writes a card as PDF/UA-1, and the very same pages as PNG. Nothing touches the disk."""

    def pdf(self, card: DiaryCard) -> bytes:
        """Return the PDF: one page of A4 unless the card is longer than that."""
        return typeset_pdf(self._fitted(card))

    def pages(self, card: DiaryCard, width_px: int) -> list[bytes]:
        """Return each page of that very PDF as PNG bytes, ``width_px`` wide."""
        return typeset_pages(self._fitted(card), width_px)

    def locked(self, pdf: bytes, passphrase: Secret) -> bytes:
        """Return the PDF under ``passphrase``; tags and metadata inside stay as they are."""
        return locked_pdf(pdf, passphrase)

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF made here has."""
        return count_pages(pdf)

    def _fitted(self, card: DiaryCard) -> Pages:
        made = _pages(card)
        for height in _ROWS_MM:
            sized = replace(made, data={**made.data, "row_mm": height})
            if count_pages(typeset_pdf(sized)) == 1:
                return sized
        return replace(made, data={**made.data, "row_mm": _ROWS_MM[2]})


def _pages(card: DiaryCard) -> Pages:
    data: dict[str, Any] = {
        "title": _("Diary card"),
        "language": language().replace("-", "_").split("_")[0],
        "who": _who(card),
        "tables": _tables(card),
        "ticks": [table for ticks in card.ticks for table in _halves(ticks, card)],
        "weekdays": [name.split()[0] for name in (day.name for day in card.days)],
        "words": {
            "day": _("Day"),
            "set_off": _("What set it off") if card.has_set_off else "",
            "note": _("What helped, or a note"),
            "remember": _("This week I want to remember"),
            "session": _("For my next session"),
            "foot": _("An empty day is fine."),
            "page": _("Page {page} of {pages}"),
            "ticked": "\N{CHECK MARK}",
        },
        "ends": card.ends,
        "line": card.line,
        "points": list(card.to_talk_about),
    }
    return Pages(TEMPLATE, data, {}, card.made_on, A4_LANDSCAPE_INCH)


def _who(card: DiaryCard) -> list[dict[str, Any]]:
    """The name and the week, each as words or as a line to write on."""
    week = ""
    if card.first is not None and card.last is not None:
        week = period_words(card.first, card.last, with_year=True)
    return [
        {"label": _("Name"), "words": card.name},
        {"label": _("Week of"), "words": week},
    ]


def _tables(card: DiaryCard) -> list[dict[str, Any]]:
    """The columns in tables of equal size; what set it off and the note stand in the last."""
    n_tables = max(1, -(-len(card.columns) // _MOST_COLUMNS))
    size = -(-len(card.columns) // n_tables)
    parts = [slice(at * size, (at + 1) * size) for at in range(n_tables)]
    if len(card.columns[parts[-1]]) > _MOST_BESIDE_WORDS:
        parts.append(slice(0, 0))
    tables = []
    for part in parts:
        is_last = part is parts[-1]
        tables.append(
            {
                "columns": [{"label": one.label, "takes": one.takes} for one in card.columns[part]],
                "with_words": is_last,
                "days": [
                    {
                        "name": day.name,
                        "cells": list(day.cells[part]),
                        "set_off": day.set_off_by if is_last else "",
                        "note": day.note if is_last else "",
                    }
                    for day in card.days
                ],
            }
        )
    return tables


def _halves(ticks: CardTicks, card: DiaryCard) -> list[dict[str, Any]]:
    """One long list takes both halves of the page; several stand beside each other.

    An empty card has room for names that are not in the list.
    """
    rows = [{"name": name, "ticked": list(boxes)} for name, boxes in ticks.rows]
    if not card.is_filled:
        n_more = max(_LEAST_TICKS - len(rows), 0) if len(card.ticks) == 1 else 1
        rows += [{"name": "", "ticked": [False] * len(card.days)}] * n_more
    if len(card.ticks) > 1 or len(rows) < 2:
        return [{"title": ticks.title, "rows": rows}]
    half = -(-len(rows) // 2)
    return [{"title": ticks.title, "rows": part} for part in (rows[:half], rows[half:])]
