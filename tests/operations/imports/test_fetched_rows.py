"""A transaction of a file that the bank itself has sent too stays when the file is taken back."""

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.sandbox.accounts import transaction
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.views.imports.history import what_stands_on
from tests.support.bank import connect_to, open_bank_account, stored
from tests.support.clock import TODAY


def test_what_the_bank_has_sent_too_stays(session, open_text, clock):
    lines = (f"{TODAY:%d/%m/%Y};PRLV FREE MOBILE;-19,99", f"{TODAY:%d/%m/%Y};CB MONOPRIX;-42,60")
    draft = open_text("releve.csv", "\n".join(("Date;Libellé;Montant", *lines)), ImportKind.STATEMENT)
    (id_,) = keep(session, [draft], Job()).import_ids
    with SandboxBank(clock) as bank:
        account = open_bank_account(bank, rows=0)
        account.booked += [transaction(TODAY, -1_999, "PRLV FREE MOBILE")]
        connect_to(session, bank)
        sync(session, Job())
    standing = session.read(lambda reader: what_stands_on(reader, id_))
    assert (len(stored(session)), standing.shared) == (2, 1)
    take_back(session, id_)
    assert [label for _, _, label, _ in stored(session)] == ["PRLV FREE MOBILE"]
