"""The wait for the user's answer on the consent page of Google or Microsoft."""

import time
from collections.abc import Mapping

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.arrivals import Arrivals
from microdesk_desktop.base.jobs import Job

CONSENT_S = 300.0
"""How long the user has on the page: five minutes, with a warning about an unverified program to read."""


def await_answer(arrivals: Arrivals, job: Job, timeout_s: float, part: str = "") -> Mapping[str, str]:
    """The answer that belongs to this consent, whatever else comes to the return address meanwhile.

    Raises MAIL_CONSENT_TIMEOUT (`part`: who was asked, where it is not Google), or Cancelled.
    """
    deadline = time.monotonic() + timeout_s
    unregister = job.on_cancel(arrivals.interrupt)
    try:
        while (left := deadline - time.monotonic()) > 0:
            arrival = arrivals.wait(left)
            job.checkpoint()
            if arrival is not None:
                return arrival
    finally:
        unregister()
    asked = {"part": part} if part else {}
    raise KnownError(ErrorCode.MAIL_CONSENT_TIMEOUT, minutes=round(timeout_s / 60), **asked)
