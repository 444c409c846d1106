"""Propose which column of an unknown table holds what, by the names of the columns and by what the cells show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.statements.csv.columns import ColumnMapping, map_columns
from microdesk_desktop.banks.statements.csv.content import Column, find_pair, prove_by_balance, read_columns_content
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.statuses import are_statuses
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.domain.tables import AmountSign, ImportKind, TableMapping

_MOST_COLUMNS = 60
"""Columns that are looked at by content; proving a balance compares each three of those that hold amounts."""
_MOST_OTHER = 8
"""Columns without a field whose words are compared with those for debits."""
_TWO_DECIMALS = re.compile(r"\A.*\d[.,]\d{2}\D*+", re.DOTALL)
_MONEY = ("amount", "debit", "credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A mapping, and how far it may be used without asking the user.

    `doubts` are the fields that the cells alone suggest and do not prove. `other` are columns of words or card numbers
    without a field. `has_both_signs`: some amounts are negative and some are not. `doubtful_account` is a column of
    accounts that may be the user's own or those of counterparties; it has no field.
    """

    mapping: TableMapping
    doubts: tuple[str, ...]
    other: tuple[int, ...]
    has_both_signs: bool
    doubtful_account: int | None = None


def propose_mapping(names: Sequence[str], samples: Sequence[Sequence[str]]) -> TableMapping:
    """The mapping that a user would most likely choose; fields that nothing suggests are left out.

    `names` are the cells of the header as written, () for a table without one. `samples` are rows of the table, each
    as wide as the header. What the cells show goes before what a column is called.
    """
    proposal = propose(names, samples)
    if proposal.doubtful_account is None:
        return proposal.mapping
    fields = {**proposal.mapping.fields, proposal.doubtful_account: "account"}
    return replace(proposal.mapping, fields=dict(sorted(fields.items())))


def propose(names: Sequence[str], samples: Sequence[Sequence[str]]) -> Proposal:
    """`propose_mapping`, with what is certain of it."""
    width = min(len(names) or len(samples[0] if samples else ()), _MOST_COLUMNS)
    columns = read_columns_content([row[:width] for row in samples]) if samples else []
    search = _Search(columns, [column_name(name) for name in names[:width]])
    search.add_proven()
    search.add_named()
    search.add_by_content()
    return search.result()


