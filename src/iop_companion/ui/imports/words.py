"""The words of the page Bring data in that are looked up or put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iop_companion.domain.import_preview import Conflict, ImportPreview, ReadValue
from iop_companion.foundation.dates import short_day
from iop_companion.foundation.i18n import _, ngettext

REFUSED_SHOWN, CONFLICTS_SHOWN = 12, 8


def format_words(name: str) -> str:
    """Return what a kind of file is called, by the name of its importer."""
    known = {
        "daylio": _("Daylio"),
        "csv": _("a table of days and measures"),
        "json": _("an export of this program"),
    }
    return known.get(name, name)


def values_words(values: Sequence[ReadValue], labels: Mapping[str, str]) -> tuple[str, str]:
    """Return a day's numbers, then what else the file says of it: "Mood 5, 7" and "friends"."""
    numbers: dict[str, list[str]] = {}
    others: list[str] = []
    n_texts = 0
    for item in values:
        if isinstance(item.value, tuple):
            others.extend(item.value)
        elif isinstance(item.value, str):
            n_texts += 1
        else:
            label = labels.get(item.measure_id, item.measure_id)
            numbers.setdefault(label, []).append(f"{item.value:.2f}".rstrip("0").rstrip("."))
    if n_texts:
        others.append(ngettext("{n} note", "{n} notes", n_texts).format(n=n_texts))
    told = [f"{label} {', '.join(found)}" for label, found in numbers.items()]
    return "; ".join(told), ", ".join(others)


def deed_words(preview: ImportPreview) -> str:
    """Return what the button says it imports; what is no value is told if there is nothing else."""
    if n := len(preview.fresh):
        return ngettext("Import {n} value", "Import {n} values", n).format(n=n)
    if n := preview.n_new_records:  # measures, session dates, steps of the plan, settings
        return ngettext("Import {n} other thing", "Import {n} other things", n).format(n=n)
    return _("Nothing new to import")


def taken_back_words(n_stayed: int) -> str:
    """Return what is told after an import was taken back; ``n_stayed`` values are left of it."""
    if not n_stayed:
        return _("What was brought in is taken out again.")
    return ngettext(
        "What was brought in is taken out again; {n} that you changed or use stays.",
        "What was brought in is taken out again; {n} that you changed or use stay.",
        n_stayed,
    ).format(n=n_stayed)


def refused_lines(preview: ImportPreview) -> list[str]:
    """Return the first refused lines with their reasons, then what else is left out."""
    refused = preview.contents.refused
    lines = [
        _("Line {line}: {reason}").format(line=one.line, reason=one.reason)
        for one in refused[:REFUSED_SHOWN]
    ]
    lines += _and_more(len(refused) - REFUSED_SHOWN)
    lines += preview.contents.left_out
    if n := preview.n_repeated:
        repeated = ngettext(
            "{n} value stands in the file more than once; it is taken once.",
            "{n} values stand in the file more than once; each is taken once.",
            n,
        )
        lines.append(repeated.format(n=n))
    return lines


def conflict_lines(conflicts: Sequence[Conflict], labels: Mapping[str, str]) -> list[str]:
    """Return what stands differently here and in the file."""
    lines = [
        _("{day}, {measure}: here {here}, in the file {file}").format(
            day=short_day(one.day),
            measure=labels.get(one.measure_id, one.measure_id),
            here=one.here,
            file=one.file,
        )
        for one in conflicts[:CONFLICTS_SHOWN]
    ]
    return lines + _and_more(len(conflicts) - CONFLICTS_SHOWN)


def _and_more(n: int) -> list[str]:
    return [ngettext("and {n} more", "and {n} more", n).format(n=n)] if n > 0 else []
