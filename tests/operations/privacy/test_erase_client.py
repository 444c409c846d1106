"""A client who is erased: what no law keeps goes at once, the rest on its day, and the chain of seals always holds."""

import subprocess
import sys
from datetime import timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.seal.chain import seal_after
from microdesk_desktop.documents.seal.purge import purge_content
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.seal.closing import close_periods
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.privacy.erase_client import erase_client, load_erasure_plan
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.vault.due_erasures import finish_erasures
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.store.bank.targets import load_matchable_targets, load_targets
from microdesk_desktop.store.documents.chain import append_seal, last_seal, load_seal, replace_content
from microdesk_desktop.store.imports.journal import load_imports
from microdesk_desktop.store.records.clients import load_client, load_clients, load_parties
from microdesk_desktop.store.records.documents import find_document
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.vault.erasures import pending
from microdesk_desktop.views.dashboard.figures import load_dashboard
from microdesk_desktop.views.records.client_story import load_client_story
from microdesk_desktop.views.records.rows import load_invoice_rows, load_quote_rows, load_receipt_rows
from microdesk_desktop.views.search.index import RecordIndex
from microdesk_desktop.views.search.query import read_query
from microdesk_desktop.views.waiting.registry import PROVIDERS
from tests.support.clock import FakeClock
from tests.support.disconnects import killed
from tests.support.disks import raises_known
from tests.support.documents.chains import without_triggers
from tests.support.documents.issuing import drafted, issued, issuing_vault
from tests.support.erasures import BIRD, END, GONE, KEPT, SOLD_ON, fill, make_scene
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import reopened


@pytest.fixture
def clock():
    return FakeClock(SOLD_ON)


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def opened_on(scene, day):
    """Open the vault on a day, and close it again: whatever is due is done."""
    return reopened(scene.profile, clock=FakeClock(day), keyring=StrictKeyring(scene.keyring))


def assert_intact(session, tmp_path, name="export"):
    """The chain holds, for the program and for the verifier that needs nothing but Python."""
    assert verify_documents(session).flaws == ()
    assert all(verify(session).values())
    export_documents(session, tmp_path / name, Job())
    ran = verifier(tmp_path / name)
    assert (ran.returncode, ran.stdout) == (0, "0 / intact\n")


def verifier(folder):
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py"], capture_output=True, text=True, check=False, timeout=300
    )


def test_requirement_17_what_no_law_keeps_goes_at_once_and_the_rest_by_itself_on_its_day(tmp_path):
    scene, client_id = make_scene(tmp_path)
    with scene.opened() as session:
        close_periods(session, None)
        assert_intact(session, tmp_path, "before")
        done = erase_client(session, client_id, Job())
        assert {record.until for record in done.plan.kept.values()} == {END}
        assert_intact(session, tmp_path, "between")
    assert scene.left() == [KEPT], "until its day, the law keeps the invoice, and nothing else stays"
    opened_on(scene, END).close()
    assert scene.left() == [KEPT], "the last day is one of those of the law"
    assert pending(scene.profile) == {}, "nothing was even begun"
    session = opened_on(scene, END + timedelta(1))
    assert scene.left() == [], "the day after, nothing names the client any more"
    assert pending(scene.profile) == {}
    assert_intact(session, tmp_path, "after")
    session.close()


def test_the_answer_lists_what_went_and_what_stays_with_its_reason_and_its_day(session, tmp_path):
    client_id = fill(session, tmp_path)
    plan = session.read(lambda reader: load_erasure_plan(reader, client_id))
    assert (plan.contacts, len(plan.drafts), len(plan.series)) == (2, 2, 1)
    assert (plan.notes, plan.attachments, plan.reminders, len(plan.rules), len(plan.answers)) == (1, 1, 1, 1, 1)
    assert (len(plan.trips), len(plan.trip_templates)) == (2, 1)
    assert sorted(plan.documents.values()) == ["ANCIEN-2", "D-2026-0001"]
    kept = {record.number: (record.rule, record.until) for record in plan.kept.values()}
    assert kept == dict.fromkeys(("F-2026-0001", "ANCIEN-1", "R-2026-0001", "R-2026-0002"), ("accounts", END))
    assert erase_client(session, client_id, Job()).plan == plan


