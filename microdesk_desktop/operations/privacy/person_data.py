"""Gather what the vault holds about one person, a client or not: their rows, and nothing of another's."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.privacy.mentions import is_named_alone, names_any, names_of
from microdesk_desktop.domain.privacy.person import CONTACT, PersonData, Row
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.client_names import other_names, own_names, own_texts
from microdesk_desktop.operations.erasure_plan import is_about
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.recurring import load_all_series
from microdesk_desktop.store.mileage.erase import find_templates_about, find_trips_about
from microdesk_desktop.store.privacy.client_rows import find_answers, find_imports, find_receipts, find_rules
from microdesk_desktop.store.privacy.person_rows import Ids, find_contacts, load_person_files, load_person_rows
from microdesk_desktop.store.privacy.requests import load_requests
from microdesk_desktop.store.privacy.supplier_rows import find_expenses, find_supplier_rules, load_supplier_names
from microdesk_desktop.store.records.clients import load_client, load_parties
from microdesk_desktop.store.records.documents import load_client_documents

_ANSWERS, _FRENCH = "lookup_answer", "fr"


def load_person_data(reader: Reader, client_id: int) -> PersonData:
    """What is about a client: by its id, or by its name where nobody else is named beside it.

    Of an answer of a public register, only the entries that name the client. Raises CLIENT_NOT_FOUND (`client`).
    """
    client = load_client(reader, client_id)
    if client is None:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
    about = partial(is_named_alone, own=own_texts(reader, client_id, client), others=other_names(reader, client_id))
    ids = _ids(reader, client_id, client)
    return PersonData(
        client_id=client_id,
        name=client.name,
        language=client.language,
        tables=_tables(reader, ids, about),
        files=load_person_files(reader, ids),
    )


def load_named_data(reader: Reader, name: str) -> PersonData:
    """What is about somebody who is no client, by their name: what was bought from them or received, and the rest.

    A contact of a client is found there too, with what the entry has about them. The copy is in French.
    Raises NOTHING_HELD (`person`) where nothing is but what they asked.
    """
    own = names_of([name])
    others = names_of([*load_supplier_names(reader), *(party.name for party in load_parties(reader))]) - own
    about = partial(is_named_alone, own=own, others=others)
    ids, contacts = _ids_of_name(reader, name, about), find_contacts(reader, name)
    tables = dict(_tables(reader, ids, about))
    if contacts:
        tables = {CONTACT: contacts, **tables}
    if not tables.keys() - {"person_request"}:
        raise KnownError(ErrorCode.NOTHING_HELD, person=name)
    return PersonData(client_id=None, name=name, language=_FRENCH, tables=tables, files=load_person_files(reader, ids))


def load_requested_data(reader: Reader, request: PersonRequest) -> PersonData:
    """What is given to whoever asks: all that is about them, or for a portability what they gave themselves.

    Raises CLIENT_NOT_FOUND (`client`), NOTHING_HELD (`person`).
    """
    if request.client_id is not None:
        data = load_person_data(reader, request.client_id)
    else:
        data = load_named_data(reader, request.person)
    if request.kind is not RequestKind.PORTABILITY:
        return data
    if not data.portable().tables:
        raise KnownError(ErrorCode.NOTHING_HELD, person=data.name)
    return data.portable()


def has_copy(reader: Reader, request: PersonRequest) -> bool:
    """Whether whoever asks for a copy can be given one."""
    if not request.kind.gives_copy:
        return False
    try:
        load_requested_data(reader, request)
    except KnownError:
        return False
    return True


def _tables(reader: Reader, ids: Ids, about: Callable[[str], bool]) -> Mapping[str, Sequence[Row]]:
    """The rows of these ids; answers of public registers hold only what is about the person."""
    tables = dict(load_person_rows(reader, ids))
    if _ANSWERS in tables:
        found = [_only_entries(row, about) for row in tables.pop(_ANSWERS)]
        if answers := [row for row in found if row is not None]:
            tables[_ANSWERS] = answers
    return tables


def _ids(reader: Reader, client_id: int, client: Client) -> Ids:
    """The ids of what is the client's, by what it is."""
    names, others = own_names(reader, client_id, client), other_names(reader, client_id)
    about = partial(is_named_alone, own=names_of(names), others=others)
    about_texts = partial(names_any, names=own_texts(reader, client_id, client))
    documents = {id_: document.number for id_, document in load_client_documents(reader, client_id)}
    receipts = [id_ for id_, *_ in find_receipts(reader, names, set(documents.values()))]
    expenses = [id_ for id_, *_ in find_expenses(reader, client.name)] if names else []
    answers = find_answers(reader, about_texts)
    return {
        "clients": [client_id],
        "documents": list(documents),
        "receipts": receipts,
        "expenses": expenses,
        "targets": [*documents, *receipts, *expenses],
        "drafts": [id_ for id_, form, _ in load_drafts(reader) if is_about(form, client_id, names)],
        "series": [each.id for each in load_all_series(reader) if is_about(each.form, client_id, names)],
        "rules": find_rules(reader, client_id, about),
        "answers": [f"{service} {query}" for service, query in answers],
        "imports": find_imports(reader, about),
        "trips": find_trips_about(reader, client_id, about),
        "templates": find_templates_about(reader, client_id, about),
        "requests": [id_ for id_, request in load_requests(reader) if request.client_id == client_id],
    }


def _ids_of_name(reader: Reader, name: str, about: Callable[[str], bool]) -> Ids:
    """The ids of what is about somebody who is no client."""
    expenses = [id_ for id_, *_ in find_expenses(reader, name)]
    is_client = any(fold(party.name) == fold(name) for party in load_parties(reader))
    receipts = [] if is_client else [id_ for id_, *_ in find_receipts(reader, {fold(name)}, ())]
    return {
        "clients": (),
        "documents": (),
        "receipts": receipts,
        "expenses": expenses,
        "targets": [*receipts, *expenses],
        "drafts": (),
        "series": (),
        "rules": find_supplier_rules(reader, about),
        "answers": [f"{service} {query}" for service, query in find_answers(reader, about)],
        "imports": find_imports(reader, about),
        "trips": find_trips_about(reader, None, about),
        "templates": find_templates_about(reader, None, about),
        "requests": [id_ for id_, request in load_requests(reader) if fold(request.person) == fold(name)],
    }


def _only_entries(row: Row, is_about_person: Callable[[str], bool]) -> Row | None:
    """An answer without what is about anybody else; None where nothing of it is left."""
    answer, question = row["answer"], row["query"]
    is_asked = is_about_person(question)
    entries = answer["items"] if isinstance(answer, dict) and isinstance(answer.get("items"), list) else []
    kept = [each for each in entries if is_about_person(json.dumps(each, ensure_ascii=False))]
    if not kept and not is_asked:
        return None
    whole = {**answer, "items": kept} if isinstance(answer, dict) else None
    return {**row, "query": question if is_asked else "…", "answer": whole}
