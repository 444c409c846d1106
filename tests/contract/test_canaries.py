"""What must not be kept is nowhere at rest: neither while an account is connected, nor after a disconnect."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import Consents, forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from tests.contract.exchanges import Exchanges, exchanges
from tests.contract.flow import journal, link
from tests.contract.stand_in import CANARY, Fact, StandIn
from tests.support.annotations import categories_of_secrets
from tests.support.bank import IBAN, KEY, OTHER_IBAN
from tests.support.clock import TODAY
from tests.support.traces import Places

__all__ = ["exchanges"]

LABEL = "VIREMENT NOVATECHNIQUE"
FACTS = tuple(Fact(TODAY - timedelta(days=each), -100 - each, f"{LABEL} {each}") for each in range(1, 4))
# GoCardless counts new tokens; its own is kept in the keyring, for a day.
KEEPS_TOKENS = frozenset(("gocardless",))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_only_what_is_promised_is_at_rest(
    exchanges: Exchanges,  # before the stand-in, which it listens to
    session: Session,
    stand_in: StandIn,
    keyring: MemoryKeyring,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    places = Places(folders=(session.profile, temporary), profile=session.profile, key=KEY)
    stand_in.open_account(IBAN)
    stand_in.open_account(OTHER_IBAN)
    stand_in.put(IBAN, *FACTS)
    kept = {IBAN, stand_in.institution_id, stand_in.base_url}
    for _ in range(2):
        kept.add(link(session, stand_in).account_id)
        session.write(lambda writer: forget_limits(writer, stand_in.info.name))
        assert sync(session, Job()).balance
    rows = session.read(lambda reader: reader.all("SELECT identifier FROM bank_transaction"))
    kept |= {str(row[0]) for row in rows if row[0]}
    assert any(CANARY in repr(each.body) for each in exchanges.replies), "something was there to be kept"
    assert categories_of_secrets(session) == {"bank_keys"}

    consents = {each.id for each in Consents(session).all()}
    keys = set(stand_in.keys.values())
    secrets = (exchanges.secrets_sent() | exchanges.texts_told()) - kept - consents
    entries = "".join(keyring.entries.values())
    assert [each for each in secrets - keys if each in entries and stand_in.info.name not in KEEPS_TOKENS] == []
    assert (CANARY in entries, OTHER_IBAN in entries) == (False, False)

    unwanted = {*(secrets | keys | consents), CANARY, OTHER_IBAN}
    assert places.holding({each: each for each in unwanted}) == []
    told = journal(session) + caplog.text + "".join(capfd.readouterr())
    assert [each for each in {*unwanted, IBAN, LABEL} if each in told] == []

    assert disconnect(session, Job()).revoked
    assert places.holding({each: each for each in {*unwanted, *kept, LABEL} - {"", stand_in.base_url}}) == []
    assert keyring.entries == {}
