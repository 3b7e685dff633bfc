"""Words for translators: ``extract``, ``compile`` and ``check`` the gettext catalogues.

English stands in the source, so there is no English catalogue. ``compile`` also makes a
pseudo-language, ``en_XA``: longer by 40 %, accented and in brackets, so that a test sees clipped
text and words that never went through gettext.
"""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "resources" / "locales"
DOMAIN = "iop_companion"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
PSEUDO = "en_XA"
PSEUDO_FOLDER = ROOT / "build" / "locales"  # not among the resources: it does not ship

KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_ACCENTED = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
_KEPT_AS_IS = re.compile(r"(\{[^{}]*\}|<[^<>]+>|&\w+;)")

Found = tuple[int, str, str, list[str]]


def extract_toml(
    file: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001 -- Babel hands all four over by name
    tags: Collection[str],  # noqa: ARG001
    options: dict[str, Any],  # noqa: ARG001
) -> Iterator[Found]:
    """Yield each text of a TOML file that stands under a key meant for reading, with its line."""
    source = file.read().decode("utf-8")
    for text in _texts(tomllib.loads(source)):
        before, found, _rest = source.partition(text.splitlines()[0])
        yield (before.count("\n") + 1 if found else 1), "", text, []


@cache
def keys_of_words() -> frozenset[str]:
    """Return the keys of TOML files that ``catalog`` reads as words, told by its own source.

    They are what it asks for with ``table.words(key)`` and ``table.all_words(key)``.
    """
    calls = (
        node
        for file in (ROOT / "src" / "iop_companion" / "catalog").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
    )
    return frozenset(
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"words", "all_words"}
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    )


def _texts(value: object, is_words: bool = False) -> Iterator[str]:  # noqa: FBT001, FBT002
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, key in keys_of_words())
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, is_words)
    elif is_words and isinstance(value, str) and re.search(r"[^\W\d_]{2}", value):
        yield value


@cache
def extracted() -> Catalog:
    """Return what the source and the resources say today; read once, for it takes seconds."""
    catalog = Catalog(project="iop_companion", charset="utf-8", fuzzy=False)
    _gather(catalog, ROOT / "src", [("**.py", "python")])
    _gather(catalog, ROOT / "resources", [("**.toml", extract_toml)])
    return catalog


def _gather(catalog: Catalog, folder: Path, methods: list[tuple[str, Any]]) -> None:
    found = extract_from_dir(
        folder, methods, keywords=KEYWORDS, comment_tags=("L10N:",), strip_comment_tags=True
    )
    for name, line, message, comments, context in found:
        place = (folder / name).relative_to(ROOT).as_posix()
        catalog.add(message, None, [(place, line)], auto_comments=comments, context=context)


def extract() -> None:
    """Write the template for translators; without dates, so that it changes with words alone."""
    buffer = io.BytesIO()
    write_po(
        buffer, extracted(), width=100, sort_by_file=True, omit_header=False, include_lineno=False
    )
    text = re.sub(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By).*\n',
        b"",
        buffer.getvalue(),
        flags=re.M,
    )
    LOCALES.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(re.sub(rb"\A(#.*\n)+", b"", text))


def pseudo(text: str) -> str:
    """Return ``text`` accented, 40 % longer, in brackets; placeholders and tags stay."""
    parts = _KEPT_AS_IS.split(text)
    parts[::2] = [part.translate(_ACCENTED) for part in parts[::2]]
    longer = round(0.4 * sum(map(len, parts[::2]))) - 2  # the brackets are two of it
    padding = " " + "~" * (longer - 1) if longer > 1 else ""
    return f"[{''.join(parts)}{padding}]"


def _pseudo_catalog(template: Catalog) -> Catalog:
    catalog = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            catalog.add(message.id, _pseudo_forms(message), context=message.context)
    return catalog


def _pseudo_forms(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return pseudo(message.id)
    return tuple(pseudo(form) for form in message.id)


def compile_all() -> None:
    """Compile each ``.po`` and the pseudo-language, where its source is newer."""
    for po in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        _compile(po, po.with_suffix(".mo"), lambda catalog: catalog)
    if TEMPLATE.exists():
        target = PSEUDO_FOLDER / PSEUDO / "LC_MESSAGES" / f"{DOMAIN}.mo"
        _compile(TEMPLATE, target, _pseudo_catalog)


def compile_pseudo(folder: Path) -> None:
    """Compile the pseudo-language of what the source says now into ``folder``, for tests."""
    target = folder / PSEUDO / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, _pseudo_catalog(extracted()))


def _compile(source: Path, target: Path, turn: Callable[[Catalog], Catalog]) -> None:
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    with source.open("rb") as file:
        catalog = turn(read_po(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalog)


def placeholders(text: str) -> set[str]:
    """Return the named placeholders of a text; ``{{`` is a brace, not a placeholder."""
    return set(re.findall(r"\{(\w*)[^{}]*\}", text.replace("{{", "").replace("}}", "")))


def problems() -> list[str]:
    """Return what is wrong with the catalogues, one line each; empty when all is well."""
    if not TEMPLATE.exists():
        return ["resources/locales: no template yet; run: make locales"]
    found = _stale_words()
    for po in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        found += _problems_of(po)
        if shutil.which("msgfmt"):
            run = subprocess.run(
                ["msgfmt", "--check", "--output-file=/dev/null", str(po)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            found += [line for line in run.stderr.splitlines() if run.returncode]
    return found


def _stale_words() -> list[str]:
    with TEMPLATE.open("rb") as file:
        written = {(message.context, str(message.id)) for message in read_po(file)}
    today = {(message.context, str(message.id)) for message in extracted()}
    count = len(written ^ today)
    return [f"{count} texts differ from the template; run: make locales"] if count else []


def _problems_of(po: Path) -> list[str]:
    name = po.relative_to(ROOT).as_posix()
    with po.open("rb") as file:
        catalog = read_po(file)
    found = [f"{name}: {error}" for _message, errors in catalog.check() for error in errors]
    for message in catalog:
        ids, forms = _forms(message.id), _forms(message.string)
        meant = {name for text in ids for name in placeholders(text)}
        said = {name for text in forms for name in placeholders(text)}
        if any(forms) and message.id and meant != said:
            found.append(f"{name}: other placeholders than {ids[0]!r}")
    return found


def _forms(text: str | Collection[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def main(arguments: list[str]) -> int:
    """Run one step by its name; returns the exit status."""
    steps = {"extract": extract, "compile": compile_all}
    if arguments == ["check"]:
        found = problems()
        sys.stdout.write("".join(f"{line}\n" for line in found) or "catalogues: all is well\n")
        return 1 if found else 0
    if len(arguments) != 1 or arguments[0] not in steps:
        sys.stderr.write("usage: locales.py extract|compile|check\n")
        return 2
    steps[arguments[0]]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
