"""Every vault that was ever released opens, says the same as on its day, and can be written."""

import json
import shutil

import pytest

from iop_companion.store.cipher import LIGHT
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vaults import SqlCipherVaults
from tests.golden.make_golden import PASSPHRASE, STORES
from tests.golden.telling import told
from tests.store.entries import entry

SCHEMAS = sorted(int(place.name.split("_")[1]) for place in STORES.iterdir() if place.is_dir())


def test_there_is_a_golden_vault_of_every_schema():
    assert list(range(1, SCHEMA + 1)) == SCHEMAS


@pytest.fixture(params=SCHEMAS, ids=lambda schema: f"schema {schema}")
def golden(request, tmp_path):
    """A copy of one golden vault, and what it must say."""
    shutil.copytree(STORES / f"schema_{request.param}", tmp_path / "vault")
    content = (STORES / f"schema_{request.param}.json").read_text(encoding="utf-8")
    return tmp_path / "vault", json.loads(content)


def test_a_golden_vault_says_what_it_said(golden, clock):
    folder, content = golden

    vault = SqlCipherVaults(LIGHT, clock).unlock(folder, PASSPHRASE)

    now = told(vault)
    assert {name for name in now if now[name] and name not in content} == set()
    assert {name: _as_then(now[name], then) for name, then in content.items()} == content
    report = vault.check()
    assert (report.ok, report.schema) == (True, SCHEMA)
    assert report.n_entries == len(content["observations"])
    vault.close()


def _as_then(now, then):
    """Return ``now`` without the properties that things have got since."""
    if len(now) != len(then):
        return now
    return [
        {key: value for key, value in item.items() if key in was}
        for item, was in zip(now, then, strict=True)
    ]


def test_a_golden_vault_can_be_written_and_opened_again(golden, clock):
    folder, content = golden
    vaults = SqlCipherVaults(LIGHT, clock)
    vault = vaults.unlock(folder, PASSPHRASE)
    with vault.write() as journal:
        journal.put(new := entry(9.0))
    vault.close()

    vault = vaults.unlock(folder, PASSPHRASE)
    with vault.read() as journal:
        assert new in journal.observations()
        assert journal.count_observations() == len(content["observations"]) + 1
    vault.close()
