"""The list of banks: one institution for each kind of user, however odd an entry is."""

from typing import Any

import msgspec
import pytest

from microdesk_desktop.banks.enable_banking.institutions import Bank, read_banks
from microdesk_desktop.banks.enable_banking.schemas import Aspsps
from microdesk_desktop.base.jobs import Job
from tests.unit.banks.enable_banking.wiring import Wired


def banks(*entries: object) -> list[Bank]:
    raws = [msgspec.Raw(msgspec.json.encode(each)) for each in entries]
    return read_banks(Aspsps(aspsps=raws), "FR", Job())


def entry(**fields: object) -> dict[str, Any]:
    plain = {"name": "CIC", "country": "FR", "psu_types": ["personal"], "maximum_consent_validity": 15_552_000}
    return {**plain, **fields}


def shown(*entries: object) -> list[tuple[str, str]]:
    return [(each.institution.id, each.institution.name) for each in banks(*entries)]


def test_each_kind_of_user_is_a_choice_of_its_own() -> None:
    assert shown(entry(psu_types=["personal", "business"])) == [
        ("FR:CIC:business", "CIC (espace professionnel)"),
        ("FR:CIC:personal", "CIC (espace personnel)"),
    ]
    assert shown(entry()) == [("FR:CIC:personal", "CIC")]
    assert shown(entry(psu_types=["business"])) == [("FR:CIC:business", "CIC (espace professionnel)")]


@pytest.mark.parametrize("odd", [None, [], "business", [7, None], {}])
def test_a_bank_whose_users_are_unknown_is_still_offered(odd: object) -> None:
    (found,) = banks(entry(psu_types=odd))
    assert (found.institution.id, found.psu_type) == ("FR:CIC", "")


def test_a_group_is_shown_unless_the_name_has_it_and_what_is_tried_out_is_marked() -> None:
    assert (
        shown(entry(name="CA Aquitaine", group={"name": "Crédit Agricole"}))[0][1] == "CA Aquitaine · Crédit Agricole"
    )
    assert shown(entry(name="Crédit Agricole Alpes", group={"name": "CREDIT AGRICOLE"}))[0][1] == (
        "Crédit Agricole Alpes"
    )
    assert shown(entry(beta=True))[0][1] == "CIC · bêta"


@pytest.mark.parametrize(
    ("validity", "days"),
    [
        (15_552_000, 180),
        (7_776_000, 90),
        (31_536_000, 180),
        ("15552000", 180),
        (864_000, 10),
        (3_600, 1),
        (7_776_000.0, 90),
        *[(odd, 90) for odd in (None, 0, -1, True, "soon", [], 10**30, "9" * 5_000)],
    ],
)
def test_a_consent_lasts_as_long_as_the_bank_allows_and_never_more_than_180_days(validity: object, days: int) -> None:
    (found,) = banks(entry(maximum_consent_validity=validity))
    assert (found.institution.max_consent_days, found.institution.max_history_days) == (days, 89)


METHOD = {"name": "web", "psu_type": "personal", "approach": "REDIRECT", "hidden_method": False}
APP = {**METHOD, "name": "app", "approach": "DECOUPLED"}


@pytest.mark.parametrize(
    ("methods", "chosen"),
    [
        ([METHOD], ""),
        ([APP], ""),
        ([APP, METHOD], "web"),
        ([APP, {**METHOD, "hidden_method": True}], ""),
        ([APP, {**METHOD, "psu_type": "business"}], ""),
        ([APP, {**METHOD, "psu_type": None}], "web"),
        ([APP, {**METHOD, "name": None}], ""),
        ([APP, APP], ""),
        (None, ""),
        ({"a": 1}, ""),
        ([None, 7], ""),
    ],
)
def test_a_login_method_is_chosen_only_where_the_bank_offers_several(methods: object, chosen: str) -> None:
    assert banks(entry(auth_methods=methods))[0].auth_method == chosen


def test_an_entry_without_a_name_is_left_out_and_no_other() -> None:
    odd = [{}, None, 7, [], entry(name=None), entry(name=" "), entry(name=["x"]), entry(country=None, bic=[])]
    assert [each.institution.id for each in banks(*odd, entry())] == ["FR:CIC:personal", "FR:CIC:personal"]


def test_all_banks_are_asked_for_at_once_and_a_name_is_found_as_it_is_written(wired: Wired) -> None:
    provider = wired.new_provider()
    found = {each.id for each in provider.institutions("fr", wired.job)}
    assert {"FR:CIC:business", "FR:CIC:personal", "FR:Crédit Mutuel:personal", "FR:Wise:business"} <= found
    assert wired.sandbox.queries[-1] == {"country": "FR", "service": "AIS"}
    assert provider.institution("FR:Crédit Mutuel:business", wired.job).name == "Crédit Mutuel (espace professionnel)"
