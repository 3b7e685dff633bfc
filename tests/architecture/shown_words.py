"""Finds the literals that a person would read though they never went through gettext.

A *sink* is a parameter that ends on screen or paper: the text of ``setText``, of a ``QLabel``, of a
``ProblemText``. A function of ours that hands one of its own parameters to a sink is a sink itself,
so the search goes on until nothing new turns up: ``Card("Mood")`` is found although only the card's
constructor calls ``setText``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.architecture.source import Module, called_name

GETTEXT = {"_", "N_", "ngettext", "pgettext"}
TEXT_METHODS = {"format_map", "strip", "upper", "lower", "capitalize", "replace"}

# Which arguments of Qt's own (and our problem) calls are words: positions without ``self``.
FIRST = frozenset({0})
ROOTS: dict[str, frozenset[int | str]] = {
    **dict.fromkeys(
        [
            "setText", "setWindowTitle", "setPlaceholderText", "setToolTip", "setStatusTip",
            "setWhatsThis", "setAccessibleName", "setAccessibleDescription", "setTitle",
            "setSubTitle", "setLabelText", "setInformativeText", "setDetailedText", "setPrefix",
            "setSuffix", "setSpecialValueText", "setPlainText", "setHtml", "setMarkdown",
            "setHeaderLabels", "setHorizontalHeaderLabels", "addItems", "setButtonText", "addMenu",
            "setIconText", "drawText", "QLabel", "QPushButton", "QCheckBox", "QRadioButton",
            "QGroupBox", "QMenu", "setCancelButtonText", "showMessage", "addSection",
        ],
        FIRST,
    ),
    "addItem": frozenset({0, 1}),
    "insertItem": frozenset({1, 2}),
    "addRow": FIRST,
    "addTab": frozenset({1, 2}),
    "setTabText": frozenset({1}),
    "setItemText": frozenset({1}),
    "addAction": frozenset({0, 1}),
    "QAction": frozenset({0, 1, "text"}),
    "drawText": frozenset(range(8)),
    "getSaveFileName": frozenset({1, 3, "caption", "filter"}),
    "getOpenFileName": frozenset({1, 3, "caption", "filter"}),
    "getExistingDirectory": frozenset({1, "caption"}),
    "ProblemText": frozenset({0, 1, 2, "happened", "safe", "to_do"}),
    "InWords": frozenset({0, 1, "label", "sentence"}),
    # matplotlib
    "set_title": FIRST,
    "set_xlabel": FIRST,
    "set_ylabel": FIRST,
    "text": frozenset({2}),
    "annotate": frozenset({0, "text"}),
}  # fmt: skip

Key = int | str

FILE_TYPES = re.compile(r"\*\.\w+|\b(?:PDF|CSV|JSON)\b")


@dataclass
class _Function:
    """A function of ours with what the search needs: its parameters, calls and assignments."""

    module: Module
    names: tuple[str, ...]
    node: ast.FunctionDef | ast.AsyncFunctionDef
    parameters: list[str]
    assigned: dict[str, list[ast.expr]] = field(default_factory=dict)
    calls: list[ast.Call] = field(default_factory=list)


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef, is_method: bool) -> list[str]:
    names = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]]
    is_static = any(ast.unparse(each) == "staticmethod" for each in node.decorator_list)
    return names[1:] if is_method and not is_static else names


def _assignments(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _functions(module: Module) -> Iterator[_Function]:
    def visit(body: list[ast.stmt], owner: str) -> Iterator[_Function]:
        for node in body:
            if isinstance(node, ast.ClassDef):
                yield from visit(node.body, node.name)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names = (owner,) if node.name == "__init__" else (node.name,)
                parameters = _parameters(node, bool(owner))
                nodes = list(ast.walk(node))
                calls = [each for each in nodes if isinstance(each, ast.Call)]
                yield _Function(module, names, node, parameters, _assignments(nodes), calls)
                yield from visit(node.body, "")

    yield from visit(module.tree.body, "")


PARTS: dict[type[ast.expr], tuple[str, ...]] = {
    ast.JoinedStr: ("values",),
    ast.BoolOp: ("values",),
    ast.List: ("elts",),
    ast.Tuple: ("elts",),
    ast.BinOp: ("left", "right"),
    ast.IfExp: ("body", "orelse"),
    ast.FormattedValue: ("value",),
    ast.NamedExpr: ("value",),
    ast.Starred: ("value",),
    ast.GeneratorExp: ("elt",),
    ast.ListComp: ("elt",),
}


def _parts(value: ast.expr) -> list[ast.expr]:
    """Return the expressions whose text becomes part of ``value``; empty for any other call."""
    found: list[ast.expr] = []
    for name in PARTS.get(type(value), ()):
        part = getattr(value, name)
        found += part if isinstance(part, list) else [part]
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        if value.func.attr in {"format", "join"}:
            found += [value.func.value, *value.args, *(each.value for each in value.keywords)]
        elif value.func.attr in TEXT_METHODS:
            found.append(value.func.value)
    return found


def _leaves(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the literals and names that end up in ``value``; a gettext call ends the path."""
    if isinstance(value, ast.Constant | ast.Name):
        yield value
    for part in _parts(value):
        yield from _leaves(part)


