"""One table `target` above documents, receipts and expenses, which payments and suggestions refer to by a foreign key.

The three tables share its primary key, so their rows are numbered anew. Stored reasons named people and rules in words;
they now hold the ids of the target and of the rule. Ids of targets and rules are never given twice: a reason that
outlives its rule must not name the next one.
"""

import json
from typing import Any

_TARGETS = (
    "(SELECT 'invoice', id FROM document UNION ALL SELECT 'receipt', id FROM receipt"
    " UNION ALL SELECT 'expense', id FROM expense)"
)

# A record could be removed while a run of the engine proposed it or paid it: such rows settle nothing and go.
ROWS = {
    "target": f"SELECT count(*) FROM {_TARGETS}",
    "payment": f"SELECT count(*) FROM payment WHERE (kind, target_id) IN {_TARGETS}",
    "attribution": "SELECT count(*) FROM attribution JOIN payment ON payment.id = payment_id"
    f" WHERE (kind, target_id) IN {_TARGETS}",
    "suggestion": "SELECT count(*) FROM suggestion WHERE (transaction_id, rank) NOT IN"
    f" (SELECT transaction_id, rank FROM suggestion WHERE (kind, target_id) NOT IN {_TARGETS})",
}

_NUMBER = """
CREATE TABLE target (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL
) STRICT;
CREATE TABLE renumbered (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, old_id INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX renumbered_by_old ON renumbered (kind, old_id);
INSERT INTO renumbered (kind, old_id) SELECT 'invoice', id FROM document ORDER BY id;
INSERT INTO renumbered (kind, old_id) SELECT 'receipt', id FROM receipt ORDER BY id;
INSERT INTO renumbered (kind, old_id) SELECT 'expense', id FROM expense ORDER BY id;
INSERT INTO target (id, kind) SELECT id, kind FROM renumbered;

DELETE FROM payment WHERE (kind, target_id) NOT IN (SELECT kind, old_id FROM renumbered);
DELETE FROM attribution WHERE payment_id NOT IN (SELECT id FROM payment);
UPDATE bank_transaction SET status = 'todo', is_decided = 0
    WHERE status = 'attributed' AND id NOT IN (SELECT transaction_id FROM attribution);
DELETE FROM suggestion WHERE (transaction_id, rank) IN (
    SELECT transaction_id, rank FROM suggestion WHERE (kind, target_id) NOT IN (SELECT kind, old_id FROM renumbered)
);
UPDATE bank_transaction SET status = 'todo'
    WHERE status = 'suggested' AND id NOT IN (SELECT transaction_id FROM suggestion);
"""

