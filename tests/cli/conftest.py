"""The command line run in this process, over real vaults at the lowest key cost."""

import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from iop_companion import bootstrap
from iop_companion.cli.app import run
from iop_companion.cli.console import Console
from iop_companion.foundation.paths import paths_under
from iop_companion.store.cipher import LIGHT

PASSPHRASE = "a lamp in the long hallway"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def is_one_sentence(self):
        """Whether standard error holds one line and no traceback."""
        return self.err.endswith("\n") and self.err.count("\n") == 1 and "Traceback" not in self.err

    @property
    def object(self):
        return json.loads(self.out)


@pytest.fixture
def passphrase_file(tmp_path):
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\nanother line\n", encoding="utf-8")
    return path


@pytest.fixture
def command(tmp_path, clock):
    """Run a command; the vault's folder is ``tmp_path/vault`` unless ``--vault`` says otherwise."""

    def open_services(vault):
        folder = vault.parent if vault else tmp_path
        return bootstrap.build(paths_under(Path(folder)), clock=clock, kdf=LIGHT)

    def answer(*argv):
        console = Console(io.StringIO(), io.StringIO())
        status = run([str(word) for word in argv], open_services, lambda: bootstrap.demo(clock),
                     console)  # fmt: skip
        return Answer(status, console.out.getvalue(), console.err.getvalue())

    return answer


@pytest.fixture
def companion(command, passphrase_file):
    """Run a command over a vault that is there, with its passphrase."""
    assert command("init", "--passphrase-file", passphrase_file).status == 0
    return lambda *argv: command("--passphrase-file", passphrase_file, *argv)
