"""Qt's own settings file loses the folders a person visited, and nothing else."""

from iop_companion.foundation.visited_folders import forget_visited_folders

SETTINGS = """[FileDialog]
history=file:///places/my%20diary
lastVisited=file:///places/my%20diary
shortcuts=file:, file:///places
sidebarWidth=108

[Other]
history=not ours to touch
"""


def test_folders_go_and_the_rest_stays(tmp_path):
    file = tmp_path / "QtProject.conf"
    file.write_text(SETTINGS)

    forget_visited_folders(file)

    assert file.read_text() == (
        "[FileDialog]\nsidebarWidth=108\n\n[Other]\nhistory=not ours to touch\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["QtProject.conf"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_without_folders_is_not_written_anew(tmp_path):
    file = tmp_path / "QtProject.conf"
    file.write_text("[FileDialog]\nsidebarWidth=108\n")
    before = file.stat()

    forget_visited_folders(file)

    assert file.stat().st_ino == before.st_ino


def test_no_file_a_link_and_nonsense_are_left_be(tmp_path):
    forget_visited_folders(tmp_path / "none")
    (tmp_path / "real").write_text(SETTINGS)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    forget_visited_folders(tmp_path / "link")
    (tmp_path / "nonsense").write_bytes(b"\xff\xfe\x00[FileDialog]\nhistory=x")
    forget_visited_folders(tmp_path / "nonsense")

    assert (tmp_path / "real").read_text() == SETTINGS
    assert len(list(tmp_path.iterdir())) == 3
