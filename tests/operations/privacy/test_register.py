"""The register of processing activities: what art. 30.1 RGPD asks for, from the inventory, as a PDF and as a table."""

import csv
import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.exports.print_page import write_page
from microdesk_desktop.operations.exports.write_list import write_list
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.privacy.codes import Aim, Basis
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.store.vault.company import load_company, save_company
from microdesk_desktop.views.exports.lists.register import register_content
from microdesk_desktop.views.exports.sheet import sheet_of
from microdesk_desktop.views.privacy.inventory.register import (
    Activity,
    activity_of,
    load_register,
    others_text,
    security_measures,
)
from microdesk_desktop.views.privacy.inventory.register_page import register_page
from microdesk_desktop.views.privacy.inventory.words import contents_text
from tests.support.vaults import new_vault

DAY = date(2026, 11, 27)


@pytest.fixture
def session(tmp_path):
    session = new_vault(tmp_path / "profile").session
    yield session
    session.close()


def register_of(session):
    beside = list_beside(session)
    return session.read(lambda reader: load_register(reader, beside, DAY))


def test_every_category_with_personal_data_is_in_one_activity(session):
    listed = [row.category.name for entry in register_of(session).entries for row in entry.rows]
    personal = {
        name: category for name, category in load_inventory().categories.items() if category.basis is not Basis.NONE
    }
    assert sorted(listed) == sorted(personal)


def test_every_aim_of_personal_data_belongs_to_an_activity():
    impersonal = {Aim.PRICING, Aim.COMFORT, Aim.DIAGNOSIS, Aim.OPERATION, Aim.NOTHING}
    assert {aim for aim in Aim if activity_of(aim) is None} == impersonal
    assert {activity_of(aim) for aim in Aim} - {None} == set(Activity)


def test_the_pdf_has_what_article_30_asks_for(session, tmp_path):
    path = tmp_path / "registre.pdf"
    register = register_of(session)
    write_page(session, register_page(register), path, field="company")
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())
    assert "Jeanne Martin EI" in text
    for entry in register.entries:
        assert entry.name in text
    contents = [contents_text(row.category.name) for entry in register.entries for row in entry.rows]
    assert all(each.split()[0] in text for each in contents)
    transfers = ("2023/1795", "2021/1772", "Royaume-Uni", "49.1.b")
    for wanted in (*transfers, others_text(), "art. L. 123-22", "10 ans après la fin de l’année", *security_measures()):
        assert wanted.replace("'", "’").replace("\u202f", " ").replace("\xa0", " ") in text.replace(
            "\u202f", " "
        ).replace("\xa0", " ")


def test_the_table_is_whole_on_each_line_and_holds_no_formula(session, tmp_path):
    company = session.read(load_company)
    session.write(
        lambda writer: save_company(
            writer, replace(company, name='=HYPERLINK("http://x.example")', email="a@b.example")
        )
    )
    path, register = tmp_path / "registre.csv", register_of(session)
    write_list(sheet_of(register_content(register), session.read), path, Job())
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    head = next(number for number, line in enumerate(lines) if "Base légale" in line)
    rows = [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]
    assert len(rows) == sum(len(entry.rows) for entry in register.entries)
    assert {row["Responsable du traitement"] for row in rows} == {'\'=HYPERLINK("http://x.example")'}
    assert {row["Coordonnées"] for row in rows} == {"a@b.example"}
    assert all(row[name] for row in rows for name in row)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
