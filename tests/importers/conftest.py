"""What the importers' tests share: the catalogue's measures and the folder of files of our own."""

from pathlib import Path

import pytest

from iop_companion.catalog.catalog import load_catalog


@pytest.fixture(scope="session")
def measures():
    return load_catalog().measures


@pytest.fixture(scope="session")
def files():
    """Small files with invented contents, one for each shape other programs write."""
    return Path(__file__).parents[1] / "golden" / "imports"


@pytest.fixture
def written(tmp_path):
    """Write a text or bytes to a file and return its path."""

    def write(content, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