_REBUILD = """
-- Totals are positive whatever the type; paid_before_cents is what another tool had settled before the import.
CREATE TABLE new_document (
    id                INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    number            TEXT NOT NULL UNIQUE,
    type              TEXT NOT NULL CHECK (type IN ('invoice', 'deposit', 'final', 'credit_note', 'quote')),
    client_id         INTEGER NOT NULL REFERENCES client (id),
    issued_on         TEXT NOT NULL,
    excl_tax_cents    INTEGER NOT NULL,
    tax_cents         INTEGER NOT NULL,
    incl_tax_cents    INTEGER NOT NULL,
    paid_before_cents INTEGER NOT NULL,
    currency          TEXT NOT NULL,
    -- absent when the document names no due date
    due_on            TEXT
) STRICT;
INSERT INTO new_document SELECT renumbered.id, number, type, client_id, issued_on, excl_tax_cents, tax_cents,
    incl_tax_cents, paid_before_cents, currency, due_on
    FROM document JOIN renumbered ON kind = 'invoice' AND old_id = document.id;
DROP TABLE document;
ALTER TABLE new_document RENAME TO document;
CREATE INDEX document_by_client ON document (client_id);

CREATE TABLE new_receipt (
    id           INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    reference    TEXT NOT NULL UNIQUE,
    received_on  TEXT NOT NULL,
    client       TEXT NOT NULL,
    label        TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    method       TEXT NOT NULL,
    -- absent when the company has one activity only
    activity     TEXT
) STRICT;
INSERT INTO new_receipt SELECT renumbered.id, reference, received_on, client, label, amount_cents, method, activity
    FROM receipt JOIN renumbered ON kind = 'receipt' AND old_id = receipt.id;
DROP TABLE receipt;
ALTER TABLE new_receipt RENAME TO receipt;

CREATE TABLE new_expense (
    id           INTEGER PRIMARY KEY REFERENCES target (id) ON DELETE CASCADE,
    reference    TEXT NOT NULL UNIQUE,
    spent_on     TEXT NOT NULL,
    supplier     TEXT NOT NULL,
    label        TEXT NOT NULL,
    amount_cents INTEGER NOT NULL,
    category     TEXT NOT NULL
) STRICT;
INSERT INTO new_expense SELECT renumbered.id, reference, spent_on, supplier, label, amount_cents, category
    FROM expense JOIN renumbered ON kind = 'expense' AND old_id = expense.id;
DROP TABLE expense;
ALTER TABLE new_expense RENAME TO expense;

-- The plain business fact that a target was settled; it outlives the bank connection.
CREATE TABLE new_payment (
    id           INTEGER PRIMARY KEY,
    target_id    INTEGER NOT NULL REFERENCES target (id),
    paid_on      TEXT NOT NULL,
    -- signed as on the account
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0)
) STRICT;
INSERT INTO new_payment SELECT payment.id, renumbered.id, paid_on, amount_cents
    FROM payment JOIN renumbered ON renumbered.kind = payment.kind AND old_id = target_id;
DROP TABLE payment;
ALTER TABLE new_payment RENAME TO payment;
CREATE INDEX payment_by_target ON payment (target_id, amount_cents);

CREATE TABLE new_suggestion (
    transaction_id INTEGER NOT NULL REFERENCES bank_transaction (id) ON DELETE CASCADE,
    -- rows of one transaction with the same rank make one proposal
    rank           INTEGER NOT NULL,
    target_id      INTEGER NOT NULL REFERENCES target (id),
    amount_cents   INTEGER NOT NULL,
    score          REAL NOT NULL,
    reasons        TEXT NOT NULL,
    PRIMARY KEY (transaction_id, rank, target_id)
) STRICT, WITHOUT ROWID;
INSERT INTO new_suggestion SELECT transaction_id, rank, renumbered.id, amount_cents, score, reasons
    FROM suggestion JOIN renumbered ON renumbered.kind = suggestion.kind AND old_id = target_id;
DROP TABLE suggestion;
ALTER TABLE new_suggestion RENAME TO suggestion;
CREATE INDEX suggestion_by_target ON suggestion (target_id);
DROP TABLE renumbered;

CREATE TABLE new_rule (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    words      TEXT NOT NULL CHECK (words <> ''),
    direction  INTEGER NOT NULL CHECK (direction IN (-1, 0, 1)),
    action     TEXT NOT NULL CHECK (action IN ('ignore', 'expense', 'receipt', 'party')),
    party_name TEXT NOT NULL,
    category   TEXT NOT NULL,
    label      TEXT NOT NULL,
    -- absent when the rule takes any amount
    amount_cents INTEGER,
    -- absent unless the party is a client
    client_id  INTEGER REFERENCES client (id) ON DELETE CASCADE
) STRICT;
INSERT INTO new_rule SELECT id, name, words, direction, action, party_name, category, label, amount_cents, client_id
    FROM rule;
DROP TABLE rule;
ALTER TABLE new_rule RENAME TO rule;

-- SQLite appends the id to every index, so both also give the list's order.
DROP INDEX bank_transaction_by_day;
CREATE INDEX bank_transaction_by_day ON bank_transaction (booked_on);
CREATE INDEX bank_transaction_by_status ON bank_transaction (status, booked_on);
"""