def _is_words(text: str) -> bool:
    """Two letters in a row are words; signs, one-letter units, names of file types are not."""
    plain = FILE_TYPES.sub("", "".join(_outside_tags(text)))
    return any(a.isalpha() and b.isalpha() for a, b in pairwise(plain))


def _outside_tags(text: str) -> Iterator[str]:
    depth = 0
    for letter in text:
        depth += {"<": 1, "{": 1}.get(letter, 0)
        if depth == 0:
            yield letter
        depth -= {">": 1, "}": 1}.get(letter, 0) if depth else 0


class Search:
    """Looks through modules until every sink is known, then for literals that reach one."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._functions = [each for module in modules for each in _functions(module)]
        self._constants = {module.name: _assignments(ast.walk(module.tree)) for module in modules}
        self.sinks: dict[str, set[Key]] = {name: set(keys) for name, keys in ROOTS.items()}
        while self._learn():
            pass

    def _words_of(self, call: ast.Call) -> Iterator[ast.expr]:
        keys = self.sinks.get(called_name(call), set())
        for position, argument in enumerate(call.args):
            if position in keys:
                yield argument
        for keyword in call.keywords:
            if keyword.arg in keys:
                yield keyword.value

    def _learn(self) -> bool:
        learned = False
        for function in self._functions:
            for call in function.calls:
                for argument in self._words_of(call):
                    learned |= self._learn_from(function, argument)
        return learned

    def _learn_from(self, function: _Function, argument: ast.expr) -> bool:
        learned = False
        keyword_only = [each.arg for each in function.node.args.kwonlyargs]
        for leaf in _leaves(argument):
            name = leaf.id if isinstance(leaf, ast.Name) else ""
            keys: list[Key] = [name] if name in [*function.parameters, *keyword_only] else []
            if name in function.parameters:
                keys.append(function.parameters.index(name))
            for own in function.names:
                known = self.sinks.setdefault(own, set()) if keys else set()
                learned |= not known.issuperset(keys)
                known.update(keys)
        return learned

    def offences(self) -> list[str]:
        """Return one line for each literal that reaches a sink outside gettext."""
        found = {
            f"{function.module.at(leaf)}: {leaf.value!r} reaches {called_name(call)}"
            for function in self._functions
            for call in function.calls
            if called_name(call) not in GETTEXT
            for argument in self._words_of(call)
            for leaf in self._literals(function, argument)
        }
        return sorted(found)

    def _literals(self, function: _Function, argument: ast.expr) -> Iterator[ast.Constant]:
        for leaf in _leaves(argument):
            if isinstance(leaf, ast.Name):
                values = function.assigned.get(leaf.id, [])
                if not values and leaf.id not in function.parameters:
                    values = self._constants[function.module.name].get(leaf.id, [])
                yield from (
                    inner
                    for value in values
                    for inner in _leaves(value)
                    if isinstance(inner, ast.Constant) and _is_said(inner)
                )
            elif isinstance(leaf, ast.Constant) and _is_said(leaf):
                yield leaf


def _is_said(leaf: ast.Constant) -> bool:
    return isinstance(leaf.value, str) and _is_words(leaf.value)
