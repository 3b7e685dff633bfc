"""What the documents point at is there."""

import re

import pytest

from tests.architecture.source import ROOT, SRC

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda path: path.as_posix()
)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
FILE = re.compile(r"`([\w./-]+\.(?:py|toml|sh|md|qss|json|txt))`")
EXAMPLE = re.compile(r"(^|/)x(\.|/)|0001|test_x")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_names_exists(document):
    text = document.read_text(encoding="utf-8")
    places = (document.parent, ROOT, SRC, ROOT / "docs")

    named = LINK.findall(text) + [
        name for name in FILE.findall(text) if "/" in name and not EXAMPLE.search(name)
    ]

    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_every_decision_has_a_number_of_its_own_and_a_status():
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [record.name[:4] for record in records]

    assert len(numbers) == len(set(numbers))
    assert all(number.isdigit() for number in numbers)
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert text.startswith("# "), record.name
        assert re.search(r"^\W*status\b", text, flags=re.MULTILINE | re.IGNORECASE), record.name


def test_make_help_names_every_target_that_the_makefile_promises():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    promised = re.search(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)

    documented = set(re.findall(r"^([a-z]+):[^#\n]*##", text, flags=re.MULTILINE))

    assert promised is not None
    assert documented == set(promised[1].split())
