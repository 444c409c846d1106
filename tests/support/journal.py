"""The journal of an HTTP client, in memory."""

from microdesk_desktop.base.http.client import NetworkEvent


class MemoryJournal:
    """Keeps what the client keeps, in the order in which requests left."""

    def __init__(self) -> None:
        self.events: list[NetworkEvent] = []

    def begin(self, event: NetworkEvent) -> int:
        self.events.append(event)
        return len(self.events) - 1

    def complete(self, number: int, event: NetworkEvent) -> None:
        self.events[number] = event
