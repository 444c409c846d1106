"""Every cache of the program, so that all that hold personal data can be emptied when the vault locks.

`functools.lru_cache` and `cache` are used nowhere else: a cache declares here what it holds, personal data or not.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit
from weakref import WeakSet

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper as Cached

T = TypeVar("T")

# Weak references: a cache that belongs to a widget goes with it.
_personal: "WeakSet[Cached[Any]]" = WeakSet()
_impersonal: "WeakSet[Cached[Any]]" = WeakSet()
_lock = Lock()


def personal_cache(maxsize: int) -> "Callable[[Callable[..., T]], Cached[T]]":
    """Like `functools.lru_cache`, for arguments or results that may come from the vault or a file of the user's."""
    return lambda fn: _registered(fn, maxsize, _personal)


def impersonal_cache(maxsize: int | None = None) -> "Callable[[Callable[..., T]], Cached[T]]":
    """Like `functools.lru_cache`, for what is the same on every computer: resources, texts, settings of libraries."""
    return lambda fn: _registered(fn, maxsize, _impersonal)


def is_registered(cache: object) -> bool:
    """Whether this cache was made by one of the two functions above."""
    return cache in _personal or cache in _impersonal


def forget_all() -> None:
    """Empty every cache that may hold personal data, two of the standard library too; safe on any thread."""
    with _lock:
        caches = tuple(_personal)
    for cache in caches:
        cache.cache_clear()
    re.purge()  # patterns made of a file's words
    urlsplit.cache_clear()  # type: ignore[attr-defined]  # addresses of consents; the stubs hide that it is a cache


def _registered(fn: Callable[..., T], maxsize: int | None, caches: "WeakSet[Cached[Any]]") -> "Cached[T]":
    cached = lru_cache(maxsize)(fn)
    with _lock:
        caches.add(cached)
    return cached
