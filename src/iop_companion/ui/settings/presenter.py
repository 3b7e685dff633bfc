"""Between the Settings page, the preferences and the services."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from iop_companion.foundation.about import about_words, age_words, licence_notices
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.settings import LOCK_OWN, LOCK_SHARED
from iop_companion.foundation.start_at_login import start_at_login, starts_at_login
from iop_companion.foundation.vault_places import renamed, vault_name
from iop_companion.services.bundle import Services
from iop_companion.ui.settings.backups_presenter import AskFolder, BackupsPresenter, ask_folder
from iop_companion.ui.settings.data_presenter import AskWhere, DataPresenter, ask_where
from iop_companion.ui.settings.erase_presenter import ErasePresenter
from iop_companion.ui.settings.keys_presenter import KeysPresenter
from iop_companion.ui.settings.left_presenter import LeftPresenter
from iop_companion.ui.settings.licences_dialog import LicencesDialog
from iop_companion.ui.settings.panel import SettingsPanel
from iop_companion.ui.settings.people_presenter import PeoplePresenter
from iop_companion.ui.settings.track_presenter import TrackPresenter
from iop_companion.ui.settings.trash_presenter import TrashPresenter
from iop_companion.ui.toolkit.page import PageContext


class SettingsPage:
    """Keeps preferences in their file; what is in the vault has presenters of its own."""

    def __init__(
        self,
        panel: SettingsPanel,
        services: Services,
        context: PageContext,
        ask_where: AskWhere = ask_where,
        ask_folder: AskFolder = ask_folder,
    ) -> None:
        """Connect ``panel`` with ``services`` and the preferences of ``context``."""
        self._panel = panel
        self._services = services
        self._context = context
        self._preferences = context.preferences
        self._data = DataPresenter(panel.data, services, context, ask_where)
        self._backups = BackupsPresenter(panel.backups, services, context, ask_folder)
        self._track = TrackPresenter(panel.track, services, context)
        self._people = PeoplePresenter(panel.people, services, context)
        self._trash = TrashPresenter(panel.trash, services, context)
        self._erasing = ErasePresenter(panel, services, context)
        self._keys = KeysPresenter(panel, services, context)
        self._left = LeftPresenter(panel.privacy, services, context)
        self._connect()
        panel.about.about.setText(about_words())
        panel.about.age.setText(age_words(services.clock.today()))
        panel.about.folder.setText(str(services.session.folder))

    def _connect(self) -> None:
        panel = self._panel
        for section in (panel.track, panel.look, panel.reminders, panel.privacy):
            section.changed.connect(self._change)
        panel.reminders.login_changed.connect(self._start_at_login)
        panel.privacy.passphrase_requested.connect(self._keys.change_passphrase)
        panel.privacy.code_requested.connect(self._keys.new_code)
        panel.privacy.replace_requested.connect(self._keys.replace_key)
        panel.privacy.erase_requested.connect(self._erasing.ask)
        panel.privacy.shared_changed.connect(self._say_whose)
        panel.privacy.writing_changed.connect(self._let_write)
        panel.privacy.vaults.renamed.connect(self._rename_vault)
        panel.privacy.vaults.another_wanted.connect(self._make_another)
        panel.about.licences_requested.connect(self._show_licences)
        panel.about.folder_requested.connect(self._open_folder)
        panel.about.copy_requested.connect(self._copy_folder)
        panel.section_opened.connect(self._read_backups)
        self._preferences.changed.connect(panel.outdated)  # which ends with the panel
        panel.outdated.connect(self._show_preferences)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Settings")

    def refresh(self) -> None:
        """Show preferences and rows as they are now."""
        self._show_preferences()
        self._track.refresh()
        self._people.refresh()
        self._read_writing()
        self._left.refresh()
        self._read_backups(self._panel.now)

    def _read_backups(self, section: str) -> None:
        """Only while they are in front: each file is looked into."""
        if section == self._panel.backups.key:
            self._backups.refresh()
        elif section == self._panel.trash.key:
            self._trash.refresh()

    def on_shown(self) -> None:
        """Put the focus on the section in front."""
        self._panel.list.line_of(self._panel.now).setFocus()

    def main_action(self) -> None:
        """Nothing: changes count at once."""

    def _show_preferences(self) -> None:
        self._panel.show_preferences(self._preferences.now, self._services.support.regions())
        self._panel.reminders.show_login(is_on=starts_at_login())
        vaults, card = self._context.vaults, self._panel.privacy.vaults
        is_numbered = vaults is not None and vaults.here > 0
        card.setVisible(is_numbered)  # a vault that lies elsewhere is chosen by its folder
        if vaults is not None and is_numbered:
            card.show_name(vault_name(vaults.here, self._preferences.now.vault_names))

    def _rename_vault(self, name: str) -> None:
        vaults = self._context.vaults
        if vaults is not None:
            names = self._preferences.now.vault_names
            plain = vault_name(vaults.here, ())
            changed = renamed(names, vaults.here, "" if name == plain else name)
            self._preferences.change(vault_names=changed)
            self._show_preferences()

    def _make_another(self) -> None:
        vaults, leave_for = self._context.vaults, self._context.leave_for
        if vaults is not None and leave_for is not None:
            leave_for(vaults.open_new)

    def _read_writing(self) -> None:
        self._context.tasks.run(
            self._services.sealed.is_on, lambda on: self._panel.privacy.show_writing(is_on=on)
        )

    def _let_write(self, is_on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        def failed(problem: KnownProblem) -> None:
            self._context.notices.show_problem(problem)
            self._read_writing()  # the switch says what is so

        sealed = self._services.sealed
        self._context.tasks.run(lambda: sealed.switch(on=is_on), None, failed)

    def _change(self, name: str, value: object) -> None:
        self._preferences.change(**{name: value})
        if name == "discreet_name" and starts_at_login():
            self._start_at_login(True)  # noqa: FBT003 -- under the other name
        if name == "region":
            self._context.hub.region_changed.emit(str(value))

    def _start_at_login(self, is_on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        name = _("Notes") if self._preferences.now.discreet_name else _("Companion")
        if not start_at_login(name if is_on else None):
            self._context.notices.show(
                _("The file for it could not be changed. All else is as it was.")
            )
        self._panel.reminders.show_login(is_on=starts_at_login())

    def _say_whose(self, is_shared: bool) -> None:  # noqa: FBT001 -- a Qt slot
        """Whose computer it is sets when it locks; the minutes can be changed after it."""
        minutes = LOCK_SHARED if is_shared else LOCK_OWN
        self._preferences.change(is_shared=is_shared, lock_after_minutes=minutes)

    def _show_licences(self) -> None:
        def show(notices: str) -> None:
            LicencesDialog(notices, self._panel.window()).open()

        self._context.tasks.run(licence_notices, show)  # it reads some forty files

    def _open_folder(self) -> None:
        folder = self._services.session.folder
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._context.notices.show(_("No program here shows folders. The path can be copied."))

    def _copy_folder(self) -> None:
        QGuiApplication.clipboard().setText(str(self._services.session.folder))
        self._context.notices.show(_("The path is copied."))
