"""Undo and redo: the latest first, each once, named, and leading to what they concern."""

import pytest

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Notices
from microdesk_desktop.gui.undo import Place, UndoableChange, UndoStack
from microdesk_desktop.operations.result import ChangeResult


class Ledger:
    """Numbers that are added and removed again, by operations that revert one another."""

    def __init__(self):
        self.numbers = []
        self.seen = []

    def perform(self, act, then):
        then(act(None))

    def add(self, number):
        self.numbers.append(number)
        return ChangeResult(changes=Changes.BANK, undo=lambda _: self.remove(number))

    def remove(self, number):
        self.numbers.remove(number)
        return ChangeResult(changes=Changes.BANK, undo=lambda _: self.add(number))


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def notices(qapp):
    return Notices()


@pytest.fixture
def stack(ledger, notices):
    made = UndoStack(notices, ledger.perform, ledger.seen.append)
    for number in (1, 2):
        result = ledger.add(number)
        made.push(
            UndoableChange(text=lambda n=number: f"Ligne {n}", revert=result.undo, place=Place(page="p", wanted=number))
        )
    return made


def test_undo_reverts_the_latest_first_and_redo_makes_it_again(stack, ledger):
    stack.undo()
    stack.undo()
    stack.undo()
    assert ledger.numbers == []
    stack.redo()
    stack.redo()
    stack.redo()
    assert ledger.numbers == [1, 2]
    assert [place.wanted for place in ledger.seen] == [2, 1, 1, 2]


def test_a_new_change_ends_what_could_be_made_again(stack, ledger):
    stack.undo()
    stack.push(UndoableChange(text=lambda: "Ligne 3", revert=ledger.add(3).undo))
    stack.redo()
    assert ledger.numbers == [1, 3]


def test_the_toast_names_what_was_undone_and_offers_the_other_way(stack, notices, ledger):
    words, undo = notices.current_toast.action
    assert (notices.current_toast.text, words) == ("Ligne 2", "Annuler")
    undo()
    words, redo = notices.current_toast.action
    assert (notices.current_toast.text, words) == ("Annulé\u00a0: Ligne 2", "Rétablir")
    undo()
    assert ledger.numbers == [1]
    redo()
    assert ledger.numbers == [1, 2]


def test_a_change_that_cannot_be_made_again_offers_nothing(ledger, notices):
    stack = UndoStack(notices, ledger.perform, ledger.seen.append)
    stack.push(UndoableChange(text=lambda: "Ligne", revert=lambda _: ChangeResult(changes=Changes.BANK)))
    stack.undo()
    assert notices.current_toast.action is None


def test_the_button_of_a_toast_never_undoes_the_change_before_the_latest_one(stack, ledger, notices):
    stack.push(UndoableChange(text=lambda: "Import", revert=ledger.add(3).undo), is_shown=True)
    assert notices.current_toast is None
    stack.undo()
    assert ledger.numbers == [1, 2]


def test_forgetting_leaves_nothing_to_undo_to_make_again_or_to_press(stack, ledger, notices):
    stack.undo()
    stack.clear()
    stack.undo()
    stack.redo()
    assert ledger.numbers == [1]
    assert notices.current_toast is None


def test_the_toast_goes_as_soon_as_its_button_or_the_keys_have_been_used(notices):
    """The work that follows may last: until it ends nothing offers the same change once more."""
    waiting = []
    stack = UndoStack(notices, lambda act, then: waiting.append((act, then)), lambda place: None)
    stack.push(UndoableChange(text=lambda: "Ligne 1", revert=lambda _: None))
    stack.undo()
    assert notices.current_toast is None
    waiting.pop()[1](ChangeResult(changes=Changes.BANK, undo=lambda _: None))
    assert notices.current_toast is not None
    stack.redo()
    assert notices.current_toast is None
