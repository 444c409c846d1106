"""An import as the window and the command line make it: opened, previewed, kept, taken back as a whole."""

from collections import Counter
from dataclasses import replace

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.imports.preview import TotalKind
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import AmountSign, ImportKind
from microdesk_desktop.operations.bank.decide import attribute, ignore
from microdesk_desktop.operations.imports.at_once import Wanted, import_at_once, preview_at_once
from microdesk_desktop.operations.imports.keep import keep, keep_one
from microdesk_desktop.operations.imports.named_columns import with_named_columns
from microdesk_desktop.operations.imports.preview import preview
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.views.imports.history import load_imports, what_stands_on
from tests.support.disks import raises_known
from tests.support.imports.imports import everything
from tests.support.imports.workbooks import xlsx, zipped

STATEMENT = "Date;Libellé;Montant\n02/11/2026;CB MONOPRIX;-42,60\n03/11/2026;VIR NOVA F-2026-0040;480,00\n"
DOCUMENTS = (
    "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"
    "F-2026-0040,invoice,2026-10-01,2026-11-01,Nova SARL,480.00,0.00,480.00,0.00,EUR\n"
    "F-2026-0041,invoice,2026-10-02,2026-11-01,Atelier Brun,120.00,0.00,120.00,120.00,EUR\n"
)
OFX = (
    "OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>"
    "<STMTTRN><DTPOSTED>20261102<TRNAMT>-42.60<FITID>A1<NAME>CB MONOPRIX</STMTTRN></BANKTRANLIST></STMTRS></OFX>"
)
CLIENTS = (("Nom", "Email"), ("Nova SARL", "nova@exemple.fr"))
EXPENSES = (
    "date,supplier,label,amount,category,reference\n2026-11-02,Monoprix,,42.60,Repas,T-1\n2026-11-05,OVH,,,,T-2\n"
)


def journal_sizes(session):
    tables = ("imported_file", "imported_rows", "imported_change")
    return session.read(lambda reader: [count_rows(reader)[table] for table in tables])


def outcomes(counts):
    return {outcome: count for outcome, count in counts.items() if count}


def test_a_preview_counts_what_the_import_then_does_and_writes_nothing(session, open_text):
    before = everything(session)
    for name, text, kind in (
        ("releve.csv", STATEMENT, ImportKind.STATEMENT),
        ("factures.csv", DOCUMENTS, ImportKind.DOCUMENTS),
        ("depenses.csv", EXPENSES, ImportKind.EXPENSES),
    ):
        draft = open_text(name, text, kind)
        shown = preview(session, draft, Job())
        assert everything(session) == before
        (kept,) = keep(session, [draft], Job()).files
        assert outcomes(kept.counts) == outcomes(shown.counts)
        assert Counter(row.outcome for row in shown.rows) == shown.counts
        before = everything(session)


def test_totals_show_what_a_file_adds_up_to(session, open_text):
    shown = preview(session, open_text("factures.csv", DOCUMENTS, ImportKind.DOCUMENTS), Job())
    assert [(each.kind, each.sum.cents, each.count) for each in shown.totals] == [
        (TotalKind.TO_COLLECT, 48_000, 1),
        (TotalKind.PAID, 12_000, 1),
    ]
    shown = preview(session, open_text("releve.csv", STATEMENT, ImportKind.STATEMENT), Job())
    assert [(each.kind, each.sum.cents) for each in shown.totals] == [
        (TotalKind.MONEY_IN, 48_000),
        (TotalKind.MONEY_OUT, 4_260),
    ]


def test_an_invoice_that_a_file_writes_on_a_line_per_article_counts_once_in_the_totals(session, open_text):
    twice = DOCUMENTS + DOCUMENTS.splitlines()[2] + "\n"
    once = preview(session, open_text("factures.csv", DOCUMENTS, ImportKind.DOCUMENTS), Job()).totals
    assert preview(session, open_text("articles.csv", twice, ImportKind.DOCUMENTS), Job()).totals == once


def test_a_wrong_row_is_corrected_in_place(session, open_text):
    draft = open_text("depenses.csv", EXPENSES, ImportKind.EXPENSES)
    (refused,) = [row for row in preview(session, draft, Job()).rows if row.outcome is RowOutcome.REFUSED]
    assert refused.line == 3
    assert refused.problem.cells["supplier"] == "OVH"
    corrected = preview(session, draft.with_correction(3, "amount", "7.19"), Job())
    assert outcomes(corrected.counts) == {RowOutcome.ADDED: 2}


