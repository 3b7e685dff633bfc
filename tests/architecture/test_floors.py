"""The import contracts of ``pyproject.toml`` are kept, and are as strict as they say."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import ROOT, SRC, imported_names, modules


def test_every_import_contract_is_kept():
    lint_imports = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_package_fails_until_someone_decides_where_it_stands():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]

    layers = [contract for contract in contracts if contract["type"] == "layers"]

    assert [contract["containers"] for contract in layers] == [
        ["iop_companion"],
        ["iop_companion.ui"],
    ]
    assert all(contract["exhaustive"] for contract in layers)
    assert not any("(" in layer for contract in layers for layer in contract["layers"])


def test_a_migration_step_knows_nothing_that_can_change_under_it():
    allowed = {"alembic", "sqlalchemy", "__future__"} | set(sys.stdlib_module_names)

    strangers = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if module.path.parent == SRC / "store" / "migrations" / "versions"
        for node, name in imported_names(module.tree)
        if name.partition(".")[0] not in allowed
    ]

    assert strangers == []


def test_the_ui_and_the_command_line_reach_no_deeper_than_they_should():
    """Analytics stays behind services and charts: a page shows, it does not calculate."""
    wrong = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if module.floor in {"ui", "cli"}
        for node, name in imported_names(module.tree)
        if name.startswith("iop_companion.analytics")
    ]

    assert wrong == []