def test_what_stays_is_hidden_from_lists_search_and_proposals_and_counted_in_all_sums(session, tmp_path, clock):
    client_id = fill(session, tmp_path)
    today = clock.today()
    before = figures(session, today)
    erase_client(session, client_id, Job())
    assert figures(session, today) == before
    index = session.read(RecordIndex)
    for word in (KEPT, GONE, "F-2026-0001", "ANCIEN", "Canari"):
        assert index.find(read_query(word)) == [], word
    assert [row.number for row in session.read(lambda reader: load_invoice_rows(reader, today))] == ["F-2026-0002"]
    assert session.read(lambda reader: load_quote_rows(reader, today)) == []
    assert KEPT not in str(session.read(load_receipt_rows))
    assert [client.name for _, client in session.read(load_clients)] == ["Nova SARL"]
    assert [party.name for party in session.read(load_parties)] == ["Nova SARL"]
    assert session.read(lambda reader: load_client(reader, client_id)) is None
    assert session.read(lambda reader: load_client_story(reader, client_id, today)) is None
    references = {target.reference for target in session.read(load_matchable_targets)}
    assert references == {"F-2026-0002"} == {each.reference for each in session.read(load_targets).values()}
    later = today + timedelta(60)
    waiting = session.read(lambda reader: [each.load(reader, later, 99) for each in PROVIDERS])
    assert KEPT not in str(waiting)
    with raises_known(ErrorCode.UNKNOWN_TARGET):
        credit(session, "F-2026-0001")
    assert issued(session) == "F-2026-0003"


def figures(session, today):
    """The dashboard, what was received, and the number that comes next."""
    dashboard = session.read(lambda reader: load_dashboard(reader, today, year_of(today)))
    received = sum(row.record.amount_cents for row in session.read(load_receipt_rows))
    return dashboard.due, received


def test_a_client_without_any_document_leaves_nothing(session, tmp_path):
    client_id = put_client(session, BIRD).id
    assert erase_client(session, client_id, Job()).plan.kept == {}
    counts = session.read(count_rows)
    assert [counts[table] for table in ("client", "document", "kept_record")] == [0, 0, 0]
    with raises_known(ErrorCode.CLIENT_NOT_FOUND):
        erase_client(session, client_id, Job())


@pytest.mark.parametrize("name", ["Li", "李"])
def test_a_name_of_few_letters_is_one_too(session, name):
    client_id = put_client(session, Client(name=name)).id
    drafted(session, client=name)
    paid = Receipt(on=SOLD_ON, client=name, label="Cage", amount_cents=5000, method=Method.CASH)
    receipt_id = put_record(session, paid).id
    plan = erase_client(session, client_id, Job()).plan
    assert (len(plan.drafts), list(plan.kept)) == (1, [receipt_id])
    assert [row.record.client for row in session.read(load_receipt_rows)] == [""]


def test_a_receipt_names_its_client_whatever_invoice_it_is_for(session):
    gone, other = (put_client(session, Client(name=name)).id for name in ("Canari", "Colibri"))
    theirs = issued(session, client=other)
    of_other_tool, for_another, not_theirs = (
        put_record(
            session,
            Receipt(on=SOLD_ON, client=who, label="Cage", amount_cents=100, method=Method.CASH, invoice=invoice),
        ).id
        for who, invoice in (("Canari", "ANCIEN-9"), ("Canari", theirs), ("Colibri", theirs))
    )
    plan = erase_client(session, gone, Job()).plan
    assert list(plan.kept) == [of_other_tool, for_another]
    named = {row.id: row.record.client for row in session.read(load_receipt_rows)}
    assert named == {of_other_tool: "", for_another: "", not_theirs: "Colibri"}


def test_an_import_that_is_taken_back_leaves_what_the_law_keeps(session, tmp_path):
    path = tmp_path / "documents.csv"
    path.write_text(f"Numéro;Date;Client;Total TTC\nANCIEN-1;21/11/2026;{BIRD.name};12,00\n", encoding="utf-8")
    keep(session, open_files(session, [path], Job(), kind=ImportKind.DOCUMENTS), Job())
    (client_id,) = [id_ for id_, client in session.read(load_clients) if client.name == BIRD.name]
    erase_client(session, client_id, Job())
    (imported,) = session.read(load_imports)
    take_back(session, imported.id)
    assert session.read(lambda reader: find_document(reader, "ANCIEN-1")) is not None


def test_another_client_of_the_same_name_loses_nothing(session, tmp_path):
    client_id = fill(session, tmp_path)
    namesake = put_client(session, BIRD).id
    plan = erase_client(session, client_id, Job()).plan
    assert len(plan.drafts) == 1, "the one that names the client by its id, not by the name of both"
    assert [record.number for record in plan.kept.values() if record.type is None] == ["R-2026-0001"]
    assert session.read(lambda reader: load_client(reader, namesake)) == BIRD