def test_an_unknown_table_is_shown_as_it_is_proposed_and_kept_once_confirmed(session, open_text):
    text = "Jour;Quoi;Combien\n02/11/2026;CB MONOPRIX;-42,60\n03/11/2026;VIR NOVA;480,00\n"
    draft = open_text("inconnu.csv", text, ImportKind.STATEMENT)
    shown = preview(session, draft, Job())
    assert (shown.refusal.code, shown.can_be_kept, shown.is_proposed) == (ErrorCode.COLUMNS_MISSING, False, True)
    assert {each.name: each.field for each in shown.columns} == {"Jour": "date", "Quoi": "label", "Combien": "amount"}
    assert [row.content.amount_cents for row in shown.rows] == [-4_260, 48_000]
    confirmed = preview(session, draft.with_mapping(shown.mapping), Job())
    assert confirmed.can_be_kept
    (kept,) = keep(session, [confirmed.draft], Job()).files
    assert kept.counts[RowOutcome.ADDED] == 2
    later = open_text("suite.csv", text.replace("02/11", "05/11"), ImportKind.STATEMENT)
    assert later.mapping.fields == shown.mapping.fields, "it is remembered for the next file with this header"


def test_a_column_of_several_accounts_is_asked_about_and_settled_in_the_columns_or_by_the_account(session, open_text):
    text = "Date;Compte;Libellé;Montant\n02/11/2026;00012345678;A;-1,00\n03/11/2026;00098765432;B;-2,00\n"
    draft = open_text("releve.csv", text, ImportKind.STATEMENT)
    shown = preview(session, draft, Job())
    assert (shown.refusal.code, shown.is_proposed, shown.rows) == (ErrorCode.ACCOUNT_UNCLEAR, True, ())
    with raises_known(ErrorCode.ACCOUNT_UNCLEAR):
        keep_one(session, draft, Job())
    as_own = preview(session, draft.with_mapping(shown.mapping), Job())
    assert [each.number for each in as_own.accounts] == ["00012345678", "00098765432"]
    as_one = preview(session, draft.with_account("new"), Job())
    assert [each.rows for each in as_one.accounts] == [2]
    keep(session, [draft.with_mapping(shown.mapping)], Job())
    again = open_text("encore.csv", text.replace("02/11", "04/11"), ImportKind.STATEMENT).with_mapping(None)
    assert len(preview(session, again, Job()).accounts) == 2


def test_amounts_without_a_sign_are_asked_about_in_the_columns(session, open_text):
    text = "Date;Libellé;Montant\n02/11/2026;CB MONOPRIX 01/11;42,60\n03/11/2026;CB FNAC 02/11;10,00\n"
    draft = open_text("carte.csv", text, ImportKind.STATEMENT)
    shown = preview(session, draft, Job())
    assert (shown.refusal.code, shown.is_proposed) == (ErrorCode.AMOUNT_SIGN_UNCLEAR, True)
    settled = draft.with_mapping(replace(shown.mapping, sign=AmountSign.REVERSED))
    assert [row.content.amount_cents for row in preview(session, settled, Job()).rows] == [-4260, -1000]
    qif = open_text("carte.qif", "!Type:Bank\nD02/11/2026\nT42,60\nPCB MONOPRIX\n^\n", ImportKind.STATEMENT)
    with raises_known(ErrorCode.AMOUNT_SIGN_UNCLEAR):
        preview(session, qif, Job())


def test_what_the_documents_of_one_file_are_is_asked_again_of_the_next(session, open_text):
    text = "Numéro;Date;Client;Total TTC\n{number};20/11/2026;Nova;480,00\n"
    draft = open_text("factures.csv", text.format(number="2026-1"), ImportKind.DOCUMENTS)
    asked = preview(session, draft, Job())
    assert asked.is_type_assumed
    answered = draft.with_mapping(replace(asked.mapping, usual_type=DocumentType.INVOICE))
    assert not preview(session, answered, Job()).is_type_assumed
    keep(session, [answered], Job())
    later = open_text("devis.csv", text.format(number="2026-77"), ImportKind.DOCUMENTS)
    assert preview(session, later, Job()).is_type_assumed, "the same tool lists its quotes in the same columns"


