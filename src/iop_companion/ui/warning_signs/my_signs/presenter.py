"""Between My signs and its service; what is typed is kept as a draft until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.records import OwnSign, PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.own_signs import KeptDraft, SignDraft, SignLine, SignsView
from iop_companion.ui.toolkit.draft_keeper import DRAFT_AFTER_MS
from iop_companion.ui.toolkit.soon import Soon
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.warning_signs.my_signs.panel import MySignsPanel

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services
    from iop_companion.ui.toolkit.page import PageContext

_LOOK_BACK_AFTER_MS = 250


class MySignsPage:
    """Opens the first sign, or an unsaved one; saves as a new version; each step can be undone."""

    def __init__(self, panel: MySignsPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._signs = services.own_signs
        self._context = context
        self._kept = UndoOffer(
            context, services.undo_if_newest, failed=self._failed, undone=self.refresh
        )
        self._view: SignsView | None = None
        self._people: tuple[Contact, ...] = ()
        self._open_id: str | None = None
        self._is_fresh = True
        self._draft_timer = Soon(panel, DRAFT_AFTER_MS, self._keep_draft)
        self._look_timer = _timer(panel, _LOOK_BACK_AFTER_MS, self._look_back)
        form = panel.form
        panel.sign_requested.connect(self._open_by_id)
        panel.new_requested.connect(lambda: self._open_new(SignDraft()))
        panel.suggestion_taken.connect(self._take_up)
        panel.parts.chosen.connect(self._leave)
        form.save_requested.connect(self._save)
        form.rest_requested.connect(self._rest)
        form.remove_requested.connect(self._remove)
        form.rule_changed.connect(self._look_timer.start)
        form.changed.connect(self._draft_timer.wish)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("My signs")

    def refresh(self) -> None:
        """Read the signs anew; what stands typed in the form stays."""
        self._context.tasks.run(self._read, lambda read: self._show(*read))

    def on_shown(self) -> None:
        """Put the focus on the list, or on adding the first sign."""
        self._panel.parts.stay()
        self._take_focus()

    def main_action(self) -> None:
        """Save the sign."""
        if not self._panel.form.isHidden():
            self._save()

    # --- showing

    def _read(self) -> tuple[SignsView, tuple[Contact, ...], KeptDraft | None]:
        return self._signs.view(), self._services.people.all(), self._signs.draft()

    def _show(self, view: SignsView, people: Sequence[Contact], kept: KeptDraft | None) -> None:
        self._view, self._people = view, tuple(people)
        typed = None if self._is_fresh else self._typed()
        self._panel.show_view(view, people)
        if self._is_fresh and kept is not None:
            self._is_fresh = False
            self._open(kept.draft, self._line(kept.sign_id))
            self._panel.form.show_problem(_("Not saved yet: this is as you left it."))
            return
        self._is_fresh = False
        if typed is not None:
            return  # what stands typed goes on
        line = self._line(self._open_id) or (view.signs[0] if view.signs else None)
        if line is None:
            self._open_id = None
            self._panel.close_form()
        else:
            self._open(_as_draft(line.sign), line)

    def _typed(self) -> SignDraft | None:
        form = self._panel.form
        return form.draft() if not form.isHidden() and form.is_touched else None

    def _line(self, sign_id: str | None) -> SignLine | None:
        signs = self._view.signs if self._view else ()
        return next((line for line in signs if line.sign.id == sign_id), None)

    def _open(self, draft: SignDraft, line: SignLine | None) -> None:
        self._open_id = str(line.sign.id) if line else None
        self._panel.open_form(draft, line)
        self._look_back()

    def _open_by_id(self, sign_id: str) -> None:
        line = self._line(sign_id)
        if line is None or self._is_held():
            self._panel.list.mark(self._open_id or "")
            return
        self._open(_as_draft(line.sign), line)

    def _open_new(self, draft: SignDraft) -> None:
        if self._is_held():
            return
        self._open(draft, None)
        self._panel.form.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self._panel.show_all_of(self._panel.form.words)

    def _take_up(self, suggestion_id: str) -> None:
        offered = self._view.suggestions if self._view else ()
        found = next((one for one in offered if one.id == suggestion_id), None)
        if found is not None:
            draft = SignDraft(found.words, found.zone, found.rule, suggestion=found.id)
            self._open_new(draft)

    def _is_held(self) -> bool:
        """Whether something typed has to be saved first, or given up by undoing it."""
        if self._typed() is None:
            return False
        if self._is_worth_keeping():
            self._save()
        if self._typed() is None:
            return False
        self._panel.form.show_problem(
            _("This sign is not saved yet. Save it first, or empty its words to let it go.")
        )
        return True

    def _is_worth_keeping(self) -> bool:
        """An unsaved new sign without words is let go."""
        form = self._panel.form
        if not form.draft().words and form.sign is None:
            form.begin(SignDraft(), None)
            return False
        return True

    def _take_focus(self) -> None:
        panel = self._panel
        if panel.list.buttons:
            stops = [one for one in panel.list.buttons if one.isChecked()]
            (stops or panel.list.buttons)[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            panel.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_back(self) -> None:
        form = self._panel.form
        rule = form.draft().rule
        if rule is None:
            form.show_looking_back("")
            return
        self._context.tasks.run(
            lambda: self._signs.look_back(rule),
            lambda words: form.show_looking_back(words) if form.draft().rule == rule else None,
        )

    # --- keeping

    def _save(self) -> None:
        form = self._panel.form
        if form.lacks_number:
            form.show_problem(_("A number is missing. Fill it in, or tick the sign yourself."))
            return
        draft, sign_id = form.draft(), self._open_id

        def told(changes: ChangeSet) -> None:
            kept = changes.changes[0].record if changes.changes else form.sign
            if isinstance(kept, OwnSign):
                self._open_id = str(kept.id)
            form.begin(draft, None)  # no longer touched: what comes next is shown
            self._drop_draft()
            self._context.hub.tell(changes)
            self.refresh()
            if changes:
                self._kept.say(_("Your sign is saved."), changes)

        self._context.tasks.run(
            lambda: self._signs.keep(draft, sign_id),
            told,
            lambda problem: form.show_problem(describe(problem).sentence),
        )

    def _rest(self, rests: bool) -> None:  # noqa: FBT001 -- a Qt slot
        sign_id = self._open_id
        if sign_id is None or self._is_held():
            return
        words = (
            _("This sign rests. It is kept and raises nothing.")
            if rests
            else _("This sign counts again.")
        )
        self._do(lambda: self._signs.rest(sign_id, rests=rests), words)

    def _remove(self) -> None:
        sign_id = self._open_id
        if sign_id is None:
            return
        self._panel.form.begin(self._panel.form.draft(), None)  # what is deleted is not typed on
        self._drop_draft()
        self._do(lambda: self._signs.remove(sign_id), _("The sign is deleted."))

    def _do(self, work: Callable[[], ChangeSet], words: str) -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            self.refresh()
            if changes:
                self._kept.say(words, changes)
            self._take_focus()

        self._context.tasks.run(work, told, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)
        self.refresh()

    # --- drafts

    def _keep_draft(self) -> None:
        self._draft_timer.stop()
        if self._view is None:
            return  # nothing was ever shown, or it is locked
        draft = self._typed()
        kept = KeptDraft(self._open_id, draft) if draft is not None else None
        self._context.tasks.run(lambda: self._signs.keep_draft(kept))

    def _drop_draft(self) -> None:
        self._draft_timer.stop()
        self._context.tasks.run(lambda: self._signs.keep_draft(None))

    def _leave(self, key: str) -> None:
        self._keep_draft()
        self._context.go_to(key)

    def _on_locking(self) -> None:
        self._keep_draft()
        self._context.hub.locking.disconnect(self._on_locking)
        self._view, self._people, self._open_id = None, (), None
        self._panel.forget()
        self._draft_timer.stop()
        self._look_timer.stop()


def _as_draft(sign: OwnSign) -> SignDraft:
    return SignDraft(
        words=sign.words,
        zone=PlanZone(sign.zone),
        rule=sign.rule,
        tellers=sign.tellers,
        i_do=sign.i_do,
        i_tell=sign.i_tell,
        suggestion=sign.suggestion,
    )


def _timer(parent: QWidget, after_ms: int, work: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(after_ms)
    made.timeout.connect(work)
    return made
