"""What an editor shows of a draft as it would be issued: amounts, what stands against the issue, the next number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.prepare import Prepared
from microdesk_desktop.documents.totals import Totals
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.documents.editor.head import LINE_PATH, flaw_of, line_texts
from microdesk_desktop.views.documents.editor.numbers import percent_text
from microdesk_desktop.views.documents.editor.words import field_names
from microdesk_desktop.views.messages.document_problems import problem_text
from microdesk_desktop.views.messages.errors import error_text

CLIENT, COMPANY, VAT_REGIME, LINES = "client", "company", "activity", "lines"
"""Where a finding leads beside the fields of the draft: the client's form, two panes of the settings, the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence on what is missing or wrong, and the field that it is about; `line` counts from 1.

    One that `blocks` must be mended before the issue.
    """

    text: str
    field: str
    line: int | None = None
    blocks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """A row below the lines: a name and an amount, of which the last one stands out."""

    name: str
    amount: str
    is_due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorState:
    """`nets` are the amounts of the lines in words; `remarks` the mentions that follow from the regime.

    `usual` has, by the name of a field, what an empty one stands for.
    """

    client: str
    next_number: str
    nets: Sequence[str]
    totals: Sequence[TotalRow]
    cases: Sequence[str]
    findings: Sequence[Finding]
    usual: Mapping[str, str]
    rates: Sequence[str]
    has_vat: bool
    has_einvoice: bool

    @property
    def is_begun(self) -> bool:
        """Whether there is anything yet that could be wrong."""
        return bool(self.client or self.nets)

    @property
    def due(self) -> TotalRow:
        """What the client is to pay; the total of a document that asks for nothing."""
        return self.totals[-1]

    @property
    def blocking(self) -> Sequence[Finding]:
        """What must be mended before the document is issued."""
        return [each for each in self.findings if each.blocks]


def editor_state(
    prepared: Prepared, next_number: str, errors: Sequence[KnownError], draft: Draft, today: date
) -> EditorState:
    """The state of a draft that was prepared under this number, with the errors that came up on the way."""
    document, totals = prepared.document, prepared.totals
    currency = document.currency
    return EditorState(
        client=document.buyer.name,
        next_number=next_number,
        nets=[money.amount(each.net, currency) for each in totals.lines],
        totals=_total_rows(document, totals),
        cases=_cases(document),
        findings=[*_flaws(draft, today), *_findings(prepared, errors)],
        usual=_usual(document),
        rates=[percent_text(line.vat.rate_bp, Decimals.VAT_RATE) for line in document.lines],
        has_vat=_has_vat(document),
        has_einvoice=prepared.terms is not None,
    )


def _has_vat(document: Document) -> bool:
    return bool(document.seller.vat_number) or any(line.vat.rate_bp for line in document.lines)


def _total_rows(document: Document, totals: Totals) -> Sequence[TotalRow]:
    def row(name: str, cents: int) -> TotalRow:
        return TotalRow(name=name, amount=money.amount(cents, document.currency))

    rows = []
    if totals.discount:
        rows += [row(tr("Total des lignes"), totals.lines_net), row(tr("Remise"), -totals.discount)]
    if any(group.vat.rate_bp for group in totals.groups):
        rows.append(row(tr("Total HT"), totals.excl_tax))
        rows += [row(_tax_name(group.vat.rate_bp), group.tax) for group in totals.groups if group.vat.rate_bp]
        if document.currency != EUR:
            rows.append(TotalRow(name=tr("TVA en euros"), amount=money.amount(totals.tax_eur, EUR)))
        rows.append(row(tr("Total TTC"), totals.incl_tax))
    elif document.type.is_settled_by_money:
        rows.append(row(tr("Total HT"), totals.incl_tax))
    for deposit in document.deposits:
        rows.append(row(tr("Acompte {number}").format(number=deposit.reference.number), -deposit.incl_tax_cents))
    if totals.paid and not document.deposits:
        rows.append(row(tr("Déjà payé"), -totals.paid))
    return [*rows, TotalRow(name=_due_name(document), amount=money.amount(totals.due, document.currency), is_due=True)]


def _due_name(document: Document) -> str:
    if document.type is DocumentType.CREDIT_NOTE:
        return tr("À rembourser")
    return tr("Net à payer") if document.type.is_settled_by_money else tr("Total")


def _tax_name(rate_bp: int) -> str:
    return tr("TVA {rate}").format(rate=percent_text(rate_bp, Decimals.VAT_RATE))


def _cases(document: Document) -> Sequence[str]:
    """Why there is no VAT, once for each legal case, as the document prints it."""
    keys = dict.fromkeys(line.vat.case for line in document.lines)
    language = document.language if document.language in ("fr", "en") else "en"
    texts = (vat_case(key, document.issued_on).texts[language] for key in keys)
    return [text for text in texts if text]


def _usual(document: Document) -> Mapping[str, str]:
    days = {"issue_date": document.issued_on, "due_date": document.due_on, "valid_until": document.valid_until}
    return {name: day.strftime("%d/%m/%Y") for name, day in days.items() if day is not None}


def _flaws(draft: Draft, today: date) -> Iterator[Finding]:
    """What was typed and cannot be read."""
    for path, _ in draft.typed:
        if not path.startswith(LINE_PATH):
            name = field_names().get(path, path)
            yield Finding(text=tr("{field} : {flaw}").format(field=name, flaw=flaw_of(draft, path, today)), field=path)
    for number, line in enumerate(line_texts(draft) if draft.typed else (), 1):
        for name, flaw in line.flaws.items():
            text = tr("Ligne {number} : {sentence}").format(number=number, sentence=flaw[:1].lower() + flaw[1:])
            yield Finding(text=text, field=name, line=number)


def _findings(prepared: Prepared, errors: Sequence[KnownError]) -> Sequence[Finding]:
    """What stands against the issue first, each sentence once; nothing about totals while there is no line."""
    found: dict[str, Finding] = {}
    problems = [*((each, True) for each in prepared.problems), *((each, False) for each in prepared.remarks)]
    for error in errors:
        finding = _of_error(error)
        found.setdefault(finding.text, finding)
    for problem, blocks in problems:
        if prepared.document.lines or problem.rule not in _FOLLOWS_FROM_NO_LINE:
            finding = _of_problem(problem, blocks=blocks)
            found.setdefault(finding.text, finding)
    return list(_without_repetition(list(found.values())))


_FOLLOWS_FROM_NO_LINE = frozenset({"BR-CO-18", "BR-12", "BR-13", "BR-14", "BR-15"})


def _without_repetition(found: Sequence[Finding]) -> Iterator[Finding]:
    """All but what else an unknown client lacks: its name is asked for first."""
    lacks_client = any(each.text == tr("Choisissez un client.") for each in found)
    for each in found:
        if not lacks_client or each.field != CLIENT or each.text == tr("Choisissez un client."):
            yield each


def _of_error(error: KnownError) -> Finding:
    field = str(error.params.get("field", "issue_date"))
    texts = {
        "client": tr("Choisissez un client."),
        "deposits": tr("Un acompte à déduire n'est plus là."),
        "refers_to": tr("Le document d'origine n'est pas dans ce coffre."),
    }
    return Finding(text=texts.get(field) or error_text(error), field=field)


def _of_problem(problem: Problem, *, blocks: bool) -> Finding:
    return Finding(text=problem_text(problem), field=_FIELDS.get(problem.term, LINES), line=problem.line, blocks=blocks)


_FIELDS: Mapping[str, str] = {
    **dict.fromkeys(("BT-27", "BT-29", "BT-30", "BT-31", "BT-34", "BT-40", "BT-84", "BG-4"), COMPANY),
    **dict.fromkeys(("insurance", "mediator", "register"), COMPANY),
    "vat_regime": VAT_REGIME,
    **dict.fromkeys(("BT-44", "BT-46", "BT-47", "BT-48", "BT-49", "BT-55", "BT-80", "BG-7"), CLIENT),
    "buyer_siren": CLIENT,
    "BT-2": "issue_date",
    "BT-9": "due_date",
    "BT-5": "currency",
    "BT-111": "eur_rate",
    "BT-72": "service_date",
    "BT-73": "service_from",
    "BT-74": "service_date",
    "BT-25": "refers_to",
    "BT-26": "refers_to",
    "BT-95": "discount",
    "BT-96": "discount",
    "BT-92": "discount",
    "BT-113": "paid",
    "valid_until": "valid_until",
    "BT-129": "quantity",
    "BT-130": "unit",
    "BT-146": "unit_price",
    "BT-153": "label",
    "BT-134": "first_day",
    "BT-135": "last_day",
    "BT-151": "category",
    "BT-152": "vat_rate",
    "BT-136": "discount",
    "BG-27": "discount",
}
"""The field that each business term of EN 16931 is typed in."""
