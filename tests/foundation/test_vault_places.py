"""Several vaults on one login: which folders count, what they are called."""

import pytest

from iop_companion.foundation.settings import Preferences, load_preferences, save_preferences
from iop_companion.foundation.vault_places import (
    VaultPlaces,
    number_of,
    numbered_vaults,
    renamed,
    vault_name,
)


def _vault(folder):
    folder.mkdir(parents=True)
    (folder / "vault.db").touch()
    return folder


def _holds(folder):
    return (folder / "vault.db").exists()


@pytest.fixture
def went():
    return []


def test_the_first_vault_and_the_numbered_ones_beside_it_are_the_logins_vaults(tmp_path):
    first = _vault(tmp_path / "vault")
    second, tenth = _vault(tmp_path / "vault-2"), _vault(tmp_path / "vault-10")
    for name in ("vault-1", "vault-02", "vault-x", "vault-", "other-3", "vault-99999"):
        _vault(tmp_path / name)
    (tmp_path / "vault-4").mkdir()

    assert numbered_vaults(first, _holds) == ((1, first), (2, second), (10, tenth))


def test_a_vault_elsewhere_has_no_number_and_offers_no_others(tmp_path, went):
    first, elsewhere = _vault(tmp_path / "data/vault"), _vault(tmp_path / "stick/vault-2")
    places = VaultPlaces(first, elsewhere, _holds, went.append)

    assert number_of(first, elsewhere) == 0
    assert places.here == 0
    assert places.others() == ()


def test_another_vault_takes_the_first_folder_with_nothing_in_it(tmp_path, went):
    first = _vault(tmp_path / "vault")
    (tmp_path / "vault-2").mkdir()
    (tmp_path / "vault-2" / "letter.txt").touch()
    (tmp_path / "vault-3").symlink_to(tmp_path / "nowhere")
    (tmp_path / "vault-4").mkdir()
    (tmp_path / "vault-4" / "vault.lock").touch()
    VaultPlaces(first, first, _holds, went.append).open_new()

    assert went == [tmp_path / "vault-4"]


def test_choosing_a_vault_goes_to_its_folder(tmp_path, went):
    first, second = _vault(tmp_path / "vault"), _vault(tmp_path / "vault-2")
    places = VaultPlaces(first, second, _holds, went.append)
    assert places.others() == (1,)
    places.open(1)

    assert went == [first]


def test_a_vault_is_called_by_its_number_until_it_has_a_name():
    names = renamed((), 2, "  Green   notebook ")

    assert vault_name(1, names) == "Vault 1"
    assert vault_name(2, names) == "Green notebook"
    assert renamed(names, 2, "") == ()


def test_names_of_vaults_come_back_from_the_file_as_they_were(tmp_path):
    file = tmp_path / "preferences.toml"
    save_preferences(file, Preferences(vault_names=("", 'A "quoted" \\ name')))

    assert load_preferences(file).vault_names == ("", 'A "quoted" \\ name')


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('vault_names = ["x\\ny", 3, "' + "n" * 40 + '"]', ("", "", "n" * 20)),
        ('vault_names = "Vault"', ()),
    ],
)
def test_names_that_cannot_be_shown_in_one_short_line_are_dropped(tmp_path, line, names):
    file = tmp_path / "preferences.toml"
    file.write_text(line + "\n", encoding="utf-8")

    assert load_preferences(file).vault_names == names
