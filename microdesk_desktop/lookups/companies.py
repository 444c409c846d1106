"""Companies by name, SIREN or SIRET: recherche-entreprises.api.gouv.fr.

Source: the OpenAPI description of the service. `minimal` with `include=siege` asks for the head office alone: directors
and their dates of birth are not sent at all.
"""

from collections.abc import Sequence

import msgspec

from microdesk_desktop.base.http.types import Response
from microdesk_desktop.domain.identifiers import compact, siren_flaw, siret_flaw
from microdesk_desktop.domain.lookups import CompanyFound, LookupService
from microdesk_desktop.lookups.ask import Asking, clean

_MOST = 10
_CLOSED = "C"
_HIDDEN = "[NON-DIFFUSIBLE]"
"""What the register has in place of what its owner does not publish."""


class _Office(msgspec.Struct):
    siret: str | None = None
    numero_voie: str | None = None
    indice_repetition: str | None = None
    type_voie: str | None = None
    libelle_voie: str | None = None
    complement_adresse: str | None = None
    code_postal: str | None = None
    libelle_commune: str | None = None


class _Company(msgspec.Struct):
    siren: str | None = None
    nom_complet: str | None = None
    nom_raison_sociale: str | None = None
    etat_administratif: str | None = None
    siege: _Office | None = None


class _Answer(msgspec.Struct):
    results: list[_Company]


def find_companies(asking: Asking, base_url: str, text: str) -> Sequence[CompanyFound]:
    """The companies of this name or number, the likeliest first. Raises as `Asking.ask` does."""
    number = compact(text)
    query = number if number.isdigit() else text
    params = {"q": query, "per_page": str(_MOST), "page": "1", "minimal": "true", "include": "siege"}
    response: Response = asking.ask(LookupService.COMPANIES, f"{base_url}/search", params=params)
    answer = asking.decoded(LookupService.COMPANIES, response, _Answer)
    found = (_company(each) for each in answer.results[:_MOST])
    return [company for company in found if company is not None]


def _company(company: _Company) -> CompanyFound | None:
    siren, name = clean(company.siren), clean(company.nom_complet) or clean(company.nom_raison_sociale)
    if not siren or siren_flaw(siren) or not name or _HIDDEN in name:
        return None
    office = company.siege or _Office()
    siret = clean(office.siret)
    is_right = bool(siret) and siret_flaw(siret) is None and siret.startswith(siren)
    return CompanyFound(
        name=name,
        siren=siren,
        siret=siret if is_right else "",
        address=_street(office),
        postal_code=_shown(office.code_postal),
        city=_shown(office.libelle_commune),
        is_closed=company.etat_administratif == _CLOSED,
    )


def _street(office: _Office) -> str:
    parts = (office.numero_voie, office.indice_repetition, office.type_voie, office.libelle_voie)
    street = " ".join(filter(None, map(_shown, parts)))
    return "\n".join(filter(None, (street, _shown(office.complement_adresse))))


def _shown(text: str | None) -> str:
    cleaned = clean(text)
    return "" if _HIDDEN in cleaned else cleaned