@pytest.mark.parametrize(
    ("sql", "subject"),
    [
        ("UPDATE seal SET content = '' WHERE sequence = 1", "F-2026-0001"),
        ("UPDATE seal SET content = replace(content, 'Canari', '—') WHERE sequence = 1", "F-2026-0001"),
        ("DELETE FROM issued_file WHERE document_id = 1", "F-2026-0001"),
        ("UPDATE seal SET at = '2020-01-01' WHERE sequence = 2", "D-2026-0001"),
        ("UPDATE seal SET files = '{}' WHERE sequence = 2", "D-2026-0001"),
        ("DELETE FROM seal WHERE kind = 'purge'", "D-2026-0001"),
        ("UPDATE seal SET content = replace(content, '—', 'X') WHERE sequence = 2", "D-2026-0001"),
    ],
)
def test_a_content_that_is_blanked_without_its_purge_is_refused_and_found_by_name(session, tmp_path, sql, subject):
    client_id = fill(session, tmp_path)
    erase_client(session, client_id, Job())
    with pytest.raises(Exception, match=r"never (changed|removed)"):
        session.write(lambda writer: writer.run(sql))
    session.write(lambda writer: (without_triggers(writer), writer.run(sql)))
    assert subject in {flaw.subject for flaw in verify_documents(session).flaws}
    export_documents(session, tmp_path / "export", Job())
    assert subject in verifier(tmp_path / "export").stdout


def test_a_purge_that_is_forged_before_its_day_is_found(session, tmp_path, clock):
    """Whoever holds the key can append a link: not one that the law does not allow yet."""
    client_id = fill(session, tmp_path)
    erase_client(session, client_id, Job())
    seal = session.read(lambda reader: load_seal(reader, 1))
    for until in (SOLD_ON - timedelta(1), END, None):
        with pytest.raises(Exception, match="never changed"):
            session.write(lambda writer, last=until: forge(writer, seal, last, clock))
    session.write(lambda writer: (without_triggers(writer), forge(writer, seal, SOLD_ON - timedelta(1), clock)))
    assert "F-2026-0001" in {flaw.subject for flaw in verify_documents(session).flaws}
    export_documents(session, tmp_path / "export", Job())
    assert "F-2026-0001" in verifier(tmp_path / "export").stdout


def forge(writer, seal, until, clock):
    """Remove the client from a sealed invoice, as the program does once its last day is over."""
    purge = seal_after(
        last_seal(writer),
        at=clock.now().isoformat(),
        kind=SealKind.PURGE,
        subject=seal.subject,
        content=purge_content(seal, until),
        files={},
    )
    append_seal(writer, purge)
    replace_content(writer, purge)
    writer.run("DELETE FROM issued_file WHERE document_id = 1")
    writer.run("UPDATE document SET subject = '' WHERE id = 1")


def test_a_kill_at_any_instant_is_made_good_by_the_next_opening(tmp_path):
    scene, client_id = make_scene(tmp_path)

    def act(session):
        erase_client(session, client_id, Job())

    instants = 0
    while killed(scene.copy(tmp_path / f"length {instants}"), act, file_event=instants):
        instants += STRIDE
    assert instants > 3 * STRIDE
    outcomes = []
    for number in range(0, instants, STRIDE):
        copy = scene.copy(tmp_path / str(number))
        killed(copy, act, file_event=number)
        with copy.opened() as session:
            assert verify_documents(session).flaws == ()
            is_asked = session.read(lambda reader: load_client(reader, client_id)) is None
        outcomes.append((is_asked, copy.left()))
        assert pending(copy.profile) == {}
    assert set(map(repr, outcomes)) <= {repr((False, [GONE, KEPT])), repr((True, [KEPT]))}
    assert outcomes[-1][0], "the last kills come after it was noted"


def test_a_kill_on_the_day_of_the_removal_is_made_good_by_the_next_opening(tmp_path):
    scene, client_id = make_scene(tmp_path)
    with scene.opened() as session:
        erase_client(session, client_id, Job())

    def act(session):
        session.clock.set_forward(days=(END - SOLD_ON).days + 1)
        finish_erasures(session)

    number, deaths = 0, 0
    while killed(copy := scene.copy(tmp_path / str(number)), act, file_event=number):
        session = opened_on(copy, END + timedelta(1))
        assert verify_documents(session).flaws == ()
        session.close()
        assert (copy.left(), pending(copy.profile)) == ([], {})
        number, deaths = number + STRIDE, deaths + 1
    assert deaths > 3


STRIDE = 5
"""Of the changes of files at which it is killed: a tenth of a minute for the whole."""
