"""Looking for a text in every form in which a program might leave it: in files and in memory."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 1 << 20


def forms(text: str) -> dict[str, bytes]:
    """Return the bytes to look for: UTF-8, UTF-16LE, hex and base64 of either, at any offset."""
    found: dict[str, bytes] = {}
    for name, raw in (("utf-8", text.encode()), ("utf-16", text.encode("utf-16-le"))):
        found |= forms_of_bytes(name, raw)
    return found


def forms_of_bytes(name: str, raw: bytes) -> dict[str, bytes]:
    """Return ``raw`` itself, its hex in both cases, and its base64 wherever it may begin."""
    in_hex = raw.hex()
    found = {name: raw, f"{name} hex": in_hex.encode(), f"{name} HEX": in_hex.upper().encode()}
    for shift in range(3):
        # what neighbours share with the text is cut off at both ends
        coded = base64.b64encode(b"\0" * shift + raw + b"\0\0\0")
        begin = -(-shift * 8 // 6)
        end = (shift + len(raw)) * 8 // 6
        found[f"{name} base64 {shift}"] = coded[begin:end]
    return found


def hits(content: bytes, wanted: dict[str, bytes]) -> list[str]:
    """Return the names of the forms that ``content`` holds."""
    return [name for name, raw in wanted.items() if raw in content]


def hits_in_files(folders: list[Path], wanted: dict[str, bytes]) -> list[str]:
    """Return every file under ``folders`` that holds a form, in its name or in its bytes."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            found += [f"{path}: {form} in its name" for form in hits(str(path).encode(), wanted)]
            if path.is_file() and not path.is_symlink():
                found += [f"{path}: {form}" for form in hits(path.read_bytes(), wanted)]
    return found


def hits_in_memory(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """Return how often each form lies in the memory of a process; needs the right to read it."""
    counts: dict[str, int] = {}
    for block in _memory(pid):
        if not block.strip(b"\0"):
            continue  # never used
        for name, raw in wanted.items():
            n = block.count(raw)
            if n:
                counts[name] = counts.get(name, 0) + n
    return counts


def _memory(pid: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="ascii", errors="replace").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights, *_rest = line.split(maxsplit=2)
            if not rights.startswith("rw"):
                continue  # code and constants of libraries
            begin, end = (int(part, 16) for part in span.split("-"))
            for at in range(begin, end, _BLOCK):
                try:
                    memory.seek(at)
                    yield memory.read(min(_BLOCK + 256, end - at))
                except OSError:
                    break
