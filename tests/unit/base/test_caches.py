"""Every cache of the package declares whether it holds personal data; those that do are emptied together."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import microdesk_desktop
from microdesk_desktop.base.caches import forget_all, impersonal_cache, is_registered, personal_cache

CACHE = type(lru_cache(str))


def named_caches() -> Iterator[tuple[str, object]]:
    """The caches that modules and classes of the package hold, by name; `forget_all` knows that of `urlsplit`."""
    for found in pkgutil.walk_packages(microdesk_desktop.__path__, "microdesk_desktop."):
        if found.name.startswith("microdesk_desktop.store.migrations."):
            continue
        module = importlib.import_module(found.name)
        classes = [each for each in vars(module).values() if isinstance(each, type) and each.__module__ == found.name]
        for holder in (module, *classes):
            for name, value in vars(holder).items():
                if isinstance(value, CACHE) and value is not urlsplit:
                    yield f"{found.name}.{name}", value


def test_every_cache_of_the_package_is_declared() -> None:
    caches = dict(named_caches())
    assert len(caches) > 10
    assert [name for name, cache in caches.items() if not is_registered(cache)] == []


def test_personal_caches_are_emptied_and_the_others_kept() -> None:
    personal, impersonal = personal_cache(8)(str.upper), impersonal_cache()(str.lower)
    assert (personal("a"), impersonal("A")) == ("A", "a")
    forget_all()
    assert personal.cache_info().currsize == 0
    assert impersonal.cache_info().currsize == 1


def test_the_addresses_that_the_standard_library_keeps_are_forgotten_too() -> None:
    urlsplit("https://bank.example/consent?reference=1")
    forget_all()
    assert urlsplit.cache_info().currsize == 0
