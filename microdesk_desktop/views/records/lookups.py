"""What public registers answered, in words."""

from collections.abc import Mapping
from typing import Any

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.identifiers import grouped_siren
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.lookups import AddressFound, CompanyFound, Found, LookupService, VatCheck, VatState


def destination_words(service: LookupService) -> str:
    """Where a question goes, and what is sent."""
    match service:
        case LookupService.COMPANIES:
            return tr("Envoie ce nom ou ce numéro à recherche-entreprises.api.gouv.fr, un service de l'État.")
        case LookupService.ADDRESSES:
            return tr("Envoie cette adresse à data.geopf.fr, la Géoplateforme de l'IGN.")
        case _:
            return tr("Envoie ce numéro, avec le vôtre si vous en avez un, à ec.europa.eu (VIES).")


def company_words(company: CompanyFound) -> str:
    """« STUDIO LUMEN · 732 829 320 · 33000 BORDEAUX »."""
    town = " ".join(filter(None, (company.postal_code, company.city)))
    closed = tr("fermée") if company.is_closed else ""
    return " · ".join(filter(None, (company.name, grouped_siren(company.siren), town, closed)))


def address_found_words(address: AddressFound) -> str:
    """« 12 Rue des Lilas, 33000 Bordeaux »."""
    town = " ".join(filter(None, (address.postal_code, address.city)))
    return ", ".join(filter(None, (address.address, town)))


def vat_words(check: VatCheck) -> str:
    """What VIES answered of a number, with the proof of the consultation."""
    if check.state is VatState.INVALID:
        return tr("VIES ne connaît pas ce numéro : vérifiez-le auprès du client.")
    if check.state is VatState.UNKNOWN:
        return tr("Inconnu : le pays du client ne répond pas pour l'instant. Réessayez plus tard.")
    proof = tr("Consultation {identifier}.").format(identifier=check.identifier) if check.identifier else ""
    valid = tr("Numéro valide.")
    holder = tr("Il est au nom de {name}.").format(name=check.name) if check.name else ""
    return " ".join(filter(None, (valid, holder, proof)))


def vat_proof_words(found: Found[VatCheck]) -> str:
    """What VIES answered, and on which day: « Numéro valide. Consultation WAPI… (27 novembre 2026) »."""
    answer = " ".join(map(vat_words, found.items))
    return tr("{answer} ({day})").format(answer=answer, day=dates.long_day(found.on))


def kept_words(found: Found[Any]) -> str:
    """The day of an answer that was kept; empty for one of just now."""
    return tr("Réponse du {day}.").format(day=dates.long_day(found.on)) if found.is_kept else ""


def company_found_json(company: CompanyFound) -> Mapping[str, object]:
    """A company as `lookup company --json` has it."""
    return {
        "name": company.name,
        "siren": company.siren,
        "siret": company.siret,
        "address": company.address,
        "postal_code": company.postal_code,
        "city": company.city,
        "closed": company.is_closed,
    }


def address_found_json(address: AddressFound) -> Mapping[str, object]:
    """An address as `lookup address --json` has it."""
    return {
        "address": address.address,
        "postal_code": address.postal_code,
        "city": address.city,
        "percent": address.percent,
    }


def vat_check_json(check: VatCheck) -> Mapping[str, object]:
    """An answer of VIES as `lookup vat --json` has it."""
    return {
        "number": check.number,
        "state": check.state.value,
        "identifier": check.identifier,
        "name": check.name,
        "address": check.address,
    }