@dataclass(slots=True)
class _Search:
    """The fields found so far, by the position of their column."""

    columns: Sequence[Column]
    names: Sequence[str] = ()
    fields: dict[int, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    sign: AmountSign | None = None
    has_names: bool = False
    has_weak_label: bool = False
    doubtful_account: int | None = None

    def has(self, *fields: str) -> bool:
        return set(fields) <= set(self.fields.values())

    @property
    def has_money(self) -> bool:
        return self.has("amount") or self.has("debit", "credit")

    def add_proven(self) -> None:
        """Add the amounts that a running balance follows."""
        proof = prove_by_balance(self.columns)
        if proof is not None:
            self.fields.update(proof.fields)
            self.sign = AmountSign.REVERSED if proof.is_reversed else None

    def add_named(self) -> None:
        """Add the fields of columns with a usual name, where the cells may hold such a field."""
        names = self.names
        if not any(names):
            return
        self.has_names = True
        named = map_columns(names)
        roles = dict(named.roles)
        if not self.has_money:
            self._settle_money(named, roles)
        else:
            self._complete_pair(roles)
            roles = {role: place for role, place in roles.items() if role not in _MONEY}
        for role, place in roles.items():
            if place not in self.fields and not self.has(role) and self._may_hold(role, place):
                self.fields[place] = role
        for place in named.label:
            if place not in self.fields and self._may_hold("label", place):
                self.fields[place] = "label"
        labels = {names[place] for place, role in self.fields.items() if role == "label"}
        self.has_weak_label = bool(labels) and labels <= bank_tables().words.weak_labels

    def _settle_money(self, named: ColumnMapping, roles: dict[str, int]) -> None:
        """Choose between a column of amounts and two of debit and credit, where the table has all three."""
        if {"amount", "debit", "credit"} <= roles.keys():
            is_pair = self.columns and find_pair(self.columns, (roles["debit"], roles["credit"])) is not None
            for role in ("amount",) if is_pair else ("debit", "credit"):
                roles.pop(role)
        if named.lone and self._add_partner(named.lone, roles["amount"]):
            roles.pop("amount")
        elif "amount" in roles and self._may_hold("amount", roles["amount"]):
            self.sign = named.sign

    def _complete_pair(self, roles: Mapping[str, int]) -> None:
        """Make a proven amount the debits or credits that it is named as, where the other of both has its name too.

        The first rows may be debits alone.
        """
        pair = [roles[role] for role in ("debit", "credit") if role in roles]
        if len(pair) == 2 and any(self.fields.get(place) == "amount" for place in pair):
            self.fields.update(zip(pair, ("debit", "credit"), strict=True))
            self.sign = None

    def _add_partner(self, role: str, place: int) -> bool:
        """Add a column of debits or credits with the one that each other row fills; whether there is such a one."""
        amounts = [at for at, column in enumerate(self.columns) if column.cents and at != place]
        partner = next((at for at in amounts if find_pair(self.columns, sorted((place, at)))), None)
        if partner is None:
            return False
        self.fields[place], self.fields[partner] = role, "credit" if role == "debit" else "debit"
        return True

    def _may_hold(self, role: str, place: int) -> bool:
        """Whether most cells of a column are such as its name promises; the others are rejected with their rows."""
        if place >= len(self.columns):
            return True
        if self.columns[place].is_blank:
            # A blank day rejects the row: another column is looked for.
            return role != "date" or not any(column.is_date for column in self.columns)
        column = self.columns[place]
        if role == "direction":
            return column.direction_share > 0.5
        if role == "account":
            return self._may_be_account(place)
        if role == "label":
            return column.is_text
        if role == "date":
            return column.date_share >= 0.5
        if role == "currency":
            return not column.cents and not column.is_date
        return role not in (*_MONEY, "fee", "net", "balance") or column.amount_share >= 0.5

    def _may_be_account(self, place: int) -> bool:
        """Whether a column names the account that each row belongs to; one of several accounts is noted as doubtful."""
        column, words = self.columns[place], bank_tables().words
        if not column.is_filled or column.is_date or _is_amount_like(column):
            return False
        if self.names[place] in words.own_accounts:
            return True
        if self._is_of_counterparty(place):
            return False
        if column.distinct == 1 or self.names[place] in words.own_numbers:
            return True
        self.doubtful_account = place
        return False

    def _is_of_counterparty(self, place: int) -> bool:
        """Whether a column of numbers is that of who was paid: by its name, or behind theirs with only texts between.

        In a file of one row, or of payments to one person, it is constant like the user's own number.
        """
        words = bank_tables().words
        if self.names and not words.counterparties.isdisjoint(self.names[place].split()):
            return True
        for name in reversed(self.names[:place]):
            if name in words.counterparties:
                return any(char.isdigit() for text in self.columns[place].texts for char in text)
            if name not in bank_tables().generic.label:
                return False
        return False

    def _has_negatives(self, role: str) -> bool:
        return any(
            cents is not None and cents < 0
            for place, field_ in self.fields.items()
            if field_ == role and place < len(self.columns)
            for cents in self.columns[place].cents
        )

    def add_by_content(self) -> None:
        """Add the fields that no name gave, by the cells of the columns that are left."""
        self._add_first("date", [at for at in self._free() if self.columns[at].is_date])
        if not self.has_money:
            self._add_money([at for at in self._free() if self.columns[at].cents])
        if self.has("amount") and not self._has_negatives("amount"):
            self._add_first("direction", [at for at in self._free() if self.columns[at].is_direction])
        self._add_first("fee", [at for at in self._free() if self.columns[at].cents and self._is_about_fees(at)])
        self._add_first("currency", self._own_currencies())
        self._add_first("account", self._own_ibans())
        texts = [at for at in self._free() if self.columns[at].is_text]
        if self.has("label") or len(texts) > 1:
            self._add_first("status", [at for at in texts if are_statuses(self.columns[at].texts)])
        texts = [at for at in texts if at not in self.fields]
        best = sorted(texts, key=lambda at: (-self.columns[at].distinct, -self.columns[at].letters))
        if not self.has("label") or self.has_weak_label:
            self.fields.update(dict.fromkeys(best[:1], "label"))
        if not self.has("account") and self.doubtful_account is None:
            self.doubtful_account = next(iter(self._several_ibans()), None)

    def _own_currencies(self) -> list[int]:
        """The columns of currencies, without those of purchases abroad; beside these, only the usual names count."""
        places = [at for at in self._free() if self.columns[at].is_currency]
        if not any(map(self._is_foreign, range(len(self.names)))):
            return places
        return [at for at in places if self.names[at] in bank_tables().generic.currency and not self._is_foreign(at)]

    def _is_foreign(self, place: int) -> bool:
        """Whether a column is named as the amount or the currency of a purchase abroad, before it was converted."""
        words = set(self.names[place].split())
        is_amount = place < len(self.columns) and bool(self.columns[place].cents)
        return not words.isdisjoint(bank_tables().words.foreign_names) or (
            is_amount and not words.isdisjoint(bank_tables().generic.currency)
        )

    def _is_about_fees(self, place: int) -> bool:
        """Whether a column is named after fees (« Frais bancaires »), and not after an amount with or without them."""
        words = set(self.names[place].split()) if self.names else set()
        return not words.isdisjoint(bank_tables().generic.fee) and words.isdisjoint(bank_tables().words.beside_fees)

    def _own_ibans(self) -> list[int]:
        return [at for at in self._free() if self.columns[at].is_own_iban and not self._is_of_counterparty(at)]

    def _several_ibans(self) -> list[int]:
        """The columns that hold an IBAN in every row, of several accounts."""
        free = (at for at in self._free() if self.columns[at].is_filled and not self._is_of_counterparty(at))
        return [at for at in free if self.columns[at].distinct > 1 and all(map(as_iban, self.columns[at].texts))]

    def _free(self) -> list[int]:
        return [at for at, column in enumerate(self.columns) if at not in self.fields and not column.is_blank]

    def _add_first(self, role: str, places: Sequence[int]) -> None:
        if places and not self.has(role):
            self.fields[places[0]] = role

    def _add_money(self, amounts: Sequence[int]) -> None:
        """Add two columns of which each row fills one (debit first, as banks write them), else one of amounts."""
        if pair := find_pair(self.columns, amounts):
            debit, credit = pair if not self.columns[pair[1]].has_only_negatives else pair[::-1]
            self.fields[debit], self.fields[credit] = "debit", "credit"
            if not self.columns[debit].has_only_negatives:
                self.doubts.append("amount")
            return
        signed = [at for at in amounts if self.columns[at].has_both_signs]
        chosen = (signed or amounts)[:1]
        self._add_first("amount", chosen)
        has_cents = chosen and all(_TWO_DECIMALS.fullmatch(text) for text in self.columns[chosen[0]].texts if text)
        # A name that is not known may be that of something else than money.
        if chosen and not (len(signed) == 1 and has_cents and not self.has_names):
            self.doubts.append("amount")

    def _is_about_card(self, place: int) -> bool:
        """Whether a column is named after a card, of which it may hold the last digits alone."""
        return bool(self.names) and not bank_tables().words.card_names.isdisjoint(self.names[place].split())

    def result(self) -> Proposal:
        """What was found."""
        words = [at for at in self._free() if self.columns[at].is_text or self._is_about_card(at)]
        money = [
            self.columns[at] for at, field_ in self.fields.items() if field_ == "amount" and at < len(self.columns)
        ]
        return Proposal(
            mapping=TableMapping(kind=ImportKind.STATEMENT, fields=dict(sorted(self.fields.items())), sign=self.sign),
            doubts=tuple(self.doubts),
            other=tuple(words[:_MOST_OTHER]),
            has_both_signs=any(column.has_both_signs for column in money),
            doubtful_account=None if self.has("account") else self.doubtful_account,
        )


def _is_amount_like(column: Column) -> bool:
    return bool(column.cents) and any(_TWO_DECIMALS.fullmatch(text) for text in column.texts)
