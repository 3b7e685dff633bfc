"""The only reader of ``resources/``: data that ships with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _root() -> Path:
    """The packaged folder if it is there (a wheel), else the repository's (an editable install)."""
    packaged = _PACKAGE / "resources"
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / "resources"


def _inside(name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise ValueError("an asset is named by a relative path without '..'")
    return _root().joinpath(*path.parts)


def folder(name: str) -> Path:
    """Return the folder ``name`` of the resources, for libraries that want a path."""
    return _inside(name)


def read_text(name: str) -> str:
    """Return a resource as text (UTF-8); raises ``FileNotFoundError`` for an unknown name."""
    return _inside(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return a resource as bytes; raises ``FileNotFoundError`` for an unknown name."""
    return _inside(name).read_bytes()


def names(folder_name: str, ending: str) -> list[str]:
    """Return the names (relative to resources) of files in a folder with an ending, sorted."""
    base = _inside(folder_name)
    return sorted(f"{folder_name}/{path.name}" for path in base.glob(f"*{ending}"))
