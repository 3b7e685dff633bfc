"""The check of a vault: every page, every index, every reference, both key files."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from iop_companion.domain.ports import VaultReport
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.platform.places import unfit_place
from iop_companion.foundation.problem_texts import describe
from iop_companion.store.engine import outside_transactions, pragma
from iop_companion.store.key_file import read_keys
from iop_companion.store.problems import told_apart
from iop_companion.store.vault_folder import VaultFolder


def check_vault(engine: Engine, folder: Path, *, is_read_only: bool) -> VaultReport:
    """Look at everything and report; nothing is changed but the log being folded into the file.

    The checkpoint comes first: the page check reads the raw file, and while newer pages still lie
    in the log it would report damage that is none.
    """
    problems = _key_problems(folder) + _place_problems(folder)
    n_entries = schema = 0
    with told_apart(folder), outside_transactions(engine) as plain:
        if not is_read_only:
            pragma(plain, "wal_checkpoint(TRUNCATE)")
        problems += _page_problems(plain)
        try:
            problems += _row_problems(plain)
            n_entries = int(
                plain.exec_driver_sql(
                    "SELECT count(*) FROM observation WHERE deleted_ms IS NULL"
                ).scalar_one()
            )
            schema = int(pragma(plain, "user_version"))
        except DatabaseError:
            problems.append(_("The entries could not all be read."))
    return VaultReport(not problems, tuple(problems), n_entries, schema)


def _page_problems(connection: Connection) -> list[str]:
    try:
        damaged = len(connection.exec_driver_sql("PRAGMA cipher_integrity_check").all())
    except DatabaseError:
        return [_("The vault’s file could not be read to its end.")]
    if not damaged:
        return []
    words = ngettext(
        "{n} page of the vault’s file is damaged.",
        "{n} pages of the vault’s file are damaged.",
        damaged,
    )
    return [words.format(n=damaged)]


def _row_problems(connection: Connection) -> list[str]:
    problems = []
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    if found != ["ok"]:
        problems.append(_("The order of the entries inside the file is damaged."))
    loose = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    if loose:
        words = ngettext(
            "{n} earlier version belongs to no entry.",
            "{n} earlier versions belong to no entry.",
            loose,
        )
        problems.append(words.format(n=loose))
    return problems


def _key_problems(folder: Path) -> list[str]:
    try:
        found = read_keys(VaultFolder(folder).keys)
    except KnownProblem:
        return [_("The key file could not be read, and neither could its copy.")]
    if not found.copies_agree:
        return [_("The key file and its copy differ; the next unlocking mends it.")]
    return []


def _place_problems(folder: Path) -> list[str]:
    problems = []
    code = unfit_place(folder)
    if code:
        problems.append(describe(KnownProblem(code)).happened)
    copies = len(VaultFolder(folder).conflict_copies())
    if copies:
        words = ngettext(
            "{n} file beside the vault looks like a copy made by a sync program; "
            "entries may lie in it.",
            "{n} files beside the vault look like copies made by a sync program; "
            "entries may lie in them.",
            copies,
        )
        problems.append(words.format(n=copies))
    return problems