def test_columns_of_a_table_are_named_with_what_they_are_used_for(session, open_text):
    text = "Date;Libellé;Montant;Pointage\n02/11/2026;CB MONOPRIX;-42,60;x\n"
    shown = preview(session, open_text("releve.csv", text, ImportKind.STATEMENT), Job())
    assert [(each.name, each.field, each.samples) for each in shown.columns] == [
        ("Date", "date", ("02/11/2026",)),
        ("Libellé", "label", ("CB MONOPRIX",)),
        ("Montant", "amount", ("-42,60",)),
        ("Pointage", None, ("x",)),
    ]
    assert [each.name for each in shown.unused] == ["Pointage"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02;CB MONOPRIX;-42,60;57,40\n2026-11-03;VIR OMEGA;480,00;537,40\n2026-11-04;PRLV FREE;-29,99;507,41\n",
        "Date operation;Libelle operation;Libelle court;Type operation;Montant operation\n"
        "02/11/2026;;CB;CARTE;-42,60\n03/11/2026;VIR OMEGA;VIR;VIREMENT;480,00\n"
        "04/11/2026;PRLV FREE;PRLV;PRELEVEMENT;-29,99\n",
        "When;Wording;Way;Sum;Running total\n"
        "02/11/2026;CB MONOPRIX;out;42,60;57,40\n03/11/2026;VIR OMEGA;in;480,00;537,40\n"
        "04/11/2026;PRLV FREE;out;29,99;507,41\n",
    ],
    ids=["without header", "texts that replace a blank label", "found by content"],
)
def test_a_column_that_is_read_is_never_named_as_unused(session, open_text, text):
    shown = preview(session, open_text("releve.csv", text, ImportKind.STATEMENT), Job())
    assert [row.content.amount_cents for row in shown.rows] == [-4_260, 48_000, -2_999]
    assert [each.name for each in shown.unused] == []


def test_an_import_is_taken_back_as_a_whole(session, open_text):
    empty = everything(session)
    drafts = [
        open_text("factures.csv", DOCUMENTS, ImportKind.DOCUMENTS),
        open_text("depenses.csv", EXPENSES, ImportKind.EXPENSES),
        open_text("releve.csv", STATEMENT, ImportKind.STATEMENT),
    ]
    kept = keep(session, drafts, Job())
    assert kept.attributed.attributed == 2
    assert [each.name for each in session.read(load_imports)] == ["releve.csv", "depenses.csv", "factures.csv"]
    kept.undo(session)
    assert everything(session) == empty
    assert journal_sizes(session) == [0, 0, 0]


def test_the_same_file_again_adds_nothing_and_says_when_it_was_imported(session, open_text):
    draft = open_text("releve.csv", STATEMENT, ImportKind.STATEMENT)
    keep(session, [draft], Job())
    stored = everything(session)
    again = preview(session, open_text("autre nom.csv", STATEMENT, ImportKind.STATEMENT), Job())
    assert again.imported_at is not None
    kept = keep(session, [again.draft], Job())
    assert outcomes(kept.files[0].counts) == {RowOutcome.KNOWN: 2}
    assert kept.files[0].imported_at == again.imported_at
    assert kept.import_ids == ()
    assert everything(session) == stored


def test_a_row_that_another_import_holds_stays_until_that_one_goes(session, open_text):
    longer = STATEMENT + "04/11/2026;PRLV OVH;-7,19\n"
    first = keep(session, [open_text("a.csv", STATEMENT, ImportKind.STATEMENT)], Job())
    second = keep(session, [open_text("b.csv", longer, ImportKind.STATEMENT)], Job())
    stored = everything(session)
    assert session.read(lambda reader: what_stands_on(reader, first.import_ids[0])).shared == 2
    first.undo(session)
    assert everything(session) == stored
    second.undo(session)
    assert everything(session)["bank_transaction"] == []
    assert everything(session)["bank_account"] == []


def test_what_the_user_decided_is_counted_before_it_ends(session, open_text):
    documents = keep(session, [open_text("factures.csv", DOCUMENTS, ImportKind.DOCUMENTS)], Job())
    statement = keep(session, [open_text("releve.csv", STATEMENT, ImportKind.STATEMENT)], Job())
    monoprix, nova = session.read(lambda reader: reader.all("SELECT id FROM bank_transaction ORDER BY booked_on"))
    target = session.read(lambda reader: reader.value("SELECT id FROM document WHERE number = 'F-2026-0040'"))
    ignore(session, monoprix[0])
    attribute(session, nova[0], [Allocation(target, 48_000)])
    standing = session.read(lambda reader: what_stands_on(reader, statement.import_ids[0]))
    assert (standing.attributions, standing.decided, standing.is_free) == (1, 2, False)
    assert standing.removed == {Entity.TRANSACTION: 2, Entity.ACCOUNT: 1}
    documents.undo(session)
    rows = session.read(lambda reader: reader.all("SELECT status, is_decided FROM bank_transaction ORDER BY booked_on"))
    assert rows == [("ignored", 1), ("todo", 0)], "a decision about a document that went has ended, the other stands"


