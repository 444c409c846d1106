"""The fields of the company's facts: each is checked while it is typed in, and kept when it is left.

A fact that is wrong is not kept: the words stay below its field until it is corrected. What was typed is never lost by
a change from elsewhere.
"""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.checks.company import SEVERAL_LINES, company_flaws, tidied
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.company_keys import Value
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.flaws import flaw_text
from microdesk_desktop.views.vault.company import grouped, kept_text, load_company

# The window that loses the focus, or a list that drops down, does not end what is being typed.
_STILL_TYPING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class CompanyFacts(QObject):
    """Binds fields to attributes of the company; `place` is where undoing a change leads."""

    def __init__(self, parent: QObject, workspace: Workspace, place: Place) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._place = place
        self._readings = Readings(workspace, self)
        self._stored: Company | None = None
        self._company: Company | None = None
        """As stored, with the values that are being saved."""
        self._fields: dict[str, Field[Any]] = {}
        self._boxes: dict[str, CheckBox] = {}
        self._names: dict[QObject, str] = {}
        self._is_filling = False

    def add(self, name: str, field: Field[Any], *, at_once: bool = False) -> Field[Any]:
        """Bind a field to an attribute; its value is kept when it is left, or `at_once` for a choice."""
        self._fields[name] = field
        field.setEnabled(False)  # until the fact is known
        control = field.focusProxy()
        assert control is not None, "a field has a control"
        self._names[control] = name
        control.installEventFilter(self)
        if isinstance(control, QLineEdit):
            control.returnPressed.connect(partial(self._keep, name))
        field.edited.connect(partial(self._keep if at_once else self._check, name))
        return field

    def add_box(self, name: str, box: CheckBox) -> CheckBox:
        """Bind a check box to an attribute that is true or false."""
        self._boxes[name] = box
        box.setEnabled(False)
        box.toggled.connect(lambda checked: None if self._is_filling else self._put(name, checked))
        return box

    def reload(self) -> None:
        """Read the company again; fields with something that is not kept yet stay as they are."""
        self._readings.load("company", load_company, self._show)

    def keep_all(self) -> None:
        """Keep what was typed and is right, wherever the focus is."""
        for name in self._fields:
            self._keep(name)

    def _show(self, company: Company) -> None:
        former, self._company, self._stored = self._company, company, company
        self._is_filling = True
        for name, field in self._fields.items():
            if former is None or self._typed(name) == getattr(former, name):
                field.set_value(_shown(name, getattr(company, name)))
            field.setEnabled(True)
            self._check(name)
        for name, box in self._boxes.items():
            box.set_checked(getattr(company, name))
            box.setEnabled(True)
        self._is_filling = False

    def _typed(self, name: str) -> Value | Invalid:
        """What is in the field, tidied; Invalid where it cannot be read."""
        try:
            value = self._fields[name].value()
        except Invalid as error:
            return error
        value = "\n".join(value) if isinstance(value, tuple) else value
        typed: Value = getattr(tidied(self._with(name, value)), name)
        return typed

    def _flaw(self, name: str) -> Flaw | None:
        typed = self._typed(name)
        if isinstance(typed, Invalid):
            return None
        return company_flaws(self._with(name, typed)).get(name)

    def _check(self, name: str) -> None:
        """Show what is wrong; while it is typed, too short is no error yet."""
        flaw = self._flaw(name) if self._company is not None else None
        if flaw is None:
            return
        control = self._fields[name].focusProxy()
        if control is not None and control.hasFocus():
            is_begun = flaw.kind is FlawKind.LENGTH and flaw.length < max(flaw.lengths, default=0)
            self._fields[name].show_remark(flaw_text(flaw), is_wrong=not is_begun)
        else:
            self._fields[name].show_remark(self._refusal(name, flaw), is_wrong=True)

    def _keep(self, name: str) -> None:
        """Keep what is in the field if it changed and is right; else show that it is not kept."""
        if self._company is None or self._is_filling:
            return
        typed, field = self._typed(name), self._fields[name]
        if isinstance(typed, Invalid):
            field.show_error(str(typed))
            return
        if typed == getattr(self._company, name):
            return
        flaw = self._flaw(name)
        if flaw is not None:
            field.show_error(self._refusal(name, flaw))
            return
        self._put(name, typed)

    def _refusal(self, name: str, flaw: Flaw) -> str:
        """The words of a flaw, and that the value is not kept; a kept one may have been contradicted since."""
        is_kept = self._typed(name) == getattr(self._company, name)
        return flaw_text(flaw) if is_kept else f"{flaw_text(flaw)} {tr('Non enregistré.')}"

    def _put(self, name: str, value: Value) -> None:
        self._company = self._with(name, value)
        self._workspace.perform(
            lambda session: put_company(session, {name: value}),
            message=lambda: kept_text(name, value),
            place=self._place,
            on_error=partial(self._refuse, name),
            owner=self,
        )

    def _with(self, name: str, value: Value) -> Company:
        """The company with another value of one fact."""
        assert self._company is not None, "fields are closed until the company is known"
        return replace(self._company, **{name: value})  # type: ignore[arg-type]

    def _refuse(self, name: str, error: KnownError) -> None:
        """Show why a value is not kept; what was typed stays, and is kept when the field is left again."""
        stored = getattr(self._stored, name)
        self._company = self._with(name, stored)
        if name in self._fields:
            self._fields[name].show_error(error_text(error))
            return
        self._workspace.report(error)
        self._is_filling = True
        self._boxes[name].set_checked(stored)
        self._is_filling = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        name = self._names.get(watched)
        if name is not None and isinstance(event, QFocusEvent) and _is_leaving(event):
            self._keep(name)
        return False


def _is_leaving(event: QFocusEvent) -> bool:
    return event.type() == QEvent.Type.FocusOut and event.reason() not in _STILL_TYPING


def _shown(name: str, value: Value) -> Any:
    """The value as its field takes it: a field of several lines takes them apart."""
    if not isinstance(value, str):
        return value
    return tuple(value.splitlines()) if name in SEVERAL_LINES else grouped(name, value)
