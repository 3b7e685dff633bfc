"""The commands about backups: ``backup create``, ``list``, ``verify`` and ``restore``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iop_companion.cli.opening import Opening
from iop_companion.domain.backup import Backup, BackupFacts
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe

if TYPE_CHECKING:
    from iop_companion.services.backing_up import BackupPreview, Restored
    from iop_companion.services.bundle import Services

_CANNOT_BE_OPENED = frozenset(
    {"wrong_passphrase", "vault_damaged", "vault_missing", "not_a_vault", "keys_damaged",
     "keys_newer", "schema_newer"}
)  # fmt: skip
"""Why a vault that is to be replaced may not open; its files are kept all the same."""

File = Annotated[Path, typer.Argument(metavar="FILE", help=_("The file of a backup."))]


def create(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help=_("Copy it to this folder, too."))
    ] = None,
) -> None:
    """Make a backup now; it works while the window is open or locked."""
    opening: Opening = context.obj
    with opening.looking() as services:
        made = services.backups.make()
        if to is not None:
            made = services.backups.copy_to(to)
    opening.console.tell(
        _object(made),
        [
            _("The backup is {file}.").format(file=made.file),
            _("It was opened and counted: {entries}.").format(entries=_entries(made.facts)),
        ],
    )


def list_backups(context: typer.Context) -> None:
    """Print every backup that is kept, newest first."""
    opening: Opening = context.obj
    with opening.looking() as services:
        found = services.backups.all()
    lines = [_line(one) for one in found] or [_("There is no backup yet.")]
    opening.console.tell([_object(one) for one in found], lines)


def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help=_("Files to open; without any, all of them.")),
    ] = None,
) -> None:
    """Open backups and count them."""
    opening: Opening = context.obj
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    with opening.looking() as services:
        for file in files or [one.file for one in services.backups.all()]:
            try:
                facts = services.backups.test(file)
            except KnownProblem as problem:
                sentence = describe(problem).sentence
                told.append({"file": str(file), "verified": False, "entries": 0})
                lines.append(f"{file.name}: {sentence}")
            else:
                told.append({"file": str(file), "verified": True, "entries": facts.n_values})
                sound = _("sound, {entries}").format(entries=_entries(facts))
                lines.append(f"{file.name}: {sound}")
    opening.console.tell(_one_or_all(told, files), lines or [_("There is no backup yet.")])
    n_bad = sum(not one["verified"] for one in told)
    if n_bad:
        opening.console.complain(
            ngettext(
                "{n} backup could not be opened.", "{n} backups could not be opened.", n_bad
            ).format(n=n_bad)
        )
        raise typer.Exit(1)


def restore(
    context: typer.Context,
    file: File,
    merge: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--merge", help=_("Only add what the vault lacks; change nothing."))
    ] = False,
    keep_newer: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--keep-newer", help=_("Keep what the vault has besides the backup."))
    ] = False,
    dry_run: Annotated[  # noqa: FBT002 -- a flag of the command line
        bool, typer.Option("--dry-run", help=_("Only say what would happen."))
    ] = False,
) -> None:
    """Go back to a backup; the vault before it is kept."""
    opening: Opening = context.obj
    services, secret = opening.closed_with_secret()
    try:
        _unlock_what_is_there(services, secret, must_open=merge or keep_newer)
        preview = services.backups.preview(file, secret)
        n_entries, lines = preview.facts.n_values, _previewed(preview)
        if not dry_run:
            opening.has_saved = True
            if merge:
                merged, _changes = services.backups.merge(file, secret)
                n_entries, lines = merged.n_values, [_came_in(merged.n_values)]
            else:
                restored = services.backups.restore(file, secret, keep_newer=keep_newer)
                n_entries += restored.n_kept_newer
                lines = [lines[0], *_restored(restored)]
    finally:
        services.session.lock()
    opening.console.tell({"file": str(file), "verified": True, "entries": n_entries}, lines)


def _unlock_what_is_there(services: Services, secret: Secret, *, must_open: bool) -> None:
    """Open the vault, so that it is backed up and compared; a damaged one is only moved aside."""
    if not services.session.exists():
        return
    try:
        services.session.unlock(secret)
    except KnownProblem as problem:
        if must_open or problem.code not in _CANNOT_BE_OPENED:
            raise


def _previewed(preview: BackupPreview) -> list[str]:
    lines = [_("The backup holds {entries}.").format(entries=_entries(preview.facts))]
    if preview.n_missing:
        lines.append(
            ngettext(
                "It lacks {n} value that the vault has now.",
                "It lacks {n} values that the vault has now.",
                preview.n_missing,
            ).format(n=preview.n_missing)
        )
    return lines


def _restored(restored: Restored) -> list[str]:
    lines = [_("The vault is as the backup was.")]
    if restored.n_kept_newer:
        lines.append(_came_in(restored.n_kept_newer))
    if restored.kept_in is not None:
        lines.append(_("The one before is kept in {folder}.").format(folder=restored.kept_in))
    return lines


def _came_in(n: int) -> str:
    return ngettext("{n} value came in.", "{n} values came in.", n).format(n=n)


def _one_or_all(told: Sequence[dict[str, Any]], files: Sequence[Path] | None) -> Any:
    return told[0] if files is not None and len(files) == 1 else list(told)


def _object(backup: Backup) -> dict[str, Any]:
    return {
        "file": str(backup.file),
        "verified": backup.is_verified,
        "entries": backup.facts.n_values if backup.facts is not None else 0,
        "made_at": backup.made_at.isoformat(timespec="seconds"),
    }


def _line(backup: Backup) -> str:
    at = f"{backup.made_at.astimezone():%Y-%m-%d %H:%M}"
    if backup.is_damaged:
        told = _("damaged")
    elif backup.facts is None:
        told = _("opens with another vault’s key")
    else:
        told = _("opened and counted, {entries}").format(entries=_entries(backup.facts))
    return f"{at}  {backup.file}  {told}"


def _entries(facts: BackupFacts | None) -> str:
    n = facts.n_values if facts is not None else 0
    return ngettext("{n} entry", "{n} entries", n).format(n=n)
