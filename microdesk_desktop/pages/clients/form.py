"""The form of a client: who it is and how to reach it; further contacts, addresses and terms behind buttons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from microdesk_desktop.base.format.countries import country_code
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.checks.client import SIREN_LENGTH, tidied_client
from microdesk_desktop.domain.checks.contact import (
    electronic_flaw,
    email_flaw,
    parse_electronic,
    phone_flaw,
    postal_code_flaw,
)
from microdesk_desktop.domain.identifiers import Flaw, FlawKind, siren_flaw, siret_flaw, vat_number_flaw
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.gui.forms.checked_text import checked_text_field
from microdesk_desktop.gui.forms.country_field import FRANCE, country_field
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.identifier_field import identifier_field
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.terms_field import terms_field
from microdesk_desktop.gui.forms.text_fields import (
    entry_of,
    lines_field,
    text_field,
)
from microdesk_desktop.gui.layout.fold import Fold
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.clients.entries import AddressForm, ContactForm, Entries
from microdesk_desktop.pages.clients.form_look_ups import FormLookUps
from microdesk_desktop.views.records.client_words import (
    electronic_text,
    language_words,
    number_text,
    proposed_electronic,
)


class ClientForm(Form):
    """Fields of one client; `client()` reads them once `check()` has passed.

    With a workspace the form offers to ask public registers, each on a click.
    """

    def __init__(self, workspace: Workspace | None = None) -> None:
        super().__init__()
        self._client = Client(name="")
        self._kind = choice_field(tr("Type"), _kinds())
        self.texts: dict[str, Field[str]] = {
            "name": text_field(tr("Nom ou raison sociale"), required=True),
            "siren": identifier_field(tr("SIREN ou SIRET"), _siren_flaw),
            "vat_number": identifier_field(tr("N° de TVA"), _vat_number_flaw),
            "email": checked_text_field(tr("Adresse électronique"), email_flaw),
            "phone": checked_text_field(tr("Téléphone"), phone_flaw),
            "postal_code": checked_text_field(tr("Code postal"), self._postal_code_flaw),
            "city": text_field(tr("Ville")),
            "country": country_field(tr("Pays"), empty=FRANCE),
        }
        self.address = lines_field(tr("Adresse"))
        self.terms = terms_field(
            tr("Délai de paiement"),
            hint=tr("Par exemple : 30 jours, 45 jours fin de mois, 30 jours fin de mois le 15."),
            placeholder=tr("Celui de vos réglages, sinon 30 jours"),
        )
        self.electronic = self._electronic_field()
        self._language = choice_field(tr("Langue des documents"), language_words())
        self.contacts = Entries(tr("Ajouter un interlocuteur"), tr("Retirer cet interlocuteur"), ContactForm)
        self.addresses = Entries(tr("Ajouter une adresse"), tr("Retirer cette adresse"), AddressForm)
        self.look_ups = FormLookUps(workspace, self.texts, self.address) if workspace is not None else None
        self._lay_out()

    def _lay_out(self) -> None:
        fields, ups = self.texts, self.look_ups
        self.add(fields["name"])
        self.add(self._kind)
        self.add(fields["siren"])
        self._add_look_up(ups.company if ups else None)
        self.add(fields["email"], fields["phone"])
        self.add(self.address)
        self.add(fields["postal_code"], fields["city"], fields["country"])
        self._add_look_up(ups.address if ups else None)
        self.add(fields["vat_number"])
        self._add_look_up(ups.vat if ups else None)
        billing = Form()
        for field in (self.terms, self.electronic, self._language):
            self._fields.append(field)
            billing.add(field)
        self._folds = {
            "contacts": Fold(tr("Interlocuteurs"), self.contacts),
            "addresses": Fold(tr("Autres adresses, livraison"), self.addresses),
            "billing": Fold(tr("Paiement et documents"), billing),
        }
        for fold in self._folds.values():
            self.add_widget(fold)

    def _add_look_up(self, widget: Any) -> None:
        if widget is not None:
            self.add_widget(widget)

    def fill(self, client: Client) -> None:
        """Show a client; what is folded away is shown where there is something in it."""
        self._client = client
        self._kind.set_value(client.kind)
        for name, field in self.texts.items():
            field.set_value(number_text(client) if name == "siren" else getattr(client, name))
        self.address.set_value(tuple(client.address.splitlines()))
        self.terms.set_value(client.payment_terms)
        self.electronic.set_value(electronic_text(client))
        entry_of(self.electronic).setPlaceholderText(proposed_electronic(client))
        self._language.set_value(client.language)
        self.contacts.fill(client.contacts)
        self.addresses.fill(client.addresses)
        self._folds["contacts"].set_open(bool(client.contacts))
        self._folds["addresses"].set_open(bool(client.addresses))
        self._folds["billing"].set_open(_billing(client) != _billing(Client(name="")))

    def check(self) -> bool:
        is_right = super().check()
        for key, entries in (("contacts", self.contacts), ("addresses", self.addresses)):
            if not entries.check():
                self._folds[key].set_open(True)
                is_right = False
        if not (self.terms.check() and self.electronic.check()):
            self._folds["billing"].set_open(True)
        return is_right

    def client(self) -> Client:
        """The client in the fields; raises Invalid."""
        texts: dict[str, Any] = {name: field.value() for name, field in self.texts.items()}
        number = texts.pop("siren")
        scheme, value = parse_electronic(self.electronic.value())
        return tidied_client(
            replace(
                self._client,
                kind=self._kind.value(),
                siren=number[:SIREN_LENGTH] if number != self._client.siren else number,
                siret=number if len(number) > SIREN_LENGTH else "",
                address="\n".join(self.address.value()),
                contacts=self.contacts.values(),
                addresses=self.addresses.values(),
                payment_terms=self.terms.value(),
                electronic_scheme=scheme,
                electronic_address=value,
                language=self._language.value(),
                **texts,
            )
        )

    def _postal_code_flaw(self, text: str) -> Flaw | None:
        return postal_code_flaw(text, country_code(entry_of(self.texts["country"]).text()) or FRANCE)

    def _electronic_field(self) -> Field[str]:
        def flaw(text: str) -> Flaw | None:
            return electronic_flaw(*parse_electronic(text), self.texts["siren"].value()[:SIREN_LENGTH])

        hint = tr("Laissez vide : le SIREN suffit pour une entreprise, l'e-mail pour un particulier.")
        return checked_text_field(tr("Adresse de facturation électronique"), flaw, hint=hint)


def _billing(client: Client) -> tuple[str, ...]:
    """What is folded away as long as it is usual."""
    return client.payment_terms, client.electronic_address, client.language


def _kinds() -> Sequence[tuple[ClientKind, str]]:
    return (
        (ClientKind.COMPANY, tr("Entreprise")),
        (ClientKind.INDIVIDUAL, tr("Particulier")),
        (ClientKind.PUBLIC, tr("Organisme public")),
    )


def _siren_flaw(number: str) -> Flaw | None:
    """What is wrong with a SIREN, or with a SIRET, which begins with it."""
    return siret_flaw(number) if len(number) > SIREN_LENGTH else siren_flaw(number)


def _vat_number_flaw(number: str) -> Flaw | None:
    """What is wrong with a VAT number; those of countries outside of the Union cannot be checked."""
    flaw = vat_number_flaw(number)
    return None if flaw is not None and flaw.kind is FlawKind.COUNTRY else flaw