_NAMED_TARGETS = (
    "SELECT document.id, number, client.name FROM document JOIN client ON client.id = client_id"
    " UNION ALL SELECT id, reference, client FROM receipt UNION ALL SELECT id, reference, supplier FROM expense"
)


def apply(writer: Any) -> None:
    """Number the targets, rebuild what refers to them, and rewrite the stored reasons."""
    writer.run_script(_NUMBER)
    writer.run_script(_REBUILD)
    _Rewriting(writer).run()


class _Rewriting:
    """Replaces the names in stored reasons by ids; a name that cannot be found is dropped and the code stays."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._names = {id_: (reference, party) for id_, reference, party in writer.all(_NAMED_TARGETS)}
        self._by_reference = {reference: id_ for id_, (reference, _) in reversed(self._names.items())}
        self._rules = {name: id_ for id_, name in writer.all("SELECT id, name FROM rule ORDER BY id DESC")}

    def run(self) -> None:
        self._attributions()
        self._suggestions()
        for id_, text in self._writer.all("SELECT id, reasons FROM bank_transaction WHERE reasons IS NOT NULL"):
            self._writer.run("UPDATE bank_transaction SET reasons = ? WHERE id = ?", (self._rewrite(text, []), id_))

    def _attributions(self) -> None:
        rows = self._writer.all(
            "SELECT payment_id, transaction_id, target_id, rule_id, reasons"
            " FROM attribution JOIN payment ON payment.id = payment_id ORDER BY payment_id"
        )
        targets: dict[int, list[int]] = {}
        for _, transaction_id, target_id, _, _ in rows:
            targets.setdefault(transaction_id, []).append(target_id)
        for payment_id, transaction_id, _, rule_id, text in rows:
            reasons = self._rewrite(text, targets[transaction_id], rule_id)
            self._writer.run("UPDATE attribution SET reasons = ? WHERE payment_id = ?", (reasons, payment_id))

    def _suggestions(self) -> None:
        rows = self._writer.all("SELECT transaction_id, rank, target_id, reasons FROM suggestion ORDER BY 1, 2, 3")
        targets: dict[tuple[int, int], list[int]] = {}
        for transaction_id, rank, target_id, _ in rows:
            targets.setdefault((transaction_id, rank), []).append(target_id)
        for transaction_id, rank, target_id, text in rows:
            self._writer.run(
                "UPDATE suggestion SET reasons = ? WHERE transaction_id = ? AND rank = ? AND target_id = ?",
                (self._rewrite(text, targets[transaction_id, rank]), transaction_id, rank, target_id),
            )

    def _rewrite(self, text: str, targets: list[int], rule_id: int | None = None) -> str:
        reasons = [[code, self._params(params, targets, rule_id)] for code, params in json.loads(text)]
        return json.dumps(reasons, ensure_ascii=False)

    def _params(self, params: dict[str, str], targets: list[int], rule_id: int | None) -> dict[str, str]:
        kept = {key: value for key, value in params.items() if key not in ("name", "reference", "rule")}
        if "reference" in params:
            kept |= _with("target_id", self._cited(params["reference"], targets))
        if "name" in params:
            kept |= _with("target_id", self._of_party(params["name"], targets))
        if "rule" in params:
            kept |= _with("rule_id", rule_id or self._rules.get(params["rule"]))
        return kept

    def _cited(self, reference: str, targets: list[int]) -> int | None:
        """The target of this reference, preferably one that the transaction settles."""
        own = (id_ for id_ in targets if self._names[id_][0] == reference)
        return next(own, self._by_reference.get(reference))

    def _of_party(self, name: str, targets: list[int]) -> int | None:
        """The settled target of this party; the first one where the party was renamed since."""
        own = (id_ for id_ in targets if self._names[id_][1] == name)
        return next(own, targets[0] if targets else None)


def _with(key: str, id_: int | None) -> dict[str, str]:
    return {} if id_ is None else {key: str(id_)}
