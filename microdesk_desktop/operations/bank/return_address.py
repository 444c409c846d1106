"""Where the browser is sent back after a consent: to a listener of ours, or where the user copies the address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from microdesk_desktop.banks.provider import Provider
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.http.loopback import Loopback, can_listen
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.consent_page import browser_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnAddress:
    """Where the browser is sent back; `is_registered` at the provider, `is_received` by a listener of ours."""

    url: str
    is_registered: bool
    is_received: bool


@contextmanager
def return_address(provider: Provider, arrivals: Arrivals, job: Job) -> Iterator[ReturnAddress]:
    """The return address, listened on meanwhile where that is possible.

    A registered address on this computer is preferred; without one, the user pastes the address.
    """
    registered = provider.return_addresses(job)
    local = next((each for each in registered if can_listen(each)), None)
    if registered and local is None:
        yield ReturnAddress(url=registered[0], is_registered=True, is_received=False)
        return
    with Loopback(arrivals, browser_pages(), local) as loopback:
        yield ReturnAddress(url=loopback.url, is_registered=local is not None, is_received=True)
