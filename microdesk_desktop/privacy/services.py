"""The services that connections reach, from `resources/privacy/services.toml`: who, in which countries, which page."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Who runs a host, the countries (ISO 3166) where it may process data, and the address of its privacy page.

    `who_en` is its name in English.
    """

    who: str
    who_en: str
    countries: Sequence[str]
    policy: str


def service_of(host: str) -> Service | None:
    """The service behind a host; None for one that the user chose, such as a mail server."""
    return _services().get(host)


@impersonal_cache()
def _services() -> Mapping[str, Service]:
    content = tomllib.loads(resource("privacy", "services.toml").read_text("utf-8"))
    return {
        host: Service(
            who=each["who"],
            who_en=each.get("who_en", each["who"]),
            countries=each["countries"],
            policy=each["policy"],
        )
        for each in content["service"]
        for host in each["hosts"]
    }
