"""What a person installs holds everything, and nothing that is only for us."""

import json
import subprocess
import sys
import zipfile

import pytest

from tests.architecture.source import ROOT

ONE_OF_EACH = """
import json, sys
sys.path.insert(0, sys.argv[1])
import iop_companion
from iop_companion.foundation import assets
assert iop_companion.__file__.startswith(sys.argv[1]), iop_companion.__file__
kinds = {"measures": ".toml", "coping_skills": ".toml", "triggers": ".toml", "support": ".toml",
         "themes": ".json", "icons": ".svg", "fonts": ".ttf", "reports": ".typ",
         "imports": ".toml", "calibration": ".json", "demo": ".toml", "wordlists": ".txt"}
json.dump({kind: [len(assets.read_bytes(name)) for name in assets.names(kind, ending)]
           for kind, ending in kinds.items()}, sys.stdout)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "installed")
        return folder / "installed", archive.namelist()


def test_an_installed_wheel_reads_its_resources_of_every_kind(wheel):
    folder, _names = wheel

    done = subprocess.run(
        [sys.executable, "-c", ONE_OF_EACH, str(folder)], capture_output=True, text=True, check=True
    )

    sizes = json.loads(done.stdout)
    assert all(found and min(found) > 0 for found in sizes.values()), sizes


def test_a_wheel_carries_the_licences_and_the_marks_of_a_typed_package(wheel):
    _folder, names = wheel

    assert "iop_companion/py.typed" in names
    assert "iop_companion/resources/fonts/OFL.txt" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_a_wheel_holds_no_tests_no_byte_code_and_no_pseudo_language(wheel):
    _folder, names = wheel

    strangers = [
        name
        for name in names
        if name.startswith(("tests/", "scripts/", "benchmarks/"))
        or name.endswith(".pyc")
        or "en_XA" in name
    ]

    assert strangers == []
