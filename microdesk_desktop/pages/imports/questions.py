"""What a file leaves open, as strips above it: each question with its answers, each warning with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.imports.drafts import NEW_ACCOUNT, Draft, WantedAccount
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import ImportKind, TableMapping
from microdesk_desktop.gui.widgets.strip import Answer, Strip
from microdesk_desktop.pages.imports.controller import ImportController, OpenedFile
from microdesk_desktop.views.imports.kinds import kind_names
from microdesk_desktop.views.imports.summary import warnings
from microdesk_desktop.views.messages.actions import Goal, action_for, goal_label
from microdesk_desktop.views.messages.errors import error_text

_RECEIVABLE = frozenset((ErrorCode.FILE_IS_PDF, ErrorCode.FILE_IS_PICTURE, ErrorCode.INVOICE_KNOWN))
"""The refusals of files that can become an expense all the same."""
MOST_ACCOUNTS = 4
"""Accounts that have a button of their own; the menu of the file holds them all."""


def strips(
    file: OpenedFile,
    controller: ImportController,
    titles: Mapping[int, str],
    show_columns: Callable[[], object],
    choose_other: Callable[[], object],
) -> list[Strip]:
    """The strips of one file: the question that holds up the import, one at a time, else the warnings."""
    if file.refusal is not None:
        return [_refusal(file, file.refusal, controller, choose_other)]
    if file.draft.kind is None:
        return [_kind_question(file, controller)]
    if file.is_stopped:
        again = (tr("Reprendre"), partial(controller.read, file.id))
        return [Strip(tr("La lecture a été arrêtée."), Tone.NEUTRAL, [again])]
    if file.preview is None:
        return []
    if file.preview.is_proposed:
        return [_columns_question(file, file.preview, controller, show_columns)]
    if file.preview.needs_account:
        return [_account_question(file, controller, titles)]
    if file.preview.is_type_assumed:
        return [_type_question(file, controller)]
    return [Strip(text, Tone.ATTENTION) for text in warnings(file.preview, is_kept=file.kept is not None)]


def _refusal(
    file: OpenedFile,
    error: KnownError,
    controller: ImportController,
    choose_other: Callable[[], object],
) -> Strip:
    if error.code in _RECEIVABLE and file.draft.data:
        return _received_question(file, error, controller)
    answers: list[Answer] = []
    goal = action_for(error.code).goal
    if goal is Goal.RETRY:
        answers.append((goal_label(goal), partial(controller.read, file.id)))
    else:
        answers.append((tr("Choisir un autre fichier…"), choose_other))
    answers.append((tr("Retirer ce fichier"), partial(controller.close_file, file.id)))
    return Strip(error_text(error), Tone.DANGER, answers)


def _received_question(file: OpenedFile, error: KnownError, controller: ImportController) -> Strip:
    """A file that a supplier may have sent: it becomes an expense when the user wants it."""
    make = partial(controller.receive_anyway, file.id)
    leave = (tr("Retirer ce fichier"), partial(controller.close_file, file.id))
    if error.code is ErrorCode.INVOICE_KNOWN:
        see = partial(controller.workspace.navigate, "expenses", error.params.get("expense_id"))
        return Strip(
            error_text(error), Tone.ATTENTION, [(tr("Voir la dépense"), see), (tr("La garder aussi"), make), leave]
        )
    question = tr("Est-ce la facture d'un fournisseur ? Elle devient une dépense à compléter, avec ce fichier joint.")
    return Strip(question, Tone.ATTENTION, [(tr("Créer la dépense"), make), leave], detail=error_text(error))


def _kind_question(file: OpenedFile, controller: ImportController) -> Strip:
    names = dict(kind_names())
    possible = [kind for kind in names if kind in file.draft.possible_kinds] or list(names)
    answers = [(names[kind], partial(controller.decide, file.id, partial(_with_kind, kind))) for kind in possible]
    question = tr("Que contient « {name} » ?").format(name=visible(file.draft.name))
    return Strip(question, Tone.ATTENTION, answers)


def _columns_question(
    file: OpenedFile, preview: Preview, controller: ImportController, show_columns: Callable[[], object]
) -> Strip:
    """A table of unknown columns: the proposal is confirmed, or completed in the columns."""
    assert preview.refusal is not None
    if not preview.rows:
        return Strip(error_text(preview.refusal), Tone.ATTENTION, [(tr("Choisir les colonnes…"), show_columns)])
    confirm = partial(controller.decide, file.id, partial(_with_mapping, preview.mapping))
    return Strip(
        tr("Les colonnes de ce tableau ont été devinées. Les lignes ci-dessous sont-elles lues comme il faut ?"),
        Tone.ATTENTION,
        [(tr("Oui, c'est juste"), confirm), (tr("Changer les colonnes…"), show_columns)],
    )


def _type_question(file: OpenedFile, controller: ImportController) -> Strip:
    """Documents of which neither a column nor a number shows the type: a quote must not become money due."""
    names = (
        (DocumentType.INVOICE, tr("Des factures")),
        (DocumentType.QUOTE, tr("Des devis")),
        (DocumentType.CREDIT_NOTE, tr("Des avoirs")),
    )
    mapping = file.mapping
    assert mapping is not None, "a table has a mapping"
    answers = [
        (text, partial(controller.decide, file.id, partial(_with_mapping, replace(mapping, usual_type=type_))))
        for type_, text in names
    ]
    return Strip(tr("Quels sont ces documents ?"), Tone.ATTENTION, answers)


def _account_question(file: OpenedFile, controller: ImportController, titles: Mapping[int, str]) -> Strip:
    assert file.preview is not None
    unclear = next(each for each in file.preview.accounts if each.is_unclear)
    choices: list[tuple[WantedAccount, str]] = [
        (each.id, titles.get(each.id, each.institution_name)) for each in unclear.candidates[:MOST_ACCOUNTS]
    ]
    choices.append((NEW_ACCOUNT, tr("Un nouveau compte")))
    answers = [
        (text, partial(controller.decide, file.id, partial(_with_account, account))) for account, text in choices
    ]
    return Strip(
        tr("De quel compte est ce relevé ?"),
        Tone.ATTENTION,
        answers,
        detail=tr("Le fichier ne nomme pas son compte ; vos opérations ne seront mêlées à aucun autre."),
    )


def _with_mapping(mapping: TableMapping | None, draft: Draft) -> Draft:
    return draft.with_mapping(mapping)


def _with_kind(kind: ImportKind, draft: Draft) -> Draft:
    return draft.with_kind(kind)


def _with_account(account: WantedAccount, draft: Draft) -> Draft:
    return draft.with_account(account)
