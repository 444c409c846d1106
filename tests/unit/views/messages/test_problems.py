"""Every reason for which a row is refused has its sentence."""

import re
from pathlib import Path

import pytest

import microdesk_desktop
from microdesk_desktop.base.i18n import french_spaces
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.views.messages.problems import codes, problem_text

PRODUCT = Path(microdesk_desktop.__file__).parent
READERS = [
    *(PRODUCT / "banks" / "statements").rglob("*.py"),
    *(PRODUCT / "documents" / "imports").glob("*.py"),
    *(PRODUCT / "domain").glob("money.py"),
    *(PRODUCT / "domain").glob("dates.py"),
    *(PRODUCT / "operations" / "records").glob("plan*.py"),
]
EMITTED = re.compile(
    r'(?:ValueError|RejectedRow)\((?:"(\w+)" if \w+ else )?"(\w+)"'
    r'|plan\.refuse\(row, "(\w+)"'
    r'|(?:reject_row|faults\.add|errors\.add)\([^"\n]*, "(\w+)"|code="(\w+)"|return "(\w+_\w+)"'
)


def emitted() -> set[str]:
    found = EMITTED.findall("\n".join(path.read_text("utf-8") for path in READERS))
    words = {f"{column}_unknown" for column in ("kind", "type", "method", "activity", "language")}
    return {code for each in found for code in each if code} | words


def test_every_code_that_a_reader_emits_has_a_sentence_and_none_is_idle() -> None:
    assert emitted() == codes()


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_sentence_is_short_and_whole(code: str) -> None:
    params = {"field": "amount", "number": "F-1", "reference": "R-1", "value": "1.234"}
    shown = problem_text(RowProblem(line=4, code=code, params=params))
    assert shown.endswith(french_spaces(" : « 1.234 »"))
    assert "{" not in shown
    assert len(shown) < 110


def test_the_rejected_text_is_shown_when_there_is_one() -> None:
    assert problem_text(RowProblem(line=4, code="date_missing")) == "date absente"
    assert problem_text(RowProblem(line=4, code="value_missing", params={"field": "name"})) == french_spaces(
        "il manque : nom"
    )
