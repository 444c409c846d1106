"""Choose the stored account that a statement is about.

The account is found by its name first (`account_names`), then by the rows that both hold, never by chance:

| the statement | goes to |
|---|---|
| names a stored account of its currency | that account |
| names an account that is not stored | the one account without a name whose rows do not contradict it, else a new one |
| names none | the one account that nothing contradicts, else a new one where another bank or currency rules all out |

Where several accounts remain, or the only one holds other rows on the same days, nothing is chosen: the user is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from microdesk_desktop.domain.bank.accounts.names import AccountName, NameKind
from microdesk_desktop.domain.bank.accounts.overlap import Overlap
from microdesk_desktop.domain.bank.types import Statement, StatementFormat
from microdesk_desktop.domain.text import fold

_COMMON_WORDS = frozenset(("BANQUE", "BANK", "CAISSE", "CREDIT", "COMPTE", "PARTICULIERS", "PROFESSIONNELS", "PRO"))
"""Words that the names of several banks share."""
_SHORTEST_WORD = 3
_BEGINNING = 5
"""Letters of a word that count: « Boursorama » and « BoursoBank » are one bank."""
_USERS_WORDS = (StatementFormat.QIF, StatementFormat.CSV)
"""Formats in which the words for an account may be the user's own; elsewhere they are the bank's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAccount:
    """A stored account as far as a statement may name it; `names` are spellings of earlier files, with their format."""

    id: int
    currency: str
    bank: str = ""
    iban: str | None = None
    number: str | None = None
    names: Sequence[tuple[str, str]] = ()

    def excludes(self, statement: Statement) -> bool:
        """Whether the statement is about another account: of another currency, or with another number."""
        return _fit(statement, "", self) is _Fit.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    """The account of a statement: `id` of a stored one, None for a new one.

    `candidates` are the stored accounts among which the user must choose; empty once the choice is made.
    """

    id: int | None = None
    candidates: tuple[int, ...] = ()

    @property
    def is_unclear(self) -> bool:
        return bool(self.candidates)


class _Fit(Enum):
    """What the names of a statement and of an account prove."""

    SAME = auto()
    POSSIBLE = auto()
    UNLIKELY = auto()
    """Another bank: only equal rows can prove that it is the same account nevertheless."""
    OTHER = auto()


def choose_account(
    statement: Statement, source: str, accounts: Sequence[KnownAccount], overlap: Callable[[int], Overlap]
) -> AccountChoice:
    """The account of this statement in the format `source`; `overlap` compares its rows with those of an account."""
    fits = {each.id: _fit(statement, source, each) for each in accounts}
    same = _of(fits, _Fit.SAME)
    if same:
        return _only(same, [id_ for id_ in same if overlap(id_).proves] if len(same) > 1 else same)
    possible, unlikely = _of(fits, _Fit.POSSIBLE), _of(fits, _Fit.UNLIKELY)
    overlaps = {id_: overlap(id_) for id_ in (*possible, *unlikely)}
    proven = [id_ for id_, each in overlaps.items() if (each.proves if id_ in possible else each.outweighs_names)]
    if len(proven) == 1:
        return AccountChoice(id=proven[0])
    names = statement_names(statement)
    if names and (source not in _USERS_WORDS or any(name.kind is not NameKind.WORDS for name in names)):
        return _of_named(possible, overlaps)
    by_id = {each.id: each for each in accounts}
    return _of_nameless(possible, overlaps, is_sure=not names or _is_same_bank(statement, possible, by_id))


def find_account(statement: Statement, source: str, accounts: Sequence[KnownAccount]) -> KnownAccount | None:
    """The only account that the statement names; None where it names none, or several by a masked number."""
    same = [each for each in accounts if _fit(statement, source, each) is _Fit.SAME]
    return same[0] if len(same) == 1 else None


def statement_names(statement: Statement) -> list[AccountName]:
    """How the statement names its account; empty when it does not."""
    return [AccountName(text) for text in (statement.iban, statement.account_number) if text]


def account_names(account: KnownAccount) -> list[AccountName]:
    """Every spelling of the account that is known."""
    spellings = (account.iban, account.number, *(text for _, text in account.names))
    return [AccountName(text) for text in spellings if text]


