"""One account of an import of several files, of a sync, of the state of the connection."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.domain.bank.reports import ImportReport, SyncReport
from microdesk_desktop.domain.bank.types import Balance, MergeResult
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import AttributionCounts, Status
from microdesk_desktop.store.bank.accounts import Account
from microdesk_desktop.store.bank.connection import LastSync
from microdesk_desktop.views.bank.connections.head import BankHead, Shown
from microdesk_desktop.views.bank.connections.state import next_sync_text, reminder, state_lines, subtitle, threshold
from microdesk_desktop.views.bank.reports import import_text, sync_text
from microdesk_desktop.views.bank.rows import BankState

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def report(added, known=0, attributed=0, problems=(), gaps=()):
    return ImportReport(
        format="csv",
        preset=None,
        read=added + known,
        merge=MergeResult(added=added),
        attributed=AttributionCounts(attributed=attributed),
        problems=tuple(problems),
        balance_gaps=tuple(gaps),
    )


def head(*, connected=True, outcome="ok", days=61, counts=(7, 1, 29, 3)):
    expires = NOW + timedelta(days=days, hours=1) if connected else None
    state = BankState(
        provider="gocardless",
        institution_name="Crédit Agricole",
        iban="FR7613306000101234567890221",
        balance=Balance(amount_cents=125_000, currency="USD", on=date(2026, 11, 22)),
        is_connected=connected,
        expires_at=expires,
        last_sync=LastSync(at=NOW, outcome=outcome) if connected else None,
        limits=(),
        counts=dict(zip(Status, counts, strict=True)),
    )
    account = Account(
        id=1,
        institution_name=state.institution_name,
        iban=state.iban,
        number=None,
        currency="USD",
        balance=state.balance,
        is_connected=connected,
    )
    return BankHead(
        state=state,
        counts=dict.fromkeys(Shown, 0),
        syncs_left=3,
        accounts=(account,),
        account=account,
    )


def test_what_is_zero_is_left_out_of_the_account():
    assert plain(import_text(report(3))) == "3 opérations ajoutées."
    assert plain(import_text(report(1, 2, 1))) == "1 opération ajoutée, 2 déjà connues, 1 réglée."


def test_the_gap_of_a_foreign_statement_is_in_its_currency():
    text = import_text(report(1, gaps=[Money(-12_000, "USD")]))
    assert "120,00 $US" in plain(text)
    set_language("en")
    assert "US$120.00" in import_text(report(1, gaps=[Money(-12_000, "USD")]))


def test_a_sync_reports_what_the_bank_left_out():
    quiet = SyncReport(
        merge=MergeResult(),
        attributed=AttributionCounts(),
        skipped=2,
        balance=None,
        balance_error=ErrorCode.BANK_ERROR,
        next_allowed_at=None,
    )
    text = sync_text(quiet)
    assert text.startswith("Rien de nouveau")
    assert "2 lignes" in text
    assert "solde" in text


def test_the_state_of_the_connection_is_written_in_sentences():
    lines = [plain(line) for line in state_lines(head(), None, NOW)]
    assert lines[0] == "Banque connectée : Crédit Agricole · FR76 •••• 0221."
    assert "1 250,00 $US" in lines[1]
    assert lines[-1] == "40 opérations : 7 à traiter, 1 à confirmer, 29 réglées, 3 ignorées."
    assert not any(word in line for line in lines for word in ("None", "False", "{"))
    assert len(state_lines(head(connected=False), None, NOW)) == 3


def test_each_of_several_accounts_has_its_own_balance():
    known = head(connected=False)
    euros = replace(known.accounts[0], id=2, institution_name="Qonto", currency="EUR")
    euros = replace(euros, balance=Balance(amount_cents=8_000, currency="EUR", on=None))
    lines = [plain(line) for line in state_lines(replace(known, accounts=(*known.accounts, euros)), None, NOW)]
    assert [line for line in lines if "Solde" in line] == [
        "Solde de Crédit Agricole •••• 0221 : 1 250,00 $US le 22 novembre 2026.",
        "Solde de Qonto •••• 0221 : 80,00 €.",
    ]


def test_the_line_below_the_title_begins_with_a_capital_also_without_a_bank():
    without = head(connected=False)
    account = replace(without.accounts[0], institution_name="", iban=None, balance=None)
    assert plain(subtitle(replace(without, accounts=(account,), account=account), NOW)) == "Suivi par relevés"


def test_the_line_below_the_title_gives_the_balance_with_its_day():
    assert plain(subtitle(head(connected=False), NOW)) == (
        "Crédit Agricole •••• 0221 · 1 250,00 $US le 22/11/2026 · suivi par relevés"
    )


@pytest.mark.parametrize(
    ("left", "days"),
    [
        (timedelta(days=2), 2),
        (timedelta(hours=30), 1),
        (timedelta(hours=1), 1),
        (timedelta(minutes=1), 1),
        (timedelta(0), 0),
        (timedelta(days=-3), 0),
    ],
)
def test_a_consent_lasts_until_its_very_end(left, days):
    known = head()
    ending = replace(known, state=replace(known.state, expires_at=NOW + left))
    assert ending.days_left(NOW) == days
    assert ("accord expiré" in plain(subtitle(ending, NOW))) is (days == 0)
    assert (next_sync_text(ending, None, NOW) == "") is (days == 0)


@pytest.mark.parametrize("outcome", ["consent_expired", "consent_missing", "bank_gone"])
def test_a_consent_that_the_bank_ended_counts_as_expired(outcome):
    assert head(outcome=outcome).days_left(NOW) == 0
    assert "accord expiré" in plain(subtitle(head(outcome=outcome), NOW))
    assert "61 jours" in plain(subtitle(head(outcome="offline"), NOW))
    assert next_sync_text(head(outcome=outcome), None, NOW) == ""
    assert not any("possible" in line for line in state_lines(head(outcome=outcome), None, NOW))


def test_a_consent_without_an_end_is_never_said_to_end():
    known = head()
    endless = replace(known, state=replace(known.state, expires_at=None))
    assert endless.days_left(NOW) is None
    assert plain(subtitle(endless, NOW)).endswith("synchronisé à l’instant")
    assert plain(next_sync_text(endless, None, NOW)) == "Possible maintenant, encore 3 fois aujourd’hui."
    lines = [plain(line) for line in state_lines(endless, None, NOW)]
    assert "Une synchronisation est possible maintenant." in lines
    assert not any("ccord" in line for line in lines)


def test_the_last_sync_is_dated_or_its_failure_explained():
    assert any(
        plain(line).startswith("Dernière synchronisation : 23/11/2026") for line in state_lines(head(), None, NOW)
    )
    failed = [plain(line) for line in state_lines(head(outcome="offline"), None, NOW)]
    assert any(line.startswith("Dernier essai le 23/11/2026") and "Internet" in line for line in failed)
    assert not any("Dernière synchronisation" in line for line in failed)


def test_the_reminder_comes_at_ten_three_one_and_no_day():
    assert [threshold(days) for days in (11, 10, 4, 3, 1, 0)] == [None, 10, 10, 3, 1, 0]
    assert "3 jours" in plain(reminder(3)[0])
    assert "expire dans 1 jour." in plain(reminder(1)[0])
    assert "a expiré" in plain(reminder(0)[0])
