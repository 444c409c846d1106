"""The form of a client."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.identifiers import Flaw, FlawKind, siren_flaw, siret_flaw, vat_number_flaw
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.identifier_field import identifier_field
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import connect_edited, lines_field, new_line_edit, text_field

FRANCE = "FR"
COUNTRY_LETTERS = 2
SIREN_LENGTH = 9


class ClientForm(Form):
    """Fields of one client; `client()` reads them once `check()` has passed."""

    def __init__(self) -> None:
        super().__init__()
        self._name = text_field(tr("Nom ou raison sociale"), required=True)
        self._kind = choice_field(
            tr("Type"), ((ClientKind.COMPANY, tr("Entreprise")), (ClientKind.INDIVIDUAL, tr("Particulier")))
        )
        self._siren = identifier_field(tr("SIREN"), _siren_flaw, keep=lambda number: number[:SIREN_LENGTH])
        self._vat_number = identifier_field(tr("N° de TVA"), _vat_number_flaw)
        self._contact = text_field(tr("Interlocuteur"))
        self._email = text_field(tr("Adresse électronique"))
        self._other_emails = lines_field(tr("Autres adresses électroniques"), hint=tr("Une par ligne."))
        self._phone = text_field(tr("Téléphone"))
        self._address = text_field(tr("Adresse"))
        self._postal_code = text_field(tr("Code postal"))
        self._city = text_field(tr("Ville"))
        self._country = _country_field()
        self._other_addresses = lines_field(tr("Autres adresses"), hint=tr("Une par ligne."))
        self.add(self._name)
        self.add(self._kind)
        self.add(self._siren, self._vat_number)
        self.add(self._contact)
        self.add(self._email, self._phone)
        self.add(self._other_emails)
        self.add(self._address)
        self.add(self._postal_code, self._city, self._country)
        self.add(self._other_addresses)

    def fill(self, client: Client) -> None:
        """Show a client."""
        self._kind.set_value(client.kind)
        self._other_emails.set_value(client.other_emails)
        self._other_addresses.set_value(client.other_addresses)
        for name, field in self.texts.items():
            field.set_value(getattr(client, name))

    def client(self) -> Client:
        """The client in the fields; raises Invalid."""
        texts = {name: field.value() for name, field in self.texts.items()}
        return Client(
            kind=self._kind.value(),
            other_emails=self._other_emails.value(),
            other_addresses=self._other_addresses.value(),
            **texts,
        )

    @property
    def texts(self) -> dict[str, Field[str]]:
        """The text fields, by the name of the client's attribute."""
        return {
            "name": self._name,
            "siren": self._siren,
            "vat_number": self._vat_number,
            "contact": self._contact,
            "email": self._email,
            "phone": self._phone,
            "address": self._address,
            "postal_code": self._postal_code,
            "city": self._city,
            "country": self._country,
        }


def _country_field() -> Field[str]:
    """A country by its two letters (ISO 3166-1), France where it is left empty."""
    entry = new_line_edit(FRANCE)

    def read() -> str:
        code = entry.text().strip().upper() or FRANCE
        if len(code) != COUNTRY_LETTERS or not (code.isascii() and code.isalpha()):
            raise Invalid(tr("Deux lettres : FR, BE, CH…"))
        return code

    return connect_edited(Field(tr("Pays"), entry, read=read, write=entry.setText), entry)


def _siren_flaw(number: str) -> Flaw | None:
    """What is wrong with a SIREN, or with a SIRET, which begins with it."""
    return siret_flaw(number) if len(number) > SIREN_LENGTH else siren_flaw(number)


def _vat_number_flaw(number: str) -> Flaw | None:
    """What is wrong with a VAT number; those of countries outside of the Union cannot be checked."""
    flaw = vat_number_flaw(number)
    return None if flaw is not None and flaw.kind is FlawKind.COUNTRY else flaw
