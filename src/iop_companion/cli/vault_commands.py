"""The commands about the vault itself: ``init`` and ``check``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from iop_companion.cli.opening import Opening
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.problem_texts import describe

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

_NEWEST = 3
"""How many backups ``check`` opens."""

_DAMAGE = frozenset({"vault_damaged", "not_a_vault", "keys_damaged"})
"""Problems of opening that are themselves what ``check`` was asked about."""


def init(context: typer.Context) -> None:
    """Create a vault and print its recovery code, once."""
    opening: Opening = context.obj
    with opening.created() as (services, code):
        folder, recovery_code = str(services.session.folder.absolute()), code.reveal()
    opening.console.tell(
        {"vault": folder, "recovery_code": recovery_code},
        [
            _("The vault is in {folder}.").format(folder=folder),
            _("Recovery code: {code}").format(code=recovery_code),
            _("Write it down and keep it apart from this computer; it is not shown again."),
            _("If you lose both passphrase and recovery code, nobody can open this."),
        ],
    )


def _backup_problems(services: Services) -> list[str]:
    """Open the newest backups; older ones are tested in turn, one a month."""
    n_damaged = 0
    for one in [one for one in services.backups.all() if not one.is_outside][:_NEWEST]:
        try:
            services.backups.test(one.file)
        except KnownProblem as problem:
            n_damaged += problem.code == "backup_damaged"
    if not n_damaged:
        return []
    words = ngettext("{n} backup is damaged.", "{n} backups are damaged.", n_damaged)
    return [words.format(n=n_damaged)]


def check(context: typer.Context) -> None:
    """Look whether the vault is sound."""
    opening: Opening = context.obj
    n_entries, schema = 0, 0
    try:
        with opening.unlocked() as services:
            report = services.session.check()
            report = replace(report, problems=(*report.problems, *_backup_problems(services)))
        problems, n_entries, schema = report.problems, report.n_entries, report.schema
    except KnownProblem as problem:
        if problem.code not in _DAMAGE:
            raise
        problems = (describe(problem).sentence,)
    entries = ngettext("{n} entry", "{n} entries", n_entries).format(n=n_entries)
    sound = _("The vault is sound: {entries}.").format(entries=entries)
    opening.console.tell(
        {"ok": not problems, "problems": list(problems), "entries": n_entries, "schema": schema},
        problems or [sound],
    )
    if problems:
        opening.console.complain(_("The vault has a problem. Keep its folder as it is."))
        raise typer.Exit(1)
