"""Return addresses of a consent flow, with their query: received by a listener, or pasted by the user.

Everything is untrusted: an arrival counts only when its `ref` or `state` equals the reference of the request.
"""

import queue
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

Query = Mapping[str, str]


class Arrivals:
    """The accepted arrivals of one consent, whichever way they come; safe to use from any thread.

    `refused` counts the arrivals with another reference or none.
    """

    def __init__(self, reference: str) -> None:
        self._reference = reference.encode()
        self._accepted: queue.SimpleQueue[Query | None] = queue.SimpleQueue()
        self.refused = 0

    def offer(self, address: str) -> bool:
        """Take a whole return address, such as a pasted one; whether it belongs to this consent."""
        try:
            query = urlsplit(address.strip()).query
        except ValueError:
            query = ""
        return self.offer_query(query)

    def offer_query(self, query: str) -> bool:
        """Take the query part of a return address; whether it belongs to this consent."""
        arrival = dict(parse_qsl(query, keep_blank_values=True))
        is_accepted = any(self._is_reference(arrival.get(name, "")) for name in ("ref", "state"))
        if is_accepted:
            self._accepted.put(arrival)
        else:
            self.refused += 1
        return is_accepted

    def wait(self, timeout_s: float) -> Query | None:
        """The next accepted arrival, or None when none comes in time."""
        try:
            return self._accepted.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def interrupt(self) -> None:
        """Let a running `wait` return None at once."""
        self._accepted.put(None)

    def _is_reference(self, text: str) -> bool:
        return secrets.compare_digest(text.encode(errors="replace"), self._reference)
