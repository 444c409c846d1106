"""The French rules (BR-FR) of the schematron « BR-FR-Flux2 » 1.4."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from microdesk_desktop.documents.einvoice.rules.problem import Problem, Terms, number, numbered_lines

_NUMBER = re.compile(r"[A-Za-z0-9+\-_/]+", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z0-9+\-_.]+", re.ASCII)
_SIREN, _SIRET = re.compile(r"[0-9]{9}", re.ASCII), re.compile(r"[0-9]{14}", re.ASCII)
_LONGEST_NUMBER, _LONGEST_ADDRESS = 35, 125
_YEARS = range(2000, 2100)
TYPES = frozenset("380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503".split())
_FRAMES = frozenset("B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9".split())
_CATEGORIES = frozenset({"S", "E", "AE", "K", "G", "O", "Z"})
RATES = frozenset(map(Decimal, "0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6".split()))
_TREATMENTS = frozenset({"B2B", "B2BINT", "B2C", "B2CINT", "OUTOFSCOPE", "ARCHIVEONLY"})
_NOTES = ("PMT", "PMD", "AAB")
_DATES = ("BT-2", "BT-7", "BT-9", "BT-72", "BT-73", "BT-74")
_CORRECTIVE, _CREDIT_NOTES = frozenset({"384", "471", "472", "473"}), frozenset({"261", "381", "396", "502", "503"})
_DEPOSITS = frozenset({"386", "500", "503"})
_CONSUMERS, _CNWVAT = frozenset({"B2C", "B2CINT"}), "VATEX-FR-CNWVAT"
_FORTY_EUROS = re.compile(r"(?<![0-9])40(,00|\.00)?\s*(€|EUR|euros?)|(€|EUR)\s*40(?![0-9])", re.IGNORECASE)
_DEPOSIT = re.compile(r"\b(acomptes?|deposits?|down payment)\b", re.IGNORECASE)
_PAID, _FINAL = frozenset({"B2", "S2", "M2"}), frozenset({"B4", "S4", "M4"})
_FRENCH_SCHEME, _SIREN_SCHEME, _SIRET_SCHEME = "0225", "0002", "0009"


def numbers(terms: Terms) -> Iterator[Problem]:
    """BR-FR-01 and 02: characters and length of the document's number and of those that it refers to."""
    texts = [("BT-1", terms.get("BT-1")), *(("BT-25", each.get("BT-25")) for each in terms.get("BG-3", []))]
    for term, text in texts:
        if text and len(text) > _LONGEST_NUMBER:
            yield Problem(rule="BR-FR-01", term=term)
        if text and not _NUMBER.fullmatch(text):
            yield Problem(rule="BR-FR-02", term=term)


def dates(terms: Terms) -> Iterator[Problem]:
    """BR-FR-03: dates lie in this century; BR-29, BR-30: periods do not end before they begin."""
    found: list[tuple[str, date | None, int | None]] = [(term, terms.get(term), None) for term in _DATES]
    found += [("BT-26", each.get("BT-26"), None) for each in terms.get("BG-3", [])]
    lines = list(numbered_lines(terms))
    found += [(term, line.get(term), position) for position, line in lines for term in ("BT-134", "BT-135")]
    for term, day, position in found:
        if day and day.year not in _YEARS:
            yield Problem(rule="BR-FR-03", term=term, line=position)
    if _is_reversed(terms.get("BT-73"), terms.get("BT-74")):
        yield Problem(rule="BR-29", term="BT-74")
    for position, line in lines:
        if _is_reversed(line.get("BT-134"), line.get("BT-135")):
            yield Problem(rule="BR-30", term="BT-135", line=position)


def types(terms: Terms) -> Iterator[Problem]:
    """BR-FR-04 and 08: the codes of type and frame; BR-FR-CO-08: no deposit is final."""
    if terms.get("BT-3") and terms["BT-3"] not in TYPES:
        yield Problem(rule="BR-FR-04", term="BT-3")
    if terms.get("BT-23") not in _FRAMES:
        yield Problem(rule="BR-FR-08", term="BT-23")
    if terms.get("BT-23") in _FINAL and terms.get("BT-3") in _DEPOSITS:
        yield Problem(rule="BR-FR-CO-08", term="BT-23")