def _of_named(possible: Sequence[int], overlaps: Mapping[int, Overlap]) -> AccountChoice:
    """The account of a statement whose own name is not stored yet: a nameless one, else a new one."""
    return (
        _only(left, left) if (left := [id_ for id_ in possible if not overlaps[id_].contradicts]) else AccountChoice()
    )


def _of_nameless(possible: Sequence[int], overlaps: Mapping[int, Overlap], *, is_sure: bool) -> AccountChoice:
    """The account of a statement that names none; `is_sure`: the only possible account needs no equal rows."""
    if not possible:
        return AccountChoice()
    fitting = [id_ for id_ in possible if overlaps[id_].agrees or (is_sure and not overlaps[id_].contradicts)]
    return _only(possible, fitting if len(possible) == 1 else [])


def _only(candidates: Sequence[int], found: Sequence[int]) -> AccountChoice:
    return AccountChoice(id=found[0]) if len(found) == 1 else AccountChoice(candidates=tuple(candidates))


def _of(fits: Mapping[int, _Fit], wanted: _Fit) -> list[int]:
    return [id_ for id_, fit in fits.items() if fit is wanted]


def _fit(statement: Statement, source: str, account: KnownAccount) -> _Fit:
    if statement.currency != account.currency:
        return _Fit.OTHER
    names, known = statement_names(statement), account_names(account)
    is_other_bank = are_other_banks(statement.bank_name or "", account.bank)
    if any(name.is_same(other) for name in names for other in known):
        is_whole = any(name.is_equal(other) for name in names for other in known)
        if _has_other_iban(statement, account):
            return _Fit.OTHER
        return _Fit.SAME if is_whole or not is_other_bank else _Fit.UNLIKELY
    if any(_excludes(name, other) for name in names for other in known) or _is_named_otherwise(names, source, account):
        return _Fit.OTHER
    return _Fit.UNLIKELY if is_other_bank or _is_other_by_words(names, source, account) else _Fit.POSSIBLE


def _has_other_iban(statement: Statement, account: KnownAccount) -> bool:
    return bool(statement.iban and account.iban and not AccountName(statement.iban).is_same(AccountName(account.iban)))


def _excludes(name: AccountName, other: AccountName) -> bool:
    """Whether two names that are not the same account's are those of two accounts."""
    return NameKind.WORDS not in (name.kind, other.kind)


def _is_named_otherwise(names: Sequence[AccountName], source: str, account: KnownAccount) -> bool:
    """Whether files of the same format call the account by other words."""
    words = [AccountName(text) for format_, text in account.names if format_ == source]
    return any(name.kind is NameKind.WORDS and any(other.kind is NameKind.WORDS for other in words) for name in names)


def _is_other_by_words(names: Sequence[AccountName], source: str, account: KnownAccount) -> bool:
    """Whether words for the account, in the file or in earlier ones of its format, make it another one."""
    known = account_names(account)
    if not names:
        return bool(known) and all(format_ == source for format_, _ in account.names) and _are_words(known)
    return source not in _USERS_WORDS and _are_words(names) and bool(known) and not _are_words(known)


def _are_words(names: Sequence[AccountName]) -> bool:
    return all(name.kind is NameKind.WORDS for name in names)


def _is_same_bank(statement: Statement, possible: Sequence[int], accounts: Mapping[int, KnownAccount]) -> bool:
    words = _bank_words(statement.bank_name or "")
    return len(possible) == 1 and bool(words & _bank_words(accounts[possible[0]].bank))


def are_other_banks(one: str, other: str) -> bool:
    """Whether two names of banks have no word in common; codes and missing names prove nothing."""
    left, right = _bank_words(one), _bank_words(other)
    return bool(left and right) and not left & right


def _bank_words(name: str) -> frozenset[str]:
    words = "".join(char if char.isalnum() else " " for char in fold(name)).split()
    return frozenset(
        word[:_BEGINNING]
        for word in words
        if len(word) >= _SHORTEST_WORD and not word.isdecimal() and word not in _COMMON_WORDS
    )
