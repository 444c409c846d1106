"""The tags of OFX: plain spelling of those that are read, the parts of a file, and the fields of a block.

OFX 1 is SGML, whose elements need no end tag; OFX 2 is XML. Both are searched for tags, not parsed.
"""

import re
import sys
from collections.abc import Iterator
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple

from microdesk_desktop.banks.statements.builder import MAX_ACCOUNTS
from microdesk_desktop.banks.statements.xml import STEP, find, parts_at_tags
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import join

_UNUSUAL = re.compile(r"<(?![!?]|/?[A-Z0-9.]++>)")
"""The beginning of what is no tag in capitals alone; most files have none."""
_ANY_TAG = re.compile(r"<\s*+(/?+)\s*+(?:[A-Za-z_][\w-]*+:)?+([A-Za-z][A-Za-z0-9.]*+)(?:\s[^<>]*+)?+(/?+)>", re.ASCII)
_FIELD = re.compile(r"<([A-Z0-9.]+)>\s*([^<]*+(?:<(?!/?[A-Z][A-Z0-9.]*+>)[^<]*+)*+)")
"""A tag and its text; a « < » that begins no tag is text, as some banks write it."""
_READ = frozenset(
    """OFX SONRS STMTRS CCSTMTRS INVSTMTRS CURDEF BANKACCTFROM CCACCTFROM BANKID BRANCHID ACCTID ORG BANKTRANLIST
    BANKTRANLISTP STMTTRN STMTTRNP TRNTYPE DTPOSTED DTUSER TRNAMT FITID CHECKNUM NAME EXTDNAME MEMO CURRENCY
    ORIGCURRENCY CURRATE CURSYM LEDGERBAL AVAILBAL BALLIST BALAMT DTASOF""".split()
)
"""The tags that this reader looks for."""


class PartKind(Enum):
    """What a part of a file holds."""

    ACCOUNT = auto()
    INVESTMENTS = auto()
    """A securities account, whose cash rows belong to no bank account."""
    OUTSIDE = auto()


class Part(NamedTuple):
    """A part of the text, from position `start` to `end`; `is_statement`: a tag of a statement begins it.

    Without one it may be an account that the file only names, as in a list of accounts.
    """

    kind: PartKind
    is_statement: bool
    start: int
    end: int


_KINDS = {
    "<STMTRS>": PartKind.ACCOUNT,
    "<CCSTMTRS>": PartKind.ACCOUNT,
    "<INVSTMTRS>": PartKind.INVESTMENTS,
    "</STMTRS>": PartKind.OUTSIDE,
    "</CCSTMTRS>": PartKind.OUTSIDE,
    "</INVSTMTRS>": PartKind.OUTSIDE,
}
_ACCOUNT_NAMES = ("<BANKACCTFROM>", "<CCACCTFROM>")


def with_plain_tags(text: str, job: Job) -> str:
    """The text with the tags that are read in capitals, without blanks, attributes or prefixes: `<STMTTRN >`."""
    return join(_ANY_TAG.sub(_plain_tag, part) if _UNUSUAL.search(part) else part for part in parts_at_tags(text, job))


def _plain_tag(found: re.Match[str]) -> str:
    closing, name, is_empty = found[1], found[2].upper(), found[3]
    if name not in _READ:
        return found[0]
    return "" if is_empty else f"<{closing}{name}>"


def account_parts(text: str) -> list[Part]:
    """The parts of the file in order: what stands outside every account, each account, each securities account.

    A second account name inside an account begins another one: the tag between them is missing.
    """
    starts, kinds, are_statements = [0], [PartKind.OUTSIDE], [False]
    has_name = False
    for at, tag in sorted(_marks(text)):
        is_second_name = kinds[-1] is PartKind.ACCOUNT and has_name
        if tag in _KINDS or is_second_name or kinds[-1] is PartKind.OUTSIDE:
            starts.append(at)
            kinds.append(_KINDS.get(tag, PartKind.ACCOUNT))
            are_statements.append(_KINDS.get(tag) is PartKind.ACCOUNT)
        has_name = tag not in _KINDS
    return [Part(*part) for part in zip(kinds, are_statements, starts, [*starts[1:], len(text)], strict=True)]


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """The position and text of every tag that may begin or end a part."""
    for tag in (*_KINDS, *_ACCOUNT_NAMES):
        for at in islice(places(text, tag), MAX_ACCOUNTS + 1):
            yield at, tag


def fields_of(block: str) -> dict[str, str]:
    """The first value of each tag."""
    return dict(reversed(_FIELD.findall(block)))


def places(text: str, tag: str, start: int = 0, end: int = sys.maxsize) -> Iterator[int]:
    """Every position of the tag from `start` to `end`."""
    # Nearly every search ends within a step: the call of `find` is spared, which would take as long as the search.
    end, size = min(end, len(text)), len(tag)
    while (at := text.find(tag, start, min(start + STEP, end))) >= 0 or (at := find(text, tag, start, end)) >= 0:
        yield at
        start = at + size


def values(text: str, tag: str, longest: int) -> Iterator[str]:
    """The text of every such tag, of which `longest` characters are read."""
    for start in places(text, tag):
        found = _FIELD.match(text, start, start + longest)
        yield found[2].strip() if found else ""
