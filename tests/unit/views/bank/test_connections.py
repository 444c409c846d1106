"""The bank connections as the settings list them, and the words of two transactions that may be one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Balance, BankRow, State, Statement
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.store.bank.connection import load_connection, save_connection, save_sync_result
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.connections.head import ConsentLeft, load_consent_left
from microdesk_desktop.views.bank.connections.listed import connected_text, files_text, load_connections, service_text
from microdesk_desktop.views.bank.doubles import compared_facts, kept_both_text, merged_text
from microdesk_desktop.views.bank.rows import TransactionRow
from tests.support.accounts import account_of, connect_account
from tests.support.vaults import new_vault

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CLOSING = Balance(amount_cents=125_000, currency="EUR", on=date(2026, 11, 20))


@pytest.fixture
def session(tmp_path):
    """A vault with an account that two transactions of a file feed."""
    made = new_vault(tmp_path / "profile").session
    rows = [BankRow(None, date(2026, 11, 20), cents, "EUR", f"VIR {cents}") for cents in (100, 200)]

    def write(writer):
        statement = Statement(rows=(), account_number="00098765432", bank_name="Qonto", closing=CLOSING)
        merge_rows(writer, account_of(writer, statement), rows, source="csv")

    made.write(write)
    yield made
    made.close()


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def connections(session):
    return session.read(load_connections)


def test_an_account_in_the_place_of_which_another_is_read_comes_from_no_file(session):
    connect_account(session, None)
    other = replace(session.read(load_connection), account_id="b", iban="FR7640618802980004087654372")
    session.write(lambda writer: save_connection(writer, other))
    told = [plain(files_text(row)).split(" · ")[0] for row in connections(session).others]
    assert sorted(told) == ["0 opération, plus synchronisé", "2 opérations, par relevés"]


def test_without_a_connection_every_account_comes_from_files(session):
    found = connections(session)
    assert found.connected is None
    assert [plain(files_text(row)) for row in found.others] == ["2 opérations, par relevés · 1 250,00 € le 20/11/2026"]


@pytest.mark.parametrize(
    ("outcome", "left", "text"),
    [
        (None, 90, "Accord jusqu'au 19 février 2027, encore 90 jours · 0 opération · pas encore de synchronisation"),
        (
            "ok",
            1,
            "Accord jusqu'au 22 novembre 2026, encore 1 jour · 0 opération · dernière synchronisation il y a 4 min",
        ),
        (
            "consent_expired",
            90,
            "Accord expiré · 0 opération · dernier essai il y a 4 min. Votre accord avec la banque a expiré.",
        ),
        (
            "offline",
            -1,
            "Accord expiré le 20 novembre 2026 · 0 opération · dernier essai il y a 4 min."
            " Pas de connexion à Internet ; rien n'est perdu.",
        ),
    ],
)
def test_the_connected_account_shows_its_consent_and_its_last_sync(session, outcome, left, text):
    connect_account(session, NOW + timedelta(days=left))
    if outcome:
        session.write(lambda writer: save_sync_result(writer, NOW - timedelta(minutes=4), outcome))
    found = connections(session)
    assert plain(connected_text(found, NOW)) == text
    assert [row.account.institution_name for row in found.others] == ["Qonto"]
    disconnect(session, Job())
    assert connections(session).connected is None


def test_the_service_and_the_next_sync_are_told_of_every_connection_alike(session):
    for end in (NOW + timedelta(days=90), None):
        connect_account(session, end)
        found = connections(session)
        told = plain(service_text(found, None, NOW))
        assert told == "Par GoCardless Bank Account Data. Une synchronisation est possible maintenant."
        blocked = plain(service_text(found, NOW + timedelta(days=1), NOW))
        assert "Prochaine synchronisation possible : demain" in blocked
    assert plain(service_text(found, None, NOW)).startswith("Par ")
    disconnect(session, Job())
    assert service_text(connections(session), None, NOW) == ""


def test_a_connection_without_an_end_is_kept_and_announces_none(session):
    connect_account(session, None)
    assert session.read(load_connection).expires_at is None
    assert session.read(lambda reader: load_consent_left(reader, NOW)) == ConsentLeft(days=None)
    assert plain(connected_text(connections(session), NOW)) == "0 opération · pas encore de synchronisation"


def transaction(label, source, **facts):
    return TransactionRow(
        id=1,
        account_id=1,
        on=date(2026, 11, 20),
        amount_cents=-1_439,
        currency="EUR",
        label=label,
        status=Status.TODO,
        is_decided=False,
        source=source,
        **{"state": State.BOOKED, **facts},
    )


def test_two_transactions_are_compared_fact_by_fact_with_where_each_comes_from():
    one, other = transaction("CB OVH", "ofx"), transaction("CB 4970123412341234 OVH", "gocardless", state=State.PENDING)
    facts = [tuple(map(plain, pair)) for pair in compared_facts(one, other)]
    assert facts[0] == ("20/11/2026", "20/11/2026, à venir")
    assert facts[1] == ("\u221214,39 €", "\u221214,39 €")
    assert facts[2][0] == "CB OVH"
    assert "4970123412341234" not in facts[2][1]
    assert facts[3] == ("Relevé OFX", "Banque connectée")
    assert plain(merged_text(one)) == "CB OVH, \u221214,39 € : les deux opérations n'en font plus qu'une."
    assert plain(kept_both_text(one)) == "CB OVH, \u221214,39 € : les deux opérations sont gardées."
