"""The summary: first file of a start, the next ones, and the preview, beside a bare Typst page."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from benchmarks.charts_trends import TODAY, long_history
from benchmarks.figure import Figure, median, timed_ms
from iop_companion.domain.summary import Section
from iop_companion.reports.summary_pdf import TypstSummaryWriter
from iop_companion.services.summarising import SummaryRequest

REPEATS = 7


def figures() -> list[Figure]:
    with long_history(2) as services:
        _fill_words(services)
        request = SummaryRequest(TODAY - timedelta(days=27), TODAY, tuple(Section))
        writer = TypstSummaryWriter()
        began = time.perf_counter()
        summary = services.summarising.assemble(request)
        pdf = writer.pdf(summary)
        first = (time.perf_counter() - began) * 1000
        told = iter(range(10_000))
        worded = median(
            timed_ms(lambda: _written(services, writer, request, f"point {next(told)}"), REPEATS)
        )
        days = iter(range(1, 10_000))
        shifted = median(timed_ms(lambda: _moved(services, writer, request, next(days)), REPEATS))
        preview = median(timed_ms(lambda: writer.pages(summary, 1100), REPEATS))
        n_pages = writer.count_pages(pdf)
    return [
        Figure("First summary of a start: assemble, typeset", first, "ms", 1000,
               f"{n_pages} pages, {len(summary.charts)} charts, {len(pdf) / 1024:.0f} KiB"),
        Figure("Next summary, other words", worded, "ms", 250, f"bare Typst page {_bare():.0f} ms"),
        Figure("Next summary, another period, all charts drawn anew", shifted, "ms", 250),
        Figure("Preview of the same pages, 1100 px wide", preview, "ms"),
    ]  # fmt: skip


def _written(services, writer: TypstSummaryWriter, request: SummaryRequest, point: str) -> None:
    writer.pdf(services.summarising.assemble(replace(request, talk_points=(point,))))


def _moved(services, writer: TypstSummaryWriter, request: SummaryRequest, by: int) -> None:
    moved = replace(
        request, first=request.first - timedelta(days=by), last=request.last - timedelta(days=by)
    )
    writer.pdf(services.summarising.assemble(moved))


def _fill_words(services) -> None:
    """Add what a summary counts: skills, triggers, medicine."""
    from benchmarks.charts_trends import Noon
    from iop_companion.domain.observation import observe

    answers = {
        "skills": ("paced_breathing", "urge_surfing"),
        "urge_set_off_by": ("conflict", "poor_sleep"),
        "urge_acted_on": "no",
        "medicine_taken": "taken",
    }
    with services.session.vault.write() as journal:
        journal.put_many(
            observe(services.measures.get(name), value, day=TODAY - timedelta(days=ago),
                    recorded_at=Noon().now() - timedelta(days=ago))
            for name, value in answers.items()
            for ago in range(30)
        )  # fmt: skip


def _bare() -> float:
    import typst

    page = b"= Title\n#lorem(300)\n"
    return median(timed_ms(lambda: typst.compile({"main": page}, pdf_standards=["a-2b"]), REPEATS))
