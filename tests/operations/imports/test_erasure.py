"""Disconnecting the bank erases what the journal of imports holds about it, and nothing of the other imports."""

from dataclasses import replace

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.preview import preview
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.views.imports.history import load_imports
from tests.support.imports.imports import everything

STATEMENT = "Jour;Quoi;Combien\n02/11/2026;VIR NOVA F-1;120,00\n"
DOCUMENTS = "Numéro;Date;Client;Total TTC\nF-1;02/11/2026;Nova SARL;120,00\n"


def test_names_of_statements_and_their_mappings_go_and_imports_of_records_can_still_be_taken_back(session, open_text):
    drafts = [
        open_text("releve secret.csv", STATEMENT, ImportKind.STATEMENT),
        open_text("factures.csv", DOCUMENTS, ImportKind.DOCUMENTS),
    ]
    shown = [preview(session, draft, Job()) for draft in drafts]
    keep(session, [each.draft.with_mapping(each.mapping) for each in shown], Job())
    pending = replace(drafts[0], data=STATEMENT.replace("02/11", "03/11").encode())
    keep(session, [pending.with_mapping(shown[0].mapping)], Job())
    assert len(session.read(load_imports)) == 3

    disconnect(session, Job())
    (left,) = session.read(load_imports)
    assert left.name == "factures.csv"
    counts = {
        table: session.read(lambda reader, table=table: reader.value(f"SELECT count(*) FROM {table}"))
        for table in ("imported_change", "import_mapping", "fetched_rows", "bank_transaction")
    }
    assert counts == {"imported_change": 0, "import_mapping": 1, "fetched_rows": 0, "bank_transaction": 0}
    entities = session.read(lambda reader: reader.all("SELECT DISTINCT entity FROM imported_rows ORDER BY entity"))
    assert entities == [("client",), ("target",)]
    assert everything(session)["payment"], "what was paid stays paid"

    take_back(session, left.id)
    assert not any(everything(session).values())
