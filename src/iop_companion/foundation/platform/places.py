"""Places that cannot keep a vault: folders that another program copies, and drives far away.

A sync program copies the database while it is being written (tried: up to two thirds of such copies
were broken), and puts older states back. On a network drive locks and flushes promise little.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

SYNCED, NETWORK = "folder_synced", "folder_network"
"""Codes of known problems."""

_NAMES = frozenset(
    {"dropbox", "onedrive", "google drive", "googledrive", "my drive", "nextcloud", "owncloud",
     "com~apple~clouddocs", "mobile documents", "cloudstorage", "icloud drive", "iclouddrive",
     "pclouddrive", "megasync", "box sync", "tresorit", "seafile", "proton drive"}
)  # fmt: skip
_MARKERS = (".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log",
            ".tresorit", ".seafile-data")  # fmt: skip
_FAR = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "davfs", "afs", "ceph", "glusterfs", "webdav", "afpfs",
     "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.glusterfs",
     "fuse.google-drive-ocamlfuse", "fuse.onedriver"}
)  # fmt: skip
_MOUNTS = Path("/proc/self/mounts")


def unfit_place(
    folder: Path, *, environment: Mapping[str, str] | None = None, mounts: Path = _MOUNTS
) -> str:
    """Return the code of why ``folder`` cannot keep a vault, "" if nothing speaks against it.

    Looks at names, at marks that sync programs leave, at what they say of themselves, and on Linux
    at the kind of the file system. Silence proves nothing; it is the best that can be asked.
    """
    place = folder.absolute()
    ancestors = (place, *place.parents)
    if _is_named_like_one(ancestors) or _is_marked(ancestors):
        return SYNCED
    if any(place.is_relative_to(root) for root in _told_roots(environment or os.environ)):
        return SYNCED
    return NETWORK if _kind_of(place, mounts) in _FAR else ""


def conflict_copies(folder: Path, known: frozenset[str]) -> list[str]:
    """Return names in a vault's folder that a sync program may have given to a second copy.

    ``known`` are the names of the vault's own files; whatever else begins or ends like them counts.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
    return [
        name
        for name in names
        if name not in known
        and name.lower().startswith("vault")
        and (".db" in name or ".keys" in name)
    ]


def _is_named_like_one(ancestors: tuple[Path, ...]) -> bool:
    names = [path.name.lower() for path in ancestors]
    return any(name in _NAMES or name.startswith("onedrive - ") for name in names)


def _is_marked(ancestors: tuple[Path, ...]) -> bool:
    # ~/.dropbox is where that program keeps its own state, not a mark of the home folder
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path.home() raises where there is none
    return any(
        os.path.lexists(path / marker) for path in ancestors if path != home for marker in _MARKERS
    )


def _told_roots(environment: Mapping[str, str]) -> list[Path]:
    told = [value for name, value in environment.items() if name.lower().startswith("onedrive")]
    file = Path(environment.get("HOME", "")) / ".dropbox" / "info.json"
    try:
        accounts = json.loads(file.read_text(encoding="utf-8"))
        told += [str(account["path"]) for account in accounts.values()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return [Path(text) for text in told if text and Path(text).is_absolute()]


def _kind_of(place: Path, mounts: Path) -> str:
    """Return the kind of the file system of the longest mount point above ``place``."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(parts[1].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2]
    return kind
