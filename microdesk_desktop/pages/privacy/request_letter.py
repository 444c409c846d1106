"""The letter that answers a request: as a PDF, or as a message in the composer."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.compose.starts import Origin
from microdesk_desktop.domain.privacy.requests import PersonRequest
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.system.opening import open_folder
from microdesk_desktop.gui.widgets import buttons
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.answer_letter import kept_after_erasure, save_letter
from microdesk_desktop.operations.privacy.person_data import has_copy
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.person_copy import copy_beside_mail
from microdesk_desktop.pages.privacy.requests_forms import LetterForm
from microdesk_desktop.pages.shared.mailing import begin_mail
from microdesk_desktop.views.privacy.requests.letter import ARCHIVE_SUFFIX, LetterTopic, RequestLetter, load_letter
from microdesk_desktop.views.privacy.requests.rows import RequestRow
from microdesk_desktop.views.privacy.requests.words import title_text

PAGE = "person_requests"


def ask_letter(host: QWidget, workspace: Workspace, row: RequestRow) -> None:
    """Ask which letter, and whether it is saved or sent."""
    if not can_open_sheet(host):
        return
    form = LetterForm(row.request, may_extend=_may_extend(workspace, row.request))

    def prepare(then: Any) -> None:
        sheet.close_sheet()
        _load(host, workspace, row, form, then)

    sheet = Sheet(
        host,
        title_text(row),
        form,
        tr("En PDF…"),
        lambda: prepare(partial(_save, host, workspace, row)),
    )
    sheet.add_other(buttons.plain(tr("Par courriel…"), lambda: prepare(partial(_mail, host, workspace, row))))


def _may_extend(workspace: Workspace, request: PersonRequest) -> bool:
    return request.answer is None and workspace.clock.today() <= request.told_by


def _load(host: QWidget, workspace: Workspace, row: RequestRow, form: LetterForm, then: Any) -> None:
    topic, delay, refusal = form.reasons()
    today = workspace.clock.today()

    def load(reader: Any) -> RequestLetter:
        kept = kept_after_erasure(reader, row.id) if topic is LetterTopic.GRANTED else ()
        can_copy = has_copy(reader, row.request)
        return load_letter(reader, row.id, topic, today, delay=delay, refusal=refusal, kept=kept, has_copy=can_copy)

    workspace.load(load, owner=host, on_success=then)


def _save(host: QWidget, workspace: Workspace, row: RequestRow, letter: RequestLetter) -> None:
    choose_new_file(
        host,
        tr("Enregistrer la lettre"),
        tr("Réponse à la demande {number}").format(number=row.id),
        partial(_write, workspace, letter),
        last=workspace.last_folder,
        forms=(FileForm(tr("Document PDF"), ".pdf"),),
    )


def _write(workspace: Workspace, letter: RequestLetter, path: Path) -> None:

    def act(session: Session, _: Job) -> None:
        save_letter(session, letter.page, path)

    def written(_: None) -> None:
        text = tr("« {name} » est enregistré. Ce fichier n'est pas chiffré.").format(name=visible(path.name))
        action = (tr("Ouvrir le dossier"), lambda: open_folder(path.parent))
        workspace.notices.toast(lambda: Toast(text=text, action=action))

    workspace.work(act, lane=Lane.NET, progress=tr("Mise en page de la lettre…"), on_success=written)


def _mail(host: QWidget, workspace: Workspace, row: RequestRow, letter: RequestLetter) -> None:
    """Begin the mail; the copy that it gives is beside it, encrypted."""
    sends_copy = letter.copy and letter.mail.has_mailbox
    name = f"{letter.copy}{ARCHIVE_SUFFIX}"
    begin_mail(
        workspace,
        host,
        letter.mail,
        files=[copy_beside_mail(workspace, row.request, name)] if sends_copy else [],
        origin=Origin(page=PAGE, wanted=row.id, name=title_text(row)),
        note=None,
        other_way=(tr("Enregistrer en PDF…"), lambda: _save(host, workspace, row, letter)),
    )
