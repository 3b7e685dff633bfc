"""A real encrypted vault for every test, at the lowest permitted cost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from iop_companion.domain.ports import OpenVault
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from tests.made_vault import new_vault
from tests.stopped_clock import StoppedClock
from tests.store.entries import PASSPHRASE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vaults(clock: StoppedClock) -> SqlCipherVaults:
    return SqlCipherVaults(LIGHT, clock)


@pytest.fixture
def vault(vaults: SqlCipherVaults, folder: Path) -> Iterator[OpenVault]:
    opened = new_vault(vaults, folder, PASSPHRASE)
    yield opened
    opened.close()
