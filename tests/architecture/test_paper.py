"""Report templates hold layout alone; every word on paper comes with the data."""

import re

import pytest

from tests.architecture.source import ROOT

TEMPLATES = sorted((ROOT / "resources" / "reports").glob("*.typ"))
CONTENT = re.compile(r"\[([^\[\]]*)\]")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def words_in(template: str) -> list[str]:
    """Return the literal words that ``template`` itself would put on paper."""
    code = re.sub(r"^\s*//.*$", "", template, flags=re.MULTILINE)
    texts = [
        text for text in STRING.findall(code) if re.search(r"[^\W\d_]{2,}\s|^[A-Z][a-z]", text)
    ]
    bare = STRING.sub('""', code)
    texts += [text for text in CONTENT.findall(bare) if re.search(r"[^\W\d_]{2}", text)]
    texts += [line for line in _markup_lines(bare) if re.search(r"[^\W\d_]{2}", line)]
    return texts


def _markup_lines(code: str) -> list[str]:
    """Return the lines that stand in no bracket and begin no code: they would be set as text."""
    depth, found = 0, []
    for line in code.splitlines():
        if depth == 0 and not line.lstrip().startswith(("#", ")", "}", "]")):
            found.append(line.strip())
        depth += sum(map(line.count, "({[")) - sum(map(line.count, ")}]"))
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words(template):
    assert words_in(template.read_text(encoding="utf-8")) == []


def test_there_are_templates_to_look_at():
    assert TEMPLATES


@pytest.mark.parametrize(
    "template",
    ["Summary for therapy", "#text[Mood]", '#heading(level: 1, "Mood this week")', "= Mood"],
)
def test_words_in_a_template_are_found(template):
    assert words_in(template)


@pytest.mark.parametrize(
    "template",
    [
        "// Mood",
        '#set page(paper: "a4")',
        '#let d = json("data.json")\n#d.title',
        "#list(marker: [•])",
    ],
)
def test_layout_is_left_alone(template):
    assert words_in(template) == []
