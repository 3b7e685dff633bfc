"""Where things lie on this computer; platformdirs is asked once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "iop_companion"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one start: the vault, the preferences, the log, the cache (fonts only)."""

    vault: Path
    config: Path
    state: Path
    cache: Path

    @property
    def preferences_file(self) -> Path:
        """The TOML file of preferences; read before unlocking, hence never private."""
        return self.config / "preferences.toml"


def default_paths(vault: Path | None = None) -> Paths:
    """Return the platform's folders; ``vault`` replaces the place of the vault alone."""
    dirs = platformdirs.PlatformDirs(_APP, appauthor=False, roaming=False)
    return Paths(
        vault=vault or Path(dirs.user_data_dir) / "vault",
        config=Path(dirs.user_config_dir),
        state=Path(dirs.user_state_dir),
        cache=Path(dirs.user_cache_dir),
    )


def qt_settings_file() -> Path:
    """Return where Qt keeps settings of its own on Linux; elsewhere there is no such file."""
    return Path(platformdirs.user_config_dir()) / "QtProject.conf"


def paths_under(folder: Path) -> Paths:
    """Return paths that all lie in one folder, for demos and tests."""
    return Paths(folder / "vault", folder / "config", folder / "state", folder / "cache")