def notes(terms: Terms) -> Iterator[Problem]:
    """BR-FR-05 and 06: three notes, each once; BR-FR-20 and 31: one treatment of the list."""
    counts = Counter(note.get("BT-21") for note in terms.get("BG-1", []))
    for code in _NOTES:
        if counts[code] != 1:
            yield Problem(rule="BR-FR-05" if not counts[code] else "BR-FR-06", term="BT-22")
    if any(not note.get("BT-22") for note in terms.get("BG-1", [])):
        yield Problem(rule="BR-FR-05", term="BT-22")
    treatments = _treatments(terms)
    if any(each not in _TREATMENTS for each in treatments):
        yield Problem(rule="BR-FR-20", term="BT-22")
    if len(treatments) > 1:
        yield Problem(rule="BR-FR-31", term="BT-22")


def identifiers(terms: Terms) -> Iterator[Problem]:
    """BR-FR-09, 10, 11, 32: SIREN and SIRET of both parties."""
    seller, buyer = terms.get("BG-4", {}), terms.get("BG-7", {})
    if not _SIREN.fullmatch(_siren(seller)):
        yield Problem(rule="BR-FR-10", term="BT-30")
    if "B2B" in _treatments(terms) and not _SIREN.fullmatch(_siren(buyer)):
        yield Problem(rule="BR-FR-11", term="BT-47")
    for party, legal_term, term in ((seller, "BT-30", "BT-29"), (buyer, "BT-47", "BT-46")):
        siren, siret = _siren(party), party.get("identifiers", {}).get(_SIRET_SCHEME)
        if siren and not _SIREN.fullmatch(siren):
            yield Problem(rule="BR-FR-32", term=legal_term)
        if siret and not (siren and _SIRET.fullmatch(siret) and siret.startswith(siren)):
            yield Problem(rule="BR-FR-09", term=term)


def addresses(terms: Terms) -> Iterator[Problem]:
    """BR-FR-12, 13, 21, 23, 25: the electronic addresses."""
    parties = ((terms.get("BG-4", {}), "BT-34", "BR-FR-13"), (terms.get("BG-7", {}), "BT-49", "BR-FR-12"))
    for party, term, absent in parties:
        address, scheme = party.get("einvoicing_addr") or "", party.get("einvoicing_addr_schemeid")
        if not address or not scheme:
            yield Problem(rule=absent, term=term)
            continue
        if scheme == _FRENCH_SCHEME and not _ADDRESS.fullmatch(address):
            yield Problem(rule="BR-FR-23", term=term)
        if len(address) > _LONGEST_ADDRESS:
            yield Problem(rule="BR-FR-25", term=term)
    buyer = terms.get("BG-7", {})
    is_own = (buyer.get("einvoicing_addr") or "").startswith(buyer.get("legal_identifier") or "")
    if "B2B" in _treatments(terms) and not (is_own and buyer.get("einvoicing_addr_schemeid") == _FRENCH_SCHEME):
        yield Problem(rule="BR-FR-21", term="BT-49")


def categories(terms: Terms) -> Iterator[Problem]:
    """BR-FR-15 and 16: categories and rates of the French lists, of lines, reductions and groups."""
    found: list[tuple[str | None, str | None, tuple[str, str], int | None]]
    found = [(line.get("BT-151"), line.get("BT-152"), ("BT-151", "BT-152"), at) for at, line in numbered_lines(terms)]
    found += [(each.get("BT-118"), each.get("BT-119"), ("BT-118", "BT-119"), None) for each in terms.get("BG-23", [])]
    reductions = terms.get("BG-20", [])
    found += [(each.get("vat_category_code"), each.get("vat_rate"), ("BT-95", "BT-96"), None) for each in reductions]
    for category, rate, (category_term, rate_term), position in found:
        if category and category not in _CATEGORIES:
            yield Problem(rule="BR-FR-15", term=category_term, line=position)
        if rate and number(rate) not in RATES:
            yield Problem(rule="BR-FR-16", term=rate_term, line=position)


