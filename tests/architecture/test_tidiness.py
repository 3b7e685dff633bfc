"""Small habits that keep the house readable, checked so that nobody has to say them twice."""

import ast
import re

from tests.architecture.source import ROOT, SRC, Module, called_name, imported_names, modules

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def test_nothing_prints():
    prints = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and called_name(node) in {"print", "pprint"}
    ]

    assert prints == []


def test_no_chart_uses_the_global_state_of_pyplot():
    uses = [
        module.at(node)
        for module in modules()
        for node, name in imported_names(module.tree)
        if "pyplot" in name or name == "pylab"
    ]

    assert uses == []


def test_every_list_that_drops_down_leaves_the_wheel_to_the_page():
    """Rolling over a plain one while a page scrolls changes what was chosen, unseen."""
    plain = [
        module.at(node)
        for module in modules()
        if module.name != "iop_companion.ui.widgets.quiet_combo"
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.Call) and called_name(node) == "QComboBox")
        or (
            isinstance(node, ast.ClassDef)
            and any(ast.unparse(base) == "QComboBox" for base in node.bases)
        )
    ]

    assert plain == []


def test_an_init_file_holds_a_docstring_and_nothing_else():
    fuller = [
        module.name
        for module in modules()
        if module.is_package
        and (len(module.tree.body) != 1 or ast.get_docstring(module.tree) is None)
    ]

    assert fuller == []


def test_every_folder_of_source_is_a_package():
    bare = sorted(
        {
            str(path.parent.relative_to(SRC))
            for path in SRC.rglob("*.py")
            if not (path.parent / "__init__.py").exists()
        }
    )

    assert bare == []


def test_a_file_is_named_after_what_a_reader_would_look_for():
    vague = [
        str(path.relative_to(ROOT))
        for path in [*SRC.rglob("*.py"), *SRC.rglob("*/")]
        if path.stem in NAMES_THAT_SAY_NOTHING or path.stem.endswith(("_utils", "_helpers"))
    ]

    assert vague == []


def _is_public(node: ast.AST) -> bool:
    return not getattr(node, "name", "_").startswith("_")


def _undocumented(module: Module) -> list[str]:
    """Public classes and functions, and public methods of public classes, without a docstring."""
    found = [] if ast.get_docstring(module.tree) else [module.at(module.tree)]
    definitions = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in module.tree.body:
        if isinstance(node, definitions) and _is_public(node):
            inner = node.body if isinstance(node, ast.ClassDef) else []
            found += [
                f"{module.at(part)} {part.name}"
                for part in [node, *inner]
                if isinstance(part, definitions)
                and _is_public(part)
                and ast.get_docstring(part) is None
                and not _is_qt_override(part)
                and not _is_overload_or_setter(part)
            ]
    return found


def _is_qt_override(node: ast.AST) -> bool:
    """``paintEvent`` and its kin: Qt's own documentation says what they are for."""
    return bool(re.fullmatch(r"[a-z]+[A-Z]\w*", getattr(node, "name", "")))


def _is_overload_or_setter(node: ast.AST) -> bool:
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(each).endswith(("overload", ".setter")) for each in decorators)


def test_every_public_name_has_a_docstring():
    assert [line for module in modules() for line in _undocumented(module)] == []


def _modules_named_in(registry: Module) -> set[str]:
    return {name for _node, name in imported_names(registry.tree)}


def test_every_registry_lists_every_module_of_its_folder():
    """A part that nobody registered would be code that nobody can reach."""
    forgotten = []
    for registry in modules():
        if registry.path.name != "registry.py":
            continue
        package = registry.name.removesuffix(".registry")
        known = _modules_named_in(registry)
        forgotten += [
            f"{registry.name} does not know {module.name}"
            for module in modules()
            if module.path.parent == registry.path.parent
            and module.name not in {package, registry.name}
            and module.name not in known
            and not _is_ground_for_others(module, package)
        ]

    assert forgotten == []


def _is_ground_for_others(module: Module, package: str) -> bool:
    """A module that its neighbours import is their ground (reading, style), not an entry."""
    return any(
        name == module.name or name.startswith(f"{module.name}.")
        for other in modules()
        if other.name.startswith(f"{package}.") and not other.name.endswith(".registry")
        for _node, name in imported_names(other.tree)
    )


def test_every_painter_of_a_widget_is_ended_by_name():
    """Whatever looks at the frame keeps the painter alive past its paint event, and Qt crashes."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef) and node.name == "paintEvent":
                source = ast.unparse(node)
                begun, ended = source.count("QPainter(self)"), source.count("painter.end()")
                assert ended >= begun, module.at(node)
