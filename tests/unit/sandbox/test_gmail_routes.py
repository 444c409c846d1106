"""The simulated Gmail API against Google's own description of the real one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from microdesk_desktop.sandbox.gmail.api import _HANDLERS
from microdesk_desktop.sandbox.gmail.colours import COLOURS
from microdesk_desktop.sandbox.gmail.consent import MODIFY
from microdesk_desktop.sandbox.gmail.routes import GENERAL, MAX_UPLOAD, ROUTES, Route

DISCOVERY = json.loads((Path(__file__).parents[2] / "golden/gmail/gmail.v1.json").read_text())


def _methods(resource: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for name, method in resource.get("methods", {}).items():
        yield prefix + name, method
    for name, below in resource.get("resources", {}).items():
        yield from _methods(below, f"{prefix}{name}.")


METHODS = dict(_methods(DISCOVERY["resources"]["users"]))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.id)
def test_route_is_the_one_that_google_describes(route: Route) -> None:
    method = METHODS[route.id]
    query = {name: each for name, each in method["parameters"].items() if each["location"] == "query"}
    assert method["httpMethod"] == route.method
    assert method["path"] == "gmail/v1/users/{userId}/" + route.path
    assert query.keys() == route.query
    assert {name for name, each in query.items() if each.get("repeated")} == route.repeated
    assert (MODIFY in method["scopes"]) is route.is_allowed
    assert route.is_allowed is (route.id in _HANDLERS)
    if route.body:
        assert route.body <= DISCOVERY["schemas"][method["request"]["$ref"]]["properties"].keys()
    if route.takes_upload:
        upload = method["mediaUpload"]
        assert int(upload["maxSize"]) == MAX_UPLOAD
        assert upload["protocols"]["simple"]["multipart"]


def test_every_mailbox_method_that_the_scope_forbids_is_refused() -> None:
    forbidden = {
        name
        for name, method in METHODS.items()
        if name.split(".")[0] in ("messages", "threads", "drafts", "labels", "history")
        and MODIFY not in method["scopes"]
    }
    assert forbidden == {route.id for route in ROUTES if not route.is_allowed}


def test_general_parameters_are_google_s_without_those_that_carry_a_token() -> None:
    assert DISCOVERY["parameters"].keys() - {"access_token", "oauth_token", "key"} >= GENERAL


def test_colours_are_those_of_the_description() -> None:
    described = DISCOVERY["schemas"]["LabelColor"]["properties"]["backgroundColor"]["description"]
    assert set(re.findall("#[0-9a-f]{6}", described)) == COLOURS
