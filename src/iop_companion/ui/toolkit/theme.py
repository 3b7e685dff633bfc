"""The look of the running program: palette, text scale, fonts and the one style sheet.

There is one :class:`Theme` a process, as there is one ``QApplication``; :func:`current` returns it.
Sizes are written at 100 % text everywhere and pass through :meth:`Theme.px`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from iop_companion.catalog.themes import PALETTES, Palette, palette
from iop_companion.foundation import assets
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit.dress_later import DressLater

FONT = "Atkinson Hyperlegible Next"
BODY_PX = 16

_SHEETS = ("app", "check_in")

_LENGTH = re.compile(r"(?<![\w.#])(\d+(?:\.\d+)?)px")
_TOKEN = re.compile(r"%(\w+)%")


class Theme(QObject):
    """Palette and text scale now; ``changed`` tells when either is another.

    ``scale`` is 1.0 to 2.0. Widgets made of cards, labels and buttons follow by themselves; only
    what paints with colours or sizes of its own listens to ``changed``.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences | None = None) -> None:
        """Start with ``preferences`` (their theme and text scale), not yet applied."""
        super().__init__()
        self._preferences = preferences or Preferences()
        self.palette: Palette = palette(_name_of(self._preferences.theme))
        self.scale = self._preferences.text_scale / 100
        self._told_by: tuple[object, ...] = ()
        self._later = DressLater()
        self._dressed_at = 0.0

    def px(self, length: float) -> int:
        """Return ``length`` (px at 100 % text) in whole px at the present text scale."""
        return round(length * self.scale)

    def colour(self, token: str) -> QColor:
        """Return a colour of the palette by its name; raises ``KeyError`` for an unknown one."""
        return QColor(self.palette[token])

    def font(self, size_px: float = BODY_PX, weight: int = QFont.Weight.Normal) -> QFont:
        """Return the program's font in ``size_px`` (at 100 % text) for own painting."""
        font = QFont(FONT)
        font.setPixelSize(self.px(size_px))
        font.setWeight(QFont.Weight(weight))
        return font

    def use(self, preferences: Preferences) -> None:
        """Take over theme and text scale; tell everybody if something changed."""
        before = (self.palette.name, self.scale)
        self._preferences = preferences
        self.palette = palette(_name_of(preferences.theme))
        self.scale = preferences.text_scale / 100
        if before != (self.palette.name, self.scale):
            self.apply()
            self.changed.emit()

    def apply(self) -> None:
        """Dress the application: font, colours, style sheet; then all marked sizes and icons."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(self.font())
        app.setPalette(_qt_palette(self.palette))
        sheet = style_sheet(self.palette, self.scale)
        if app.styleSheet() != sheet:  # Qt would dress every widget anew even for the same one
            if self._dressed_at == self.scale:
                self._change_colours(app, sheet)
                return
            # Qt replaces one sheet by another in no order: each widget then passes its new font on
            # to all below it, time and again. Taking the old one off first is four times as quick.
            self._later.finish()
            app.setStyleSheet("")
            app.setStyleSheet(sheet)
            self._dressed_at = self.scale
        for dress in _DRESSERS:
            dress(self)

    def _change_colours(self, app: QApplication, sheet: str) -> None:
        """Put on a sheet that changes no size: what is seen wears it now, the rest soon."""
        self._later.pass_over()
        app.setStyleSheet("")
        app.setStyleSheet(sheet)
        self._later.go_on()

    def listen(self) -> None:
        """Follow the system from here on; what tells of a change ends with its last reference."""
        hints = QGuiApplication.styleHints()
        accessibility = hints.accessibility()
        hints.colorSchemeChanged.connect(self.follow_system)
        accessibility.contrastPreferenceChanged.connect(self.follow_system)
        self._told_by = (hints, accessibility)

    def follow_system(self) -> None:
        """Look again what the system asks for; nothing happens for a fixed choice."""
        self.use(self._preferences)


_theme: Theme | None = None
_DRESSERS: list[Callable[[Theme], None]] = []


def dress_with(dress: Callable[[Theme], None]) -> None:
    """Have ``dress`` called when sizes may be others, before ``changed`` is sent.

    Where the colours alone are others, :func:`.dress_later.recolour_with` tells of each widget.
    """
    _DRESSERS.append(dress)


FUSION = ("-style", "Fusion")
"""Arguments that give an application its base style; asking for it later loads all of QStyle."""


def install(app: QApplication, preferences: Preferences, *, has_fusion: bool = False) -> Theme:
    """Load fonts, set the Fusion base and apply a theme; call it before the first window.

    ``has_fusion`` says that ``app`` was made with :data:`FUSION`.
    """
    global _theme  # noqa: PLW0603 -- one look a process, as there is one QApplication
    if not app.styleSheet():
        if not has_fusion:
            app.setStyle("Fusion")
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)  # noqa: FBT003 -- Qt's signature
        QDir.setSearchPaths("icons", [str(assets.folder("icons"))])
        load_fonts()
    if _theme is None:
        _theme = Theme(preferences)
        _theme.listen()
        _theme.apply()
    else:
        _theme.use(preferences)
    return _theme


def current() -> Theme:
    """Return the theme of this process; a light one at 100 % if none was installed (tests)."""
    global _theme  # noqa: PLW0603
    if _theme is None:
        _theme = Theme(Preferences(theme="light"))
    return _theme


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt; repeated calls cost nothing."""
    for name in assets.names("fonts", ".ttf"):
        QFontDatabase.addApplicationFont(str(assets.folder(name)))


def style_sheet(colours: Palette, scale: float) -> str:
    """Return the style sheet with colours filled in and every length multiplied by ``scale``.

    Lines of 1 px stay 1 px: they are hairlines at every text size.
    """

    def length(match: re.Match[str]) -> str:
        size = float(match[1])
        return match[0] if size <= 1 else f"{round(size * scale)}px"

    whole = "".join(assets.read_text(f"themes/{part}.qss") for part in _SHEETS)
    sheet = _LENGTH.sub(length, whole)
    return _TOKEN.sub(
        lambda match: colours.name if match[1] == "theme" else colours[match[1]], sheet
    )


def _name_of(choice: str) -> str:
    if choice in PALETTES:
        return choice
    hints = QGuiApplication.styleHints()
    if system_contrast() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def system_contrast() -> Qt.ContrastPreference:
    """Return how much contrast the system asks for."""
    hints = QGuiApplication.styleHints()  # held: its accessibility hints end with this reference
    return hints.accessibility().contrastPreference()


def _qt_palette(colours: Palette) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "text",
        QPalette.ColorRole.Highlight: "primary",
        QPalette.ColorRole.HighlightedText: "on_primary",
        QPalette.ColorRole.PlaceholderText: "hint",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Link: "link",
        QPalette.ColorRole.LinkVisited: "link",
        QPalette.ColorRole.Accent: "primary",
    }
    made = QPalette()
    for role, token in roles.items():
        made.setColor(role, QColor(colours[token]))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["disabled"]))
    return made
