"""A second provider, of the other kind than GoCardless: it shows what a new one consists of.

A private key in a file signs each request; the return address is registered, and nothing listens there; the consent has
an id only once the code of the return address is exchanged; no budget is announced, so requests are counted.
"""

from microdesk_desktop.banks.private_key import clean_private_key
from microdesk_desktop.banks.provider import KeyField, ProviderInfo
from tests.contract.plainbank.provider import RETURN_ADDRESS, Plainbank

INFO = ProviderInfo(
    name="plainbank",
    title="Plainbank",
    default_url="https://plainbank.example",
    open=Plainbank,
    keys=(
        KeyField(name="application_id", label=lambda: "Application ID", is_secret=False),
        KeyField(name="private_key", label=lambda: "Private key", is_file=True, clean=clean_private_key),
    ),
    return_addresses=(RETURN_ADDRESS,),
    steps=(lambda: "Register an application.", lambda: "Download its private key."),
    warning=lambda: "For trials only.",
)
