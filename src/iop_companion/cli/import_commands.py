"""The commands that bring files in and take them out again: ``import`` and ``undo-import``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from iop_companion.cli.opening import Opening
from iop_companion.domain.ids import ImportId
from iop_companion.domain.import_preview import ImportMapping, ImportPreview
from iop_companion.domain.observation import Observation
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.untrusted_file import open_untrusted


def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to bring in."))],
    format: Annotated[  # noqa: A002 -- the word of the command line
        str, typer.Option(metavar="NAME", help=_("auto, csv, daylio or json."))
    ] = "auto",
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE.json",
            help=_("Numbers for mood names and measures for columns."),
        ),
    ] = None,
    dry_run: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--dry-run", help=_("Say what would happen; save nothing."))
    ] = False,
) -> None:
    """Bring in a file. The same file a second time adds nothing."""
    opening: Opening = context.obj
    chosen = _mapping(mapping)
    with opening.unlocked() as services:
        preview = services.importing.preview(file, format, chosen)
        import_id, n_imported = None, 0
        if not dry_run:
            batch, changes = services.importing.commit(preview)
            n_imported = batch.n_values
            import_id = str(batch.id) if changes else None
    content = _as_object(preview, import_id, n_imported)
    opening.console.tell(content, _lines(preview, content, is_dry_run=dry_run))
    refused = preview.contents.refused
    if refused:
        opening.console.complain(
            ngettext(
                "{n} line was refused; the others were read. Mend it and bring the file in again.",
                "{n} lines were refused; the others were read."
                " Mend them and bring the file in again.",
                len(refused),
            ).format(n=len(refused))
        )
        raise typer.Exit(1)


def _mapping(path: Path | None) -> ImportMapping:
    if path is None:
        return ImportMapping()
    try:
        with open_untrusted(path, limit_mib=1) as stream:
            raw = json.loads(stream.read().decode("utf-8-sig"))
        moods, columns = raw.get("moods", {}), raw.get("columns", {})
        is_sound = all(isinstance(number, int | float | None) for number in moods.values()) and all(
            isinstance(target, str) for target in columns.values()
        )
    except (KnownProblem, ValueError, AttributeError, RecursionError) as error:
        raise KnownProblem("mapping_unreadable") from error
    if not is_sound:
        raise KnownProblem("mapping_unreadable")
    return ImportMapping(moods=moods, columns=columns)


def _as_object(preview: ImportPreview, import_id: str | None, n_imported: int) -> dict[str, Any]:
    contents = preview.contents
    return {
        "import_id": import_id,
        "format": contents.format,
        "rows": contents.n_rows,
        "read": preview.n_read,
        "imported": n_imported,
        "already_there": preview.n_already_there,
        "repeated": preview.n_repeated,
        "conflicts": [
            {
                "line": conflict.line,
                "day": conflict.day.isoformat(),
                "measure": conflict.measure_id,
                "here": conflict.here,
                "file": conflict.file,
            }
            for conflict in preview.conflicts
        ],
        "refused": [{"line": line.line, "reason": line.reason} for line in contents.refused],
        "first_day": _iso(preview.first_day),
        "last_day": _iso(preview.last_day),
        "left_out": list(contents.left_out),
        "moods_without_number": [
            {"name": mood.name, "rows": mood.n_rows, "suggestion": mood.suggestion}
            for mood in contents.unmapped
        ],
    }


def _lines(preview: ImportPreview, content: dict[str, Any], *, is_dry_run: bool) -> list[str]:
    contents = preview.contents
    n_fresh = len(preview.fresh) if is_dry_run else content["imported"]
    counts = _("{rows} lines, {read} values read: {fresh} new, {there} already there.").format(
        rows=contents.n_rows, read=preview.n_read, fresh=n_fresh, there=preview.n_already_there
    )
    lines = [counts]
    if preview.first_day and preview.last_day:
        period = _("From {first} to {last}.")
        lines.append(period.format(first=preview.first_day, last=preview.last_day))
    lines += contents.left_out
    if preview.n_repeated:
        repeated = ngettext(
            "{n} value stands in the file more than once; it is taken once.",
            "{n} values stand in the file more than once; each is taken once.",
            preview.n_repeated,
        )
        lines.append(repeated.format(n=preview.n_repeated))
    lines += [
        _("Line {line}: {measure} of {day} is {here} here and {file} in the file; yours stays.")
        .format(line=item.line, measure=item.measure_id, day=item.day, here=item.here,
                file=item.file)
        for item in preview.conflicts
    ]  # fmt: skip
    lines += [
        _("Line {line}: {reason}").format(line=line.line, reason=line.reason)
        for line in contents.refused
    ]
    if is_dry_run:
        lines.append(_("Nothing was saved: this was a trial."))
    elif content["import_id"]:
        undo = _("To take it back: iop-companion undo-import {id}")
        lines.append(undo.format(id=content["import_id"]))
    return lines


def undo_import(
    context: typer.Context,
    import_id: Annotated[str, typer.Argument(metavar="ID", help=_("The id that import printed."))],
) -> None:
    """Take out what an import brought in; values changed since then stay."""
    opening: Opening = context.obj
    with opening.unlocked() as services:
        changes, n_stayed = services.importing.undo(ImportId(import_id))
    n_removed = sum(isinstance(change.before, Observation) for change in changes.changes)
    lines = [ngettext("Took out {n} value.", "Took out {n} values.", n_removed)
             .format(n=n_removed)]  # fmt: skip
    if n_stayed:
        stays = ngettext(
            "{n} that you changed or use stays.", "{n} that you changed or use stay.", n_stayed
        )
        lines.append(stays.format(n=n_stayed))
    opening.console.tell({"import_id": import_id, "removed": n_removed, "stayed": n_stayed}, lines)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
