"""The questions to public registers that the form of a client offers."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from microdesk_desktop.base.format.countries import country_code
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.lookups import AddressFound, CompanyFound, LookupService
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.lookups import look_up_addresses, look_up_companies, look_up_vat_number
from microdesk_desktop.pages.clients.look_up import LookUp
from microdesk_desktop.views.records.lookups import address_found_words, company_words, destination_words, vat_words

Asked = Callable[..., Any]


class FormLookUps:
    """The three questions of one form, which fill its fields: `texts` by the name of the client's attribute."""

    def __init__(self, workspace: Workspace, texts: Mapping[str, Field[str]], address: Field[tuple[str, ...]]) -> None:
        self._texts = texts
        self._address = address
        self.company = LookUp(
            workspace,
            text=tr("Rechercher l'entreprise"),
            destination=destination_words(LookupService.COMPANIES),
            ask=self._company_question,
            describe=company_words,
            fill=self._fill_company,
            nothing=tr("Aucune entreprise trouvée. Toutes n'y figurent pas : remplissez la fiche à la main."),
        )
        self.address = LookUp(
            workspace,
            text=tr("Compléter l'adresse"),
            destination=destination_words(LookupService.ADDRESSES),
            ask=self._address_question,
            describe=address_found_words,
            fill=self._fill_address,
            nothing=tr("Aucune adresse ne correspond."),
        )
        self.vat = LookUp(
            workspace,
            text=tr("Vérifier le numéro de TVA"),
            destination=destination_words(LookupService.VAT),
            ask=self._vat_question,
            describe=vat_words,
            fill=None,
            nothing="",
        )

    def _company_question(self) -> Asked:
        text = self._typed("siren") or self._typed("name")
        return lambda session, job: look_up_companies(session, text, job)

    def _address_question(self) -> Asked:
        street = " ".join(self._address.value())
        parts = (street, self._typed("postal_code"), self._typed("city"))
        text = " ".join(filter(None, parts))
        return lambda session, job: look_up_addresses(session, text, job)

    def _vat_question(self) -> Asked:
        number = self._typed("vat_number")
        return lambda session, job: look_up_vat_number(session, number, job)

    def _fill_company(self, found: CompanyFound) -> tuple[str, Callable[[], object]]:
        return self._fill({"name": found.name, "siren": found.siret or found.siren, **_town(found)}, found.address)

    def _fill_address(self, found: AddressFound) -> tuple[str, Callable[[], object]]:
        return self._fill(_town(found), found.address)

    def _fill(self, values: Mapping[str, str], address: str) -> tuple[str, Callable[[], object]]:
        """Put what the register knows into the fields; returns their names, and what takes it back."""
        former = {name: self._typed(name) for name in values}
        street = self._address.value()
        lines = tuple(address.splitlines())
        changed = [name for name, value in values.items() if value and value != former[name]]
        for name in changed:
            self._texts[name].set_value(values[name])
        has_new_street = bool(lines) and lines != street
        if has_new_street:
            self._address.set_value(lines)
        names = [_names()[name] for name in changed] + ([tr("adresse")] if has_new_street else [])
        return ", ".join(names), partial(self._take_back, {name: former[name] for name in changed}, street)

    def _take_back(self, former: Mapping[str, str], street: tuple[str, ...]) -> None:
        for name, value in former.items():
            self._texts[name].set_value(value)
        self._address.set_value(street)

    def _typed(self, name: str) -> str:
        text = entry_of(self._texts[name]).text().strip()
        return country_code(text) or text if name == "country" else text


def _town(found: CompanyFound | AddressFound) -> Mapping[str, str]:
    return {"postal_code": found.postal_code, "city": found.city, "country": "FR" if found.city else ""}


def _names() -> Mapping[str, str]:
    return {
        "name": tr("nom"),
        "siren": tr("SIREN ou SIRET"),
        "postal_code": tr("code postal"),
        "city": tr("ville"),
        "country": tr("pays"),
    }
