"""Preferences: choices that are not private, kept as TOML and read before unlocking."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

THEMES = ("system", "light", "dark", "contrast")
TEXT_SCALES = (100, 125, 150, 175, 200)
LOCK_MINUTES = (1, 2, 5, 10, 15, 30)
HIDE_KEYS = ("F9", "F8", "F12", "Pause")
LONGEST_VAULT_NAME = 20
"""Characters; room for a neutral name, not for a story."""
MOST_VAULT_NAMES = 99

DAY_ENDS = (0, 1, 2, 3, 4, 5, 6, 7, 8)
"""Hours after midnight at which a day may end; a night shift ends at 8."""

REMINDER_TIMES = ("", *(f"{n // 2:02}:{n % 2 * 30:02}" for n in range(48)))
"""When a reminder may come; "" is off."""

LOCK_SHARED, LOCK_OWN = 2, 10
"""Minutes until a shared computer, and an own one, locks by itself."""


def _choice(default: object, choices: tuple[object, ...]) -> Any:
    return field(default=default, metadata={"choices": choices})


@dataclass(frozen=True, slots=True)
class Preferences:
    """One field a preference, with what it may be; unknown or wrong values drop out."""

    theme: str = _choice("system", THEMES)
    text_scale: int = _choice(100, TEXT_SCALES)
    language: str = ""
    region: str = ""
    discreet_name: bool = False
    lock_after_minutes: int = _choice(2, LOCK_MINUTES)
    lock_minimised: bool = False
    out_of_screenshots: bool = False
    is_shared: bool = True
    hide_key: str = _choice("F9", HIDE_KEYS)
    move_on_answer: bool = True
    day_ends_at: int = _choice(4, DAY_ENDS)
    reminder_first: str = _choice("", REMINDER_TIMES)
    reminder_second: str = _choice("", REMINDER_TIMES)
    window_size: str = ""
    """"1280x800": width and height of the window in px, as it is when not maximised."""
    window_place: str = ""
    """"40,32": the left and upper edge of its frame; left out where the desktop does not say."""
    window_maximised: bool = False
    vault_names: tuple[str, ...] = ()
    """Names of the vaults of this login by number; "" for one that is called by its number."""

    def reminder_times(self) -> tuple[str, ...]:
        """Return the times chosen for reminders, none where they are off."""
        return tuple(at for at in (self.reminder_first, self.reminder_second) if at)

    def with_change(self, **changes: object) -> Preferences:
        """Return a copy with ``changes``; values that are not allowed are ignored."""
        return replace(self, **_allowed(changes))


def _allowed(raw: dict[str, object]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for item in fields(Preferences):
        value = raw.get(item.name, item.default)
        choices = item.metadata.get("choices")
        if item.name == "vault_names":
            value = _names(value)
        if item.name not in raw or type(value) is not type(item.default):
            continue
        if choices is None or value in choices:
            kept[item.name] = value
    return kept


def _names(raw: object) -> tuple[str, ...] | None:
    """Short printable names alone: they are painted on the lock screen."""
    if not isinstance(raw, (list, tuple)):
        return None
    return tuple(
        name[:LONGEST_VAULT_NAME] if isinstance(name, str) and name.isprintable() else ""
        for name in raw[:MOST_VAULT_NAMES]
    )


def load_preferences(file: Path) -> Preferences:
    """Read the file; a missing or damaged one gives the defaults and is left as it is."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Preferences()
    import tomllib  # only where there is a file: the window waits for this

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Preferences()
    return Preferences(**_allowed(raw))


def save_preferences(file: Path, preferences: Preferences) -> None:
    """Write the file by rename; a folder that cannot be written is no reason to stop anything."""
    lines = []
    for name, value in asdict(preferences).items():
        lines.append(f"{name} = {_as_toml(value)}\n")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_suffix(".new")
        draft.write_text("".join(lines), encoding="utf-8")
        draft.replace(file)


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_as_toml, value))}]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
