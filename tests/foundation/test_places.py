"""Folders that sync programs copy and drives far away are recognised, others are left in peace."""

from pathlib import Path

import pytest

from iop_companion.foundation.platform.places import NETWORK, SYNCED, conflict_copies, unfit_place


@pytest.mark.parametrize(
    "place",
    ["Dropbox/diary", "OneDrive - Work/x", "Nextcloud", "Library/Mobile Documents/x/vault",
     "Library/CloudStorage/GoogleDrive-a/My Drive/vault"],
)  # fmt: skip
def test_folders_named_like_those_of_sync_programs_are_told(tmp_path, place):
    assert unfit_place(tmp_path / place) == SYNCED


@pytest.mark.parametrize("marker", [".stfolder", ".dropbox.cache", ".owncloudsync.log"])
def test_a_mark_in_any_folder_above_is_enough(tmp_path, marker):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / marker).mkdir()

    assert unfit_place(tmp_path / "shared" / "a" / "vault") == SYNCED
    assert unfit_place(tmp_path / "own" / "vault") == ""


def test_what_sync_programs_say_of_themselves_counts(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(
        f'{{"personal": {{"path": "{tmp_path.as_posix()}/moved"}}}}'
    )
    environment = {"HOME": str(tmp_path), "OneDriveConsumer": str(tmp_path / "one")}

    assert unfit_place(tmp_path / "moved" / "v", environment=environment) == SYNCED
    assert unfit_place(tmp_path / "one" / "v", environment=environment) == SYNCED


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_the_kind_of_the_nearest_mount_decides(tmp_path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        f"a / ext4 rw 0 0\nb /far\\040away {kind} rw 0 0\nc /far\\040away/near ext4 rw\n"
    )

    assert unfit_place(Path("/far away/vault"), mounts=mounts) == NETWORK
    assert unfit_place(Path("/far away/near/vault"), mounts=mounts) == ""
    assert unfit_place(Path("/home/vault"), mounts=tmp_path / "none") == ""


def test_second_copies_of_a_vault_are_named_and_its_own_files_are_not(tmp_path):
    known = frozenset({"vault.db", "vault.db-wal", "vault.keys"})
    for name in (*known, "vault (conflicted copy 2026-03-01).db", "vault-DESKTOP-AB12.db",
                 "vault.sync-conflict-20260301.keys", "notes.txt"):  # fmt: skip
        (tmp_path / name).touch()

    assert len(conflict_copies(tmp_path, known)) == 3
    assert conflict_copies(tmp_path / "none", known) == []
