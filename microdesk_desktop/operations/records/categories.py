"""Give expenses a category, and rename one or merge it into another; each is undone as a whole."""

from collections.abc import Mapping

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.categories import (
    load_categories_of,
    load_holders,
    put_categories,
    rename_in,
)

_TOUCHED = Changes.LEDGER | Changes.MATCHES


def classify(session: Session, categories: Mapping[int, str]) -> ChangeResult:
    """Give each of these expenses a category. Raises UNKNOWN_TARGET when one is not there, and changes nothing."""

    def write(writer: Writer) -> Mapping[int, str]:
        before = load_categories_of(writer, categories)
        if len(before) < len(categories):
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        put_categories(writer, categories)
        return before

    before = session.write(write)
    return ChangeResult(
        changes=_TOUCHED, id=next(iter(categories), None), undo=lambda session: classify(session, before)
    )


def accept_proposals(session: Session, categories: Mapping[int, str]) -> ChangeResult:
    """Give those of these expenses that have no category the one proposed; what the user chose meanwhile stays."""

    def write(writer: Writer) -> Mapping[int, str]:
        without = {id_: text for id_, text in load_categories_of(writer, categories).items() if not text}
        put_categories(writer, {id_: categories[id_] for id_ in without})
        return without

    before = session.write(write)
    return ChangeResult(changes=_TOUCHED, id=next(iter(before), None), undo=lambda session: classify(session, before))


def rename_category(session: Session, former: str, name: str) -> ChangeResult:
    """Rename a category in every expense and rule; one of the new name takes them over.

    Undo gives the former name back to those alone that had it. Raises INVALID_VALUE (`field`) for an empty name,
    NOTHING_TO_DO for a category that nothing has.
    """
    name = one_line(name)
    if not name or name == former:
        raise KnownError(ErrorCode.INVALID_VALUE, field="category")

    def write(writer: Writer) -> tuple[list[int], list[int]]:
        expenses, rules = load_holders(writer, former)
        if not expenses and not rules:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        rename_in(writer, expenses, rules, former, name)
        return expenses, rules

    expenses, rules = session.write(write)

    def undo(session: Session) -> ChangeResult:
        session.write(lambda writer: rename_in(writer, expenses, rules, name, former))
        return ChangeResult(
            changes=_TOUCHED | Changes.RULES, undo=lambda session: rename_category(session, former, name)
        )

    return ChangeResult(changes=_TOUCHED | Changes.RULES, undo=undo)
