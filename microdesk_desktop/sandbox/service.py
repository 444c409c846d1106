"""What every simulated service of this computer has: a server that is started and stopped, and what it was asked."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from microdesk_desktop.sandbox.faults import Faults
from microdesk_desktop.sandbox.server import Reply, Request, Server


class Service:
    """A service from `start` to `stop`, or within a `with` block; a subclass answers the requests."""

    def __init__(self) -> None:
        self._server = Server(self._answer)

    @property
    def faults(self) -> Faults:
        """The faults of the next requests."""
        return self._server.faults

    @property
    def requests(self) -> list[tuple[str, str]]:
        """The method and path of each request so far, oldest first."""
        return self._server.requests

    @property
    def queries(self) -> list[Mapping[str, str]]:
        """The parameters of each request so far, oldest first."""
        return self._server.queries

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _answer(self, request: Request) -> Reply:
        raise NotImplementedError
