"""The source as the architecture tests read it: every module of ours, parsed once."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "iop_companion"


@dataclass(frozen=True)
class Module:
    """One file of ``src/iop_companion``."""

    path: Path

    @property
    def name(self) -> str:
        parts = self.path.relative_to(SRC.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def floor(self) -> str:
        """The first name under the package: ``ui``, ``store``, ..."""
        return self.path.relative_to(SRC).parts[0].removesuffix(".py")

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @cached_property
    def tree(self) -> ast.Module:
        return parsed(self.path.read_text(encoding="utf-8"), str(self.path))

    def at(self, node: ast.AST) -> str:
        """Say where ``node`` stands, as an editor opens it."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def parsed(text: str, name: str) -> ast.Module:
    """Parse without looking for garbage meanwhile: of a tree nothing is, and looking takes half."""
    gc.disable()
    try:
        return ast.parse(text, name)
    finally:
        gc.enable()


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(path) for path in sorted(SRC.rglob("*.py")))


def imported_names(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield each module name that an import statement mentions, ``from a import b`` as ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def called_name(call: ast.Call) -> str:
    """Return the last name of what is called: ``b`` for ``a.b(...)``, "" for anything else."""
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""
