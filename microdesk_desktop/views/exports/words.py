"""Words of an exported or printed list: its head, the name of its file, what was written, and a value on paper."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.calendar.periods import ALWAYS, Period
from microdesk_desktop.domain.money import Money
from microdesk_desktop.views.exports.content import AnyContent, Value


def export_words(title: str) -> str:
    """The action that exports a list, by the list's title."""
    return tr("Exporter la liste « {list} »…").format(list=title)


def print_words(title: str) -> str:
    """The action that prints a list, by the list's title."""
    return tr("Imprimer la liste « {list} »…").format(list=title)


def head_text(content: AnyContent) -> str:
    """« Banque, novembre 2026, à confirmer, « dupont » : 34 opérations, +1 234,00 € »."""
    narrowed = ", ".join((content.title, *content.filters))
    return tr("{list} : {content}").format(list=narrowed, content=totals_text(content))


def below_title(content: AnyContent) -> str:
    """« Novembre 2026 · à confirmer · 34 opérations »: what stands on paper below the list's title."""
    text = " · ".join((*content.filters, content.count or count_text(content.total)))
    return text[:1].upper() + text[1:]


def totals_text(content: AnyContent) -> str:
    """« 34 opérations, +1 234,00 € »."""
    return ", ".join(filter(None, (content.count or count_text(content.total), content.totals)))


def count_text(total: int) -> str:
    """« 34 lignes »."""
    return ntr("{count} ligne", "{count} lignes", total).format(count=counts.count(total))


def search_words(typed: str) -> str:
    """What was typed into the search, as a filter between quotation marks; empty for nothing."""
    if not typed.strip():
        return ""
    return tr("« {wording} »").format(wording=one_line(typed))


def period_words(period: Period) -> str:
    """« novembre 2026 », « année 2026 », « du 03/11/2026 au 17/11/2026 »; empty for all days."""
    if period == ALWAYS:
        return ""
    since, until = period.since, period.until
    if since and until:
        if since.day == 1 and (until + timedelta(days=1)).day == 1:
            if (since.year, since.month) == (until.year, until.month):
                return _lower(dates.month_name(since))
            if (since.month, until.month) == (1, 12) and since.year == until.year:
                return tr("année {year}").format(year=since.year)
        words = tr("du {since} au {until}")
        return words.format(since=dates.typed_day(since), until=dates.typed_day(until))
    if since:
        return tr("depuis le {since}").format(since=dates.typed_day(since))
    return tr("jusqu'au {until}").format(until=dates.typed_day(until)) if until else ""


def chip_words(text: str) -> str:
    """The chosen chip as a filter: « à confirmer »."""
    return _lower(text)


def file_name(content: AnyContent, today: date) -> str:
    """« Banque 2026-11-27 »: no filter, since what was searched may be a person's name, and files' names are read."""
    return f"{content.title} {today:%Y-%m-%d}"


def written_text(name: str, count: int) -> str:
    """What the toast shows: the file with its rows, and that the vault does not protect it."""
    words = ntr(
        "{count} ligne écrite dans « {name} ». Ce fichier n'est pas chiffré.",
        "{count} lignes écrites dans « {name} ». Ce fichier n'est pas chiffré.",
        count,
    )
    return words.format(count=counts.count(count), name=name)


def pdf_text(name: str, pages: int) -> str:
    """What the toast shows of a PDF: its pages, and that the vault does not protect it."""
    words = ntr(
        "{count} page écrite dans « {name} ». Ce fichier n'est pas chiffré.",
        "{count} pages écrites dans « {name} ». Ce fichier n'est pas chiffré.",
        pages,
    )
    return words.format(count=counts.count(pages), name=name)


def printed_text(title: str, pages: int) -> str:
    """« « Banque » : 12 pages envoyées à l'imprimante. »."""
    words = ntr(
        "« {list} » : {count} page envoyée à l'imprimante.",
        "« {list} » : {count} pages envoyées à l'imprimante.",
        pages,
    )
    return words.format(list=title, count=counts.count(pages))


def value_on_paper(value: Value) -> str:
    """A value as the screen writes it."""
    match value:
        case None:
            return ""
        case str():
            return one_line(value)
        case Money():
            return money.amount(value.cents, value.currency)
        case datetime():
            return f"{dates.typed_day(value)} {value:%H:%M}"
        case date():
            return dates.typed_day(value)
        case Decimal():
            return counts.decimal(str(value))
        case _:
            return counts.count(value)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
