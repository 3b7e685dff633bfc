"""What the real program leaves behind: in files, in memory, on the network."""

import re

from tests.traces.conftest import CANARY, PASSPHRASE
from tests.traces.marks import forms, hits, hits_in_files

WRITES = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)')


def test_the_search_finds_every_form_it_looks_for():
    wanted = forms(CANARY)
    content = b"xy".join(wanted.values())

    assert len(wanted) == 12
    assert hits(content, wanted) == list(wanted)
    assert hits(b"nothing of it" * 40, wanted) == []


def test_no_file_holds_what_was_typed(watched):
    assert watched.n_fields >= 3
    wanted = forms(CANARY) | {f"passphrase {k}": v for k, v in forms(PASSPHRASE).items()}

    assert hits_in_files([watched.home], wanted) == []


def test_a_closed_file_dialog_left_no_folder_behind(watched):
    assert "[FileDialog]" in watched.visited

    assert hits(watched.visited.encode(), forms(CANARY)) == []


def test_only_the_vault_and_known_places_were_opened_for_writing(watched):
    written = {name for name in WRITES.findall(watched.calls) if not name.startswith("/dev/")}
    home = str(watched.home)
    known = (
        f"{watched.vault}/vault.", f"{watched.vault}/backups/",
        f"{home}/.local/state/iop_companion/companion.log",
        f"{home}/.config/iop_companion/preferences.", f"{home}/.cache/iop_companion/",
        f"{home}/.config/QtProject.conf", f"{home}/.cache/fontconfig", "/proc/self/",
    )  # fmt: skip
    written.discard(f"{home}/.config")  # Qt's nameless draft of QtProject.conf, made there

    assert any(name.startswith(f"{watched.vault}/vault.db") for name in written)
    assert [name for name in sorted(written) if not name.startswith(known)] == []


def test_no_call_asks_for_an_internet_socket(watched):
    assert "umask" in watched.calls
    asked = [line for line in watched.calls.splitlines() if re.search(r"AF_INET|AF_PACKET", line)]

    assert asked == []


def test_before_the_lock_the_words_are_there_and_after_it_none(watched):
    assert watched.before.get("note utf-16", 0) > 0, "or the search looks in the wrong place"

    assert watched.same_process, "the lock must not leave a second process beside the first"
    assert watched.after == {}


def test_the_real_process_makes_private_files_and_no_core(watched):
    assert re.search(r"Max core file size\s+0\s+0\s", watched.limits)
    assert "Umask:\t0077" in watched.status
    assert watched.calls.count("prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE") == 2  # again after exec


def test_every_folder_and_file_of_the_program_is_for_this_user_alone(watched):
    loose = [
        f"{path}: {path.stat().st_mode & 0o777:o}"
        for path in watched.home.rglob("*")
        if path != watched.home / "tmp" and path.stat().st_mode & 0o077
    ]

    assert loose == []


def test_a_check_in_sealed_at_the_lock_screen_is_in_no_file_and_no_memory(watched_sealing):
    seen = watched_sealing

    assert seen.before.get("note utf-16", 0) > 0, "or the search looks in the wrong place"
    assert seen.same_process
    assert {name: n for name, n in seen.after.items() if name.startswith("note")} == {}
    assert hits_in_files([seen.home], forms(CANARY)) == []
    assert len(list((seen.vault / "sealed").glob("*.box"))) == 1
    assert not re.search(r"AF_INET|AF_PACKET", seen.calls)
