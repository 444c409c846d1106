"""Gather what the vault holds about one client: their rows, and nothing of another's."""

import json
from collections.abc import Callable
from functools import partial

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.privacy.mentions import is_named_alone, names_any, names_of
from microdesk_desktop.domain.privacy.person import PersonData, Row
from microdesk_desktop.operations.client_names import other_names, own_names, own_texts
from microdesk_desktop.operations.erasure_plan import is_about
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.recurring import load_all_series
from microdesk_desktop.store.mileage.erase import find_templates_about, find_trips_about
from microdesk_desktop.store.privacy.client_rows import find_answers, find_imports, find_receipts, find_rules
from microdesk_desktop.store.privacy.person_rows import Ids, load_person_files, load_person_rows
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.documents import load_client_documents

_ANSWERS = "lookup_answer"


def load_person_data(reader: Reader, client_id: int) -> PersonData:
    """What is about a client: by its id, or by its name where nobody else is named beside it.

    Of an answer of a public register, only the entries that name the client. Raises CLIENT_NOT_FOUND (`client`).
    """
    client = load_client(reader, client_id)
    if client is None:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
    texts, others = own_texts(reader, client_id, client), other_names(reader, client_id)
    ids = _ids(reader, client_id, client)
    tables = dict(load_person_rows(reader, ids))
    if _ANSWERS in tables:
        about = partial(is_named_alone, own=texts, others=others)
        found = [_only_entries(row, about) for row in tables.pop(_ANSWERS)]
        if answers := [row for row in found if row is not None]:
            tables[_ANSWERS] = answers
    return PersonData(
        client_id=client_id,
        name=client.name,
        language=client.language,
        tables=tables,
        files=load_person_files(reader, ids),
    )


def _ids(reader: Reader, client_id: int, client: Client) -> Ids:
    """The ids of what is the client's, by what it is."""
    names, others = own_names(reader, client_id, client), other_names(reader, client_id)
    about = partial(is_named_alone, own=names_of(names), others=others)
    about_texts = partial(names_any, names=own_texts(reader, client_id, client))
    documents = {id_: document.number for id_, document in load_client_documents(reader, client_id)}
    receipts = [id_ for id_, *_ in find_receipts(reader, names, set(documents.values()))]
    answers = find_answers(reader, about_texts)
    return {
        "clients": [client_id],
        "documents": list(documents),
        "receipts": receipts,
        "targets": [*documents, *receipts],
        "drafts": [id_ for id_, form, _ in load_drafts(reader) if is_about(form, client_id, names)],
        "series": [each.id for each in load_all_series(reader) if is_about(each.form, client_id, names)],
        "rules": find_rules(reader, client_id, about),
        "answers": [f"{service} {query}" for service, query in answers],
        "imports": find_imports(reader, about),
        "trips": find_trips_about(reader, client_id, about),
        "templates": find_templates_about(reader, client_id, about),
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