def test_an_import_that_is_not_there_is_refused(session):
    with raises_known(ErrorCode.UNKNOWN_IMPORT):
        take_back(session, 12)


def test_each_file_of_an_archive_is_a_draft_and_a_foreign_one_stops_none(session, tmp_path):
    path = tmp_path / "lot.zip"
    path.write_bytes(zipped({"mars.ofx": OFX, "mars.pdf": b"%PDF-1.7", "clients.xlsx": xlsx({"Clients": CLIENTS})}))
    drafts = open_files(session, [path, tmp_path / "absent.csv"], Job())
    assert [(draft.name, draft.kind, draft.refusal and draft.refusal.code) for draft in drafts] == [
        ("lot.zip › mars.ofx", ImportKind.STATEMENT, None),
        ("lot.zip › mars.pdf", None, ErrorCode.FILE_IS_PDF),
        ("lot.zip › clients.xlsx", ImportKind.CLIENTS, None),
        ("absent.csv", None, ErrorCode.FILE_NOT_FOUND),
    ]
    kept = keep(session, drafts, Job())
    assert [each.counts.get(RowOutcome.ADDED) for each in kept.files] == [1, None, 1, None]


def cancelled_before(number):
    """A job that the user cancels when the file of this number, from 0, is about to be imported."""

    def note(done, _total, step):
        if (done, step) == (number, "import"):
            job.cancel()

    job = Job(note)
    return job


def test_a_file_of_another_kind_than_asked_for_is_refused_and_stops_none_of_its_archive(session, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(zipped({"clients.csv": b"Nom;Email\nNova SARL;nova@exemple.fr\n", "f.csv": DOCUMENTS.encode()}))
    kept = import_at_once(session, path, Wanted(kind=ImportKind.CLIENTS), Job())
    assert [each.refusal and each.refusal.code for each in kept.files] == [None, ErrorCode.FILE_IS_OTHER_KIND]
    assert kept.files[1].refusal.params == {"part": "documents"}
    with raises_known(ErrorCode.FILE_IS_OTHER_KIND):
        import_at_once(session, path, Wanted(kind=ImportKind.EXPENSES), Job())
    path = tmp_path / "f.csv"
    path.write_text(DOCUMENTS)
    columns = {"total_incl_tax": "amount", "issue_date": "date", "client": "supplier"}
    (named,) = preview_at_once(session, path, Wanted(kind=ImportKind.EXPENSES, columns=columns), Job())
    assert len(named.rows) == 2, "columns that the user names are read as asked"


def test_a_cancelled_import_keeps_the_files_before_and_names_the_others(session, open_text):
    texts = [f"Date;Libellé;Montant\n0{day}/11/2026;PRLV {day};-{day},00\n" for day in (1, 2, 3)]
    drafts = [open_text(f"{day}.csv", text, ImportKind.STATEMENT) for day, text in enumerate(texts, 1)]
    with pytest.raises(Cancelled):
        keep(session, drafts, cancelled_before(0))
    assert journal_sizes(session) == [0, 0, 0]
    kept = keep(session, drafts, cancelled_before(1))
    assert [each.name for each in kept.files] == ["1.csv"]
    assert kept.left == ("2.csv", "3.csv")
    kept.undo(session)
    assert not any(everything(session).values())


def test_a_file_that_cannot_be_read_does_not_stop_the_others(session, open_text):
    wrong = open_text("liste.csv", "Jour;Quoi\nlundi;rien\n", ImportKind.EXPENSES)
    kept = keep(session, [wrong, open_text("depenses.csv", EXPENSES, ImportKind.EXPENSES)], Job())
    assert [each.refusal and each.refusal.code for each in kept.files] == [ErrorCode.COLUMNS_MISSING, None]
    assert kept.files[1].counts[RowOutcome.ADDED] == 1


def test_a_column_named_by_the_user_leaves_the_false_names_of_others_out(session, open_text):
    text = "Jour d'achat;Fournisseur;Montant;Justificatif\n01/10/2026;OVH;10,00;oui\n02/10/2026;Free;20,00;oui\n"
    draft = with_named_columns(open_text("depenses.csv", text, ImportKind.EXPENSES), {"Jour d'achat": "date"})
    assert outcomes(preview(session, draft, Job()).counts) == {RowOutcome.ADDED: 2}
