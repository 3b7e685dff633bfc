"""Every word that a person reads can be translated, and none of them scolds."""

import ast
import re
from functools import cache

import pytest

from scripts import locales
from tests.architecture.shown_words import GETTEXT, Search
from tests.architecture.source import SRC, Module, called_name, modules


def _offences_in(source: str) -> list[str]:
    module = Module(SRC / "example.py")
    module.__dict__["tree"] = ast.parse(source)
    return Search([module]).offences()


def test_no_literal_reaches_a_person_around_gettext():
    """The catalogue is left out: it hands each text of a TOML file through gettext by its key."""
    shown = [module for module in modules() if module.floor != "catalog"]

    assert Search(shown).offences() == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(box): box.setText('Save')",
        "def f(box, n): box.setToolTip(f'{n} days')",
        "def f(box): box.addItem('Four weeks', 4)",
        "def f(): return QLabel('Mood')",
        "LABEL = 'Mood'\ndef f(): return QLabel(LABEL)",
        "def f(box, ok):\n text = 'Saved' if ok else ''\n box.setText(text)",
        "class Card:\n def __init__(self, title): self.x.setText(title)\ndef f(): Card('Mood')",
        "def row(box, *, hint): box.setPlaceholderText(hint)\ndef f(b): row(b, hint='A line')",
        "def f(): return ProblemText('It broke.', '', _('Try again.'))",
        "def f(box, n): box.setText('{n} days'.format(n=n))",
        "def f(axes): axes.set_ylabel('Mood')",
    ],
)
def test_the_search_finds_a_literal_however_it_travels(source):
    assert len(_offences_in(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def f(box): box.setText(_('Save'))",
        "def f(box, n): box.setText(ngettext('{n} day', '{n} days', n).format(n=n))",
        "def f(box): box.setText('–')",
        "def f(box, a, b): box.setText(f'<b>{a}</b> · {b}')",
        "class Card:\n def __init__(self, title): self.x.setText(title)\ndef f(): Card(_('Mood'))",
        "def f(box, key): box.addItem(_('Light'), 'light')"[:0]
        or "def f(box): box.setObjectName('a b')",
    ],
)
def test_the_search_keeps_quiet_about_what_is_translated_or_no_word(source):
    assert _offences_in(source) == []


def test_no_word_is_translated_before_the_language_is_known():
    """``_`` at the top of a module would run at import, in English for ever."""
    early = [
        module.at(node)
        for module in modules()
        if module.floor not in {"cli"}
        for node in _run_at_import(module.tree)
        if isinstance(node, ast.Call) and called_name(node) in GETTEXT - {"N_"}
    ]

    assert early == []


def _run_at_import(tree: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            continue
        waiting += ast.iter_child_nodes(node)
    return found


def test_gettext_is_handed_plain_literals_so_that_they_can_be_gathered():
    """``_(f"...")`` or ``_(name)`` never finds its way into the template."""
    unclear = [
        module.at(node)
        for module in modules()
        if module.floor != "catalog"  # translates what the TOML files say, gathered from there
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in GETTEXT
        and module.name != "iop_companion.foundation.i18n"
        and not all(
            isinstance(argument, ast.Constant)
            for argument in node.args[: 1 if node.func.id == "_" else 2]
        )
    ]

    assert unclear == []


@cache
def _said() -> list[str]:
    return [
        text
        for message in locales.extracted()
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if text
    ]


FORBIDDEN = {
    "a streak": r"\bstreaks?\b",
    "an exclamation mark": r"!",
    "'invalid'": r"\binvalid\b",
    "'oops' or 'whoops'": r"\bw?h?oops\b",
    "'failed to'": r"\bfailed to\b",
    "a verdict of relapse": r"\brelapsed\b|\bhave a relapse\b|\bare relapsing\b",
    "'clean' or 'dirty' of a person": r"\b(stay|staying|been|days) clean\b|\bdirty\b",
    "a promise of safety": r"\byou are safe\b|\ball clear\b|\beverything is fine\b",
    "a prediction": r"\bpredict(s|ed|ions?)\b|\brisk score\b|\bdiagnos(e|ed|es)\b",
    "'patient' or 'user'": r"\b(patient|user)s?\b",
    "praise": r"\b(well done|great job|good job|congratulations)\b",
    "blame": r"\b(you should have|you must|you failed|you missed)\b",
    "'error'": r"\berror\b",
    "'database', 'KDF', 'traceback'": r"\b(database|sqlite|kdf|traceback|exception)\b",
}
MEANT = {
    # "another user" of the computer's own accounts, and what the program says it is not
    "The vault’s folder belongs to another user, or is a link.",
}


def _is_denied(text: str, at: int) -> bool:
    """Saying what the program is not is allowed: "It is not a diagnosis", "no streaks"."""
    sentence = re.split(r"[.:;]\s", text[:at])[-1]
    return re.search(r"\b(no|not|nor|never|nothing|cannot|without)\b", sentence, re.I) is not None


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_text_says(what):
    said = [
        text
        for text in _said()
        for found in re.finditer(FORBIDDEN[what], text, flags=re.IGNORECASE)
        if text not in MEANT and not _is_denied(text, found.start())
    ]

    assert said == []


def test_three_dots_are_one_sign_and_quotes_are_curly_or_absent():
    assert [text for text in _said() if "..." in text] == []
    assert [text for text in _said() if re.search(r"[a-z]'[a-z]", text)] == []