def recovery_costs(terms: Terms) -> Iterator[Problem]:
    """MD-CONSUMER: no consumer owes the 40 € of commercial late payment (code de commerce L441-10)."""
    notes = [note.get("BT-22", "") for note in terms.get("BG-1", []) if note.get("BT-21") == "PMT"]
    if _CONSUMERS.intersection(_treatments(terms)) and any(_FORTY_EUROS.search(note) for note in notes):
        yield Problem(rule="MD-CONSUMER", term="BT-22")


def credit_only_reasons(terms: Terms) -> Iterator[Problem]:
    """MD-CNWVAT: a reason of exemption that credit notes alone may have, which flux 1 refuses on an invoice."""
    if terms.get("BT-3") not in _CREDIT_NOTES and any(each.get("BT-121") == _CNWVAT for each in terms.get("BG-23", [])):
        yield Problem(rule="MD-CNWVAT", term="BT-121")


def deposits_once(terms: Terms) -> Iterator[Problem]:
    """MD-DEPOSIT-LINE: a deposit that is deducted by a line and from what is due would be deducted twice."""
    if terms.get("BT-23") not in _FINAL or number(terms.get("BT-113")) <= 0:
        return
    numbers = {each.get("BT-25", "") for each in terms.get("BG-3", [])} - {""}
    for position, line in numbered_lines(terms):
        text = f"{line.get('BT-153', '')} {line.get('BT-154', '')}"
        is_named = bool(_DEPOSIT.search(text)) or any(each in text for each in numbers)
        if number(line.get("BT-131")) < 0 and is_named:
            yield Problem(rule="MD-DEPOSIT-LINE", term="BT-113", line=position)


def references(terms: Terms) -> Iterator[Problem]:
    """BR-FR-CO-04 and 05: a corrective invoice names one earlier document, a credit note at least one, with its day."""
    known = [each for each in terms.get("BG-3", []) if each.get("BT-25") and each.get("BT-26")]
    if terms.get("BT-3") in _CORRECTIVE and len(known) != 1:
        yield Problem(rule="BR-FR-CO-04", term="BT-25")
    if terms.get("BT-3") in _CREDIT_NOTES and not known:
        yield Problem(rule="BR-FR-CO-05", term="BT-25")
    if terms.get("BT-23") in _FINAL and not known:
        yield Problem(rule="MD-FINAL", term="BT-25")


def due_dates(terms: Terms) -> Iterator[Problem]:
    """BR-FR-CO-07: nothing is due before its day of issue; BR-FR-CO-09: what was paid at once leaves nothing due."""
    due, issued = terms.get("BT-9"), terms.get("BT-2")
    is_paid = terms.get("BT-23") in _PAID
    may_be_earlier = is_paid or terms.get("BT-3") in _DEPOSITS
    if due and issued and due < issued and not may_be_earlier:
        yield Problem(rule="BR-FR-CO-07", term="BT-9")
    if not is_paid:
        return
    if number(terms.get("BT-113")) != number(terms.get("BT-112")):
        yield Problem(rule="BR-FR-CO-09", term="BT-113")
    if number(terms.get("BT-115")) != 0:
        yield Problem(rule="BR-FR-CO-09", term="BT-115")
    if not due:
        yield Problem(rule="BR-FR-CO-09", term="BT-9")


def currencies(terms: Terms) -> Iterator[Problem]:
    """BR-FR-CO-12: a document in another currency states its tax in euros."""
    if terms.get("BT-5") not in (None, "EUR") and (terms.get("BT-6") != "EUR" or not terms.get("BT-111")):
        yield Problem(rule="BR-FR-CO-12", term="BT-111")
    if terms.get("BT-6") and not terms.get("BT-111"):
        yield Problem(rule="BR-53", term="BT-111")


def _siren(party: Terms) -> str:
    """The legal identifier where it is a SIREN by its scheme; empty for another one."""
    is_siren = party.get("legal_identifier_schemeid") == _SIREN_SCHEME
    return (party.get("legal_identifier") or "") if is_siren else ""


def _treatments(terms: Terms) -> list[str]:
    return [note.get("BT-22", "") for note in terms.get("BG-1", []) if note.get("BT-21") == "BAR"]


def _is_reversed(first: date | None, last: date | None) -> bool:
    return bool(first and last and last < first)


RULES = (
    *(numbers, dates, types, notes, identifiers, addresses),
    *(categories, references, due_dates, currencies, recovery_costs, credit_only_reasons, deposits_once),
)
