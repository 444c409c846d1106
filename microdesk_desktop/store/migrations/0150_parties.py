"""Clients with several contacts and addresses, terms and an e-invoice address; the company's periods of VAT, its look.

The contact, the further e-mail addresses and the further postal addresses of a client become lists of objects, as JSON
texts; so do the values of them that imports changed, which are given back when an import is taken back.
"""

import json
from typing import Any

_TABLES = """
ALTER TABLE client ADD COLUMN siret TEXT NOT NULL DEFAULT '';
-- JSON arrays of objects without their empty texts: name, role, email, phone · name, lines, postal_code, city, country,
-- is_delivery
ALTER TABLE client ADD COLUMN contacts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE client ADD COLUMN addresses TEXT NOT NULL DEFAULT '[]';
-- where e-invoices are delivered, by the EAS code list; empty where it follows from the SIREN or the e-mail address
ALTER TABLE client ADD COLUMN electronic_scheme TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN electronic_address TEXT NOT NULL DEFAULT '';
-- « 30 », « 45 eom », « 30 eom 15 »; empty for the company's usual terms
ALTER TABLE client ADD COLUMN payment_terms TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN language TEXT NOT NULL DEFAULT 'fr';

-- the changes of the VAT regime after the first one, which is vat_regime: « 2026-11-10 real », one on each line
ALTER TABLE company ADD COLUMN vat_changes TEXT NOT NULL DEFAULT '';
-- one on each line
ALTER TABLE company ADD COLUMN other_activities TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN ei_mention TEXT NOT NULL DEFAULT 'after'
    CHECK (ei_mention IN ('after', 'before', 'in_full', 'none'));
ALTER TABLE company ADD COLUMN taxes_by_debits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE company ADD COLUMN payment_terms TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN usual_notes TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN shows_iban INTEGER NOT NULL DEFAULT 1;

CREATE TABLE document_look (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    template     TEXT NOT NULL,
    -- « #1f6f5c »
    accent       TEXT NOT NULL,
    -- PNG, JPEG or SVG; empty for none
    logo         BLOB NOT NULL,
    shows_code   INTEGER NOT NULL
) STRICT;

-- answers of public registers that the user asked for
CREATE TABLE lookup_answer (
    service  TEXT NOT NULL CHECK (service IN ('companies', 'addresses', 'vat')),
    query    TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    -- JSON, of the fields that are used
    answer   TEXT NOT NULL,
    PRIMARY KEY (service, query)
) STRICT, WITHOUT ROWID;
"""
_MOVED = ("contact", "other_emails", "other_addresses")


def apply(writer: Any) -> None:
    """Add the columns and tables, and move the three former columns of clients into the new ones."""
    writer.run_script(_TABLES)
    clients = writer.all(f"SELECT id, {', '.join(_MOVED)} FROM client")
    for id_, *values in clients:
        moved = _moved(dict(zip(_MOVED, values, strict=True)))
        writer.run(
            "UPDATE client SET contacts = ?, addresses = ? WHERE id = ?", (moved["contacts"], moved["addresses"], id_)
        )
    former = {id_: dict(zip(_MOVED, values, strict=True)) for id_, *values in clients}
    _move_imported_changes(writer, former)
    for column in _MOVED:
        writer.run(f"ALTER TABLE client DROP COLUMN {column}")


def _move_imported_changes(writer: Any, clients: dict[int, dict[str, str]]) -> None:
    """What an import left as it was is taken from the client as it is now."""
    for id_, client_id, before, after in writer.all(
        "SELECT id, row_id, before, after FROM imported_change WHERE entity = 'client'"
    ):
        now = clients.get(client_id, {})
        texts = [json.dumps(_moved_change(json.loads(each), now), ensure_ascii=False) for each in (before, after)]
        writer.run("UPDATE imported_change SET before = ?, after = ? WHERE id = ?", (*texts, id_))


def _moved_change(values: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in values.items() if name not in _MOVED}
    moved = _moved({**now, **{name: value for name, value in values.items() if name in _MOVED}})
    if {"contact", "other_emails"} & {*values}:
        kept["contacts"] = moved["contacts"]
    if "other_addresses" in values:
        kept["addresses"] = moved["addresses"]
    return kept


def _moved(values: dict[str, str]) -> dict[str, str]:
    """The new columns out of the former ones."""
    name = values.get("contact", "")
    contacts = [{"name": name}] if name else []
    contacts += [{"email": email} for email in values.get("other_emails", "").splitlines() if email]
    addresses = [{"lines": [line]} for line in values.get("other_addresses", "").splitlines() if line]
    return {
        "contacts": json.dumps(contacts, ensure_ascii=False),
        "addresses": json.dumps(addresses, ensure_ascii=False),
    }
