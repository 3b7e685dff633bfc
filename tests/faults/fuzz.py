"""Throws changed files at every importer for a while; any exception but a known problem is a find.

Run as ``python -m tests.faults.fuzz SECONDS [IMPORTER]``; prints one JSON object. The files it
starts from are those of ``tests/golden/imports``; what gave a new kind of outcome is kept and
changed further. A find is printed as hexadecimal digits of the file, to be made a test of.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from iop_companion.catalog.catalog import load_catalog
from iop_companion.domain.import_preview import ImportMapping
from iop_companion.foundation.errors import KnownProblem
from iop_companion.importers.registry import IMPORTERS

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "imports"
PIECES = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n",
    b"\x0b", b"\xe2\x80\xae", b"=1+1", b"-", b"'", b"2026-02-30", b"9999-12-31", b"0001-01-01",
    b"24:00", b"1e999", b"NaN", b"Infinity", b"-0", b"[", b"]", b"{", b"}", b":", b"null", b"true",
    b'"id":', b"\\u0000", b"\\ud800", "１２".encode(), "ß".encode(), b"12:60", b"<br>", b" | ",
)  # fmt: skip
MOST_BYTES = 20_000
MOST_KEPT = 400


def changed(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return ``content`` after one to six changes."""
    data = bytearray(content)
    for _change in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((1, 2, 8, 40))
        match chance.randrange(6):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                data[at:at] = chance.choice(PIECES)
            case 2:
                del data[at : at + size]
            case 3:
                data[at:at] = data[at : at + size] * chance.choice((1, 2, 30))
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data[at : at + size] = other[start : start + size * 5]
            case _:
                data[at : at + size] = chance.choice(PIECES)
    return bytes(data[:MOST_BYTES])


def changed_json(content: bytes, chance: random.Random) -> bytes:
    """Return the JSON of ``content`` with one to three of its parts put somewhere else."""
    raw = json.loads(content)
    for _change in range(chance.randint(1, 3)):
        node = raw
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(node[key], dict | list) and node[key] and chance.random() < 0.8:
                node = node[key]
                continue
            odd = (None, True, -1, 1e308, 2**70, "", "x" * 30_000, [], {}, [[[]]], {"id": 3})
            node[key] = chance.choice((*odd, "2026-02-30", "25:00", "2026-01-01T00:00"))
            break
    return json.dumps(raw).encode()


def fuzz(name: str, seconds: float, seed: int) -> dict[str, object]:
    """Change and read for ``seconds``; return how many runs, what came of them, and the finds."""
    importer = next(one for one in IMPORTERS if one.name == name)
    measures = load_catalog().measures
    chance = random.Random(seed)
    kept = [path.read_bytes() for path in sorted(GOLDEN.iterdir())]
    whole = [content for content in kept if content.startswith(b"{")]
    outcomes: Counter[str] = Counter()
    finds: dict[str, str] = {}
    end, longest = time.monotonic() + seconds, 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        while time.monotonic() < end:
            if name == "json" and chance.random() < 0.5:
                content = changed_json(chance.choice(whole), chance)
            else:
                content = changed(chance.choice(kept), kept, chance)
            path.write_bytes(content)
            began = time.monotonic()
            try:
                contents = importer.read(path, measures, ImportMapping())
                outcome = f"read {bool(contents.values)} {bool(contents.refused)}"
                outcome += f" {len({line.reason[:20] for line in contents.refused})}"
            except KnownProblem as problem:
                outcome = problem.code
            except Exception as bug:  # finding them is what this is for
                outcome = "uncaught"
                finds.setdefault(repr(bug)[:200], content.hex())
            longest = max(longest, time.monotonic() - began)
            outcomes[outcome] += 1
            if outcomes[outcome] < 20 and len(kept) < MOST_KEPT:
                kept.append(content)
    return {
        "importer": name,
        "runs": outcomes.total(),
        "uncaught": outcomes["uncaught"],
        "longest_s": round(longest, 3),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "kinds_of_outcome": len(outcomes),
        "finds": finds,
    }


if __name__ == "__main__":
    seconds, *only = float(sys.argv[1]), *sys.argv[2:]
    for one in IMPORTERS:
        if not only or one.name in only:
            sys.stdout.write(json.dumps(fuzz(one.name, seconds, seed=5)) + "\n")
