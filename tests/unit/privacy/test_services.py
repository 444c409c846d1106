"""The services behind the hosts: each that the program reaches says who, where, and how it treats data."""

from urllib.parse import urlsplit

import pytest

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.banks.tink.link import CONNECT, page_address
from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.domain.lookups import LookupAddresses
from microdesk_desktop.mail.google.addresses import PUBLIC
from microdesk_desktop.mail.microsoft.addresses import microsoft_at
from microdesk_desktop.privacy.services import service_of

REGISTERS, MICROSOFT = LookupAddresses(), microsoft_at(None)
ADDRESSES = {
    *(info.default_url for info in PROVIDERS.values()),
    page_address(PROVIDERS["tink"].default_url, CONNECT, {}, "fr"),
    *(PUBLIC.consent, PUBLIC.token, PUBLIC.revoke, PUBLIC.api),
    *(MICROSOFT.consent, MICROSOFT.token),
    *(REGISTERS.companies, REGISTERS.addresses, REGISTERS.vat),
}


@pytest.mark.parametrize("address", sorted(ADDRESSES))
def test_every_service_that_is_reached_says_who_it_is_and_where(address):
    service = service_of(urlsplit(address).hostname)
    assert service is not None
    assert service.who
    assert all(country in country_names() for country in service.countries)
    assert urlsplit(service.policy).scheme == "https"


def test_a_server_of_the_users_choice_belongs_to_no_service():
    assert service_of("imap.example.org") is None
