"""Nothing in the source can reach a network; nothing in the repository names a package host."""

import re
import subprocess

import pytest

from tests.architecture.source import ROOT, imported_names, modules

NETWORK = {
    "socket", "socketserver", "ssl", "urllib.request", "http", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "xmlrpc", "asyncio", "requests", "httpx", "aiohttp", "webbrowser",
    "PySide6.QtNetwork", "PySide6.QtWebSockets",
    "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets",
}  # fmt: skip


def _is_under(name: str, parent: str) -> bool:
    return name == parent or name.startswith(f"{parent}.")


def test_no_module_can_reach_a_network():
    reaches = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        for node, name in imported_names(module.tree)
        if any(_is_under(name, parent) for parent in NETWORK)
    ]

    assert reaches == []


def test_nothing_but_the_operating_system_chooses_random_secrets():
    """``random`` may only seed the demo; keys, salts and codes come from ``secrets``."""
    uses = {
        module.name
        for module in modules()
        for _node, name in imported_names(module.tree)
        if _is_under(name, "random") and module.floor in {"store", "domain", "foundation", "ui"}
    }

    assert uses == set()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_pins_carry_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^(\S+)==[^\s;]+.*$", text, flags=re.MULTILINE)

    assert len(pins) > 20
    assert text.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"://|file:|index-url|find-links|\s/", text)


def test_the_build_tools_are_pinned_too():
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")

    assert re.search(r"^hatchling==", text, flags=re.MULTILINE)
    assert re.search(r"^editables==", text, flags=re.MULTILINE)


def test_no_kept_file_names_a_package_host_or_a_folder_of_someones_computer():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git work tree")
    wrong = re.compile(r"https?://\S+/(simple|packages)\b|/root/|/home/[a-z]+/|index-url\s*=")
    named = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in {".ttf", ".png", ".db", ".pdf"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        named += [f"{name}: {hit.group()}" for hit in wrong.finditer(text)]

    assert [line for line in named if not line.startswith("tests/architecture/")] == []
