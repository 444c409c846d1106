"""The three public registers on this computer: they refuse what the real ones refuse, and have a few sample entries.

Sources: the OpenAPI description of recherche-entreprises, the documentation of the geocoder of the Géoplateforme, and
the published description of the REST interface of VIES.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.domain.lookups import LookupAddresses
from microdesk_desktop.domain.text import fold
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.service import Service

_COMPANY_PARAMS = frozenset("q page per_page minimal include code_postal departement etat_administratif".split())
_INCLUDED = frozenset("siege matching_etablissements dirigeants finances complements score".split())
_ADDRESS_PARAMS = frozenset("q limit postcode citycode type autocomplete".split())
_VAT_FIELDS = frozenset("countryCode vatNumber requesterMemberStateCode requesterNumber".split())
_SHORTEST, _MOST_PER_PAGE, _MOST_ADDRESSES = 3, 25, 20


def company(siren: str, nic: str, name: str, street: tuple[str, str, str], town: tuple[str, str]) -> Mapping[str, Any]:
    """A company as the register answers it, with its director, whom nobody should ask for."""
    number, kind, road = street
    postal_code, city = town
    return {
        "siren": siren,
        "nom_complet": name,
        "nom_raison_sociale": name,
        "etat_administratif": "A",
        "siege": {
            "siret": siren + nic,
            "numero_voie": number,
            "indice_repetition": None,
            "type_voie": kind,
            "libelle_voie": road,
            "complement_adresse": None,
            "code_postal": postal_code,
            "libelle_commune": city,
            "latitude": "44.84",
        },
        "dirigeants": [{"nom": "SECRET", "date_de_naissance": "1970-01", "type_dirigeant": "personne physique"}],
    }


COMPANIES = (
    company("552100554", "00021", "AUTOMOBILES PEUGEOT", ("2", "BD", "DE L'EUROPE"), ("78300", "POISSY")),
    company("732829320", "00074", "STUDIO LUMEN", ("12", "RUE", "DES LILAS"), ("33000", "BORDEAUX")),
    company("443061841", "00047", "LUMEN CONSEIL", ("8", "RUE", "DE LONDRES"), ("75009", "PARIS")),
)
ADDRESSES = (
    ("12 Rue des Lilas", "33000", "Bordeaux"),
    ("12 Rue des Lilas", "44000", "Nantes"),
    ("8 Rue de Londres", "75009", "Paris"),
)
VAT_NUMBERS = {"FR44732829320": ("STUDIO LUMEN", "12 RUE DES LILAS 33000 BORDEAUX"), "DE136695976": ("---", "---")}


class SandboxRegisters(Service):
    """A server with the three registers; `faults` are those of the next requests."""

    def __init__(self, companies: Sequence[Mapping[str, Any]] = COMPANIES) -> None:
        self._companies = companies
        super().__init__()

    @property
    def addresses(self) -> LookupAddresses:
        """What to ask instead of the public registers."""
        url = self._server.url
        return LookupAddresses(companies=url, addresses=url, vat=url)

    def _answer(self, request: Request) -> Reply:
        match (request.method, request.path):
            case ("GET", "/search"):
                return self._search(request.query)
            case ("GET", "/geocodage/search"):
                return _geocode(request.query)
            case ("POST", "/taxation_customs/vies/rest-api/check-vat-number"):
                return _check_vat(request.body)
            case _:
                return Reply(status=404, body={"detail": "Not Found"})

    def _search(self, query: Mapping[str, str]) -> Reply:
        per_page, included = query.get("per_page", "10"), query.get("include", "")
        if set(query) - _COMPANY_PARAMS or len(query.get("q", "")) < _SHORTEST:
            return Reply(status=400, body={"erreur": "Veuillez indiquer au moins 3 caractères."})
        if not per_page.isdigit() or not 1 <= int(per_page) <= _MOST_PER_PAGE:
            return Reply(status=400, body={"erreur": "Veuillez indiquer un paramètre `per_page` entre 1 et 25."})
        if included and (query.get("minimal") != "true" or set(included.split(",")) - _INCLUDED):
            return Reply(status=400, body={"erreur": "Veuillez indiquer un paramètre `include` valide."})
        found = [each for each in self._companies if _is_meant(each, query["q"])][: int(per_page)]
        results = [_included(each, included.split(",")) if query.get("minimal") == "true" else each for each in found]
        body = {"results": results, "total_results": len(results), "page": 1, "per_page": int(per_page)}
        return Reply(body={**body, "total_pages": 1})


def _is_meant(found: Mapping[str, Any], text: str) -> bool:
    if text.isdigit():
        return text in (found["siren"], found["siege"]["siret"])
    return all(word in fold(found["nom_complet"]) for word in fold(text).split())


def _included(found: Mapping[str, Any], names: Sequence[str]) -> Mapping[str, Any]:
    return {name: value for name, value in found.items() if name not in _INCLUDED or name in names}


def _geocode(query: Mapping[str, str]) -> Reply:
    limit = query.get("limit", "5")
    if set(query) - _ADDRESS_PARAMS or not _SHORTEST <= len(query.get("q", "")) <= 200:
        return Reply(status=400, body={"code": 400, "message": "Failed parsing query", "detail": ["q: required"]})
    if not limit.isdigit() or not 1 <= int(limit) <= _MOST_ADDRESSES:
        return Reply(status=400, body={"code": 400, "message": "Failed parsing query", "detail": ["limit"]})
    words = fold(query["q"]).split()
    scored = sorted(((_score(each, words), each) for each in ADDRESSES), reverse=True)
    features = [_feature(score, each) for score, each in scored if score > 0.4][: int(limit)]
    return Reply(body={"type": "FeatureCollection", "features": features, "query": query["q"]})


def _score(address: tuple[str, str, str], words: Sequence[str]) -> float:
    known = fold(" ".join(address)).split()
    return round(sum(word in known for word in words) / max(len(words), 1) * 0.97, 4)


def _feature(score: float, address: tuple[str, str, str]) -> Mapping[str, Any]:
    name, postcode, city = address
    properties = {
        "label": f"{name} {postcode} {city}",
        "score": score,
        "housenumber": name.split()[0],
        "name": name,
        "postcode": postcode,
        "city": city,
        "type": "housenumber",
    }
    point = {"type": "Point", "coordinates": [-0.57, 44.84]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _check_vat(body: object) -> Reply:
    if not isinstance(body, dict) or set(body) - _VAT_FIELDS or not {"countryCode", "vatNumber"} <= set(body):
        return Reply(status=400, body=_wrapped("VOW-ERR-1"))
    number = f"{body['countryCode']}{body['vatNumber']}"
    is_valid, has_requester = number in VAT_NUMBERS, "requesterNumber" in body
    name, address = VAT_NUMBERS.get(number, ("---", "---"))
    return Reply(
        body={
            "countryCode": body["countryCode"],
            "vatNumber": body["vatNumber"],
            "requestDate": "2026-11-26T09:30:00.000Z",
            "valid": is_valid,
            "requestIdentifier": "WAPIAAAAY0123456" if has_requester and is_valid else "",
            "name": name,
            "address": address,
        }
    )


def _wrapped(code: str) -> Mapping[str, Any]:
    """An error as VIES answers one."""
    return {"actionSucceed": False, "errorWrappers": [{"error": code}]}
