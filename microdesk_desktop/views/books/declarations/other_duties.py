"""The duties of a year and of services to the European Union: what to copy, what to pay, what to know."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from microdesk_desktop.base.dated_tables import dated_table, value
from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.declarations.calendar import local_tax_exemption
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.duties import Duty
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span, year_of
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.books.eu_services import load_eu_documents
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.blocks import Block, Figure, LinesQuery, Remark
from microdesk_desktop.views.books.declarations.words import confidence_words, form_name
from microdesk_desktop.views.books.ledger import load_turned

Content = tuple[Sequence[Remark], Sequence[Block]]
_CENTS = 100
_CASE = "eu_service"


def load_income_return(reader: Reader, duty: Duty, today: date) -> Content:
    """The boxes of form 2042-C-PRO: the turnover of the year by activity."""
    company = load_company(reader)
    sums = _turnover_of(reader, company, duty.span)
    unstated = sums.pop(None, 0)
    remarks: list[Remark] = []
    if duty.span.until >= today:
        text = tr("L'année n'est pas finie : ces chiffres vont encore changer.")
        remarks.append(Remark(text=text, tone=Tone.NEUTRAL))
    if unstated:
        remarks.append(_without_activity(duty.span, unstated))
    taxed = "flat" if company.has_flat_tax else "usual"
    boxes = {
        activity: dated_table("income_return_boxes").find(duty.span.until, activity.value, taxed)
        for activity in Activity
        if activity in sums
    }
    if not all(boxes.values()):
        text = tr("Les cases du formulaire de {year} ne sont pas encore connues.").format(year=duty.span.since.year + 1)
        remarks.append(Remark(text=text))
    by_box: dict[str, list[Activity]] = {}
    for activity, row in boxes.items():
        by_box.setdefault(row.values["box"] if row else "", []).append(activity)
    figures = [
        Figure(
            name=tr("Case {box} · {activities}").format(
                box=box or "?", activities=", ".join(map(form_name, activities))
            ),
            value=money.whole_amount(_whole(sum(sums[each] for each in activities)) * _CENTS, EUR),
            copied=str(_whole(sum(sums[each] for each in activities))),
            why=tr("{amount} encaissés, arrondis à l'euro").format(
                amount=money.amount(sum(sums[each] for each in activities), EUR)
            ),
            lines=LinesQuery(
                book=Book.RECEIPTS, span=duty.span, activity=activities[0] if len(activities) == 1 < len(sums) else None
            ),
        )
        for box, activities in by_box.items()
    ]
    note = (
        tr(
            "Votre chiffre d'affaires a déjà payé l'impôt par le versement libératoire : il se déclare dans ces cases,"
            " sans être imposé une seconde fois."
        )
        if company.has_flat_tax
        else _allowance_note(boxes, duty.span.until)
    )
    title = tr("À recopier dans le formulaire 2042-C-PRO")
    return remarks, [Block(title=title, figures=figures, note=note, is_large=True)]


def _without_activity(span: Span, cents: int) -> Remark:
    text = tr("{amount} encaissés sans activité : indiquez-la sur ces recettes.")
    lines = LinesQuery(book=Book.RECEIPTS, span=span)
    return Remark(text=text.format(amount=money.amount(cents, EUR)), lines=lines)


def _allowance_note(activities: Iterable[Activity], day: date) -> str:
    """That the turnover is copied whole, and what the tax office leaves out of it (CGI art. 50-0 and 102 ter)."""
    found = [value("micro_allowances", each.value, on=day, column="percent") for each in activities]
    if not found or None in found:
        return tr("L'administration en retire elle-même l'abattement : recopiez le chiffre d'affaires entier.")
    percents = dict.fromkeys(counts.decimal(str(each.number)) for each in found if each)
    return tr(
        "L'administration en retire elle-même l'abattement ({percents} %) : recopiez le chiffre d'affaires entier."
    ).format(percents=listed(list(percents)))


def load_local_tax(reader: Reader, duty: Duty, _: date) -> Content:
    """What is known of the local tax: its day, and the turnover below which there is no minimum."""
    company, year = load_company(reader), duty.span.since.year
    exemption = local_tax_exemption(year)
    reference = year_of(date(year - 2, 1, 1))
    remarks = [
        Remark(
            text=tr(
                "La CFE se paie en ligne sur impots.gouv.fr, espace professionnel, où se trouve l'avis. Elle n'est pas"
                " envoyée par courrier, et son montant n'est pas connu ici : la commune le fixe."
            ),
            tone=Tone.NEUTRAL,
        )
    ]
    if exemption is None or (company.created_on is not None and company.created_on > reference.until):
        return remarks, ()
    cents = sum(_turnover_of(reader, company, reference).values())
    if not cents:
        text = tr(
            "Vos livres n'ont rien en {year}. Si vous y avez encaissé {limit} au plus, la cotisation minimum n'est"
            " pas due."
        )
    elif cents <= exemption:
        text = tr(
            "{amount} encaissés en {year} d'après vos livres : jusqu'à {limit}, la cotisation minimum n'est pas due."
        )
    else:
        text = tr("{amount} encaissés en {year} d'après vos livres : l'exonération s'arrête à {limit}.")
    remarks.append(
        Remark(
            text=text.format(
                amount=money.amount(cents, EUR),
                year=reference.since.year,
                limit=money.whole_amount(exemption, EUR),
            ),
            tone=Tone.NEUTRAL,
        )
    )
    return remarks, ()


def load_flat_tax(_reader: Reader, duty: Duty, _: date) -> Content:
    """Who may choose the flat tax for a year, until when, and where."""
    rule = dated_table("flat_tax_option").find(duty.span.since)
    where = tr(
        "L'option se demande à l'Urssaf, sur autoentrepreneur.urssaf.fr, avant le 1er octobre pour l'année suivante."
    )
    remarks = [Remark(text=where, tone=Tone.NEUTRAL)]
    if rule is None:
        text = tr("La limite de revenus pour {year} n'est pas connue.").format(year=duty.name)
        return [*remarks, Remark(text=text)], ()
    limit = money.whole_amount(int(rule.decimal("income_per_part") * _CENTS), EUR)
    text = tr(
        "Elle est ouverte pour {year} si le revenu fiscal de référence du foyer de {income} ne dépasse pas {limit} par"
        " part ({confidence})."
    ).format(
        year=duty.name,
        income=duty.span.since.year - 2,
        limit=limit,
        confidence=confidence_words(str(rule.confidence)),
    )
    return [*remarks, Remark(text=text, tone=Tone.NEUTRAL)], ()


def load_eu_services(reader: Reader, duty: Duty, _: date) -> Content:
    """What to copy for each client of the European Union: the VAT number, and the whole euros of services."""
    sums: Counter[tuple[str, str]] = Counter()
    for found in load_eu_documents(reader, duty.span):
        issued = read_content(found.content)
        client = issued.document.buyer
        sums[client.vat_number, client.name] += _net_of_services(issued)
    figures = [
        Figure(
            name=" · ".join(filter(None, (number, name))),
            value=money.whole_amount(_whole(cents) * _CENTS, EUR),
            copied=str(_whole(cents)),
            why=tr("{amount} facturés, arrondis à l'euro").format(amount=money.amount(cents, EUR)),
        )
        for (number, name), cents in sorted(sums.items())
    ]
    note = tr(
        "Une ligne par client. Le mois est celui de la facture ; si la prestation s'est achevée un autre mois,"
        " déclarez-la dans celui-là."
    )
    title = tr("À recopier sur douane.gouv.fr, service DES")
    return (), [Block(title=title, figures=figures, note=note)]


def _net_of_services(issued: IssuedDocument) -> int:
    """The cents of a document's services to the European Union, without what deposits were asked for."""
    base = sum(group.base for group in issued.totals.groups if group.vat.case == _CASE)
    parts = [part for deposit in issued.document.deposits for part in deposit.parts if part.vat.case == _CASE]
    return issued.document.type.sign * (base - sum(part.base for part in parts))


def _turnover_of(reader: Reader, company: Company, span: Span) -> dict[Activity | None, int]:
    """The turnover of these days by activity, that of the company's only one where none is named."""
    own = list(dict.fromkeys((company.activity, *company.other_activities)))
    sums: dict[Activity | None, int] = dict.fromkeys(own, 0)
    usual = own[0] if len(own) == 1 else None
    for each in load_turned(reader, span):
        activity = each.activity or usual
        sums[activity] = sums.get(activity, 0) + each.cents
    return sums


def _whole(cents: int) -> int:
    return int((Decimal(cents) / _CENTS).quantize(Decimal(1), ROUND_HALF_UP))
