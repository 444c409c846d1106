"""Periods are closed when the vault opens, and when a day ends while it stays open."""

from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.documents.closing_controller import ClosingController
from microdesk_desktop.store.documents.chain import iterate_seals
from tests.support.documents.issuing import COMPANY, issued


def closed(desk):
    return [seal.subject for seal in desk.read(lambda reader: list(iterate_seals(reader, SealKind.CLOSING)))]


def test_a_day_that_ended_is_closed_once(empty_desk):
    put_company(empty_desk.session, COMPANY)
    issued(empty_desk.session)
    controller = empty_desk.shell.workspace.controller(ClosingController)
    controller.close_periods()
    empty_desk.rest()
    assert closed(empty_desk) == []
    empty_desk.shell.workspace.clock.advance(days=1)
    for _ in range(2):
        controller.close_periods()
        empty_desk.rest()
    assert closed(empty_desk) == ["2026-11-21"]
