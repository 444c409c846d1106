"""The search behind the palette: it follows every change, reads the texts once, and forgets with the workspace."""

import gc

import pytest
from PySide6.QtCore import QObject

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.gui.palette.search import RECENT, RecordSearch
from microdesk_desktop.operations.records.edit import put_client, remove_client
from microdesk_desktop.views.search.hits import RecordKind, load_hits
from microdesk_desktop.views.search.index import RecordIndex


@pytest.fixture
def search(empty_desk):
    return empty_desk.shell.workspace.controller(RecordSearch)


@pytest.fixture
def find(empty_desk, search):
    """The titles found once nothing runs any more; None when nobody was answered."""

    def ask(typed):
        answers = []
        search.find(typed, owner=empty_desk.shell, on_success=answers.append)
        empty_desk.rest()
        return [hit.title for hit in answers[-1]] if answers else None

    return ask


def put(desk, name, client_id=None):
    done = put_client(desk.session, Client(name=name), client_id)
    desk.shell.workspace.announce(Changes.CLIENTS)
    return done.id


def titles(recent):
    return [each if isinstance(each, str) else each.title for each in recent]


def hit_of(desk, client_id):
    [hit] = desk.read(lambda reader: load_hits(reader, [(RecordKind.CLIENT, client_id)]))
    return hit


def test_what_was_added_renamed_or_removed_since_is_found_as_it_is_now(empty_desk, find):
    assert find("nova") == []
    id_ = put(empty_desk, "Nova SARL")
    assert find("nova") == ["Nova SARL"]
    put(empty_desk, "Zénith", id_)
    assert find("nova") == []
    assert find("zen") == ["Zénith"]
    remove_client(empty_desk.session, id_)
    empty_desk.shell.workspace.announce(Changes.CLIENTS)
    assert find("zen") == []


def test_the_texts_are_read_once_until_a_record_changes(empty_desk, search, find, monkeypatch):
    reads = []
    made = RecordIndex.__init__
    monkeypatch.setattr(RecordIndex, "__init__", lambda self, reader: (reads.append(1), made(self, reader))[1])
    find("a")
    find("b")
    empty_desk.shell.workspace.announce(Changes.SETTINGS)
    find("c")
    assert len(reads) == 1
    empty_desk.shell.workspace.announce(Changes.LEDGER)
    find("d")
    empty_desk.rest()
    assert len(reads) == 2


def test_the_texts_leave_the_memory_when_the_bank_is_disconnected(empty_desk, search, find):
    def held():
        gc.collect()
        return sum(isinstance(each, RecordIndex) for each in gc.get_objects())

    put(empty_desk, "Nova SARL")
    before = held()
    assert find("nova") == ["Nova SARL"]
    search.forget()
    assert held() == before + 1
    empty_desk.shell.workspace.announce(Changes.BANK | Changes.CONNECTION)
    empty_desk.rest()
    assert held() == before
    assert find("nova") == ["Nova SARL"]


def test_only_the_last_question_is_answered_and_nobody_who_is_gone(empty_desk, search):
    answers, gone = [], QObject()
    search.find("x", owner=gone, on_success=lambda hits: answers.append("gone"))
    search.find("y", owner=empty_desk.shell, on_success=lambda hits: answers.append("first"))
    search.find("z", owner=empty_desk.shell, on_success=lambda hits: answers.append("last"))
    empty_desk.rest()
    assert answers == ["last"]
    search.find("x", owner=gone, on_success=lambda hits: answers.append("gone"))
    gone.deleteLater()
    del gone
    empty_desk.rest()
    assert answers == ["last"]


def test_what_was_chosen_last_is_kept_short_and_follows_changes(empty_desk, search):
    first, second = put(empty_desk, "Nova SARL"), put(empty_desk, "Atelier Brun")
    for each in (first, second, first):
        search.remember(hit_of(empty_desk, each))
    search.remember("Aller à Réglages")
    assert titles(search.recent) == ["Aller à Réglages", "Nova SARL", "Atelier Brun"]
    put(empty_desk, "Nova SAS", first)
    remove_client(empty_desk.session, second)
    empty_desk.shell.workspace.announce(Changes.CLIENTS)
    empty_desk.rest()
    assert titles(search.recent) == ["Aller à Réglages", "Nova SAS"]
    for number in range(2 * RECENT):
        search.remember(f"Action {number}")
    assert len(search.recent) == RECENT


def test_nothing_of_the_records_stays_in_memory_when_the_bank_may_have_been_erased(empty_desk, search, find):
    """The labels of transactions are among the texts, and the palette may never be opened again."""
    find("a")
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, RecordIndex)]
    search.forget()  # as the palette does when it is closed
    empty_desk.shell.workspace.announce(Changes.BANK | Changes.CONNECTION)
    empty_desk.rest()
    gc.collect()
    assert [each for each in gc.get_objects() if isinstance(each, RecordIndex)] == []
